"""How long waits take: the soonest and the latest end of each, in seconds of calendar time."""

from datetime import time
from decimal import Decimal

import msgspec

from sayso.compiler.bounds.amounts import Clock, Part
from sayso.dsl import calendar, expressions
from sayso.dsl.expressions import Binary, Expression, Number
from sayso.dsl.flow import Use

DAY = 86_400
FARTHEST = calendar.Duration(days=400)
"""`wait until`, `stage` and a worked-out `wait` never last longer, unless `at most` says so."""
APPROVAL = calendar.Duration(days=7)
SHORTEST_MONTH, LONGEST_MONTH = 28, 31


class Span(msgspec.Struct, frozen=True):
    """A wait of between `low` and `high` seconds; `most` is its longest as a length of time."""

    low: int
    high: int
    most: calendar.Duration

    def on(self, clock: Clock, why: str) -> Clock:
        """The clock after this wait."""
        return clock.later(self.low, self.high, Part(self.most, why))


def exactly(duration: expressions.Duration) -> Span:
    """A wait of a written length; months and business days differ in length."""
    length = calendar.from_literal(duration)
    return Span(soonest(length), latest(length), length)


def up_to(duration: expressions.Duration | None, default: calendar.Duration = FARTHEST) -> Span:
    """A wait that may end at once."""
    length = default if duration is None else calendar.from_literal(duration)
    return Span(0, latest(length), length)


def of_expression(expression: Expression) -> Span:
    """A `wait`: exact where its length is written out, else anything up to the farthest."""
    length = _known(expression)
    return up_to(None) if length is None else Span(soonest(length), latest(length), length)


def outside_window(use: Use) -> Span | None:
    """The longest a lane waits for a tool's hours to begin."""
    if use.between is None:
        return None
    closed = DAY - (_second(use.between.end) - _second(use.between.start)) % DAY
    return Span(0, closed % DAY, calendar.Duration(seconds=closed % DAY))


def for_quota(held: str, days: int, clock: Clock, why: str) -> Clock:
    """The clock when a quota that takes so many days has let everything through; `held` names it."""
    there = clock.later(0, days * DAY, Part(calendar.Duration(days=days), why, once=True))
    return Clock(there.soonest, there.latest, there.parts, there.held | {held})


def seconds_at_most(parts: tuple[Part, ...]) -> int:
    """How long waits after each other take at most, clock changes included."""
    return calendar.seconds_at_most(total(parts))


def total(parts: tuple[Part, ...]) -> calendar.Duration:
    """All waits together."""
    whole = calendar.Duration()
    for part in parts:
        whole = calendar.plus(whole, part.length)
    return whole


def _known(expression: Expression) -> calendar.Duration | None:
    match expression:
        case expressions.Duration():
            return calendar.from_literal(expression)
        case Binary(operator="*", left=Number(value=count), right=expressions.Duration() as unit):
            return _times(unit, count)
        case Binary(operator="*", left=expressions.Duration() as unit, right=Number(value=count)):
            return _times(unit, count)
        case Binary(operator="+", left=left, right=right):
            one, other = _known(left), _known(right)
            return None if one is None or other is None else calendar.plus(one, other)
    return None


def _times(unit: expressions.Duration, count: Decimal) -> calendar.Duration | None:
    try:
        return calendar.times(calendar.from_literal(unit), count) if count >= 0 else None
    except OverflowError:
        return None


def soonest(length: calendar.Duration) -> int:
    """The shortest a length can be, a day being 24 hours."""
    days = length.months * SHORTEST_MONTH + length.days + length.business_days
    return max(length.seconds, 0) + max(days, 0) * DAY


def latest(length: calendar.Duration) -> int:
    """The longest a length can be, a day being 24 hours."""
    weekends = -(-length.business_days // 5) * 2
    days = length.months * LONGEST_MONTH + length.days + length.business_days + weekends
    return max(length.seconds, 0) + max(days, 0) * DAY


def _second(clock: time) -> int:
    return clock.hour * 3_600 + clock.minute * 60 + clock.second
