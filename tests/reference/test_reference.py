"""The machine and a second evaluator, written from the language's page alone, do the same in the same world."""

import ast
import re
import sys
from pathlib import Path

import pytest

from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from tests.house.test_layering import imports_of, within
from tests.reference.differential import Case, NotAFlow, case
from tests.reference.evaluator.steps import STATEMENTS
from tests.reference.finding import FOUND, kept, made_small, run_seeds, told_of

PROGRAMS = 10_000
CHUNK = 100
EVALUATOR = Path(__file__).parent / "evaluator"
MAY_IMPORT = ("sayso.dsl", "tests.reference.evaluator")
ROOT = Path(__file__).parents[2]
WORLDS = 10
PAGE = ROOT / "docs" / "language.md"
NOT_FOR_RUNNING = {"many-mistakes", "todo", "broken", "run_flow", "given_flow"}
"""They do not compile: mistakes, open questions, flows that are not there."""
WRITTEN = {
    file.stem: file.read_text(encoding="utf-8")
    for folder in ("sayso/templates", "sayso/sample", "tests/golden", "tests/specimens")
    for file in (ROOT / folder).glob("*.flow")
} | {
    f"page-{number}": text
    for number, text in enumerate(re.findall(r"```flow\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
}
"""The templates, the examples of the documents and tests, by name."""


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


@pytest.mark.parametrize("name", sorted(WRITTEN.keys() - NOT_FOR_RUNNING))
def test_flows_that_people_wrote_agree_in_many_worlds(name: str) -> None:
    for world in range(WORLDS):
        told = told_of(Case(WRITTEN[name], f"w{world}", world % 2 == 0, (0, 5, 30)[world % 3]))
        assert told is None, f"world {world}: {told}"


@pytest.mark.parametrize("name", sorted(NOT_FOR_RUNNING))
def test_those_that_are_left_out_do_not_compile(name: str) -> None:
    with pytest.raises(NotAFlow):
        told_of(Case(WRITTEN[name], "w0"))


def test_the_flows_that_people_wrote_hold_every_statement() -> None:
    flows = [flow for text in WRITTEN.values() if (flow := parse(text).flow) is not None]
    seen = {type(node) for flow in flows for node in walk(flow)}
    assert set(STATEMENTS) <= seen, set(STATEMENTS) - seen


@pytest.mark.parametrize("file", sorted(EVALUATOR.glob("*.py")), ids=lambda file: file.stem)
def test_the_evaluator_knows_nothing_of_the_machine(file: Path) -> None:
    for _, name in imports_of(ast.parse(file.read_text(encoding="utf-8"))):
        ours = any(within(name, allowed) for allowed in MAY_IMPORT)
        assert ours or name.partition(".")[0] in sys.stdlib_module_names, f"{file.name} imports {name}"
