"""PostgreSQL and Redis for tests: the servers of this machine if they answer, else ones that we start and stop.

Servers that we start are shared by all test processes of one user, and stopped by the last of them that ends.
"""

import atexit
import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import asyncpg  # type: ignore[import-untyped]
import msgspec
import redis

from tests.own_servers import (
    PATIENCE,
    NoService,
    OwnPostgres,
    OwnRedis,
    OwnServer,
    plain,
    postgres_answers,
    redis_answers,
    run,
)

__all__ = ["NoService", "fresh_database", "fresh_redis", "own_postgres", "own_redis", "postgres_url", "redis_url"]

POSTGRES = [f"postgresql+asyncpg://{user}@127.0.0.1:5432/postgres" for user in ("postgres", "root")]
REDIS = "redis://127.0.0.1:6379/0"
DATABASES = range(1, 16)
"""Redis databases that tests may use; the notes of who uses which stand in number 0."""
CLAIMED_FOR = 3_600
"""Seconds after which a claim that nobody gave back is void."""

Kind = Literal["postgres", "redis"]
_OWN: dict[Kind, type[OwnServer]] = {"postgres": OwnPostgres, "redis": OwnRedis}
_ANSWERS = {"postgres": postgres_answers, "redis": redis_answers}


class Shared(msgspec.Struct):
    """A server that we started: its process, its folder, and the test processes that use it."""

    pid: int
    url: str
    folder: str
    users: list[int]


@cache
def postgres_url() -> str:
    """The address of a PostgreSQL server where databases may be made."""
    return next((url for url in POSTGRES if postgres_answers(url)), "") or _shared("postgres")


@cache
def redis_url() -> str:
    """The address of a Redis server, its database 0."""
    return REDIS if redis_answers(REDIS) else _shared("redis")


@contextlib.contextmanager
def fresh_database() -> Iterator[str]:
    """An empty database, dropped afterwards, whoever is still connected."""
    server, name = postgres_url(), f"sayso_test_{secrets.token_hex(6)}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        _tell(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def fresh_redis() -> Iterator[str]:
    """An empty database of Redis, emptied afterwards. One that holds what is not ours is never taken."""
    root, token = redis_url().rpartition("/")[0], secrets.token_hex(8)
    with contextlib.closing(redis.Redis.from_url(f"{root}/0")) as notes:
        number = _claimed(notes, root, token)
        try:
            yield f"{root}/{number}"
        finally:
            _empty(root, number)
            notes.delete(_used(number))
            if notes.get(_claim(number)) == token.encode():
                notes.delete(_claim(number))


@contextlib.contextmanager
def own_postgres() -> Iterator[OwnServer]:
    """A PostgreSQL server for one test alone, running; it may be stopped, killed and started."""
    with _own("postgres") as server:
        yield server


@contextlib.contextmanager
def own_redis() -> Iterator[OwnServer]:
    """A Redis server for one test alone, running; it may be stopped, killed and started."""
    with _own("redis") as server:
        yield server


@contextlib.contextmanager
def _own(kind: Kind) -> Iterator[OwnServer]:
    folder = Path(tempfile.mkdtemp(prefix=f"sayso-{kind}-"))
    try:
        server = _OWN[kind](folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(server: str, order: str) -> None:
    async def tell() -> None:
        connection = await asyncpg.connect(plain(server), timeout=PATIENCE)
        try:
            await connection.execute(order)
        finally:
            await connection.close()

    run(tell())


def _claim(number: int) -> str:
    return f"sayso_test:claim:{number}"


def _used(number: int) -> str:
    return f"sayso_test:used:{number}"


def _claimed(notes: "redis.Redis", root: str, token: str) -> int:
    """The number of a database that is ours now, and empty."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for number in DATABASES:
            if notes.set(_claim(number), token, nx=True, ex=CLAIMED_FOR):
                if notes.exists(_used(number)) or _size(root, number) == 0:
                    notes.set(_used(number), token)
                    _empty(root, number)
                    return number
                notes.delete(_claim(number))
        time.sleep(0.1)
    raise NoService(f"Redis: none of the databases 1 to {DATABASES[-1]} is free; empty one, or end other test runs.")


def _size(root: str, number: int) -> int:
    with contextlib.closing(redis.Redis.from_url(f"{root}/{number}")) as asked:
        return int(asked.dbsize())


def _empty(root: str, number: int) -> None:
    with contextlib.closing(redis.Redis.from_url(f"{root}/{number}")) as told:
        told.flushdb()


@cache
def _shared(kind: Kind) -> str:
    """The address of a server that we started, or another process of ours; it is stopped when the last one ends."""
    with _locked() as notes:
        shared = _read(notes / kind)
        if shared is None or not _ANSWERS[kind](shared.url):
            shared = _started(kind)
        shared.users = [*_alive(shared.users), os.getpid()]
        (notes / kind).write_bytes(msgspec.json.encode(shared))
    atexit.register(_leave, kind)
    return shared.url


def _started(kind: Kind) -> Shared:
    folder = Path(tempfile.mkdtemp(prefix=f"sayso-{kind}-"))
    server = _OWN[kind](folder)
    server.start()
    assert server.process is not None
    atexit.register(lambda: server.process and server.process.poll())  # kept, so that nobody collects a running process
    return Shared(server.process.pid, server.url, str(folder), [])


def _leave(kind: Kind) -> None:
    """Stop the server if nobody else uses it."""
    with _locked() as notes:
        shared = _read(notes / kind)
        if shared is None:
            return
        shared.users = [pid for pid in _alive(shared.users) if pid != os.getpid()]
        if shared.users:
            (notes / kind).write_bytes(msgspec.json.encode(shared))
            return
        if _still_runs(shared):
            os.kill(shared.pid, _OWN[kind].ending)
        (notes / kind).unlink()
        shutil.rmtree(shared.folder, ignore_errors=True)


def _still_runs(server: Shared) -> bool:
    """Whether the process with this number is still that server: its command names the port."""
    command, port = Path(f"/proc/{server.pid}/cmdline"), server.url.rpartition("/")[0].rpartition(":")[2]
    return command.exists() and port.encode() in command.read_bytes()


def _alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def _read(file: Path) -> Shared | None:
    return msgspec.json.decode(file.read_bytes(), type=Shared) if file.exists() else None


@contextlib.contextmanager
def _locked() -> Iterator[Path]:
    """The folder of the notes about shared servers, for one process at a time."""
    folder = Path(tempfile.gettempdir()) / f"sayso-test-servers-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise NoService(f"{folder} belongs to somebody else; remove it.")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
