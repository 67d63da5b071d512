"""PostgreSQL: many writers, and a second guard: a role that sees only the workspaces a transaction names."""

from collections.abc import Iterable, Sequence
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import Table, Text, cast, event, func, make_url, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from sayso.runtime.storage.tables import metadata

ROLE = "sayso_app"
"""The role under which everything is done but migrations: no superuser, no owner, cannot bypass row security."""
VISIBLE = "workspace = any ((select string_to_array(current_setting('sayso.workspaces', true), ',')) :: text[])"
DUE = """
create or replace function sayso_due(instant bigint, most integer, besides text[])
returns table (workspace varchar, run varchar, path varchar) language sql stable security definer
set search_path from current as $$
  select l.workspace, l.run, l.path from lane l
  where l.due <= instant and l.lease <= instant and l.workspace <> all (besides) order by l.due limit most
$$
"""
"""Which lanes are due, whosever they are: their keys alone, for the workers."""


class Postgresql:
    """Scale-out: any number of processes."""

    name = "postgresql"
    one_writer = False
    lasting = True
    problems: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError)

    def engines(self, url: str) -> tuple[AsyncEngine, AsyncEngine]:
        """One pool serves both; every connection takes the application's role."""
        place = make_url(url).set(drivername="postgresql+asyncpg")
        engine = create_async_engine(
            place, pool_size=10, max_overflow=10, pool_pre_ping=True, connect_args={"server_settings": _SETTINGS}
        )

        @event.listens_for(engine.sync_engine, "checkin")
        def checkin(connection: Any, record: Any) -> None:
            record.info.pop("workspaces", None)

        return engine, engine

    async def scope(self, connection: AsyncConnection, workspaces: Sequence[str]) -> None:
        """Take the role that row security binds, for this transaction, and name what it may see."""
        names = ",".join(workspaces)
        await connection.execute(_SCOPE, {"names": names})

    async def scope_for_good(self, connection: Any, workspaces: str) -> None:
        """The same for a connection of asyncpg, until it is said anew."""
        await connection.execute(_SCOPE_FOR_GOOD, workspaces)

    async def admit(self, connection: AsyncConnection) -> None:
        """Make the role where it is missing; give it the rows of every table, behind row security."""
        await connection.execute(text(_MAKE_ROLE))
        for table in metadata.tables.values():
            await connection.execute(text(f"grant select, insert, update, delete on {_quoted(table)} to {ROLE}"))
            await connection.execute(text(f"alter table {_quoted(table)} enable row level security"))
            await connection.execute(text(f"drop policy if exists own_workspace on {_quoted(table)}"))
            policy = f"create policy own_workspace on {_quoted(table)} to {ROLE}"
            await connection.execute(text(f"{policy} using ({VISIBLE}) with check ({VISIBLE})"))
        await connection.execute(text(DUE))
        await connection.execute(text(f"grant execute on function sayso_due(bigint, integer, text[]) to {ROLE}"))

    def json_of(self, columns: Iterable[Any]) -> Any:
        """As text, which the driver hands on as it is."""
        return cast(func.json_agg(func.json_build_array(*columns)), Text)

    def insert(self, table: Table) -> Any:
        """PostgreSQL's insert."""
        return insert(table)


_SETTINGS = {"jit": "off"}
"""Our statements are short: to compile one takes the server longer than to execute it."""


def _quoted(table: Table) -> str:
    return f'"{table.name}"'


_SCOPE = text(f"select set_config('role', '{ROLE}', true), set_config('sayso.workspaces', :names, true)")
_NOT_BY_KEYS = ("seqscan", "bitmapscan", "mergejoin", "hashjoin")
_BY_KEYS = ", ".join(f"set_config('enable_{way}', 'off', false)" for way in _NOT_BY_KEYS)
"""Rows are looked up by their keys alone, however little the server knows of the tables' sizes yet."""
_SCOPE_FOR_GOOD = f"""
select set_config('role', '{ROLE}', false), set_config('sayso.workspaces', $1, false), {_BY_KEYS},
  set_config('plan_cache_mode', 'force_generic_plan', false)
"""
_MAKE_ROLE = f"""
do $$ begin
  if not exists (select from pg_roles where rolname = '{ROLE}') then
    create role {ROLE} nologin nosuperuser nobypassrls;
  end if;
  if not pg_has_role(current_user, '{ROLE}', 'member') then execute format('grant {ROLE} to %I', current_user); end if;
exception when duplicate_object or unique_violation then null;
end $$
"""
