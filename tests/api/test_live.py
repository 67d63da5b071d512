"""Live changes: told as they come, resumed where somebody left, shared by all who listen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import msgspec

from sayso.api.programs import live
from sayso.api.programs.live import Live
from sayso.runtime.operations.changes import Change, Watch
from tests.api.office import ONE, Office, open_office, served
from tests.api.test_door import error_of
from tests.api.test_operations import published
from tests.durable.playing import Play
from tests.operations.flows import APPROVED, WAITING

Heard = tuple[str, str, dict[str, Any]]


@asynccontextmanager
async def listening(office: Office, place: str = "") -> AsyncIterator["Ear"]:
    headers = office.headers | ({"Last-Event-ID": place} if place else {})
    async with office.client.stream("GET", ONE + "/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield Ear(answer)


class Ear:
    """Reads what is told, one event after the other."""

    def __init__(self, answer: httpx2.Response) -> None:
        self._lines = answer.aiter_lines()

    async def one(self) -> Heard:
        found: dict[str, str] = {}
        async with asyncio.timeout(10):
            async for line in self._lines:
                if not line and "data" in found:
                    return found["id"], found["event"], msgspec.json.decode(found["data"])
                name, _, value = line.partition(": ")
                found[name] = value
        raise AssertionError("it ended")


async def quick(office: Office) -> None:
    office.desk.live.pause, office.desk.live.heartbeat = 0.02, 0.05


async def test_what_changes_is_told_and_resumed(url: str) -> None:
    async with open_office(url) as office:
        await quick(office)
        async with listening(office) as ear:
            place, kind, _ = await ear.one()
            assert kind == "open"
            flow = await published(office, APPROVED)
            run = (await office.post(f"/flows/{flow}/trigger", status=202))["run"]
            await office.play.work()
            seen = [await ear.one() for _ in range(4)]
            kinds = [kind for _, kind, _ in seen]
            assert "run" in kinds and kinds.count("ask") >= 2
            assert {body["run"] for _, _, body in seen} == {run}
        async with listening(office, seen[0][0]) as ear:
            assert (await ear.one())[1] == "open"
            assert await ear.one() == seen[1]
        async with listening(office, place) as ear:
            await ear.one()
            assert await ear.one() == seen[0]
        for old in ("other-1", f"{place.partition('-')[0]}-99999", "x"):
            async with listening(office, old) as ear:
                assert (await ear.one())[1] == "reset", old


async def test_the_end_of_a_run_and_an_answer_are_told(file: str) -> None:
    async with open_office(file, count=1) as office:
        watch = Watch(office.play.door, "one")
        await watch.look()
        flow = await published(office, APPROVED)
        await office.post(f"/flows/{flow}/trigger", status=202)
        await office.play.work()
        first = {(one.kind, one.state) for one in await watch.look()}
        assert first == {("run", "needs you"), ("ask", "open")}
        assert await watch.look() == []
        (ask,) = (await office.get("/asks"))["asks"]
        await office.post(f"/asks/{ask['id']}/approve")
        await office.play.work()
        assert {(one.kind, one.state) for one in await watch.look()} == {("run", "completed"), ("ask", "answered")}
        office.play.house.clock.go(days=1)
        assert await watch.look() == []
        assert await watch.look() == []


async def test_two_hundred_listen_at_the_price_of_one(file: str) -> None:
    async with open_office(file) as office:
        await quick(office)
        looks = 0
        room = office.desk.live
        streams = [await room.open("one") for _ in range(200)]
        for one in streams:
            assert [told.event for told in await anext(one)] == ["open"]
        (watch,) = [one.watch for one in room.rooms.values()]
        real = watch.look

        async def counted() -> Any:
            nonlocal looks
            looks += 1
            return await real()

        watch.look = counted  # type: ignore[method-assign]
        room.heartbeat = 60
        await office.post("/flows", {"text": WAITING}, 201)
        flow = await published(office, WAITING)
        waiting = [asyncio.ensure_future(anext(one)) for one in streams]
        await office.post(f"/flows/{flow}/trigger", status=202)
        told = await asyncio.wait_for(asyncio.gather(*waiting), 15)
        assert all({one.event for one in several} == {"run"} for several in told)
        assert looks < 200
        for one in streams:
            await one.aclose()  # type: ignore[attr-defined]
        assert next(iter(room.rooms.values())).listeners == 0


async def test_too_many_are_sent_away_and_silence_has_a_heartbeat(file: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(live, "MOST", 1)
    async with open_office(file) as office:
        await quick(office)
        stream = await office.desk.live.open("one")
        await anext(stream)
        assert await anext(stream) == ()
        assert error_of(await office.ask("GET", "/events"), 503)["code"] == "too-many-listeners"
        await stream.aclose()  # type: ignore[attr-defined]


async def test_who_falls_behind_is_told_to_look_anew(file: str) -> None:
    async with open_office(file) as office:
        room = office.desk.live
        stream = await room.open("one")
        await anext(stream)
        (only,) = room.rooms.values()
        change = Change("run", "r", "completed", "f", "r", "", office.play.house.clock())
        for _ in range(live.WINDOW + 10):
            only.add(change)
        assert len(only.recent) == live.WINDOW
        assert [told.event for told in await anext(stream)] == ["reset"]
        await stream.aclose()  # type: ignore[attr-defined]


async def test_listeners_do_not_hold_up_the_end(file: str) -> None:
    async with open_office(file) as office:
        began = asyncio.get_running_loop().time()
        await _listen_and_leave(office.play, office)
        assert asyncio.get_running_loop().time() - began < 2


async def _listen_and_leave(play: Play, office: Office) -> None:
    from sayso.api import Desk

    desk = Desk(play.door, live=Live(play.door))
    async with served(play, desk) as client:
        asking = client.stream("GET", ONE + "/events", headers=office.headers)
        answer = await asking.__aenter__()
        assert (await anext(answer.aiter_lines())).startswith("retry")
        desk.close()
        await asking.__aexit__(None, None, None)
