"""How many credits the workspace has used in its month."""

from datetime import date

import msgspec
from sqlalchemy import select

from sayso.runtime.engine.plan import counter_of
from sayso.runtime.operations.door import Door
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters


class Credits(msgspec.Struct, frozen=True):
    """`used` of `allowed` (None: as many as are wanted) since a day, until the day on which it begins anew."""

    used: int
    allowed: int | None
    since: date
    until: date


async def credits(door: Door, workspace: str) -> Credits:
    """The credits of the month."""
    premises = door.premises(workspace)
    since, until = premises.plan.period(door.now(), premises.zone)
    query = select(counters.c.used).where(same(counters, workspace=workspace, name=counter_of(since)))
    async with door.storage.reading(workspace) as connection:
        used = (await connection.execute(query)).scalar_one_or_none() or 0
    return Credits(int(used), premises.plan.per_month, since, until)
