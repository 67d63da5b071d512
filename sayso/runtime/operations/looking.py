"""Looking: the list of runs, one run with everybody in it, the audit, versions. Nothing here changes anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import BigInteger, and_, bindparam, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.operations.door import Door, Refused, flow_row, run_row
from sayso.runtime.operations.gists import words_of
from sayso.runtime.operations.lanes import wants_of
from sayso.runtime.operations.searching import Sought, before, found_by
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, audit, flows, items, journal, lanes, runs, versions

PAGE = 50
"""So many lines a page has."""
MOST_PEOPLE = 500
"""The most people and records of a run that are told one by one."""
LONGEST_SEARCH = 200
DERIVED = ("needs you", "running", "waiting")
"""How an active run stands, by its lanes and by what waits for people."""
STATES = ("queued", *DERIVED, "completed", "completed with failures", "stopped", "failed", "cancelled")


class Filter(msgspec.Struct, frozen=True):
    """Which runs: by state (in the words of the pages), flow, time of their making, and a text: words of the names,
    addresses and other short values in them, the last one perhaps only begun."""

    state: str = ""
    flow: str = ""
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


class RunLine(msgspec.Struct, frozen=True):
    """One run as the list shows it. `hold` is "", paused, stopped or cancelling."""

    id: str
    flow: str
    name: str
    deleted: bool
    version: int | None
    state: str
    hold: str
    trigger: str
    by: str
    title: str
    created: datetime
    started: datetime | None
    ended: datetime | None
    reason: str
    lost: int
    retry_of: str


class RunPage(msgspec.Struct, frozen=True):
    """A page of runs, the newest first; `next` is the place of the page after it, or empty."""

    runs: list[RunLine]
    next: str


class PersonLine(msgspec.Struct, frozen=True):
    """One person or record of a run: where it stands, in words. `path` names it; `can` is what may be ordered."""

    path: str
    who: str
    state: str
    text: str
    until: datetime | None
    can: tuple[str, ...] = ()


class RunView(msgspec.Struct, frozen=True):
    """One run: its line, everybody on their way and everybody who has arrived, and how many there are of each."""

    line: RunLine
    on_way: list[PersonLine]
    arrived: list[PersonLine]
    counts: dict[str, int]


class AuditLine(msgspec.Struct, frozen=True):
    """Who did what."""

    id: str
    at: datetime
    who: str
    what: str
    about: str
    detail: str


class VersionLine(msgspec.Struct, frozen=True):
    """One version of a flow."""

    number: int
    hash: str
    created: datetime
    made_by: str
    note: str
    live: bool


def _moved() -> Any:
    """Whether a worker holds, or may take, a lane of the run right now."""
    return or_(lanes.c.owner.is_not(None), lanes.c.resting.in_(("", "retried")))


def _lane_of_run() -> Any:
    return (lanes.c.workspace == runs.c.workspace) & (lanes.c.run == runs.c.id)


def _derived(now: Any) -> dict[str, Any]:
    """The condition of each state of an active run."""
    asked = exists().where(asks.c.workspace == runs.c.workspace, asks.c.run == runs.c.id, asks.c.state == "open")
    busy = exists().where(_lane_of_run(), or_(_moved(), lanes.c.due <= now), lanes.c.resting != "items")
    active = runs.c.state == "active"
    return {
        "needs you": and_(active, asked), "running": and_(active, ~asked, busy),
        "waiting": and_(active, ~asked, ~busy),
    }  # fmt: skip


async def list_runs(
    door: Door, workspace: str, which: Filter | None = None, cursor: str = "", size: int = PAGE
) -> RunPage:
    """A page of the workspace's runs, the newest first."""
    return await page_of(door, workspace, which, cursor, max(1, min(size, PAGE)))


async def page_of(
    door: Door, workspace: str, which: Filter | None = None, cursor: str = "", size: int = PAGE
) -> RunPage:
    """The same with as many lines as are wanted."""
    async with reading_page(door, workspace, which or Filter(), cursor, size + 1) as (connection, query):
        rows = (await connection.execute(query)).all()
    return RunPage([_line(row) for row in rows[:size]], place_of(rows[size - 1]) if len(rows) > size else "")


@asynccontextmanager
async def reading_page(
    door: Door, workspace: str, which: Filter, cursor: str, size: int
) -> AsyncIterator[tuple[AsyncConnection, Any]]:
    """A connection, and the query for so many runs after a place, the newest first."""
    door.premises(workspace)
    now = micros(door.now())
    conditions = _conditions(which, _derived(now))
    after = _place(cursor) if cursor else None
    query = _lines(now).where(runs.c.workspace == workspace)
    async with door.storage.reading(workspace) as connection:
        if which.text:
            sought = Sought(workspace, words_of(which.text[:LONGEST_SEARCH]), conditions, after, size)
            query = query.where(runs.c.id.in_([id for _, id in await found_by(connection, sought)]))
        else:
            query = query.where(*conditions, *([before(runs.c.created, runs.c.id, after)] if after else []))
        yield connection, query.order_by(runs.c.created.desc(), runs.c.id.desc()).limit(size)


def place_of(row: Any) -> str:
    """The place after a row: the cursor of the page that follows."""
    return f"{row.created}.{row.id}"


async def lines_where(which: Any, door: Door, workspace: str, most: int) -> list[RunLine]:
    """The newest runs that meet a condition."""
    query = _lines_now().where(runs.c.workspace == workspace, which).order_by(runs.c.created.desc()).limit(most)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query, {"now": micros(door.now())})).all()
    return [_line(row) for row in rows]


@cache
def _lines_now() -> Any:
    """Put together once, for whoever looks every second."""
    return _lines(bindparam("now", type_=BigInteger))


_SHOWN = tuple(
    runs.c[name] for name in
    ("id", "flow", "version", "state", "hold", "trigger", "by", "title", "created", "started", "ended", "reason",
     "lost", "retry_of", "deeds", "people")
)  # fmt: skip
"""What lists show of a run; its values may be long."""


def _lines(now: Any) -> Any:
    derived = _derived(now)
    states = [condition.label(name.replace(" ", "_")) for name, condition in derived.items()]
    mine = (flows.c.workspace == runs.c.workspace) & (flows.c.id == runs.c.flow)
    named = [flows.c.name.label("flow_name"), flows.c.deleted.label("flow_deleted")]
    return select(*_SHOWN, *named, *states).select_from(runs.outerjoin(flows, mine))


def _conditions(which: Filter, derived: dict[str, Any]) -> list[Any]:
    found = []
    if which.state and which.state not in STATES:
        raise Refused("unknown-state", f"A run is {', '.join(STATES)}; `{which.state[:40]}` isn't one of these.")
    if which.state:
        found.append(derived.get(which.state, runs.c.state == which.state))
    if which.flow:
        found.append(runs.c.flow == which.flow)
    if which.since is not None:
        found.append(runs.c.created >= micros(which.since))
    if which.until is not None:
        found.append(runs.c.created < micros(which.until))
    return found


def _place(cursor: str) -> tuple[int, str]:
    at, dot, id = cursor.partition(".")
    if not dot or not at.isascii() or not at.isdigit() or len(at) > 18:
        raise Refused("wrong-cursor", "This page doesn't exist. Begin with the first one.")
    return int(at), id


def _line(row: Any) -> RunLine:
    return RunLine(
        row.id, row.flow, row.flow_name or "", row.flow_deleted is not None, row.version, state_of(row), row.hold,
        kind_of(row), row.by, row.title, moment(row.created), moment(row.started),
        moment(row.ended) if row.state != "active" else None, row.reason or "", row.lost, row.retry_of,
    )  # fmt: skip


def state_of(row: Any) -> str:
    """How a run stands, in the words of the pages."""
    if row.state != "active":
        return str(row.state)
    return "needs you" if row.needs_you else "running" if row.running else "waiting"


def kind_of(row: Any) -> str:
    """What kind of trigger began it."""
    return _TRIGGER.decode(row.trigger).kind if row.trigger else "manual"


class _Trigger(msgspec.Struct):
    kind: str = "manual"


_TRIGGER = msgspec.json.Decoder(_Trigger)
"""Reads the kind, and passes over whatever else began the run."""


async def one_run(door: Door, workspace: str, run: str) -> RunView:
    """A run with everybody in it."""
    words = Words(door.premises(workspace).catalog)
    now = micros(door.now())
    async with door.storage.reading(workspace) as connection:
        await run_row(connection, workspace, run)
        line = _line((await connection.execute(_lines(now).where(same(runs, workspace=workspace, id=run)))).one())
        wants = await wants_of(connection, workspace, run, MOST_PEOPLE)
        mine = same(lanes, workspace=workspace, run=run)
        open_ = (await connection.execute(select(lanes).where(mine).order_by(lanes.c.path).limit(MOST_PEOPLE))).all()
        done = same(items, workspace=workspace, run=run)
        ended = await connection.execute(
            select(items).where(done).order_by(items.c.loop, items.c.number).limit(MOST_PEOPLE)
        )
        arrived = [PersonLine(row.path, row.who or row.key, row.how, _arrived(row), None) for row in ended]
        counts = await _counts(connection, workspace, run)
    on_way = [_person(words, row, wants.get(row.path), line) for row in open_]
    return RunView(line, on_way, arrived, counts)


def _person(words: Words, row: Any, want: Any, line: RunLine) -> PersonLine:
    until = moment(row.until)
    can: tuple[str, ...] = () if line.hold == "cancelling" or row.resting == "items" else ("skip", "take over")
    can += ("continue",) if can and row.resting in ("time", "event") else ()
    text = words.waits(row.resting, want, until, line.hold)
    return PersonLine(row.path, row.who or line.title or line.name, row.resting or "running", text, until, can)


def _arrived(row: Any) -> str:
    return f"{row.how}: {row.reason}" if row.reason else str(row.how)


async def _counts(connection: AsyncConnection, workspace: str, run: str) -> dict[str, int]:
    query = select(items.c.how, func.count()).where(same(items, workspace=workspace, run=run)).group_by(items.c.how)
    counts = {row[0]: int(row[1]) for row in await connection.execute(query)}
    mine = same(lanes, workspace=workspace, run=run)
    open_ = select(func.count()).select_from(lanes).where(mine, lanes.c.resting.not_in(("items", "flow")))
    return {**counts, "on their way": int((await connection.execute(open_)).scalar_one())}


async def audit_lines(door: Door, workspace: str, cursor: str = "", size: int = PAGE) -> list[AuditLine]:
    """Who did what, the newest first; `cursor` is the id of the last line of the page before."""
    door.premises(workspace)
    query = select(audit).where(audit.c.workspace == workspace)
    if cursor:
        at = cursor.partition("-")[0]
        if not at.isascii() or not at.isdigit() or len(at) > 18:
            raise Refused("wrong-cursor", "This page doesn't exist. Begin with the first one.")
        query = query.where(or_(audit.c.at < int(at), and_(audit.c.at == int(at), audit.c.id < cursor)))
    query = query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(max(1, min(size, PAGE)))
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query)).all()
    return [AuditLine(row.id, moment(row.at), row.who, row.what, row.about, row.detail or "") for row in rows]


async def list_versions(door: Door, workspace: str, flow: str) -> list[VersionLine]:
    """The versions of a flow, the newest first."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        live = (await flow_row(connection, workspace, flow)).live
        query = select(versions).where(same(versions, workspace=workspace, flow=flow))
        rows = (await connection.execute(query.order_by(versions.c.number.desc()).limit(1_000))).all()
    return [
        VersionLine(row.number, row.hash, moment(row.created), row.made_by, row.note, row.number == live)
        for row in rows
    ]


async def mark_of(door: Door, workspace: str, run: str) -> str:
    """Changes whenever anything happens in a run: a page looks at this, and loads the rest when it is new."""
    mine = same(journal, workspace=workspace, run=run)
    query = select(func.count()).select_from(journal).where(mine)
    places = select(func.count(), func.max(lanes.c.due)).where(same(lanes, workspace=workspace, run=run))
    async with door.storage.reading(workspace) as connection:
        row = await run_row(connection, workspace, run)
        lines = (await connection.execute(query)).scalar_one()
        return f"{row.state} {row.hold} {lines} {tuple((await connection.execute(places)).one())}"


async def is_moving(door: Door, workspace: str, run: str) -> bool:
    """Whether a worker is at a run, or could be at once."""
    mine = same(lanes, workspace=workspace, run=run)
    query = select(lanes.c.path).where(mine, or_(lanes.c.owner.is_not(None), lanes.c.due <= micros(door.now())))
    async with door.storage.reading(workspace) as connection:
        await run_row(connection, workspace, run)
        return (await connection.execute(query.limit(1))).first() is not None
