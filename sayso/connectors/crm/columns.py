"""How a field's value stands in its SQLite column and how it comes back: readable with any SQLite tool, nothing lost.

Whole numbers are integers, other numbers decimal text, money "48000 EUR", percent "10", moments ISO in UTC, lists JSON.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sayso.dsl.types import Choice, ListOf, RecordOf, Scalar, Type, present
from sayso.dsl.values import Money, Percent, clean

Cell = str | int | None
"""What SQLite holds of a value."""


def encoder(kind: Type) -> Callable[[Any], Cell]:
    """How values of this type are put into a column."""
    return _codec(kind)[0]


def decoder(kind: Type) -> Callable[[Any], object]:
    """How values of this type come out of a column."""
    return _codec(kind)[1]


def _number_in(value: int | Decimal) -> Cell:
    return value if isinstance(value, int) and abs(value) < 2**62 else str(value)


def _number_out(cell: Cell) -> int | Decimal:
    return cell if isinstance(cell, int) else Decimal(str(cell))


def _money_in(value: Money) -> Cell:
    return f"{value.amount} {value.currency}"


def _money_out(cell: str) -> Money:
    amount, _, currency = cell.partition(" ")
    return Money(Decimal(amount), currency)


def _moment_in(value: datetime) -> Cell:
    return value.astimezone(UTC).isoformat()


def _record_in(value: object) -> Cell:
    return str(value["id"]) if isinstance(value, dict) else str(value)


def _list_in(value: list[object]) -> Cell:
    return json.dumps([str(item) for item in value], ensure_ascii=False)


Codec = tuple[Callable[[Any], Cell], Callable[[Any], object]]

SCALARS: dict[str, Codec] = {
    "text": (clean, str),
    "email": (clean, str),
    "url": (clean, str),
    "phone": (clean, str),
    "number": (_number_in, _number_out),
    "percent": (lambda value: str(value.value), lambda cell: Percent(Decimal(cell))),
    "money": (_money_in, _money_out),
    "boolean": (int, bool),
    "date": (lambda value: str(value.isoformat()), date.fromisoformat),
    "time": (lambda value: str(value.isoformat()), time.fromisoformat),
    "datetime": (_moment_in, datetime.fromisoformat),
}
"""One way in and one way out per scalar type that a column may have."""


def _codec(kind: Type) -> Codec:
    match present(kind):
        case Scalar(name):
            return SCALARS[name]
        case Choice():
            return SCALARS["text"]
        case RecordOf():
            return _record_in, str
        case ListOf():
            return _list_in, json.loads
        case other:
            raise ValueError(f"no column can hold {other}")
