"""A server that a test may kill and start again at the same address."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

LISTENS, TOKEN = "listens at", "told this once: "
SLOWEST = 90.0
"""Seconds a start may take on a machine that has other work too."""


class Served:
    """`sayso serve` over a home."""

    def __init__(self, home: Path, *more: str, environment: dict[str, str] | None = None) -> None:
        self.home, self.more, self.environment = home, more, {**os.environ, **(environment or {})}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.token = ""
        self.file = home.parent / f"served-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Served":
        """Start it, and wait until it listens. What it says goes into a file, so that it never waits for a reader."""
        command = [sys.executable, "-m", "sayso", "serve", "--home", str(self.home), "--port", str(self.port)]
        before = len(self.said)
        with self.file.open("a", encoding="utf-8") as out:
            self._process = subprocess.Popen(
                [*command, *self.more], stdout=out, stderr=subprocess.STDOUT, env=self.environment
            )
        until = time.monotonic() + SLOWEST
        while LISTENS not in self.said[before:]:
            assert self._process.poll() is None and time.monotonic() < until, self.said
            time.sleep(0.05)
        if TOKEN in self.said[before:]:
            self.token = self.said[before:].partition(TOKEN)[2].split()[0]
        return self

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self._process is not None
        return self._process.pid

    @property
    def said(self) -> str:
        """Everything it has said."""
        return self.file.read_text("utf-8") if self.file.exists() else ""

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=30)
            self._process = None

    def __enter__(self) -> "Served":
        return self.start()

    def stop(self) -> None:
        """Stop it as one should."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)
            self._process = None

    def __exit__(self, *problem: object) -> None:
        self.kill()
