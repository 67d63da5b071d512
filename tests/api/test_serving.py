"""Serving: a port, a clean stop that lets requests end, and signals left to whoever calls."""

import asyncio
import signal
import socket
import time
from typing import Any

import httpx2
import pytest
from litestar import Request

from sayso.api import make_app, serve
from sayso.api.reading import AnyRequest, from_this_machine
from sayso.api.serving import PortTaken
from tests.api.fake_house import FakeHouse

HOOK = "/hooks/acme/leads/other"


async def started(house: FakeHouse, stop: asyncio.Event, within: int) -> tuple["asyncio.Task[None]", int]:
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serve(make_app(house), "127.0.0.1", 0, ready.set_result, stop, within))
    return task, await asyncio.wait_for(ready, 10)


async def ask(port: int) -> int:
    async with httpx2.AsyncClient(trust_env=False, timeout=10) as client:
        return (await client.post(f"http://127.0.0.1:{port}{HOOK}", json={})).status_code


async def test_a_request_under_way_is_finished_before_it_stops() -> None:
    house, stop = FakeHouse(), asyncio.Event()
    house.slow = 0.6
    task, port = await started(house, stop, 5)
    asking = asyncio.create_task(ask(port))
    while not house.asked:
        await asyncio.sleep(0.01)
    stop.set()
    assert await asking == 404
    await asyncio.wait_for(task, 5)
    with pytest.raises(httpx2.ConnectError):
        await ask(port)


async def test_a_request_without_end_is_cut_off_in_time() -> None:
    house, stop = FakeHouse(), asyncio.Event()
    house.slow = 60
    task, port = await started(house, stop, 1)
    asking = asyncio.create_task(ask(port))
    while not house.asked:
        await asyncio.sleep(0.01)
    begun = time.monotonic()
    stop.set()
    await asyncio.wait_for(task, 5)
    assert time.monotonic() - begun < 4
    try:
        assert await asking >= 500
    except httpx2.HTTPError as problem:
        assert problem


async def test_cancelling_stops_it_too() -> None:
    task, port = await started(FakeHouse(), asyncio.Event(), 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(httpx2.ConnectError):
        await ask(port)


async def test_signals_are_left_alone() -> None:
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    stop = asyncio.Event()
    task, _ = await started(FakeHouse(), stop, 2)
    assert {sign: signal.getsignal(sign) for sign in before} == before
    stop.set()
    await task


async def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortTaken, match="Choose another port"):
        await serve(make_app(FakeHouse()), "127.0.0.1", other.getsockname()[1], print)


@pytest.mark.parametrize(
    ("peer", "ours"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("::ffff:127.0.0.1", True), ("10.0.0.1", False),
     ("::ffff:10.0.0.1", False), ("testclient", False), ("", False)],
)  # fmt: skip
def test_who_is_on_this_machine(peer: str, ours: bool) -> None:
    scope: Any = {"type": "http", "client": (peer, 1), "headers": [], "state": {}}
    request: AnyRequest = Request(scope)
    assert from_this_machine(request) is ours
