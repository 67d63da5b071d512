"""Real processes of Sayso on loopback, for tests: started, waited for, told to stop; none outlives its test."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
LONGEST = 60.0


class Process:
    """One process, and everything it said."""

    def __init__(self, arguments: list[str], home: Path, environment: dict[str, str]) -> None:
        self.said = home.parent / f"{arguments[0]}-{time.monotonic_ns()}.txt"
        with self.said.open("wb") as out:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "sayso", *arguments],
                env={**os.environ, "SAYSO_HOME": str(home), **environment},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    def wait_for(self, words: str) -> str:
        """What was said, as soon as these words are in it."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            text = self.said.read_text()
            if words in text:
                return text
            assert self.running.poll() is None, text
            time.sleep(0.05)
        raise AssertionError(self.said.read_text())

    @property
    def address(self) -> str:
        found = ADDRESS.search(self.wait_for("listens at"))
        assert found is not None
        return f"http://127.0.0.1:{found[1]}"

    def stop(self) -> float:
        """Tell it to stop; gives how many seconds that took."""
        begun = time.monotonic()
        self.running.send_signal(signal.SIGTERM)
        self.running.wait(30)
        return time.monotonic() - begun

    def kill(self) -> None:
        self.running.kill()
        self.running.wait(30)


@contextmanager
def process(arguments: list[str], home: Path, **environment: str) -> Iterator[Process]:
    """A process that is gone afterwards, whatever happens."""
    found = Process(arguments, home, environment)
    try:
        yield found
    finally:
        if found.running.poll() is None:
            found.kill()
