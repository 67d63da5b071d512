"""A greedy world reaches what is proven, exactly where no condition depends on data, and never goes beyond it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given

from sayso.compiler import Compiled, compile
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.node import walk
from sayso.dsl.print import print_flow
from tests.bounds.plenty import ZONE
from tests.bounds.searching import SECONDS, bounds_of, greediest
from tests.bounds.tightness import HERE, PAGE, TEMPLATES, compiled_template, page, reached
from tests.bounds.unconditional import unconditional_flow
from tests.properties.budget import examples, seeds
from tests.properties.generating.catalog import catalog

TRIES, FLOWS, EXACT = 80, 60, 0.85
PARTS = re.split(r"^---\n", (HERE / "exact.flow").read_text("utf-8"), flags=re.MULTILINE)


@cache
def workspace() -> Catalog:
    """The catalog of the properties, where the clocks go back by the most there is."""
    return msgspec.structs.replace(catalog(), zone=ZONE)


def compiled(text: str) -> Compiled:
    """A flow that must compile."""
    found = compile(text, workspace())
    assert found.program is not None, [finding.sentence for finding in found.errors]
    return found


@pytest.mark.parametrize("text", PARTS, ids=lambda text: text.partition("\n")[0].removeprefix("# "))
def test_the_bound_is_reached_exactly(text: str) -> None:
    flow = compiled(text)
    assert greediest(flow, workspace(), TRIES).amounts == bounds_of(flow)


def test_every_statement_is_there() -> None:
    flows = [compiled(text).flow for text in PARTS]
    there = {type(node) for flow in flows if flow is not None for node in walk(flow.body)}
    assert {kind.__name__ for kind in get_args(s.Statement)} - {kind.__name__ for kind in there} == {"Broken"}


def without_conditions(seeds_: Iterator[int]) -> Iterator[Compiled]:
    """The flows of these seeds that compile."""
    found = (compile(print_flow(unconditional_flow(seed)), workspace()) for seed in seeds_)
    return (one for one in found if one.program is not None)


@given(seeds)
@examples(60)
def test_no_greedy_world_goes_beyond_it(seed: int) -> None:
    for flow in without_conditions(iter([seed])):
        amounts, bounds = greediest(flow, workspace(), 4).amounts, bounds_of(flow)
        assert {name: (most, bounds[name]) for name, most in amounts.items() if most > bounds[name]} == {}, flow.text


def test_most_flows_without_conditions_are_exact(capsys: pytest.CaptureFixture[str]) -> None:
    flows = list(without_conditions(iter(range(FLOWS))))
    exact = [flow for flow in flows if _is_exact(flow)]
    with capsys.disabled():
        print(f"\nof {len(flows)} flows without conditions on data {len(exact)} were seen to reach every bound")
    assert len(exact) >= EXACT * len(flows)


def _is_exact(flow: Compiled) -> bool:
    bounds = bounds_of(flow)
    wanted = [name for name in bounds if name != SECONDS]
    amounts = greediest(flow, workspace(), TRIES, wanted).amounts
    return all(amounts[name] == bounds[name] for name in wanted)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_no_template_goes_beyond_it(file: Path) -> None:
    bounds = bounds_of(compiled_template(file))
    beyond = {name: (most, bounds[name]) for name, most in reached(file, 2).amounts.items() if most > bounds[name]}
    assert beyond == {}


def test_the_page_tells_what_is_reached() -> None:
    told = page(lambda file: reached(file, 0).amounts)
    assert PAGE.read_text("utf-8") == told, "docs/tightness.md is old: run `python -m tests.bounds --rewrite`"
