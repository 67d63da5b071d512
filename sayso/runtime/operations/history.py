"""A run's log, searched page by page; and many runs in short, for whoever takes them elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import func, select

from sayso.runtime.log import LogLine
from sayso.runtime.operations.door import Door, Refused, run_row
from sayso.runtime.operations.gists import gists_of
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.looking import LONGEST_SEARCH, PAGE, Filter, kind_of, place_of, rows_of_page, state_of
from sayso.runtime.storage import moment
from sayso.runtime.storage.tables import asks, journal, runs

AT_ONCE = 2_000
"""So many runs are read at once for an export."""

__all__ = ["LogLine", "LogPage", "RunShort", "log_page", "runs_in_short"]


class LogPage(msgspec.Struct, frozen=True):
    """A page of a run's log, in the order of time; `next` is the place of the page after it, or empty."""

    lines: list[LogLine]
    next: str
    found: int


class RunShort(msgspec.Struct, frozen=True):
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


async def log_page(door: Door, workspace: str, run: str, text: str = "", cursor: str = "", size: int = PAGE) -> LogPage:
    """What happened in a run; with `text` only lines in which it stands, whoever or whatever is called so."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
        raise Refused("wrong-cursor", "This page doesn't exist. Begin with the first one.")
    lines = await _told(door, workspace, run)
    if text:
        wanted = text[:LONGEST_SEARCH].casefold()
        lines = [line for line in lines if wanted in _words(line)]
    begin = int(cursor or 0)
    end = begin + max(1, size)
    return LogPage(lines[begin:end], str(end) if end < len(lines) else "", len(lines))


async def _told(door: Door, workspace: str, run: str) -> list[LogLine]:
    """What happened in a run. It is worked out by running it again, so it is kept for whoever reads page after page."""
    mark = await _mark(door, workspace, run)
    known: list[LogLine] | None = door.logs.get((workspace, run), mark)
    if known is None:
        known = await told(door, workspace, run)
        door.logs.put((workspace, run), mark, known)
    return known


async def _mark(door: Door, workspace: str, run: str) -> tuple[Any, ...]:
    """What changes whenever a run's log does: its state, and how many and how long its lines and those of the runs it
    called are, also once something in them was erased; and when somebody answered last."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await run_row(connection, workspace, run)
        called = select(runs.c.id).where(runs.c.workspace == workspace, runs.c.caller_run == run)
        ids = [run, *(await connection.execute(called)).scalars()]
        size = func.sum(func.length(journal.c.body))
        lines = select(func.count(), size, func.max(journal.c.at)).where(
            journal.c.workspace == workspace, journal.c.run.in_(ids)
        )
        answers = select(func.max(asks.c.answered)).where(asks.c.workspace == workspace, asks.c.run.in_(ids))
        size_and_answers = *(await connection.execute(lines)).one(), (await connection.execute(answers)).scalar()
        return row.state, row.hold, row.ended, row.started, *size_and_answers


def _words(line: LogLine) -> str:
    return "\n".join((line.who, line.step, line.kind, line.text, *line.detail.values())).casefold()


async def runs_in_short(
    door: Door, workspace: str, which: Filter | None = None
) -> AsyncIterator[list[RunShort]]:  # fmt: skip
    """All runs of a filter, the newest first, page by page; while one is worked on the next is read."""

    async def page(cursor: str) -> Sequence[Any]:
        return await rows_of_page(door, workspace, which, cursor, AT_ONCE)

    coming: asyncio.Future[Sequence[Any]] | None = asyncio.ensure_future(page(""))
    try:
        while coming is not None:
            rows = await coming
            coming = asyncio.ensure_future(page(place_of(rows[-1]))) if len(rows) == AT_ONCE else None
            did = await _did(door, workspace, [row.id for row in rows if row.deeds is None])
            yield [_short(row, did) for row in rows]
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


async def _did(door: Door, workspace: str, ids: list[str]) -> dict[str, tuple[int, int]]:
    """How many people, and how often they acted: of runs of which that is not kept yet."""
    if not ids:
        return {}
    async with door.storage.reading(workspace) as connection:
        gists = await gists_of(connection, workspace, ids)
    return {id: (gist.people, sum(gist.deeds.values())) for id, gist in gists.items()}


def _short(row: Any, did: dict[str, tuple[int, int]]) -> RunShort:
    people, acts = did.get(row.id) or (row.people, sum(msgspec.json.decode(row.deeds).values()))
    ended = row.ended if row.state != "active" else None
    took = None if row.started is None or ended is None else round((ended - row.started) / 1e6, 3)
    name = (row.flow_name or "") + (" (deleted)" if row.flow_deleted is not None else "")
    return RunShort(
        row.id, row.flow, name, row.version, state_of(row), kind_of(row), row.by, row.title, moment(row.created),
        moment(row.started), moment(ended), took, people, acts, row.lost, row.reason or "",
    )  # fmt: skip
