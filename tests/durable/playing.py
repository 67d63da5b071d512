"""Plays flows on the durable engine, for tests: publish, start, let workers do what is due, look at what happened."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sayso.runtime.engine.keeping import line_from
from sayso.runtime.engine.standing import Versions
from sayso.runtime.engine.worker import Worker
from sayso.runtime.journal import Entry
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.publishing import publish, register, save_draft
from sayso.runtime.operations.starting import start
from sayso.runtime.storage import Storage, moment
from sayso.runtime.storage.tables import asks, items, journal, lanes, runs
from tests.durable.practice import House

HOUR = timedelta(hours=1)


class Play:
    """One database, its workspaces, and as many workers as a test wants."""

    def __init__(self, storage: Storage, house: House, workspace: str = "one") -> None:
        self.storage, self.house, self.workspace = storage, house, workspace
        self.door = Door(storage, house, Versions(storage), house.clock)
        self.worker = self.new_worker()

    def new_worker(self, **how: Any) -> Worker:
        return Worker(self.storage, self.house, self.house.clock, **how)

    async def publish(self, text: str, live: bool = True) -> str:
        flow = await save_draft(self.door, self.workspace, text, "me")
        await publish(self.door, self.workspace, flow, "me", live)
        return flow

    async def begin(self, text: str, **data: Any) -> str:
        return await start(self.door, self.workspace, await self.publish(text), "me", data)

    async def work(self, worker: Worker | None = None, most: int = 10_000) -> None:
        """Let a worker do all that is due now."""
        for _ in range(most):
            if not await (worker or self.worker).turn():
                return
        raise AssertionError("the work never ends")

    async def wait(self, **length: float) -> None:
        """Time goes by; then all that is due is done."""
        self.house.clock.go(**length)
        await self.work()

    async def run(self, run: str) -> Any:
        async with self.storage.reading(self.workspace) as connection:
            return (await connection.execute(select(runs).where(runs.c.id == run))).one()

    async def lanes(self) -> list[Any]:
        async with self.storage.reading(self.workspace) as connection:
            return list((await connection.execute(select(lanes).order_by(lanes.c.path))).all())

    async def items(self) -> list[Any]:
        async with self.storage.reading(self.workspace) as connection:
            return list((await connection.execute(select(items).order_by(items.c.number))).all())

    async def asks(self, state: str = "open") -> list[Any]:
        async with self.storage.reading(self.workspace) as connection:
            query = select(asks).where(asks.c.state == state).order_by(asks.c.created, asks.c.id)
            return list((await connection.execute(query)).all())

    async def told(self, run: str) -> list[str]:
        """The kinds of outcomes of a run's lanes, in the order of time."""
        async with self.storage.reading(self.workspace) as connection:
            query = select(journal).where(journal.c.run == run).order_by(journal.c.at, journal.c.lane, journal.c.number)
            lines = [line_from(row.body) for row in await connection.execute(query)]
        return [line.outcome.kind for line in lines if isinstance(line, Entry)]

    def effects(self, tool: str) -> list[Any]:
        return [arguments for name, arguments in self.house.ledger.effects.values() if name == tool]


@asynccontextmanager
async def playing(url: str, house: House | None = None) -> AsyncIterator[Play]:
    """A play on a fresh database."""
    storage = Storage.open(url)
    try:
        await storage.create()
        play = Play(storage, house or House())
        for name in play.house._premises:
            await register(play.door, name, name)
        yield play
    finally:
        await storage.close()


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder}/sayso.sqlite"


Urls = Callable[[], str]
__all__ = ["HOUR", "Play", "moment", "playing", "sqlite_url"]
