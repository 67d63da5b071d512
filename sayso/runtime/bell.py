"""The bell that wakes workers: one short text on a huey queue, in SQLite, Redis or memory.

The database is the truth. A ring that is lost, doubled or late costs time and nothing else, so `ring` waits for nobody:
a thread of its own carries rings to the queue, another takes them from it and calls `on_ring`.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from queue import Full, Queue
from typing import Any, Final

from huey import Huey  # type: ignore[import-untyped]
from huey.consumer import Consumer, Worker  # type: ignore[import-untyped]
from huey.storage import MemoryStorage, RedisStorage, SqliteStorage  # type: ignore[import-untyped]
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry

from sayso.runtime.bell_notes import LONGEST, NotANote, Notes

Meddle = Callable[[str], Iterable[str]]
"""What tests put between `ring` and the queue: the messages that go on in place of one."""

LOOK: Final = "look"
"""The message that names no run: look for whatever is due."""
WAITING: Final = 10_000
"""Rings that may wait for the thread that carries them; more are lost."""
REST: Final = 1.0
"""Seconds in which a queue that failed is left alone; what is rung meanwhile is lost."""
BLOCKED: Final = 0.5
"""Seconds a worker waits inside Redis before it looks whether it should stop."""
ANSWERS_WITHIN: Final = 2.0
"""Seconds after which Redis counts as gone, or a locked file as stuck."""
EVERY: Final = 60
"""Seconds between looks at whatever is due."""
POLL: Final = (0.02, 0.1)
"""Seconds between looks at a queue that cannot wake anybody: at first, and when nothing comes."""

log = logging.getLogger(__name__)


class BellProblem(ValueError):
    """The bell's address is not one this program knows, or its file cannot be opened; a plain sentence."""


class Bell:
    """Rings for workers and hears rings. `lost`, `refused` and `heard` count what became of them in this process.

    `on_ring` is called in the bell's own thread, with a run's id or `LOOK`: when somebody rings, once a minute, at the
    start, and when a queue that was away is back.
    """

    def __init__(
        self, url: str, on_ring: Callable[[str], None], name: str = "sayso", meddle: Meddle | None = None
    ) -> None:
        """`url`: `sqlite:///folder/bell.sqlite`, `redis://…`, `rediss://…` or `memory:`; raises BellProblem. Bells of
        one address and `name` share a queue."""
        self.heard = 0
        self._on_ring, self._meddle = on_ring, meddle
        try:
            self._huey = _Ringing(name, *_storage(url))
        except sqlite3.Error as problem:
            raise BellProblem(f"The queue's file can't be opened ({problem}); does its folder exist?") from problem
        self._ring = self._huey.task(name="ring")(self._hear)
        self._huey.periodic_task(lambda _: True, name=LOOK)(self._hear)
        self._consumer: _Consumer | None = None

    @property
    def lost(self) -> int:
        """Rings that never reached the queue."""
        return self._huey.lost

    @property
    def refused(self) -> int:
        """Things found in the queue that are no rings; they were dropped unread."""
        return self._huey.refused

    def ring(self, message: str = "") -> None:
        """Wake somebody for a run, or for whatever is due. Never raises for a queue that fails, never waits."""
        message = message or LOOK
        for one in [message] if self._meddle is None else self._meddle(message):
            self._ring(one if len(one) <= LONGEST else LOOK)

    def start(self) -> None:
        """Begin to hear rings; no signal handlers are installed."""
        if self._consumer is None:
            self._consumer = _Consumer(self._huey)
            self._consumer.start()

    def stop(self, within: float) -> bool:
        """Send what still waits, then hear and ring no more; False where `within` seconds were not enough. A worker
        that is late gives what it took back to the queue; asked again, this waits for it again."""
        deadline = time.monotonic() + within
        consumer = self._consumer
        if consumer is not None:
            consumer.stop_flag.set()
            self._huey.wake.set()
        sent = self._huey.close_outgoing(deadline)
        stopped = consumer is None or consumer.ended_by(deadline)
        if sent and stopped:
            self._consumer = None
            self._huey.close_storage()
        return sent and stopped

    def _hear(self, message: str = LOOK) -> None:
        self.heard += 1
        self._on_ring(message)


class _Ringing(Huey):  # type: ignore[misc]
    """A huey that keeps no results and schedules nothing, and whose `enqueue` never waits."""

    def __init__(self, name: str, storage: type, options: dict[str, Any]) -> None:
        super().__init__(name, results=False, serializer=Notes(), storage_class=storage, **options)
        self.wake = threading.Event()
        self.lost = self.refused = 0
        self._outgoing: Queue[bytes | None] = Queue(WAITING)
        self._sender: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._away_since: float | None = None

    def enqueue(self, task: Any) -> None:
        """Put a ring where the sender finds it; the sender is started with the first."""
        note = self.serialize_task(task)
        with self._lock:
            if self._closed:
                self.lost += 1
                return
            if self._sender is None:
                self._sender = threading.Thread(target=self._send, name="bell-sender", daemon=True)
                self._sender.start()
            try:
                self._outgoing.put_nowait(note)
            except Full:
                self.lost += 1

    def _send(self) -> None:
        resting_until = 0.0
        while (note := self._outgoing.get()) is not None:
            if time.monotonic() < resting_until:
                self.lose()
                continue
            asked_at = time.monotonic()
            try:
                self.storage.enqueue(note)
            except Exception as problem:  # whatever a queue can fail with costs this ring and no more
                self.lose()
                self.went_away(problem)
                resting_until = time.monotonic() + REST
            else:
                self.answered(asked_at)
                self.wake.set()

    def dequeue(self) -> Any:
        """The next ring; None if there is none, or if a queue that blocks has waited long enough."""
        while (data := self.storage.dequeue()) is not None:
            try:
                return self.deserialize_task(data)
            except NotANote:
                self.refused += 1
                if self.refused == 1:
                    log.warning("Something that is no ring was found in the queue and dropped; more is only counted.")
        return None

    def give_back(self, task: Any) -> None:
        """Put a ring that was taken too late where another worker finds it."""
        self.storage.enqueue(self.serialize_task(task))

    def lose(self) -> None:
        """Count a ring that did not arrive."""
        with self._lock:
            self.lost += 1

    def went_away(self, problem: Exception) -> None:
        """Say once that the queue is away, by the kind of problem alone: its text may hold an address's secret."""
        with self._lock:
            if self._away_since is None:
                self._away_since = time.monotonic()
                log.warning("The queue can't be reached (%s); due work is found by looking.", type(problem).__name__)

    def answered(self, asked_at: float) -> None:
        """Say once that the queue is back. What was asked before it went says nothing, however late its answer is read:
        two threads ask."""
        with self._lock:
            if self._away_since is not None and asked_at > self._away_since:
                self._away_since = None
                log.info("The queue is back.")

    def close_outgoing(self, deadline: float) -> bool:
        """Take no more rings and send those that wait; False if that is not done at the deadline."""
        with self._lock:
            self._closed, sender = True, self._sender
        if sender is None:
            return True
        try:
            self._outgoing.put(None, timeout=max(deadline - time.monotonic(), 0))
        except Full:
            return False
        sender.join(max(deadline - time.monotonic(), 0))
        return not sender.is_alive()

    def close_storage(self) -> None:
        """Close files and connections."""
        self.storage.close()
        if isinstance(self.storage, RedisStorage):
            self.storage.pool.disconnect()

    def is_revoked(self, task: Any, timestamp: Any = None, peek: bool = True) -> bool:
        """Nothing is ever taken back; asking would cost a round trip for each ring."""
        return False

    def delete(self, key: str) -> bool:
        """There are no results to delete."""
        return False

    def read_schedule(self, timestamp: Any = None) -> list[Any]:
        """Nothing is ever scheduled: what is due later stands in the database."""
        return []


class _Worker(Worker):  # type: ignore[misc]
    """Takes rings from the queue; outlives its absence."""

    away = False

    def loop(self, now: Any = None) -> None:
        """Take one ring and tell of it; look for everything when the queue is back, for rings were lost meanwhile."""
        asked_at = time.monotonic()
        try:
            task = self.huey.dequeue()
        except Exception as problem:  # the one thread that hears must not end, whatever a queue can fail with
            self.away = True
            self.huey.went_away(problem)
            self.stop_flag.wait(REST)
            return
        if self.away:
            self.away = False
            self.huey.answered(asked_at)
            self.huey.execute(self.huey.read_periodic(None)[0])
        if task is not None and self.stop_flag.is_set():
            self.huey.give_back(task)
        elif task is not None:
            self.delay = self.default_delay
            self.huey.execute(task, now)
        elif not self.huey.storage.blocking:
            self.sleep()

    def sleep(self) -> None:
        """Wait until this process rings, or it is time to look whether another has."""
        self.huey.wake.wait(self.delay)
        self.huey.wake.clear()
        self.delay = min(self.delay * self.backoff, self.max_delay)


class _Consumer(Consumer):  # type: ignore[misc]
    """One worker and the clock that rings each minute, as threads of this process."""

    worker_class = _Worker

    def __init__(self, huey: _Ringing) -> None:
        first, longest = POLL
        super().__init__(huey, workers=1, initial_delay=first, max_delay=longest, scheduler_interval=EVERY)

    def _set_signal_handlers(self) -> None:
        """Signals belong to the process around it."""

    def ended_by(self, deadline: float) -> bool:
        """Wait for the threads; False if one is still there at the deadline."""
        threads: list[threading.Thread] = [self.scheduler, *(thread for _, thread in self.worker_threads)]
        for thread in threads:
            thread.join(max(deadline - time.monotonic(), 0))
        return not any(thread.is_alive() for thread in threads)


class _File(SqliteStorage):  # type: ignore[misc]
    """A queue in a file. A ring need not survive a power cut; the file must not be broken by one."""

    def _create_connection(self) -> sqlite3.Connection:
        made: sqlite3.Connection = super()._create_connection()
        made.execute("pragma synchronous=normal")
        return made


def _storage(url: str) -> tuple[type, dict[str, Any]]:
    """What keeps the queue of an address, and its options."""
    scheme, _, rest = url.partition(":")
    if scheme == "memory" and not rest:
        return MemoryStorage, {}
    if scheme == "sqlite" and rest.startswith("///") and len(rest) > 3:
        return _File, {"filename": rest[3:], "timeout": ANSWERS_WITHIN}
    if scheme in ("redis", "rediss") and rest.startswith("//"):
        return RedisStorage, {"connection_pool": _pool(url), "read_timeout": BLOCKED}
    known = "sqlite:///folder/bell.sqlite, redis://host:6379/0 or memory:"
    raise BellProblem(f"This is no address of a queue; it has to look like {known}.")


def _pool(url: str) -> ConnectionPool:
    seconds = {"socket_timeout": ANSWERS_WITHIN, "socket_connect_timeout": ANSWERS_WITHIN}
    try:
        return ConnectionPool.from_url(url, retry=Retry(NoBackoff(), 1), **seconds)
    except ValueError as problem:
        raise BellProblem("The queue's address can't be read; it looks like redis://host:6379/0.") from problem
