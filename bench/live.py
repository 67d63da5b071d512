"""How soon listeners hear of a change: 200 to events and 50 to sockets, over real connections on loopback.

`python -m bench.live [--json]`. The time from the commit of a run until the last of them has heard of it; beside it the
least a process can do: write the same bytes to as many connections.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from bench.measuring import Figure
from sayso.api import Desk, make_app, serve
from sayso.api.behind import Behind
from sayso.api.programs.live import Live
from sayso.runtime.home import MAIN, Home
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.starting import start
from sayso.runtime.operations.tokens import make_token
from sayso.runtime.workspace import Workspace

EVENTS, SOCKETS, TURNS = 200, 50, 7
PAUSE = 0.05
"""Seconds between two looks, here: what is measured comes after a look."""
FLOW = 'flow "Once {}"\non manual\nuse people.notify\nwait 1 day\npeople.notify(@me, "done")\n'
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _ready() -> tuple[bool, dict[str, str]]:
    return True, {}


async def _event(line: Line) -> float:
    await line[0].readuntil(b"event: run")
    return time.perf_counter()


async def _frame(line: ClientConnection) -> float:
    while msgspec.json.decode(await line.recv())["event"] != "run":
        pass
    return time.perf_counter()


async def _listen(port: int, token: str) -> Line:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET /api/workspaces/{MAIN}/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
    writer.write(head.encode())
    await reader.readuntil(b"event: open")
    return reader, writer


async def bare() -> float:
    """Seconds from writing some bytes to so many connections until the last has read them."""
    writers: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: writers.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    readers = [await asyncio.open_connection("127.0.0.1", port) for _ in range(EVENTS + SOCKETS)]
    while len(writers) < len(readers):
        await asyncio.sleep(0)
    begun = time.perf_counter()
    for writer in writers:
        writer.write(b"event: run\n" + b"x" * 250)
    last = max(await asyncio.gather(*(_event(reader) for reader in readers)))
    server.close()
    return last - begun


async def figures() -> list[Figure]:
    """The time until the last has heard, medians."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        Workspace.create(Path(folder)).close()
        home = await Home.open(Path(folder), "")
        try:
            taken = await _served(home)
        finally:
            await home.close()
    least = statistics.median([await bare() for _ in range(TURNS)])
    name = f"from a run's commit until the last of {EVENTS + SOCKETS} heard of it"
    return [Figure(name, taken, 1.0, "s"), Figure("the same / bytes written to as many", taken / least, 100)]


async def _served(home: Home) -> float:
    door = home.door()
    me = door.premises(MAIN).owner.id
    desk = Desk(door, per_minute=10_000, live=Live(door, pause=PAUSE))
    app = make_app(Behind(door, Metrics(), _ready), desk=desk)
    flows = [await save_draft(door, MAIN, FLOW.format(number), me) for number in range(TURNS)]
    for flow in flows:
        await publish(door, MAIN, flow, me)
    token, stop = await make_token(door, MAIN, me), asyncio.Event()
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(app, "127.0.0.1", 0, ready.set_result, stop, 2, desk.close))
    try:
        return await _heard(await ready, token, lambda: start(door, MAIN, flows.pop(), me, {}))
    finally:
        stop.set()
        await serving


async def _heard(port: int, token: str, begin: Any) -> float:
    url, headers = f"ws://127.0.0.1:{port}/api/workspaces/{MAIN}/live", {"Authorization": f"Bearer {token}"}
    times = []
    async with AsyncExitStack() as stack:
        readers = [await _listen(port, token) for _ in range(EVENTS)]
        opening = (connect(url, additional_headers=headers, proxy=None) for _ in range(SOCKETS))
        lines = [await stack.enter_async_context(one) for one in opening]
        for _ in range(TURNS):
            hearing = [asyncio.ensure_future(_event(one)) for one in readers]
            hearing += [asyncio.ensure_future(_frame(one)) for one in lines]
            await begin()
            committed = time.perf_counter()
            times.append(max(await asyncio.gather(*hearing)) - committed)
    return statistics.median(times)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    found = asyncio.run(figures())
    if parser.parse_args(arguments).json:
        print(json.dumps([{**msgspec.to_builtins(one), "reached": one.reached} for one in found]))
        return
    for one in found:
        print(f"{one.name:66} {one.value:8.3f} {one.unit:2}  aim {one.aim:g}{'' if one.reached else '  MISSED'}")


if __name__ == "__main__":
    main()
