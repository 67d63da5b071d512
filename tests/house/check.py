"""`make test`: every check, two at a time, and one summary. Also what CI runs.

The quick checks of the text (ruff, mypy) run beside the tests; their output is shown only where they fail.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.house.chromium import get_chromium

ROOT = Path(__file__).parents[2]

QUICK = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy", "--strict", "--no-error-summary"],
}
"""Checks that read the code and run nothing; one after the other on one core."""

WORKERS = ["pytest", "-q", "--numprocesses", "2"]
"""Two workers, because two cores are what we can count on."""
TESTS = [*WORKERS, "--dist", "worksteal", "--ignore", "tests/editor"]
"""House rules, documents, examples and properties."""
PAGES = [*WORKERS, "--dist", "loadfile", "tests/editor"]
"""The pages in a real browser; in a process of their own, as the browser's driver has an event loop of its own."""


class Result(NamedTuple):
    """How one check ended: its exit code (0 is good), seconds taken, and what it said."""

    name: str
    code: int
    seconds: float
    said: str


def main(more: list[str]) -> int:
    """Run everything and print the summary; `more` goes to pytest. Returns the exit code."""
    with ThreadPoolExecutor(1) as beside:
        quick = beside.submit(lambda: [_run(name, command, quiet=True) for name, command in QUICK.items()])
        rest = [_run("tests", [*WORKERS, *more], quiet=False)] if more else _everything()
    results = [*quick.result(), *rest]
    for result in results:
        if result.code and result.said:
            print(f"\n--- {result.name} ---\n{result.said.rstrip()}")
    print()
    for result in results:
        print(f"{'ok    ' if result.code == 0 else 'FAILED'}  {result.name:8} {result.seconds:6.1f} s")
    failed = [result.name for result in results if result.code]
    print(f"\nNot good yet: {', '.join(failed)}." if failed else "\nAll good.")
    return 1 if failed else 0


def _everything() -> list[Result]:
    """All tests, those with a browser last."""
    tests = _run("tests", TESTS, quiet=False)
    told = get_chromium()
    if told:
        print(told)
    return [tests, _run("pages", PAGES, quiet=False)]


def _run(name: str, command: list[str], *, quiet: bool) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    return Result(name, done.returncode, time.monotonic() - started, done.stdout or "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
