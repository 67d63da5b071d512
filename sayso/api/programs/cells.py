"""Rows of CSV that a spreadsheet shows as they are: what would be taken for a formula is told as text."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so could be run as a formula."""


def csv_row(values: Iterable[object]) -> bytes:
    """One row, every cell quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue().encode("utf-8", "replace")


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
    return f"'{text}" if text.startswith(BEGINS) else text
