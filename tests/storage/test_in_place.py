"""A file aside is a database as every other, but nothing is handed to a thread."""

import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import workspaces

NAMES = select(workspaces.c.workspace).order_by(workspaces.c.workspace)


@pytest.fixture
async def aside(tmp_path: Path) -> AsyncIterator[Storage]:
    storage = Storage.aside(tmp_path / "aside.sqlite")
    await storage.create()
    yield storage
    await storage.close()


async def names(storage: Storage) -> list[str]:
    async with storage.reading() as connection:
        return list((await connection.execute(NAMES)).scalars())


async def test_what_was_written_is_read_and_no_thread_was_begun(aside: Storage) -> None:
    async with aside.writing("one") as connection:
        await connection.execute(workspaces.insert(), [{"workspace": name} for name in ("one", "two")])
        assert await names(aside) == []
    assert await names(aside) == ["one", "two"]
    assert not [thread.name for thread in threading.enumerate() if "connection_worker" in thread.name]


async def test_of_a_transaction_that_fails_nothing_stays(aside: Storage) -> None:
    with pytest.raises(IntegrityError):
        async with aside.writing("one") as connection:
            await connection.execute(workspaces.insert(), {"workspace": "one"})
            await connection.execute(workspaces.insert(), {"workspace": "one"})
    assert await names(aside) == []


async def test_the_writers_own_driver_works_in_place_too(aside: Storage) -> None:
    assert aside.sqlite is not None
    insert = "insert into workspace (workspace) values (?)"
    seen = await aside.sqlite.run(lambda driver: (driver.execute(insert, ("one",)), threading.current_thread())[1])
    assert seen is threading.current_thread() and await names(aside) == ["one"]
    with pytest.raises(sqlite3.IntegrityError):
        await aside.sqlite.run(lambda driver: driver.executemany(insert, [("two",), ("one",)]), lasting=False)
    assert await names(aside) == ["one"]
    synchronous = await aside.sqlite.run(lambda driver: driver.execute("pragma synchronous").fetchone()[0])
    assert synchronous == 0
