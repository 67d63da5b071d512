"""Schedules: every instant a schedule names becomes one row, with its run or the reason why there is none.

Two schedulers at once are harmless: the trigger's row is locked while its instants are written, and each has its key.
"""

import hashlib
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.flow import OnSchedule
from sayso.runtime.catching_up import Missed, due_ticks
from sayso.runtime.engine.beginning import begin
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.rechecking import up_to_date
from sayso.runtime.schedules import next_after
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, ticks, triggers
from sayso.runtime.triggers.settings import settings_of


async def tick(door: Door, workspace: str) -> int:
    """Write down every instant that has come, and queue the runs; gives how many instants that were."""
    now = micros(door.now())
    due = select(triggers.c.flow, triggers.c.number).where(triggers.c.workspace == workspace, triggers.c.next <= now)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(due.order_by(triggers.c.next))).all()
    count = 0
    for row in rows:
        async with door.storage.writing(workspace) as connection:
            count += await _tick_one(connection, door, workspace, row.flow, row.number)
    return count


async def _tick_one(connection: AsyncConnection, door: Door, workspace: str, flow: str, number: int) -> int:
    now = door.now()
    mine = same(triggers, workspace=workspace, flow=flow, number=number)
    trigger = (await connection.execute(select(triggers).where(mine).with_for_update())).one_or_none()
    if trigger is None or trigger.next is None or trigger.next > micros(now):
        return 0
    row = (await connection.execute(select(flows).where(same(flows, workspace=workspace, id=flow)))).one()
    linked = await door.versions.within(connection, workspace, flow, row.live)
    schedule, zone = linked.program.starts[number].schedule, door.premises(workspace).zone
    assert isinstance(schedule, OnSchedule)
    since, last = moment(trigger.since), moment(trigger.last)
    found = due_ticks(schedule, zone, last, now, since, settings_of(row).catch_up)
    for one in found:
        await _keep(connection, door, workspace, row, number, linked, one)
    reached = max(now, last)
    due = next_after(schedule, zone, reached, since)
    await connection.execute(update(triggers).where(mine).values(last=micros(reached), next=micros(due)))
    return len(found)


async def _keep(
    connection: AsyncConnection, door: Door, workspace: str, flow: Any, number: int, linked: Any, one: Missed
) -> None:
    """One instant: its run is queued, or the reason is kept."""
    key = f"tick/{number}/{micros(one.at)}"
    run = f"run-{hashlib.sha256(f'{workspace}/{flow.id}/{key}'.encode()).hexdigest()[:20]}"
    runs = one.run and flow.status == "live"
    reason = one.reason if flow.status == "live" else f"skipped: the flow was {flow.status}"
    version = await up_to_date(connection, door, workspace, flow) if runs else None
    if runs and version is None:
        runs, reason = False, "skipped: something the flow uses was changed, and it no longer fits"
    tick_row = {
        "workspace": workspace, "flow": flow.id, "number": number, "at": micros(one.at), "run": run if runs else None,
        "reason": reason,
    }  # fmt: skip
    made = await connection.execute(door.storage.insert(ticks).on_conflict_do_nothing().values(tick_row))
    if runs and version is not None and made.rowcount == 1:
        told = {"kind": "schedule", "scheduled": one.at.isoformat()}
        await begin(
            connection, door.storage, door.premises(workspace), flow.id, version, linked, door.now(), trigger=told,
            inputs={}, id=run, start_key=key, queued=True,
        )  # fmt: skip
