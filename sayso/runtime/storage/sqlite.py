"""SQLite: one file, one writer at a time. Every commit is on disk before it counts (WAL, synchronous FULL)."""

import sqlite3
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, event, make_url
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

PRAGMAS = ("synchronous = full", "busy_timeout = 10000", "cache_size = -16384")
TRIES = 100
"""How often a file that another process is just making is asked again, each time after 50 ms."""


class Sqlite:
    """Embedded: the file lies in the workspace's home."""

    name = "sqlite"
    one_writer = True
    problems: tuple[type[Exception], ...] = (sqlite3.Error,)

    def engines(self, url: str) -> tuple[AsyncEngine, AsyncEngine]:
        """Readers see the last commit and never wait; the one writer takes its lock when it begins."""
        place = make_url(url).set(drivername="sqlite+aiosqlite")
        reader = create_async_engine(place, poolclass=AsyncAdaptedQueuePool, pool_size=4, max_overflow=0)
        writer = create_async_engine(place, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0)
        for engine, begin in ((reader, "BEGIN"), (writer, "BEGIN IMMEDIATE")):
            _prepare(engine, begin)
        return reader, writer

    async def scope(self, connection: AsyncConnection, workspaces: Sequence[str]) -> None:
        """Every query names its workspace; the file has no second guard."""

    async def scope_for_good(self, connection: Any, workspaces: str) -> None:
        """There is nothing to set."""

    async def admit(self, connection: AsyncConnection) -> None:
        """A file has no roles."""

    def insert(self, table: Table) -> Any:
        """SQLite's insert."""
        return insert(table)


def _prepare(engine: AsyncEngine, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
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
