"""Databases for the tests of operations: a SQLite file, and a PostgreSQL database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durable.playing import sqlite_url
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
