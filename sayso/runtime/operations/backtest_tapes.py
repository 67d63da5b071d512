"""Recorded runs as a backtest takes them, many at once: three questions to the database a page, not three a run."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Spawn
from sayso.runtime.engine.calling import FLOWS
from sayso.runtime.engine.flows import id_of_called
from sayso.runtime.engine.keeping import line_from, value_from
from sayso.runtime.journal import Entry, Reopened
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.lanes import Numbered, entries_that_count
from sayso.runtime.storage.tables import asks, journal, runs
from sayso.runtime.worlds.recorded import Tape

PAGE = 200
"""The most runs of a page."""
LINES = 20_000
"""So many lines of journals are read at once, except where one run alone has more."""
TOO_LONG = 200_000
"""A run with more lines than this is not played again."""
DEEPEST = 8


class Told(msgspec.Struct):
    """Rows of runs as they were read, with their journals and edited approvals, not yet decoded."""

    rows: dict[str, Any]
    lines: dict[str, list[tuple[str, int, str]]]
    edits: dict[str, list[tuple[str, str, str]]]
    programs: dict[str, Linked]

    def event_of(self, row: Any) -> str:
        """The event that began a run, if one did."""
        return str((value_from(row.trigger) or {}).get("event", ""))


async def sizes(connection: AsyncConnection, workspace: str, ids: Sequence[str]) -> dict[str, int]:
    """How many lines the journals of runs have."""
    query = (
        select(journal.c.run, func.count())
        .where(journal.c.workspace == workspace, journal.c.run.in_(ids))
        .group_by(journal.c.run)
    )
    return {run: int(count) for run, count in await connection.execute(query)}


async def read_runs(connection: AsyncConnection, door: Door, workspace: str, ids: Sequence[str], until: int) -> Told:
    """What was recorded of runs up to an instant."""
    found = await connection.execute(select(runs).where(runs.c.workspace == workspace, runs.c.id.in_(ids)))
    rows = {row.id: row for row in found if row.version is not None and row.started is not None}
    query = (
        select(journal.c.run, journal.c.lane, journal.c.number, journal.c.body)
        .where(journal.c.workspace == workspace, journal.c.run.in_(list(rows)), journal.c.at <= until)
        .order_by(journal.c.run, journal.c.lane, journal.c.number)
    )
    lines: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for run, lane, number, body in await connection.execute(query):
        lines[run].append((lane, number, body))
    approvals = (
        select(asks.c.run, asks.c.lane, asks.c.path, asks.c.answer)
        .where(asks.c.workspace == workspace, asks.c.run.in_(list(rows)), asks.c.answer.is_not(None))
        .where(asks.c.kind == "approval")
        .order_by(asks.c.created)
    )
    edits: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for run, lane, path, answer in await connection.execute(approvals):
        edits[run].append((lane, path, answer))
    versions = {(row.flow, row.version) for row in rows.values()}
    known = {one: await door.versions.within(connection, workspace, *one) for one in versions}
    return Told(rows, lines, edits, {run: known[row.flow, row.version] for run, row in rows.items()})


def taped(told: Told) -> dict[str, Tape]:
    """The runs, decoded; this is the work of a thread of its own."""
    return {run: _tape(told, run, row) for run, row in told.rows.items()}


def _tape(told: Told, run: str, row: Any) -> Tape:
    lanes: dict[str, list[Numbered]] = defaultdict(list)
    for lane, number, body in told.lines.get(run, ()):
        lanes[lane].append((number, line_from(body)))
    entries = {lane: [entry for _, entry in entries_that_count(lines)] for lane, lines in lanes.items()}
    again = any(isinstance(line, Reopened) for lines in lanes.values() for _, line in lines)
    untimed = again or _clock_went_back(entries)
    return Tape(run, told.programs[run], entries, _edits(told.edits.get(run, ())), value_from(row.built_in), untimed)


def _clock_went_back(lanes: Mapping[str, Sequence[Entry]]) -> bool:
    """Whether a loop was over before its items were: the machine's clock was set back meanwhile."""
    for entries in lanes.values():
        for entry, following in pairwise(entries):
            if isinstance(entry.want, Spawn):
                items = (lanes.get(f"{entry.want.path}/each[{key}]") for key in entry.want.keys)
                if any(item and item[-1].outcome.at > following.outcome.at for item in items):
                    return True
    return False


def _edits(rows: Sequence[tuple[str, str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for lane, path, answer in rows:
        arguments = value_from(answer).get("arguments")
        if arguments is not None:
            found[lane, path] = arguments
    return found


def calls_of(tapes: Mapping[str, Tape]) -> dict[str, tuple[Tape, str]]:
    """The runs that runs have called, by their ids: the caller's tape, and the path of the call."""
    found = {}
    for tape in tapes.values():
        for strip in tape.strips.values():
            for answer in strip.answers:
                if isinstance(answer.want, Effect) and answer.want.tool in FLOWS:
                    found[id_of_called(tape.run, answer.want.path)] = tape, answer.want.path
    return found


def entries_in_order(tape: Tape, path: str = "") -> list[Entry]:
    """The moves of a run in an order of cause: after the one that begins a loop those of its items."""
    found: list[Entry] = []
    strip = tape.strips.get(path)
    for entry in strip.entries if strip is not None else ():
        found.append(entry)
        if isinstance(entry.want, Spawn):
            for key in entry.want.keys:
                found += entries_in_order(tape, f"{entry.want.path}/each[{key}]")
    return found
