"""The grammar itself: free of conflicts, packed up to date, and the same read whole as read line by line."""

from functools import cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark
from lark.exceptions import LarkError
from lark.parsers.lalr_analysis import LALR_Analyzer

from sayso.dsl.build import BUILDERS
from sayso.dsl.grammar import STARTS, grammar_text, load_table, make_table, packed_table
from sayso.dsl.mistakes import rules
from sayso.dsl.parse import parse
from sayso.dsl.source import normalise

HERE = Path(__file__).parent
TEXTS = [normalise(p.read_bytes()) for p in [*HERE.glob("example_*.flow"), *(HERE.parent / "specimens").glob("*.flow")]]
ROWS = sorted({row.strip() for text in TEXTS for row in text.split("\n") if row.strip()})
SAID_BY_BUILDERS = {
    "no-unit", "is-for-equals", "no-such-date", "no-such-time", "no-such-day", "number-too-long", "said-twice",
    "at-least-one", "thousands-comma", "too-deep", "glued-unit", "duration-too-long",
}  # fmt: skip


@cache
def whole() -> Lark:
    return Lark(grammar_text(), parser="lalr", start=list(STARTS), maybe_placeholders=False)


def is_read_whole(text: str) -> bool:
    try:
        whole().parse(text, start="flow")
    except LarkError:
        return False
    return True


def agree(text: str) -> bool:
    """Whether both readings say the same; what only the builders or the glue of words refuse is left aside."""
    slugs = {diagnostic.slug for diagnostic in parse(text).diagnostics}
    return bool(slugs & SAID_BY_BUILDERS) or is_read_whole(text) == (not slugs)


def test_the_grammar_has_no_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    begin = LALR_Analyzer.__init__

    def strict(self: LALR_Analyzer, *given: object, **named: object) -> None:
        seen.append(True)
        begin(self, *given, **(named | {"strict": True}))  # type: ignore[arg-type]

    monkeypatch.setattr(LALR_Analyzer, "__init__", strict)
    Lark(grammar_text(), parser="lalr", start=list(STARTS), maybe_placeholders=False)
    assert seen


def test_the_grammar_is_strict() -> None:
    pytest.importorskip("interegular")
    Lark(grammar_text(), parser="lalr", start=list(STARTS), maybe_placeholders=False, strict=True)


def test_the_grammar_looks_neither_back_nor_ahead() -> None:
    assert not any(sign in grammar_text() for sign in ("(?=", "(?!", "(?<", "*?", "+?", "%declare", "%import"))


def test_the_packed_table_is_up_to_date() -> None:
    assert load_table() == make_table(grammar_text())
    packed = Path(__file__).parents[2] / "sayso" / "grammar" / "flow.table.json"
    assert packed.read_bytes() == packed_table()


def test_every_rule_has_a_builder() -> None:
    made = {p.name for p in load_table().productions if not p.passes and not p.name.startswith("_")}
    assert made - {"flow"} == set(BUILDERS)


@pytest.mark.parametrize("text", [*TEXTS, *(r.good for r in rules()), *(r.bad for r in rules())])
def test_whole_and_by_lines_agree(text: str) -> None:
    assert agree(text)


@given(st.lists(st.sampled_from(ROWS), max_size=8))
def test_whole_and_by_lines_agree_on_any_lines(rows: list[str]) -> None:
    text = "\n".join(['flow "A"', *rows, ""])
    assert agree(text)


@given(st.sampled_from(ROWS), st.data())
def test_whole_and_by_lines_agree_on_a_line_with_a_word_less(row: str, data: st.DataObject) -> None:
    words = row.split(" ")
    gone = data.draw(st.integers(0, len(words) - 1))
    text = "\n".join(['flow "A"', " ".join(words[:gone] + words[gone + 1 :]), ""])
    assert agree(text)


@given(st.text(st.sampled_from('ab@."{}()[],:=#\n 15k%$"and if end let wait use'), max_size=60))
def test_nothing_makes_the_parser_fall_over(text: str) -> None:
    parsed = parse(normalise('flow "A"\n' + text))
    for diagnostic in parsed.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text) + 12


@pytest.mark.parametrize(
    "row", ["skip" + " " * 1900 + "skip", "say " + "a " * 900, "use " + "a.b " * 400, '"' * 1900, "x = " * 480]
)
def test_no_line_takes_long(row: str) -> None:
    begin = process_time()
    parse(f'flow "A"\n{row}\n')
    assert process_time() - begin < 1


def test_long_lists_are_read_in_linear_time() -> None:
    begin = process_time()
    assert parse('flow "A"\nlet @x = [' + "1," * 50_000 + "]\n").diagnostics == ()
    assert process_time() - begin < 5
