"""The same on PostgreSQL, where many write at once."""

from collections.abc import Iterator

import pytest

from tests.durable.enumerating import Stage, sampled
from tests.durable.scenes import SCENES
from tests.services import fresh_database

SAMPLE = 3


@pytest.fixture
def database() -> Iterator[str]:
    with fresh_database() as url:
        yield url


@pytest.mark.parametrize("name", SCENES)
async def test_wherever_a_worker_dies_the_end_is_the_same_on_postgresql(database: str, name: str) -> None:
    stage = await Stage(SCENES[name], database).prepare()
    whole = await stage.whole()
    for at in sampled(len(whole.points), SAMPLE):
        await stage.dies(whole, at)
