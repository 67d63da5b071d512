"""Plants a bug in a copy of the tree and runs the tests that must see it; the working tree is never touched."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.mutants.planted import ROOT, Mutant, NotThere

COPIED = ("sayso", "tests", "docs", "bench", "pyproject.toml")
SETTINGS = {"HYPOTHESIS_PROFILE": "hurried", "PYTHONDONTWRITEBYTECODE": "1"}
"""No byte code is kept, so that none of a planted bug outlives it."""
LIMIT = 120
"""Seconds one of a mutant's tests may take. What is not red by then was not seen."""
LONGEST = 1_800
"""Seconds a folder's tests may take with nothing planted."""


class Seen(NamedTuple):
    """What one of a mutant's tests made of it: `red`, `GREEN`, or what went wrong; and in how many seconds."""

    test: str
    verdict: str
    seconds: float


class Copy:
    """A copy of the tree in which one mutant lives at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name)
            else:
                shutil.copy2(ROOT / name, folder / name)

    def seen(self, mutant: Mutant) -> list[Seen]:
        """Plant the mutant, run each of its tests by itself, take the mutant out again."""
        file, kept = self.folder / mutant.file, self.folder / "kept"
        try:
            changed = mutant.planted_in(file.read_text("utf-8"))
        except NotThere:
            return [Seen(mutant.file, "moved", 0.0)]
        shutil.copy2(file, kept)
        file.write_text(changed, "utf-8")
        try:
            return [self.run(test) for test in mutant.tests]
        finally:
            kept.replace(file)

    def run(self, *tests: str, limit: int = LIMIT) -> Seen:
        """Run tests of the copy up to the first that fails, for so many seconds."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.mutants.hurried", "-p", "no:cacheprovider"]
        outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment = {**outer, "PYTHONPATH": str(self.folder), **SETTINGS}
        began = time.monotonic()
        try:
            done = subprocess.run(
                [*command, *tests], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=limit
            )
            verdict = VERDICTS.get(done.returncode) or f"pytest ended with {done.returncode}"
        except subprocess.TimeoutExpired:
            verdict = "no end"
        return Seen(" ".join(tests), verdict, time.monotonic() - began)


VERDICTS = {0: "GREEN", 1: "red"}
"""By pytest's exit code; any other says that the tests could not be run, which is not seeing."""
