"""What the tests of the bell share: somebody who listens, and a process that is killed while it holds a ring."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.runtime.bell import LOOK, Bell

ROOT = Path(__file__).parents[2]
SOON = 10.0
"""Seconds within which anything expected here has long happened."""

HOLDS_FOR_EVER = """
import sys, time
from sayso.runtime.bell import Bell, LOOK
def take(message):
    if message != LOOK:
        print(message, flush=True)
        time.sleep(600)
Bell(sys.argv[1], take).start()
print("ready", flush=True)
time.sleep(600)
"""


class Ears:
    """Keeps what was heard, looks apart."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.looks = 0
        self._changed = threading.Condition()

    def __call__(self, message: str) -> None:
        with self._changed:
            if message == LOOK:
                self.looks += 1
            else:
                self.heard.append(message)
            self._changed.notify_all()

    def until(self, expected: Callable[["Ears"], bool], seconds: float = SOON) -> bool:
        """Whether that comes true in time."""
        with self._changed:
            return self._changed.wait_for(lambda: expected(self), seconds)

    def hear(self, count: int) -> list[str]:
        """The first so many messages."""
        assert self.until(lambda ears: len(ears.heard) >= count), f"only {self.heard}"
        return self.heard


@contextmanager
def listening(url: str, ears: Callable[[str], None], **more: object) -> Iterator[Bell]:
    """A bell that hears, and is stopped in time."""
    bell = Bell(url, ears, **more)  # type: ignore[arg-type]
    bell.start()
    try:
        yield bell
    finally:
        assert bell.stop(SOON)


@contextmanager
def ringing(url: str, **more: object) -> Iterator[Bell]:
    """A bell that only rings, as another process would."""
    bell = Bell(url, lambda message: None, **more)  # type: ignore[arg-type]
    try:
        yield bell
    finally:
        assert bell.stop(SOON)


@contextmanager
def holding(url: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that hears rings, says the first and never comes to its end."""
    process = subprocess.Popen([sys.executable, "-c", HOLDS_FOR_EVER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait(SOON)
        if process.stdout is not None:
            process.stdout.close()


def soon(true: Callable[[], bool], seconds: float = SOON) -> bool:
    """Whether something comes true in time."""
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.01)
    return true()
