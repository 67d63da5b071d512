"""A house for tests behind the real door: keeps what came in, and serves it on a free port of this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import httpx2

from sayso.api import Answer, Form, make_app, serve
from sayso.api.house import accepted, challenged, refused, unfit, unknown
from sayso.compiler.ir import Start
from sayso.dsl.types import EMAIL, MONEY, TEXT, Choice, ListOf, optional
from sayso.runtime.inbound import (
    Challenge,
    Delivery,
    Refused,
    Trapped,
    Unfit,
    entries_of,
    fill,
    read_submission,
    verify,
)
from sayso.runtime.observing.metrics import Metrics

SECRET = "whsec-of-the-test-0123456789"
START = Start(
    "form",
    "Demo request",
    (
        ("name", TEXT), ("email", EMAIL), ("plan", Choice(("free", 'pro "<b>"'))), ("budget", optional(MONEY)),
        ("topics", optional(ListOf(TEXT))), ("message", optional(TEXT)),
    ),
)  # fmt: skip


class FakeHouse:
    """Verifies and keeps deliveries in memory, the way the real one does in its database."""

    def __init__(self, scheme: str = "sayso") -> None:
        self.scheme = scheme
        self.stored: dict[str, dict[str, object]] = {}
        self.asked: list[Delivery] = []
        self.counted = Metrics()
        self.breaks = False
        self.good = True
        self.slow = 0.0

    async def receive(self, workspace: str, flow: str, name: str, delivery: Delivery) -> Answer:
        self.asked.append(delivery)
        await asyncio.sleep(self.slow)
        if self.breaks:
            raise RuntimeError("the database at postgresql://u:hunter2hunter2@db is gone")
        if (workspace, flow, name) != ("acme", "leads", "inbound"):
            return unknown()
        got = verify(self.scheme, SECRET, delivery, datetime.now(UTC))
        if isinstance(got, Refused):
            return refused(got)
        if isinstance(got, Challenge):
            return challenged(got)
        again = got.id in self.stored
        self.stored.setdefault(got.id, got.data)
        return accepted(got.id, again)

    async def form(self, workspace: str, form_id: str) -> Form | None:
        known = (workspace, form_id) == ("acme", "leads")
        return Form("Ask for a demo <script>alert(1)</script>", entries_of(START)) if known else None

    async def submit(self, workspace: str, form_id: str, delivery: Delivery) -> Answer:
        if await self.form(workspace, form_id) is None:
            return unknown()
        read = read_submission(delivery)
        if isinstance(read, Refused):
            return refused(read)
        filled = fill(START, read[1], {}, read[0])
        if isinstance(filled, Unfit):
            return unfit(filled)
        if isinstance(filled, Trapped):
            return accepted(read[0])
        again = filled.id in self.stored
        self.stored.setdefault(filled.id, filled.inputs)
        return accepted(filled.id, again)

    async def ready(self) -> tuple[bool, dict[str, str]]:
        return self.good, {"database": "ok" if self.good else "gone"}

    def metrics(self) -> bytes:
        return self.counted.text()


@asynccontextmanager
async def open_house(house: FakeHouse, **settings: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """The house behind its door, and a client that knows its address."""
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(make_app(house, **settings), "127.0.0.1", 0, ready.set_result, stop, 2))
    port = await asyncio.wait_for(ready, 10)
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False) as client:
            yield client
    finally:
        stop.set()
        await asyncio.wait_for(serving, 10)


async def raw(client: httpx2.AsyncClient, *pieces: bytes, pause: float = 0.0, most: int = 100_000) -> bytes:
    """Send bytes as they are, piece by piece, and read what comes back: at once, or (`most` is -1) until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
    reading = asyncio.create_task(reader.read(most))
    with suppress(ConnectionResetError, BrokenPipeError):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
    said = await asyncio.wait_for(reading, 8)
    writer.close()
    with suppress(ConnectionResetError, BrokenPipeError):
        await writer.wait_closed()
    return said
