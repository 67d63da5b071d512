"""Lists as files, page by page: CSV that a spreadsheet shows as it is, or JSON."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from sayso.runtime.operations.cells import csv_rows
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.in_short import RunShort, runs_in_short
from sayso.runtime.operations.looking import Filter, list_runs

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
"""What a file can be, and how that is called on the way."""


async def runs_as_file(door: Door, workspace: str, which: Filter, format: str) -> AsyncIterator[bytes]:
    """All runs of a filter as `csv` or `json`; `Refused`, before anything is written, where there is no such filter."""
    await list_runs(door, workspace, which, size=1)
    pages = runs_in_short(door, workspace, which)
    return as_csv(pages, RunShort.__struct_fields__) if format == "csv" else as_json(pages, "runs")


async def as_csv(pages: AsyncIterator[list[Any]], fields: tuple[str, ...]) -> AsyncIterator[bytes]:
    """A row of names, then a row for each."""
    yield csv_rows([fields])
    async for page in pages:
        yield await asyncio.to_thread(_lines_of, page)


def _lines_of(page: list[Any]) -> bytes:
    return csv_rows(msgspec.to_builtins(line).values() for line in page)


async def as_json(pages: AsyncIterator[list[Any]], name: str) -> AsyncIterator[bytes]:
    """One object with one list under that name."""
    yield b'{"%s":[' % name.encode()
    begun = False
    async for page in pages:
        if page:
            yield (b"," if begun else b"") + await asyncio.to_thread(_objects_of, page)
            begun = True
    yield b"]}"


def _objects_of(page: list[Any]) -> bytes:
    return msgspec.json.encode(page)[1:-1]
