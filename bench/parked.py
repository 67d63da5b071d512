"""Many runs at once: calls that take their time, people who wait for days, and a neighbour who makes a noise.

`python -m bench.parked [--json] [--databases sqlite] [--waits 20000] [--people 10000] [--ready 20000]`. Memory is what
the process holds in RAM (resident); everything runs on one event loop.
"""

import argparse
import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import msgspec
from sqlalchemy import func, select, text

from bench.engine_room import DATABASES, Desk, House, Room, room
from sayso.connectors.shape import Call
from sayso.runtime.storage import micros
from sayso.runtime.storage.tables import gathers, items, journal, lanes, runs

FLIGHTS, CALLS = 500, 5
"""Runs in flight, and calls of each that take between 0.2 and 1 second."""
DUE_TOGETHER, DUE_WITHIN = 1000, 10
"""So many waits are over within so many seconds, while the others wait on."""
LONGEST = 240.0
"""Seconds after which a benchmark gives up."""
MEGABYTE = 1024 * 1024
SLOW = 'flow "Slow calls"\non manual\nuse desk.act\n' + "".join(f'desk.act(text: "{n}")\n' for n in range(CALLS))
WAIT = 'flow "Waits"\non manual\nuse desk.act\nwait 5 days\ndesk.act(text: "on")\n'
SHORT = 'flow "Short"\non manual\nuse desk.act\n' + "".join(f'desk.act(text: "{n}")\n' for n in range(20))
EACH = """flow "Everybody"
on webhook "people" with
  people: list of text
end
use desk.act
for each @person in @people at most 10000
  wait 5 days
  desk.act(text: @person)
end
"""


class Figure(msgspec.Struct, frozen=True):
    """One figure of one database."""

    database: str
    name: str
    value: float
    unit: str


def resident() -> float:
    """Megabytes of RAM that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / MEGABYTE


async def flights(database: str) -> AsyncIterator[Figure]:
    """500 runs whose calls take 0.2 to 1 second: how much longer than the longest chain of calls they take."""
    took: dict[str, float] = {}

    def takes(call: Call) -> float:
        seconds = 0.2 + 0.8 * (int(call.key.encode()[-1]) * 7919 + len(took) * 104729) % 1000 / 1000
        took[call.key] = seconds
        return seconds

    desk = Desk(takes)
    async with room(database, House(desk)) as (made, _):
        await made.begin(await made.flow(SLOW), FLIGHTS)
        begun = time.perf_counter()
        await _worked(made, FLIGHTS, most=FLIGHTS)
        spent = time.perf_counter() - begun
    chains: dict[str, float] = {}
    for key, seconds in took.items():
        run = key.partition("/")[0]
        chains[run] = chains.get(run, 0.0) + seconds
    yield Figure(database, f"{FLIGHTS} runs in flight, {CALLS} slow calls each: time", spent, "s")
    yield Figure(database, "the same / the longest run's calls alone", spent / max(chains.values()), "x")


async def _worked(made: Room, count: int, most: int, workspace: str = "one") -> None:
    """Work until so many runs of a workspace are completed."""
    worker = made.worker(most)
    await worker.start()
    try:
        async with asyncio.timeout(LONGEST):
            while worker.tasks or await made.completed(workspace) < count:
                await asyncio.sleep(0.02)
    finally:
        await worker.stop()


async def waits(database: str, count: int) -> AsyncIterator[Figure]:
    """Runs that wait for days: what that costs in memory, and how late those are whose time has come."""
    late: list[float] = []
    due: dict[str, float] = {}

    def takes(call: Call) -> float:
        late.append(time.time() - due[call.run])
        return 0.0

    async with room(database, House(Desk(takes))) as (made, _):
        flow = await made.flow(WAIT)
        worker = made.worker(500)
        await worker.start()
        try:
            await _parked(made, flow, min(1000, count))
            before, begun = resident(), time.perf_counter()
            await _parked(made, flow, count)
            yield Figure(database, f"{count:,} runs parked: runs a second", count / (time.perf_counter() - begun), "")
            yield Figure(database, f"memory more than with {min(1000, count):,}", resident() - before, "MB")
            due.update(await _let_come(made))
            async with asyncio.timeout(LONGEST):
                while len(late) < len(due):
                    await asyncio.sleep(0.05)
        finally:
            await worker.stop()
    cuts = quantiles(late, n=100)
    yield Figure(database, f"{len(due):,} of them due within {DUE_WITHIN} s: late, median", cuts[49] * 1000, "ms")
    yield Figure(database, "the same, p99", cuts[98] * 1000, "ms")


async def _parked(made: Room, flow: object, count: int) -> None:
    """Begin runs until so many wait."""
    there = await _count(made, "time")
    await made.begin(flow, count - there)  # type: ignore[arg-type]
    async with asyncio.timeout(LONGEST):
        while await _count(made, "time") < count:
            await asyncio.sleep(0.1 + count / 50_000)


async def _count(made: Room, resting: str) -> int:
    query = select(func.count()).select_from(lanes).where(lanes.c.workspace == "one", lanes.c.resting == resting)
    async with made.storage.reading("one") as connection:
        return int((await connection.execute(query)).scalar_one())


async def _let_come(made: Room) -> dict[str, float]:
    """Move the time of some waits to the next seconds, evenly; gives when each is due."""
    begins = datetime.now(UTC) + timedelta(seconds=1)
    async with made.storage.writing("one") as connection:
        rows = await connection.execute(select(lanes.c.run).where(lanes.c.workspace == "one").limit(DUE_TOGETHER))
        found = {row.run: begins + timedelta(seconds=DUE_WITHIN * n / DUE_TOGETHER) for n, row in enumerate(rows.all())}
        for run, at in found.items():
            # The lane keeps what it wants; a wait that is over is over because its row says so and a person's word.
            order = json.dumps({"what": "continue", "words": "", "by": "me"})
            await connection.execute(
                lanes.update().where(lanes.c.workspace == "one", lanes.c.run == run).values(due=micros(at), order=order)
            )
    return {run: at.timestamp() for run, at in found.items()}


async def people(database: str, count: int) -> AsyncIterator[Figure]:
    """One loop over people who wait five days: rows, bytes and time until all wait."""
    async with room(database, House(Desk())) as (made, _):
        flow = await made.flow(EACH)
        names = [f"person{n}@example.com" for n in range(count)]
        before, begun = resident(), time.perf_counter()
        await made.begin(flow, 1, inputs={"people": names})
        worker = made.worker(500)
        await worker.start()
        try:
            async with asyncio.timeout(LONGEST):
                while await _count(made, "time") < count:
                    await asyncio.sleep(0.1)
            spent, memory = time.perf_counter() - begun, resident() - before
        finally:
            await worker.stop()
        yield Figure(database, f"a loop over {count:,} people who wait: time until all wait", spent, "s")
        yield Figure(database, "memory more than before", memory, "MB")
        async with made.storage.reading("one") as connection:
            for table in (runs, lanes, journal, items, gathers):
                query = select(func.count()).select_from(table).where(table.c.workspace == "one")
                found = (await connection.execute(query)).scalar_one()
                yield Figure(database, f"rows of `{table.name}`", found, "")
            wide = "select avg(length(snapshot)) from lane where resting = 'time'"
            yield Figure(
                database, "bytes of a waiting lane's snapshot", (await connection.execute(text(wide))).scalar_one(), "B"
            )


async def neighbours(database: str, ready: int) -> AsyncIterator[Figure]:
    """One workspace has a crowd of lanes ready; how long one run of another takes beside it, and alone."""
    async with room(database, House(Desk(), ("crowd", "one"))) as (made, _):
        quiet, noisy = await made.flow(SHORT), await made.flow(SHORT, "crowd")
        await made.begin(quiet, 1)
        alone = await _one_more(made, 1)
        await made.begin(noisy, ready, "crowd")
        worker = made.worker(500)
        await worker.start()
        try:
            await asyncio.sleep(1.0)
            begun = time.perf_counter()
            await made.begin(quiet, 1)
            async with asyncio.timeout(LONGEST):
                while await made.completed() < 2:
                    await asyncio.sleep(0.01)
            beside = time.perf_counter() - begun
            left = ready - await made.completed("crowd")
        finally:
            await worker.stop()
    yield Figure(database, "one run of 20 steps alone", alone * 1000, "ms")
    yield Figure(database, f"the same beside {ready:,} ready runs of another workspace", beside * 1000, "ms")
    yield Figure(database, "how many of those were still ready then", left, "")


async def _one_more(made: Room, count: int) -> float:
    begun = time.perf_counter()
    await _worked(made, count, most=500)
    return time.perf_counter() - begun


async def measure(options: argparse.Namespace) -> None:
    """Measure and print."""
    found: list[Figure] = []
    for database in options.databases:
        for figures in (
            flights(database), waits(database, options.waits), people(database, options.people),
            neighbours(database, options.ready),
        ):  # fmt: skip
            async for figure in figures:
                found.append(figure)
                if not options.json:
                    print(f"{figure.database:10} {figure.name:70} {figure.value:12,.1f} {figure.unit}", flush=True)
    if options.json:
        print(json.dumps(msgspec.to_builtins(found)))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.parked", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--databases", nargs="+", default=["sqlite"], choices=DATABASES)
    parser.add_argument("--waits", type=int, default=5_000, help="runs that wait for days")
    parser.add_argument("--people", type=int, default=1_000, help="people in one loop")
    parser.add_argument("--ready", type=int, default=1_000, help="ready runs of the noisy workspace")
    asyncio.run(measure(parser.parse_args(arguments)))


if __name__ == "__main__":
    main()
