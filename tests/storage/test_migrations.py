"""The migrations make the tables the program knows, on both databases, from nothing and from any older shape."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from sayso.runtime.storage import Storage
from sayso.runtime.storage.migrating import NewerDatabase, migrate
from sayso.runtime.storage.tables import metadata
from tests.services import fresh_database


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/sayso.sqlite"
    else:
        with fresh_database() as found:
            yield found


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _keys(connection: Connection) -> dict[str, list[str]]:
    look = inspect(connection)
    return {name: look.get_pk_constraint(name)["constrained_columns"] for name in metadata.tables}


async def test_migrations_make_the_tables_the_program_knows(url: str) -> None:
    storage = Storage.open(url)
    await migrate(storage)
    await migrate(storage)
    async with storage.owning() as connection:
        assert await connection.run_sync(_differences) == []
        keys = await connection.run_sync(_keys)
    await storage.close()
    assert all(columns[0] == "workspace" for columns in keys.values())


async def test_two_processes_may_start_at_once(url: str) -> None:
    both = [Storage.open(url), Storage.open(url)]
    await asyncio.gather(*(migrate(one) for one in both))
    for one in both:
        await one.close()


async def test_a_newer_database_is_left_alone_and_told(url: str) -> None:
    storage = Storage.open(url)
    await migrate(storage)
    async with storage.owning() as connection:
        await connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        await migrate(storage)
    await storage.close()
