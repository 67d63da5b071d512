"""Several workers on one database, and far more lanes than they can hold: each is driven once, all are done."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.durable.truth import over
from tests.runtime.playing import contact
from tests.services import fresh_database

EACH = """flow "Each"
on manual
use crm.find_contacts, crm.create_task
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 500
  crm.create_task(title: "@contact.id")
end
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/crowd.sqlite"
    else:
        with fresh_database() as made:
            yield made


async def until_done(play: Play, runs: list[str], seconds: float) -> None:
    """Wait until these runs have ended."""
    async with asyncio.timeout(seconds):
        while [run for run in runs if (await play.run(run)).state == "active"]:
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("workers", [2, 5])
async def test_each_of_many_lanes_is_driven_once_whoever_takes_it(url: str, workers: int) -> None:
    house = House({"contact": [contact(number) for number in range(500)]})
    async with playing(url, house) as play:
        runs = [await play.begin(EACH.replace("Each", f"Each {number}")) for number in range(3)]
        crew = [play.new_worker(name=f"w{number}", most=100) for number in range(workers)]
        for worker in crew:
            await worker.start()
        try:
            await until_done(play, runs, 100)
        finally:
            for worker in crew:
                await worker.stop()
        made = Counter(given["title"] for given in play.effects("crm.create_task"))
        assert set(made.values()) == {3}
        assert len(made) == 500
        assert max(house.ledger.attempts().values()) == 1
        await over(play)
