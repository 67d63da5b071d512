"""The machine and a second evaluator, written from the language's page alone, do the same in the same world."""

import ast
import sys
from pathlib import Path

import pytest

from sayso.dsl.parse import parse
from tests.house.test_layering import imports_of, within
from tests.reference.differential import Case, case
from tests.reference.finding import FOUND, kept, made_small, run_seeds, told_of

PROGRAMS = 2_000
CHUNK = 100
EVALUATOR = Path(__file__).parent / "evaluator"
MAY_IMPORT = ("sayso.dsl", "tests.reference.evaluator")
BY_HAND = Path(__file__).parent / "by_hand"


@pytest.mark.parametrize("first", range(0, PROGRAMS, CHUNK))
def test_the_machine_does_what_the_page_says(first: int) -> None:
    tally = run_seeds(first, CHUNK)
    for seed in tally.differed[:1]:
        small = made_small(case(seed))
        pytest.fail(f"seed {seed}: {told_of(small)}\n\n{small.text}", pytrace=False)
    assert tally.uncompiled <= CHUNK // 10


@pytest.mark.parametrize("file", sorted(FOUND.glob("*.flow")), ids=lambda file: file.stem)
def test_what_differed_once_agrees_now(file: Path) -> None:
    assert told_of(kept(file)) is None


@pytest.mark.parametrize("world", range(12))
@pytest.mark.parametrize("file", sorted(BY_HAND.glob("*.flow")), ids=lambda file: file.stem)
def test_flows_written_by_hand_agree(file: Path, world: int) -> None:
    text = file.read_text(encoding="utf-8")
    told = told_of(Case(text, f"{file.stem}-{world}", world % 2 == 0, (0, 5, 30)[world % 3]))
    assert told is None, told


def test_every_statement_is_told_of_by_hand() -> None:
    from tests.reference.evaluator.steps import STATEMENTS

    flows = [parse(file.read_text(encoding="utf-8")).flow for file in BY_HAND.glob("*.flow")]
    seen = {type(node) for flow in flows if flow is not None for node in _nodes(flow)}
    assert set(STATEMENTS) <= seen, set(STATEMENTS) - seen


def _nodes(flow: object) -> list[object]:
    from sayso.dsl.node import Node, walk

    assert isinstance(flow, Node)
    return list(walk(flow))


@pytest.mark.parametrize("file", sorted(EVALUATOR.glob("*.py")), ids=lambda file: file.stem)
def test_the_evaluator_knows_nothing_of_the_machine(file: Path) -> None:
    for _, name in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
        ours = any(within(name, allowed) for allowed in MAY_IMPORT)
        assert ours or name.partition(".")[0] in sys.stdlib_module_names, f"{file.name} imports {name}"
