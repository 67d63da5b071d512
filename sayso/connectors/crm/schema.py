"""The tables of the CRM's SQLite file, one per record type, made from the declared fields.

Opening a file of an older version adds the columns it lacks; a file of a newer one is refused.
"""

import sqlite3
from functools import cache
from typing import Final

from sayso.connectors.crm.derived import DERIVED
from sayso.connectors.crm.records import RECORDS
from sayso.connectors.database import connect
from sayso.connectors.declare import card, internal
from sayso.connectors.shape import ToolError
from sayso.dsl.catalog import Field
from sayso.dsl.types import BOOLEAN, DATETIME, EMAIL, TEXT, ListOf, RecordOf, optional

VERSION: Final = 1

PREFIXES: Final = {"contact": "c", "company": "co", "deal": "d", "task": "t", "activity": "a", "email": "e"}
"""Record types that are stored, with the letters their ids begin with: `c12`."""

HOMES: Final = {"customer": "company"}
"""Record types that are another view of a stored one."""

NOT_STORED: Final = {name: frozenset(DERIVED[name]) | {"id", "lastEmail"} for name in PREFIXES}
"""Fields worked out at reading, never stored."""

EMAIL_FIELDS: Final[tuple[Field, ...]] = (
    card("from", EMAIL),
    card("to", ListOf(EMAIL)),
    internal("subject", TEXT),
    internal("body", TEXT),
    internal("snippet", TEXT),
    internal("receivedAt", DATETIME),
    internal("threadId", optional(TEXT)),
    internal("contact", optional(RecordOf("contact"))),
    internal("sentiment", optional(TEXT)),
    internal("intent", optional(TEXT)),
)
"""Of a message that came in, the CRM keeps these."""

KEYS: Final = {"contact": "email", "company": "name", "deal": "name"}
"""The field by which a record is found again whatever its case; its folded form is the column `key`."""


def _stored(name: str) -> tuple[Field, ...]:
    if name == "email":
        return EMAIL_FIELDS
    fields = next(record.fields for record in RECORDS if record.name == name)
    return tuple(field for field in fields if field.name not in NOT_STORED[name])


STORED: Final[dict[str, tuple[Field, ...]]] = {name: _stored(name) for name in PREFIXES}
"""The fields of each stored type that have a column."""

FALSE_AT_FIRST: Final = {name: tuple(f.name for f in fields if f.type == BOOLEAN) for name, fields in STORED.items()}
"""Yes-or-no fields, which start as no."""

FIXED: Final = """
create table if not exists person (
  id text primary key, name text not null, email text not null, roles text not null, phone text);
create table if not exists tag (name text primary key);
create table if not exists custom_field (
  record text not null, name text not null, type text not null, label text not null, primary key (record, name));
create table if not exists counter (record text primary key, last integer not null);
create table if not exists done (key text primary key, record text, id text, at text not null);
create table if not exists event (
  number integer primary key autoincrement, name text not null, at text not null, record text not null,
  id text not null, previous text);
"""


def open_file(path: str) -> sqlite3.Connection:
    """The connection to the CRM in that file, its tables made or brought up to date. ":memory:" keeps it in memory."""
    connection = connect(path)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute("pragma busy_timeout = 10000")
    bring_up_to_date(connection)
    return connection


def open_empty() -> sqlite3.Connection:
    """A new CRM in memory. Its tables are made once a process and copied: worlds of tests are many and small."""
    connection = connect(":memory:")
    connection.deserialize(_empty())
    return connection


@cache
def _empty() -> bytes:
    return open_file(":memory:").serialize()


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make what is missing; refuse what a newer version made."""
    version = int(connection.execute("pragma user_version").fetchone()[0])
    if version > VERSION:
        connection.close()
        raise ToolError("failed", f"The CRM file is of version {version}; this is version {VERSION}. Update Sayso.")
    connection.executescript(FIXED)
    if not any(row["name"] == "phone" for row in connection.execute("pragma table_info(person)")):
        connection.execute("alter table person add column phone text")
    for name in PREFIXES:
        _make_table(connection, name)
    connection.execute(f"pragma user_version = {VERSION}")


def _make_table(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(f'create table if not exists "{name}" (id text primary key, key text, custom text)')
    there = {row["name"] for row in connection.execute(f'pragma table_info("{name}")')}
    for field in STORED[name]:
        if field.name not in there:
            connection.execute(f'alter table "{name}" add column "{field.name}"')
    connection.execute(f'create index if not exists "{name}_key" on "{name}" (key) where key is not null')
    for link in ("contact", "company"):
        if any(field.name == link for field in STORED[name]):
            connection.execute(f'create index if not exists "{name}_{link}" on "{name}" ("{link}")')
