"""A run's log, searched page by page; and many runs in short, for whoever takes them elsewhere."""

from collections.abc import AsyncIterator
from datetime import datetime

import msgspec
from sqlalchemy import func, select

from sayso.runtime.log import LogLine
from sayso.runtime.operations.door import Door, Refused
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.looking import LONGEST_SEARCH, PAGE, Filter, RunLine, page_of
from sayso.runtime.storage.tables import items, journal

AT_ONCE = 500
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
    lines = await told(door, workspace, run)
    if text:
        wanted = text[:LONGEST_SEARCH].casefold()
        lines = [line for line in lines if wanted in _words(line)]
    begin = int(cursor or 0)
    end = begin + max(1, size)
    return LogPage(lines[begin:end], str(end) if end < len(lines) else "", len(lines))


def _words(line: LogLine) -> str:
    return "\n".join((line.who, line.step, line.kind, line.text, *line.detail.values())).casefold()


async def runs_in_short(
    door: Door, workspace: str, which: Filter | None = None
) -> AsyncIterator[list[RunShort]]:  # fmt: skip
    """All runs of a filter, the newest first, page by page."""
    cursor, begun = "", False
    while cursor or not begun:
        begun = True
        page = await page_of(door, workspace, which or Filter(), cursor, AT_ONCE)
        yield await _short(door, workspace, page.runs)
        cursor = page.next


async def _short(door: Door, workspace: str, lines: list[RunLine]) -> list[RunShort]:
    ids = [line.id for line in lines]
    people = select(items.c.run, func.count()).where(items.c.workspace == workspace, items.c.run.in_(ids))
    acts = select(journal.c.run, func.count()).where(
        journal.c.workspace == workspace, journal.c.run.in_(ids), journal.c.calls.is_(True)
    )
    async with door.storage.reading(workspace) as connection:
        handled = {row[0]: int(row[1]) for row in await connection.execute(people.group_by(items.c.run))}
        acted = {row[0]: int(row[1]) for row in await connection.execute(acts.group_by(journal.c.run))}
    return [
        RunShort(
            one.id, one.flow, one.name + (" (deleted)" if one.deleted else ""), one.version, one.state, one.trigger,
            one.by, one.title, one.created, one.started, one.ended, _seconds(one), handled.get(one.id, 0),
            acted.get(one.id, 0), one.lost, one.reason,
        )
        for one in lines
    ]  # fmt: skip


def _seconds(line: RunLine) -> float | None:
    if line.started is None or line.ended is None:
        return None
    return round((line.ended - line.started).total_seconds(), 3)
