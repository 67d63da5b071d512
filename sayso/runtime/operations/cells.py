"""Rows of CSV that a spreadsheet shows as they are: what would be taken for a formula is told as text."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

BEGINS: Final = frozenset(("=", "+", "-", "@", "\t", "\r"))
"""A text that begins so could be run as a formula."""

_NUMBERS: Final = (int, float, type(None))


def csv_rows(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows, every cell quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(map(_cells, rows))
    return out.getvalue().encode("utf-8", "replace")


def _cells(row: Iterable[object]) -> list[object]:
    """Most values are cells as they stand, and there are many: so nothing is called for them."""
    return [
        value if (value[:1] not in BEGINS if value.__class__ is str else value.__class__ in _NUMBERS) else cell(value)
        for value in row
    ]


def cell(value: object) -> str:
    """A value as a cell. Numbers stay numbers; a text that begins like a formula gets an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case datetime():
            return value.isoformat()
        case str():
            text = value
        case _:
            text = msgspec.json.encode(value).decode() if value else ""
    return f"'{text}" if text[:1] in BEGINS else text
