"""Cancelling a run: nothing more goes out, every lane is told, and so is every run that was called."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.keeping import json_of
from sayso.runtime.engine.waking import ring_all, ring_within
from sayso.runtime.operations.door import run_row
from sayso.runtime.operations.starting import OPEN
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import gathers, lanes, runs

DEEPEST = 10
"""How deep called runs are followed; the engine refuses deeper calls."""


async def cancel_within(
    connection: AsyncConnection, workspace: str, run: str, who: str, words: str, at: datetime, depth: int = 0
) -> None:
    """Cancel a run with a transaction that is under way. One that did not begin is over at once."""
    row = await run_row(connection, workspace, run, lock=True)
    mine = same(runs, workspace=workspace, id=run)
    if row.state == "queued":
        change = {"state": "cancelled", "how": "cancelled", "ended": micros(at), "reason": words or "cancelled"}
        await connection.execute(update(runs).where(mine).values(**change, hold=""))
        if row.caller_run:
            await ring_within(connection, workspace, row.caller_run, row.caller_lane)
        return
    order = json_of({"what": "cancel", "words": words or "cancelled", "by": who})
    await connection.execute(update(runs).where(mine).values(hold="cancelling"))
    await connection.execute(update(gathers).where(same(gathers, workspace=workspace, run=run)).values(halted=True))
    await connection.execute(update(lanes).where(same(lanes, workspace=workspace, run=run)).values(order=order))
    await ring_all(connection, workspace, run)
    if depth < DEEPEST:
        await cancel_called(connection, workspace, run, None, who, words, at, depth + 1)


async def cancel_called(
    connection: AsyncConnection, workspace: str, run: str, lane: str | None, who: str, words: str, at: datetime,
    depth: int = 1,
) -> None:  # fmt: skip
    """Cancel the runs that a run (or one lane of it) called and waits for."""
    query = select(runs.c.id).where(same(runs, workspace=workspace, caller_run=run), runs.c.state.in_(OPEN))
    if lane is not None:
        query = query.where(runs.c.caller_lane == lane)
    for called in (await connection.execute(query)).all():
        await cancel_within(connection, workspace, called.id, who, words, at, depth)
