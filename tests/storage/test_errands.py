"""Statements on SQLite: one errand to the thread for each, and the same rows as ever, however many there are."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError

from sayso.runtime.storage import Storage
from sayso.runtime.storage.errands import FIRST, Errands
from sayso.runtime.storage.tables import workspaces

NAMES = select(workspaces.c.workspace).order_by(workspaces.c.created)
COUNT = select(func.count()).select_from(workspaces)


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    made = Storage.open(f"sqlite:///{tmp_path / 'some.sqlite'}")
    await made.create()
    yield made
    await made.close()


async def kept(storage: Storage, count: int) -> list[str]:
    rows = [{"workspace": f"w{number}", "created": number} for number in range(count)]
    async with storage.writing() as connection:
        await connection.execute(workspaces.insert(), rows)
    return [str(row["workspace"]) for row in rows]


@pytest.mark.parametrize("count", [1, FIRST - 1, FIRST, FIRST + 1, 3 * FIRST])
async def test_all_rows_come_at_once_and_piece_by_piece(storage: Storage, count: int) -> None:
    wanted = await kept(storage, count)
    async with storage.reading() as connection:
        assert list((await connection.execute(NAMES)).scalars()) == wanted
        pieces = [some async for some in (await connection.stream(NAMES)).scalars().partitions(700)]
        assert [name for some in pieces for name in some] == wanted
        assert [len(some) for some in pieces[:-1]] == [700] * (len(pieces) - 1)
        assert [row.workspace async for row in await connection.stream(NAMES)] == wanted
        assert (await connection.execute(NAMES)).first() == (wanted[0],)
        assert (await connection.execute(COUNT)).scalar_one() == count


async def test_a_result_that_nobody_read_to_its_end_holds_nothing_up(storage: Storage) -> None:
    await kept(storage, 2 * FIRST)
    async with storage.reading() as connection:
        await (await connection.stream(NAMES)).close()
        assert (await connection.execute(NAMES.where(workspaces.c.workspace == "none"))).keys() == ["workspace"]
    async with storage.owning() as connection:
        await connection.execute(text("drop table workspace"))


async def test_a_statement_is_one_errand(storage: Storage) -> None:
    await kept(storage, 3)
    sent: list[str] = []

    @event.listens_for(storage._reader.sync_engine, "checkout")
    def counted(connection: Any, record: Any, proxy: Any) -> None:
        queue = connection.driver_connection._tx
        connection.driver_connection._tx = Spy(queue, sent)

    async with storage.reading() as connection:
        sent.clear()
        await connection.execute(NAMES)
        assert len(sent) == 1
        await connection.execute(COUNT)
        assert len(sent) == 2
    assert len(sent) == 3  # the end of the transaction; that nothing is left to undo needs no errand


@pytest.mark.parametrize("end", ["close", "stop"])
async def test_a_connection_that_ends_lets_its_lock_go_whoever_holds_a_cursor(tmp_path: Path, end: str) -> None:
    """As after a task that was cancelled while it wrote: its frames still hold what it had in its hands."""
    file = str(tmp_path / "some.sqlite")
    one, other = await Errands(file), await Errands(file)
    await one.execute("create table kept (number)")
    await one.commit()
    await one.execute("begin immediate")
    held = await one.executemany("insert into kept values (?)", [(1,), (2,)])
    await getattr(one, end)()
    await other.execute("pragma busy_timeout = 0")
    await other.execute("begin immediate")
    assert await (await other.execute("select number from kept")).fetchall() == []
    await other.close()
    assert held


async def test_what_was_cancelled_before_its_answer_came_is_undone(tmp_path: Path) -> None:
    file = str(tmp_path / "some.sqlite")
    one, other = await Errands(file), await Errands(file)
    go = threading.Event()
    one._tx.put_nowait((None, go.wait))
    begun = asyncio.create_task(one.execute("begin immediate"))
    await asyncio.sleep(0)
    begun.cancel()
    undone = asyncio.create_task(one.rollback())
    await asyncio.sleep(0)
    go.set()
    await undone
    await one.execute("select 1")
    await other.execute("pragma busy_timeout = 0")
    await other.execute("begin immediate")
    await other.close()
    await one.close()


class Spy:
    """Notes what goes to the thread."""

    def __init__(self, queue: Any, sent: list[str]) -> None:
        self.queue, self.sent = queue, sent

    def put_nowait(self, work: Any) -> None:
        self.sent.append(str(work[1]))
        self.queue.put_nowait(work)


async def test_what_is_broken_off_is_undone(storage: Storage) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with storage.writing() as connection:
            await connection.execute(workspaces.insert(), {"workspace": "half"})
            begun.set()
            await asyncio.sleep(60)

    writing = asyncio.create_task(write())
    await begun.wait()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert await kept(storage, 2) == ["w0", "w1"]
    async with storage.reading() as connection:
        assert list((await connection.execute(NAMES)).scalars()) == ["w0", "w1"]


async def test_problems_are_those_of_the_database(storage: Storage) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        async with storage.reading() as connection:
            await connection.execute(text("select 1 from nowhere"))
