"""Each test of this folder plays with the contact guard on, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.runtime.playing import contact
from tests.services import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
async def play(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Play]:
    house = House(records={"contact": [contact(n) for n in range(3)]}, guard_days=2)
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path}/sayso.sqlite"
        if request.param == "postgresql":
            url = stack.enter_context(fresh_database())
        async with playing(url, house) as found:
            yield found
