"""Flows that must be refused and flows that must pass, thought up by an attacker and by an honest user.

Cases are parted by a line `---` and begin with the reason; a refused one names the finding before it.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from sayso.compiler import compile
from sayso.compiler.contracts import contracts
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog

FOLDER = Path(__file__).parent
LEAST = 30
CALLED = (
    'flow "Echo"\non call with\n  words: text\nend\nreturn @words\n',
    'flow "Tell"\non call with\n  words: text\nend\nuse people.notify\npeople.notify(@me, @words)\n',
    'flow "Address"\non call\nreturn "sales@fernpost.example"\n',
    'flow "Greet"\non call with\n  contact: contact\nend\nuse email.send\n'
    'email.send(to: @contact, template: "Intro")\n',
)
"""Flows that the cases run."""


class Case(NamedTuple):
    """A flow, why it is as it is, and the finding it gets ("" for none)."""

    slug: str
    reason: str
    text: str


def cases(file: str) -> list[Case]:
    """The cases of a file of this folder."""
    return [_case(part) for part in re.split(r"^---\n", (FOLDER / file).read_text("utf-8"), flags=re.MULTILINE)]


def _case(part: str) -> Case:
    first, _, text = part.partition("\n")
    told = re.fullmatch(r"# (?:([a-z]+(?:-[a-z]+)+): )?(.+)", first)
    assert told is not None, first
    return Case(told[1] or "", told[2], text)


@cache
def catalog() -> Catalog:
    """The standard catalog of a workspace with these flows."""
    standard = standard_catalog()
    return msgspec.structs.replace(standard, flows=contracts(list(CALLED), standard))


@pytest.mark.parametrize("case", cases("refused.flow"), ids=lambda case: case.reason)
def test_it_is_refused(case: Case) -> None:
    errors = compile(case.text, catalog()).errors
    assert {finding.slug for finding in errors} == {case.slug}, [finding.sentence for finding in errors]


@pytest.mark.parametrize("case", cases("passing.flow"), ids=lambda case: case.reason)
def test_it_passes(case: Case) -> None:
    assert not case.slug
    assert [finding.sentence for finding in compile(case.text, catalog()).errors] == []


@pytest.mark.parametrize("file", ["refused.flow", "passing.flow"])
def test_there_are_enough_and_each_is_another_one(file: str) -> None:
    found = cases(file)
    assert len(found) >= LEAST
    assert len({case.reason for case in found}) == len({case.text for case in found}) == len(found)


def test_each_of_the_two_findings_is_met_often() -> None:
    slugs = [case.slug for case in cases("refused.flow")]
    assert min(slugs.count("stranger-decides"), slugs.count("private-data-leaves")) >= 10
