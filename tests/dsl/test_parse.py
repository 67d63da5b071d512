"""What the forms of the language say: texts in, nodes out, with exact places."""

from decimal import Decimal
from pathlib import Path

import pytest

from sayso.dsl.expressions import (
    Binary,
    Call,
    Duration,
    Exists,
    Expression,
    Field,
    Index,
    Name,
    Negative,
    Not,
    Number,
    Range,
    Record,
    Sorted,
    Take,
    Text,
    Where,
)
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, walk
from sayso.dsl.parse import NotAnExpression, parse, parse_expression
from sayso.dsl.print import print_flow
from sayso.dsl.source import SourceProblem, normalise, place
from sayso.dsl.statements import Broken, ChoiceType, ForEach, If, ListType, Off, OptionalType, ToolCall, TypeName

HERE = Path(__file__).parent
EXAMPLES = sorted(HERE.glob("example_*.flow"))
SPECIMENS = sorted((HERE.parent / "specimens").glob("*.flow"))


def read(path: Path) -> str:
    return normalise(path.read_bytes())


def flow_of(body: str, header: str = "on manual\n") -> Flow:
    parsed = parse(f'flow "A"\n{header}\n{body}')
    assert parsed.flow is not None and not parsed.diagnostics, parsed.diagnostics
    return parsed.flow


def first(body: str, header: str = "on manual\n") -> Node:
    return flow_of(body, header).body.statements[0]


def subclasses(node: type[Node]) -> set[str]:
    return {name for one in node.__subclasses__() for name in ({one.__name__} | subclasses(one))}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_and_print_back(path: Path) -> None:
    parsed = parse(read(path))
    assert parsed.flow is not None
    assert parsed.diagnostics == ()
    assert parse(print_flow(parsed.flow)).flow == parsed.flow


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_the_specimens_are_read_and_print_back(path: Path) -> None:
    parsed = parse(read(path))
    assert parsed.flow is not None
    assert len(parsed.diagnostics) == (path.stem == "broken")
    assert parse(print_flow(parsed.flow)).flow == parsed.flow


def test_the_specimens_hold_every_node() -> None:
    seen = {type(node).__name__ for path in SPECIMENS for node in walk(parse(read(path)).flow or Flow("none"))}
    assert seen == subclasses(Node) - {"Line", "Given", "Expect"}


@pytest.mark.parametrize("path", [*EXAMPLES, *SPECIMENS], ids=lambda path: path.stem)
def test_every_node_has_a_place_inside_its_parent(path: Path) -> None:
    text = read(path)
    for node in walk(parse(text).flow or Flow("none")):
        assert 0 <= node.span.start <= node.span.end <= len(text)
        if isinstance(node, Expression):
            assert text[node.span.start : node.span.end].strip() == text[node.span.start : node.span.end] != ""


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("50k", Number(Decimal(50_000))),
        ("2.5k", Number(Decimal(2500))),
        ("-5", Number(Decimal(-5))),
        ("-(5)", Negative(Number(Decimal(5)))),
        ("--5", Negative(Number(Decimal(-5)))),
        ("-@a", Negative(Name("a"))),
        ("@a not in [1]", None),
        ("@from.in[0]", Index(Field(Name("from"), "in"), 0)),
        ("@a is not missing", Exists(Name("a"))),
        ("NOT @a", Not(Name("a"))),
        ("first(@a)", None),
        ("1 - 2 - 3", Binary("-", Binary("-", Number(Decimal(1)), Number(Decimal(2))), Number(Decimal(3)))),
        ("1 business day", Duration(Decimal(1), "business days")),
        ("@a in 1 to 2", Binary("in", Name("a"), Range(Number(Decimal(1)), Number(Decimal(2))))),
    ],
)
def test_an_expression_says(text: str, node: Expression | None) -> None:
    found = parse_expression(text)
    if node is not None:
        assert found == node


def test_words_bind_as_they_read() -> None:
    found = parse_expression("@a or @b and not @c == 1 + 2 * 3")
    assert isinstance(found, Binary) and found.operator == "or"
    assert isinstance(found.right, Binary) and found.right.operator == "and"
    assert isinstance(found.right.right, Not) and isinstance(found.right.right.value, Binary)


def test_where_takes_the_whole_condition() -> None:
    condition = '@contact.title contains "CEO" and @contact.x > 1'
    found = parse_expression(f"@contacts where {condition} sorted by @contact.x descending")
    assert isinstance(found, Sorted) and found.descending
    assert isinstance(found.of, Where)
    assert isinstance(found.of.condition, Binary) and found.of.condition.operator == "and"


def test_taking_the_first_takes_them_of_the_sorted_list() -> None:
    found = parse_expression("first 10 of @deals sorted by @deal.value")
    assert isinstance(found, Take) and isinstance(found.of, Sorted)


def test_names_before_all_arguments_make_a_record() -> None:
    assert isinstance(parse_expression('contact(firstName: "Ann")'), Record)
    assert isinstance(parse_expression("join(@a, with: 1)"), Call)
    assert isinstance(parse_expression("now()"), Call)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"a@b.example"', ("a@b.example",)),
        ('"@@a {{b \\" \\\\ }"', ('@a {b " \\ }',)),
        ('"@a.b."', (Field(Name("a"), "b"), ".")),
        ('"@a.b\'s"', (Field(Name("a"), "b"), "'s")),
        ('"@a[0][x]"', (Index(Name("a"), 0), "[x]")),
        ('"@a.b@acme.example"', (Field(Name("a"), "b"), "@acme.example")),
        ('"a{"  "}b"', ("a  b",)),
        ('"{"x {@a}"}"', (Text(("x ", Name("a"))),)),
        ('"{@a}{@b}"', (Name("a"), Name("b"))),
        ('""', ()),
        ('"""\n    one\n\n      two\n  """', ("one\n\n  two",)),
        ('"""one\n    two\n  three"""', ("one\n  two\nthree",)),
        ('"""\n  say "@a" twice\n  """', ('say "', Name("a"), '" twice')),
    ],
)
def test_a_text_says(text: str, parts: tuple[str | Expression, ...]) -> None:
    assert parse_expression(text) == Text(parts)


def test_types() -> None:
    flow = flow_of("stop\n", 'on manual with\n  a: list of text?\n  b: "x" | "y"\n  end: list of (text?)\nend\n')
    types = [field.type for field in flow.triggers[0].inputs]  # type: ignore[union-attr]
    assert types == [
        OptionalType(ListType(TypeName("text"))),
        ChoiceType(("x", "y")),
        ListType(OptionalType(TypeName("text"))),
    ]


def test_conditions_stand_in_any_order() -> None:
    one = first("for each @x in @y once at most 20 collect @z stop on error\nend\n")
    two = first("for each @x in @y stop on error collect @z at most 20 once\nend\n")
    assert one == two and isinstance(one, ForEach) and one.again == "once"
    uses = flow_of("stop\n", "on manual\nuse a.b with private data at most 5 per day\n").uses
    assert uses == flow_of("stop\n", "on manual\nuse a.b at most 5 per day with private data\n").uses


def test_else_is_otherwise() -> None:
    assert first("if @a\n stop\nelse if @b\n stop\nelse\n stop\nend\n") == first(
        "if @a\n  stop\notherwise if @b\n  stop\notherwise\n  stop\nend\n"
    )


def test_newlines_are_free_inside_brackets() -> None:
    found = first("let @x = a.b(\n  # which\n  where: (@a\n    and @b),  # why\n)  # last\n")
    assert found.value == ToolCall("a.b", found.value.arguments)  # type: ignore[attr-defined]
    assert found.notes.before == ("# which", "# why")  # type: ignore[attr-defined]
    assert found.notes.after == "# last"  # type: ignore[attr-defined]


def test_off_stands_before_blocks_too() -> None:
    found = first("off if @a\n  stop\nend\n")
    assert isinstance(found, Off) and isinstance(found.statement, If)


def test_comments_stay_where_they_are() -> None:
    flow = flow_of("# a\n\nif @x  # b\n  # c\n  stop\n\n  # d\notherwise  # e\n  stop\nend  # f\n\n\n# g\n# h\n")
    found = flow.body.statements[0]
    assert isinstance(found, If) and found.otherwise
    assert found.notes.before == ("# a", "") and found.notes.after == "# b"
    assert found.branches[0].body.statements[0].notes.before == ("# c",)
    assert found.branches[0].body.tail == ("", "# d", "# e")
    assert found.otherwise.tail == ("# f",)
    assert flow.tail == ("# g", "# h")
    assert parse(print_flow(flow)).flow == flow


def test_a_broken_line_costs_itself_alone() -> None:
    parsed = parse('flow "A"\non manual\n\nlet @a = 5\n  wait five  # x\nstop\n')
    assert parsed.flow is not None
    assert [type(s).__name__ for s in parsed.flow.body.statements] == ["Let", "Broken", "Stop"]
    assert parsed.flow.body.statements[1] == Broken("  wait five  # x")


def test_a_block_with_a_broken_head_is_kept_as_written() -> None:
    parsed = parse('flow "A"\non manual\n\nfor x in @y\n  stop\nend\nstop\n')
    assert parsed.flow is not None and len(parsed.diagnostics) == 1
    assert parsed.flow.body.statements[0] == Broken("for x in @y\n  stop\nend")


def test_nesting_is_capped() -> None:
    assert [d.slug for d in parse('flow "A"\nlet @x = ' + "(" * 100 + "1" + ")" * 100).diagnostics] == ["too-deep"]
    blocks = 'flow "A"\n' + "if @a\n" * 70 + "end\n" * 70
    assert [d.slug for d in parse(blocks).diagnostics] == ["too-deep"]
    assert [d.slug for d in parse('flow "A"\nlet @x = ' + "not " * 5000 + "@a").diagnostics] == ["too-deep"]


def test_an_expression_alone_that_cannot_be_read() -> None:
    with pytest.raises(NotAnExpression) as caught:
        parse_expression("@a = 1")
    assert caught.value.diagnostic.slug == "single-equals"


def test_normalise() -> None:
    assert normalise(b"\xef\xbb\xbfa\r\nb\rc") == "a\nb\nc\n"
    assert place("ab\ncd\n", 4) == (2, 2)
    for raw, slug in ((b"\xff", "not-utf-8"), (b"\0", "not-a-text"), (b"a" * 200_001, "file-too-long")):
        with pytest.raises(SourceProblem) as caught:
            normalise(raw)
        assert caught.value.slug == slug
