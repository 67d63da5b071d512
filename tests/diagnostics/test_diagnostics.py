"""Every chunk of this folder against the whole compiler: each guilty line gets its finding, at the underlined words.

A chunk is written for one check; what other checks say of it besides is theirs to test, unless it is a mistake.
"""

from pathlib import Path

import msgspec
import pytest

from sayso.compiler import approval, compile, rules, whitelist
from sayso.compiler.samples import with_samples
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog, Policy
from sayso.dsl.source import normalise
from tests.diagnostics_reader import FOLDER, Chunk, read_chunks, told

FILES = sorted(path.name for path in FOLDER.glob("*.flow"))
CHUNKS = [chunk for file in FILES for chunk in read_chunks(file)]
CATALOG = with_samples(standard_catalog())
POLICIES: dict[str, Policy] = {**whitelist.POLICIES, **approval.POLICIES}


def catalog_of(chunk: Chunk) -> Catalog:
    """The workspace a chunk is about: that of its first finding's samples."""
    slug = chunk.findings[0][1] if chunk.findings else ""
    return msgspec.structs.replace(CATALOG, policy=POLICIES.get(slug, CATALOG.policy))


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda chunk: chunk.name)
def test_each_guilty_line_gets_its_finding(chunk: Chunk) -> None:
    text = normalise(chunk.text)
    findings = compile(text, catalog_of(chunk)).diagnostics
    assert sorted(set(chunk.findings) - set(told(text, findings))) == [], [(d.slug, d.sentence) for d in findings]
    wrong = told(text, tuple(finding for finding in findings if finding.severity == "error"))
    assert sorted(set(wrong) - set(chunk.findings)) == [], [(d.slug, d.sentence) for d in findings]


def test_there_are_chunks_in_every_file() -> None:
    assert FILES
    assert all(any(chunk.findings for chunk in read_chunks(file)) for file in FILES)


def test_every_rule_has_a_chunk() -> None:
    shown = {slug for chunk in CHUNKS for _, slug, _ in chunk.findings}
    assert sorted({rule.slug for rule in rules()} - shown) == []


def test_every_mark_names_a_rule() -> None:
    known = {rule.slug for rule in rules()}
    assert [(chunk.name, slug) for chunk in CHUNKS for _, slug, _ in chunk.findings if slug not in known] == []


def test_marks_are_taken_out() -> None:
    assert not [chunk.name for chunk in CHUNKS if "###" in chunk.text]
    assert not [path for path in Path(FOLDER).iterdir() if path.suffix not in (".flow", ".py") and path.is_file()]
