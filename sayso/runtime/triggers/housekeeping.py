"""What falls due by itself: pauses that end, reminders, flows that were expected to run and did not."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.breakers import tell
from sayso.runtime.operations.door import Door
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, flows

Settle = Callable[[AsyncConnection, Any], Awaitable[None]]
"""Does what is due for one row."""


async def resume_paused(door: Door, workspace: str) -> int:
    """Flows that a breaker paused go on when the new day begins."""
    now = door.now()
    due = select(flows).where(same(flows, workspace=workspace, status="paused"), flows.c.resumes <= micros(now))

    async def settle(connection: AsyncConnection, row: Any) -> None:
        mine = same(flows, workspace=workspace, id=row.id)
        await connection.execute(update(flows).where(mine).values(status="live", pause_reason="", resumes=None))
        message = f"“{row.name}” goes on: the new day has begun."
        await tell(connection, door.storage, workspace, row.id, "resumed", message, now)

    found = await _each(door, workspace, due, settle)
    if found:
        door.ring("")
    return found


async def remind(door: Door, workspace: str) -> int:
    """People are reminded a day before something they were asked expires."""
    now = door.now()
    due = select(asks).where(same(asks, workspace=workspace, state="open"), asks.c.remind <= micros(now))

    async def settle(connection: AsyncConnection, row: Any) -> None:
        until = moment(row.until)
        message = f"Still waiting for you: {row.title or row.kind}. It expires on {until:%A %d %B at %H:%M} UTC."
        await tell(
            connection, door.storage, workspace, row.flow, "reminder", message, now, person=row.person, run=row.run,
            key=row.id,
        )  # fmt: skip
        await connection.execute(update(asks).where(same(asks, workspace=workspace, id=row.id)).values(remind=None))

    return await _each(door, workspace, due, settle)


async def notice_silence(door: Door, workspace: str) -> int:
    """The owner of a live flow is told when no run began although one was expected."""
    now = door.now()
    due = select(flows).where(same(flows, workspace=workspace, status="live"), flows.c.expected <= micros(now))

    async def settle(connection: AsyncConnection, row: Any) -> None:
        message = f"“{row.name}” has been silent for longer than usual. Look whether its trigger still comes in."
        await tell(connection, door.storage, workspace, row.id, "silent", message, now)
        mine = same(flows, workspace=workspace, id=row.id)
        await connection.execute(update(flows).where(mine).values(expected=None))

    return await _each(door, workspace, due, settle)


async def _each(door: Door, workspace: str, due: Select[Any], settle: Settle) -> int:
    """Settle every row that is due, in one transaction; gives how many. Where none is, no lock is taken."""
    async with door.storage.reading(workspace) as connection:
        if (await connection.execute(due.limit(1))).first() is None:
            return 0
    async with door.storage.writing(workspace) as connection:
        rows = (await connection.execute(due.with_for_update())).all()
        for row in rows:
            await settle(connection, row)
    return len(rows)
