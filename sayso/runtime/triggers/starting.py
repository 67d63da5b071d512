"""Queued runs begin: in their order, not too many a minute, one at a time where asked, never past the breakers.

Nothing queued is lost: what may not begin now waits, and the reason is told.
"""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl import calendar
from sayso.runtime.engine.beginning import body_row
from sayso.runtime.engine.breakers import count_more, next_day, pause_until, tell
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.waking import is_moving
from sayso.runtime.operations.door import Door
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters, flows, lanes, runs, workspaces
from sayso.runtime.triggers.settings import FlowSettings, settings_of

PAGE = 200
MINUTE = timedelta(minutes=1)
LEAST_SILENCE = timedelta(hours=24)
KNOWN_RUNS = 10
"""So many runs back the usual time between two is looked for; with fewer than half of them nothing is expected."""


async def start_queued(door: Door, workspace: str) -> int:
    """Begin what may begin; gives how many runs."""
    now = micros(door.now())
    waiting = (
        select(runs.c.flow)
        .where(runs.c.workspace == workspace, runs.c.state == "queued", runs.c.not_before <= now)
        .distinct()
    )
    async with door.storage.reading(workspace) as connection:
        found = [row.flow for row in await connection.execute(waiting)]
    count = 0
    for flow in found:
        async with door.storage.writing(workspace) as connection:
            count += await _start_flow(connection, door, workspace, flow)
    if count:
        door.ring("")
    return count


async def _start_flow(connection: AsyncConnection, door: Door, workspace: str, flow: str) -> int:
    """Begin the queued runs of one flow, as many as may; its row is locked, so that nobody else does."""
    mine = same(flows, workspace=workspace, id=flow)
    row = (await connection.execute(select(flows).where(mine).with_for_update())).one_or_none()
    stopped = select(workspaces.c.stopped).where(workspaces.c.workspace == workspace)
    if row is None or row.status != "live" or (await connection.execute(stopped)).scalar_one_or_none():
        return 0
    queued = (
        select(runs)
        .where(same(runs, workspace=workspace, flow=flow, state="queued"), runs.c.not_before <= micros(door.now()))
        .order_by(runs.c.created, runs.c.id)
        .limit(PAGE)
    )
    settings, waiting = settings_of(row), (await connection.execute(queued)).all()
    ready: list[Any] = []
    for run in waiting:
        alone = settings.one_at_a_time or (value_from(run.trigger) or {}).get("kind") == "schedule"
        if (ready and alone) or not await _others_are_done(connection, door, workspace, row, settings, run):
            break
        ready.append(run)
    ready = ready[: await _slots(connection, door, workspace, row, settings, ready)]
    ready = ready[: await _left_today(connection, door, workspace, row, ready)]
    count = await _started(connection, door, workspace, ready)
    if count:
        await _expect_next(connection, door, workspace, row, settings)
    return count


async def _others_are_done(
    connection: AsyncConnection, door: Door, workspace: str, flow: Any, settings: FlowSettings, run: Any
) -> bool:
    """A scheduled run waits while the one before it moves, but not for people who wait: a flow that chases for weeks
    would never run again. One at a time means that the run before has ended."""
    kind = (value_from(run.trigger) or {}).get("kind")
    if settings.one_at_a_time:
        active = select(runs.c.id).where(same(runs, workspace=workspace, flow=flow.id, state="active")).limit(1)
        if (await connection.execute(active)).first() is None:
            return True
    elif kind != "schedule" or not await is_moving(connection, workspace, flow.id, micros(door.now())):
        return True
    message = f"Scheduled run of “{flow.name}” queued, the previous one is still running."
    if kind == "schedule":
        await tell(connection, door.storage, workspace, flow.id, "queued", message, door.now(), run=run.id, key="once")
    return False


async def _slots(
    connection: AsyncConnection, door: Door, workspace: str, flow: Any, settings: FlowSettings, ready: list[Any]
) -> int:
    """How many more may begin: not more within a minute than the flow's settings say; what is too many begins when
    the minute is over."""
    if not ready:
        return 0
    since = micros(door.now() - MINUTE)
    recent = and_(same(runs, workspace=workspace, flow=flow.id), runs.c.started > since)
    count = int((await connection.execute(select(func.count()).select_from(runs).where(recent))).scalar_one())
    free = max(0, settings.runs_per_minute - count)
    if free < len(ready):
        await _put_off(connection, workspace, flow.id, ready[free:], recent, settings.runs_per_minute - free, door)
    return free


async def _put_off(
    connection: AsyncConnection, workspace: str, flow: str, late: list[Any], recent: Any, most: int, door: Door
) -> None:
    """Let what is too many wait until the oldest of the latest runs is a minute old."""
    latest = select(runs.c.started).where(recent).order_by(runs.c.started.desc()).limit(max(1, most))
    started = [row.started for row in await connection.execute(latest)] or [micros(door.now())]
    later = started[-1] + micros(moment(0) + MINUTE)
    first = (late[0].created, late[0].id)
    after = or_(runs.c.created > first[0], and_(runs.c.created == first[0], runs.c.id >= first[1]))
    queued = same(runs, workspace=workspace, flow=flow, state="queued") & (runs.c.not_before < later) & after
    await connection.execute(update(runs).where(queued).values(not_before=later))


async def _left_today(
    connection: AsyncConnection, door: Door, workspace: str, flow: Any, ready: list[Any]
) -> int:  # fmt: skip
    """How many more may begin today. Past so many runs in a day the flow is paused until the next one, and its owner
    told."""
    if not ready:
        return 0
    premises, now = door.premises(workspace), door.now()
    limit = premises.catalog.policy.runs_per_day
    name = f"{flow.id}/runs/{calendar.local(now, premises.zone):%Y-%m-%d}"
    query = select(counters.c.used).where(same(counters, workspace=workspace, name=name))
    left = max(0, limit - ((await connection.execute(query)).scalar_one_or_none() or 0))
    if left:
        await count_more(connection, door.storage, workspace, name, min(left, len(ready)))
    if left < len(ready):
        reason = f"execution limit reached ({limit} runs a day)"
        until = next_day(now, premises.zone)
        await pause_until(connection, door.storage, workspace, flow.id, reason, until, now)
    return left


async def _started(connection: AsyncConnection, door: Door, workspace: str, ready: list[Any]) -> int:
    """Begin these; gives how many were still queued."""
    now = door.now()
    mine = and_(runs.c.workspace == workspace, runs.c.state == "queued", runs.c.id.in_([run.id for run in ready]))
    begun = update(runs).where(mine).values(state="active", started=micros(now)).returning(runs.c.id)
    taken = set((await connection.execute(begun)).scalars()) if ready else set()
    rows = [
        body_row(workspace, run.id, value_from(run.inputs) or {}, now, run.title) for run in ready if run.id in taken
    ]
    if rows:
        await connection.execute(lanes.insert(), rows)
    return len(rows)


async def _expect_next(
    connection: AsyncConnection, door: Door, workspace: str, flow: Any, settings: FlowSettings
) -> None:
    """By when the next run is expected: three times the longest usual gap, at least a day."""
    now = door.now()
    silence: timedelta | None = None
    if settings.silent_hours is not None:
        silence = timedelta(hours=settings.silent_hours)
    else:
        latest = (
            select(runs.c.started)
            .where(same(runs, workspace=workspace, flow=flow.id), runs.c.started.is_not(None))
            .order_by(runs.c.started.desc())
            .limit(KNOWN_RUNS)
        )
        known = [row.started for row in await connection.execute(latest)]
        gaps = [one - other for one, other in pairwise(known)]
        if len(known) > KNOWN_RUNS // 2:
            silence = max(LEAST_SILENCE, 3 * (moment(max(gaps)) - moment(0)))
    expected = None if silence is None else micros(now + silence)
    await connection.execute(
        update(flows).where(same(flows, workspace=workspace, id=flow.id)).values(expected=expected)
    )


async def waiting_runs(connection: AsyncConnection, workspace: str, flow: str) -> int:
    """How many runs of a flow are queued."""
    query = select(func.count()).select_from(runs).where(same(runs, workspace=workspace, flow=flow, state="queued"))
    return int((await connection.execute(query)).scalar_one())
