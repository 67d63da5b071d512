"""The real processes: what comes in over HTTP is done, a kill loses nothing, a stop is quick, on both databases."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from sqlalchemy import select

from sayso.runtime.home import Home
from sayso.runtime.inbound import sign
from sayso.runtime.operations.answers import approve
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.receiving import webhook_secret
from sayso.runtime.storage.tables import asks, events, runs
from sayso.runtime.workspace import Workspace
from tests.services import fresh_database, fresh_redis
from tests.serving.process import Process, process

HOOK = """flow "Leads"
on webhook "lead" with
  name: text
end
use crm.create_task
crm.create_task(title: "Call {@name}")
"""
ASKS = HOOK.replace("use crm.create_task", "use crm.create_task with approval").replace('"Leads"', '"Asks"')


class Office:
    """A home with one workspace, the processes that serve it, and a look into its tables from outside."""

    def __init__(self, folder: Path, environment: dict[str, str], apart: bool) -> None:
        self.folder, self.environment, self.apart = folder, environment, apart
        self.stack = ExitStack()
        self.processes: list[Process] = []

    def start(self) -> str:
        """Start what belongs to it; gives the address."""
        more = ["--no-work"] if self.apart else []
        server = self.stack.enter_context(process(["serve", "--port", "0", *more], self.folder, **self.environment))
        self.processes = [server]
        address = server.address
        if self.apart:
            worker = self.stack.enter_context(process(["worker"], self.folder, **self.environment))
            worker.wait_for("ready")
            self.processes.append(worker)
        return address

    @asynccontextmanager
    async def home(self) -> AsyncIterator[Home]:
        """The same home, opened by this process too."""
        home = await Home.open(self.folder, self.environment.get("SAYSO_DATABASE"))
        try:
            yield home
        finally:
            await home.close()


@pytest.fixture(params=["one process on SQLite", "server and worker on PostgreSQL and Redis"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    Workspace.create(tmp_path / "home").close()
    with ExitStack() as stack:
        apart, environment = request.param.startswith("server"), {"SAYSO_LEASE": "3"}
        if apart:
            environment |= {
                "SAYSO_DATABASE": stack.enter_context(fresh_database()),
                "SAYSO_QUEUE": stack.enter_context(fresh_redis()),
            }
        found = Office(tmp_path / "home", environment, apart)
        with found.stack:
            yield found


async def published(home: Home, text: str) -> tuple[str, str]:
    door = home.door()
    flow = await save_draft(door, "main", text, "me")
    await publish(door, "main", flow, "me")
    return flow, await webhook_secret(door, "main", flow, "lead", "me")


async def deliver(address: str, flow: str, secret: str, id: str, name: str) -> int:
    body = msgspec.json.encode({"name": name})
    headers = {"Content-Type": "application/json", **sign(secret, body, datetime.now(UTC), id)}
    async with httpx2.AsyncClient() as client:
        answer = await client.post(f"{address}/hooks/main/{flow}/lead", content=body, headers=headers)
    return int(answer.status_code)


async def seen(home: Home, table: Any, count: int, **values: object) -> list[Any]:
    """So many rows with these values, as soon as they are there."""
    until = time.monotonic() + 30
    query = select(table).where(*(table.c[name] == value for name, value in values.items()))
    while time.monotonic() < until:
        async with home.storage.reading("main") as connection:
            rows = (await connection.execute(query)).all()
        if len(rows) >= count:
            return list(rows)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{len(rows)} of {count} rows came")


def tasks(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return sorted(str(task["title"]) for task in workspace.crm.find("task", datetime.now(UTC)))


async def test_a_delivery_over_http_is_done(office: Office) -> None:
    async with office.home() as home:
        flow, secret = await published(home, HOOK)
        address = office.start()
        assert await deliver(address, flow, secret, "d1", "Ann") == 202
        assert await deliver(address, flow, secret, "d1", "Ann") == 200
        assert await deliver(address, flow, "wrong", "d2", "Eve") == 401
        await seen(home, runs, 1, state="completed")
        assert len(await seen(home, events, 1)) == 1
    assert tasks(office.folder) == ["Call Ann"]
    assert all(one.stop() < 10 for one in office.processes)
    assert all(one.running.returncode == 0 for one in office.processes)


async def test_a_kill_loses_nothing_and_doubles_nothing(office: Office) -> None:
    async with office.home() as home:
        flow, secret = await published(home, ASKS)
        address = office.start()
        for number in range(8):
            assert await deliver(address, flow, secret, f"d{number}", f"P{number}") == 202
        for one in office.processes:
            one.kill()
        office.start()
        for row in await seen(home, asks, 8, state="open"):
            await approve(home.door(), "main", row.id, "me")
        office.processes[-1].kill()
        for one in office.processes[:-1]:
            one.stop()
        office.start()
        await seen(home, runs, 8, state="completed")
    assert tasks(office.folder) == [f"Call P{number}" for number in range(8)]
