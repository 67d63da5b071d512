"""What the benchmarks of durable runs share: a fresh database, services that answer at once, runs that lie ready."""

import asyncio
import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import msgspec
from sqlalchemy import func, select

from sayso.connectors import standard_catalog
from sayso.connectors.shape import Call, Live, Looked
from sayso.dsl.catalog import Catalog, Parameter, Tool
from sayso.dsl.types import TEXT
from sayso.interpreter import Linked
from sayso.runtime.engine.beginning import begin
from sayso.runtime.engine.premises import Premises
from sayso.runtime.engine.standing import Versions
from sayso.runtime.engine.worker import Worker
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.publishing import publish, register, save_draft
from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import lanes, runs

SERVER = os.environ.get("SAYSO_BENCH_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
"""The PostgreSQL server the benchmarks make databases on."""
DATABASES = ("sqlite", "postgresql")
PAGE = 500
Answering = Callable[[Call], float]
"""How many seconds a call takes."""


class Desk:
    """A service that does nothing, and counts how often it was asked to; `takes` is how long that takes."""

    def __init__(self, takes: Answering | None = None) -> None:
        self.calls, self.takes = 0, takes

    async def call(self, call: Call) -> object:
        """Nothing, done."""
        if self.takes is not None:
            await asyncio.sleep(self.takes(call))
        self.calls += 1
        return None

    async def lookup(self, call: Call) -> Looked:
        """It always happened."""
        return Looked(True)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """There are no records."""
        return None


def catalog() -> Catalog:
    """The standard catalog with one tool more, that changes something."""
    act = Tool("desk.act", "note {text}", "write", (Parameter("text", TEXT),))
    known = standard_catalog()
    return msgspec.structs.replace(known, tools=known.tools | {act.name: act})


class House:
    """Workspaces with the one service."""

    def __init__(self, desk: Live, workspaces: tuple[str, ...] = ("one",)) -> None:
        known = catalog()
        self.known = {name: Premises(name, known, {"desk": desk}) for name in workspaces}

    def premises(self, workspace: str) -> Premises:
        """The workspace of that id."""
        return self.known[workspace]


class Room:
    """A database with its workspaces, and flows published in them."""

    def __init__(self, storage: Storage, house: House) -> None:
        self.storage, self.house = storage, house
        self.door = Door(storage, house, Versions(storage))

    def worker(self, most: int) -> Worker:
        """A worker that drives at most so many lanes at once."""
        return Worker(self.storage, self.house, most=most)

    async def flow(self, text: str, workspace: str = "one") -> tuple[str, Linked]:
        """Publish a flow; gives its id and its version, linked."""
        flow = await save_draft(self.door, workspace, text, "me")
        await publish(self.door, workspace, flow, "me")
        return flow, await self.door.versions.linked(workspace, flow, 1)

    async def begin(
        self, flow: tuple[str, Linked], count: int, workspace: str = "one", inputs: dict[str, Any] | None = None
    ) -> None:
        """Begin so many runs; they lie ready for whoever works. The first is begun, the others are the same again."""
        premises, at, first = self.house.premises(workspace), datetime.now(UTC), f"run-{secrets.token_hex(10)}"
        async with self.storage.writing(workspace) as connection:
            await begin(
                connection, self.storage, premises, flow[0], 1, flow[1], at, trigger={"kind": "manual"},
                inputs=inputs or {}, id=first,
            )  # fmt: skip
            run = (
                await connection.execute(select(runs).where(runs.c.workspace == workspace, runs.c.id == first))
            ).one()
            lane = (
                await connection.execute(select(lanes).where(lanes.c.workspace == workspace, lanes.c.run == first))
            ).one()
        for start in range(1, count, PAGE):
            ids = [f"run-{secrets.token_hex(10)}" for _ in range(start, min(start + PAGE, count))]
            again = [{**run._mapping, "id": id, "built_in": run.built_in.replace(first, id)} for id in ids]
            async with self.storage.writing(workspace) as connection:
                await connection.execute(runs.insert(), again)
                await connection.execute(lanes.insert(), [{**lane._mapping, "run": id} for id in ids])

    async def completed(self, workspace: str = "one") -> int:
        """How many runs are completed."""
        query = select(func.count()).select_from(runs).where(runs.c.workspace == workspace, runs.c.state == "completed")
        async with self.storage.reading(workspace) as connection:
            return int((await connection.execute(query)).scalar_one())


@asynccontextmanager
async def room(database: str, house: House) -> AsyncIterator[tuple[Room, str]]:
    """A room in a fresh database, and the database's URL; both are gone afterwards."""
    async with fresh(database) as url:
        storage = Storage.open(url)
        try:
            await storage.create()
            made = Room(storage, house)
            for name in house.known:
                await register(made.door, name, name)
            yield made, url
        finally:
            await storage.close()


@asynccontextmanager
async def fresh(database: str) -> AsyncIterator[str]:
    """The URL of an empty database of that kind."""
    if database == "sqlite":
        with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'sayso.sqlite'}"
        return
    name = f"sayso_bench_{secrets.token_hex(4)}"
    await _on_server(f"create database {name}")
    try:
        yield f"{SERVER}/{name}"
    finally:
        await _on_server(f"drop database {name} with (force)")


async def _on_server(order: str) -> None:
    connection = await asyncpg.connect(f"{SERVER}/postgres")
    try:
        await connection.execute(order)
    finally:
        await connection.close()
