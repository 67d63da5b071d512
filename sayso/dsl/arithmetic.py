"""`+ - * /` and the minus sign, for every pair of kinds that meets; one table says which, for types and for values.

Nothing raises: the result is None, unknown, where a side is missing, kinds do not meet, currencies differ, the divisor
is zero, or the result is out of bounds.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final, Literal

from sayso.dsl.calendar import EARLIEST, LATEST, Duration, after, date_after, plus, start_of_day, times
from sayso.dsl.types import (
    DATE,
    DATETIME,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    UNKNOWN,
    Type,
    may_be_missing,
    optional,
)
from sayso.dsl.values import CONTEXT, MAX_TEXT, SMALL, Kind, Money, Number, Percent, as_number, kind_of, kind_of_type

Sign = Literal["+", "-", "*", "/"]
Operation = Callable[[object, object, tzinfo], object]


def add(a: object, b: object, zone: tzinfo = UTC) -> object:
    """`a + b`; `zone` says where days begin, for a moment plus days."""
    if type(a) is int and type(b) is int and -SMALL < (total := a + b) < SMALL:
        return total
    return _run("+", a, b, zone)


def subtract(a: object, b: object, zone: tzinfo = UTC) -> object:
    """`a - b`"""
    if type(a) is int and type(b) is int and -SMALL < (rest := a - b) < SMALL:
        return rest
    return _run("-", a, b, zone)


def multiply(a: object, b: object, zone: tzinfo = UTC) -> object:
    """`a * b`"""
    if type(a) is int and type(b) is int and -SMALL < (product := a * b) < SMALL:
        return product
    return _run("*", a, b, zone)


def divide(a: object, b: object, zone: tzinfo = UTC) -> object:
    """`a / b`; unknown where b is zero."""
    return _run("/", a, b, zone)


def negate(a: object) -> object:
    """`-a`"""
    if type(a) is int:
        return -a
    match a:
        case Decimal():
            return _number(-a)
        case Money(amount, currency):
            return Money(CONTEXT.minus(amount), currency)
        case Percent(value):
            return Percent(CONTEXT.minus(value))
        case Duration():
            return -a
        case _:
            return None


SIGNS: Final[dict[Sign, Operation]] = {"+": add, "-": subtract, "*": multiply, "/": divide}
"""The function behind each sign."""
NEGATABLE: Final[frozenset[Kind]] = frozenset({"number", "money", "percent", "duration"})
"""The kinds a minus sign may stand before."""


def result_type(sign: Sign, left: Type, right: Type) -> Type | None:
    """The type of `left sign right`, or None where the two do not meet there; optional where a side is."""
    one, other = kind_of_type(left), kind_of_type(right)
    if one is None or other is None:
        return UNKNOWN
    meeting = _MEETINGS.get((sign, one, other))
    if meeting is None:
        return None
    return optional(meeting[0]) if may_be_missing(left) or may_be_missing(right) else meeting[0]


def _run(sign: Sign, a: object, b: object, zone: tzinfo) -> object:
    one, other = kind_of(a), kind_of(b)
    if one is None or other is None:
        return None
    meeting = _MEETINGS.get((sign, one, other))
    if meeting is None:
        return None
    try:
        return meeting[1](a, b, zone)
    except OverflowError:
        return None


def _number(value: Decimal) -> Number | None:
    return as_number(value)


def _amount(value: Decimal, currency: str) -> Money | None:
    return Money(value, currency) if value.is_finite() else None


def _share(value: Decimal) -> Percent | None:
    return Percent(value) if value.is_finite() else None


def _quotient(a: Number, b: Number) -> Decimal:
    return CONTEXT.divide(Decimal(a), Decimal(b)) if b else Decimal("NaN")


def _percent_of(value: Number, share: Percent) -> Decimal:
    return CONTEXT.divide(CONTEXT.multiply(Decimal(value), share.value), Decimal(100))


def _sum_number(a: Number, b: Number, zone: tzinfo) -> object:
    return _number(CONTEXT.add(Decimal(a), Decimal(b)))


def _difference_number(a: Number, b: Number, zone: tzinfo) -> object:
    return _number(CONTEXT.subtract(Decimal(a), Decimal(b)))


def _product_number(a: Number, b: Number, zone: tzinfo) -> object:
    return _number(CONTEXT.multiply(Decimal(a), Decimal(b)))


def _quotient_number(a: Number, b: Number, zone: tzinfo) -> object:
    return _number(_quotient(a, b))


def _sum_money(a: Money, b: Money, zone: tzinfo) -> object:
    return _amount(CONTEXT.add(a.amount, b.amount), a.currency) if a.currency == b.currency else None


def _difference_money(a: Money, b: Money, zone: tzinfo) -> object:
    return _amount(CONTEXT.subtract(a.amount, b.amount), a.currency) if a.currency == b.currency else None


def _money_plus_number(a: Money, b: Number, zone: tzinfo) -> object:
    return _amount(CONTEXT.add(a.amount, Decimal(b)), a.currency)


def _money_minus_number(a: Money, b: Number, zone: tzinfo) -> object:
    return _amount(CONTEXT.subtract(a.amount, Decimal(b)), a.currency)


def _number_minus_money(a: Number, b: Money, zone: tzinfo) -> object:
    return _amount(CONTEXT.subtract(Decimal(a), b.amount), b.currency)


def _money_times(a: Money, b: Number, zone: tzinfo) -> object:
    return _amount(CONTEXT.multiply(a.amount, Decimal(b)), a.currency)


def _money_by(a: Money, b: Number, zone: tzinfo) -> object:
    return _amount(_quotient(a.amount, b), a.currency)


def _money_ratio(a: Money, b: Money, zone: tzinfo) -> object:
    return _number(_quotient(a.amount, b.amount)) if a.currency == b.currency else None


def _money_share(a: Money, b: Percent, zone: tzinfo) -> object:
    return _amount(_percent_of(a.amount, b), a.currency)


def _number_share(a: Number, b: Percent, zone: tzinfo) -> object:
    return _number(_percent_of(a, b))


def _share_of_share(a: Percent, b: Percent, zone: tzinfo) -> object:
    return _share(_percent_of(a.value, b))


def _sum_percent(a: Percent, b: Percent, zone: tzinfo) -> object:
    return _share(CONTEXT.add(a.value, b.value))


def _difference_percent(a: Percent, b: Percent, zone: tzinfo) -> object:
    return _share(CONTEXT.subtract(a.value, b.value))


def _percent_by(a: Percent, b: Number, zone: tzinfo) -> object:
    return _share(_quotient(a.value, b))


def _percent_ratio(a: Percent, b: Percent, zone: tzinfo) -> object:
    return _number(_quotient(a.value, b.value))


def _sum_duration(a: Duration, b: Duration, zone: tzinfo) -> object:
    return plus(a, b)


def _difference_duration(a: Duration, b: Duration, zone: tzinfo) -> object:
    return plus(a, -b)


def _duration_times(a: Duration, b: Number, zone: tzinfo) -> object:
    return times(a, b)


def _duration_by(a: Duration, b: Number, zone: tzinfo) -> object:
    return times(a, CONTEXT.divide(Decimal(1), Decimal(b))) if b else None


def _date_plus(a: date, b: Duration, zone: tzinfo) -> object:
    return date_after(a, b)


def _date_minus(a: date, b: Duration, zone: tzinfo) -> object:
    return date_after(a, -b)


def _moment_plus(a: datetime, b: Duration, zone: tzinfo) -> object:
    moment = after(a, b, zone)
    return moment if EARLIEST < moment < LATEST else None


def _moment_minus(a: datetime, b: Duration, zone: tzinfo) -> object:
    return _moment_plus(a, -b, zone)


def _days_apart(a: date, b: date, zone: tzinfo) -> object:
    return Duration(days=(a - b).days)


def _time_apart(a: date, b: date, zone: tzinfo) -> object:
    apart: timedelta = _moment(a, zone) - _moment(b, zone)
    return Duration(seconds=apart // timedelta(seconds=1))


def _moment(value: date, zone: tzinfo) -> datetime:
    return value if isinstance(value, datetime) else start_of_day(value, zone)


def _joined(a: str, b: str, zone: tzinfo) -> object:
    return (a + b)[:MAX_TEXT]


def _flip(run: Callable[..., object]) -> Callable[..., object]:
    return lambda a, b, zone: run(b, a, zone)


_MEETINGS: Final[dict[tuple[Sign, Kind, Kind], tuple[Type, Callable[..., object]]]] = {
    ("+", "number", "number"): (NUMBER, _sum_number),
    ("-", "number", "number"): (NUMBER, _difference_number),
    ("*", "number", "number"): (NUMBER, _product_number),
    ("/", "number", "number"): (NUMBER, _quotient_number),
    ("+", "money", "money"): (MONEY, _sum_money),
    ("-", "money", "money"): (MONEY, _difference_money),
    ("+", "money", "number"): (MONEY, _money_plus_number),
    ("+", "number", "money"): (MONEY, _flip(_money_plus_number)),
    ("-", "money", "number"): (MONEY, _money_minus_number),
    ("-", "number", "money"): (MONEY, _number_minus_money),
    ("*", "money", "number"): (MONEY, _money_times),
    ("*", "number", "money"): (MONEY, _flip(_money_times)),
    ("/", "money", "number"): (MONEY, _money_by),
    ("/", "money", "money"): (NUMBER, _money_ratio),
    ("*", "money", "percent"): (MONEY, _money_share),
    ("*", "percent", "money"): (MONEY, _flip(_money_share)),
    ("*", "number", "percent"): (NUMBER, _number_share),
    ("*", "percent", "number"): (NUMBER, _flip(_number_share)),
    ("*", "percent", "percent"): (PERCENT, _share_of_share),
    ("+", "percent", "percent"): (PERCENT, _sum_percent),
    ("-", "percent", "percent"): (PERCENT, _difference_percent),
    ("/", "percent", "number"): (PERCENT, _percent_by),
    ("/", "percent", "percent"): (NUMBER, _percent_ratio),
    ("+", "duration", "duration"): (DURATION, _sum_duration),
    ("-", "duration", "duration"): (DURATION, _difference_duration),
    ("*", "duration", "number"): (DURATION, _duration_times),
    ("*", "number", "duration"): (DURATION, _flip(_duration_times)),
    ("/", "duration", "number"): (DURATION, _duration_by),
    ("+", "date", "duration"): (DATE, _date_plus),
    ("+", "duration", "date"): (DATE, _flip(_date_plus)),
    ("-", "date", "duration"): (DATE, _date_minus),
    ("+", "datetime", "duration"): (DATETIME, _moment_plus),
    ("+", "duration", "datetime"): (DATETIME, _flip(_moment_plus)),
    ("-", "datetime", "duration"): (DATETIME, _moment_minus),
    ("-", "date", "date"): (DURATION, _days_apart),
    ("-", "datetime", "datetime"): (DURATION, _time_apart),
    ("-", "date", "datetime"): (DURATION, _time_apart),
    ("-", "datetime", "date"): (DURATION, _time_apart),
    ("+", "text", "text"): (TEXT, _joined),
}
"""Which kinds meet at which sign, the type they give and how."""
