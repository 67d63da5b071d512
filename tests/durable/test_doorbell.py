"""The bell may lose, double or mix up everything, its Redis may forget all, PostgreSQL may stop in the middle."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
import redis

from sayso.runtime.bell import Bell
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.durable.test_crowd import EACH, until_done
from tests.durable.truth import at_most_once, over
from tests.runtime.playing import contact
from tests.services import fresh_redis, own_postgres

SOON = 10.0


class Mixed:
    """Holds messages back and gives them later, in another order."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.chance = random.Random(7)

    def __call__(self, message: str) -> Iterable[str]:
        self.held.append(message)
        if len(self.held) < 5:
            return []
        self.chance.shuffle(self.held)
        given, self.held = self.held, []
        return given


MEDDLERS: dict[str, Callable[[], Callable[[str], Iterable[str]]]] = {
    "drops": lambda: lambda message: [],
    "doubles": lambda: lambda message: [message, message],
    "reorders": Mixed,
}


@pytest.fixture(params=["sqlite", "redis"])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/bell.sqlite"
    else:
        with fresh_redis() as url:
            yield url


@asynccontextmanager
async def at_work(play: Play, queue: str, meddle: Any = None, workers: int = 2) -> AsyncIterator[None]:
    """Workers that are woken by bells of one queue."""
    loop = asyncio.get_running_loop()
    crew = [play.new_worker(name=f"w{number}") for number in range(workers)]

    def hears(number: int) -> Callable[[str], None]:
        return lambda message: loop.call_soon_threadsafe(crew[number].nudge) and None

    bells = [Bell(queue, hears(number), meddle=meddle) for number in range(workers)]
    play.door.ring = bells[0].ring
    for worker, bell in zip(crew, bells, strict=True):
        bell.start()
        await worker.start()
    try:
        yield
    finally:
        for worker, bell in zip(crew, bells, strict=True):
            assert await asyncio.to_thread(bell.stop, SOON)
            await worker.stop()


@pytest.mark.parametrize("meddler", MEDDLERS)
async def test_whatever_becomes_of_the_rings_all_is_done_once(tmp_path: Path, queue: str, meddler: str) -> None:
    house = House({"contact": [contact(number) for number in range(20)]})
    async with playing(f"sqlite:///{tmp_path}/one.sqlite", house) as play, at_work(play, queue, MEDDLERS[meddler]()):
        runs = [await play.begin(EACH.replace("Each", f"Each {number}")) for number in range(3)]
        await until_done(play, runs, 30)
        assert len(play.effects("crm.create_task")) == 60
        await over(play)


async def test_a_redis_that_forgets_everything_costs_nothing(tmp_path: Path) -> None:
    house = House({"contact": [contact(number) for number in range(100)]})
    with fresh_redis() as queue, closing(redis.Redis.from_url(queue)) as other:
        async with playing(f"sqlite:///{tmp_path}/one.sqlite", house) as play, at_work(play, queue):
            runs = [await play.begin(EACH)]
            for _ in range(5):
                other.flushdb()
                await asyncio.sleep(0.1)
            await until_done(play, runs, 30)
            assert len(play.effects("crm.create_task")) == 100
            await over(play)


WAITS = EACH.replace("\nend\n", '\n  github.create_issue(repository: "a/b", title: "@contact.id")\nend\n').replace(
    "crm.create_task\nlet", "crm.create_task, github.create_issue\nlet"
)


@pytest.mark.filterwarnings("ignore:The garbage collector is trying to clean up:sqlalchemy.exc.SAWarning")
async def test_a_postgresql_that_stops_in_the_middle_loses_nothing_and_doubles_nothing() -> None:
    house = House({"contact": [contact(number) for number in range(200)]})
    with own_postgres() as server:
        async with playing(server.url, house) as play, at_work(play, "memory:"):
            run = await play.begin(WAITS)
            async with asyncio.timeout(60):
                while len(house.ledger.made) < 60:
                    await asyncio.sleep(0.005)
            await asyncio.to_thread(server.restart)
            async with asyncio.timeout(90):
                while (await play.run(run)).state == "active":
                    play.house.clock.go(seconds=5)
                    await asyncio.sleep(0.2)
            at_most_once(house)
            assert len(play.effects("crm.create_task")) == len(play.effects("github.create_issue")) == 200
            await over(play)
    gc.collect()  # a connection that was being taken when the server went is cleaned up here, not in another test
