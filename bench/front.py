"""Reading and checking flows beside `ast.parse` of Python text saying the same in as many lines.

`python -m bench.front [--json]`. Both sides take turns in one process; a figure is the ratio of the medians of CPU
seconds. What begins a process (`sayso check FILE`) is measured beside a script that only reads the file.
"""

import ast
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.measuring import PAIRS, Figure, cpu, ratio, tell
from bench.texts import flow_of, python_of
from sayso.compiler import compile
from sayso.compiler.rechecking import Checker
from sayso.connectors import standard_catalog
from sayso.dsl.parse import parse

SIZES = (50, 200, 500)
PARSE_AIM, CHECK_AIM, RECHECK_AIM, COLD_AIM = 4, 12, 0.25, 1.6
CATALOG = standard_catalog()

NEXT = "\nlet @people{n} "
LOGGED = '    crm.log_activity(@contact, "Written to in round {n}")\n'
EDITS: dict[str, tuple[str, str]] = {
    "a number": ("> {n}\n", "> {new}\n"),
    "a text": ("in round {n}", "in round {new}"),
    "a condition": (" and @contact.company.employees > {n}\n", " and @contact.title exists\n"),
    "a wait": ("wait 2 days\n" + LOGGED, "wait 3 days\n" + LOGGED),
    "a step more": (NEXT, '\ncrm.create_task(title: "Round {new}", assignee: @me)' + NEXT),
    "a step less": (LOGGED, ""),
    "a name more": (NEXT, "\nlet @more = {new}" + NEXT),
}
"""What one line is and what it becomes."""

READ = "import sys, pathlib, sayso.dsl.parse as p; p.parse(pathlib.Path(sys.argv[1]).read_text('utf-8'))"
"""The script: it loads the same grammar table and parses the same file."""


def figures() -> Iterator[Figure]:
    """Every figure, as soon as it is known."""
    for lines in SIZES:
        yield from beside_python(flow_of(lines), python_of(lines))
    flow = flow_of(SIZES[-1])
    for name, (old, new) in EDITS.items():
        yield Figure(f"check {length(flow)} lines again, edited: {name} / cold", again(flow, old, new), RECHECK_AIM)
    for lines in (SIZES[0], SIZES[-1]):
        flow = flow_of(lines)
        yield Figure(f"`sayso check` of {length(flow)} lines / a script that parses", cold(flow), COLD_AIM)


def beside_python(flow: str, python: str) -> Iterator[Figure]:
    """A flow read, and read and checked, beside Python's own reading of as much text."""
    compiled = compile(flow, CATALOG)
    assert not compiled.diagnostics, compiled.diagnostics
    assert length(flow) == length(python)
    plain = partial(ast.parse, python)
    yield Figure(f"parse {length(flow)} lines / ast.parse", ratio(partial(parse, flow), plain), PARSE_AIM)
    checked = ratio(partial(compile, flow, CATALOG), plain)
    yield Figure(f"parse and check {length(flow)} lines / ast.parse", checked, CHECK_AIM)


def length(text: str) -> int:
    """How many lines a text has."""
    return text.count("\n")


def again(flow: str, old: str, new: str) -> float:
    """The check of a flow after one line of it was edited, beside the same check by a compiler that knows nothing."""
    checker = Checker()
    places = flow.count(NEXT.partition("{")[0])
    times: list[tuple[float, float]] = []
    for turn in range(1, PAIRS + 1):
        number = places * turn // (PAIRS + 1)
        edited = flow.replace(old.format(n=number), new.format(n=number, new=1_000 + turn), 1)
        assert edited != flow
        checker.check(flow, CATALOG)
        times.append((cpu(partial(checker.check, edited, CATALOG)), cpu(partial(compile, edited, CATALOG))))
    return medians(times)


def cold(flow: str) -> float:
    """`sayso check FILE` from the start of its process to its end, beside the script's; both have their byte code."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "measured.flow"
        file.write_text(flow, "utf-8")
        ours, script = ["-m", "sayso", "check", str(file)], ["-c", READ, str(file)]
        times = [(process(ours, folder), process(script, folder)) for _ in range(2 * PAIRS)]
    return medians(times[1:])


def medians(times: list[tuple[float, float]]) -> float:
    """The median of the first of each pair beside that of the second."""
    ours, theirs = zip(*times, strict=True)
    return statistics.median(ours) / statistics.median(theirs)


def process(words: list[str], folder: str) -> float:
    """CPU seconds of one run of Python."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "SAYSO_HOME")
    around = {name: value for name, value in os.environ.items() if name not in unwanted}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *words], cwd=folder, env=around | {"PYTHONPYCACHEPREFIX": f"{folder}/cache"},
        check=True, capture_output=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    tell(__doc__ or "", figures, arguments)


if __name__ == "__main__":
    main()
