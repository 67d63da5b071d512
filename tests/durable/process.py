"""A worker in a process of its own, that is really killed. `python -m tests.durable.process`, told what to do by lines.

It announces each point before it goes on; whoever reads that lets it go on or kills it. What the services did stands in
a file, each line on disk before the answer.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from sayso.connectors.shape import Call
from tests.durable.crashing import CrashingStorage
from tests.durable.playing import Play
from tests.durable.practice import Clock, House, Ledger
from tests.durable.scenes import SCENES, records_of

ROOT = Path(__file__).parents[2]


class FileLedger(Ledger):
    """A ledger that outlives every process."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file, self._read = file, 0
        file.touch()
        self.catch_up()

    def catch_up(self) -> None:
        """Read what others have written."""
        whole = self.file.read_bytes()
        for line in whole[self._read :].splitlines():
            tool, key, number, effect = json.loads(line)
            self.made.append((tool, key))
            if number is not None:
                self.effects[f"{key}#{number}"] = (effect[0], effect[1])
        self._read = len(whole)

    def arrived(self, call: Call, number: int | None) -> None:
        super().arrived(call, number)
        effect = None if number is None else self.effects[f"{call.key}#{number}"]
        with self.file.open("ab") as out:
            out.write(json.dumps([call.tool, call.key, number, effect], default=str).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
            self._read = out.tell()


class Child:
    """The process, seen from its parent."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.durable.process"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def tell(self, **what: Any) -> None:
        """Say what to do, or that it may go on."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        """The next it says: a point, or that all is done."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the worker ended by itself with {self.process.wait()}"
        return line.strip()

    def work(self, url: str, ledger: Path, scene: str, at: datetime, points: list[str], deadly: set[int]) -> bool:
        """Let it do all that is due; False where it was killed at a point."""
        self.tell(url=url, ledger=str(ledger), scene=scene, at=at.isoformat())
        while (said := self.hear()) != "done":
            points.append(said)
            if len(points) - 1 in deadly:
                self.kill()
                return False
            self.tell()
        return True

    def kill(self) -> None:
        """SIGKILL: it has no time for anything."""
        self.process.send_signal(signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """End it, if it has not ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(30)


def serve(told: TextIO, out: TextIO) -> None:
    """Do what is told, line by line."""

    def seam(what: str, where: str) -> None:
        print(what, file=out, flush=True)
        if not told.readline():
            os._exit(3)

    while line := told.readline():
        order = json.loads(line)
        asyncio.run(_work(order, seam))
        print("done", file=out, flush=True)


async def _work(order: dict[str, str], seam: Any) -> None:
    scene = SCENES[order["scene"]]
    ledger = FileLedger(Path(order["ledger"]))
    clock = Clock(datetime.fromisoformat(order["at"]))
    house = House(records_of(scene), clock, fails=scene.fails, ledger=ledger, seam=seam)
    storage = CrashingStorage.open(order["url"])
    assert isinstance(storage, CrashingStorage)
    storage.seam = seam
    try:
        await Play(storage, house).work()
    finally:
        await storage.close()


if __name__ == "__main__":
    sent = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    serve(sys.stdin, sent)
