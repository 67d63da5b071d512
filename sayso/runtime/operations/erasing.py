"""Erasing a person: whoever is on their way ends, and what tells of them is replaced wherever it is kept.

Flows and their versions are not changed: one whose own text names the person is named in the result. A backup, and what
PostgreSQL has not vacuumed yet, still hold what was erased.
"""

import asyncio
import secrets
import sqlite3
from contextlib import closing
from typing import Any

import msgspec
from sqlalchemy import String, Table, Text, make_url, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.addresses import same_email
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.door import Door, Refused, note
from sayso.runtime.operations.ending_lanes import end_lane
from sayso.runtime.operations.journals import ERASED
from sayso.runtime.operations.searching import read_again, told_of
from sayso.runtime.operations.traces import Cleaner, Traces
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, flows, items, journal, lanes, metadata, notifications, runs, versions

KEPT_AS_THEY_ARE = ("workspace", "flow", "version", "word", "alembic_version")
"""Tables that are not changed: flows are what people wrote, a version is named by what it says, and the words of a run
are read anew."""
MOST_ROWS = 200_000
"""The most rows that are changed for one person."""
TRIES, BETWEEN = 40, 0.25
"""So often, with so many seconds between, it is tried again while a worker is at what is to be erased."""
WORDS = "erased on request"
ABOUT = (journal, asks, items, lanes)
"""Tables in which whatever stands in a person's own lanes is about them, first names too."""


class Erased(msgspec.Struct, frozen=True):
    """What was done: how many ended on their way, how many rows were changed, and which flows name the person in their
    own text, so that somebody must change these by hand."""

    ended: int
    rows: int
    flows: list[str]


async def erase(door: Door, workspace: str, who: str, email: str = "", record: tuple[str, str] | None = None) -> Erased:
    """Erase the person with this address, or with this record (its kind and id). The audit keeps only that it was done.

    Refused while a worker is at something about them; try again then.
    """
    premises = door.premises(workspace)
    if not (email and "@" in email) and not (record and record[0] and record[1]):
        raise Refused("nobody-named", "Name the person by an email address, or by a record.")
    traces = Traces(ERASED + secrets.token_hex(6), email, record)
    for kind, id in [record] if record else []:
        declared = premises.catalog.records.get(kind)
        if declared is not None and declared.reader and declared.reader in premises.sides:
            traces.learn(await premises.sides[declared.reader].read_again(kind, id, door.now()))
    for _ in range(TRIES):
        done = await _erased(door, workspace, who, traces)
        if done is not None:
            await _scrub(door)
            door.ring("")
            return done
        await asyncio.sleep(BETWEEN)
    raise Refused("busy", "Something about this person is going out right now. Nothing was erased; try again.")


async def _erased(door: Door, workspace: str, who: str, traces: Traces) -> Erased | None:
    """One transaction with all of it; None while a worker is at one of the runs."""
    async with door.storage.writing(workspace, long=True) as connection:
        await _learn(connection, workspace, traces)
        about = await _about(connection, workspace, traces)
        touched = [*about, *await _matching(connection, workspace, lanes, traces.needles())]
        if any(row.owner is not None and row.lease > micros(door.now()) for row in touched):
            return None
        ended = await _end(connection, door, workspace, who, about)
        own = await _own_lanes(connection, workspace, traces)
        kept = await told_of(connection, workspace, [*traces.needles(), *traces.parts], MOST_ROWS)
        rows = await _replace(connection, workspace, traces)
        rows += await _replace_whole(connection, workspace, traces, own)
        await read_again(connection, door.storage, workspace, kept)
        named = await _flows_that_name(connection, workspace, traces)
        await note(connection, workspace, door.now(), who, "erased a person", "", f"{ended} ended, {rows} rows")
    return Erased(ended, rows, named)


def _columns(table: Table) -> list[Any]:
    return [one for one in table.c if isinstance(one.type, String | Text) and one.name != "workspace"]


async def _matching(connection: AsyncConnection, workspace: str, table: Table, needles: list[str]) -> list[Any]:
    columns = _columns(table)
    tells = or_(*(one.icontains(needle, autoescape=True) for one in columns for needle in needles))
    query = select(table).where(table.c.workspace == workspace, tells).limit(MOST_ROWS + 1)
    rows = list((await connection.execute(query)).all())
    if len(rows) > MOST_ROWS:
        raise Refused("too-large", "More is kept about this person than can be erased at once. Nothing was erased.")
    return rows


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in KEPT_AS_THEY_ARE]


async def _learn(connection: AsyncConnection, workspace: str, traces: Traces) -> None:
    """Find out how the person is called, by what is kept under the address or id."""
    before: list[str] = []
    while (needles := traces.needles()) != before:
        before = needles
        for table in _tables():
            for row in await _matching(connection, workspace, table, needles):
                for column in _columns(table):
                    traces.learn(_decoded(getattr(row, column.name)))


def _decoded(text: Any) -> Any:
    """A column's value: JSON, where it is some."""
    if not isinstance(text, str) or text[:1] not in '{["':
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


async def _about(connection: AsyncConnection, workspace: str, traces: Traces) -> list[Any]:
    """The open lanes about the person, and all in them; the innermost first."""
    query = select(lanes).where(lanes.c.workspace == workspace).with_for_update()
    matching = await _matching(connection, workspace, lanes, traces.needles())
    matching += await _bodies(connection, workspace, traces)
    found: dict[tuple[str, str], Any] = {}
    for row in matching:
        if not _is_about(row.path, _decoded(row.snapshot).get("data", {}), traces):
            continue
        inner = or_(lanes.c.path == row.path, lanes.c.path.startswith(f"{row.path}/", autoescape=True), row.path == "")
        for one in await connection.execute(query.where(lanes.c.run == row.run, inner)):
            found[one.run, one.path] = one
    return sorted(found.values(), key=lambda row: -len(row.path))


async def _bodies(connection: AsyncConnection, workspace: str, traces: Traces) -> list[Any]:
    """The bodies of open runs that began with the person."""
    begun = await _matching(connection, workspace, runs, traces.needles())
    ids = [run.id for run in begun if _is_about("", value_from(run.inputs) or {}, traces)]
    query = select(lanes).where(lanes.c.workspace == workspace, lanes.c.run.in_(ids), lanes.c.path == "")
    return list((await connection.execute(query)).all())


def _is_about(path: str, data: dict[str, Any], traces: Traces) -> bool:
    """Whether a lane is the person's own: its item, or what its run began with, is them."""
    if any(f"/each[{kind}:{id}]" in f"/{path}" for kind, id in traces.ids):
        return True
    return any(
        traces.is_them(one) if isinstance(one, dict) else isinstance(one, str) and same_email(one) in traces.emails
        for one in data.values()
    )


async def _end(connection: AsyncConnection, door: Door, workspace: str, who: str, about: list[Any]) -> int:
    """End these lanes as skipped."""
    for row in about:
        run = (await connection.execute(select(runs).where(same(runs, workspace=workspace, id=row.run)))).one()
        await end_lane(connection, door, run, row, who, WORDS)
    return len([row for row in about if row.resting != "items"])


async def _own_lanes(connection: AsyncConnection, workspace: str, traces: Traces) -> set[tuple[str, str]]:
    """The lanes, open or not, that are the person's own, by the run and the path as it will be."""
    cleaner = traces.cleaner(whole=False)
    found = set()
    for row in await _matching(connection, workspace, items, traces.needles()):
        if _is_about(row.path, {}, traces):
            found.add((row.run, cleaner.text(row.path)))
    for row in await _matching(connection, workspace, runs, traces.needles()):
        if _is_about("", value_from(row.inputs) or {}, traces):
            found.add((row.id, ""))
    return found


async def _replace(connection: AsyncConnection, workspace: str, traces: Traces) -> int:
    """Replace what tells of the person in every table."""
    count = 0
    cleaner = traces.cleaner(whole=False)
    for table in _tables():
        for row in await _matching(connection, workspace, table, traces.needles()):
            count += await _clean(connection, table, row, cleaner)
    return count


async def _replace_whole(connection: AsyncConnection, workspace: str, traces: Traces, own: set[tuple[str, str]]) -> int:
    """In the person's own lanes replace first and last names too."""
    count = 0
    cleaner = traces.cleaner(whole=True)
    parts = sorted(traces.parts)
    for table in (*ABOUT, notifications, runs) if parts else ():
        for row in await _matching(connection, workspace, table, parts):
            run = row.id if table is runs else row.run
            lane = getattr(row, "lane", getattr(row, "path", ""))
            mine = any(run == one and (lane == path or lane.startswith(f"{path}/") or not path) for one, path in own)
            told = table in (notifications, runs) and any(run == one for one, _ in own)
            count += await _clean(connection, table, row, cleaner) if mine or told else 0
    return count


async def _clean(connection: AsyncConnection, table: Table, row: Any, cleaner: Cleaner) -> int:
    """Replace one row's values, its keys too; gives whether anything changed."""
    change = {}
    for column in _columns(table):
        before = getattr(row, column.name)
        after = _cleaned(before, cleaner)
        if after != before:
            change[column.name] = after
    if not change:
        return 0
    here = {column.name: getattr(row, column.name) for column in table.primary_key.columns}
    await connection.execute(update(table).where(same(table, **here)).values(**change))
    return 1


def _cleaned(text: Any, cleaner: Cleaner) -> Any:
    if not isinstance(text, str):
        return text
    value = _decoded(text)
    if value is text:
        return cleaner.text(text)
    cleaned = cleaner.value(value)
    return text if cleaned == value else msgspec.json.encode(cleaned).decode()


async def _flows_that_name(connection: AsyncConnection, workspace: str, traces: Traces) -> list[str]:
    """The flows in whose own text the person is named."""
    found = {row.name or row.id for row in await _matching(connection, workspace, flows, traces.needles())}
    named = await _matching(connection, workspace, versions, traces.needles())
    ids = {row.flow for row in named}
    query = select(flows.c.name, flows.c.id).where(flows.c.workspace == workspace, flows.c.id.in_(ids))
    return sorted(found | {row.name or row.id for row in await connection.execute(query)})


async def _scrub(door: Door) -> None:
    """Leave nothing in the free places of a SQLite file."""
    storage = door.storage
    file = make_url(storage.url).database
    if storage.dialect.name == "sqlite" and file:
        await asyncio.to_thread(_vacuum, file)


def _vacuum(file: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
        connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")
