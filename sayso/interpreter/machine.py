"""What happens next: `advance` moves one lane from one outcome to its next want, or to its end.

Pure: no clock, no chance, no I/O. The instant of the outcome is the only time there is. The lane that comes in is not
changed; the lane that goes out shares what did not change with it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sayso.interpreter.link import Linked
from sayso.interpreter.moving import Moving
from sayso.interpreter.operations import Linkable
from sayso.interpreter.state import Lane, Note, Outcome, Reread, Step

EXHAUSTED = "exhausted"
"""The kind of error of a limit that is used up; no `try` takes it."""


def advance(
    linked: Linked, scope: Mapping[str, Any], lane: Lane, outcome: Outcome, notes: list[Note] | None = None
) -> Step:
    """Move a lane on with what came of its want, up to its next want or its end.

    `scope` holds the frozen names of its ancestors. `notes`, where given, collects what is worth telling.
    """
    moving = Moving(linked, scope, lane, outcome.at, notes)
    _RECEIVE[outcome.kind](linked, moving, outcome)
    operations = linked.operations
    while moving.want is None and moving.ended is None:
        operation = operations[moving.pc]
        if moving.stale and not moving.stale.isdisjoint(operation.reads):
            operation.reread(moving)
            if moving.want is not None:
                break
        operation.run(moving)
        if moving.trouble is not None:
            trouble, moving.trouble = moving.trouble, None
            _failed(linked, moving, trouble)
    return moving.result()


def _begin(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    """A lane's first move starts where it stands."""


def _done(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    if isinstance(moving.lane.want, Reread):
        _refresh(moving, outcome.value)
    else:
        _operation(linked, moving).receive(moving, outcome)


def _refresh(moving: Moving, records: Any) -> None:
    """Records read again take the place of the old ones, in this lane only."""
    for name, value in records.items():
        moving.bind(name, value)
    moving.stale -= records.keys()


def _failed(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    """A failure goes to the innermost `try`; without one it ends the lane, by a person's No as skipped."""
    operation = _operation(linked, moving)
    if outcome.kind == "expired" and operation.expire(moving, outcome):
        return
    for number in range(len(moving.frames) - 1, -1, -1):
        frame = moving.frames[number]
        if frame.kind == "try" and outcome.error != EXHAUSTED:
            moving.frames = moving.frames[:number]
            moving.stale |= operation.stales
            linked.catches[frame.at](moving, outcome, operation)
            return
    if outcome.kind == "failed":
        moving.end("failed", operation.step, outcome.sentence)
    else:
        moving.leave(operation.step, outcome.sentence)


def _skip(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    moving.leave(_operation(linked, moving).step, outcome.sentence)


def _taken(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    moving.end("done", _operation(linked, moving).step, outcome.sentence)


def _cancelled(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    moving.end("cancelled", _operation(linked, moving).step, outcome.sentence)


def _gone(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    """A record that was to be read again is no longer there."""
    moving.leave(_operation(linked, moving).step, outcome.sentence)


def _heard(linked: Linked, moving: Moving, outcome: Outcome) -> None:
    """An event came: the awaited one, or one that ends a sequence."""
    assert outcome.event is not None
    moving.heard = (*moving.heard, outcome.event.id)
    if outcome.frame is None:
        _operation(linked, moving).receive(moving, outcome)
        return
    frame = moving.frames[outcome.frame]
    moving.frames = moving.frames[: outcome.frame]
    linked.catches[frame.at](moving, outcome, linked.operations[frame.at])


def _operation(linked: Linked, moving: Moving) -> Linkable:
    return linked.operations[moving.pc]


_RECEIVE: dict[str, Callable[[Linked, Moving, Outcome], None]] = {
    "began": _begin,
    "done": _done,
    "time": _done,
    "admitted": _done,
    "gathered": _done,
    "failed": _failed,
    "rejected": _failed,
    "expired": _failed,
    "skip": _skip,
    "taken": _taken,
    "gone": _gone,
    "heard": _heard,
    "cancelled": _cancelled,
}
