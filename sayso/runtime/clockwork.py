"""The engine on a clock that goes when it is told to: for the story and for the sample's past. Nothing sleeps."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sayso.runtime.engine.worker import Worker
from sayso.runtime.home import MAIN, Home
from sayso.runtime.operations.door import Door
from sayso.runtime.triggers.storing import pump
from sayso.runtime.triggers.sweeping import sweep

MOST_TURNS: Final = 200
"""After so many rounds something is wrong."""


class Clockwork:
    """One workspace's engine: its door and a worker, both on the same clock."""

    def __init__(self, home: Home, at: datetime) -> None:
        self.home, self.at = home, at.astimezone(UTC)
        self.door: Door = home.door()
        self.door.clock = self.clock
        self.worker = Worker(home.storage, home.houses, self.clock, self.pumped)

    def clock(self) -> datetime:
        """The present instant."""
        return self.at

    async def pumped(self, workspace: str) -> None:
        """Take in what happened in the CRM and the practice world."""
        await pump(self.door, workspace)

    async def go(self, length: timedelta) -> None:
        """Let time go by, and everything be done that is due then."""
        self.at += length
        await self.settle()

    async def settle(self) -> None:
        """Let everything be done that is due."""
        for _ in range(MOST_TURNS):
            swept = await sweep(self.door, MAIN)
            if not await self.worker.turn() and not swept:
                return
        raise AssertionError("the engine never comes to rest")
