"""One lane on its way: the lane itself, which changes as it goes, and every name in reach."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sayso.interpreter.expressions import Settings
from sayso.interpreter.state import Ended, How, Lane, Note, Outcome, Want, Watch

STAY = -1
"""What an operation gives instead of the next position: the lane wants something, has trouble, or has ended."""


class Ear(Protocol):
    """What ends a `sequence`, as far as a lane must know it."""

    event: str

    def key_in(self, env: dict[str, Any]) -> tuple[str, object] | None:
        """The field of the event that must equal a value of the lane, and that value."""

    def since(self, moving: "Moving") -> datetime:
        """From when on events count."""


class Code(Protocol):
    """What a lane must know of the program it runs."""

    settings: Settings

    @property
    def ears(self) -> Mapping[int, Ear]:
        """What ends each `sequence`, by the position of its guard."""


class Moving:
    """One lane on its way: it carries what the lane wants next, or how it ended. `asked` is what it wanted before,
    `trouble` a failure on the way; `keyed` are the items of a loop that is about to begin.
    """

    asked: Want | None = None
    trouble: Outcome | None = None
    keyed: dict[str, Any] | None = None
    now: datetime

    def __init__(self, linked: Code, scope: Mapping[str, Any], lane: Lane, notes: list[Note] | None) -> None:
        """`scope` holds the frozen names of the lane's ancestors; the lane is changed."""
        self.linked, self.lane, self.notes = linked, lane, notes
        self.env: dict[str, Any] = {**scope, **lane.data}

    def bind(self, name: str, value: object) -> None:
        """Give a name of this lane a value, which is fresh whatever the old one was."""
        lane = self.lane
        lane.data[name] = self.env[name] = value
        if name in lane.stale:
            lane.stale -= {name}

    def path(self, step: str) -> str:
        """The path of a step in this lane, turns of the open `repeat`s included."""
        lane = self.lane
        if not lane.frames:
            return f"{lane.path}/{step}" if lane.path else step
        turns = [f"turn[{frame.turn}]" for frame in lane.frames if frame.kind == "turn"]
        return "/".join([*([lane.path] if lane.path else []), *turns, step])

    def note(self, kind: Any, step: str, **told: Any) -> None:
        """Tell something that is no effect, if anybody listens."""
        if self.notes is not None:
            self.notes.append(Note(kind, step, self.path(step), **told))

    def ask(self, place: int, want: Want) -> int:
        """Want something, at the operation of that place."""
        self.lane.pc, self.lane.want = place, want
        return STAY

    def fail(self, place: int, trouble: Outcome) -> int:
        """Have trouble, at the operation of that place."""
        self.lane.pc, self.trouble = place, trouble
        return STAY

    def end(self, how: How, step: str, reason: str = "", value: object = None) -> int:
        """End the lane."""
        self.lane.ended = Ended(how, step, reason, value)
        return STAY

    def leave(self, step: str, reason: str) -> int:
        """End the item as skipped, or the run, outside one, as stopped."""
        return self.end("skipped" if self.lane.path else "stopped", step, reason)

    def watch(self) -> tuple[Watch, ...]:
        """The events that would end an open `sequence`."""
        found = []
        for number, frame in enumerate(self.lane.frames):
            if frame.kind == "sequence":
                listener = self.linked.ears[frame.at]
                found.append(Watch(number, listener.event, listener.key_in(self.env), listener.since(self)))
        return tuple(found)

    def since(self, tools: tuple[str, ...], step: str | None) -> datetime:
        """From when on events count: the named step's or the last answered call's instant, else the lane's begin."""
        marks, began = self.lane.marks or {}, self.lane.began
        if step is not None:
            return marks.get(step, began)
        return max((marks[tool] for tool in tools if tool in marks), default=began)
