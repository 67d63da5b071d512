"""What the generators reach: every node of the tree, every operation, and every class of planted mistake."""

from collections import Counter
from functools import cache
from typing import get_args

import pytest

from sayso.compiler import ir
from sayso.dsl import expressions as e
from sayso.dsl import flow as f
from sayso.dsl import statements as s
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.node import walk
from sayso.dsl.print import print_flow
from tests.properties.generating.flows import make_flow
from tests.properties.generating.mistakes import MISTAKES
from tests.properties.playing import compiled_flow

FLOWS = 200
NOT_MADE = {"Broken", "Todo", "Missing"}
"""Broken lines and holes never run; a bare `missing` is planted by nobody."""


@cache
def seen() -> Counter[str]:
    """How often each node, function and operation came up in flows that compile."""
    tally: Counter[str] = Counter()
    for seed in range(FLOWS):
        flow = make_flow(seed, 16)
        compiled = compiled_flow(print_flow(flow))
        if compiled.program is None:
            continue
        tally["flows"] += 1
        tally.update(type(node).__name__ for node in walk(flow))
        tally.update(f"{node.function}()" for node in walk(flow) if isinstance(node, e.Call))
        tally.update(f"op {type(op).__name__}" for op in compiled.program.operations)
        tally.update(f"finding {finding.slug}" for finding in compiled.diagnostics)
    return tally


def test_every_node_and_operation_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    tally = seen()
    nodes = [kind.__name__ for union in (s.Statement, e.Expression, f.Trigger, f.TestLine) for kind in get_args(union)]
    operations = [f"op {kind.__name__}" for kind in get_args(ir.Operation)]
    with capsys.disabled():
        print(table(tally, [*nodes, *operations, *(f"{name}()" for name in FUNCTIONS)]))
    never = [name for name in [*nodes, *operations] if not tally[name] and name not in NOT_MADE]
    assert never == []
    assert len([name for name in FUNCTIONS if tally[f"{name}()"]]) >= len(FUNCTIONS) - 2


@pytest.mark.parametrize("slug", sorted(MISTAKES))
def test_a_planted_mistake_is_found(slug: str) -> None:
    planted = 0
    for seed in range(60):
        if planted == 3:
            break
        flow = make_flow(seed, 8)
        if compiled_flow(print_flow(flow)).errors:
            continue
        for mistake in MISTAKES[slug]:
            changed = mistake(flow)
            if changed is None:
                continue
            planted += 1
            text = print_flow(changed)
            assert slug in {finding.slug for finding in compiled_flow(text).diagnostics}, text
    assert planted


def table(tally: Counter[str], names: list[str]) -> str:
    """The coverage as rows of a few columns."""
    cells = [f"{name:<18}{tally[name]:>6}" for name in names]
    rows = ["   ".join(cells[at : at + 4]) for at in range(0, len(cells), 4)]
    return f"\n{tally['flows']} of {FLOWS} flows compile\n" + "\n".join(rows)
