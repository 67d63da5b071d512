"""Waking lanes: whoever changes what a lane waits for rings it, and a worker looks at it."""

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine import statements as sql
from sayso.runtime.storage import Storage
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import lanes, runs


async def ring(storage: Storage, workspace: str, run: str, path: str) -> None:
    """Wake one lane."""
    async with storage.writing(workspace) as connection:
        await ring_within(connection, workspace, run, path)


async def ring_within(connection: AsyncConnection, workspace: str, run: str, path: str) -> None:
    """Wake one lane with a transaction that is under way."""
    await connection.execute(sql.RING, {"w": workspace, "r": run, "p": path})


async def ring_all(connection: AsyncConnection, workspace: str, run: str) -> None:
    """Wake every lane of a run."""
    woken = update(lanes).where(same(lanes, workspace=workspace, run=run)).values(due=0, rings=lanes.c.rings + 1)
    await connection.execute(woken)


async def moving_run(connection: AsyncConnection, workspace: str, flow: str, now: int) -> str | None:
    """A run of a flow that is queued, or moves: one in which everybody waits is none."""
    moving = _moving(workspace, flow, now)
    query = select(runs.c.id).where(same(runs, workspace=workspace, flow=flow), or_(runs.c.state == "queued", moving))
    found = (await connection.execute(query.limit(1))).scalar_one_or_none()
    return None if found is None else str(found)


async def is_moving(connection: AsyncConnection, workspace: str, flow: str, now: int) -> bool:
    """Whether a run of a flow that has begun has a lane that moves or is about to."""
    query = select(runs.c.id).where(same(runs, workspace=workspace, flow=flow), _moving(workspace, flow, now))
    return (await connection.execute(query.limit(1))).first() is not None


def _moving(workspace: str, flow: str, now: int) -> ColumnElement[bool]:
    of_run = (lanes.c.workspace == runs.c.workspace) & (lanes.c.run == runs.c.id)
    moves = select(lanes.c.run).where(of_run, or_(lanes.c.owner.is_not(None), lanes.c.due <= now)).exists()
    return (runs.c.state == "active") & (runs.c.hold == "") & moves
