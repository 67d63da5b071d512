"""The CRM's data in one SQLite file: opened, read, changed in transactions, copied into memory for simulations.

Every change is one transaction under one lock; a call's key is kept with its effect, so the same key never acts twice.
Nothing here reads the clock: every instant is handed in.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from sayso.connectors.crm import schema
from sayso.connectors.crm.derived import Clock
from sayso.connectors.crm.reading import Reading, Record
from sayso.connectors.crm.writing import Writing
from sayso.connectors.database import connect
from sayso.connectors.shape import CustomField, Happened, ToolError
from sayso.dsl.addresses import same_email
from sayso.dsl.catalog import Person
from sayso.dsl.types import Type

MOST: Final = 10_000
"""No list of records is longer."""

T = TypeVar("T")


class Store:
    """One workspace's CRM."""

    def __init__(self, connection: sqlite3.Connection, zone: str = "UTC", currency: str = "USD") -> None:
        """Use `Store.open` or `Store.in_memory`."""
        self.connection = connection
        self.zone: tzinfo = ZoneInfo(zone)
        self.zone_name = zone
        self.currency = currency
        self.lock = threading.RLock()

    @classmethod
    def open(cls, path: Path | str, zone: str = "UTC", currency: str = "USD") -> "Store":
        """The CRM in that file, made if it is not there."""
        return cls(schema.open_file(str(path)), zone, currency)

    @classmethod
    def in_memory(cls, zone: str = "UTC", currency: str = "USD") -> "Store":
        """An empty CRM that is gone when nobody uses it any more."""
        return cls(schema.open_empty(), zone, currency)

    def copy(self) -> "Store":
        """The same CRM in memory: what is changed there stays there."""
        twin = connect(":memory:")
        with self.lock:
            self.connection.backup(twin)
        return Store(twin, self.zone_name, self.currency)

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self.connection.close()

    # reading

    def reading(self, at: datetime) -> Reading:
        """One look at everything as of that instant; use it under the lock."""
        return Reading(self.connection, Clock(at, self.zone), self.custom_fields())

    def read(self, record_type: str, id: str, at: datetime) -> Record | None:
        """The record as it is now, with derived fields and linked records, or None."""
        if schema.HOMES.get(record_type, record_type) not in schema.STORED:
            return None
        with self.lock:
            return self.reading(at).read(record_type, id)

    def find(self, record_type: str, at: datetime, where: Callable[[Record], bool] | None = None) -> list[Record]:
        """The records that meet the condition, oldest first, at most 10,000."""
        found: list[Record] = []
        with self.lock:
            for record in self.reading(at).every(record_type):
                if where is None or where(record):
                    found.append(record)
                    if len(found) == MOST:
                        break
        return found

    def count(self, record_type: str) -> int:
        """How many records of a type there are."""
        home = schema.HOMES.get(record_type, record_type)
        with self.lock:
            return int(self.connection.execute(f'select count(*) from "{home}"').fetchone()[0])

    def contact_by_email(self, address: str, at: datetime) -> Record | None:
        """The contact who has this address, whatever its case."""
        query = "select id from contact where key = ? order by rowid limit 1"
        with self.lock:
            row = self.connection.execute(query, (same_email(address),)).fetchone()
            return self.reading(at).read("contact", row["id"]) if row else None

    def events_since(self, number: int, at: datetime, most: int = 1_000) -> list[Happened]:
        """What happened after that event number, oldest first; records as they are now, `previous` as it was then."""
        with self.lock:
            rows = self.connection.execute(
                "select * from event where number > ? order by number limit ?", (number, most)
            ).fetchall()
            reading = self.reading(at)
            found = [_happened(row, reading) for row in rows]
        return [event for event in found if event is not None]

    def last_event(self) -> int:
        """The number of the latest event, 0 where nothing happened yet."""
        with self.lock:
            return int(self.connection.execute("select coalesce(max(number), 0) from event").fetchone()[0])

    # changing

    @contextmanager
    def writing(self, at: datetime) -> Iterator[Writing]:
        """One transaction: everything in it happens, or nothing."""
        with self.lock:
            self.connection.execute("begin immediate")
            try:
                yield Writing(self.connection, at, self.currency, self.custom_fields())
                self.connection.execute("commit")
            except BaseException:
                self.connection.execute("rollback")
                raise

    def once(self, key: str, at: datetime, act: Callable[[Writing], tuple[str, str] | None]) -> tuple[str, str] | None:
        """Act in one transaction, unless this key acted before; gives the type and id of the record it made."""
        with self.writing(at) as writing:
            row = self.connection.execute("select record, id from done where key = ?", (key,)).fetchone()
            if row:
                return (row["record"], row["id"]) if row["record"] else None
            made = act(writing)
            record, id = made or (None, None)
            values = (key, record, id, at.isoformat())
            self.connection.execute("insert into done (key, record, id, at) values (?, ?, ?, ?)", values)
            return made

    def was_done(self, key: str) -> bool:
        """Whether a call with this key had its effect."""
        with self.lock:
            return self.connection.execute("select 1 from done where key = ?", (key,)).fetchone() is not None

    def note(self, key: str, about: tuple[str, str] | None, kind: str, title: str, at: datetime) -> None:
        """Keep an activity about a record; the same key a second time changes nothing."""
        self.once(f"note:{key}", at, lambda writing: ("activity", writing.log(about, kind, title)))

    def fill_in(self, record_type: str, id: str, values: Mapping[str, object], at: datetime) -> None:
        """Set the fields that are missing; the others stay as they are."""
        with self.writing(at) as writing:
            held = self.reading(at).read(record_type, id, depth=0) or {}
            new = {name: value for name, value in values.items() if value is not None and held.get(name) is None}
            writing.change(record_type, id, new)

    # the workspace's own things

    def custom_fields(self) -> tuple[CustomField, ...]:
        """The fields this workspace added."""
        with self.lock:
            rows = self.connection.execute("select * from custom_field order by record, name").fetchall()
        return tuple(
            CustomField(row["record"], row["name"], msgspec.json.decode(row["type"], type=Type), row["label"])
            for row in rows
        )

    def add_custom_field(self, field: CustomField) -> None:
        """Add a field to contacts, companies or deals, or change its label; its type stays what it was."""
        if field.record not in ("contact", "company", "deal"):
            raise ToolError("invalid", f"A {field.record} has no custom fields.")
        kind = msgspec.json.encode(field.type).decode()
        query = (
            "insert into custom_field (record, name, type, label) values (?, ?, ?, ?) "
            "on conflict (record, name) do update set label = excluded.label"
        )
        with self.lock:
            self.connection.execute(query, (field.record, field.name, kind, field.label))

    def set_people(self, people: Iterable[Person]) -> None:
        """Who works here; those who left stay known by name."""
        rows = [(person.id, person.name, person.email, ",".join(person.roles), person.phone) for person in people]
        query = (
            "insert into person (id, name, email, roles, phone) values (?, ?, ?, ?, ?) on conflict (id) do update set "
            "name = excluded.name, email = excluded.email, roles = excluded.roles, phone = excluded.phone"
        )
        with self.lock:
            self.connection.executemany(query, rows)

    def people(self) -> tuple[Person, ...]:
        """Everybody who works or worked here."""
        with self.lock:
            rows = self.connection.execute("select * from person order by rowid").fetchall()
        return tuple(
            Person(
                row["id"], row["name"], row["email"], tuple(filter(None, row["roles"].split(","))), row["phone"] or ""
            )
            for row in rows
        )

    def tags(self) -> tuple[str, ...]:
        """Every tag there is, in alphabetical order."""
        with self.lock:
            return tuple(row["name"] for row in self.connection.execute("select name from tag order by name"))


def _happened(row: sqlite3.Row, reading: Reading) -> Happened | None:
    record = reading.read(row["record"], row["id"])
    if record is None:
        return None
    data: dict[str, object] = {row["record"]: record}
    if row["previous"]:
        before = reading.record(row["record"], msgspec.json.decode(row["previous"]), depth=2)
        data |= {"previous": before} if before else {}
    number = row["number"]
    return Happened(f"crm-{number}", row["name"], datetime.fromisoformat(row["at"]), data, number)
