"""What is printed reads back as the same tree, in one canonical form."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from sayso.dsl.expressions import Binary, Exists, Expression, Money, Name, Negative, Not, Number, Text
from sayso.dsl.flow import Flow
from sayso.dsl.format import FormatProblem, format_text
from sayso.dsl.node import Notes
from sayso.dsl.parse import parse, parse_expression
from sayso.dsl.print import print_expression, print_flow, print_head, print_statement, print_type
from sayso.dsl.statements import Branch, If, ListType, Off, OptionalType, Skip, TypeName
from tests.dsl import trees

CHUNKS = (Path(__file__).parents[1] / "identity.flow").read_text("utf-8").split("---\n")


@pytest.mark.parametrize("text", CHUNKS, ids=[chunk.split('"')[1] for chunk in CHUNKS])
def test_prints_back_unchanged(text: str) -> None:
    parsed = parse(text)
    assert not parsed.diagnostics
    assert parsed.flow is not None
    assert print_flow(parsed.flow) == text


@given(trees.expressions)
def test_an_expression_reads_back(expression: Expression) -> None:
    assert parse_expression(print_expression(expression)) == expression


@settings(max_examples=60)
@given(trees.flows)
def test_a_flow_reads_back(flow: Flow) -> None:
    text = print_flow(flow)
    parsed = parse(text)
    assert not parsed.diagnostics, text
    assert parsed.flow == flow
    assert print_flow(parsed.flow) == text
    assert all(len(row) <= 110 or '"' in row or " with " in row for row in text.split("\n") if "#" not in row)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("$50000", "$50k"),
        ("$50000.00", "$50_000.00"),
        ("$1_000", "$1000"),
        ("€2m", "€2_000_000"),
        ("1_000", "1000"),
        ("1234567.8", "1_234_567.8"),
        ("1 days", "1 day"),
        ("2 business   day", "2 business days"),
        ("8:30", "08:30"),
        ("@a AND NOT @b", "@a and not @b"),
        ("((@a))", "@a"),
        ("(@a * 2) + 1", "@a * 2 + 1"),
        ("@a is not missing", "@a exists"),
        ("not @a contains 1", "@a not contains 1"),
        ('"{@a.b} x"', '"@a.b x"'),
        ('"{"x"}{@a}"', '"x{@a}"'),
        ("[1, 2,]", "[1, 2]"),
        ("@a sorted by @b ascending", "@a sorted by @b"),
    ],
)
def test_one_form_for_each_thing(written: str, canonical: str) -> None:
    assert print_expression(parse_expression(written)) == canonical
    assert parse_expression(canonical) == parse_expression(written)


def test_numbers_never_have_an_exponent() -> None:
    assert print_expression(Number(Decimal("1E+30"))) == "1" + "_000" * 10
    assert print_expression(Number(Decimal("1E-9"))) == "0.000000001"
    assert print_expression(Money(Decimal("-1E+4"), "USD")) == "-$10k"
    assert print_expression(Negative(Number(Decimal(5)))) == "-(5)"


def test_not_stands_inside_where_it_can() -> None:
    a, b = Name("a"), Name("b")
    assert print_expression(Not(Binary("in", a, b))) == "@a not in @b"
    assert print_expression(Not(Binary("==", a, b))) == "not @a == @b"
    assert print_expression(Not(Exists(a))) == "not @a exists"
    assert print_expression(Exists(Not(a))) == "(not @a) exists"


def test_types() -> None:
    text = TypeName("text")
    assert print_type(ListType(OptionalType(text))) == "list of (text?)"
    assert print_type(OptionalType(ListType(text))) == "list of text?"


def test_a_statement_with_its_comments() -> None:
    step = If((Branch(Name("a"), trees.Block((Skip(notes=Notes(("# why",), "# so")),))),), notes=Notes((), "# if"))
    assert print_statement(step, 1) == "  if @a  # if\n    # why\n    skip  # so\n  end"
    assert print_head(Off(step)) == "off if @a"


def test_a_text_with_line_breaks_inside_a_list_of_arguments() -> None:
    text = Text(("two\n", Name("a")))
    assert print_expression(text) == '"""\ntwo\n@a\n"""'


MESSY = """\ufeffflow "A"   # name
goal "g"
on manual
use a.b , c.d
LINE
let   @x=a.b( 1,
   # inside
   2 )
if @x   # c
skip
else
stop
end
"""


def test_format() -> None:
    text = MESSY.removeprefix("\ufeff").replace("LINE\n", "")
    formatted = format_text(text)
    assert formatted == (
        'flow "A"  # name\ngoal "g"\n\non manual\n\nuse a.b, c.d\n\n# inside\nlet @x = a.b(1, 2)\n'
        "if @x  # c\n  skip\notherwise\n  stop\nend\n"
    )
    assert format_text(formatted) == formatted


def test_format_keeps_lines_it_cannot_read() -> None:
    formatted = format_text('flow "A"\n\nskip\n\n    let let  let   # what\nstop\n')
    assert formatted == 'flow "A"\n\nskip\n\n    let let  let   # what\nstop\n'


@pytest.mark.parametrize("text", ['flow "A"\n\nif @x\n  skip\n', 'flow "A"\n\ntest "t"\n  skip\nend\n'])
def test_format_refuses_what_it_would_change(text: str) -> None:
    with pytest.raises(FormatProblem):
        format_text(text)


@settings(max_examples=30)
@given(trees.flows)
def test_format_of_canonical_text_changes_nothing(flow: Flow) -> None:
    assert format_text(print_flow(flow)) == print_flow(flow)
