"""Crashes: a worker dies at a chosen point, another one goes on when the lease is over.

The points are those where a commit or a call is about to happen or has just happened. They come from wrapping the
storage and the services; commits and calls are counted beside them, by the database's driver and by the services.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.worker import Worker
from sayso.runtime.storage import Storage
from tests.durable.acting import settle_uncertain
from tests.durable.playing import Play

LEASE = 31
"""Seconds after which a dead worker's lanes are free."""


class Crash(BaseException):
    """The process is gone."""


class Points:
    """Counts the points that are passed while it is `on`; at the chosen ones the process dies."""

    def __init__(self, *at: int) -> None:
        self.at, self.on = set(at), False
        self.names: list[str] = []
        self.died = asyncio.Event()

    @property
    def passed(self) -> int:
        """How many."""
        return len(self.names)

    def __call__(self, what: str, where: str) -> None:
        """A point: nothing happens, or everything ends."""
        if not self.on:
            return
        if self.died.is_set():
            raise Crash
        self.names.append(what)
        if self.passed - 1 in self.at:
            self.died.set()
            raise Crash(what)


class CrashingStorage(Storage):
    """A database at whose commits a process may die: just before, when nothing of it counts, or just after."""

    seam: Callable[[str, str], None] = staticmethod(lambda what, where: None)

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        if self.sqlite is not None:
            self.sqlite.run = self._running(self.sqlite.run)  # type: ignore[method-assign]
        if self.direct is not None:
            self.direct.lend = self._lending(self.direct.lend)  # type: ignore[method-assign]

    @asynccontextmanager
    async def writing(self, *workspaces: str) -> AsyncIterator[AsyncConnection]:
        async with super().writing(*workspaces) as connection:
            yield connection
            self.seam("before commit", "")
        self.seam("after commit", "")

    def _running(self, run: Any) -> Any:
        async def between(*what: Any, **how: Any) -> Any:
            self.seam("before commit", "")
            found = await run(*what, **how)
            self.seam("after commit", "")
            return found

        return between

    def _lending(self, lend: Any) -> Any:
        @asynccontextmanager
        async def between(*what: Any, **how: Any) -> AsyncIterator[Any]:
            self.seam("before commit", "")
            async with lend(*what, **how) as connection:
                yield connection
            self.seam("after commit", "")

        return between


def count_commits(storage: Storage, points: Points) -> list[str]:
    """The list grows with each commit of the one who writes, as SQLite sees them; empty on PostgreSQL."""
    found: list[str] = []

    def traced(statement: str) -> None:
        if points.on and statement.strip().lower() == "commit":
            found.append(statement)

    @event.listens_for(storage._writer.sync_engine, "connect")
    def connected(connection: Any, record: object) -> None:
        if storage.sqlite is not None:
            connection.driver_connection._conn.set_trace_callback(traced)

    return found


async def work(play: Play, points: Points) -> None:
    """Let workers do all that is due; where one dies, the next takes over when the lease is over. What is uncertain
    then, a person looks into."""
    while True:
        await work_once(play, points)
        if not await settle_uncertain(play):
            return


async def work_once(play: Play, points: Points) -> None:
    """The same; nobody looks into anything."""
    worker = play.new_worker()
    while True:
        points.on = True
        turn = asyncio.create_task(worker.turn())
        died = asyncio.create_task(points.died.wait())
        await asyncio.wait({turn, died}, return_when=asyncio.FIRST_COMPLETED)
        died.cancel()
        points.on = points.died.is_set()
        if points.died.is_set():
            await bury(worker, turn)
            points.died.clear()
            points.on = False
            play.house.clock.go(seconds=LEASE)
            worker = play.new_worker()
        elif not turn.result():
            return


def mourn_quietly() -> None:
    """Tasks that died in a crash are told to nobody."""

    def told(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if not isinstance(context.get("exception"), Crash):
            loop.default_exception_handler(context)

    asyncio.get_running_loop().set_exception_handler(told)


async def bury(worker: Worker, turn: "asyncio.Task[int]") -> None:
    """Nothing of a worker goes on."""
    for task in [turn, *worker.tasks]:
        task.cancel()
    await asyncio.gather(turn, *worker.tasks, return_exceptions=True)
