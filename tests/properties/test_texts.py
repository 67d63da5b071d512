"""Texts and trees: what is printed reads back, in every form, and no text makes the parser stumble."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sayso.compiler import compile
from sayso.dsl.exchange import from_json, from_yaml, to_json, to_yaml
from sayso.dsl.format import FormatProblem, format_text
from sayso.dsl.graph import from_graph, graph, to_mermaid
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from sayso.dsl.source import SourceProblem, normalise
from tests.properties.budget import examples, seeds
from tests.properties.generating.catalog import catalog
from tests.properties.generating.chance import Chance
from tests.properties.generating.flows import make_flow, make_text, with_comments

LETTERS = st.text(alphabet=st.characters(codec="utf-8"), max_size=120)
PIECES = (
    "end", "flow ", '"', '"""', "(", ")", "[", "]", "{", "}", "@x", ".y", "\n", " ", "#", "if ", "otherwise", "or",
    "let ", "2026-99-99", "= ", "wait ", "5 days", "$", "%", ",", "on ", "use ", "a.b", "12345678901234567890", "é",
    "for each @a in @b", "not ", "'", "todo", "sorted by", "where", "10%", "\u2028", "\r", "😀", "\x00", "\t", "\\",
)  # fmt: skip


@given(seeds)
@examples(120)
def test_printing_and_parsing_are_inverse(seed: int) -> None:
    flow = make_flow(seed)
    parsed = parse(print_flow(flow))
    assert parsed.diagnostics == ()
    assert parsed.flow == flow
    assert print_flow(parsed.flow) == print_flow(flow)


@given(seeds)
@examples(80)
def test_comments_and_blank_lines_are_kept(seed: int) -> None:
    chance = Chance(seed)
    flow = with_comments(make_flow(seed), chance)
    text = print_flow(flow)
    noted = [note for one in flow.body.statements for note in (*one.notes.before, one.notes.after) if note]
    assert {note: text.count(note) for note in noted} == Counter(noted)
    parsed = parse(text)
    assert parsed.diagnostics == ()
    assert parsed.flow is not None
    assert print_flow(parsed.flow) == text
    strewn = _strewn(text, chance)
    again = parse(strewn).flow
    assert again is not None
    assert parse(print_flow(again)).flow == again
    assert strewn.count("# strewn") == print_flow(again).count("# strewn")


@given(seeds)
@examples(60)
def test_formatting_twice_is_formatting_once(seed: int) -> None:
    chance = Chance(seed)
    flow = make_flow(seed)
    untidy = _untidy(_strewn(print_flow(flow), chance), chance)
    once = format_text(untidy)
    assert format_text(once) == once


@given(seeds)
@examples(60)
def test_graph_json_and_yaml_give_the_same_tree_back(seed: int) -> None:
    flow = with_comments(make_flow(seed), Chance(seed))
    drawn = graph(flow)
    assert from_graph(drawn) == flow
    assert len({node.id for node in drawn.nodes}) == len(drawn.nodes)
    assert to_mermaid(drawn)
    assert from_json(to_json(flow)) == flow
    assert from_yaml(to_yaml(flow)) == flow


@given(LETTERS)
@examples(150)
def test_any_text_gives_a_tree_or_findings(text: str) -> None:
    _is_read(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@examples(200)
def test_any_pieces_give_a_tree_or_findings(pieces: list[str]) -> None:
    _is_read('flow "F"\non manual\n' + "".join(pieces))


@given(seeds)
@examples(150)
def test_a_flow_with_a_slip_gives_a_tree_or_findings(seed: int) -> None:
    text = slipped(make_text(seed, 6), random.Random(seed))
    _is_read(text)


def slipped(text: str, chance: random.Random) -> str:
    """The text with a few pieces left out, doubled, swapped or put in."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.choice((1, 1, 3, 12, 60)))
        other = chance.randrange(len(text))
        text = chance.choice(
            (
                text[:start] + text[end:],
                text[:end] + text[start:],
                text[:start] + chance.choice(PIECES) + text[start:],
                text[:start] + text[other : other + 9] + text[end:],
            )
        )
    return text


def _is_read(text: str) -> None:
    """Parse, check and print; whatever comes, nothing raises, and every finding lies inside the text."""
    try:
        normal = normalise(text)
    except SourceProblem:
        compile(text, catalog())
        return
    parsed = parse(normal)
    assert parsed.flow is not None or parsed.diagnostics
    compile(text, catalog())
    compiled = compile(normal, catalog())
    assert {finding.slug for finding in parsed.diagnostics} <= {finding.slug for finding in compiled.diagnostics}
    for finding in compiled.diagnostics:
        edits = [edit.span for fix in finding.fixes for edit in fix.edits]
        for span in (finding.span, *edits):
            assert 0 <= span.start <= span.end <= len(normal), (finding.slug, span, len(normal))
    if parsed.flow is None:
        return
    for node in walk(parsed.flow):
        assert 0 <= node.span.start <= node.span.end <= len(normal), node
    try:
        once = format_text(normal)
    except FormatProblem:
        return
    assert format_text(once) == once


def _strewn(text: str, chance: Chance) -> str:
    """The text with comment lines and blank lines between its lines, outside of long texts."""
    rows, inside = [], False
    for row in text.split("\n"):
        if not inside and not _is_bracketed(row) and chance.yes(12):
            rows.append(chance.one(("# strewn", "", "   # strewn")))
        rows.append(row)
        inside ^= row.count('"""') % 2 == 1
    return "\n".join(rows)


def _is_bracketed(row: str) -> bool:
    return row.strip()[:1] in (")", "]", "")


def _untidy(text: str, chance: Chance) -> str:
    if '"""' in text:
        return text
    return "\n".join(" " * chance.number(0, 9) + row.strip(" ") for row in text.split("\n"))
