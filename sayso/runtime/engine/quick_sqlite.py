"""Plain changes on SQLite: one function in the writer's thread, from the guards to the commit."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from sayso.runtime.engine.changes import Change, Verdict, judged
from sayso.runtime.engine.quick import Quick, arrivals, grouped, kept
from sayso.runtime.engine.texts import Texts
from sayso.runtime.storage.direct import SqliteWriter

GUARD = """select l.fence, l.rings, r.hold from lane l join run r on r.workspace = l.workspace and r.id = l.run
where l.workspace = ? and l.run = ? and l.path = ?"""
JOURNAL = "insert into journal (workspace, run, lane, number, at, calls, body) values (?, ?, ?, ?, ?, ?, ?)"
REST = """update lane set resting = ?, due = ?, snapshot = ?, entries = ?, wanted = ?, until = ?, owner = null,
lease = 0 where workspace = ? and run = ? and path = ?"""
END = "delete from lane where workspace = ? and run = ? and path = ?"
ARRIVE = """update gather set open = open - ?, halted = halted or ? where workspace = ? and run = ? and loop = ?
returning lane, one_at_a_time or (open <= 0 and (following >= size or halted))"""
RING = "update lane set due = 0, rings = rings + 1 where workspace = ? and run = ? and path = ?"


def quick(writer: SqliteWriter, texts: Texts) -> Quick:
    """Keeps plain changes through this writer."""

    async def keep(changes: Sequence[Change]) -> list[Verdict]:
        return await writer.run(lambda connection: _write(connection, texts, changes))

    return keep


def _write(connection: sqlite3.Connection, texts: Texts, changes: Sequence[Change]) -> list[Verdict]:
    guard = connection.execute
    verdicts = [judged(one, guard(GUARD, (one.workspace, one.run, one.lane)).fetchone()) for one in changes]
    counting = kept(changes, verdicts)
    lines: list[tuple[Any, ...]] = [
        (one.workspace, one.run, one.lane, line.number, line.at, line.calls, line.body)
        for one, _ in counting for line in one.lines
    ]  # fmt: skip
    if lines:
        connection.executemany(JOURNAL, lines)
    some = [one for one, _ in counting]
    for text, rows in grouped(texts, some):
        connection.executemany(text.sql, rows)
    for one, verdict in counting:
        if one.rest is not None:
            rest, due = one.rest, 0 if verdict.rung else one.rest.due
            row = (rest.resting, due, rest.snapshot, rest.entries, rest.wanted, rest.until)
            connection.execute(REST, (*row, one.workspace, one.run, one.lane))
        elif one.ends:
            connection.execute(END, (one.workspace, one.run, one.lane))
    _arrive(connection, some)
    return verdicts


def _arrive(connection: sqlite3.Connection, some: list[Change]) -> None:
    """Items that ended are counted at their loop; the last one wakes the lane that waits for them."""
    for (workspace, run, loop), (count, halts) in arrivals(some).items():
        lane, wakes = connection.execute(ARRIVE, (count, halts, workspace, run, loop)).fetchone()
        if wakes:
            connection.execute(RING, (workspace, run, lane))
