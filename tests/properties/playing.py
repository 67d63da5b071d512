"""Plays a flow in a random world to its end, watching what an engine must never do."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sayso.compiler import Compiled, compile
from sayso.interpreter import Linked, link
from sayso.interpreter.moving import Moving
from sayso.interpreter.state import Admit, Effect, Event, Outcome, Spawn
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Entry, Journal
from sayso.runtime.run import Run
from sayso.runtime.world import Parked
from tests.properties.generating.catalog import catalog, programs
from tests.properties.worlds import MONDAY, RandomWorld

FAR = timedelta(days=365 * 60)
ROUNDS = 40


class Played(msgspec.Struct, frozen=True):
    """A run that was driven as far as it goes."""

    linked: Linked
    world: RandomWorld
    drive: Drive
    run: Run
    steps: frozenset[str]
    parked: int

    @property
    def journal(self) -> Journal:
        """What was written."""
        return self.drive.journal


def compiled_flow(text: str) -> Compiled:
    """The flow compiled against the catalog of the properties."""
    return compile(text, catalog())


def play(compiled: Compiled, seed: str, trouble: int = 20, uncertain: bool = True, events: int = 3) -> Played:
    """Drive the flow in the world of a seed to its end."""
    assert compiled.program is not None
    linked = link(compiled.program)
    steps = count_steps(linked)
    world = RandomWorld(seed, catalog(), programs(), trouble, uncertain)
    drive = Drive(world, explain=True)
    run = start(drive, world, linked, compiled.text, world.events(linked, events))
    parked = settle(drive, world)
    stopped = {path for name, path in stopped_calls(drive.journal, world) if name == run.id}
    return Played(linked, world, drive, run, frozenset(steps - stopped), parked)


def start(drive: Drive, world: RandomWorld, linked: Linked, text: str, events: list[Event]) -> Run:
    """Announce the events and begin the run."""
    for event in events:
        drive.happen(event)
    trigger, inputs = world.inputs(linked)
    return drive.begin(linked, inputs, MONDAY, text=text, id="run", trigger=trigger)


def settle(drive: Drive, world: RandomWorld) -> int:
    """Go on to the end; what a person must look at is looked at. Gives how often that was so."""
    count = 0
    for _ in range(ROUNDS):
        drive.go(MONDAY + FAR)
        parked = [(run.id, lane, why) for run in drive.runs.values() for lane, why in sorted(run.parked.items())]
        if not parked:
            return count
        for run, lane, why in parked:
            count += 1
            drive.resolve(run, lane, _decision(why, drive.now))
    raise AssertionError("the run does not come to an end")


def _decision(why: Parked, now: datetime) -> Outcome:
    return Outcome("done", now) if why.kind == "uncertain" else Outcome("skip", now, sentence="by hand")


def count_steps(linked: Linked) -> set[str]:
    """Note the path of every statement that begins, from now on."""
    seen: set[str] = set()
    firsts: dict[str, int] = {}
    for pc, op in enumerate(linked.operations):
        firsts.setdefault(op.step, pc)
    firsts = {step: pc for step, pc in firsts.items() if step.startswith("s")}
    for step, pc in firsts.items():
        linked.runs[pc] = _watched(linked.operations[pc], step, seen)
    return seen


def _watched(operation: Any, step: str, seen: set[str]) -> Callable[[Moving], int]:
    run = operation.run

    def watched(moving: Moving) -> int:
        path, frames = moving.path(step), moving.lane.frames
        turn = f"turn[{frames[-1].turn}]/{step}" if frames and frames[-1].kind == "turn" else ""
        own = frames and frames[-1].at == operation.at
        seen.add(path.removesuffix(turn) + step if turn and own else path)
        return int(run(moving))

    return watched


def stopped_calls(journal: Journal, world: RandomWorld) -> set[tuple[str, str]]:
    """The run and path of calls that were not made, because the event of their sequence had come: no step of a run."""
    made = {(run, want.path) for run, want, _ in world.calls_made}
    wanted: dict[tuple[str, str], str] = {}
    found = set()
    for entry in journal.entries():
        path = wanted.pop((entry.run, entry.lane), None)
        if path is not None and entry.outcome.kind == "heard":
            found |= {(entry.run, path)} - made
        if isinstance(entry.want, Effect):
            wanted[entry.run, entry.lane] = entry.want.path
    return found


def calls_in_run(played: Played) -> Counter[str]:
    """How often each tool was called, by the run and by the flows it called."""
    return Counter(want.tool for _, want, _ in played.world.calls_made)


def credits_used(played: Played) -> int:
    """What the calls cost."""
    tools = catalog().tools
    return sum(tools[want.tool].credits for _, want, _ in played.world.calls_made if want.tool in tools)


def accounts(played: Played) -> list[str]:
    """Items and lists that do not add up."""
    wrong: list[str] = []
    asked: dict[tuple[str, str], Admit] = {}
    ended = Counter(
        (run.id, item.path.rpartition("/each[")[0]) for run in played.drive.runs.values() for item in run.items
    )
    for entry in played.journal.entries():
        before = asked.pop((entry.run, entry.lane), None)
        if before is not None and entry.outcome.kind == "admitted":
            taken = len(entry.outcome.value) if isinstance(entry.outcome.value, list) else -1
            if taken + sum(entry.outcome.left.values()) != len(before.keys):
                wrong.append(f"{before.path}: {len(before.keys)} keys, {taken} taken, left {entry.outcome.left}")
        match entry.want:
            case Admit():
                asked[entry.run, entry.lane] = entry.want
            case Spawn():
                wrong += _unaccounted(played, entry, entry.want, ended[entry.run, entry.want.path])
    return wrong


def _unaccounted(played: Played, entry: Entry, spawn: Spawn, ended: int) -> list[str]:
    run = played.drive.runs[entry.run]
    gather = run.gathers.get(entry.lane)
    open_ = gather.open if gather is not None and gather.spawn.path == spawn.path else 0
    if spawn.stop_on_error and ended <= len(spawn.items):
        return []
    if gather is not None and spawn.one_at_a_time:
        return []
    if ended + open_ != len(spawn.items):
        return [f"{spawn.path}: {len(spawn.items)} items in, {ended} ended, {open_} on their way"]
    return []


def repeated_paths(played: Played) -> list[str]:
    """Paths of calls that name more than one call."""
    wants = [(entry.run, entry.want) for entry in played.journal.entries()]
    effects = [(run, want) for run, want in wants if isinstance(want, Effect) and not want.tool.startswith("memory.")]
    paths = Counter((run, want.path) for run, want in effects)
    return [f"{run} {path}" for (run, path), count in paths.items() if count > 1]


def elapsed(played: Played) -> float:
    """How many seconds the run took."""
    last = max(entry.outcome.at for entry in played.journal.entries(played.run.id))
    return (last - played.run.started).total_seconds()
