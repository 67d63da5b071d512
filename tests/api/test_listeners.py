"""Many listen at once, over real connections: 200 to events and 50 to sockets, and everybody is told of a change."""

import asyncio
from contextlib import AsyncExitStack

import httpx2
from websockets.asyncio.client import ClientConnection

from sayso.runtime.operations.starting import start
from tests.api.office import Office, open_office
from tests.api.test_live import Ear, listening, quick
from tests.api.test_operations import published
from tests.api.test_socket import connected, heard
from tests.operations.flows import WAITING

EVENTS, SOCKETS = 200, 50


async def everybody(office: Office, stack: AsyncExitStack) -> tuple[list[Ear], list[ClientConnection]]:
    ears = [await stack.enter_async_context(listening(office)) for _ in range(EVENTS)]
    lines = [await stack.enter_async_context(connected(office, office.headers)) for _ in range(SOCKETS)]
    return ears, lines


async def test_two_hundred_events_and_fifty_sockets_hear_of_a_run(file: str) -> None:
    async with open_office(file, per_minute=10_000) as office, AsyncExitStack() as stack:
        office.client = await stack.enter_async_context(_many_connections(office))
        await quick(office)
        office.desk.live.heartbeat = 60
        ears, lines = await everybody(office, stack)
        assert {(await ear.one())[1] for ear in ears} == {"open"}
        assert {(await heard(line))["event"] for line in lines} == {"open"}
        flow = await published(office, WAITING)
        run = await start(office.play.door, "one", flow, "me", {})
        by_events = await asyncio.gather(*(ear.one() for ear in ears))
        by_sockets = await asyncio.gather(*(heard(line) for line in lines))
        told = {(id, kind, body["id"], body["state"]) for id, kind, body in by_events}
        assert told == {(one["id"], one["event"], one["data"]["id"], one["data"]["state"]) for one in by_sockets}
        assert len(told) == 1 and next(iter(told))[1:3] == ("run", run)
        (room,) = office.desk.live.rooms.values()
        assert room.listeners == EVENTS + SOCKETS


def _many_connections(office: Office) -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=EVENTS + 20)
    return httpx2.AsyncClient(base_url=office.client.base_url, timeout=30, trust_env=False, limits=limits)
