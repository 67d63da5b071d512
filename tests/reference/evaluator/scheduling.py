"""Virtual time: lanes are generators that say what they wait for; whoever is due next goes on, in order of place.

Of lanes due at one instant, those that need not wait go on first, in the order in which they stand in the flow's
loops; then those that waited, whoever began to wait first.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.reference.evaluator.world import Happening, Trace, World

Order = tuple[int, ...]
Match = Callable[[Happening], bool]


@dataclass
class Pause:
    """Nothing until a moment, or an event before it; the lane is sent the event, or None."""

    until: datetime | None
    hears: Match | None = None


@dataclass
class Join:
    """Nothing until the lanes that were opened have ended."""

    open: int


Steps = Generator[Pause | Join, Any, Any]


@dataclass
class Strand:
    """A generator on its way: its place in the order, what it waits for and since when, and what to do when it ends."""

    order: Order
    steps: Steps
    since: datetime
    number: int = 0
    pause: Pause | None = None
    due: datetime | None = None
    waits_for: int = 0
    ended: Callable[[], None] | None = None
    over: bool = False


@dataclass
class Clock:
    """The strands of one evaluation, and the time."""

    world: World
    now: datetime
    end: datetime
    trace: Trace = field(default_factory=Trace)
    strands: list[Strand] = field(default_factory=list)
    past: list[Happening] = field(default_factory=list)
    runs: int = 0
    pauses: int = 0

    def open(self, order: Order, steps: Steps, ended: Callable[[], None] | None = None) -> Strand:
        """Begin a strand; it goes on when its turn comes."""
        strand = Strand(order, steps, self.now, due=self.now, ended=ended)
        self.strands.append(strand)
        return strand

    def run(self) -> bool:
        """Go on until nothing is left to do or time is up; whether all strands ended."""
        coming = sorted(self.world.events, key=lambda event: (event.at, event.id))
        while True:
            due = [one for one in self.strands if one.due is not None]
            first = min(due, key=_turn, default=None)
            if coming and (first is None or first.due is None or coming[0].at <= first.due):
                self._happen(coming.pop(0))
            elif first is None or first.due is None or first.due > self.end:
                return not self.strands
            else:
                self.now = max(self.now, first.due)
                self._resume(first, None)

    def _happen(self, event: Happening) -> None:
        self.now = max(self.now, event.at)
        self.past.append(event)
        for strand in sorted(self.strands, key=lambda one: one.order):
            hears = strand.pause.hears if strand.pause is not None else None
            if hears is not None and not strand.over and hears(event):
                self._resume(strand, event)

    def _resume(self, strand: Strand, sent: Happening | None) -> None:
        strand.pause, strand.due = None, None
        try:
            wanted = strand.steps.send(sent)
        except StopIteration:
            strand.over = True
            self.strands.remove(strand)
            if strand.ended is not None:
                strand.ended()
            return
        if isinstance(wanted, Pause):
            self.pauses += 1
            strand.pause, strand.since, strand.number = wanted, self.now, self.pauses
            strand.due = None if wanted.until is None else max(wanted.until, self.now)
        else:
            strand.waits_for = wanted.open
            if wanted.open == 0:
                strand.since = strand.due = self.now

    def joined(self, strand: Strand) -> None:
        """One of the lanes that a strand waits for has ended."""
        strand.waits_for -= 1
        if strand.waits_for == 0:
            strand.since = strand.due = self.now


def _turn(strand: Strand) -> tuple[Any, ...]:
    """When it is a strand's turn."""
    waited = strand.since != strand.due
    return strand.due, waited, strand.number if waited else 0, strand.order
