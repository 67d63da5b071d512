"""The databases' own drivers, for what happens at every step: a whole transaction in one go, with nothing in between.

SQLite: a function in the writer's thread. PostgreSQL: connections of asyncpg whose scope stays set; each remembers
which workspaces it sees, and is told anew where a transaction names others.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from typing import Any, Protocol, TypeVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from sayso.runtime.storage.errands import Swift

T = TypeVar("T")
LONGEST_PLAN = 60.0
"""Seconds after which a statement is planned anew at the latest."""


class SqliteWriter:
    """The one connection that writes, spoken to in its own thread."""

    def __init__(self, engine: AsyncEngine, turn: asyncio.Lock | None, lasting: bool) -> None:
        self._engine, self._turn, self._lasting = engine, turn, lasting
        self._driver: Any = None
        event.listen(engine.sync_engine, "connect", self._connected)
        event.listen(engine.sync_engine, "close", self._closed)

    def _connected(self, connection: Any, record: object) -> None:
        self._driver = connection.driver_connection

    def _closed(self, connection: Any, record: object) -> None:
        self._driver = None

    async def run(self, work: Callable[[sqlite3.Connection], T], lasting: bool = True) -> T:
        """A transaction: what the function does happens altogether, or not at all. One that need not be `lasting` is on
        disk with the next one that is: after the machine has lost its power it may never have been.
        """
        turn: AbstractAsyncContextManager[None] = self._turn or nullcontext()
        async with turn:
            if self._driver is None:
                async with self._engine.connect():
                    pass
            driver, begun = self._driver, time.perf_counter()
            found: T = await driver._execute(_transaction, driver._conn, work, lasting or not self._lasting)
            if isinstance(driver, Swift):
                driver.took(time.perf_counter() - begun)
        await asyncio.sleep(0)
        return found

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """What is done meanwhile may take long: nothing else waits for it."""
        driver = self._driver
        if not isinstance(driver, Swift):
            yield
            return
        driver.patient = True
        try:
            yield
        finally:
            driver.patient = False


def _transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T], lasting: bool) -> T:
    if not lasting:
        connection.execute("pragma synchronous = normal")
    try:
        return _whole(connection, work)
    finally:
        if not lasting:
            connection.execute("pragma synchronous = full")


def _whole(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("begin immediate")
    try:
        found = work(connection)
        connection.execute("commit")
    except BaseException:
        connection.rollback()
        raise
    return found


class Scoping(Protocol):
    """Sets what a connection of asyncpg sees, until it is said anew."""

    async def scope_for_good(self, connection: Any, workspaces: str) -> None:
        """Let it see these workspaces' rows (their names with commas between), and no others."""


class Lent:
    """A connection of asyncpg: what it sees, and until when its plans are good. What was planned while the tables were
    small is planned anew: after one second, then after two, and so on, at most every minute."""

    __slots__ = ("connection", "driver", "good_until", "seen", "span")

    def __init__(self, connection: AsyncConnection, driver: Any) -> None:
        self.connection, self.driver, self.seen = connection, driver, ""
        self.span, self.good_until = 1.0, time.monotonic() + 1.0

    async def freshen(self) -> None:
        """Forget plans that are no longer good."""
        if time.monotonic() >= self.good_until:
            await self.driver.execute("discard plans")
            self.span = min(2 * self.span, LONGEST_PLAN)
            self.good_until = time.monotonic() + self.span

    async def drop(self) -> None:
        """Close it."""
        await self.connection.invalidate()
        await self.connection.close()


class Direct:
    """Connections of asyncpg, lent for one piece of work each. One that met an error is not lent again."""

    def __init__(self, engine: AsyncEngine, scoping: Scoping) -> None:
        self._engine, self._scoping = engine, scoping
        self._free: list[Lent] = []

    @asynccontextmanager
    async def lend(self, workspaces: Sequence[str] | None) -> AsyncIterator[Any]:
        """A connection that sees these workspaces' rows, and no others; None where the work looks at no rows."""
        lent = self._free.pop() if self._free else await self._new()
        if lent.driver.is_closed():
            await lent.drop()
            lent = await self._new()
        try:
            await lent.freshen()
            wanted = lent.seen if workspaces is None else ",".join(workspaces)
            if wanted != lent.seen:
                await self._scoping.scope_for_good(lent.driver, wanted)
                lent.seen = wanted
            yield lent.driver
        except BaseException:
            lent.driver.terminate()
            await lent.drop()
            raise
        self._free.append(lent)

    async def _new(self) -> Lent:
        connection = await self._engine.connect()
        lent = Lent(connection, (await connection.get_raw_connection()).driver_connection)
        await self._scoping.scope_for_good(lent.driver, "")
        return lent

    async def close(self) -> None:
        """Close them all."""
        for lent in self._free:
            await lent.drop()
        self._free.clear()
