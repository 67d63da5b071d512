"""A worker: takes lanes that are due, drives many at once on one event loop, and lets go of them when it stops.

The tables are the truth. Whatever rings the worker only makes it look sooner than it would by itself.
"""

import asyncio
import gc
import os
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog

from sayso.interpreter.state import Outcome
from sayso.runtime.engine.answering import answer
from sayso.runtime.engine.claims import RunRow
from sayso.runtime.engine.commits import Commits, Seam
from sayso.runtime.engine.looking import GAVE_UP, look
from sayso.runtime.engine.premises import Houses, Premises
from sayso.runtime.engine.standing import Standing, Versions, read_loop, read_run
from sayso.runtime.engine.strand import Hands, Held, LostLane, Strand
from sayso.runtime.engine.taking import LEASE, Lines, give_back, renew, take
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.storage import Storage, micros

MOST = 640
"""The most lanes that are driven at once."""
SHARE = 80
"""Per cent of them that one workspace may have."""
LOOK_BESIDE = 0.1
"""Seconds between two looks for lanes of others, while a workspace has its whole share."""
PAGE = 100
"""The most lanes taken at once."""
LOOK_EVERY = 0.5
"""Seconds between two looks when nothing rings."""
LOOK_SOON = 0.05
"""The same while lanes keep coming due: where some did within the last twenty looks."""
BREATH = 0.005
"""Seconds between two looks while lanes are driven: those that end in between are replaced together."""
MOST_TROUBLE = 5
"""After so many tries a lane that cannot be driven fails, with a sentence."""
MOST_RUNS = 1000
"""How many runs a worker keeps at hand."""
log = structlog.get_logger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


async def _no_pump(workspace: str) -> None:
    """Nothing brings events in."""


def _silent(what: str, where: str) -> None:
    """Nobody stands at the seam."""


class Worker:
    """One process's part of the work. `start` and `stop` it; or let it do one `turn` at a time."""

    def __init__(
        self, storage: Storage, houses: Houses, clock: Callable[[], datetime] = _now,
        pump: Callable[[str], Awaitable[None]] = _no_pump, lease: timedelta = LEASE, most: int = MOST,
        seam: Seam = _silent, name: str = "", metrics: Metrics | None = None,
    ) -> None:  # fmt: skip
        self.storage, self.houses, self.lease, self.most = storage, houses, lease, most
        self.name = name or f"{os.getpid()}-{secrets.token_hex(4)}"
        self.metrics = metrics or Metrics()
        self.commits = Commits(storage, seam, self.metrics.committed)
        self.hands = Hands(storage, self.commits, Versions(storage), clock, pump, self.nudge, self.metrics)
        self.tasks: dict[asyncio.Task[None], Held] = {}
        self.stopping = False
        self._runs: dict[tuple[str, str], Standing] = {}
        self._trouble: dict[tuple[str, str, str], int] = {}
        self._nudged, self._idle = asyncio.Event(), asyncio.Event()
        self._looked_beside = 0.0
        self._own: list[asyncio.Task[None]] = []

    # Its life.

    async def start(self) -> None:
        """Begin to work. What the process has loaded by now stays: the collector of garbage need not go through it."""
        gc.collect()
        gc.freeze()
        self._own = [
            asyncio.create_task(self.commits.run()),
            asyncio.create_task(self._work()),
            asyncio.create_task(self._live()),
        ]

    async def stop(self, within: float = 8.0) -> None:
        """Take nothing more, let calls in flight end, let go of every lane; what takes longer is left to its lease."""
        self.stopping = True
        self.nudge()
        until, looking = time.monotonic() + within, self._own[1:2]
        if looking:
            await asyncio.wait(looking, timeout=within / 2)
        if self.tasks:
            await asyncio.wait(list(self.tasks), timeout=max(0.0, until - time.monotonic()))
        for task in [*self.tasks, *self._own]:
            task.cancel()
        await asyncio.gather(*self.tasks, *self._own, return_exceptions=True)
        self._own = []

    def nudge(self) -> None:
        """Look at once."""
        self._nudged.set()

    async def _work(self) -> None:
        quiet = 0.0
        while not self.stopping:
            await self._breath()
            self._nudged.clear()
            most, besides = self._room()
            try:
                found = await self._take(most, besides) if most > 0 else 0
            except Exception as problem:
                log.warning("cannot look for work", problem=str(problem)[:500])
                found = 0
            quiet = 0 if found else quiet + LOOK_SOON
            if not found:
                try:
                    async with asyncio.timeout(LOOK_EVERY if quiet > 1 else LOOK_SOON):
                        await self._nudged.wait()
                except TimeoutError:
                    pass

    async def _breath(self) -> None:
        """While lanes are driven, more is looked for only now and then; at once where the last of them is done."""
        if self.tasks:
            with suppress(TimeoutError):
                async with asyncio.timeout(BREATH):
                    await self._idle.wait()

    async def _live(self) -> None:
        """Give signs of life for every lane held."""
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            until = micros(self.hands.clock() + self.lease)
            try:
                await renew(self.storage, self.name, list(self.tasks.values()), until)
            except Exception as problem:
                log.warning("cannot renew leases", problem=str(problem)[:500])

    async def turn(self, most: int = PAGE) -> int:
        """Take what is due now and drive it till it rests; gives how many lanes that were. For tests and tools."""
        committing = asyncio.create_task(self.commits.run()) if not self._own else None
        try:
            found = await self._take(most)
            while self.tasks:
                await asyncio.wait(list(self.tasks))
            return found
        finally:
            if committing is not None:
                committing.cancel()
                await asyncio.gather(committing, return_exceptions=True)

    # Lanes.

    def _room(self) -> tuple[int, tuple[str, ...]]:
        """How many lanes may be taken now, and of which workspaces none: no workspace has more than its share, so that
        one which is crowded leaves room for the others."""
        held = Counter(one.workspace for one in self.tasks.values())
        free, share = min(self.most - len(self.tasks), PAGE), max(1, self.most * SHARE // 100)
        full = tuple(name for name, count in held.items() if count >= share)
        if not full:
            return min(free, share - max(held.values(), default=0)), ()
        if time.monotonic() - self._looked_beside < LOOK_BESIDE:
            return 0, full
        self._looked_beside = time.monotonic()
        return free, full

    async def _take(self, most: int, besides: tuple[str, ...] = ()) -> int:
        now, lease = micros(self.hands.clock()), self.lease // timedelta(microseconds=1)
        found = await take(self.storage, self.name, now, lease, most, self._runs, besides)
        for held, lines in found:
            if held.due:
                self.metrics.woken((now - held.due) / 1_000_000)
            task = asyncio.create_task(self._driven(held, lines))
            self.tasks[task] = held
            self._idle.clear()
            task.add_done_callback(self._done)
        self.metrics.in_flight.set(len(self.tasks))
        return len(found)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.tasks.pop(task, None)
        self.metrics.in_flight.set(len(self.tasks))
        if not self.tasks:
            self._idle.set()
        if len(self.tasks) < self.most:
            self.nudge()

    async def _driven(self, held: Held, lines: Lines) -> None:
        key = (held.workspace, held.run, held.path)
        try:
            await self._drive(held, lines)
            self._trouble.pop(key, None)
        except LostLane:
            log.info("lane is in other hands", workspace=held.workspace, run=held.run, lane=held.path)
        except Exception as problem:
            await self._in_trouble(held, lines, problem)

    async def _drive(self, held: Held, lines: Lines) -> None:
        strand = await self._strand(held, lines)
        if strand.lane.ended is not None:
            await strand.end()
            return
        outcome = await look(strand)
        await self._stride(strand, outcome)

    async def _stride(self, strand: Strand, outcome: Outcome | None) -> None:
        while outcome is not None:
            want = strand.go_on(outcome)
            self.metrics.steps.inc()
            if want is None:
                await strand.end()
                return
            if self.stopping:
                await strand.rest("", 0)
                return
            outcome = await answer(strand, want)

    async def _strand(self, held: Held, lines: Lines) -> Strand:
        standing = await self._standing(held)
        scope = standing.built_in
        if held.parent is not None:
            loop = await read_loop(self.storage, standing, held.loop)
            if loop is None:
                raise LostLane
            scope = loop.scope
        strand = Strand(self.hands, standing, held, scope)
        strand.resume(lines)
        return strand

    async def _standing(self, held: Held) -> Standing:
        key = (held.workspace, held.run)
        known = self._runs.get(key)
        if known is None or held.version not in (None, known.version):
            premises = self.houses.premises(held.workspace)
            known = await self._run(premises, held)
            if known is None:
                raise LostLane
            if len(self._runs) >= MOST_RUNS:
                self._runs.pop(next(iter(self._runs)))
            self._runs[key] = known
        known.premises = self.houses.premises(held.workspace)
        return known

    async def _run(self, premises: Premises, held: Held) -> Standing | None:
        """The run of a lane: read with it, else by itself."""
        if held.about is None:
            return await read_run(self.storage, self.hands.versions, premises, held.run)
        row = RunRow(*held.about)
        return Standing(row, await self.hands.versions.linked(row.workspace, row.flow, row.version), premises)

    async def _in_trouble(self, held: Held, lines: Lines, problem: Exception) -> None:
        """Something went wrong that is no answer of a service: try again a little later, and in the end give up."""
        key = (held.workspace, held.run, held.path)
        tries = self._trouble[key] = self._trouble.get(key, 0) + 1
        log.error("a lane could not be driven", workspace=held.workspace, run=held.run, lane=held.path, tries=tries,
                  problem=f"{type(problem).__name__}: {problem}"[:500])  # fmt: skip
        try:
            if tries >= MOST_TROUBLE:
                strand = await self._strand(held, lines)
                await self._stride(strand, Outcome("failed", strand.now(), sentence=GAVE_UP, error="failed"))
            else:
                await give_back(self.storage, held, micros(self.hands.clock() + timedelta(seconds=2**tries)))
        except LostLane:
            pass
        except Exception as again:
            log.warning("left to its lease", run=held.run, lane=held.path, problem=str(again)[:500])
