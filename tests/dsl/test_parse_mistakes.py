"""Every mistake of the table is told once, in its place, and its mend mends."""

import pytest

from sayso.dsl.diagnostics import apply_fix
from sayso.dsl.mistakes import MISTAKES, RULES, whole_flow
from sayso.dsl.parse import parse
from tests.diagnostics_reader import Chunk, read_chunks, told

SAMPLES = [(m.slug, whole_flow(sample)) for m in MISTAKES for sample in (m.bad, *m.samples)]
CHUNKS = read_chunks("syntax.flow")


@pytest.mark.parametrize(("slug", "text"), SAMPLES, ids=lambda value: value if " " not in value else "")
def test_a_mistake_is_told_and_mended(slug: str, text: str) -> None:
    found = parse(text).diagnostics
    assert [d.slug for d in found] == [slug]
    assert "{" not in found[0].sentence.replace("`{`", "") and found[0].sentence
    for fix in found[0].fixes:
        assert parse(apply_fix(text, fix)).diagnostics == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_the_good_sample_has_no_mistake(rule: object) -> None:
    parsed = parse(rule.good)  # type: ignore[attr-defined]
    assert parsed.flow is not None and parsed.diagnostics == ()


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda chunk: chunk.name)
def test_findings_stand_in_their_place(chunk: Chunk) -> None:
    assert told(chunk.text, parse(chunk.text).diagnostics) == chunk.findings


def test_the_chunks_hold_every_rule() -> None:
    assert {slug for chunk in CHUNKS for _, slug, _ in chunk.findings} == {rule.slug for rule in RULES}


def test_slugs_are_unique() -> None:
    assert len({rule.slug for rule in RULES}) == len(RULES)
