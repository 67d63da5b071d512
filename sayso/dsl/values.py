"""What data is while a flow runs: the few value types of our own, and what sort of value something is.

Texts are str in NFC, numbers int or Decimal (never float), records and rows dicts, missing is None. What is done with
values is next door: `arithmetic`, `compare`, `render`, `functions`.
"""

import unicodedata
from datetime import date, datetime, time
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final, Literal

import msgspec

from sayso.dsl.calendar import Duration
from sayso.dsl.types import ListOf, RecordOf, Row, Scalar, Type, is_textlike, present

__all__ = [
    "CONTEXT", "MAX_DEPTH", "MAX_LIST", "MAX_TEXT", "Duration", "Filter", "Kind", "Money", "Number", "Percent", "Value",
    "as_number", "clean", "kind_of", "kind_of_type",
]  # fmt: skip

MAX_TEXT: Final = 1_000_000
"""No text is longer, in characters."""
MAX_LIST: Final = 10_000
"""No list is longer."""
MAX_DEPTH: Final = 64
"""Nothing lies deeper inside other values."""
CONTEXT: Final = Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-28, Emax=27, traps=[])
"""Decimal arithmetic as flows have it: 28 digits, half-even; nothing in it raises."""
SMALL: Final = 10**15
"""Whole numbers below it are held as int."""

Number = int | Decimal
Kind = Literal[
    "text", "number", "money", "percent", "boolean", "date", "time", "datetime", "duration", "list", "record", "filter"
]


class Money(msgspec.Struct, frozen=True):
    """An amount in a currency: `$50k` is 50000 "USD"."""

    amount: Decimal
    currency: str


class Percent(msgspec.Struct, frozen=True):
    """`10%`: value is 10."""

    value: Decimal


class Filter(msgspec.Struct, frozen=True):
    """A condition over records, as data: its text, the names it has for the record, its other names' values."""

    condition: str
    element: tuple[str, ...]
    values: dict[str, object] = {}


Value = (
    str | Number | Percent | Money | bool | date | time | datetime | Duration | Filter
    | list["Value"] | dict[str, "Value"] | None
)  # fmt: skip
"""Whatever a name can stand for while a flow runs."""


def kind_of(value: object) -> Kind | None:
    """What sort of value this is, by its own looks; None for missing."""
    return _KINDS.get(type(value))


def kind_of_type(kind: Type) -> Kind | None:
    """What sort of values a type holds; None for the unknown type."""
    kind = present(kind)
    if is_textlike(kind):
        return "text"
    match kind:
        case Scalar():
            return _SCALAR_KINDS[kind.name]
        case ListOf():
            return "list"
        case RecordOf() | Row():
            return "record"
        case _:
            return None


def clean(text: str) -> str:
    """A text as values hold it: NFC, and nothing in it that UTF-8 cannot say."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def as_number(value: Number) -> Number | None:
    """A number as values hold it: int where whole and small, else 28 digits; None where too large or not a number."""
    if type(value) is int and -SMALL < value < SMALL:
        return value
    exact = CONTEXT.create_decimal(value)
    if not exact.is_finite():
        return None
    if -SMALL < exact < SMALL:
        whole = int(exact)
        return whole if whole == exact else exact
    return exact


_KINDS: Final[dict[type, Kind]] = {
    str: "text", int: "number", Decimal: "number", Money: "money", Percent: "percent", bool: "boolean", date: "date",
    time: "time", datetime: "datetime", Duration: "duration", list: "list", dict: "record", Filter: "filter",
}  # fmt: skip
_SCALAR_KINDS: Final[dict[str, Kind]] = {
    "number": "number", "percent": "percent", "money": "money", "boolean": "boolean", "date": "date", "time": "time",
    "datetime": "datetime", "duration": "duration",
}  # fmt: skip
