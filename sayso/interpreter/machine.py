"""What happens next: a lane moves from one outcome to its next want, or to its end.

Pure: no clock, no chance, no I/O. The instant of the outcome is the only time there is. `advance` leaves the lane that
comes in as it was; `move` changes a lane in place, for those who own it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from sayso.interpreter.link import Linked
from sayso.interpreter.moving import Moving
from sayso.interpreter.operations import Linkable
from sayso.interpreter.state import Lane, Note, Outcome, Reread, Step, Want

EXHAUSTED = "exhausted"
"""The kind of error of a limit that is used up; no `try` takes it."""


def advance(
    linked: Linked, scope: Mapping[str, Any], lane: Lane, outcome: Outcome, notes: list[Note] | None = None
) -> Step:
    """Move a copy of a lane on with what came of its want, up to its next want or its end.

    `scope` holds the frozen names of its ancestors. `notes`, where given, collects what is worth telling.
    """
    moving = Moving(linked, scope, msgspec.structs.replace(lane, data=dict(lane.data)), notes)
    want = move(linked, moving, outcome)
    return Step(moving.lane, want, moving.lane.ended)


def move(linked: Linked, moving: Moving, outcome: Outcome) -> Want | None:
    """Move a lane on with what came of its want; its next want, or None where it has ended."""
    lane, runs = moving.lane, linked.runs
    moving.now = moving.env["now"] = outcome.at
    moving.asked, lane.want = lane.want, None
    position = _RECEIVE[outcome.kind](linked.operations, moving, outcome)
    while True:
        while position >= 0:
            if lane.stale and linked.operations[position].is_stale(moving):
                return lane.want
            position = runs[position](moving)
        if moving.trouble is None:
            return lane.want
        position = _troubled(linked.operations, moving)


def _troubled(operations: "Operations", moving: Moving) -> int:
    trouble, moving.trouble = moving.trouble, None
    assert trouble is not None
    return _failed(operations, moving, trouble)


Operations = list[Linkable]


def _begin(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    """A lane's first move starts where it stands."""
    return moving.lane.pc


def _done(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    if moving.asked.__class__ is Reread:
        return _refreshed(moving, outcome.value)
    return operations[moving.lane.pc].receive(moving, outcome)


def _refreshed(moving: Moving, records: Any) -> int:
    """Records read again take the place of the old ones, in this lane only; the step that needs them begins."""
    for name, value in records.items():
        moving.bind(name, value)
    return moving.lane.pc


def _failed(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    """A failure goes to the innermost `try`; without one it ends the lane, by a person's No as skipped."""
    lane = moving.lane
    operation = operations[lane.pc]
    if outcome.kind == "expired" and operation.expire(moving, outcome):
        return operation.next
    for number in range(len(lane.frames) - 1, -1, -1):
        frame = lane.frames[number]
        if frame.kind == "try" and outcome.error != EXHAUSTED:
            lane.frames = lane.frames[:number]
            lane.stale |= operation.stales
            return operations[frame.at].catch(moving, outcome, operation)
    if outcome.kind == "failed":
        return moving.end("failed", operation.step, outcome.sentence)
    return moving.leave(operation.step, outcome.sentence)


def _left(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    """A person said to skip it, or a record that was to be read again is no longer there."""
    return moving.leave(operations[moving.lane.pc].step, outcome.sentence)


def _taken(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    return moving.end("done", operations[moving.lane.pc].step, outcome.sentence)


def _cancelled(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    return moving.end("cancelled", operations[moving.lane.pc].step, outcome.sentence)


def _heard(operations: Operations, moving: Moving, outcome: Outcome) -> int:
    """An event came: the awaited one, or one that ends a sequence."""
    assert outcome.event is not None
    lane = moving.lane
    lane.heard = (*lane.heard, outcome.event.id)
    if outcome.frame is None:
        return operations[lane.pc].receive(moving, outcome)
    frame = lane.frames[outcome.frame]
    lane.frames = lane.frames[: outcome.frame]
    return operations[frame.at].catch(moving, outcome, operations[frame.at])


_RECEIVE: dict[str, Callable[[Operations, Moving, Outcome], int]] = {
    "began": _begin,
    "done": _done,
    "time": _done,
    "admitted": _done,
    "gathered": _done,
    "failed": _failed,
    "rejected": _failed,
    "expired": _failed,
    "skip": _left,
    "taken": _taken,
    "gone": _left,
    "heard": _heard,
    "cancelled": _cancelled,
}
