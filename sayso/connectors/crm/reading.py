"""From rows to records: values decoded, linked records nested, derived fields worked out at one instant.

A reading keeps what it read, so that a company shared by a thousand contacts is read once and is one dict.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sayso.connectors.crm.columns import decoder
from sayso.connectors.crm.derived import DERIVED, Clock
from sayso.connectors.crm.schema import HOMES, STORED
from sayso.connectors.shape import CustomField
from sayso.dsl.types import PERSON, RecordOf, present

DEPTH: Final = 3
"""How many links are followed: deal, its contact, the contact's company, that company's main contact."""

Record = dict[str, Any]


def _plan(name: str) -> tuple[list[tuple[str, Callable[[Any], object]]], list[str], list[tuple[str, str]]]:
    plain, people, links = [], [], []
    for field in STORED[name]:
        kind = present(field.type)
        if kind == PERSON:
            people.append(field.name)
        elif isinstance(kind, RecordOf):
            links.append((field.name, kind.name))
        else:
            plain.append((field.name, decoder(kind)))
    return plain, people, links


PLANS: Final = {name: _plan(name) for name in STORED}


class Reading:
    """One look at the CRM, at one instant."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, custom: tuple[CustomField, ...]) -> None:
        """`custom` are the workspace's own fields."""
        self.connection = connection
        self.clock = clock
        self.people = {row["id"]: _person(row) for row in connection.execute("select * from person")}
        homes = {name: [f for f in custom if f.record == name] for name in STORED}
        self.custom = {name: [(f.name, decoder(f.type)) for f in fields] for name, fields in homes.items()}
        self.known: dict[tuple[str, str, int], Record | None] = {}

    def read(self, record_type: str, id: str, depth: int = DEPTH) -> Record | None:
        """The record of that id, or None."""
        place = (record_type, id, depth)
        if place not in self.known:
            home = HOMES.get(record_type, record_type)
            row = self.connection.execute(f'select * from "{home}" where id = ?', (id,)).fetchone()
            self.known[place] = self.record(record_type, row, depth) if row else None
        return self.known[place]

    def every(self, record_type: str) -> Iterator[Record]:
        """All records of a type, oldest first."""
        home = HOMES.get(record_type, record_type)
        for row in self.connection.execute(f'select * from "{home}" order by rowid'):
            record = self.record(record_type, row, DEPTH)
            if record is not None:
                yield record

    def record(self, record_type: str, row: Mapping[str, Any] | sqlite3.Row, depth: int) -> Record | None:
        """The record that a row holds; None where a company without a renewal date is asked for as a customer."""
        home = HOMES.get(record_type, record_type)
        plain, people, links = PLANS[home]
        record: Record = {"type": record_type, "id": row["id"]}
        for name, decode in plain:
            cell = row[name]
            record[name] = None if cell is None else decode(cell)
        for name in people:
            record[name] = self._who(row[name])
        for name, kind in links:
            linked = row[name]
            record[name] = self.read(kind, linked, depth - 1) if linked and depth else None
        if record_type == "customer" and record["renewalDate"] is None:
            return None
        for name, work_out in DERIVED[home].items():
            record[name] = work_out(record, self.clock)
        if home == "deal":
            record["lastEmail"] = self._last_email(row["contact"]) if depth else None
        if home in ("contact", "company", "deal"):
            record["custom"] = self._custom(home, row["custom"])
        return record

    def _who(self, id: str | None) -> Record | None:
        if id is None:
            return None
        return self.people.get(id) or {"type": "person", "id": id, "name": id, "email": "", "phone": None}

    def _last_email(self, contact: str | None) -> Record | None:
        query = "select * from email where contact = ? order by receivedAt desc limit 1"
        row = self.connection.execute(query, (contact,)).fetchone() if contact else None
        return self.record("email", row, 0) if row else None

    def _custom(self, home: str, cell: str | None) -> Record:
        held = json.loads(cell) if cell else {}
        return {
            name: None if held.get(name) is None else decode(held[name]) for name, decode in self.custom.get(home, ())
        }


def _person(row: sqlite3.Row) -> Record:
    return {
        "type": "person",
        "id": row["id"],
        "name": row["name"],
        "email": row["email"],
        "phone": row["phone"] or None,
    }
