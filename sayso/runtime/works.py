"""Everything one process does by itself: it drives lanes, sweeps, and hears the bell. Many may work side by side."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import msgspec
import structlog
from sqlalchemy import text

from sayso.runtime.bell import Bell
from sayso.runtime.engine.taking import LEASE
from sayso.runtime.engine.worker import Worker
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.operations.door import Door
from sayso.runtime.triggers.storing import pump
from sayso.runtime.triggers.sweeping import Sweeper

log = structlog.get_logger(__name__)
TOGETHER = 0.02
"""Seconds in which everything that is to be rung for is rung for once: whoever hears it looks for all there is."""
GRACE = 8.0
"""Seconds that calls in flight have to end when the process is told to stop."""


class Works:
    """A worker, a sweeper and a bell around one door. `drives` is False for a process that only takes things in."""

    def __init__(
        self, door: Door, workspaces: Callable[[], list[str]], bell: str, metrics: Metrics, drives: bool = True,
        lease: timedelta = LEASE,
    ) -> None:  # fmt: skip
        self._loop = asyncio.get_running_loop()
        self.metrics, self.drives = metrics, drives
        self.bell = Bell(bell, self._heard)
        self._ringing: asyncio.TimerHandle | None = None
        self.door = msgspec.structs.replace(door, ring=self.ring)
        self.worker = Worker(door.storage, door.houses, door.clock, self._pump, lease, metrics=metrics)
        self.sweeper = Sweeper(self.door, workspaces)

    async def start(self) -> None:
        """Begin to work."""
        if self.drives:
            await self.worker.start()
        self.sweeper.start()
        self.bell.start()

    async def stop(self, within: float = GRACE) -> None:
        """Let calls in flight end, let go of every lane, and stop."""
        await self.sweeper.stop()
        await self.worker.stop(within)
        await asyncio.to_thread(self.bell.stop, 2.0)

    def ring(self, run: str) -> None:
        """There is something to do: tell this process at once, and every other one, but not for each thing anew."""
        self._look()
        if self._ringing is None:
            self._ringing = self._loop.call_later(TOGETHER, self._ring_others, run)

    def _ring_others(self, run: str) -> None:
        self._ringing = None
        self.bell.ring(run)

    def _heard(self, message: str) -> None:
        """Somebody rang; this is the bell's own thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._look)

    def _look(self) -> None:
        self.sweeper.ring()
        self.worker.nudge()

    async def _pump(self, workspace: str) -> None:
        await pump(self.door, workspace)

    async def ready(self) -> tuple[bool, dict[str, str]]:
        """Whether work can be taken on: the database answers, and nobody told this process to stop."""
        try:
            async with asyncio.timeout(5), self.door.storage.reading() as connection:
                await connection.execute(text("select 1"))
            database = "ok"
        except Exception as problem:
            log.warning("the database does not answer", problem=str(problem)[:300])
            database = "does not answer"
        worker = "stopping" if self.worker.stopping else "ok"
        return database == "ok" and worker == "ok", {"database": database, "worker": worker}
