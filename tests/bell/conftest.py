"""The queues the bell is tried on: a file, and a database of Redis that nobody else uses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import fresh_redis


@pytest.fixture
def redis_queue() -> Iterator[str]:
    with fresh_redis() as url:
        yield url


@pytest.fixture(params=["sqlite", "redis"])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty queue."""
    if request.param == "redis":
        return str(request.getfixturevalue("redis_queue"))
    return f"sqlite:///{tmp_path}/bell.sqlite"
