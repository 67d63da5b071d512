"""What comes in at the same moment is stored together: one commit for all, and everybody is told after it.

Questions that many ask at the same moment are asked once.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import events

MOST = 200
"""So many events are stored in one commit."""
Row = dict[str, Any]
Waiting = list[tuple[Row, "asyncio.Future[bool]"]]


class Intake:
    """The events of one process that are about to be stored."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, Waiting] = defaultdict(list)
        self._storing: set[asyncio.Task[None]] = set()
        self._asked: dict[Hashable, asyncio.Future[Any]] = {}

    async def store(self, storage: Storage, workspace: str, row: Row) -> bool:
        """Store an event's row; False where it was stored before. It is on disk when this returns."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        waiting = self._waiting[workspace]
        waiting.append((row, done))
        if len(waiting) == 1:
            task = asyncio.create_task(self._store_all(storage, workspace))
            self._storing.add(task)
            task.add_done_callback(self._storing.discard)
        return await done

    async def _store_all(self, storage: Storage, workspace: str) -> None:
        """Store what waits, until nothing does; who comes meanwhile joins the next commit."""
        waiting = self._waiting[workspace]
        while waiting:
            some = waiting[:MOST]
            try:
                stored = await _stored(storage, workspace, [row for row, _ in some])
            except Exception as problem:
                _tell(some, problem)
            else:
                for row, done in some:
                    if not done.done():
                        done.set_result(row["id"] in stored)
                    stored.discard(row["id"])
            del waiting[: len(some)]

    async def ask(self, key: Hashable, question: Callable[[], Awaitable[Any]]) -> Any:
        """The answer to a question; whoever asks the same while it is being answered gets the same answer."""
        known = self._asked.get(key)
        if known is None:
            known = self._asked[key] = asyncio.ensure_future(question())
            known.add_done_callback(lambda _: self._asked.pop(key, None))
        return await asyncio.shield(known)


async def _stored(storage: Storage, workspace: str, rows: list[Row]) -> set[str]:
    """The ids of those that were not there yet."""
    async with storage.writing(workspace) as connection:
        insert = storage.insert(events).on_conflict_do_nothing().returning(events.c.id)
        return set((await connection.execute(insert, rows)).scalars())


def _tell(some: Waiting, problem: Exception) -> None:
    for _, done in some:
        if not done.done():
            done.set_exception(problem)
