"""A server that takes in only, a worker beside it, and PostgreSQL and Redis between them; both may be killed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.editor.served import Served
from tests.services import fresh_database, fresh_redis
from tests.serving.process import process

LEASE = "2"
"""Seconds after which the lanes of a worker that was killed are another one's."""


class Apart(Served):
    """`sayso serve --no-work`, and `sayso worker` beside it."""

    def __init__(self, home: Path, *where: str) -> None:
        super().__init__(home, *where, "--no-work")
        self._where, self._worker = where, ExitStack()

    def start(self) -> "Apart":
        """Start both, and wait until both are ready."""
        super().start()
        command = ["worker", *self._where]
        self._worker.enter_context(process(command, self.home, SAYSO_LEASE=LEASE)).wait_for("ready")
        return self

    def kill(self) -> None:
        """Kill both, as a power cut would."""
        self._worker.close()
        super().kill()


@contextmanager
def apart(home: Path) -> Iterator[Served]:
    """The practice workspace in a fresh database, served; nothing of it stays."""
    with fresh_database() as database, fresh_redis() as queue:
        where = ("--database", database, "--queue", queue)
        with process(["demo", *where[:2]], home) as made:
            assert made.running.wait(60) == 0, made.said.read_text("utf-8")
        with Apart(home, *where) as server:
            yield server
