"""The one seam to the database: transactions that name their workspaces, and the question which lanes are due."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Select, Table, and_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from sayso.runtime.storage.dialects import Dialect, dialect_of
from sayso.runtime.storage.direct import Direct, SqliteWriter
from sayso.runtime.storage.tables import lanes, metadata

MOST_SCOPES = 100
"""The most workspaces one transaction may name."""


class Due(NamedTuple):
    """The key of a lane that is to be looked at."""

    workspace: str
    run: str
    path: str


class Storage:
    """A database, open. Use `Storage.open`, and `close` it when done."""

    def __init__(self, url: str, dialect: Dialect, reader: AsyncEngine, writer: AsyncEngine) -> None:
        self.url, self.dialect, self._reader, self._writer = url, dialect, reader, writer
        self._one_writer = asyncio.Lock() if dialect.one_writer else None
        self.sqlite = SqliteWriter(writer, self._one_writer, dialect.lasting) if dialect.name == "sqlite" else None
        """The writer's own driver, where the database is SQLite."""
        self.direct = Direct(writer, dialect) if dialect.name == "postgresql" else None
        """Connections of the driver itself, where the database is PostgreSQL."""
        self.language = writer.dialect
        """In what statements are written for the driver."""

    @classmethod
    def open(cls, url: str) -> "Storage":
        """The database at `sqlite:///path` or `postgresql://…`; nothing is connected yet."""
        dialect = dialect_of(url)
        return cls(url, dialect, *dialect.engines(url))

    @classmethod
    def aside(cls, file: Path) -> "Storage":
        """A new file for somebody who works alone, to be thrown away: if the machine stops, it is lost."""
        from sayso.runtime.storage.sqlite import SqliteInPlace

        dialect, url = SqliteInPlace(), f"sqlite:///{file}"
        return cls(url, dialect, *dialect.engines(url))

    async def close(self) -> None:
        """Close every connection."""
        if self.direct is not None:
            await self.direct.close()
        await self._reader.dispose()
        if self._writer is not self._reader:
            await self._writer.dispose()

    @asynccontextmanager
    async def reading(self, *workspaces: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that only looks, at these workspaces' rows."""
        async with self._reader.connect() as connection, connection.begin():
            await self.dialect.scope(connection, workspaces)
            yield connection

    @asynccontextmanager
    async def writing(self, *workspaces: str, long: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change these workspaces' rows: all of it happens, or nothing. `long`: its statements
        may take longer than others can wait."""
        if self._one_writer is None:
            async with self._writer.begin() as connection:
                await self.dialect.scope(connection, workspaces)
                yield connection
        else:
            async with self._one_writer:
                with self.sqlite.patiently() if self.sqlite and long else nullcontext():
                    async with self._writer.begin() as connection:
                        yield connection
            await asyncio.sleep(0)

    @asynccontextmanager
    async def owning(self) -> AsyncIterator[AsyncConnection]:
        """A transaction as the owner of the tables: for migrations alone."""
        async with self._writer.begin() as connection:
            yield connection

    async def as_json(self, connection: AsyncConnection, query: Select[Any], names: Sequence[str]) -> str:
        """The rows of a query as a JSON list of lists with these columns. The database writes it: however many rows
        there are, nothing is done here for each."""
        rows = query.with_only_columns(*(query.selected_columns[name] for name in names)).subquery()
        found = await connection.execute(select(self.dialect.json_of(rows.c)))
        return str(found.scalar_one() or "[]")

    def insert(self, table: Table) -> Any:
        """An insert that knows what to do about a key that is there already."""
        return self.dialect.insert(table)

    async def create(self) -> None:
        """Make every table at its newest shape, in an empty database."""
        async with self.owning() as connection:
            await connection.run_sync(metadata.create_all)
            await self.dialect.admit(connection)

    async def due(self, now: int, most: int) -> list[Due]:
        """Lanes that are to be looked at and nobody holds, whosever they are: one workspace's crowd keeps none of the
        others waiting."""
        groups: dict[str, list[Due]] = {}
        while len(groups) < MOST_SCOPES:
            found = await self._due(now, most, list(groups))
            for one in found:
                groups.setdefault(one.workspace, []).append(one)
            if len(found) < most:
                break
        return in_turn(groups, most)

    async def _due(self, now: int, most: int, besides: list[str]) -> list[Due]:
        async with self._reader.connect() as connection, connection.begin():
            if self.dialect.name == "postgresql":
                await self.dialect.scope(connection, ())
                rows = await connection.execute(_DUE_FUNCTION, {"now": now, "most": most, "besides": besides})
            else:
                rows = await connection.execute(_due(now, most, besides))
            return [Due(*row) for row in rows]


def in_turn(groups: dict[str, list[Due]], most: int) -> list[Due]:
    """One of each group, then the next of each, up to so many."""
    turns = zip_longest(*groups.values())
    return [one for turn in turns for one in turn if one is not None][:most]


_DUE_FUNCTION = text("select workspace, run, path from sayso_due(:now, :most, cast(:besides as text[]))")


def _due(now: int, most: int, besides: list[str]) -> Select[tuple[str, str, str]]:
    found = select(lanes.c.workspace, lanes.c.run, lanes.c.path).where(lanes.c.due <= now, lanes.c.lease <= now)
    return found.where(lanes.c.workspace.not_in(besides)).order_by(lanes.c.due).limit(most)


def same(table: Table, **values: object) -> Any:
    """The condition that these columns have these values."""
    return and_(*(table.c[name] == value for name, value in values.items()))


def rows_of(found: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows as plain tables of names to values."""
    return [dict(row._mapping) for row in found]
