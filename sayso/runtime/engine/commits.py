"""Grouped commits: what many lanes ask for at once goes into one transaction, each guarded by its own fence.

No call goes out before the commit that says so; a change whose guard fails leaves nothing behind.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine import statements as sql
from sayso.runtime.engine.changes import Arrival, Change, Demand, Denied, Fenced, Kept, OnHold, Verdict
from sayso.runtime.engine.quick import is_plain, quick_for
from sayso.runtime.storage import Storage

MOST = 200
"""The most changes in one transaction."""
ATTEMPTS = 8
"""How often a transaction is tried while the database is away: about 25 seconds."""
LEAST, SLOW = 25, 0.1
"""A commit of more changes than the least one that takes more than so many seconds is followed by smaller ones."""
Key = tuple[str, str, str]
Waiting = tuple[Change, "asyncio.Future[Verdict]"]
Seam = Callable[[str, str], None]
"""Called around each commit with what is about to happen and to what; tests stand there."""


class Commits:
    """Takes changes and keeps them, many at once. Start it with `run`, in a task of its own."""

    def __init__(
        self, storage: Storage, seam: Seam = lambda what, where: None,
        told: Callable[[int, float], None] = lambda size, seconds: None,
    ) -> None:  # fmt: skip
        """`told` hears how many changes each commit had, and how long it took."""
        self.storage, self.seam, self.told = storage, seam, told
        self._waiting: list[Waiting] = []
        self._most = MOST
        self._rung = asyncio.Event()
        self._statements = sql.rows(storage)
        self._quick = quick_for(storage, self._statements)

    async def keep(self, change: Change) -> Verdict:
        """Keep a change; gives what became of it once that is on disk."""
        future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, future))
        self._rung.set()
        return await future

    async def run(self) -> None:
        """Commit what waits, until cancelled. Lanes that the last commit let go on may join the next one."""
        while True:
            await self._rung.wait()
            await asyncio.sleep(0)
            batch = self._next()
            if not self._waiting:
                self._rung.clear()
            begun = time.perf_counter()
            for plain in (True, False):
                part = [one for one in batch if is_plain(one[0]) is plain]
                if part:
                    await self._commit(part, plain)
            self._took(len(batch), time.perf_counter() - begun)

    def _next(self) -> list[Waiting]:
        """The changes of the next commit: where not all fit in, each workspace in its turn."""
        if len(self._waiting) <= self._most:
            batch, self._waiting = self._waiting, []
            return batch
        groups: dict[str, list[Waiting]] = defaultdict(list)
        for one in self._waiting:
            groups[one[0].workspace].append(one)
        ordered = [one for turn in zip_longest(*groups.values()) for one in turn if one is not None]
        batch, self._waiting = ordered[: self._most], ordered[self._most :]
        return batch

    def _took(self, size: int, seconds: float) -> None:
        """Commits that take long are made smaller, so that a single change is not kept waiting for many others."""
        self.told(size, seconds)
        if seconds > SLOW:
            self._most = max(self._most // 2, LEAST)
        elif seconds < SLOW / 2:
            self._most = min(self._most * 2, MOST)

    async def _commit(self, batch: list[Waiting], plain: bool) -> None:
        changes = [change for change, _ in batch]
        try:
            self.seam("before commit", changes[0].run)
            verdicts = await self._tried(changes, plain)
            self.seam("after commit", changes[0].run)
        except BaseException as problem:
            for _, future in batch:
                if not future.done():
                    future.set_exception(problem if isinstance(problem, Exception) else asyncio.CancelledError())
            if not isinstance(problem, Exception):
                raise
            return
        for (_, future), verdict in zip(batch, verdicts, strict=True):
            if not future.done():
                future.set_result(verdict)

    async def _tried(self, changes: list[Change], plain: bool) -> list[Verdict]:
        """Try again while the database is away or two transactions stood in each other's way. Whether a lost commit
        counted is seen by its lines: only the holder of a lane's fence writes them."""
        for attempt in range(ATTEMPTS):
            try:
                if plain and not attempt:
                    return await self._quick(changes)
                return await self.write(changes, again=attempt > 0)
            except Exception as problem:
                known = isinstance(problem, (DBAPIError, OSError, *self.storage.dialect.problems))
                if attempt == ATTEMPTS - 1 or not known or not _passes(problem):
                    raise
                await asyncio.sleep(min(0.1 * 2**attempt, 10))
        raise AssertionError("the last attempt returns or raises")

    async def write(self, changes: list[Change], again: bool = False) -> list[Verdict]:
        """One transaction with all changes whose guards hold; gives each one's verdict."""
        workspaces = sorted({change.workspace for change in changes})
        async with self.storage.writing(*workspaces) as connection:
            done = await self._counted(connection, changes) if again else set()
            verdicts = await self._guarded(connection, changes, done)
            demanding = [
                n for n, change in enumerate(changes)
                if change.demands and verdicts[n].__class__ is Kept and n not in done
            ]  # fmt: skip
            if demanding:
                await self._demand(connection, changes, demanding, verdicts)
            kept = [
                change for n, change in enumerate(changes) if verdicts[n].__class__ is Kept and n not in done
            ]  # fmt: skip
            rung = {n for n, verdict in enumerate(verdicts) if isinstance(verdict, Kept) and verdict.rung}
            await self._lines(connection, kept)
            await self._ops(connection, kept)
            for change in kept:
                for act in change.acts:
                    await act(connection)
            await self._rest(connection, kept, {id(changes[n]) for n in rung})
            await self._arrivals(connection, kept)
        return verdicts

    async def _counted(self, connection: AsyncConnection, changes: list[Change]) -> set[int]:
        """Which changes an earlier, lost attempt has kept after all: those whose first line is there."""
        firsts = {
            n: (c.workspace, c.run, c.lane, c.lines[0].number if c.lines else c.proof)
            for n, c in enumerate(changes) if c.lines or c.proof is not None
        }  # fmt: skip
        rows = await connection.execute(sql.WRITTEN, {"keys": list(firsts.values())}) if firsts else ()
        there = {tuple(row) for row in rows}
        return {n for n, key in firsts.items() if key in there}

    async def _guarded(self, connection: AsyncConnection, changes: list[Change], done: set[int]) -> list[Verdict]:
        """Whether each lane is still held by who changes it, and its run may act."""
        keys = [(change.workspace, change.run, change.lane) for change in changes]
        found: dict[Key, tuple[int, int, str]] = {}
        for row in await connection.execute(sql.GUARD, {"keys": keys}):
            found[row[0], row[1], row[2]] = row[3], row[4], row[5]
        verdicts: list[Verdict] = []
        for n, (key, change) in enumerate(zip(keys, changes, strict=True)):
            fence, rings, hold = found.get(key, (-1, 0, ""))
            if fence != change.fence:
                verdicts.append(Fenced())
            elif n in done:
                verdicts.append(Kept(rung=True))
            elif hold and change.calling:
                verdicts.append(OnHold(hold))
            else:
                verdicts.append(Kept(rung=rings != change.rings))
        return verdicts

    async def _demand(
        self, connection: AsyncConnection, changes: list[Change], demanding: list[int], verdicts: list[Verdict]
    ) -> None:
        """Count what the calls need; one that finds too little left is denied, and takes nothing."""
        names = sorted({(changes[n].workspace, demand.counter) for n in demanding for demand in changes[n].demands})
        used: dict[tuple[str, str], int] = dict.fromkeys(names, 0)
        zeros = [{"workspace": workspace, "name": name, "used": 0} for workspace, name in names]
        await connection.execute(self._statements["counter.begin"], zeros)
        for row in await connection.execute(sql.COUNTERS, {"keys": names}):
            used[row[0], row[1]] = row[2]
        more: dict[tuple[str, str], int] = defaultdict(int)
        for n in demanding:
            workspace, demands = changes[n].workspace, changes[n].demands
            veto = changes[n].veto
            lacking = _lacking(used, workspace, demands) or (await veto(connection) if veto else None)
            if lacking is not None:
                verdicts[n] = Denied(lacking)
                continue
            for demand in demands:
                used[workspace, demand.counter] += demand.amount
                more[workspace, demand.counter] += demand.amount
        rows = [{"workspace": key[0], "name": key[1], "used": more[key]} for key in sorted(more)]
        if rows:
            await connection.execute(self._statements["counter"], rows)

    async def _lines(self, connection: AsyncConnection, kept: list[Change]) -> None:
        rows = [
            {
                "workspace": change.workspace, "run": change.run, "lane": change.lane, "number": line.number,
                "at": line.at, "calls": line.calls, "body": line.body,
            }
            for change in kept for line in change.lines
        ]  # fmt: skip
        if rows:
            await connection.execute(sql.JOURNAL, rows)

    async def _ops(self, connection: AsyncConnection, kept: list[Change]) -> None:
        """Rows for other tables, all rows of one statement together, in the order of the table of statements."""
        grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for change in kept:
            for name, row in change.ops:
                grouped[name].append(row)
        for name, statement in self._statements.items():
            if name in grouped:
                await connection.execute(statement, grouped[name])

    async def _rest(self, connection: AsyncConnection, kept: list[Change], rung: set[int]) -> None:
        """Lanes that rest let go of their lease; one that was rung meanwhile is due at once. Ended ones are gone."""
        resting = [_rested(change, id(change) in rung) for change in kept if change.rest is not None]
        if resting:
            await connection.execute(sql.REST, resting)
        ended = [_place(change) for change in kept if change.ends]
        if ended:
            await connection.execute(sql.END, ended)

    async def _arrivals(self, connection: AsyncConnection, kept: list[Change]) -> None:
        """Items that ended are counted at their loop; the last one wakes the lane that waits for them."""
        arrived: dict[Key, list[Arrival]] = defaultdict(list)
        for change in kept:
            if change.arrival is not None:
                arrived[change.workspace, change.run, change.arrival.loop].append(change.arrival)
        for (workspace, run, loop), arrivals in arrived.items():
            row = {"w": workspace, "r": run, "l": loop, "n": len(arrivals)}
            halts = any(arrival.halts for arrival in arrivals)
            found = (await connection.execute(sql.ARRIVE_HALTING if halts else sql.ARRIVE, row)).one()
            if found.one_at_a_time or (found.open <= 0 and (found.following >= found.size or found.halted)):
                await connection.execute(sql.RING, {"w": workspace, "r": run, "p": found.lane})


def _lacking(used: dict[tuple[str, str], int], workspace: str, demands: Iterable[Demand]) -> Demand | None:
    for demand in demands:
        if demand.limit is not None and used[workspace, demand.counter] + demand.amount > demand.limit:
            return demand
    return None


def _place(change: Change) -> dict[str, Any]:
    return {"w": change.workspace, "r": change.run, "p": change.lane}


def _rested(change: Change, rung: bool) -> dict[str, Any]:
    rest = change.rest
    assert rest is not None
    return _place(change) | {
        "b_resting": rest.resting, "b_due": 0 if rung else rest.due, "b_snapshot": rest.snapshot,
        "b_entries": rest.entries, "b_wanted": rest.wanted, "b_until": rest.until,
    }  # fmt: skip


def _passes(problem: Exception) -> bool:
    """Whether another attempt may succeed: the database is away, or chose this transaction to break a deadlock."""
    if isinstance(problem, OSError):
        return True
    if isinstance(problem, DBAPIError) and problem.connection_invalidated:
        return True
    text = str(problem.orig if isinstance(problem, DBAPIError) else problem).lower()
    return any(word in text for word in _PASSING)


_PASSING = ("deadlock", "locked", "could not serialize", "connection", "shutting down", "starting up", "terminating")
"""Words of errors that pass by themselves."""
