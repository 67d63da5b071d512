"""Conditions as rows: what rows show, they give back; what they cannot show is left alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.dsl import expressions as e
from sayso.dsl.blocks import inner, statements
from sayso.dsl.node import walk
from sayso.dsl.parse import parse_expression
from sayso.dsl.types import BOOLEAN, MONEY, TEXT, RecordOf, optional
from sayso.editor.catalogue import words
from sayso.editor.inspector import rows_draft
from sayso.editor.inspector.operators import NO_VALUE, TWO, operators_of, word_key
from sayso.editor.inspector.rows import Row, Rows, row_source, rows_of, source_of
from tests.dsl.tree_values import expressions
from tests.editor_forms.flows import FILES, catalog, compiled

NAMES = {"contact": RecordOf("contact"), "deal": RecordOf("deal")}


def rows(source: str) -> Rows | None:
    return rows_of(parse_expression(source), None, catalog(), NAMES)


@settings(max_examples=400)
@given(expressions)
def test_what_rows_show_they_give_back(condition: e.Expression) -> None:
    found = rows_of(condition, None, catalog(), NAMES)
    if found is not None and found.rows:
        assert parse_expression(source_of(found)) == condition


_paths = st.sampled_from(["@deal.value", "@deal.stage", "@contact.title", "@contact.company.name", "@contact.tags"])
_values = st.sampled_from(['"a"', "5", "@deal"])
_operators = st.sampled_from([one for one in operators_of(None) if one not in NO_VALUE])
_simple = st.builds(
    lambda path, operator, value: Row(path, path, operator, (value, value) if operator in TWO else (value,)),
    _paths, _operators, _values,
)  # fmt: skip
_alone = st.builds(lambda path, operator: Row(path, path, operator), _paths, st.sampled_from(sorted(NO_VALUE)))
_row = st.one_of(_simple, _alone)
_groups = st.builds(
    lambda join, held: Rows(join, tuple(held)), st.sampled_from(["and", "or"]), st.lists(_row, min_size=2, max_size=3)
)


@settings(max_examples=200)
@given(st.builds(lambda held, join: Rows(join, tuple(held)), st.lists(st.one_of(_row, _groups), min_size=2, max_size=4),
                 st.sampled_from(["and", "or"])))  # fmt: skip
def test_rows_that_are_filled_in_say_themselves_again(made: Rows) -> None:
    again = rows(source_of(made))
    assert again is not None
    assert parse_expression(source_of(again)) == parse_expression(source_of(made))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_conditions_of_real_flows_come_back(file: Path) -> None:
    known = compiled(file)
    assert known.flow is not None
    for _, step in statements(known.flow):
        for node in walk(inner(step)):
            if isinstance(node, e.Binary) and node.operator in ("and", "or", "==", ">", "contains", "in"):
                found = rows_of(node, known.facts, catalog())
                assert found is None or parse_expression(source_of(found)) == node


def test_rows_have_words_and_types() -> None:
    found = rows('@deal.value > $10k and (@contact.title contains "VP" or not @contact.replied)')
    assert found is not None
    first, group = found.rows
    assert isinstance(first, Row) and isinstance(group, Rows)
    assert (first.words, first.operator, first.values, first.kind) == ("Deal › Value", ">", ("$10k",), MONEY)
    assert (found.join, group.join) == ("and", "or")
    assert [(row.words, row.operator) for row in group.rows if isinstance(row, Row)] == [
        ("Contact › Title", "contains"), ("Contact › Replied", "no"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source", ["count(@deals) > 5", "@deal.value * 2 > $5", "@trigger is schedule", "not (@a == 1 or @b == 2)", "todo"]
)
def test_what_rows_cannot_show_is_one_field(source: str) -> None:
    if source == "todo":
        assert rows_of(e.Todo("when?"), None, catalog()) == Rows("and")
    else:
        assert rows(source) is None


def test_a_row_that_lacks_its_value_is_not_written() -> None:
    assert row_source(Row("@deal.value", "", ">")) == ""
    assert (
        source_of(Rows("and", (Row("@deal.value", "", ">"), Row("@contact.replied", "", "yes")))) == "@contact.replied"
    )
    assert row_source(Row("@deal.value", "", "between", ("$1", "$2"))) == "@deal.value in $1 to $2"


def test_operators_are_those_of_the_field_in_words() -> None:
    say = words()
    assert [say(word_key(one, MONEY)) for one in operators_of(MONEY)][:3] == ["is", "is not", "is more than"]
    assert "contains" in operators_of(optional(TEXT)) and "contains" not in operators_of(MONEY)
    assert operators_of(BOOLEAN)[:2] == ("yes", "no")
    for kind in (None, TEXT, MONEY, BOOLEAN, RecordOf("contact")):
        for one in operators_of(kind):
            assert say(word_key(one, kind))


def test_rows_are_worked_on_step_by_step() -> None:
    made = rows_draft.added(Rows("and"), ())
    row = rows_draft.at(made, (0,))
    assert isinstance(row, Row)
    made = rows_draft.put(made, (0,), rows_draft.about(row, "@deal.value", MONEY))
    row = rows_draft.at(made, (0,))
    assert isinstance(row, Row) and row.words == "Deal › Value" and source_of(made) == ""
    made = rows_draft.put(made, (0,), rows_draft.asking(row, "exists"))
    assert source_of(made) == "@deal.value exists"
    made = rows_draft.added(made, (), Rows("or", (Row("@contact.replied", "", "yes"), Row("@deal.won", "", "no"))))
    assert source_of(made) == "@deal.value exists and (@contact.replied or not @deal.won)"
    made = rows_draft.joined(made, (), "or")
    made = rows_draft.put(rows_draft.put(made, (1, 1), None), (1, 0), None)
    assert source_of(made) == "@deal.value exists" and len(made.rows) == 1
