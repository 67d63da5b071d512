"""A signed webhook until its run of two steps is completed, beside a bare route of Litestar; all on loopback.

`python -m bench.webhook [--seconds 10] [--rate 300] [--databases sqlite]`. `sayso serve` runs as it is installed; the
senders are a process of their own, which also looks in the tables when each run is completed. First as fast as it goes,
64 at a time; then at a steady rate. The bare route answers as many senders.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import select

from bench.engine_room import DATABASES, fresh
from bench.measuring import Figure
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.folder import FILE
from sayso.runtime.home import MAIN, Home
from sayso.runtime.inbound import sign
from sayso.runtime.operations.pacing import MOST_A_MINUTE, FlowSettings, set_pace
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.receiving import webhook_secret
from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import runs
from sayso.runtime.workspace import Workspace

FLOWS = 4
"""So many flows share the load: one may begin 10,000 runs a minute."""
SENDERS = 64
FLOW = """flow "Lead {number}"
on webhook "lead" with
  email: email
  name: text
end
use crm.create_task, people.notify
crm.create_task(title: "Call @name")
people.notify(@me, "@name is new: @email")
"""
PATIENCE = 60.0
"""Seconds after the last webhook in which the last run must be completed."""
LOOKS, BACK, WHOLE = 0.025, 3.0, 40
"""Seconds between looks at what was completed, and how far each looks back, as an end is stamped before it is stored;
each 40th look goes over everything."""


class Door(msgspec.Struct):
    """Where a webhook comes in."""

    path: str
    secret: str


class Load(msgspec.Struct):
    """What came of a load: seconds from sending to the answer, and to the end of the run; how long all of it took."""

    answered: list[float]
    completed: list[float]
    taking: float
    working: float


class Sender:
    """One connection that sends and waits for the answer, again and again."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)

    async def __aenter__(self) -> "Sender":
        host, port = self._address.hostname, self._address.port
        self._reader, self._writer = await asyncio.open_connection(host, port)
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._writer.close()

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Send; gives the answer's status and body."""
        told = {"Host": self._address.netloc, "Content-Length": str(len(body)), **headers}
        head = "\r\n".join([f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())])
        self._writer.write(head.encode() + b"\r\n\r\n" + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)
        rest = await self._reader.readexactly(int(found[1])) if found else b""
        return int(answer[9:12]), rest


async def ready(home: Path, database: str) -> list[Door]:
    """A workspace whose flows wait for webhooks."""
    Workspace.create(home).close()
    file = home / FILE
    file.write_text(re.sub(r"runs_per_day = \d+", "runs_per_day = 1000000", file.read_text()))
    opened = await Home.open(home, database)
    try:
        door, doors = opened.door(), []
        me = door.premises(MAIN).owner.id
        for number in range(FLOWS):
            flow = await save_draft(door, MAIN, FLOW.format(number=number), me)
            await publish(door, MAIN, flow, me)
            await set_pace(door, MAIN, flow, me, FlowSettings(runs_per_minute=MOST_A_MINUTE))
            doors.append(Door(f"/hooks/{MAIN}/{flow}/lead", await webhook_secret(door, MAIN, flow, "lead", me)))
    finally:
        await opened.close()
    return doors


@contextlib.contextmanager
def started(arguments: list[str], environment: dict[str, str]) -> Iterator[str]:
    """A process that listens; gives its address."""
    running = subprocess.Popen(
        [sys.executable, *arguments], env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        address = next(found[0] for line in running.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        yield address
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(20)


class Field:
    """The load on one house: its doors, and the tables where the runs are seen to end."""

    def __init__(self, address: str, doors: list[Door], storage: Storage | None) -> None:
        self.address, self.doors, self.storage = address, doors, storage
        self._sent: dict[str, float] = {}
        self._ended: dict[str, float] = {}
        self._number, self._sending = 0, True

    async def load(self, seconds: float, rate: float) -> Load:
        """Send for so many seconds, at a rate or (0) as fast as it goes; then wait for the last run."""
        self._sent, self._ended, answered, self._sending = {}, {}, list[float](), True
        looking = asyncio.ensure_future(self._look()) if self.storage is not None else None
        begun = time.time()
        turns = iter(range(sys.maxsize)) if not rate else iter(range(int(rate * seconds)))
        await asyncio.gather(*(self._send(turns, begun, seconds, rate, answered) for _ in range(SENDERS)))
        taking, self._sending = time.time() - begun, False
        if looking is not None:
            await asyncio.wait_for(looking, PATIENCE)
        ended = [self._ended[name] - at for name, at in self._sent.items()] if looking else []
        return Load(answered, ended, taking, max(self._ended.values(), default=time.time()) - begun)

    async def _send(
        self, turns: Iterator[int], begun: float, seconds: float, rate: float, answered: list[float]
    ) -> None:
        async with Sender(self.address) as sender:
            for turn in turns:
                if rate:
                    await asyncio.sleep(max(0.0, begun + turn / rate - time.time()))
                elif time.time() - begun >= seconds:
                    return
                answered.append(await self._one(sender))

    async def _one(self, sender: Sender) -> float:
        self._number += 1
        name = f"lead-{self._number}"
        door = self.doors[self._number % len(self.doors)]
        body = json.dumps({"email": f"{name}@acme.example", "name": name}).encode()
        headers = sign(door.secret, body, datetime.now(UTC), name) if door.secret else {}
        at = self._sent[name] = time.time()
        status, said = await sender.post(door.path, body, {"Content-Type": "application/json", **headers})
        assert status in (200, 202), said
        return time.time() - at

    async def _look(self) -> None:
        """See when each run is completed."""
        assert self.storage is not None
        begun, seen, looks = time.time() - BACK, set[str](), 0
        while self._sending or len(self._ended) < len(self._sent):
            await asyncio.sleep(LOOKS)
            looks += 1
            await self._see(time.time() - BACK if looks % WHOLE else begun, seen)

    async def _see(self, since: float, seen: set[str]) -> None:
        """Note the runs that ended since then and were not seen yet."""
        assert self.storage is not None
        query = select(runs.c.id, runs.c.inputs, runs.c.state, runs.c.reason).where(
            runs.c.workspace == MAIN, runs.c.ended >= int(since * 1e6)
        )
        async with self.storage.reading(MAIN) as connection:
            rows = (await connection.execute(query)).all()
        now = time.time()
        for row in rows:
            if row.id not in seen:
                assert row.state == "completed", row.reason
                seen.add(row.id)
                name = (value_from(row.inputs) or {})["name"]
                if name in self._sent:
                    self._ended.setdefault(name, now)


BARE = """
import asyncio
from typing import Any
from litestar import Litestar, Request, post
from sayso.api import serve

@post("/hooks", status_code=202)
async def hook(request: Request[Any, Any, Any]) -> dict[str, bool]:
    await request.body()
    return {"taken": True}

app = Litestar([hook], openapi_config=None, logging_config=None)
asyncio.run(serve(app, "127.0.0.1", 0, lambda port: print(f"http://127.0.0.1:{port}", flush=True)))
"""


async def figures(database: str, seconds: float, rate: float) -> AsyncIterator[Figure]:
    """Every figure of one database."""
    async with fresh(database) as url:
        with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
            home = Path(folder) / "home"
            own = "" if database == "sqlite" else url
            doors = await ready(home, own)
            storage = Storage.open(own or f"sqlite:///{home / 'sayso.sqlite'}")
            environment = {"SAYSO_LOG": "error", **({"SAYSO_DATABASE": own} if own else {})}
            serving = ["-u", "-m", "sayso", "serve", "--home", str(home), "--port", "0"]
            with started(serving, environment) as address, started(["-u", "-c", BARE], {}) as bare:
                try:
                    async for one in _turns(Field(address, doors, storage), bare, seconds, rate):
                        yield Figure(f"{database}: {one.name}", one.value, one.aim, one.unit)
                finally:
                    await storage.close()


async def _turns(field: Field, bare: str, seconds: float, rate: float) -> AsyncIterator[Figure]:
    await field.load(1.0, 50)
    route = Field(bare, [Door("/hooks", "")], None)
    plain = await route.load(seconds / 2, 0)
    fast = await field.load(seconds, 0)
    steady = await field.load(seconds, rate)
    taken, finished, bare_rate = (
        len(fast.answered) / fast.taking, len(fast.completed) / fast.working, len(plain.answered) / plain.taking,
    )  # fmt: skip
    yield Figure("a bare route, requests a second", bare_rate, float("inf"), "/s")
    yield Figure("webhooks taken a second, as fast as it goes", taken, float("inf"), "/s")
    yield Figure("runs completed a second, as fast as it goes", finished, float("inf"), "/s")
    yield Figure("bare route / runs completed", bare_rate / finished, 10)
    for name, times, aim in (("answered", steady.answered, 0.1), ("completed", steady.completed, 0.25)):
        yield Figure(f"{rate:g} a second, {name}: median", statistics.median(times), aim, "s")
        yield Figure(f"{rate:g} a second, {name}: p99", statistics.quantiles(times, n=100)[-1], aim, "s")
    yield Figure(f"{rate:g} a second: seconds until the last was done / sent", steady.working / seconds, 1.1)


async def measure(databases: list[str], seconds: float, rate: float, as_json: bool) -> None:
    """Measure and print."""
    found: list[Figure] = []
    for database in databases:
        async for one in figures(database, seconds, rate):
            found.append(one)
            if not as_json:
                mark = "" if one.reached or one.unit == "/s" else "  MISSED"
                print(f"{one.name:66} {one.value:9.3f} {one.unit:2}  aim {one.aim:g}{mark}", flush=True)
    if as_json:
        print(json.dumps([{**msgspec.to_builtins(one), "reached": one.reached} for one in found]))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.webhook", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=DATABASES)
    options = parser.parse_args(arguments)
    asyncio.run(measure(options.databases, options.seconds, options.rate, options.json))


if __name__ == "__main__":
    main()
