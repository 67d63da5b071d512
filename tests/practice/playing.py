"""A practice workspace as an installation has it: Home, its sweeps and a worker, on a clock that goes when told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sayso.runtime.engine.worker import Worker
from sayso.runtime.home import Home
from sayso.runtime.operations.inbox import AskLine, inbox
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.starting import start
from sayso.runtime.sample_workspace import create_sample
from sayso.runtime.storage.tables import flows, notifications, runs
from sayso.runtime.triggers.storing import pump
from sayso.runtime.triggers.sweeping import sweep
from sayso.runtime.workspace import Workspace
from tests.durable.practice import Clock

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday, nine o'clock in Berlin."""


class Fernpost:
    """The sample workspace, joined to the practice world."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self.home, self.clock = home, clock
        self.door = home.door()
        self.door.clock = clock
        self.worker = self.new_worker()

    def new_worker(self) -> Worker:
        async def pumped(workspace: str) -> None:
            await pump(self.door, workspace)

        return Worker(self.home.storage, self.home.houses, self.clock, pumped)

    @property
    def place(self) -> Workspace:
        return self.home.houses.workspace("main")

    async def settle(self) -> None:
        """Everything that is due is done."""
        for _ in range(100):
            found = await sweep(self.door, "main")
            if not await self.worker.turn() and not found:
                return
        raise AssertionError("the sweeps never end")

    async def wait(self, **length: float) -> None:
        """Time goes by, and all that is due is done."""
        self.clock.go(**length)
        await self.settle()

    async def publish(self, text: str, live: bool = True) -> str:
        flow = await save_draft(self.door, "main", text, "sarah")
        await publish(self.door, "main", flow, "sarah", live)
        return flow

    async def run(self, flow: str, **data: Any) -> str:
        run = await start(self.door, "main", flow, "sarah", data)
        await self.settle()
        return run

    async def asks(self, kind: str = "") -> list[AskLine]:
        found = (await inbox(self.door, "main")).asks
        return [one for one in found if kind in ("", one.kind)]

    async def rows(self, table: Any) -> list[Any]:
        async with self.home.storage.reading("main") as connection:
            return list((await connection.execute(select(table))).all())

    async def rows_of_flows(self) -> list[Any]:
        return [row for row in await self.rows(flows) if row.deleted is None]

    async def state(self, run: str) -> str:
        return str(next(row.state for row in await self.rows(runs) if row.id == run))

    async def told(self, kind: str) -> list[str]:
        return [row.message for row in await self.rows(notifications) if row.kind == kind]

    def contact(self, address: str) -> dict[str, Any]:
        found = self.place.crm.contact_by_email(address, self.clock())
        assert found is not None
        return found

    def find(self, record: str) -> list[dict[str, Any]]:
        return self.place.crm.find(record, self.clock())


@asynccontextmanager
async def fernpost(folder: Path, url: str) -> AsyncIterator[Fernpost]:
    """The sample workspace in a folder that holds none, made on the day the clock shows."""
    create_sample(folder, NOW.date(), practice=True).close()
    async with opened(folder, url, Clock(NOW)) as found:
        yield found


@asynccontextmanager
async def opened(folder: Path, url: str, clock: Clock) -> AsyncIterator[Fernpost]:
    """The same as another process would open it."""
    home = await Home.open(folder, url)
    try:
        yield Fernpost(home, clock)
    finally:
        await home.close()
