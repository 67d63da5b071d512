"""Looks for the greediest worlds of a flow: from a world on to one a little other, as long as it costs no less."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import msgspec

from sayso.compiler import Compiled, compile
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.interpreter.moving import Moving
from sayso.runtime.drive import Drive
from tests.bounds.greedy import GreedyWorld, Salts
from tests.bounds.plenty import BEFORE_WINTER
from tests.properties.generating.catalog import CALLED
from tests.properties.generating.chance import Chance
from tests.properties.playing import settle, stopped_calls

STEPS, CREDITS, SECONDS = "steps", "credits", "seconds"


class Spent(msgspec.Struct, frozen=True):
    """What a run cost: calls by tool, steps, credits and seconds, by name; and what was decided on its way."""

    amounts: dict[str, int]
    decided: tuple[str, ...]


def bounds_of(compiled: Compiled) -> dict[str, int]:
    """What was proven, by the names of `Spent.amounts`."""
    bounds = compiled.bounds
    assert bounds is not None
    calls = {tool: count.per_run for tool, count in bounds.tools.items()}
    return calls | {STEPS: bounds.steps, CREDITS: bounds.credits_per_run, SECONDS: bounds.longest}


class Reached(msgspec.Struct, frozen=True):
    """The most of each amount that was reached, and by which salts."""

    amounts: dict[str, int]
    by: dict[str, Salts]


def greediest(
    compiled: Compiled, catalog: Catalog, tries: int, wanted: Collection[str] | None = None, known: Sequence[Salts] = ()
) -> Reached:
    """The most of each that greedy worlds reach, beginning with worlds that are known; so many are tried for each
    amount that is not at its bound."""
    bounds = bounds_of(compiled)
    best: dict[str, tuple[Salts, Spent]] = dict.fromkeys(bounds, ({}, spend(compiled, catalog, {})))
    for salts in known:
        _keep_better(best, salts, spend(compiled, catalog, salts), "")
    for name in bounds if wanted is None else wanted:
        chance = Chance(name)
        for _ in range(tries):
            salts, spent = best[name]
            if spent.amounts.get(name, 0) >= bounds[name]:
                break
            salts = _changed(salts, spent, chance)
            spent = spend(compiled, catalog, salts)
            _keep_better(best, salts, spent, name)
    return Reached(
        {name: spent.amounts.get(name, 0) for name, (_, spent) in best.items()},
        {name: salts for name, (salts, _) in best.items()},
    )


def _keep_better(best: dict[str, tuple[Salts, Spent]], salts: Salts, spent: Spent, wanted: str) -> None:
    """Remember a world for all it costs more of than any before; for what is wanted, as much is enough."""
    for name, (_, before) in best.items():
        more = spent.amounts.get(name, 0) - before.amounts.get(name, 0)
        if more > 0 or (more == 0 and name == wanted):
            best[name] = salts, spent


def _changed(salts: Salts, spent: Spent, chance: Chance) -> Salts:
    """Something decided another way, or everything."""
    if not spent.decided or chance.yes(20):
        return {"": chance.number(1, 10**6)}
    return salts | {key: chance.number(1, 10**6) for key in chance.some(spent.decided, 1, 3)}


def spend(compiled: Compiled, catalog: Catalog, salts: Salts) -> Spent:
    """Run a flow in one greedy world."""
    assert compiled.program is not None and compiled.flow is not None
    steps: set[tuple[str, str]] = set()
    linked = _counting(link(compiled.program), steps)
    called = {name: _counting(one, steps) for name, one in _called(catalog).items()}
    world = GreedyWorld(salts, catalog, called, compiled)
    for name, kind in compiled.program.memory:
        world.ledger.remember(compiled.program.flow, name, world.things.value(kind, world.at("memory", name)))
    drive = Drive(world)
    world.hear = lambda place, event: drive.hearing.keep(drive.runs[place.run], place.lane, event)
    for event in world.early(linked):
        drive.happen(event)
    trigger, inputs = world.inputs(linked)
    run = drive.begin(linked, inputs, BEFORE_WINTER, text=compiled.text, trigger=trigger)
    settle(drive, world)
    last = max(entry.outcome.at for entry in drive.journal.entries(run.id))
    calls = Counter(want.tool for _, want, _ in world.calls_made)
    credits = sum(catalog.tools[name].credits * count for name, count in calls.items() if name in catalog.tools)
    whole = {
        STEPS: len(steps - stopped_calls(drive.journal, world)),
        CREDITS: credits,
        SECONDS: int((last - run.started).total_seconds()),
    }
    return Spent(dict(calls) | whole, tuple(world.decided))


def _called(catalog: Catalog) -> dict[str, Linked]:
    programs = [compile(text, catalog).program for text in CALLED]
    return {program.flow: link(program) for program in programs if program is not None}


def _counting(linked: Linked, steps: set[tuple[str, str]]) -> Linked:
    """The program, which notes the run and path of every statement that begins."""
    firsts: dict[str, int] = {}
    for pc, op in enumerate(linked.operations):
        firsts.setdefault(op.step, pc)
    for step, pc in firsts.items():
        if step.startswith("s"):
            linked.runs[pc] = _watched(linked.runs[pc], pc, step, steps)
    return linked


def _watched(run: Callable[[Moving], int], pc: int, step: str, steps: set[tuple[str, str]]) -> Callable[[Moving], int]:
    def watched(moving: Moving) -> int:
        path, frames = moving.path(step), moving.lane.frames
        if frames and frames[-1].kind == "turn" and frames[-1].at == pc:
            path = path.removesuffix(f"turn[{frames[-1].turn}]/{step}") + step
        steps.add((moving.env["run"]["id"], path))
        return run(moving)

    return watched
