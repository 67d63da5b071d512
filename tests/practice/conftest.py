"""Each story of this folder is played on SQLite and on PostgreSQL; a service alone needs only its own file."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.durable.playing import sqlite_url
from tests.practice.playing import Fernpost, fernpost
from tests.services import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of each kind."""
    with ExitStack() as stack:
        yield sqlite_url(tmp_path) if request.param == "sqlite" else stack.enter_context(fresh_database())


@pytest.fixture
async def play(tmp_path: Path, url: str) -> AsyncIterator[Fernpost]:
    """The sample workspace on each kind of database."""
    async with fernpost(tmp_path / "home", url) as found:
        yield found


@pytest.fixture
async def file_play(tmp_path: Path) -> AsyncIterator[Fernpost]:
    """The sample workspace on SQLite."""
    async with fernpost(tmp_path / "home", sqlite_url(tmp_path)) as found:
        yield found
