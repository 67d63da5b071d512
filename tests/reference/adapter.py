"""The real machine in a scripted world, and its trace in the evaluator's shape."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sayso.dsl.catalog import Catalog
from sayso.dsl.types import UNKNOWN
from sayso.interpreter import Linked
from sayso.interpreter.state import Await, Effect, Event, Outcome, Watch
from sayso.runtime.drive import Drive
from sayso.runtime.ledger import Ledger
from sayso.runtime.loading import loaded
from sayso.runtime.run import Run
from sayso.runtime.starting import owner_of
from sayso.runtime.world import Answer, Granted, Parked, Place
from sayso.runtime.worlds import policy
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.reference.evaluator.running import FAR
from tests.reference.evaluator.world import LaneTrace, Made, RunTrace, Trace
from tests.reference.script import Script


class ScriptedWorld(SimulatedWorld):
    """A world in which every answer is the script's; `made` holds the calls that went out."""

    def __init__(self, script: Script, catalog: Catalog, programs: dict[str, Linked]) -> None:
        super().__init__(catalog, Ledger(), owner_of(catalog), programs, {}, Choices())
        self.script = script
        self.made: list[tuple[str, str, Made]] = []

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """As the script says."""
        said = self.script.approval(want.tool, _given(want), want.at, want.until or now)
        if said.kind == "never":
            return Parked("approval", "waits", want.person)
        if said.kind == "rejected":
            return Outcome("rejected", said.at, sentence=said.sentence, error="rejected")
        return Granted(said.at, want.arguments)

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """As the script says, and written down."""
        if not want.tool.startswith("memory."):
            self.made.append((place.run, place.lane, Made(want.tool, want.path, now, _given(want))))
        return super().call(place, want, now)

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        said = self.script.person(want.tool, _given(want), want.at, want.until or now, want.answer or UNKNOWN)
        if said.kind == "never":
            return Parked("question", "waits", want.person)
        return Outcome("taken" if said.kind == "taken" else "done", said.at, value=said.value)

    def _tool(self, place: Place, want: Effect, now: datetime) -> Answer:
        said = self.script.answer(want.tool, _given(want), now)
        if said.kind == "uncertain":
            return Parked("uncertain", said.sentence)
        if said.kind in ("failed", "rejected"):
            return Outcome(said.kind, now, sentence=said.sentence, error=said.kind)
        value = said.value
        allowance = self.limits.allowance(place, want.tool)
        for given in policy.bound(place, want, allowance, self.catalog).values():
            if callable(given) and isinstance(value, list):
                value = [record for record in value if given(record)]
        return Outcome("done", now, value=loaded(value, place.linked.loads))

    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        return self.script.read(kind, id, now)

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterable[tuple[datetime, dict[str, Any]]]:
        """Only what happens anyway."""
        return ()


def machine_trace(linked: Linked, script: Script, catalog: Catalog, programs: dict[str, Linked], text: str) -> Trace:
    """What the machine does with the flow in the script's world."""
    world = ScriptedWorld(script, catalog, programs)
    for entry, value in script.memory.items():
        world.ledger.remember(linked.program.flow, entry, value)
    drive = Drive(world)
    for event in script.events:
        drive.happen(Event(event.id, event.name, event.at, event.data))
    kind, name = script.trigger
    trigger = {"kind": kind, "name": name} if kind not in catalog.events else {"kind": "event", "name": kind}
    drive.begin(linked, dict(script.inputs), script.start, text=text, id="run", trigger=trigger)
    drive.go(script.start + FAR)
    trace = Trace([_run_trace(run, world) for run in drive.runs.values()])
    for linked_flow in (linked, *programs.values()):
        flow = linked_flow.program.flow
        trace.memory[flow] = {name: world.ledger.remembered(flow, name) for name, _ in linked_flow.program.memory}
    return trace


def _run_trace(run: Run, world: ScriptedWorld) -> RunTrace:
    trace = RunTrace(run.id, run.linked.program.flow, state=run.state, value=run.ended.value if run.ended else None)
    ends = {item.path: item.ended for item in run.items} | ({"": run.ended} if run.ended else {})
    for path, ended in ends.items():
        trace.lanes[path] = LaneTrace(how=ended.how, reason=ended.reason)
    for path in run.lanes:
        trace.lanes.setdefault(path, LaneTrace(how="open"))
    for id, lane, made in world.made:
        if id == run.id:
            trace.lanes[lane].calls.append(made)
    return trace


def _given(want: Effect) -> dict[str, Any]:
    """What the flow wrote, without what the machine adds for people: a question's type, a template's words."""
    added = {"people.ask": {"answer", "options"}}.get(want.tool, set())
    if want.arguments.get("template") is not None:
        added = {"subject", "text"}
    return {name: value for name, value in want.arguments.items() if name not in added}
