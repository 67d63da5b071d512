"""What is printed reads back as the same tree, in one canonical form."""

from pathlib import Path

from hypothesis import given

from sayso.dsl.expressions import Expression
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse, parse_expression
from sayso.dsl.print import print_expression, print_flow
from tests.dsl import trees

IDENTITY = (Path(__file__).parents[1] / "identity.flow").read_text("utf-8")


@given(trees.expressions)
def test_an_expression_reads_back(expression: Expression) -> None:
    assert parse_expression(print_expression(expression)) == expression


@given(trees.flows)
def test_a_flow_reads_back(flow: Flow) -> None:
    text = print_flow(flow)
    parsed = parse(text)
    assert not parsed.diagnostics, text
    assert parsed.flow == flow
    assert print_flow(parsed.flow) == text
