"""One smallest flow per node: every stage takes every specimen, and together they show every node there is.

A test's name is the stage: a node that a stage forgot is named by the file that fails there.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from sayso.compiler import Compiled, compile
from sayso.compiler.contracts import contracts
from sayso.compiler.permissions import permissions
from sayso.connectors import standard_catalog
from sayso.copilot.readback import readback
from sayso.dsl import exchange
from sayso.dsl.expressions import Expression
from sayso.dsl.flow import Flow, TestLine, Trigger
from sayso.dsl.format import format_text
from sayso.dsl.graph import from_graph, graph, to_mermaid
from sayso.dsl.node import Node, walk
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from sayso.dsl.statements import Statement
from sayso.interpreter import Linked, link
from sayso.runtime.journal import Journal
from sayso.runtime.ledger import Ledger
from sayso.runtime.log import log
from sayso.runtime.replay import replay
from sayso.runtime.simulating import Simulation, simulate
from sayso.runtime.testing import run_tests
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.choices import Choices

FILES = sorted(Path(__file__).parent.glob("*.flow"))
UNFINISHED = {"broken": "cannot-read", "todo": "still-to-decide"}
"""Specimens of what never runs, each with the finding that says so."""
CALLED = ('flow "Proposal"\non call with\n  number: number\nend\nreturn @number + 1\n', 'flow "Other"\non call\nstop\n')
"""The flows that specimens call."""
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
STANDARD = standard_catalog()
CATALOG = msgspec.structs.replace(STANDARD, flows=contracts(list(CALLED), STANDARD))

each = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
each_that_runs = pytest.mark.parametrize(
    "file", [file for file in FILES if file.stem not in UNFINISHED], ids=lambda file: file.stem
)


def flow_of(file: Path) -> Flow:
    """The tree of a specimen."""
    flow = parse(file.read_text("utf-8")).flow
    assert flow is not None
    return flow


def compiled(file: Path) -> Compiled:
    """A specimen, compiled."""
    return compile(file.read_text("utf-8"), CATALOG)


def linked(text: str) -> Linked:
    """The program of a flow that compiles."""
    program = compile(text, CATALOG).program
    assert program is not None
    return link(program)


def played(file: Path, choices: Choices) -> Simulation:
    """A specimen in Test Mode, in a world of samples."""
    programs = {name: linked(text) for name, text in zip(("Proposal", "Other"), CALLED, strict=True)}
    text = file.read_text("utf-8")
    sides = sides_of_records({}, CATALOG, MONDAY)
    return simulate(linked(text), CATALOG, programs, sides, Ledger(), choices, MONDAY, {}, text)


def test_all_nodes_are_shown() -> None:
    declared = {node for union in (Statement, Expression, Trigger, TestLine) for node in get_args(union)}
    seen = {type(node) for file in FILES for node in walk(flow_of(file))}
    assert sorted(node.__name__ for node in declared - seen) == []
    unknown = {node for node in seen if issubclass(node, Node)} - subclasses(Node)
    assert not unknown


def subclasses(kind: type[Node]) -> set[type[Node]]:
    """A class's descendants."""
    return {kind, *(found for child in kind.__subclasses__() for found in subclasses(child))}


@each
def test_it_shows_what_its_name_says(file: Path) -> None:
    wanted = file.stem.removeprefix("long_").replace("_", "")
    assert wanted in {type(node).__name__.lower() for node in walk(flow_of(file))}


@each
def test_parse(file: Path) -> None:
    parsed = parse(file.read_text("utf-8"))
    assert parsed.flow is not None
    assert [finding.slug for finding in parsed.diagnostics] == (["cannot-read"] if file.stem == "broken" else [])


@each
def test_print(file: Path) -> None:
    text = file.read_text("utf-8")
    assert print_flow(flow_of(file)) == text
    assert format_text(text) == text
    assert parse(print_flow(flow_of(file))).flow == flow_of(file)


@each
def test_check(file: Path) -> None:
    found = [finding.slug for finding in compiled(file).errors]
    assert found == ([UNFINISHED[file.stem]] if file.stem in UNFINISHED else [])


@each
def test_bounds(file: Path) -> None:
    found = compiled(file)
    assert found.bounds is not None and found.flow is not None and found.facts is not None
    assert found.bounds.steps >= 0
    assert found.bounds.longest >= 0
    permissions(found.flow, found.facts, CATALOG)


@each_that_runs
def test_lower(file: Path) -> None:
    program = compiled(file).program
    assert program is not None
    assert program.operations
    assert compile(format_text(file.read_text("utf-8")), CATALOG).program == program


@pytest.mark.parametrize("otherwise", ["yes", "never"])
@each_that_runs
def test_run(file: Path, otherwise: str) -> None:
    simulation = played(file, Choices(otherwise=otherwise))  # type: ignore[arg-type]
    assert simulation.run.ended is not None
    expected = {"stopped", "failed"} if file.stem in ("wait_for", "fail") else {"completed", "stopped"}
    assert simulation.run.state in expected, simulation.run.ended
    assert [line.text for line in log(simulation.journal, simulation.drive.runs, CATALOG)]


@each_that_runs
def test_replay(file: Path) -> None:
    journal = played(file, Choices()).journal
    programs = {"Proposal": linked(CALLED[0]), "Other": linked(CALLED[1]), file.stem: linked(file.read_text("utf-8"))}
    replayed = replay(Journal(lines=journal.lines), lambda header: programs[header.flow])
    assert replayed.difference is None
    assert replayed.steps == len(journal.entries())


@each_that_runs
def test_its_own_tests(file: Path) -> None:
    programs = {name: linked(text) for name, text in zip(("Proposal", "Other"), CALLED, strict=True)}
    results = run_tests(compiled(file), CATALOG, programs)
    assert [(result.title, result.problems) for result in results if not result.passed] == []


@each
def test_graph(file: Path) -> None:
    drawn = graph(flow_of(file))
    assert from_graph(drawn) == flow_of(file)
    assert to_mermaid(drawn).startswith("flowchart")


@each
def test_readback(file: Path) -> None:
    found = compiled(file)
    assert found.flow is not None
    sentences = readback(found.flow, found.facts, CATALOG).sentences
    assert sentences
    wrong = [one.text for one in sentences if ("(" in one.text and "span=" in one.text) or not one.text.strip()]
    assert not wrong
    assert readback(found.flow, None, None).sentences


@each
def test_json(file: Path) -> None:
    flow = flow_of(file)
    assert exchange.from_json(exchange.to_json(flow)) == flow


@each
def test_yaml(file: Path) -> None:
    flow = flow_of(file)
    assert exchange.from_yaml(exchange.to_yaml(flow)) == flow
