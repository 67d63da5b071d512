"""Changing CRM records inside one transaction: ids, dates, tags, links and the events that a change causes.

Values are checked against the declared fields and the workspace's own; an unknown field is refused by name.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sayso.connectors.crm.checking import checked
from sayso.connectors.crm.columns import encoder
from sayso.connectors.crm.schema import FALSE_AT_FIRST, HOMES, KEYS, PREFIXES, STORED
from sayso.connectors.shape import CustomField, ToolError
from sayso.dsl.addresses import same_email
from sayso.dsl.catalog import Field
from sayso.dsl.types import TEXT, ListOf

FIELDS: Final = {name: {field.name: field for field in fields} for name, fields in STORED.items()}
ENCODERS: Final = {name: {field.name: encoder(field.type) for field in fields} for name, fields in STORED.items()}
IDLE_LINKS: Final = {"contact": "contact", "deal": "id", "company": "company", "customer": "company"}
"""By which column the deals are found that something about a record concerns."""

LATER: Final = "max(coalesce({0}, ''), ?)"
"""The later of two instants, in SQL: as texts in UTC they sort as they follow each other."""
CONTACTS: Final = ("email", "call", "meeting", "message", "linkedin")
"""Kinds of activity that count as having been in contact."""

Row = dict[str, Any]


class Writing:
    """What may be done in one transaction. Records are named by type and id."""

    def __init__(
        self, connection: sqlite3.Connection, at: datetime, currency: str, custom: tuple[CustomField, ...]
    ) -> None:
        """`custom` are the workspace's own fields; numbers given for money count in `currency`."""
        self.connection = connection
        self.at = at
        self.moment = at.astimezone(UTC).isoformat()
        self.currency = currency
        self.custom = {(field.record, field.name): field for field in custom}
        self.silent = False

    def create(self, record_type: str, values: Mapping[str, object], id: str | None = None) -> str:
        """A new record with these fields; gives its id."""
        given = {**dict.fromkeys(FALSE_AT_FIRST[record_type], False), **values}
        given |= {
            field.name: [] for field in STORED[record_type] if field.type == ListOf(TEXT) and field.name not in values
        }
        for name in ("createdAt", "updatedAt", "stageChangedAt"):
            if name in FIELDS[record_type] and given.get(name) is None:
                given[name] = self.at
        row: Row = {"id": id or self._next_id(record_type), **self._columns(record_type, given, None)}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self.connection.execute(f'insert into "{record_type}" ({names}) values ({marks})', tuple(row.values()))
        self._remember_tags(given.get("tags"))
        if record_type == "contact":
            self._happen("contact.created", record_type, str(row["id"]), None)
        return str(row["id"])

    def change(self, record_type: str, id: str, values: Mapping[str, object]) -> None:
        """Set these fields; the same values as before change nothing and cause nothing."""
        home = HOMES.get(record_type, record_type)
        before = self._row(home, id)
        columns = self._columns(home, dict(values), before)
        changed = {name: cell for name, cell in columns.items() if cell != before[name]}
        if not changed:
            return
        if home == "deal" and "stage" in changed:
            changed |= {"previousStage": before["stage"], "stageChangedAt": self.moment}
        changed["updatedAt"] = self.moment
        self._update(home, id, changed)
        self._remember_tags(values.get("tags"))
        if home == "deal":
            self._happen("deal.updated", home, id, before)
            if "stage" in changed:
                self._happen("deal.stage_changed", home, id, before)

    def add_tags(self, record_type: str, id: str, tags: list[str]) -> None:
        """Put these tags on a record; new ones become known."""
        self.change(record_type, id, {"tags": list(dict.fromkeys([*self._tags_of(record_type, id), *tags]))})

    def remove_tags(self, record_type: str, id: str, tags: list[str]) -> None:
        """Take these tags off a record, whatever their case."""
        gone = {tag.casefold() for tag in tags}
        kept = [tag for tag in self._tags_of(record_type, id) if tag.casefold() not in gone]
        self.change(record_type, id, {"tags": kept})

    def log(self, about: tuple[str, str] | None, kind: str, title: str, by: str = "", notes: str | None = None) -> str:
        """Keep an activity and note on the record, and on its deals, that something went on."""
        values: dict[str, object] = {"title": title, "kind": kind, "notes": notes, "createdBy": by or None}
        if about is not None:
            record_type, id = about
            home = HOMES.get(record_type, record_type)
            self._row(home, id)
            values[home] = {"type": home, "id": id}
            self._touch(record_type, id)
            if kind in CONTACTS and home in ("contact", "company"):
                self._later(home, id, "lastContactedAt")
        return self.create("activity", values)

    def receive(self, values: Mapping[str, object], contact: str | None) -> str:
        """Keep a message that came in, and note the answer on the contact who wrote it."""
        linked = {"type": "contact", "id": contact} if contact else None
        id = self.create("email", {**values, "contact": linked})
        if contact:
            self._update("contact", contact, {"replied": 1, "lastRepliedAt": self.moment, "updatedAt": self.moment})
            self._touch("contact", contact)
        self._happen("email.replied", "email", id, None)
        return id

    def delete(self, record_type: str, id: str) -> None:
        """Take a record out; what linked to it links to nothing then."""
        self.connection.execute(f'delete from "{HOMES.get(record_type, record_type)}" where id = ?', (id,))

    def by_key(self, record_type: str, value: str) -> str | None:
        """The id of the contact with that address, or the company of that name."""
        query = f'select id from "{record_type}" where key = ? order by rowid limit 1'
        row = self.connection.execute(query, (same_email(value),)).fetchone()
        return row["id"] if row else None

    def exists(self, record_type: str, id: str) -> bool:
        """Whether there is such a record."""
        home = HOMES.get(record_type, record_type)
        return self.connection.execute(f'select 1 from "{home}" where id = ?', (id,)).fetchone() is not None

    def person_exists(self, id: str) -> bool:
        """Whether somebody of that id works here."""
        return self.connection.execute("select 1 from person where id = ?", (id,)).fetchone() is not None

    def field(self, record_type: str, name: str) -> Field | CustomField:
        """The built-in or custom field of that name; raises `ToolError` where there is none or it is not writable."""
        home = HOMES.get(record_type, record_type)
        known = FIELDS[home].get(name)
        if known is not None and known.writable:
            return known
        added = self.custom.get((home, name))
        if added is not None:
            return added
        if known is not None or name in ("id", "fullName"):
            raise ToolError("invalid", f"`{name}` is worked out by Sayso and cannot be set.")
        raise ToolError("not-found", f"Custom field `{name}` not found. Create the field first.")

    def _columns(self, home: str, values: Mapping[str, object], before: sqlite3.Row | None) -> Row:
        row: Row = {}
        own: dict[str, object] = {}
        for name, value in values.items():
            known = FIELDS[home].get(name)
            if known is None:
                own[name] = self._custom_cell(home, name, value)
                continue
            kept = checked(name, known.type, value, self.currency)
            row[name] = None if kept is None else ENCODERS[home][name](kept)
        if own:
            held = json.loads(before["custom"]) if before and before["custom"] else {}
            row["custom"] = json.dumps({**held, **own}, ensure_ascii=False)
        if KEYS.get(home) in values:
            text = values[KEYS[home]]
            row["key"] = same_email(str(text)) if text else None
        return row

    def _custom_cell(self, home: str, name: str, value: object) -> object:
        field = self.custom.get((home, name))
        if field is None:
            raise ToolError("not-found", f"Custom field `{name}` not found. Create the field first.")
        return None if value is None else encoder(field.type)(checked(name, field.type, value, self.currency))

    def _row(self, home: str, id: str) -> sqlite3.Row:
        row = self.connection.execute(f'select * from "{home}" where id = ?', (id,)).fetchone()
        if row is None:
            raise ToolError("not-found", f"The {home} is no longer there.")
        found: sqlite3.Row = row
        return found

    def _update(self, home: str, id: str, cells: Mapping[str, object]) -> None:
        sets = ", ".join(f'"{name}" = ?' for name in cells)
        self.connection.execute(f'update "{home}" set {sets} where id = ?', (*cells.values(), id))

    def _later(self, home: str, id: str, name: str) -> None:
        """Set an instant, unless a later one stands there: what is told late is not the last that happened."""
        self.connection.execute(f'update "{home}" set "{name}" = {LATER.format(name)} where id = ?', (self.moment, id))

    def _touch(self, record_type: str, id: str) -> None:
        """Something went on about a record: the deals it concerns are no longer idle."""
        column = IDLE_LINKS.get(record_type)
        if column:
            query = f'update deal set lastActivityAt = {LATER.format("lastActivityAt")} where "{column}" = ?'
            self.connection.execute(query, (self.moment, id))

    def _tags_of(self, record_type: str, id: str) -> list[str]:
        cell = self._row(HOMES.get(record_type, record_type), id)["tags"]
        return list(json.loads(cell)) if cell else []

    def _remember_tags(self, tags: object) -> None:
        if isinstance(tags, list):
            rows = [(tag,) for tag in tags]
            self.connection.executemany("insert into tag (name) values (?) on conflict do nothing", rows)

    def _happen(self, name: str, record_type: str, id: str, before: sqlite3.Row | None) -> None:
        if self.silent:
            return
        previous = json.dumps(dict(before)) if before is not None else None
        values = (name, self.moment, record_type, id, previous)
        self.connection.execute("insert into event (name, at, record, id, previous) values (?, ?, ?, ?, ?)", values)

    def _next_id(self, record_type: str) -> str:
        query = (
            "insert into counter (record, last) values (?, 1) on conflict (record) do update set last = last + 1 "
            "returning last"
        )
        while True:
            last = self.connection.execute(query, (record_type,)).fetchone()[0]
            id = f"{PREFIXES[record_type]}{last}"
            if not self.exists(record_type, id):
                return id
