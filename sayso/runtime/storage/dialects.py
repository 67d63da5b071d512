"""What differs between the two databases, as the storage sees it. `sqlite` and `postgresql` each hold one."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Dialect(Protocol):
    """One kind of database."""

    name: str
    one_writer: bool
    """Whether transactions that write wait for each other in this process already."""
    lasting: bool
    """Whether what was committed is on disk, unless it need not be."""
    problems: tuple[type[Exception], ...]
    """What the driver itself raises."""

    def engines(self, url: str) -> tuple[AsyncEngine, AsyncEngine]:
        """The engine that reads, and the engine that writes."""

    async def scope(self, connection: AsyncConnection, workspaces: Sequence[str]) -> None:
        """Let this transaction see these workspaces' rows, and no others."""

    async def scope_for_good(self, connection: Any, workspaces: str) -> None:
        """The same for a connection of the driver itself, until it is said anew."""

    async def admit(self, connection: AsyncConnection) -> None:
        """After the tables were made or changed: let the application's role work with them."""

    def json_of(self, columns: Iterable[Any]) -> Any:
        """All rows as one text: a JSON list that has a list of these columns for each; nothing where there are none."""

    def insert(self, table: Table) -> Any:
        """An insert that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""


class UnknownDatabase(ValueError):
    """No database of ours; the sentence says which are."""


def dialect_of(url: str) -> Dialect:
    """The dialect of a database URL; `UnknownDatabase` for any but SQLite and PostgreSQL."""
    if url.startswith("sqlite"):
        from sayso.runtime.storage.sqlite import Sqlite

        return Sqlite()
    if url.startswith("postgresql"):
        from sayso.runtime.storage.postgresql import Postgresql

        return Postgresql()
    raise UnknownDatabase("The database is neither SQLite nor PostgreSQL: its URL begins with one of these names.")
