"""Sweeps: what is due is found again and again, by every process. A sweep that is doubled or missed changes nothing."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

import structlog

from sayso.runtime.operations.door import Door
from sayso.runtime.operations.searching import read_ended
from sayso.runtime.triggers.forgetting import forget_old
from sayso.runtime.triggers.housekeeping import notice_silence, remind, resume_paused
from sayso.runtime.triggers.routing import route
from sayso.runtime.triggers.starting import start_queued
from sayso.runtime.triggers.storing import pump
from sayso.runtime.triggers.ticking import tick

Sweep = Callable[[Door, str], Awaitable[int]]
SWEEPS: tuple[Sweep, ...] = (
    pump, route, tick, resume_paused, start_queued, remind, notice_silence, read_ended, forget_old,
)  # fmt: skip
"""Everything a sweep looks for, in this order: what one step makes due, a later one finds."""
RUNG: tuple[Sweep, ...] = (pump, route, start_queued)
"""What somebody who rings may have made due; everything else is looked for at the next whole sweep."""
EVERY = 1.0
"""Seconds between two whole sweeps."""
log = structlog.get_logger(__name__)


async def sweep(door: Door, workspace: str, sweeps: tuple[Sweep, ...] = SWEEPS) -> int:
    """Look for everything that is due in a workspace, or for some of it; gives how much was found."""
    found = 0
    for one in sweeps:
        found += await one(door, workspace)
    return found


class Sweeper:
    """Sweeps the workspaces of a process, until stopped. `ring` makes it look at once."""

    def __init__(self, door: Door, workspaces: Callable[[], list[str]], every: float = EVERY) -> None:
        self.door, self.workspaces, self.every = door, workspaces, every
        self._rung = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Look at once."""
        self._rung.set()

    def start(self) -> None:
        """Begin to sweep."""
        self._task = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        """Stop after the sweep under way."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _sweep(self) -> None:
        whole = time.monotonic()
        while True:
            self._rung.clear()
            if now_due := time.monotonic() >= whole:
                whole = time.monotonic() + self.every
            await self._look(SWEEPS if now_due else RUNG)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, whole - time.monotonic())):
                    await self._rung.wait()

    async def _look(self, sweeps: tuple[Sweep, ...]) -> None:
        for workspace in self.workspaces():
            try:
                await sweep(self.door, workspace, sweeps)
            except Exception as problem:
                told = f"{type(problem).__name__}: {problem}"[:500]
                log.warning("a sweep failed", workspace=workspace, problem=told)
