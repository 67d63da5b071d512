"""aiosqlite, with one errand to the connection's thread for each statement. It makes four of a `select` (a cursor, the
statement, its rows, the end), and an errand costs more than most statements; here the rows come with the statement.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import aiosqlite

FIRST = 1_000
"""So many rows come back with the statement; more are another errand."""
SWIFT = 0.004
"""Seconds a commit takes at the most, as a rule, where errands are done in place: so long nothing else is done."""
PAST = 0.9
"""How much of what was usual stays so when another commit was timed."""
PATIENCE = 10_000
"""Milliseconds that is waited for another process that writes."""


class Errands(aiosqlite.Connection):
    """A connection to a file; it does not keep the process from ending."""

    def __init__(self, file: str) -> None:
        super().__init__(lambda: sqlite3.connect(file, PATIENCE / 1000, check_same_thread=False), FIRST)
        self._thread.daemon = True
        self._unanswered = False
        """An errand was sent, and whoever sent it may have been cancelled: what it begins, nobody knows yet."""

    def cursor(self) -> Any:
        """A cursor, which is made when it is needed."""
        return Errand(self)

    async def rollback(self) -> None:
        """Undo what was begun; where nothing was, no errand is needed to say so."""
        if self.in_transaction or self._unanswered:
            await super().rollback()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._unanswered = True
        answer = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        self._unanswered = False
        return answer

    async def close(self) -> None:
        """Undo what was begun, and close the file."""
        self._undo()
        await super().close()

    def stop(self) -> asyncio.Future[Any] | None:
        """The same, where nobody can wait for it."""
        self._undo()
        return super().stop()

    def _undo(self) -> None:
        """Closing does not: SQLite keeps the lock of a transaction for as long as somebody holds a cursor of it."""
        if self._connection is not None:
            self._tx.put_nowait((None, partial(_undo, self._connection)))


class Errand(aiosqlite.Cursor):
    """One statement and its rows."""

    def __init__(self, connection: Errands) -> None:
        super().__init__(connection, None)  # type: ignore[arg-type]
        self._rows: list[Any] = []
        self._more = False

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "Errand":
        """Execute it, and bring its first rows."""
        self._cursor, self._rows = await self._errand(_first_rows, self._conn._conn, sql, tuple(parameters or ()))
        self._more = len(self._rows) == FIRST
        return self

    async def _errand(self, function: Callable[..., Any], *values: Any) -> Any:
        return await self._conn._execute(function, *values)  # type: ignore[no-untyped-call]

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "Errand":
        """Execute it for each of these values."""
        self._cursor = await self._errand(self._conn._conn.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        more = await self._errand(self._cursor.fetchall) if self._more else []
        found, self._rows, self._more = self._rows + more, [], False
        return found

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """The next rows."""
        wanted = size or self.arraysize
        if self._more and len(self._rows) < wanted:
            more = await self._errand(self._cursor.fetchmany, FIRST + wanted)
            self._rows, self._more = self._rows + more, len(more) == FIRST + wanted
        found, self._rows = self._rows[:wanted], self._rows[wanted:]
        return found

    async def fetchone(self) -> Any:
        """The next row, or None."""
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        """Nothing is left open once all rows have come."""
        if self._more:
            await self._errand(self._cursor.close)
        self._rows, self._more = [], False


def _first_rows(
    connection: sqlite3.Connection, sql: str, parameters: tuple[Any, ...]
) -> tuple[sqlite3.Cursor, list[Any]]:
    cursor = connection.execute(sql, parameters)
    return cursor, cursor.fetchmany(FIRST)


def _undo(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.ProgrammingError):
        connection.rollback()


class Swift(Errands):
    """One that does its errands at once, where it is asked to, as long as the disk answers soon: to hand one over to
    the thread and to hear of it takes longer than most of them. Where commits take long, or another process is
    writing, the thread does them and nothing else waits.
    """

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.patient = False
        """Whether what comes now may take long: then it is for the thread."""
        self._usual = 0.0
        self._waits = True

    async def commit(self) -> None:
        """Commit, and see how long that takes."""
        begun = time.perf_counter()
        await super().commit()
        self.took(time.perf_counter() - begun)

    def took(self, seconds: float) -> None:
        """A commit took so long."""
        if not self.patient:
            self._usual = PAST * self._usual + (1 - PAST) * seconds

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        connection = self._connection
        if connection is None or self.patient or self._unanswered or self._usual > SWIFT:
            return await self._by_thread(fn, *args, **kwargs)
        self._wait(connection, False)
        try:
            return fn(*args, **kwargs)
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or connection.in_transaction:
                raise  # the lowest byte says what it is, the others of which sort
        return await self._by_thread(fn, *args, **kwargs)

    async def _by_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is not None and not self._unanswered:
            self._wait(self._connection, True)
        return await super()._execute(fn, *args, **kwargs)

    def _wait(self, connection: sqlite3.Connection, waits: bool) -> None:
        """Whether an errand waits for another process that writes; only the thread may."""
        if waits is not self._waits:
            connection.execute(f"pragma busy_timeout = {PATIENCE if waits else 0}")
            self._waits = waits


class InPlace(Errands):
    """One that hands its errands to nobody: each is done at once, and its thread is never started."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._tx: Any = _AtOnce()

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        return self._connect().__await__()


class _AtOnce:
    """In place of the queue to the thread."""

    def put_nowait(self, work: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        """Do it now."""
        answer, function = work
        try:
            found = function()
        except BaseException as problem:
            if answer is None:
                raise
            answer.set_exception(problem)
        else:
            if answer is not None:
                answer.set_result(found)
