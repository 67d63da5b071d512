"""Under the application's role nobody sees another workspace's rows, whatever the query says."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sayso.runtime.storage import Storage
from sayso.runtime.storage.migrating import migrate
from sayso.runtime.storage.tables import metadata
from tests.services import fresh_database


def _row(table: str, workspace: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for column in metadata.tables[table].columns:
        if column.name == "workspace":
            found[column.name] = workspace
        elif column.primary_key or (not column.nullable and column.server_default is None):
            found[column.name] = 1 if column.type.python_type in (int, bool) else "x"
    return found


async def test_direct_sql_sees_no_foreign_row_in_any_table() -> None:
    with fresh_database() as url:
        storage = Storage.open(url)
        await migrate(storage)
        for workspace in ("one", "two"):
            async with storage.writing(workspace) as connection:
                for table in metadata.tables.values():
                    await connection.execute(table.insert(), [_row(table.name, workspace)])
        for name in metadata.tables:
            async with storage.reading("one") as connection:
                rows = (await connection.execute(text(f'select workspace from "{name}"'))).scalars().all()
                assert set(rows) == {"one"}, name
            async with storage.reading() as connection:
                assert (await connection.execute(text(f'select 1 from "{name}"'))).all() == [], name
        await storage.close()


async def test_direct_sql_changes_and_makes_no_foreign_row() -> None:
    with fresh_database() as url:
        storage = Storage.open(url)
        await migrate(storage)
        async with storage.writing("two") as connection:
            for table in metadata.tables.values():
                await connection.execute(table.insert(), [_row(table.name, "two")])
        for table in metadata.tables.values():
            async with storage.writing("one") as connection:
                deleted = await connection.execute(text(f'delete from "{table.name}"'))
                assert deleted.rowcount == 0, table.name
            with pytest.raises(DBAPIError, match="row-level security"):
                async with storage.writing("one") as connection:
                    await connection.execute(table.insert(), [_row(table.name, "three")])
        await storage.close()


async def test_the_role_is_no_owner_and_cannot_bypass() -> None:
    with fresh_database() as url:
        storage = Storage.open(url)
        await migrate(storage)
        query = "select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user"
        async with storage.reading("one") as connection:
            assert tuple((await connection.execute(text(query))).one()) == ("sayso_app", False, False)
        await storage.close()


async def test_a_connection_forgets_what_the_last_transaction_might_see() -> None:
    with fresh_database() as url:
        storage = Storage.open(url)
        await migrate(storage)
        async with storage.writing("two") as connection:
            await connection.execute(metadata.tables["workspace"].insert(), [_row("workspace", "two")])
        for _ in range(12):
            async with storage.reading("one") as connection:
                assert (await connection.execute(text("select 1 from workspace"))).all() == []
        await storage.close()
