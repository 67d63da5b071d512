"""The writer of a SQLite file does its errands in place, unless they could keep the event loop waiting."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from sayso.runtime.storage import Storage
from sayso.runtime.storage.errands import PATIENCE, SWIFT, Swift
from sayso.runtime.storage.tables import workspaces


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    found = Storage.open(f"sqlite:///{tmp_path / 'sayso.sqlite'}")
    await found.create()
    yield found
    await found.close()


def writer_of(storage: Storage) -> Swift:
    assert storage.sqlite is not None
    driver = storage.sqlite._driver
    assert isinstance(driver, Swift)
    return driver


async def thread_of(storage: Storage, long: bool = False) -> str:
    """In which thread a statement of the writer is executed."""
    found: list[str] = []
    async with storage.writing("one", long=long) as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        raw._conn.create_function("here", 0, lambda: found.append(threading.current_thread().name))
        await connection.execute(text("select here()"))
    return found[0]


async def known(storage: Storage) -> set[str]:
    async with storage.reading("one") as connection:
        return set((await connection.execute(select(workspaces.c.workspace))).scalars())


async def test_as_long_as_the_disk_answers_soon_nothing_is_handed_over(storage: Storage) -> None:
    assert await thread_of(storage) == threading.main_thread().name
    async with storage.writing("one") as connection:
        await connection.execute(insert(workspaces), [{"workspace": "one", "name": "One"}])
    assert await known(storage) == {"one"}


async def test_a_disk_that_is_slow_keeps_nobody_waiting_and_is_tried_again_when_it_is_not(storage: Storage) -> None:
    writer = writer_of(storage)
    writer.took(100 * SWIFT)
    assert await thread_of(storage) != threading.main_thread().name
    for _ in range(100):
        writer.took(SWIFT / 10)
    assert await thread_of(storage) == threading.main_thread().name


async def test_what_is_said_to_take_long_is_for_the_thread_and_counts_for_nothing(storage: Storage) -> None:
    assert await thread_of(storage, long=True) != threading.main_thread().name
    writer = writer_of(storage)
    writer.patient = True
    writer.took(100.0)
    writer.patient = False
    assert await thread_of(storage) == threading.main_thread().name


@pytest.mark.parametrize("plain", [True, False], ids=["one function", "statement by statement"])
async def test_another_process_that_writes_is_waited_for_by_the_thread_alone(
    storage: Storage, tmp_path: Path, plain: bool
) -> None:
    await thread_of(storage)
    other = sqlite3.connect(tmp_path / "sayso.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    turns = 0

    async def written() -> None:
        assert storage.sqlite is not None
        if plain:
            await storage.sqlite.run(lambda own: own.execute("insert into workspace (workspace) values ('two')"))
        else:
            async with storage.writing("two") as connection:
                await connection.execute(insert(workspaces), [{"workspace": "two", "name": ""}])

    task, begun = asyncio.create_task(written()), time.monotonic()
    while turns < 20:
        await asyncio.sleep(0.005)
        turns += 1
        assert not task.done()
    assert time.monotonic() - begun < PATIENCE / 2000, "nothing else was done meanwhile"
    other.execute("commit")
    await task
    other.close()
    assert "two" in await known(storage)


@pytest.mark.parametrize("sort", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY])
async def test_whoever_finds_the_file_in_use_of_whatever_sort_goes_to_the_thread(storage: Storage, sort: int) -> None:
    threads: list[str] = []

    def begun() -> str:
        threads.append(threading.current_thread().name)
        if len(threads) == 1:
            problem = sqlite3.OperationalError("database is locked")
            problem.sqlite_errorcode = sort
            raise problem
        return "begun"

    assert await writer_of(storage)._execute(begun) == "begun"
    assert threads[0] == threading.main_thread().name != threads[1]


async def test_a_statement_that_fails_in_place_fails_as_ever(storage: Storage) -> None:
    with pytest.raises(Exception, match="UNIQUE constraint failed"):
        async with storage.writing("one") as connection:
            for _ in range(2):
                await connection.execute(insert(workspaces), [{"workspace": "one", "name": "One"}])
    assert await known(storage) == set()
