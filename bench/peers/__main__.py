"""`python -m bench.peers [--json]`: steps per CPU second of other engines and of ours, in one process, in turn.

A step is a condition or a tool call; a contact has three. An engine that is not installed is named and left out:
`pip install langgraph pydantic-graph SpiffWorkflow`. Each gets so many contacts that its own start does not count.
"""

import argparse
import importlib
import importlib.util
import json
from collections.abc import Callable

from bench.loop import WORKLOAD, catalog, load, ours, records
from bench.measuring import seconds
from bench.peers.work import People
from sayso.compiler import compile
from sayso.interpreter import link
from sayso.runtime.journal import Journal

STEPS = 3
AIM = 30
"""So many times the best of them."""
TURNS = 5
ENGINES: dict[str, tuple[str, int]] = {
    "langgraph": ("on_langgraph", 300),
    "pydantic_graph": ("on_pydantic_graph", 1_000),
    "SpiffWorkflow": ("on_spiff", 100),
}
"""By the name of the package: the module that runs the loop on it, and the number of contacts."""


def installed() -> dict[str, tuple[Callable[[People], tuple[int, int]], int]]:
    """The engines that are there, with their loops."""
    there = {name: known for name, known in ENGINES.items() if importlib.util.find_spec(name)}
    return {name: (importlib.import_module(f"bench.peers.{on}").run, count) for name, (on, count) in there.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    workload, known, engines = load(WORKLOAD), catalog(), installed()
    program = compile(workload.FLOW, known).program
    assert program is not None
    linked, people = link(program, workload.FLOW), workload.contacts()
    given = records(people)
    works = {"sayso": (lambda: ours(linked, known, given, Journal()), len(people))}
    for name, (run, count) in engines.items():
        assert run(people[:count]) == workload.expected(people[:count]), f"{name} does other work"
        works[name] = (lambda run=run, some=people[:count]: run(some), count)  # type: ignore[misc]
    taken = seconds(*(work for work, _ in works.values()), turns=TURNS)
    rates = {name: STEPS * count / spent for (name, (_, count)), spent in zip(works.items(), taken, strict=True)}
    best = max((rate for name, rate in rates.items() if name != "sayso"), default=None)
    found = {
        "steps_per_second": {name: round(rate) for name, rate in rates.items()},
        "times_the_best": round(rates["sayso"] / best, 1) if best else None,
        "aim": AIM, "not_installed": sorted(ENGINES.keys() - engines.keys()),
    }  # fmt: skip
    print(json.dumps(found) if options.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
