"""The library's functions on numbers, money and percents."""

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Final

from sayso.dsl.arithmetic import divide, negate
from sayso.dsl.calendar import Duration
from sayso.dsl.functions.shape import Function, FunctionParameter, Site
from sayso.dsl.types import PERCENT, UNKNOWN, Type, optional, present
from sayso.dsl.values import CONTEXT, Money, Number, Percent, as_number

_AMOUNT: Final = FunctionParameter("value", "a number, money, percent or duration")
_MOST_DIGITS: Final = 20


def _rounded(value: object, digits: int, rounding: str) -> object:
    match value:
        case int() | Decimal():
            return as_number(_quantized(value, digits, rounding))
        case Money(amount, currency):
            return Money(_quantized(amount, digits, rounding), currency)
        case Percent(share):
            return Percent(_quantized(share, digits, rounding))
    return value


def _quantized(value: Number, digits: int, rounding: str) -> Decimal:
    exact = Decimal(value)
    done = exact.quantize(Decimal((0, (1,), -digits)), rounding=rounding, context=CONTEXT)
    return done if done.is_finite() else exact


def _round(site: Site, value: object, digits: Number | None) -> object:
    return _rounded(value, max(-_MOST_DIGITS, min(_MOST_DIGITS, int(digits or 0))), ROUND_HALF_EVEN)


def _floor(site: Site, value: object) -> object:
    return _rounded(value, 0, ROUND_FLOOR)


def _ceil(site: Site, value: object) -> object:
    return _rounded(value, 0, ROUND_CEILING)


def _abs(site: Site, value: object) -> object:
    return negate(value) if _SIZES[type(value)](value) < 0 else value


_SIZES: Final[dict[type, Callable[..., Number]]] = {
    int: lambda value: value,
    Decimal: lambda value: value,
    Money: lambda value: value.amount,
    Percent: lambda value: value.value,
    Duration: lambda value: value.nominal,
}


def _percent_of(site: Site, part: object, whole: object) -> object:
    if isinstance(part, Money) and isinstance(whole, Money) and part.currency != whole.currency:
        return None
    share = divide(_bare(part), _bare(whole))
    return Percent(CONTEXT.multiply(Decimal(share), Decimal(100))) if isinstance(share, int | Decimal) else None


def _bare(value: object) -> object:
    return value.amount if isinstance(value, Money) else value


def _same(types: Sequence[Type | None]) -> Type:
    return present(types[0]) if types[0] is not None else UNKNOWN


NUMBERS: Final = (
    Function(
        "round",
        "the value rounded to whole, or to so many digits; a half goes to the even side",
        (_AMOUNT, FunctionParameter("digits", "a number", required=False)),
        _same,
        _round,
        "round(3.14159, 2)",
        "3.14",
    ),
    Function("floor", "the value rounded down", (_AMOUNT,), _same, _floor, "floor(2.9)", "2"),
    Function("ceil", "the value rounded up", (_AMOUNT,), _same, _ceil, "ceil(2.1)", "3"),
    Function("abs", "the value without its minus sign", (_AMOUNT,), _same, _abs, "abs(-5)", "5"),
    Function(
        "percent_of",
        "how many percent of the whole the part is; missing where the whole is 0",
        (FunctionParameter("part", "a number or money"), FunctionParameter("whole", "a number or money")),
        optional(PERCENT),
        _percent_of,
        "percent_of(50, 200)",
        "25%",
    ),
)
"""The functions on numbers, in the order the documentation shows them."""
