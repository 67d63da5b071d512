"""The words of `docs/words.md` never reach a page: not in a finding, not in a tool's sentence."""

import re

import pytest

from docs.generate import all_rules
from sayso.connectors import standard_catalog
from tests.house.pages import text_of

ROW = re.compile(r"^\| ([a-z]+) \|", re.MULTILINE)
QUOTED = re.compile(r"`[^`]*`|\{\w+\}")
"""The person's own words, and places for them, may hold anything."""


def inside_words() -> list[str]:
    """The words of the left column."""
    return ROW.findall(text_of("docs/words.md"))


def found_in(text: str) -> list[str]:
    """Those words that a text shows to people."""
    return re.findall(rf"\b(?:{'|'.join(inside_words())})s?\b", QUOTED.sub("", text), re.IGNORECASE)


def test_findings_are_told_in_plain_words() -> None:
    told = [(rule.slug, text) for rule in all_rules() for text in (rule.sentence, rule.why, rule.next)]
    wrong = [f"{slug}: {text}" for slug, text in told if found_in(text)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_tools_are_told_in_plain_words() -> None:
    assert not [tool.name for tool in standard_catalog().tools.values() if found_in(tool.sentence)]


@pytest.mark.parametrize("text", ["This lane waits.", "The type is wrong.", "Null."])
def test_such_a_word_would_be_seen(text: str) -> None:
    assert found_in(text)


def test_the_persons_own_words_may_be_anything() -> None:
    assert not found_in("There is no `@type` here; {name} is near.")
