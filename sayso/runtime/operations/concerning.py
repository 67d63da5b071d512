"""Which runs and events concern somebody: found by the tables, newest first, within bounds, before any is replayed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.operations.persons import Subject
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import answers, events, flows, items, journal, runs, taken, ticks, touches

DAYS = 90
"""So far back is looked."""
MOST_RUNS = 200
"""The most runs that are told of somebody."""
MOST_SEARCHED = 1_000
"""In so many runs, the newest, everything that was recorded is searched; in older ones who was in a loop."""
MOST_EVENTS = 20_000
"""In so many events, the newest, somebody is looked for."""
MOST_FLOWS = 50
"""Of so many flows, those that ran last, the last run is looked at in which somebody was not."""
NEWEST = 10
"""So many runs of a flow that was asked for are told, though somebody is not in them."""


class Runs(msgspec.Struct):
    """Runs that concern somebody, the oldest first, and others in which they are missing; `more`: there are others
    that were left out."""

    theirs: list[Any]
    others: list[Any]
    more: bool


async def runs_concerning(
    connection: AsyncConnection, workspace: str, subject: Subject, since: datetime, flow: str = "", run: str = ""
) -> Runs:
    """The runs that somebody is in, and those that may say why they are not in them."""
    if run:
        found = list((await connection.execute(_runs(workspace).where(runs.c.id == run))).all())
        return Runs(found, [], False)
    recent = [runs.c.workspace == workspace, runs.c.created >= micros(since)]
    recent += [runs.c.flow == flow] if flow else []
    ids = await _ids(connection, workspace, subject, recent)
    theirs = await _rows(connection, workspace, sorted(ids), MOST_RUNS)
    others = await _others(connection, workspace, recent, {row.id for row in theirs} | ids, flow)
    return Runs(theirs[::-1], others[::-1], len(ids) > MOST_RUNS)


def _runs(workspace: str) -> Any:
    mine = (flows.c.workspace == runs.c.workspace) & (flows.c.id == runs.c.flow)
    named = [flows.c.name.label("flow_name"), flows.c.deleted.label("flow_deleted")]
    return select(runs, *named).select_from(runs.outerjoin(flows, mine)).where(runs.c.workspace == workspace)


async def _ids(connection: AsyncConnection, workspace: str, subject: Subject, recent: list[Any]) -> set[str]:
    all_ = select(runs.c.id).where(*recent)
    newest = all_.order_by(runs.c.created.desc()).limit(MOST_SEARCHED)
    needles, keys = subject.needles(), sorted(subject.keys)
    queries = [
        select(items.c.run).where(same(items, workspace=workspace), items.c.key.in_(keys), items.c.run.in_(all_)),
        select(taken.c.run).where(same(taken, workspace=workspace), taken.c.key.in_(keys), taken.c.run.in_(all_)),
        select(touches.c.run).where(
            same(touches, workspace=workspace), touches.c.person.in_(sorted(subject.guarded)), touches.c.run.in_(all_)
        ),
        select(runs.c.id).where(*recent, _tells(runs.c.inputs, needles), runs.c.id.in_(newest)),
        select(journal.c.run).where(
            same(journal, workspace=workspace), journal.c.run.in_(newest), _tells(journal.c.body, needles)
        ),
    ]
    found: set[str] = set()
    for query in queries:
        found |= set((await connection.execute(query.distinct())).scalars())
    return found


def _tells(column: Any, needles: Sequence[str]) -> Any:
    return or_(false(), *(column.icontains(needle, autoescape=True) for needle in needles))


async def _rows(connection: AsyncConnection, workspace: str, ids: list[str], most: int) -> list[Any]:
    """These runs, the newest first."""
    found: list[Any] = []
    for page in range(0, len(ids), 500):
        query = _runs(workspace).where(runs.c.id.in_(ids[page : page + 500]))
        found += (await connection.execute(query)).all()
    return sorted(found, key=lambda row: (row.created, row.id), reverse=True)[:most]


async def _others(
    connection: AsyncConnection, workspace: str, recent: list[Any], known: set[str], flow: str
) -> list[Any]:
    """The newest runs of the flow that was asked for, else the last run of each flow."""
    if flow:
        query = select(runs.c.id).where(*recent).order_by(runs.c.created.desc()).limit(NEWEST)
        ids = set((await connection.execute(query)).scalars())
        return await _rows(connection, workspace, sorted(ids - known), NEWEST)
    last = select(runs.c.flow, func.max(runs.c.created).label("at")).where(*recent).group_by(runs.c.flow).subquery()
    query = (
        select(runs.c.id)
        .join(last, (last.c.flow == runs.c.flow) & (last.c.at == runs.c.created))
        .where(runs.c.workspace == workspace)
        .order_by(runs.c.created.desc())
        .limit(MOST_FLOWS)
    )
    ids = set((await connection.execute(query)).scalars())
    return await _rows(connection, workspace, sorted(ids - known), MOST_FLOWS)


async def empty_ticks(connection: AsyncConnection, workspace: str, flow: str, since: datetime) -> list[Any]:
    """The newest instants of a flow's schedule that began no run, with the reason."""
    query = select(ticks).where(same(ticks, workspace=workspace, flow=flow), ticks.c.run.is_(None))
    query = query.where(ticks.c.at >= micros(since)).order_by(ticks.c.at.desc()).limit(NEWEST)
    return list((await connection.execute(query)).all())


async def events_about(
    connection: AsyncConnection, workspace: str, subject: Subject, since: datetime
) -> list[tuple[Any, Any]]:
    """What happened outside about somebody, with what each flow made of it (or None), the newest events only."""
    mine = [events.c.workspace == workspace, events.c.stored >= micros(since)]
    newest = select(events.c.id).where(*mine).order_by(events.c.stored.desc()).limit(MOST_EVENTS)
    about = select(events).where(*mine, events.c.id.in_(newest), _tells(events.c.data, subject.needles()))
    rows = (await connection.execute(about.order_by(events.c.at.desc()).limit(MOST_RUNS))).all()
    named = (flows.c.workspace == answers.c.workspace) & (flows.c.id == answers.c.flow)
    made = (
        select(answers, flows.c.name.label("flow_name"), flows.c.deleted.label("flow_deleted"))
        .select_from(answers.outerjoin(flows, named))
        .where(answers.c.workspace == workspace, answers.c.event.in_([row.id for row in rows]))
    )
    known: dict[str, list[Any]] = {}
    for answer in await connection.execute(made.order_by(answers.c.flow)):
        known.setdefault(answer.event, []).append(answer)
    return [(row, answer) for row in rows for answer in known.get(row.id) or [None]]
