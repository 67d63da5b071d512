"""Durable runs beside the bare database: steps a second of a flow of 20 steps, and rows a second of a loop.

`python -m bench.durable [--json] [--databases sqlite]`. A step is a call that changes something; that it goes out is on
disk before it does. Runs lie ready when the clock begins; it ends with the last run. The bare loop writes rows of a
journal line's size, one a commit beside one run at a time, 100 a commit beside 100; both take turns, in one process, on
the event loop that `serve` and `worker` run on.
"""

import argparse
import asyncio
import json
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator

import asyncpg  # type: ignore[import-untyped]
import msgspec

from bench.engine_room import DATABASES, Desk, House, Room, room
from sayso.cli.serving import event_loop

STEPS = 20
TURNS = 4
TOGETHER: dict[int, int] = {1: 20, 16: 160, 100: 400}
"""Runs at a time, and how many there are in a turn."""
FLOORS: dict[tuple[str, int], float] = {
    ("sqlite", 1): 0.25, ("sqlite", 100): 0.15, ("postgresql", 1): 0.4, ("postgresql", 100): 0.3,
}  # fmt: skip
"""The least share of the bare loop."""
BARE_SECONDS = 0.5
ROWS = 100
"""Rows a commit, beside many runs at a time."""
LINE = "x" * 480
"""As long as the journal line of such a step."""
FLOW = 'flow "Twenty steps"\non manual\nuse desk.act\n' + "".join(
    f'desk.act(text: "step {n}")\n' for n in range(1, STEPS + 1)
)
TABLE = "create table bare (run text, number integer, body text, primary key (run, number))"


class Pace(msgspec.Struct, frozen=True):
    """Steps a second with so many runs at a time, beside rows a second of the bare loop; `share` is the quotient."""

    database: str
    at_a_time: int
    steps: float
    bare: float
    share: float
    floor: float | None

    @property
    def reached(self) -> bool:
        """Whether the share is no less than its floor."""
        return self.floor is None or self.share >= self.floor


async def paces(database: str) -> AsyncIterator[Pace]:
    """Steps between two goes of the bare loop, in turns; the first turn only warms up. Medians; each turn has its own
    share, so that a machine that is slower for a while slows both."""
    desk = Desk()
    async with room(database, House(desk)) as (made, url):
        flow = await made.flow(FLOW)
        for at_a_time, count in TOGETHER.items():
            rows = 1 if at_a_time == 1 else ROWS
            turns = []
            for _ in range(TURNS + 1):
                await made.begin(flow, count)
                await settled(database, url)
                before = await bare_loop(database, url, rows)
                steps = await steps_a_second(made, desk, at_a_time, count)
                bare = (before + await bare_loop(database, url, rows)) / 2
                turns.append((steps, bare, steps / bare))
            steps, bare, share = (statistics.median(values) for values in zip(*turns[1:], strict=True))
            floor = FLOORS.get((database, at_a_time))
            yield Pace(database, at_a_time, round(steps), round(bare), round(share, 3), floor)


async def settled(database: str, url: str) -> None:
    """PostgreSQL knows how large its tables are: by itself it looks a minute after they have grown."""
    if database == "postgresql":
        connection = await asyncpg.connect(url)
        try:
            await connection.execute("analyze")
        finally:
            await connection.close()


async def steps_a_second(made: Room, desk: Desk, at_a_time: int, count: int) -> float:
    """Let a worker do all that lies ready; every step must have happened once."""
    before, worker = desk.calls, made.worker(at_a_time)
    wanted = await made.completed() + count
    begun = time.perf_counter()
    await worker.start()
    try:
        while desk.calls - before < count * STEPS or worker.tasks:
            await asyncio.sleep(0.002)
        taken = time.perf_counter() - begun
    finally:
        await worker.stop()
    assert (desk.calls - before, await made.completed()) == (count * STEPS, wanted)
    return count * STEPS / taken


async def bare_loop(database: str, url: str, rows: int) -> float:
    """Rows a second that a loop of commits of so many rows each writes."""
    return bare_sqlite(url.removeprefix("sqlite:///"), rows) if database == "sqlite" else await bare_asyncpg(url, rows)


def bare_sqlite(file: str, rows: int) -> float:
    """With `sqlite3`, on disk at every commit."""
    connection = sqlite3.connect(f"{file}.bare", isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("drop table if exists bare")
        connection.execute(TABLE)
        done, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < BARE_SECONDS:
            connection.execute("begin immediate")
            given = [(f"run-{number // STEPS:020}", number % STEPS, LINE) for number in range(done, done + rows)]
            connection.executemany("insert into bare values (?, ?, ?)", given)
            connection.execute("commit")
            done += rows
        return done / (time.perf_counter() - begun)
    finally:
        connection.close()


async def bare_asyncpg(url: str, rows: int) -> float:
    """With one connection of asyncpg: what it sends at once is one transaction."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"drop table if exists bare; {TABLE}")
        done, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < BARE_SECONDS:
            given = [(f"run-{number // STEPS:020}", number % STEPS, LINE) for number in range(done, done + rows)]
            if rows == 1:
                await connection.execute("insert into bare values ($1, $2, $3)", *given[0])
            else:
                await connection.executemany("insert into bare values ($1, $2, $3)", given)
            done += rows
        return done / (time.perf_counter() - begun)
    finally:
        await connection.close()


async def measure(databases: list[str], as_json: bool) -> None:
    """Measure and print."""
    found: list[Pace] = []
    for database in databases:
        async for pace in paces(database):
            found.append(pace)
            if not as_json:
                aim = f"  floor {pace.floor:g}" if pace.floor is not None else ""
                mark = "" if pace.reached else "  MISSED"
                print(
                    f"{pace.database:10} {pace.at_a_time:3} at a time {pace.steps:8,.0f} steps/s  "
                    f"bare {pace.bare:8,.0f} rows/s  share {pace.share:.3f}{aim}{mark}", flush=True,
                )  # fmt: skip
    if as_json:
        print(json.dumps([{**msgspec.to_builtins(pace), "reached": pace.reached} for pace in found]))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.durable", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=DATABASES)
    options = parser.parse_args(arguments)
    with asyncio.Runner(loop_factory=event_loop) as runner:
        runner.run(measure(options.databases, options.json))


if __name__ == "__main__":
    main()
