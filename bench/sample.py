"""The sample workspace with its past, made from nothing on both databases: `python -m bench.sample [--json]`.

Beside it, in the same run, as many bare commits of a row as the journal has lines: what the disk alone would take.
"""

import argparse
import asyncio
import json
import sqlite3
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import func, select

from sayso.runtime.demo import load_demo
from sayso.runtime.home import Home
from sayso.runtime.storage.tables import journal, runs
from tests.services import fresh_database

MOST = 10.0
"""Seconds it may take."""
LINE = "x" * 480


class Made(msgspec.Struct, frozen=True):
    """How long the making took, in seconds of the clock and of the processor, and how long as many bare commits."""

    database: str
    seconds: float
    cpu: float
    runs: int
    lines: int
    bare: float


def make(database: str) -> Made:
    """Make it once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        fresh_database() if database == "postgresql" else nullcontext(None) as url,
    ):
        home = Path(folder) / "home"
        begun, used = time.perf_counter(), time.process_time()
        asyncio.run(load_demo(home, url, datetime.now(UTC)))
        seconds, cpu = time.perf_counter() - begun, time.process_time() - used
        count, lines = asyncio.run(_counted(home, url))
        return Made(database, round(seconds, 2), round(cpu, 2), count, lines, round(_bare(Path(folder), lines), 2))


async def _counted(folder: Path, url: str | None) -> tuple[int, int]:
    home = await Home.open(folder, url)
    try:
        async with home.storage.reading("main") as connection:
            count = select(func.count()).select_from(runs), select(func.count()).select_from(journal)
            return (await connection.execute(count[0])).scalar_one(), (await connection.execute(count[1])).scalar_one()
    finally:
        await home.close()


def _bare(folder: Path, lines: int) -> float:
    """Seconds of so many commits of one row."""
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table bare (number integer primary key, body text)")
    begun = time.perf_counter()
    for number in range(lines):
        connection.execute("insert into bare values (?, ?)", (number, LINE))
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def main() -> None:
    """Make it on both databases, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    as_json = parser.parse_args().json
    found = [make(database) for database in ("sqlite", "postgresql")]
    if as_json:
        print(json.dumps([msgspec.to_builtins(one) for one in found]))
        return
    for one in found:
        reached = "reached" if one.seconds < MOST else "missed"
        print(f"{one.database}: {one.seconds} s (CPU {one.cpu} s; at most {MOST:.0f}, {reached}), {one.runs} runs,"
              f" {one.lines} lines; bare commits {one.bare} s")  # fmt: skip


if __name__ == "__main__":
    main()
