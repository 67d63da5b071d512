"""How a value reads inside a text: "$50,000", "1 March 2026", "yes", "a, b and c".

The same everywhere in the world: nothing depends on a locale. Missing has no text.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from sayso.dsl.calendar import duration_words, local
from sayso.dsl.types import ListOf, Optional, RecordOf, Row, Type, present
from sayso.dsl.values import CONTEXT, MAX_TEXT, Duration, Filter, Money, Number, Percent

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
"""Currencies that are written with a sign; the others with their letters: "CHF 120"."""
WITHOUT_CENTS: Final = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "HUF"})
NO_TITLES: Final[Mapping[str, str]] = {}
DECIMALS: Final = 6
"""A text shows no more decimals of a number."""
_CENT: Final = Decimal("0.01")
_SHOWN: Final = Decimal((0, (1,), -DECIMALS))
_WIDE: Final = Context(prec=60, rounding=ROUND_HALF_EVEN, traps=[])


def render(value: object, type: Type, zone: tzinfo = UTC, titles: Mapping[str, str] = NO_TITLES) -> str | None:
    """The value as it stands in a text, or None for missing; a record shows the field `titles` names for its type."""
    match value:
        case None | Filter():
            return None
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return number_words(value)
        case Money():
            return money_words(value)
        case Percent():
            return number_words(value.value) + "%"
        case datetime():
            return moment_words(value, zone)
        case date():
            return date_words(value)
        case time():
            return time_words(value)
        case Duration():
            return duration_words(value)
        case list():
            return _list(value, type, zone, titles)
        case dict():
            return _record(value, type, zone, titles)
    return None


def number_words(value: Number) -> str:
    """`1250.5` as "1250.5": no grouping, no closing zeros, at most six decimals."""
    if isinstance(value, int):
        return str(value)
    plain = f"{_shortened(value):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _shortened(value: Decimal) -> Decimal:
    """A number as a text shows it, a half to the even side; what flows compare and work with stays exact."""
    exponent = value.as_tuple().exponent
    return value.quantize(_SHOWN, context=_WIDE) if isinstance(exponent, int) and exponent < -DECIMALS else value


def money_words(value: Money) -> str:
    """`$50k` as "$50,000", `€1_250.5` as "€1,250.50", francs as "CHF 120"."""
    amount = value.amount.quantize(Decimal(1) if value.currency in WITHOUT_CENTS else _CENT, context=CONTEXT)
    if not amount.is_finite():
        amount = value.amount
    whole = amount == amount.to_integral_value()
    digits = f"{abs(amount):,.0f}" if whole else f"{abs(amount):,.2f}"
    sign = SYMBOLS.get(value.currency, value.currency + " ")
    return ("-" if amount < 0 else "") + sign + digits


def date_words(value: date) -> str:
    """ "1 March 2026" """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def time_words(value: time) -> str:
    """ "09:00", with seconds only where there are some"""
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def moment_words(value: datetime, zone: tzinfo) -> str:
    """ "1 March 2026 09:00", on the clocks of the zone"""
    clock = local(value, zone)
    return f"{date_words(clock)} {time_words(clock.time())}"


def list_words(items: Sequence[str]) -> str:
    """ "a, b and c" """
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


def _list(value: list[object], type: Type, zone: tzinfo, titles: Mapping[str, str]) -> str:
    item = _item(type)
    said = [text for text in (render(one, item, zone, titles) for one in value) if text is not None]
    return list_words(said)[:MAX_TEXT]


def _item(type: Type) -> Type:
    kind = present(type)
    return kind.item if isinstance(kind, ListOf) else kind


def _record(value: dict[str, object], type: Type, zone: tzinfo, titles: Mapping[str, str]) -> str | None:
    kind = present(type)
    name = value.get("type") or (kind.name if isinstance(kind, RecordOf) else None)
    if isinstance(name, str) and ("id" in value or name in titles):
        title = value.get(titles.get(name, "name"))
        shown = title if title is not None else value.get("id")
        return None if shown is None else render(shown, Optional(Row(())), zone, titles)
    fields = ((name, render(field, Row(()), zone, titles)) for name, field in value.items())
    return ", ".join(f"{name}: {text}" for name, text in fields if text is not None)[:MAX_TEXT]
