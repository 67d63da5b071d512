"""A run's log, searched page by page."""

from typing import Any

import msgspec
from sqlalchemy import func, select

from sayso.runtime.log import LogLine
from sayso.runtime.operations.door import Door, Refused, run_row
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.looking import LONGEST_SEARCH, PAGE
from sayso.runtime.storage.tables import asks, journal, runs

__all__ = ["LogLine", "LogPage", "log_page"]


class LogPage(msgspec.Struct, frozen=True):
    """A page of a run's log, in the order of time; `next` is the place of the page after it, or empty."""

    lines: list[LogLine]
    next: str
    found: int


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
