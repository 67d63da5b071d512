"""The practice world of one workspace: one SQLite file in its folder, in which everything stands that was "sent".

Every change is one transaction. Nothing here reads the clock, and nothing here can reach anything but this file.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from sayso.connectors.database import connect

NOTHING_LEFT: Final = "Practice: nothing left this machine."
"""Stands with every message."""
CREDITS: Final = 500
"""A practice service that takes credits begins with so many."""
LONGEST_TEXT: Final = 20_000
"""Characters of an answer."""
MOST_FAULTS: Final = 100

TABLES: Final = """
create table if not exists message (
  number integer primary key autoincrement, id text not null unique, service text not null, kind text not null,
  key text not null, person text not null, address text, contact text, subject text not null, body text not null,
  thread text not null, sender text not null, at text not null, flow text not null, run text not null,
  state text not null);
create index if not exists message_key on message (key);
create index if not exists message_thread on message (thread);
create table if not exists answer (
  number integer primary key autoincrement, message integer not null, kind text not null, author text not null,
  text text not null, at text not null);
create index if not exists answer_message on answer (message);
create table if not exists event (
  number integer primary key autoincrement, name text not null, at text not null, record text not null,
  id text not null);
create table if not exists done (key text not null, tool text not null, at text not null, primary key (key, tool));
create table if not exists meeting (
  id text primary key, title text not null, starts text not null, ends text not null, organizer text not null,
  guest text, notes text, transcript text, told integer not null default 0);
create index if not exists meeting_told on meeting (told, ends);
create table if not exists sheet (key text primary key, id text not null unique, name text not null);
create table if not exists line (
  sheet text not null, number integer not null, cells text not null, primary key (sheet, number));
create table if not exists channel (name text primary key);
create table if not exists reaction (message text not null, emoji text not null, primary key (message, emoji));
create table if not exists credit (service text primary key, left_over integer not null);
create table if not exists permission (service text primary key, expires text not null);
create table if not exists fault (number integer primary key autoincrement, service text not null, kind text not null);
"""


class Answered(msgspec.Struct, frozen=True):
    """What somebody who got a message did: `kind` is reply, accept or unsubscribe."""

    kind: str
    author: str
    text: str
    at: datetime


class Message(msgspec.Struct, frozen=True):
    """A message as it stands in the outbox, exactly as it would have gone out.

    `kind` is email, draft, message or invitation; `state` is draft, sent, replied, accepted or unsubscribed. `contact`
    is the id of the contact it went to, `thread` what it and its answers share. `again` counts up from 1 where the same
    step sent it more than once.
    """

    id: str
    connection: str
    kind: str
    person: str
    address: str | None
    contact: str | None
    subject: str
    body: str
    thread: str
    sender: str
    at: datetime
    flow: str
    run: str
    state: str
    again: int = 1
    answers: tuple[Answered, ...] = ()
    note: str = NOTHING_LEFT


class World:
    """One workspace's practice world. Use `World.open`, and close it when done."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.lock = threading.RLock()

    @classmethod
    def open(cls, path: Path | str) -> "World":
        """The world in that file, made where it is not there; ":memory:" keeps it in memory."""
        connection = connect(str(path))
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.executescript(TABLES)
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything in it happens, or nothing."""
        with self.lock:
            self.connection.execute("begin immediate")
            try:
                yield self.connection
                self.connection.execute("commit")
            except BaseException:
                self.connection.execute("rollback")
                raise

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds."""
        with self.lock:
            return self.connection.execute(query, values).fetchall()

    # the outbox

    def messages(self, connection: str = "", person: str = "", most: int = 100) -> list[Message]:
        """The outbox, newest first; of one connection, or to whoever has that in the name or address."""
        query = (
            "select * from message where (? = '' or service = ?) and (? = '' or instr(lower(person), ?) > 0 "
            "or instr(lower(coalesce(address, '')), ?) > 0) order by number desc limit ?"
        )
        with self.lock:
            wanted = person.lower()
            found = self.rows(query, connection, connection, wanted, wanted, wanted, most)
            return [self._message(row) for row in found]

    def message(self, id: str) -> Message | None:
        """The message of that id."""
        with self.lock:
            found = self.rows("select * from message where id = ?", id)
            return self._message(found[0]) if found else None

    def _message(self, row: sqlite3.Row) -> Message:
        again = "select count(*) from message where key = ? and service = ? and kind = ? and number <= ?"
        count = self.rows(again, row["key"], row["service"], row["kind"], row["number"])[0][0]
        said = self.rows("select * from answer where message = ? order by number", row["number"])
        return Message(
            row["id"], row["service"], row["kind"], row["person"], row["address"], row["contact"], row["subject"],
            row["body"], row["thread"], row["sender"], moment(row["at"]), row["flow"], row["run"], row["state"], count,
            tuple(Answered(one["kind"], one["author"], one["text"], moment(one["at"])) for one in said),
        )  # fmt: skip

    def answered(
        self, message: Message, kind: str, state: str, text: str, at: datetime,
        event: tuple[str, str, str] | None = None,
    ) -> None:  # fmt: skip
        """Keep what the recipient did, together with the event (its name, the type and id of its record) it becomes."""
        insert = (
            "insert into answer (message, kind, author, text, at) select number, ?, ?, ?, ? from message where id = ?"
        )
        with self.changing() as connection:
            connection.execute(insert, (kind, message.person, text, stored(at), message.id))
            connection.execute("update message set state = ? where id = ?", (state, message.id))
            if event is not None:
                self._happen(event, at)

    def _happen(self, event: tuple[str, str, str], at: datetime) -> None:
        name, record, id = event
        values = (name, stored(at), record, id)
        self.connection.execute("insert into event (name, at, record, id) values (?, ?, ?, ?)", values)

    # events

    def has_news(self, number: int, now: datetime) -> bool:
        """Whether anything happened after that number."""
        query = (
            "select exists (select 1 from event where number > ?) "
            "or exists (select 1 from meeting where told = 0 and ends <= ?)"
        )
        return bool(self.rows(query, number, stored(now))[0][0])

    def last_event(self) -> int:
        """The number of the latest event, 0 where nothing happened yet."""
        return int(self.rows("select coalesce(max(number), 0) from event")[0][0])

    def events_since(self, number: int, now: datetime, most: int = 500) -> list[sqlite3.Row]:
        """What happened after that number, oldest first: answers that came, meetings that ended by now."""
        over = "select * from meeting where told = 0 and ends <= ? order by ends, id"
        with self.lock:
            if self.rows(over, stored(now)):
                with self.changing() as connection:
                    for row in self.rows(over, stored(now)):
                        self._happen(("meeting.ended", "meeting", row["id"]), moment(row["ends"]))
                        connection.execute("update meeting set told = 1 where id = ?", (row["id"],))
            return self.rows("select * from event where number > ? order by number limit ?", number, most)

    def keep_meeting(
        self, id: str, title: str, starts: datetime, ends: datetime, organizer: str, guest: str, transcript: str | None
    ) -> None:  # fmt: skip
        """Put a meeting into the calendar that nobody is told of when it is over."""
        values = (id, title, stored(starts), stored(ends), organizer, guest, transcript)
        query = (
            "insert into meeting (id, title, starts, ends, organizer, guest, transcript, told) "
            "values (?, ?, ?, ?, ?, ?, ?, 1)"
        )
        with self.lock:
            self.connection.execute(query, values)

    # how the connections do

    def credits(self, service: str) -> int:
        """How many credits are left."""
        found = self.rows("select left_over from credit where service = ?", service)
        return int(found[0][0]) if found else CREDITS

    def set_credits(self, service: str, count: int) -> None:
        """Have so many credits from now on."""
        query = "insert into credit values (?, ?) on conflict (service) do update set left_over = excluded.left_over"
        with self.lock:
            self.connection.execute(query, (service, count))

    def faults(self, service: str) -> list[str]:
        """What will go wrong with the next calls, in their order."""
        return [row["kind"] for row in self.rows("select kind from fault where service = ? order by number", service)]

    def plant(self, service: str, kind: str, times: int = 1) -> None:
        """Let that go wrong with the next calls."""
        with self.changing() as connection:
            count = connection.execute("select count(*) from fault").fetchone()[0]
            rows = [(service, kind)] * min(times, MOST_FAULTS - count)
            connection.executemany("insert into fault (service, kind) values (?, ?)", rows)

    def expires(self, service: str) -> datetime | None:
        """When the permission to use this service runs out; None for never."""
        found = self.rows("select expires from permission where service = ?", service)
        return moment(found[0][0]) if found else None

    def expire(self, service: str, at: datetime) -> None:
        """Let the permission run out then."""
        query = "insert into permission values (?, ?) on conflict (service) do update set expires = excluded.expires"
        with self.lock:
            self.connection.execute(query, (service, stored(at)))

    def mend(self, service: str) -> None:
        """Nothing goes wrong any more, there are credits again, and the permission lasts."""
        with self.changing() as connection:
            for table in ("fault", "credit", "permission"):
                connection.execute(f"delete from {table} where service = ?", (service,))


def stored(at: datetime) -> str:
    """An instant as the file keeps it: in UTC, so that later ones sort later."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The instant that the file keeps so."""
    return datetime.fromisoformat(text)
