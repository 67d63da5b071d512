"""The flow while it is being changed: its text, what the compiler knows of it, and what was answered so far."""

from datetime import date

import msgspec

from sayso.compiler import Compiled, compile
from sayso.copilot.proposal import Assumption
from sayso.dsl.blocks import Address
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow


class Copy:
    """One state of the text. `answers` are those that were clicked to questions asked before. What was compiled once is
    kept for the states after it."""

    def __init__(
        self, text: str, catalog: Catalog, today: date, request: str = "", answers: tuple[str, ...] = ()
    ) -> None:
        self.text, self.catalog, self.today = text, catalog, today
        self.request, self.answers = request, answers
        self._known: dict[str, Compiled] = {}

    def compile(self, text: str) -> Compiled:
        """What the compiler says of a text."""
        if text not in self._known:
            self._known[text] = compile(text, self.catalog)
        return self._known[text]

    @property
    def compiled(self) -> Compiled:
        """What the compiler says."""
        return self.compile(self.text)

    @property
    def flow(self) -> Flow:
        """The tree; only asked of texts that can be read."""
        assert self.compiled.flow is not None
        return self.compiled.flow

    def with_text(self, text: str) -> "Copy":
        """The next state."""
        after = Copy(text, self.catalog, self.today, self.request, self.answers)
        after._known = self._known
        return after


class Changed(msgspec.Struct, frozen=True):
    """What a clause did: the new text, and the step it concerns (None: a line above the body).

    `moved` says where steps came (count above zero) or went. `left` are words that were not used.
    """

    text: str
    address: Address | None = None
    moved: tuple[Address, int] | None = None
    left: tuple[int, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


class Unclear(msgspec.Struct, frozen=True):
    """What must be asked back about a clause."""

    slug: str
    question: str
    answers: tuple[str, ...]


LEAVE = ("Leave it out", "Leave it as it is")
"""Answers that let a clause be."""
SO_ALREADY = Unclear("already", "It is so already. What should be different?", LEAVE[1:])
"""What is asked for is there."""

Outcome = Changed | Unclear | None
"""None: this rule has nothing to do with the clause."""


def shifted(address: Address | None, moved: tuple[Address, int] | None) -> Address | None:
    """Where a step stands after others came or went at a place."""
    if address is None or moved is None:
        return address
    place, count = moved
    level = len(place) - 1
    last = place[-1]
    if address[:level] != place[:-1] or len(address) <= level:
        return address
    own = address[level]
    if not isinstance(own, int) or not isinstance(last, int) or own < last:
        return address
    return (*address[:level], max(own + count, 0), *address[level + 1 :])
