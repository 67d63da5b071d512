"""What waits for people of the workspace: notifications to read, and items (hand-offs, questions, approvals) to answer.

One SQLite file. An item belongs to the key of the call that made it, so a repeated call makes no second one.
"""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

if TYPE_CHECKING:
    import sqlite3

ItemKind = Literal["hand_off", "ask", "approve"]

TABLES: Final = """
create table if not exists notification (
  key text primary key, person text not null, message text not null, flow text not null, run text not null,
  at text not null, seen integer not null default 0);
create table if not exists item (
  key text primary key, kind text not null, person text not null, message text not null, flow text not null,
  run text not null, at text not null, until text, answer text, answered_at text, answered_by text);
"""


class Notification(msgspec.Struct, frozen=True):
    """Something a person was told."""

    key: str
    person: str
    message: str
    flow: str
    run: str
    at: datetime
    seen: bool = False


class Item(msgspec.Struct, frozen=True):
    """Something a person is asked to do, answer or decide; `answer` is plain JSON data once there is one."""

    key: str
    kind: ItemKind
    person: str
    message: str
    flow: str
    run: str
    at: datetime
    until: datetime | None = None
    answer: object = None
    answered_at: datetime | None = None
    answered_by: str | None = None

    @property
    def open(self) -> bool:
        """Whether nobody answered yet."""
        return self.answered_at is None


class Inbox:
    """The notifications and items of one workspace."""

    def __init__(self, path: Path | str) -> None:
        """ ":memory:" keeps them in memory."""
        from sayso.connectors.database import connect  # here: a check of flows needs no data and should begin quickly

        self.lock = threading.RLock()
        self.connection = connect(str(path))
        self.connection.execute("pragma journal_mode = wal")
        self.connection.executescript(TABLES)

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self.connection.close()

    def tell(self, notification: Notification) -> None:
        """Put a notification in, once per key."""
        cells = msgspec.structs.asdict(notification) | {"at": _moment(notification.at), "seen": int(notification.seen)}
        self._insert("notification", cells)

    def put(self, item: Item) -> None:
        """Put an item in, once per key."""
        cells = msgspec.structs.asdict(item)
        times = {name: _moment(cells[name]) for name in ("at", "until", "answered_at")}
        self._insert("item", cells | times | {"answer": _json(item.answer)})

    def notifications(self, person: str | None = None, unseen: bool = False) -> list[Notification]:
        """What was told, newest first; of one person, or of all."""
        with self.lock:
            rows = self.connection.execute("select * from notification order by at desc, rowid desc").fetchall()
        found = [Notification(**dict(row) | {"at": _read(row["at"]), "seen": bool(row["seen"])}) for row in rows]
        return [one for one in found if person in (None, one.person) and not (unseen and one.seen)]

    def mark_seen(self, key: str) -> None:
        """Note that a notification was read."""
        with self.lock:
            self.connection.execute("update notification set seen = 1 where key = ?", (key,))

    def items(self, person: str | None = None, open_only: bool = True) -> list[Item]:
        """What is to be done or decided, oldest first; of one person, or of all."""
        with self.lock:
            rows = self.connection.execute("select * from item order by at, rowid").fetchall()
        found = [_item(row) for row in rows]
        return [one for one in found if person in (None, one.person) and (one.open or not open_only)]

    def item(self, key: str) -> Item | None:
        """The item of that key."""
        with self.lock:
            row = self.connection.execute("select * from item where key = ?", (key,)).fetchone()
        return _item(row) if row else None

    def answer(self, key: str, answer: object, by: str, at: datetime) -> bool:
        """Answer an open item; False where there is none, or somebody was faster."""
        query = (
            "update item set answer = ?, answered_at = ?, answered_by = ? where key = ? and answered_at is null "
            "returning key"
        )
        with self.lock:
            return self.connection.execute(query, (_json(answer), _moment(at), by, key)).fetchone() is not None

    def _insert(self, table: str, cells: dict[str, object]) -> None:
        names, marks = ", ".join(cells), ", ".join("?" for _ in cells)
        query = f"insert into {table} ({names}) values ({marks}) on conflict do nothing"
        with self.lock:
            self.connection.execute(query, tuple(cells.values()))


def _item(row: "sqlite3.Row") -> Item:
    cells = dict(row)
    times = {name: _read(cells[name]) for name in ("at", "until", "answered_at")}
    return Item(**cells | times | {"answer": msgspec.json.decode(cells["answer"]) if cells["answer"] else None})


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat() if value else None


def _read(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
