"""What tests of durable things play on: a fresh SQLite file, and a fresh PostgreSQL database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.durable.playing import Play, playing, sqlite_url
from tests.durable.practice import House
from tests.runtime.playing import contact
from tests.services import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    with fresh_database() as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A fresh SQLite file."""
    return sqlite_url(tmp_path)


@pytest.fixture
def guard_days() -> int:
    """The contact guard is off, unless a folder says otherwise."""
    return 0


@pytest.fixture
async def play(url: str, guard_days: int) -> AsyncIterator[Play]:
    """A play with three contacts."""
    house = House(records={"contact": [contact(n) for n in range(3)]}, guard_days=guard_days)
    async with playing(url, house) as found:
        yield found
