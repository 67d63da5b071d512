"""The templates read back in English, sentence by sentence."""

from pathlib import Path

import pytest

from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.copilot.readback import readback
from sayso.dsl import statements as s
from sayso.dsl.node import walk
from tests.templates.test_templates import TEMPLATES


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_it_reads_back_in_english(file: Path) -> None:
    catalog = standard_catalog()
    found = compile(file.read_text("utf-8"), catalog)
    assert found.flow is not None
    sentences = readback(found.flow, found.facts, catalog).sentences
    steps = [node for node in walk(found.flow.body) if isinstance(node, s.Line)]
    assert len(sentences) > len(steps)
    assert all(sentence.text.strip() and "@" not in sentence.text for sentence in sentences)
