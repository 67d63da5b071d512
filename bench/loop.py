"""The loop over 1,000 contacts beside plain Python doing the same: CPU seconds in one process, as a ratio.

`python -m bench.loop [--json]`. Both sides take turns; the figure is the ratio of the medians. The journal, the limits
and the check of labels are on, unless the line says otherwise. The workload's file is named by `--workload`.
"""

import argparse
import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.connectors.shape import Call
from sayso.dsl.catalog import Catalog, Parameter, RecordType, Tool
from sayso.dsl.types import EMAIL, TEXT, present
from sayso.interpreter import Linked, link
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Journal
from sayso.runtime.ledger import Ledger
from sayso.runtime.starting import NOBODY
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.simulated import SimulatedWorld

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AIM, FLOOR = 12, 15
WORKLOAD = Path(__file__).parents[2] / "shared" / "bench" / "workload.py"


class Recorded(SimulatedWorld):
    """A world in memory whose tools count their calls."""

    hits: dict[str, int]

    def _perform(self, call: Call) -> object:
        self.hits[call.tool] = self.hits.get(call.tool, 0) + 1
        return None


class NoJournal(Journal):
    """Forgets every line."""

    def __init__(self) -> None:
        super().__init__()
        self.write = lambda line: None


def catalog() -> Catalog:
    """The standard catalog with the workload's two tools, and contacts that lack nothing."""
    parameters = (Parameter("to", EMAIL, aims=True), Parameter("text", TEXT))
    tools = {name: Tool(name, "write to {to}", "write", parameters) for name in ("bench.urgent", "bench.standard")}
    known = standard_catalog()
    return msgspec.structs.replace(
        known, tools=known.tools | tools, records=known.records | {"contact": _whole(known.records["contact"])}
    )


def _whole(record: RecordType) -> RecordType:
    fields = tuple(msgspec.structs.replace(field, type=present(field.type)) for field in record.fields)
    return msgspec.structs.replace(record, fields=fields)


def records(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The workload's contacts as records of the catalog."""
    companies = ({"type": "company", "id": person["company"]["name"], **person["company"]} for person in people)
    return [{**person, "type": "contact", "company": firm} for person, firm in zip(people, companies, strict=True)]


def ours(linked: Linked, known: Catalog, people: list[dict[str, Any]], journal: Journal) -> tuple[int, int]:
    """Run the flow; how many urgent and standard calls it made."""
    world = Recorded(known, Ledger(), NOBODY, {}, {}, Choices())
    world.hits = {}
    drive = Drive(world, journal)
    run = drive.begin(linked, {"contacts": people}, NOW)
    drive.go(NOW)
    assert run.state == "completed"
    return world.hits["bench.urgent"], world.hits["bench.standard"]


def ratio(one: Callable[[], object], other: Callable[[], object], pairs: int) -> float:
    """CPU seconds of one per CPU second of the other: medians of runs in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(pairs):
        for work, kept in zip((one, other), times, strict=True):
            begun = time.process_time()
            work()
            kept.append(time.process_time() - begun)
    return statistics.median(times[0]) / statistics.median(times[1])


def load(file: Path) -> ModuleType:
    """The workload's module."""
    spec = importlib.util.spec_from_file_location("workload", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--workload", type=Path, default=WORKLOAD)
    options = parser.parse_args(None if arguments is None else list(arguments))
    workload, known = load(options.workload), catalog()
    program = compile(workload.FLOW, known).program
    assert program is not None
    linked, people = link(program, workload.FLOW), workload.contacts()
    given = records(people)
    assert ours(linked, known, given, Journal()) == workload.expected(people)

    def plain() -> None:
        for _ in range(20):
            workload.plain_python(people)

    with_journal = 20 * ratio(lambda: ours(linked, known, given, Journal()), plain, options.pairs)
    without = 20 * ratio(lambda: ours(linked, known, given, NoJournal()), plain, options.pairs)
    found = {
        "times_plain_python": round(with_journal, 1), "without_journal": round(without, 1), "aim": AIM, "floor": FLOOR,
    }  # fmt: skip
    print(json.dumps(found) if options.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
