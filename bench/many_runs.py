"""A history of a million runs, made up and written straight into the tables: not through the engine, but as it keeps
them, with the words by which they are found.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import msgspec

from sayso.runtime.operations.gists import words_in
from sayso.runtime.operations.searching import SOURCE
from sayso.runtime.storage import micros

FLOWS, PEOPLE, COMPANIES, DAYS = 20, 50_000, 500, 90
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIRST = ("Ann", "Bo", "Cy", "Di", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jun")
LAST = ("Keller", "Lindt", "Moor", "Nolte", "Oduya", "Park", "Quist", "Roth", "Sato", "Tran")
OPEN = 2_000
"""So many of the newest still wait."""
PAGE = 20_000
Row = tuple[Any, ...]
COLUMNS = {
    "run": ("workspace", "id", "flow", "version", "state", "trigger", "inputs", "title", "created", "started", "ended",
            "how", "reason", "by", "lost", "retry_of", "hold", "mode", "deeds", "people"),
    "journal": ("workspace", "run", "lane", "number", "at", "calls", "body"),
    "item": ("workspace", "run", "loop", "number", "path", "key", "step", "who", "how", "reason", "ended"),
    "lane": ("workspace", "run", "path", "resting", "who", "snapshot", "due"),
    "word": ("workspace", "word", "at", "run"),
}  # fmt: skip


def address(number: int) -> str:
    """The address of one of the people."""
    first, last = FIRST[number % 10].lower(), LAST[number // 10 % 10].lower()
    return f"{first}.{last}{number}@company{number % COMPANIES}.example"


def pages(count: int) -> Iterator[dict[str, list[Row]]]:
    """The rows of each table, so many runs at a time, the oldest first."""
    dice = random.Random(7)
    for begin in range(0, count, PAGE):
        rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        for number in range(begin, min(begin + PAGE, count)):
            _add(rows, number, count, dice)
        rows["word"].sort()
        yield rows


def _add(rows: dict[str, list[Row]], number: int, count: int, dice: random.Random) -> None:
    id = f"run-{number:012d}{dice.getrandbits(32):08x}"
    at = micros(NOW - timedelta(days=DAYS) * (1 - number / count))
    who = dice.randrange(PEOPLE)
    name, email = f"{FIRST[who % 10]} {LAST[who // 10 % 10]}", address(who)
    waits = number >= count - OPEN
    state = "active" if waits else _state(dice.random())
    ended = None if waits else at + dice.randrange(1, 60_000_000)
    reason = "The service did not answer" if state == "failed" else ""
    rows["run"].append((
        "one", id, f"flow-{number % FLOWS}", 1, state, '{"kind":"webhook","name":"lead"}',
        f'{{"email":"{email}","name":"{name}"}}', name, at, at, ended, state, reason, "", 0, "", "", "live",
        None if waits else _DEEDS, None if waits else 1,
    ))  # fmt: skip
    person = {"type": "contact", "id": f"c{who}", "fullName": name, "email": email}
    wants = [("crm.create_contact", person), ("people.notify", {"message": f"{name} is new"})]
    for place, (tool, arguments) in enumerate(wants):
        body = {"number": place, "run": id, "lane": "", "outcome": {"kind": "began" if not place else "done"},
                "want": {"tool": tool, "effect": "write", "path": f"s{place + 1}", "arguments": arguments}}  # fmt: skip
        rows["journal"].append(("one", id, "", place, at, True, msgspec.json.encode(body).decode()))
    rows["journal"].append(("one", id, "", 2, at, False, f'{{"number":2,"run":"{id}","lane":"","outcome":{_DONE}}}'))
    rows["item"].append(("one", id, "s1", 0, "s1", f"contact:c{who}", "s1", name, "done", "", at))
    if waits:
        rows["lane"].append(("one", id, "", "time", name, "{}", None))
    else:
        found = {*words_in(name), *words_in(email), f"c{who}", *words_in(f"{name} is new")}
        rows["word"] += [("one", word, at, id) for word in found]


_DEEDS = '{"crm.create_contact":1,"people.notify":1}'
_DONE = '{"kind":"done","value":null,"sentence":"","error":""}'


def _state(chance: float) -> str:
    table = ((0.93, "completed"), (0.965, "completed with failures"), (0.9995, "failed"), (1.1, "cancelled"))
    return next(state for below, state in table if chance < below)


async def fill(url: str, count: int) -> None:
    """Write so many runs into the tables of a database that has none."""
    if url.startswith("sqlite"):
        _fill_sqlite(url.removeprefix("sqlite:///"), count)
    else:
        await _fill_postgresql(url, count)


def _marks() -> dict[str, list[Row]]:
    flows = [("one", f"flow-{number}", f"Flow {number}", "live") for number in range(FLOWS)]
    return {"flow": flows, "cursor": [("one", SOURCE, micros(NOW))]}


_MARKED = {"flow": ("workspace", "id", "name", "status"), "cursor": ("workspace", "source", "number")}


def _fill_sqlite(file: str, count: int) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("synchronous = off", "cache_size = -600000", "journal_mode = wal"):
        connection.execute(f"pragma {pragma}")
    for rows in _with_marks(count):
        connection.execute("begin")
        for name, columns in (_MARKED | COLUMNS).items():
            places = ", ".join("?" * len(columns))
            named = ", ".join(f'"{column}"' for column in columns)
            connection.executemany(f'insert into "{name}" ({named}) values ({places})', rows.get(name, []))
        connection.execute("commit")
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def _with_marks(count: int) -> Iterator[dict[str, list[Row]]]:
    yield _marks()
    yield from pages(count)


async def _fill_postgresql(url: str, count: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        for rows in _with_marks(count):
            for name, columns in (_MARKED | COLUMNS).items():
                if rows.get(name):
                    await connection.copy_records_to_table(name, records=rows[name], columns=columns)
        await connection.execute("analyze")
    finally:
        await connection.close()
