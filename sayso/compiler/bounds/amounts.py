"""The arithmetic of the proof: amounts with the products they come from, costs, clocks, and ways through a block.

Everything adds up along a path and takes the greater side where paths part.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from sayso.dsl.calendar import Duration

T = TypeVar("T")
Factors = tuple[tuple[int, str], ...]


class Amount(msgspec.Struct, frozen=True, gc=False):
    """How much per run, day and week; `terms` are the products the number per run is the sum of."""

    run: int = 0
    day: int = 0
    week: int = 0
    terms: tuple[tuple[Factors, int], ...] = ()

    def plus(self, other: "Amount") -> "Amount":
        """Both."""
        if other is NONE or self is NONE:
            return self if other is NONE else other
        merged = dict(self.terms)
        for factors, count in other.terms:
            merged[factors] = merged.get(factors, 0) + count
        return Amount(self.run + other.run, self.day + other.day, self.week + other.week, tuple(merged.items()))

    def or_most(self, other: "Amount") -> "Amount":
        """Either, so the greater."""
        terms = self.terms if self.run >= other.run else other.terms
        return Amount(max(self.run, other.run), max(self.day, other.day), max(self.week, other.week), terms)

    def times(self, turns: int, noun: str) -> "Amount":
        """So many times; the turns stand in front of each product."""
        terms = tuple((((turns, noun), *factors), count) for factors, count in self.terms)
        return Amount(self.run * turns, self.day * turns, self.week * turns, terms)


NONE = Amount()


class Cost(msgspec.Struct, frozen=True, gc=False):
    """What a piece of a flow does at most: calls per tool, credits, steps, and lanes that wait at the same time."""

    calls: dict[str, Amount] = {}
    credits: Amount = NONE
    steps: int = 0
    lanes: int = 0

    def plus(self, other: "Cost") -> "Cost":
        """One after the other: a lane waits at one place at a time."""
        return Cost(
            _merged(self.calls, other.calls, Amount.plus),
            self.credits.plus(other.credits),
            self.steps + other.steps,
            max(self.lanes, other.lanes),
        )

    def or_most(self, other: "Cost") -> "Cost":
        """One or the other."""
        return Cost(
            _merged(self.calls, other.calls, Amount.or_most),
            self.credits.or_most(other.credits),
            max(self.steps, other.steps),
            max(self.lanes, other.lanes),
        )

    def times(self, turns: int, noun: str, lanes: int = 1) -> "Cost":
        """So many turns, of which `lanes` wait side by side."""
        calls = {tool: amount.times(turns, noun) for tool, amount in self.calls.items() if turns}
        return Cost(calls, self.credits.times(turns, noun), self.steps * turns, self.lanes * lanes)


NOTHING = Cost()


class Part(msgspec.Struct, frozen=True, gc=False):
    """A wait on the longest way and what it is for; a quota's comes `once`, however often a loop turns."""

    length: Duration
    why: str
    once: bool = False


class Clock(msgspec.Struct, frozen=True, gc=False):
    """When a place is reached after the run's start: seconds of calendar time, and what the longest way consists of.

    `held` names the tools whose quota already held this lane back.
    """

    soonest: int = 0
    latest: int = 0
    parts: tuple[Part, ...] = ()
    held: frozenset[str] = frozenset()

    def later(self, soonest: int, latest: int, *parts: Part) -> "Clock":
        """The clock after a wait of between so many and so many seconds."""
        return Clock(self.soonest + soonest, self.latest + latest, (*self.parts, *parts), self.held)

    def or_most(self, other: "Clock") -> "Clock":
        """The clock where two ways meet."""
        parts = self.parts if self.latest >= other.latest else other.parts
        soonest, latest = min(self.soonest, other.soonest), max(self.latest, other.latest)
        return Clock(soonest, latest, parts, self.held & other.held)


class Way(msgspec.Struct, frozen=True, gc=False):
    """The worst of some paths: what they cost from the block's first statement on, and when they are through."""

    cost: Cost
    clock: Clock

    def or_most(self, other: "Way") -> "Way":
        """The worst of both."""
        return Way(self.cost.or_most(other.cost), self.clock.or_most(other.clock))

    def after(self, cost: Cost) -> "Way":
        """The same way with a cost before it."""
        return Way(cost.plus(self.cost), self.clock)


class Ways(msgspec.Struct, frozen=True, gc=False):
    """How a block is left: `going` on to what follows, or `ended` (stop, skip, fail, return); None where it cannot."""

    going: Way | None = None
    ended: Way | None = None

    @property
    def all(self) -> Way | None:
        """The worst of all paths."""
        return either(self.going, self.ended)

    def or_most(self, other: "Ways") -> "Ways":
        """The ways of two alternatives."""
        return Ways(either(self.going, other.going), either(self.ended, other.ended))

    def after(self, cost: Cost) -> "Ways":
        """The same ways with a cost before them."""
        return Ways(self.going and self.going.after(cost), self.ended and self.ended.after(cost))


def either(one: Way | None, other: Way | None) -> Way | None:
    """The worst of two ways of which each may not exist."""
    return one.or_most(other) if one and other else one or other


def _merged(one: dict[str, T], other: dict[str, T], both: Callable[[T, T], T]) -> dict[str, T]:
    merged = dict(one)
    for key, value in other.items():
        merged[key] = both(merged[key], value) if key in merged else value
    return merged
