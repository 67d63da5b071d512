"""Operations that wait: for a time, for a date that may move, for an event."""

from datetime import datetime, timedelta
from typing import Any

from sayso.compiler import ir
from sayso.dsl import calendar, render
from sayso.dsl.types import DATETIME
from sayso.interpreter.expressions import Settings, closure
from sayso.interpreter.moving import Moving
from sayso.interpreter.operations.base import Linkable, instant, moment_after, optional
from sayso.interpreter.state import Await, Outcome, Sleep

LATE = timedelta(days=1)
"""A stage that is later than this when its turn comes is skipped, unless the flow says otherwise."""


class Pause(Linkable):
    """`wait`, `wait until`, `stage`."""

    def __init__(self, op: ir.Pause, settings: Settings) -> None:
        """Link the times."""
        super().__init__(op, settings)
        self.op, self.stales = op, frozenset(op.stales)
        self.duration, self.moment = optional(op.duration, settings), optional(op.moment, settings)
        self.at_most, self.late = optional(op.at_most, settings), optional(op.late, settings)

    def run(self, moving: Moving) -> int:
        """Sleep until the moment; a moment already there is no wait, one too far away leaves the item.

        A lane that woke and sleeps on is still in the wait it began: `@now` is that instant, and how far away is too
        far counts from there.
        """
        marks = moving.lane.marks or {}
        begun = marks.get(self.step, moving.now)
        if self.step in marks:
            moving.lane.marks = {name: at for name, at in marks.items() if name != self.step}
        if self.duration is not None:
            until = moment_after(moving, self.duration)
            if until is None:
                return moving.leave(self.step, "the length of the wait is missing, or longer than the calendar")
            return self._sleep(moving, until, begun)
        assert self.moment is not None
        moment = instant(self.moment({**moving.env, "now": begun}), self.settings.zone)
        if moment is None:
            return moving.leave(self.step, "the date to wait for is missing")
        return self._sleep(moving, moment, begun) if moment > moving.now else self._arrive(moving, moment)

    def _sleep(self, moving: Moving, until: datetime, begun: datetime) -> int:
        horizon = moment_after(moving, self.at_most, begun)
        if until <= moving.now:
            return self.next
        if horizon is not None and until > horizon:
            words = render.render(until, DATETIME, self.settings.zone)
            return moving.leave(self.step, f"{words} is further away than this flow waits")
        path, title = moving.path(self.step), self.op.stage or ""
        return moving.ask(self.at, Sleep(path, self.step, begun, moving.watch(), until, title))

    def _arrive(self, moving: Moving, moment: datetime) -> int:
        if self.op.stage is not None and moving.now - moment > self._grace(moving, moment):
            moving.note("late", self.step, text=f"stage “{self.op.stage}” is past its date, so it was skipped")
            return self.op.exit
        return self.next

    def _grace(self, moving: Moving, moment: datetime) -> timedelta:
        if self.late is None:
            return LATE
        return calendar.after(moment, self.late(moving.env), self.settings.zone) - moment

    def receive(self, moving: Moving, outcome: Outcome) -> int:
        """A plain wait is over; a date is looked at again with fresh data, unless a person said to go on."""
        lane = moving.lane
        lane.stale |= self.stales
        if self.duration is not None or outcome.forced:
            return self.next
        assert moving.asked is not None
        lane.marks = {**(lane.marks or {}), self.step: moving.asked.at}
        return self.at


class Listener:
    """What is listened for, linked; shared by `wait for` and `sequence`."""

    def __init__(self, listen: ir.Listen, settings: Settings) -> None:
        """Link the condition and the key."""
        self.listen, self.event = listen, listen.event
        self.where = optional(listen.where, settings)
        self.key = (listen.key[0], closure(listen.key[1], settings)) if listen.key else None

    def key_in(self, env: dict[str, Any]) -> tuple[str, object] | None:
        """The field of the event that must equal a value of the lane, and that value."""
        return (self.key[0], self.key[1](env)) if self.key else None

    def since(self, moving: Moving) -> datetime:
        """From when on events count."""
        return moving.since(self.listen.after_tools, self.listen.after_step)

    def bind(self, moving: Moving, data: dict[str, object]) -> None:
        """Give the event its names in the lane. It may tell of a part: its records are read when they are used."""
        for name, value in self.named(data).items():
            moving.bind(name, value)
        if self.listen.records:
            moving.lane.stale |= frozenset(self.listen.records)

    def named(self, data: dict[str, object]) -> dict[str, object]:
        """The names the event gets: `event`, and its short name where that is free."""
        first = next(iter(data.values()), None)
        return {name: data.get(name, first) for name in self.listen.names}

    def hears(self, env: dict[str, Any], data: dict[str, object]) -> bool:
        """Whether this event is meant."""
        return self.where is None or self.where({**env, **self.named(data)}) is True


class Hear(Linkable):
    """`wait for EVENT`"""

    def __init__(self, op: ir.Hear, settings: Settings) -> None:
        """Link what is listened for."""
        super().__init__(op, settings)
        self.op, self.listener, self.at_most = op, Listener(op.listen, settings), closure(op.at_most, settings)
        self.stales = frozenset(op.stales)

    def run(self, moving: Moving) -> int:
        """Want the event."""
        until = moment_after(moving, self.at_most)
        assert until is not None
        path, listener = moving.path(self.step), self.listener
        key, since = listener.key_in(moving.env), listener.since(moving)
        return moving.ask(
            self.at, Await(path, self.step, moving.now, moving.watch(), listener.event, key, since, until)
        )

    def receive(self, moving: Moving, outcome: Outcome) -> int:
        """The event came, or time is out."""
        moving.lane.stale |= self.stales
        if outcome.event is None:
            return self.op.otherwise
        self.listener.bind(moving, outcome.event.data)
        return self.next
