"""What is due when: outcomes are delivered to lanes in the order of time, those that are ready first.

A delivery to a lane that wants something else by now is dropped.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from sayso.interpreter.state import Outcome, Want
from sayso.runtime.due import Due
from sayso.runtime.run import Run

Answering = Callable[[], Outcome | None]
"""Finds the answer to a want, when its instant has come."""


class Deliveries(ABC):
    """The runs, the instant, and what is still to be delivered: None stands for the next items of a loop."""

    def __init__(self) -> None:
        """Nothing is due."""
        self.runs: dict[str, Run] = {}
        self.now = datetime.min.replace(tzinfo=UTC)
        self._ready: deque[tuple[Run, str, Want | None, Outcome | None]] = deque()
        self._due = Due()

    def go(self, until: datetime) -> None:
        """Deliver all that is due up to an instant; lanes that are ready go first, in the order they became so."""
        while True:
            if self._ready:
                self._deliver(*self._ready.popleft())
            elif (due := self._due.next) is not None and due <= until:
                at, deliver = self._due.take()
                self.now = max(self.now, at)
                deliver()
            else:
                return

    @property
    def next_due(self) -> datetime | None:
        """When something is due next."""
        return self._due.next

    def _outcome(self, run: Run, path: str, outcome: Outcome) -> None:
        """Hand a lane what came of its want: as soon as the ready lanes have gone, or at the outcome's instant."""
        want = run.lanes[path].want
        if outcome.at <= self.now:
            self._ready.append((run, path, want, outcome))
        else:
            self._due.add(outcome.at, lambda: self._deliver(run, path, want, outcome))

    def _deliver(self, run: Run, path: str, want: Want | None, outcome: Outcome | None) -> None:
        if outcome is None:
            self._next_items(run, path)
            return
        lane = run.lanes.get(path)
        if lane is not None and lane.want is want and lane.ended is None:
            self._go_on(run, path, outcome)

    def _answer_later(self, run: Run, path: str, want: Want, at: datetime, answer: Answering) -> None:
        """Find the answer to a lane's want at an instant, unless it wants something else by then."""

        def deliver() -> None:
            lane = run.lanes.get(path)
            if lane is not None and lane.want is want:
                outcome = answer()
                if outcome is not None:
                    self._go_on(run, path, outcome)

        self._due.add(at, deliver)

    @abstractmethod
    def _go_on(self, run: Run, path: str, outcome: Outcome) -> None:
        """A lane that waited moves."""

    @abstractmethod
    def _next_items(self, run: Run, path: str) -> None:
        """Items of a loop below a lane begin."""
