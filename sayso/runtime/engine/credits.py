"""Credits: their owner is told before they are used up, and a flow that finds none left is paused."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.breakers import pause_until, tell
from sayso.runtime.engine.changes import Act, Demand
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters

WARNED_AT = 80
"""Per cent of the credits that are used when that is told."""


def warning(strand: Strand, demand: Demand) -> Act:
    """Tell the flow's owner, once a month, when most credits are used."""
    standing, limit = strand.standing, demand.limit or 0

    async def act(connection: AsyncConnection) -> None:
        query = select(counters.c.used).where(same(counters, workspace=standing.workspace, name=demand.counter))
        used = (await connection.execute(query)).scalar_one_or_none() or 0
        if used * 100 >= limit * WARNED_AT:
            message = f"{used:,} of this month's {limit:,} credits are used."
            await tell(
                connection, strand.hands.storage, standing.workspace, "", "credits", message, strand.now(),
                person=standing.premises.owner.id, key=demand.counter,
            )  # fmt: skip

    return act


def used_up(strand: Strand, demand: Demand) -> Act:
    """No credits are left: the flow is paused until there are new ones."""
    standing = strand.standing

    async def act(connection: AsyncConnection) -> None:
        reason = f"this month's {demand.limit:,} credits are used up"
        await pause_until(
            connection, strand.hands.storage, standing.workspace, standing.flow, reason, demand.refresh or 0,
            strand.now(),
        )  # fmt: skip

    return act
