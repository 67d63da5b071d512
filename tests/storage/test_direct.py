"""The drivers' own ways: a transaction on SQLite is whole, a connection of PostgreSQL sees what it was told last."""

import sqlite3
from pathlib import Path

import pytest

from sayso.runtime.storage import Storage
from sayso.runtime.storage.migrating import migrate
from sayso.runtime.storage.tables import metadata
from tests.services import fresh_database


async def test_what_fails_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = Storage.open(f"sqlite:///{tmp_path}/one.sqlite")
    await migrate(storage)
    assert storage.sqlite is not None

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("insert into workspace (workspace) values ('half')")
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        await storage.sqlite.run(half)
    found = await storage.sqlite.run(lambda connection: connection.execute("select * from workspace").fetchall())
    assert found == []
    await storage.close()


async def test_a_lent_connection_sees_only_what_this_transaction_named() -> None:
    with fresh_database() as url:
        storage = Storage.open(url)
        await migrate(storage)
        for workspace in ("one", "two"):
            async with storage.writing(workspace) as connection:
                await connection.execute(metadata.tables["workspace"].insert(), [{"workspace": workspace}])
        assert storage.direct is not None
        for seen in (["one"], ["two"], ["one", "two"], ["one"], []) * 3:
            async with storage.direct.lend(seen) as lent:
                rows = await lent.fetch("select workspace from workspace order by workspace")
            assert [row[0] for row in rows] == seen
        await storage.close()
