"""SQLite: one file, one writer at a time. Every commit is on disk before it counts (WAL, synchronous FULL)."""

import sqlite3
import time
from collections.abc import Iterable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy import Table, event, func, make_url
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from sayso.runtime.storage.errands import Errands, InPlace, Swift

PRAGMAS = ("cache_size = -16384",)
TRIES = 100
"""How often a file that another process is just making is asked again, each time after 50 ms."""


class Sqlite:
    """Embedded: the file lies in the workspace's home."""

    name = "sqlite"
    one_writer = True
    connection: type[Errands] = Errands
    writer: type[Errands] = Swift
    lasting = True
    problems: tuple[type[Exception], ...] = (sqlite3.Error,)

    def engines(self, url: str) -> tuple[AsyncEngine, AsyncEngine]:
        """Readers see the last commit and never wait; the one writer takes its lock when it begins."""
        file = make_url(url).database or ""

        def engine(size: int, begin: str, kind: type[Errands]) -> AsyncEngine:
            async def connect() -> aiosqlite.Connection:
                return await kind(file)

            made = create_async_engine(
                "sqlite+aiosqlite://", async_creator=connect, poolclass=AsyncAdaptedQueuePool, pool_size=size,
                max_overflow=0,
            )  # fmt: skip
            _prepare(made, begin, (f"synchronous = {'full' if self.lasting else 'off'}", *PRAGMAS))
            return made

        return engine(4, "BEGIN", self.connection), engine(1, "BEGIN IMMEDIATE", self.writer)

    async def scope(self, connection: AsyncConnection, workspaces: Sequence[str]) -> None:
        """Every query names its workspace; the file has no second guard."""

    async def scope_for_good(self, connection: Any, workspaces: str) -> None:
        """There is nothing to set."""

    async def admit(self, connection: AsyncConnection) -> None:
        """A file has no roles."""

    def json_of(self, columns: Iterable[Any]) -> Any:
        """SQLite's functions."""
        return func.json_group_array(func.json_array(*columns))

    def insert(self, table: Table) -> Any:
        """SQLite's insert."""
        return insert(table)


class SqliteInPlace(Sqlite):
    """A file for somebody who works alone, and which need not outlast the work: no statement goes to a thread, and none
    waits for the disk. The loop stands still while one is executed."""

    connection = writer = InPlace
    lasting = False


def _prepare(engine: AsyncEngine, begin: str, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"pragma {pragma}")
        _write_ahead(cursor)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql(begin)


def _write_ahead(cursor: Any) -> None:
    """Let the file be written ahead; SQLite does not wait by itself where two processes make one file at once."""
    for attempt in range(TRIES):
        try:
            cursor.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError:
            if attempt == TRIES - 1:
                raise
            time.sleep(0.05)
