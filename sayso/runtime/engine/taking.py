"""Taking lanes: those that are due and in nobody's hands, with a lease and a fence that is one higher than before."""

from collections.abc import Container, Sequence
from datetime import timedelta

from sqlalchemy import case, null, tuple_, update

from sayso.runtime.engine.claims import Claim, Lines, Taken
from sayso.runtime.engine.strand import Held
from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import lanes

__all__ = ["LEASE", "Lines", "give_back", "lay_down", "renew", "take"]

LEASE = timedelta(seconds=30)
"""So long a lane stays with a worker that gives no sign of life."""
_KEY = (lanes.c.workspace, lanes.c.run, lanes.c.path)


async def take(
    storage: Storage, owner: str, now: int, lease: int, most: int, known: Container[tuple[str, str]] = frozenset(),
    besides: tuple[str, ...] = (),
) -> list[Taken]:  # fmt: skip
    """Take up to so many lanes; gives each with its journal lines since the snapshot, and with the row of its run where
    that is not `known` by its workspace and id."""
    claim = Claim(owner, now, lease, most, besides)
    if storage.sqlite is not None:
        from sayso.runtime.engine import taking_sqlite

        return await taking_sqlite.take(storage.sqlite, claim, known)
    from sayso.runtime.engine import taking_postgresql

    assert storage.direct is not None
    return await taking_postgresql.take(storage.direct, claim, known)


async def renew(storage: Storage, owner: str, held: Sequence[Held], until: int) -> None:
    """A sign of life: the leases of the lanes a worker drives last longer. One it had to drop is left to others."""
    if not held:
        return
    driven = tuple_(*_KEY).in_([(one.workspace, one.run, one.path) for one in held])
    async with storage.writing(*sorted({one.workspace for one in held})) as connection:
        await connection.execute(update(lanes).where(lanes.c.owner == owner, driven).values(lease=until))


async def lay_down(storage: Storage, held: Held) -> None:
    """Let go of a lane just as it was taken: till it is woken, or at once where that has happened already."""
    mine = (lanes.c.workspace == held.workspace) & (lanes.c.run == held.run) & (lanes.c.path == held.path)
    woken = case((lanes.c.rings == held.rings, null()), else_=0)
    async with storage.writing(held.workspace) as connection:
        await connection.execute(
            update(lanes).where(mine, lanes.c.fence == held.fence).values(owner=None, lease=0, due=woken)
        )


async def give_back(storage: Storage, held: Held, due: int) -> None:
    """Let go of a lane that could not be worked on; it is looked at again at that instant."""
    mine = (lanes.c.workspace == held.workspace) & (lanes.c.run == held.run) & (lanes.c.path == held.path)
    async with storage.writing(held.workspace) as connection:
        await connection.execute(
            update(lanes).where(mine, lanes.c.fence == held.fence).values(owner=None, lease=0, due=due)
        )
