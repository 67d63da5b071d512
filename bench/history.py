"""Looking through the history of a million runs: each filter, the first page and one far down; and all of it as a file.

`python -m bench.history [--runs 1000000] [--databases sqlite] [--json]`. Beside each export a bare loop does the least
that an export can: `select` of the same columns of one table, and `csv.writer`.
"""

import argparse
import asyncio
import csv
import gc
import io
import json
import resource
import statistics
import time
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from bench.engine_room import DATABASES, Desk, House, fresh
from bench.many_runs import NOW, address, fill
from bench.measuring import Figure
from sayso.api.programs.outside import runs_file
from sayso.runtime.engine.standing import Versions
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.figures import figures
from sayso.runtime.operations.looking import Filter, list_runs
from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import runs

TURNS = 5
SOON = 1.0
"""Seconds that a page may take."""
WHOLE = 30.0
"""Seconds that a file of everything may take."""
HELD = 0.05
"""Seconds for which a file may keep the loop from everything else."""
A_TICK = 0.001
FILTERS: dict[str, Filter] = {
    "no filter": Filter(),
    "state completed": Filter("completed"),
    "state failed": Filter("failed"),
    "state cancelled": Filter("cancelled"),
    "state waiting": Filter("waiting"),
    "state needs you": Filter("needs you"),
    "one flow": Filter(flow="flow-7"),
    "one flow, failed": Filter("failed", "flow-7"),
    "one flow, cancelled": Filter("cancelled", "flow-7"),
    "the last 7 days": Filter(since=NOW - timedelta(days=7)),
    "30 to 60 days ago, failed": Filter("failed", since=NOW - timedelta(days=60), until=NOW - timedelta(days=30)),
    "an address": Filter(text=address(4_711)),
    "the beginning of an address": Filter(text=address(4_711)[:18]),
    "a first name of every tenth": Filter(text="hana"),
    "both names": Filter(text="Hana Sato"),
    "a word of every run": Filter(text="new"),
    "an address, failed": Filter("failed", text=address(4_711)),
    "a first name, cancelled": Filter("cancelled", text="hana"),
    "nobody's address": Filter(text="nobody@nowhere.example"),
}


class Bench:
    """One database with its history."""

    def __init__(self, database: str, url: str, storage: Storage, count: int) -> None:
        self.database, self.url, self.count = database, url, count
        self.door = Door(storage, House(Desk()), Versions(storage), lambda: NOW)

    async def figures(self) -> AsyncIterator[Figure]:
        """Every figure."""
        middle = await self._place(self.count // 2)
        for name, which in FILTERS.items():
            yield self._told(name, await self._page(which, ""), SOON)
            if name in ("no filter", "state completed", "one flow", "a first name of every tenth"):
                yield self._told(f"{name}, far down", await self._page(which, middle), SOON)
        yield self._told("the dashboard of 30 days", await _taken(figures(self.door, "one")), 3.0)
        for format in ("csv", "json"):
            bare = await _taken(self._bare())
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            ours, held = await _held(_taken(self._export(format)))
            more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            yield self._told(f"everything as {format}", ours, WHOLE)
            yield Figure(f"{self.database}: the same / a bare select and csv.writer", ours / bare, 10)
            yield Figure(f"{self.database}: nothing else was done meanwhile for, at most", held, HELD, "s")
            yield Figure(f"{self.database}: memory it took more at its highest", more / 1_024, 64, "MB")

    def _told(self, name: str, taken: float, aim: float) -> Figure:
        return Figure(f"{self.database}: {name}", taken, aim, "s")

    async def _page(self, which: Filter, cursor: str) -> float:
        return statistics.median([await _taken(list_runs(self.door, "one", which, cursor)) for _ in range(TURNS)])

    async def _place(self, number: int) -> str:
        query = select(runs.c.created, runs.c.id).order_by(runs.c.created.desc()).offset(number).limit(1)
        async with self.door.storage.reading("one") as connection:
            row = (await connection.execute(query)).one()
        return f"{row.created}.{row.id}"

    async def _export(self, format: str) -> None:
        size = 0
        async for piece in runs_file(self.door, "one", Filter(), format).pieces:
            size += len(piece)
        assert size > self.count * 50

    async def _bare(self) -> None:
        out = io.StringIO()
        writer = csv.writer(out)
        columns = [runs.c[name] for name in ("id", "flow", "state", "trigger", "title", "created", "started", "ended")]
        async with self.door.storage.reading("one") as connection:
            async for some in (await connection.stream(select(*columns))).partitions(1_000):
                writer.writerows(some)
                out.seek(0)
                out.truncate()


async def _taken(work: Any) -> float:
    begun = time.perf_counter()
    await work
    return time.perf_counter() - begun


async def _held(work: Awaitable[float]) -> tuple[float, float]:
    """What a work gives, and for how long at most the loop did nothing else."""
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(A_TICK)
            longest = max(longest, time.perf_counter() - begun - A_TICK)

    ticking = asyncio.create_task(tick())
    try:
        return await work, longest
    finally:
        ticking.cancel()


async def measure(databases: list[str], count: int, as_json: bool) -> None:
    """Measure and print."""
    found: list[Figure] = []
    for database in databases:
        async with fresh(database) as url:
            storage = Storage.open(url)
            try:
                await storage.create()
                print(f"{database}: writing {count:,} runs …", flush=True) if not as_json else None
                await fill(url, count)
                gc.collect()
                gc.freeze()  # as a process that serves does
                async for one in Bench(database, url, storage, count).figures():
                    found.append(one)
                    if not as_json:
                        mark = "" if one.reached else "  MISSED"
                        print(f"{one.name:66} {one.value:8.3f} {one.unit:2}  aim {one.aim:g}{mark}", flush=True)
            finally:
                await storage.close()
    if as_json:
        print(json.dumps([{**msgspec.to_builtins(one), "reached": one.reached} for one in found]))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.history", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=DATABASES)
    options = parser.parse_args(arguments)
    asyncio.run(measure(options.databases, options.runs, options.json))


if __name__ == "__main__":
    main()
