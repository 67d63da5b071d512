"""A whole evaluation: a flow in a world, from its trigger to its end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, get_args

from sayso.dsl import flow as f
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.node import walk
from sayso.dsl.types import DATE, DATETIME, PERSON, TEXT, ListOf, Row, Type, optional
from tests.reference.evaluator.control import Ending, Run, Shared
from tests.reference.evaluator.kinds import written
from tests.reference.evaluator.scheduling import Clock, Order, Steps
from tests.reference.evaluator.steps import Walking
from tests.reference.evaluator.world import RunTrace, Trace, World

FAR = timedelta(days=365 * 60)
KINDS = {f.OnManual: "manual", f.OnCall: "call", f.OnWebhook: "webhook", f.OnForm: "form", f.OnChat: "chat",
         f.OnSchedule: "schedule"}  # fmt: skip
STATEMENTS = get_args(s.Statement)


def play(flow: f.Flow, catalog: Catalog, world: World) -> Trace:
    """Everything the flow does in the world."""
    clock = Clock(world, world.start, world.start + FAR)
    shared = Shared()
    shared.memory[flow.name] = {**empty_memory(flow), **world.memory}
    begin("run", flow, catalog, clock, shared, world.trigger, world.inputs, (0,), None)
    clock.run()
    clock.trace.memory = shared.memory
    return clock.trace


def begin(
    name: str, flow: f.Flow, catalog: Catalog, clock: Clock, shared: Shared, trigger: tuple[str, str | None],
    inputs: dict[str, Any], order: Order, over: Callable[[], None] | None,
) -> Run:  # fmt: skip
    """Begin a run of a flow."""
    trace = RunTrace(name, flow.name)
    clock.trace.runs.append(trace)
    ids = {id(one): f"s{n}" for n, one in enumerate((one for one in walk(flow.body) if isinstance(one, STATEMENTS)), 1)}
    run = Run(flow, catalog, clock, shared, trigger, inputs, trace, order, ids, begin=begin)
    shared.memory.setdefault(flow.name, empty_memory(flow))
    lane = Walking(run, "", order)
    lane.names, lane.kinds = names_of(run), kinds_of(run)
    found: list[Ending] = []

    def life() -> Steps:
        found.append((yield from lane.live(flow.body)))

    def ended() -> None:
        run.end = found[0]
        lane.trace.how, lane.trace.reason = run.end.how, run.end.reason
        trace.state, trace.value = state_of(run), run.end.value
        if over is not None:
            over()

    lane.strand = clock.open(order, life(), ended)
    return run


def state_of(run: Run) -> str:
    """How a run that has ended stands."""
    assert run.end is not None
    if run.end.how in ("failed", "stopped"):
        return run.end.how
    return "completed with failures" if run.failures else "completed"


def empty_memory(flow: f.Flow) -> dict[str, Any]:
    """What a flow remembers before it ever ran."""
    fields = flow.memory.fields if flow.memory else ()
    return {field.name: [] if isinstance(written(field.type), ListOf) else None for field in fields}


def names_of(run: Run) -> dict[str, Any]:
    """The names a run begins with; `@now`, `@today` and `@memory` are worked out when they are read."""
    catalog = run.catalog
    roles = {role: _person(next((one for one in catalog.people if role in one.roles), None)) for role in catalog.roles}
    owner = next((one for one in catalog.people if one.id == catalog.owner), None)
    missing = dict.fromkeys(inputs_of(run.flow))
    return {
        "me": _person(owner), "user": roles, "run": {"id": run.trace.id}, "workspace": {"currency": catalog.currency},
        "trigger": run.inputs, "now": None, "today": None, "memory": None, **missing, **run.inputs,
    }  # fmt: skip


def kinds_of(run: Run) -> dict[str, Type]:
    """The types of the names a run begins with."""
    fields = run.flow.memory.fields if run.flow.memory else ()
    kept = Row(tuple((field.name, _kept(written(field.type))) for field in fields))
    bound = {name: kind for trigger in run.flow.triggers for name, kind in binds(trigger, run.catalog).items()}
    return {
        "me": PERSON, "user": Row(tuple((role, PERSON) for role in run.catalog.roles)), "run": Row((("id", TEXT),)),
        "workspace": Row((("currency", TEXT),)), "trigger": Row(tuple(bound.items())), "now": DATETIME,
        "today": DATE, "memory": kept, **bound,
    }  # fmt: skip


def inputs_of(flow: f.Flow) -> list[str]:
    """The names that a flow's triggers ask for."""
    return [one.name for trigger in flow.triggers for one in getattr(trigger, "inputs", ())]


def binds(trigger: f.Trigger, catalog: Catalog) -> dict[str, Type]:
    """The names a trigger gives, with their types."""
    match trigger:
        case f.OnEvent(event=event):
            return dict(catalog.events[event].binds)
        case f.OnChat():
            return {"visitor": catalog_kind("visitor"), "message": TEXT}
        case f.OnSchedule():
            return {}
    return {one.name: written(one.type) for one in trigger.inputs}


def catalog_kind(name: str) -> Type:
    """A record type by its name."""
    return written(s.TypeName(name=name))


def _kept(kind: Type) -> Type:
    return kind if isinstance(kind, ListOf) else optional(kind)


def _person(person: Person | None) -> dict[str, Any] | None:
    if person is None:
        return None
    named = {"type": "person", "id": person.id, "name": person.name, "email": person.email}
    return {**named, "phone": person.phone or None}
