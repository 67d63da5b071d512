"""Every mistake of the table is told once, in its place, and its mend mends."""

from pathlib import Path

import pytest

from sayso.dsl.diagnostics import apply_fix
from sayso.dsl.mistakes import mistakes, rules, whole_flow
from sayso.dsl.parse import parse
from tests.diagnostics_reader import Chunk, read_chunks, told

SAMPLES = [(m.slug, whole_flow(sample)) for m in mistakes() for sample in (m.bad, *m.samples)]
CHUNKS = read_chunks("syntax.flow")


@pytest.mark.parametrize(("slug", "text"), SAMPLES, ids=lambda value: value if " " not in value else "")
def test_a_mistake_is_told_and_mended(slug: str, text: str) -> None:
    found = parse(text).diagnostics
    assert [d.slug for d in found] == [slug]
    assert "{" not in found[0].sentence.replace("`{`", "") and found[0].sentence
    for fix in found[0].fixes:
        assert parse(apply_fix(text, fix)).diagnostics == ()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.slug)
def test_the_good_sample_has_no_mistake(rule: object) -> None:
    parsed = parse(rule.good)  # type: ignore[attr-defined]
    assert parsed.flow is not None and parsed.diagnostics == ()


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda chunk: chunk.name)
def test_findings_stand_in_their_place(chunk: Chunk) -> None:
    assert told(chunk.text, parse(chunk.text).diagnostics) == chunk.findings


def test_the_chunks_hold_every_rule() -> None:
    assert {slug for chunk in CHUNKS for _, slug, _ in chunk.findings} == {rule.slug for rule in rules()}


def test_slugs_are_unique() -> None:
    assert len({rule.slug for rule in rules()}) == len(rules())


ENDS = [
    (path, row)
    for path in sorted((Path(__file__).parent).glob("example_*.flow"))
    for row, line in enumerate(path.read_text("utf-8").split("\n"))
    if line.strip() == "end"
]


@pytest.mark.parametrize(("path", "row"), ENDS, ids=lambda value: getattr(value, "stem", value))
def test_a_missing_end_is_put_back(path: Path, row: int) -> None:
    text = path.read_text("utf-8")
    rows = text.split("\n")
    short = "\n".join(rows[:row] + rows[row + 1 :])
    parsed = parse(short)
    assert parsed.flow is None
    assert [d.slug for d in parsed.diagnostics] == ["missing-end"]
    assert parse(apply_fix(short, parsed.diagnostics[0].fixes[0])).flow == parse(text).flow


@pytest.mark.parametrize(("path", "row"), ENDS, ids=lambda value: getattr(value, "stem", value))
def test_an_end_too_many_is_taken_away(path: Path, row: int) -> None:
    text = path.read_text("utf-8")
    rows = text.split("\n")
    long = "\n".join([*rows[: row + 1], rows[row], *rows[row + 1 :]])
    parsed = parse(long)
    assert parsed.flow is None
    assert [d.slug for d in parsed.diagnostics] == ["extra-end"]
    assert parse(apply_fix(long, parsed.diagnostics[0].fixes[0])).flow == parse(text).flow
