"""One lane on its way through `advance`: its own copy of what may change, and every name in reach."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sayso.interpreter.expressions import Settings
from sayso.interpreter.state import Ended, How, Lane, Note, Outcome, Step, Want, Watch


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
    marks: frozenset[str]

    @property
    def ears(self) -> Mapping[int, Ear]:
        """What ends each `sequence`, by the position of its guard."""


class Moving:
    """One lane on its way through `advance`: its own copy of the state, and every name in reach."""

    __slots__ = (
        "ended",
        "env",
        "frames",
        "heard",
        "kept",
        "lane",
        "linked",
        "marks",
        "notes",
        "now",
        "own",
        "pc",
        "stale",
        "trouble",
        "want",
    )

    def __init__(self, linked: Code, scope: Mapping[str, Any], lane: Lane, now: datetime, notes: list[Note] | None):
        """Copy what may change."""
        self.linked, self.lane, self.now, self.notes = linked, lane, now, notes
        self.own: dict[str, Any] = dict(lane.data)
        self.env: dict[str, Any] = {**scope, **lane.data, "now": now}
        self.pc = lane.pc
        self.frames = lane.frames
        self.stale = lane.stale
        self.heard = lane.heard
        self.marks = lane.marks
        self.kept = lane.kept
        self.want: Want | None = None
        self.trouble: Outcome | None = None
        self.ended: Ended | None = None

    def bind(self, name: str, value: object) -> None:
        """Give a name of this lane a value."""
        self.own[name] = value
        self.env[name] = value

    def path(self, step: str) -> str:
        """The path of a step in this lane, turns of the open `repeat`s included."""
        parts = [self.lane.path] if self.lane.path else []
        parts += [f"turn[{frame.turn}]" for frame in self.frames if frame.kind == "turn"]
        return "/".join([*parts, step])

    def note(self, kind: Any, step: str, **told: Any) -> None:
        """Tell something that is no effect, if anybody listens."""
        if self.notes is not None:
            self.notes.append(Note(kind, step, self.path(step), **told))

    def end(self, how: How, step: str, reason: str = "", value: object = None) -> None:
        """End the lane."""
        self.ended = Ended(how, step, reason, value)

    def leave(self, step: str, reason: str) -> None:
        """End the item as skipped, or the run, outside one, as stopped."""
        self.end("skipped" if self.lane.path else "stopped", step, reason)

    def watch(self) -> tuple[Watch, ...]:
        """The events that would end an open `sequence`."""
        found = []
        for number, frame in enumerate(self.frames):
            if frame.kind == "sequence":
                listener = self.linked.ears[frame.at]
                found.append(Watch(number, listener.event, listener.key_in(self.env), listener.since(self)))
        return tuple(found)

    def since(self, tools: tuple[str, ...], step: str | None) -> datetime:
        """From when on events count: the named step's or the last answered call's instant, else the lane's begin."""
        if step is not None:
            return self.marks.get(step, self.lane.began)
        return max((self.marks[tool] for tool in tools if tool in self.marks), default=self.lane.began)

    def result(self) -> Step:
        """The lane as it now is."""
        lane = Lane(
            self.lane.path, self.pc, self.lane.began, self.own, self.frames, self.stale, self.marks, self.heard,
            self.kept, self.want, self.ended,
        )  # fmt: skip
        return Step(lane, self.want, self.ended)
