"""Each test of this folder plays on a fresh SQLite file, and on a fresh PostgreSQL database."""

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
    house = House(records={"contact": [contact(n) for n in range(3)]})
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path}/sayso.sqlite"
        if request.param == "postgresql":
            url = stack.enter_context(fresh_database())
        async with playing(url, house) as found:
            yield found
