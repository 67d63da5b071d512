"""What is older than the workspace keeps it is forgotten: ended runs and all that belongs to them, routed events."""

from datetime import timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.operations.door import Door
from sayso.runtime.storage import micros
from sayso.runtime.storage.tables import (
    answers,
    asks,
    events,
    gathers,
    items,
    journal,
    notifications,
    runs,
    ticks,
    touches,
    words,
)

PAGE = 100
"""So many runs are forgotten in one transaction."""
_OF_RUNS = ((journal, "run"), (items, "run"), (gathers, "run"), (asks, "run"), (answers, "run"), (words, "run"))
_BY_AGE = ((events, "stored"), (ticks, "at"), (touches, "at"), (notifications, "at"))


async def forget_old(door: Door, workspace: str) -> int:
    """Forget a page of what is too old; gives how many runs that were."""
    now, keep = door.now(), door.premises(workspace).keep_days
    before = micros(now - timedelta(days=keep))
    old = select(runs.c.id).where(runs.c.workspace == workspace, runs.c.ended < before).limit(PAGE)
    async with door.storage.reading(workspace) as connection:
        found = [row.id for row in await connection.execute(old)]
        aged = (await connection.execute(_oldest_event(workspace, before))).first() is not None
    if not found and not aged:
        return 0
    async with door.storage.writing(workspace, long=True) as connection:
        await _forget_runs(connection, workspace, found)
        for table, column in _BY_AGE:
            gone = (table.c.workspace == workspace) & (table.c[column] < before)
            if table is events:
                gone &= events.c.state == "routed"
            await connection.execute(delete(table).where(gone))
    return len(found)


def _oldest_event(workspace: str, before: int) -> Select[tuple[str]]:
    old = (events.c.workspace == workspace) & (events.c.state == "routed") & (events.c.stored < before)
    return select(events.c.id).where(old).limit(1)


async def _forget_runs(connection: AsyncConnection, workspace: str, found: list[str]) -> None:
    for table, column in _OF_RUNS:
        mine = (table.c.workspace == workspace) & table.c[column].in_(found)
        await connection.execute(delete(table).where(mine))
    await connection.execute(delete(runs).where(runs.c.workspace == workspace, runs.c.id.in_(found)))
