"""Items of a loop that go straight to their end: all they do is written down as ever, but no lane is made.

One that must rest, or whose call is answered otherwise than by `done`, gets its lane then and goes on as any other.
"""

from datetime import datetime
from typing import Any, NamedTuple, Protocol

import msgspec

from sayso.interpreter.operations import Call
from sayso.interpreter.state import Effect, Ended, Lane, Note, Outcome
from sayso.runtime.journal import Entry, Journal
from sayso.runtime.run import Gather, Item, Run
from sayso.runtime.world import Answer, Place, World


class Driver(Protocol):
    """What drives the run: its world, its journal, the instant, and whether decisions are told."""

    world: World
    journal: Journal
    now: datetime
    explain: bool

    def call(self, place: Place, want: Effect) -> Answer:
        """Make a call, and write down before that it will be made."""


class Stopped(NamedTuple):
    """An item that did not come to its end: its lane, its call, and how that was answered, if it was made."""

    lane: Lane
    want: Effect
    answer: Answer | None


def go_straight(drive: Driver, run: Run, path: str, gather: Gather) -> "Stopped | None":
    """Take the items of the loop below a lane, one after the other, as long as each goes to its end.

    Gives one that does not; None when all have ended.
    """
    world, journal, now, spawn, call = drive.world, drive.journal, drive.now, gather.spawn, drive.call
    lines, write, seen = journal.lines, journal.write, list[Note]() if drive.explain else None
    id, flow, linked, rules, free, ahead = run.id, run.flow, run.linked, run.rules, run.free, run.linked.straight.ahead
    name, step, first, arrived = spawn.item, spawn.step, ahead[spawn.body], world.arrivals(flow, spawn.loop)
    scope, begin, began = {**gather.scope, "now": now}, f"{spawn.path}/each[", Outcome("began", now)
    for key, item in zip(spawn.keys[gather.following :], spawn.items[gather.following :], strict=True):
        lane, outcome, env = f"{begin}{key}]", began, scope.copy()
        env[name] = item
        place, operation = Place(id, flow, lane, linked, rules), first(env, seen)
        while isinstance(operation, Call):
            want = operation.wanted(env, f"{lane}/{operation.step}", now, ())
            if isinstance(want, str):
                ended = Ended("skipped", operation.step, want)
                break
            if seen:
                _tell(run, len(lines), lane, seen)
            write(Entry(len(lines), id, lane, outcome, want))
            is_held = want.tool not in free and world.holds(place, want, now) is not None
            answer = None if is_held else call(place, want)
            if not isinstance(answer, Outcome) or answer.kind != "done" or answer.at is not now:
                return Stopped(_lane(run, path, scope, env, operation, want), want, answer)
            outcome = answer
            if operation.into is not None:
                env[operation.into] = outcome.value
            if operation.ends is not None:
                ended = operation.ends
                break
            operation = ahead[operation.next](env, seen)
        else:
            ended = operation.plainly or operation.ended(env)
        if seen:
            _tell(run, len(lines), lane, seen)
        write(Entry(len(lines), id, lane, outcome, None, ended))
        gather.following += 1
        run.items.append(Item(lane, step, key, item, ended))
        arrived(key)
    return None


def _lane(run: Run, path: str, scope: dict[str, Any], env: dict[str, Any], call: Call, want: Effect) -> Lane:
    """The lane of an item that stands at a call."""
    lane = run.open_item(path, want.at)
    lane.data = {name: value for name, value in env.items() if name not in scope or scope[name] is not value}
    lane.pc, lane.want = call.at, want
    return lane


def _tell(run: Run, number: int, lane: str, seen: list[Note]) -> None:
    """Keep what was decided on the way to a line of the journal."""
    for note in seen:
        run.notes.append((number, lane, msgspec.structs.replace(note, path=f"{lane}/{note.step}")))
    seen.clear()
