"""What a run is driven against: a world answers every want. Live, Test Mode and `test` blocks are three worlds.

One seam, so that the same machine and the same driver run everywhere; only the world knows whether anything is real.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Literal, Protocol

import msgspec

from sayso.interpreter import Linked
from sayso.interpreter.state import Admit, Await, Effect, Event, Outcome, Reread, Watch


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a want comes from: the run, the flow and its version, the lane. `rules` is for the world alone: what it
    has worked out about the run, for as long as it lasts.
    """

    run: str
    flow: str
    lane: str
    linked: Linked
    rules: dict[str, Any]


ParkedKind = Literal["approval", "question", "hand-off", "uncertain"]


class Parked(msgspec.Struct, frozen=True):
    """The world has no answer yet: somebody must act, or a connection is missing."""

    kind: ParkedKind
    sentence: str
    person: object = None


class Granted(msgspec.Struct, frozen=True):
    """A person agreed, at that instant, to a call with these arguments (edited, perhaps)."""

    at: datetime
    arguments: dict[str, object]


Answer = Outcome | Parked


class World(Protocol):
    """Everything a run can ask for. `caused` are events that calls have caused and nobody has asked for yet."""

    caused: list[Event]

    def refuses(self, place: Place, want: Effect, now: datetime) -> Outcome | None:
        """Why a call must not go out at all, whoever approves it."""

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """Ask the person whose agreement the call needs."""

    def holds(self, place: Place, want: Effect, now: datetime) -> Outcome | datetime | None:
        """What holds a call back: why it must not go out at all, or when its window opens or its quota is refreshed."""

    def free(self, place: Place, tools: Iterable[str]) -> frozenset[str]:
        """Those of these tools whose calls nothing ever holds back, whatever a flow does with them."""

    def call(self, place: Place, want: Effect, now: datetime) -> Answer:
        """Do it, or pretend to."""

    def may_repeat(self, place: Place, want: Effect) -> bool:
        """Whether making the call again, with the same key, does no harm."""

    def reread(self, place: Place, want: Reread, now: datetime) -> Outcome:
        """Read records again: `done` with a value per name, or `gone`."""

    def admit(self, place: Place, want: Admit, now: datetime) -> Outcome:
        """Say who of a list may be taken now."""

    def arrivals(self, flow: str, loop: str) -> Callable[[str], object]:
        """Who takes note of the items of a loop whose lanes have ended, key by key."""

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterable[tuple[datetime, dict[str, Any]]]:
        """Events that will come to this lane because it waits for them."""

    def happened(self) -> Iterable[Event]:
        """Events that calls have caused since this was last asked."""

    def program(self, flow: str) -> Linked | Outcome | None:
        """Another flow, to be run; or what it gives, where that was chosen; None where there is none."""

    def built_in(self, place: Place) -> dict[str, Any]:
        """The values of `@me`, `@user`, `@workspace` and the like."""
