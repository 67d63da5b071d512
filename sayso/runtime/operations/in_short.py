"""Many runs in short, page by page, for whoever takes them elsewhere.

The database writes each page as one JSON text; what is made of it is made in a thread, so that the loop stays free.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime

import msgspec

from sayso.runtime.operations.door import Door
from sayso.runtime.operations.gists import gists_of
from sayso.runtime.operations.looking import Filter, kind_of, place_of, reading_page, state_of
from sayso.runtime.storage import moment

AT_ONCE, FRESH_AT_ONCE = 4_000, 100
"""So many runs are read at once, and so many of which it is not kept yet what they did."""
Did = dict[str, tuple[int, int]]
"""How many people a run handled, and how often it acted, by its id."""


class RunShort(msgspec.Struct, frozen=True, gc=False):
    """One run in short: how long it took in seconds, how many people and records it handled, how often it acted."""

    id: str
    flow: str
    name: str
    version: int | None
    state: str
    trigger: str
    by: str
    title: str
    created: datetime
    started: datetime | None
    ended: datetime | None
    seconds: float | None
    contacts: int
    actions: int
    lost: int
    reason: str


class _Row(msgspec.Struct, array_like=True, gc=False):
    id: str
    flow: str
    version: int | None
    state: str
    trigger: str | None
    by: str
    title: str
    created: int
    started: int | None
    ended: int | None
    reason: str | None
    lost: int
    deeds: str | None
    people: int | None
    flow_name: str | None
    flow_deleted: int | None
    needs_you: bool | int
    running: bool | int


_ROWS = msgspec.json.Decoder(list[_Row])
_DEEDS = msgspec.json.Decoder(dict[str, int])


async def runs_in_short(door: Door, workspace: str, which: Filter | None = None) -> AsyncIterator[list[RunShort]]:
    """All runs of a filter, the newest first; while a page is worked on the next is read."""
    coming: asyncio.Future[list[_Row]] | None = asyncio.ensure_future(_page(door, workspace, which or Filter(), ""))
    try:
        while coming is not None:
            rows, coming = await coming, None
            if len(rows) == AT_ONCE:
                coming = asyncio.ensure_future(_page(door, workspace, which or Filter(), place_of(rows[-1])))
            did = await _did(door, workspace, [row.id for row in rows if row.deeds is None])
            yield await asyncio.to_thread(_shorts, rows, did)
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


async def _page(door: Door, workspace: str, which: Filter, cursor: str) -> list[_Row]:
    async with reading_page(door, workspace, which, cursor, AT_ONCE) as (connection, query):
        text = await door.storage.as_json(connection, query, _Row.__struct_fields__)
    return await asyncio.to_thread(_ROWS.decode, text)


async def _did(door: Door, workspace: str, ids: list[str]) -> Did:
    """What runs did of which that is not kept yet."""
    found: Did = {}
    for page in range(0, len(ids), FRESH_AT_ONCE):
        async with door.storage.reading(workspace) as connection:
            gists = await gists_of(connection, workspace, ids[page : page + FRESH_AT_ONCE])
        found |= {id: (gist.people, sum(gist.deeds.values())) for id, gist in gists.items()}
    return found


def _shorts(rows: Iterable[_Row], did: Did) -> list[RunShort]:
    return [_short(row, did) for row in rows]


def _short(row: _Row, did: Did) -> RunShort:
    people, acts = (row.people or 0, sum(_DEEDS.decode(row.deeds).values())) if row.deeds is not None else did[row.id]
    ended = row.ended if row.state != "active" else None
    took = None if row.started is None or ended is None else round((ended - row.started) / 1e6, 3)
    name = (row.flow_name or "") + (" (deleted)" if row.flow_deleted is not None else "")
    return RunShort(
        row.id, row.flow, name, row.version, state_of(row), kind_of(row), row.by, row.title, moment(row.created),
        moment(row.started), moment(ended), took, people, acts, row.lost, row.reason or "",
    )  # fmt: skip
