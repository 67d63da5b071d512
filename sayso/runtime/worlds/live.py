"""The live world of one process: tools really act, people are asked through an asker, time is the real time.

A call that fails for a passing reason is tried three times; one whose fate is unknown is asked of the service, else
repeated only if that does no harm, else left to a person.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sayso.connectors.shape import Call, Live, ToolError, UncertainError
from sayso.dsl.catalog import Catalog, Person
from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.ledger import Ledger
from sayso.runtime.world import Answer, Granted, Parked, Place
from sayso.runtime.worlds.shared import SharedWorld
from sayso.runtime.worlds.simulated import events_of

ATTEMPTS = 3
"""How often a call is tried that failed for a passing reason."""
PASSING = frozenset({"rate-limited", "timed-out", "unavailable"})
LONGEST_PAUSE = 30.0
"""Seconds; no service's `retry after` holds a call longer than this."""


class Asker(Protocol):
    """How people are reached while a flow runs."""

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Show exactly what would be sent; take yes, an edited yes, or no with words."""

    def ask(self, place: Place, want: Effect, now: datetime) -> Outcome | Parked:
        """Ask a question, or hand something over."""


class LiveWorld(SharedWorld):
    """A world in which everything is real."""

    def __init__(
        self, catalog: Catalog, ledger: Ledger, owner: Person, programs: dict[str, Linked], sides: Mapping[str, Live],
        asker: Asker, pause: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        """`pause` waits so many seconds between attempts."""
        super().__init__(catalog, ledger, owner, programs)
        self.sides, self.asker, self._pause = sides, asker, pause
        self._loop = asyncio.Runner()

    def close(self) -> None:
        """Let go of the event loop."""
        self._loop.close()

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Ask the approver."""
        return self.asker.approve(place, want, now)

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        return self.asker.ask(place, want, now)

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """Do it; the ledger is kept before anything else happens."""
        answer = super().call(place, want, now)
        self.ledger.save()
        return answer

    def admit(self, place: Place, want: Any, now: datetime) -> Outcome:
        """Say who may be taken, and keep it."""
        outcome = super().admit(place, want, now)
        self.ledger.save()
        return outcome

    def arrivals(self, flow: str, loop: str) -> Callable[[str], object]:
        """Items' lanes have ended; each time, that is kept."""
        arrived = super().arrivals(flow, loop)

        def kept(key: str) -> None:
            arrived(key)
            self.ledger.save()

        return kept

    def _perform(self, call: Call) -> object:
        side = self.sides.get(call.tool.partition(".")[0])
        if side is None:
            raise ToolError("not-connected", f"{call.tool} is not connected in this workspace.")
        try:
            answer = self._tried(side, call)
        except UncertainError as lost:
            answer = self._settled(side, call, lost)
        self.caused += events_of(side, call.at)
        return answer

    def _tried(self, side: Live, call: Call) -> object:
        for attempt in range(ATTEMPTS):
            try:
                return self._loop.run(side.call(call))
            except ToolError as error:
                if error.kind not in PASSING or attempt == ATTEMPTS - 1:
                    raise
                self._pause(min(error.retry_after or 0.5 * 2**attempt, LONGEST_PAUSE))
        raise AssertionError("the last attempt returns or raises")

    def _settled(self, side: Live, call: Call, lost: UncertainError) -> object:
        tool = self.catalog.tools[call.tool]
        looked = self._loop.run(side.lookup(call)) if tool.lookup else None
        if looked is not None and looked.happened:
            return looked.answer
        if tool.repeatable or tool.effect == "read" or (looked is not None and looked.happened is False):
            return self._tried(side, call)
        raise lost

    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        return self._loop.run(self.sides[reader].read_again(kind, id, now))
