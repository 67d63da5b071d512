"""How many credits the workspace has used in its month, and prices that are taken from them outside a run."""

from datetime import date, datetime

import msgspec
from sqlalchemy import select

from sayso.runtime.engine.breakers import count_more, tell
from sayso.runtime.engine.credits import WARNED_AT
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


async def take(door: Door, workspace: str, price: int, at: datetime) -> bool:
    """Take a price from the month's credits; False, and nothing is taken, where too few are left. When few are left the
    owner is told, once."""
    premises = door.premises(workspace)
    limit, counter = premises.plan.per_month, counter_of(premises.plan.period(at, premises.zone)[0])
    async with door.storage.writing(workspace) as connection:
        used = await count_more(connection, door.storage, workspace, counter, price)
        if limit is not None and used > limit:
            await count_more(connection, door.storage, workspace, counter, -price)
            return False
        if limit is not None and used * 100 >= limit * WARNED_AT:
            message = f"{used:,} of this month's {limit:,} credits are used."
            await tell(
                connection, door.storage, workspace, "", "credits", message, at, person=premises.owner.id, key=counter
            )
    return True


async def give_back(door: Door, workspace: str, price: int, at: datetime) -> None:
    """What was taken for something that did not come."""
    premises = door.premises(workspace)
    counter = counter_of(premises.plan.period(at, premises.zone)[0])
    async with door.storage.writing(workspace) as connection:
        await count_more(connection, door.storage, workspace, counter, -price)
