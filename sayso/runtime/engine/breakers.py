"""Breakers: a flow that fails or sends without end is paused until the next day, and its owner is told.

A failure alone pauses nothing; three in a row are told.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl import calendar
from sayso.interpreter.state import Ended
from sayso.runtime.engine.changes import Act, Demand
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters, flows, notifications

IN_A_ROW = 3
"""After so many failed runs in a row the owner is told."""
FAILURES_A_DAY = 100
"""After so many failed runs in a day the flow is paused."""


async def tell(
    connection: AsyncConnection, storage: Storage, workspace: str, flow: str, kind: str, message: str, at: datetime,
    person: str = "", run: str = "", key: str = "",
) -> None:  # fmt: skip
    """Tell the flow's owner, or another person, once per `key`."""
    if not person:
        query = select(flows.c.owner).where(same(flows, workspace=workspace, id=flow))
        person = (await connection.execute(query)).scalar_one_or_none() or ""
    row = {
        "workspace": workspace, "id": f"{kind}/{flow}/{run}/{key or micros(at)}", "kind": kind, "person": person,
        "message": message, "flow": flow, "run": run, "at": micros(at),
    }  # fmt: skip
    await connection.execute(storage.insert(notifications).on_conflict_do_nothing(), [row])


async def pause_until(
    connection: AsyncConnection, storage: Storage, workspace: str, flow: str, reason: str, until: int, at: datetime
) -> None:
    """Pause a live flow until an instant, and tell its owner. What runs already is held by what is used up alone."""
    mine = same(flows, workspace=workspace, id=flow, status="live")
    paused = await connection.execute(
        update(flows).where(mine).values(status="paused", pause_reason=reason, resumes=until)
    )
    if paused.rowcount:
        message = f"Flow paused: {reason}. It goes on by itself when the new day begins."
        await tell(connection, storage, workspace, flow, "paused", message, at, key=f"{reason}/{until}")


def mail_limit_reached(strand: Strand, demand: Demand) -> Act:
    """The workspace's mail limit is used up for today."""
    standing = strand.standing

    async def act(connection: AsyncConnection) -> None:
        reason = f"email limit reached ({demand.limit}/day)"
        await pause_until(
            connection, strand.hands.storage, standing.workspace, standing.flow, reason, demand.refresh or 0,
            strand.now(),
        )  # fmt: skip

    return act


async def after_run(connection: AsyncConnection, strand: Strand, state: str, ended: Ended) -> None:
    """Count a run's failure, or that it went well again."""
    standing, at = strand.standing, strand.last
    mine = same(flows, workspace=standing.workspace, id=standing.flow)
    if state != "failed":
        await connection.execute(update(flows).where(mine, flows.c.failed_in_row > 0).values(failed_in_row=0))
        return
    count = update(flows).where(mine).values(failed_in_row=flows.c.failed_in_row + 1).returning(flows.c.failed_in_row)
    in_row = (await connection.execute(count)).scalar_one_or_none() or 0
    storage, workspace, flow = strand.hands.storage, standing.workspace, standing.flow
    if in_row == IN_A_ROW:
        message = f"“{standing.name}” failed {IN_A_ROW} times in a row. The last time: {ended.reason}"
        await tell(connection, storage, workspace, flow, "failing", message, at, run=standing.id)
    zone = standing.premises.zone
    used = await count_one(connection, storage, workspace, f"{flow}/failures/{calendar.local(at, zone):%Y-%m-%d}")
    if used >= FAILURES_A_DAY:
        reason = f"{FAILURES_A_DAY} runs failed today"
        await pause_until(connection, storage, workspace, flow, reason, next_day(at, zone), at)


async def count_one(connection: AsyncConnection, storage: Storage, workspace: str, name: str) -> int:
    """Count one more; gives how many that makes."""
    return await count_more(connection, storage, workspace, name, 1)


async def count_more(connection: AsyncConnection, storage: Storage, workspace: str, name: str, more: int) -> int:
    """Count so many more; gives how many that makes."""
    insert = storage.insert(counters).values(workspace=workspace, name=name, used=more)
    upsert = insert.on_conflict_do_update(
        index_elements=[counters.c.workspace, counters.c.name], set_={"used": counters.c.used + more}
    )
    return int((await connection.execute(upsert.returning(counters.c.used))).scalar_one())


def next_day(at: datetime, zone: ZoneInfo) -> int:
    """When the next day begins, in microseconds."""
    return micros(calendar.quota_refresh(at, "day", zone, None, False))
