"""The ten flows in `docs/examples`: they compile, their tests hold, and together they use every form there is."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from sayso.compiler import Compiled, compile
from sayso.compiler.contracts import contracts
from sayso.connectors import standard_catalog
from sayso.copilot.readback import readback
from sayso.dsl import expressions as e
from sayso.dsl import flow as f
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.format import format_text
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.interpreter import link
from sayso.runtime.testing import run_tests
from tests.templates.branches import gone, ways

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
EXAMPLES = sorted(FOLDER.glob("*.flow"))
KEPT_FROM_RUNNING = {s.Broken, e.Todo}
"""Forms that are errors wherever they stand, so no example has them."""
DECLARED = [*get_args(s.Statement), *get_args(e.Expression), *get_args(f.Trigger), *get_args(f.TestLine),
            *get_args(s.TypeText)]  # fmt: skip
OPERATORS = {"or", "and", "+", "-", "*", "/", *get_args(e.Comparison)}

each = pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The standard catalog; the examples know each other."""
    known, texts = standard_catalog(), [file.read_text("utf-8") for file in EXAMPLES]
    return msgspec.structs.replace(known, flows=contracts(texts, known))


def compiled(file: Path, catalog: Catalog) -> Compiled:
    return compile(file.read_text("utf-8"), catalog)


def test_there_are_ten() -> None:
    assert len(EXAMPLES) == 10


@each
def test_nothing_keeps_it_from_running(file: Path, catalog: Catalog) -> None:
    assert not [(finding.slug, finding.sentence) for finding in compiled(file, catalog).diagnostics]


@each
def test_its_tests_hold(file: Path, catalog: Catalog) -> None:
    results = run_tests(compiled(file, catalog), catalog, {})
    assert len(results) >= 2
    assert not [(result.title, [told for _, told in result.problems]) for result in results if not result.passed]


@each
def test_every_decision_and_wait_is_tried(file: Path, catalog: Catalog) -> None:
    found = compiled(file, catalog)
    assert found.program is not None
    tried = gone(found.program, [result.drive.journal for result in run_tests(found, catalog, {})])
    assert sorted(ways(found.program) - tried) == []


@each
def test_it_is_written_in_the_one_form(file: Path) -> None:
    text = file.read_text("utf-8")
    assert format_text(text) == text


@each
def test_it_reads_back_in_english(file: Path, catalog: Catalog) -> None:
    found = compiled(file, catalog)
    assert found.flow is not None
    sentences = readback(found.flow, found.facts, catalog).sentences
    assert len(sentences) > len([node for node in walk(found.flow.body) if isinstance(node, s.Line)])
    assert all(sentence.text.strip() for sentence in sentences)


def nodes() -> list[object]:
    flows = [parse(file.read_text("utf-8")).flow for file in EXAMPLES]
    return [node for flow in flows if flow is not None for node in walk(flow)]


def test_together_they_use_every_form() -> None:
    seen = {type(node) for node in nodes()}
    assert {form.__name__ for form in DECLARED if form not in seen} == {form.__name__ for form in KEPT_FROM_RUNNING}


def test_together_they_use_every_operator_and_unit() -> None:
    found = nodes()
    assert {node.operator for node in found if isinstance(node, e.Binary)} == OPERATORS
    assert {node.unit for node in found if isinstance(node, e.Duration)} == {*get_args(e.Unit)}


def test_every_example_can_be_linked(catalog: Catalog) -> None:
    programs = [compiled(file, catalog).program for file in EXAMPLES]
    assert all(program is not None and link(program).operations for program in programs)


def test_every_example_is_listed() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    assert not [file.name for file in EXAMPLES if f"({file.name})" not in page]
