"""One sentence of the English view, said otherwise: the step says it, and nothing else changes."""

from datetime import date
from pathlib import Path

import pytest

import sayso
from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.copilot.model.task import Task
from sayso.copilot.readback import readback
from sayso.copilot.rereading import sentences
from sayso.copilot.resaying import resay, worded
from sayso.dsl.blocks import Address
from sayso.dsl.edit import replace
from sayso.dsl.parse import parse
from tests.copilot.settled import settled
from tests.editor.stories.programs import FOLLOW_UP as FLOW

FIND, LOOP, EMAIL, WAIT = (0,), (1,), (1, "body", 0), (1, "body", 1)
HAND, TASK = (1, "body", 1, "body", 0), (1, "body", 1, "otherwise", 0)
TODAY = date(2026, 5, 4)

SAID: list[tuple[Address, str, str, list[str]]] = [
    (WAIT, "3 days", "5 days", ["at most 5 days"]),
    (FIND, "5 days", "10 days", [">= 10"]),
    (FIND, "Proposal Sent", "Negotiation", ['"Negotiation"']),
    (LOOP, "20", "50", ["at most 50"]),
    (HAND, "the deal's owner", "me", ["hand off to @me"]),
    (HAND, "answered", "wrote", ["fullName wrote:"]),
    (TASK, "tomorrow", "in 3 days", ["due: @today + 3 days"]),
    (TASK, "for the deal's owner", "for me", ["assignee: @me"]),
]


def sentence(text: str, address: Address) -> str:
    compiled = compile(text, standard_catalog())
    assert compiled.flow is not None
    told = readback(compiled.flow, compiled.facts, standard_catalog()).sentences
    return next(one.text for one in told if one.address == address)


@pytest.mark.parametrize(("address", "old", "new", "has"), SAID, ids=[f"{one[1]} → {one[2]}" for one in SAID])
def test_the_step_says_it_and_no_other_line_changes(address: Address, old: str, new: str, has: list[str]) -> None:
    said = sentence(FLOW, address)
    assert old in said
    found = resay(said.replace(old, new), standard_catalog(), FLOW, address, today=TODAY)
    assert found.text and not found.questions
    changed = [line for line in found.text.splitlines() if line not in FLOW.splitlines()]
    assert len(changed) == 1 and all(part in changed[0] for part in has)
    assert found.heard[0].address == address


TEMPLATES = sorted((Path(sayso.__file__).parent / "templates").glob("*.flow"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_every_sentence_of_a_template_can_be_read_in_its_place(file: Path) -> None:
    """What the view shows may be said again: one of the ways to read a sentence is the step it was told of."""
    catalog, text = standard_catalog(), file.read_text("utf-8")
    compiled = compile(text, catalog)
    flow = compiled.flow
    assert flow is not None
    seen = set[Address]()
    for one in readback(flow, compiled.facts, catalog).sentences:
        if one.address is None or one.address in seen:
            continue
        seen.add(one.address)
        ways = [
            parse(replace(text, flow, one.address, new)).flow for new in sentences(one.text, flow, catalog, one.address)
        ]
        assert settled(flow, catalog) in [settled(way, catalog) for way in ways if way is not None], one.text


def test_a_letter_keeps_its_lines_when_something_else_is_changed() -> None:
    flow = (
        'flow "A"\n\non contact.created\n\nuse email.send\n\n'
        'email.send(to: @contact, subject: "Hello", text: """\n  Hi,\n\n  see you soon.\n""")\n'
    )
    said = sentence(flow, (0,))
    assert '"Hi, see you soon."' in said
    found = resay(said.replace('"Hello"', '"Hello again"'), standard_catalog(), flow, (0,), today=TODAY)
    assert found.text == flow.replace('"Hello"', '"Hello again"')


def test_typographic_quotes_and_two_changes_at_once_are_the_same_words() -> None:
    said = sentence(FLOW, FIND).replace('"Proposal Sent"', "“Negotiation”").replace("5 days", "7 days")
    found = resay(said, standard_catalog(), FLOW, FIND, today=TODAY)
    assert '"Negotiation" and @deal.daysSinceActivity >= 7' in found.text


def test_the_sentence_that_leads_on_may_be_left_out() -> None:
    said = sentence(FLOW, WAIT).replace("3 days", "6 days").removesuffix(" When it comes:")
    assert "at most 6 days" in resay(said, standard_catalog(), FLOW, WAIT, today=TODAY).text


def test_other_words_for_the_same_step_are_heard_too() -> None:
    found = resay("wait 5 days for a reply", standard_catalog(), FLOW, WAIT, today=TODAY)
    assert "at most 5 days" in found.text


@pytest.mark.parametrize(
    ("address", "words", "asks"),
    [
        (TASK, "banana", "“banana”"),
        (
            EMAIL,
            'Email the deal\'s contact with the template "Nowhere", after you approve (within 3 days).',
            "`Nowhere`",
        ),
        (WAIT, "", "“”"),
    ],
)
def test_what_no_step_can_say_is_asked_about_and_changes_nothing(address: Address, words: str, asks: str) -> None:
    found = resay(words, standard_catalog(), FLOW, address, today=TODAY)
    assert not found.text
    (question,) = found.questions
    assert asks in question.text


@pytest.mark.parametrize("address", [(7,), (1, "body", 9), (1, "nowhere", 0), (0, "body", 0)])
def test_a_step_that_is_gone_is_asked_about(address: Address) -> None:
    found = resay("wait 5 days", standard_catalog(), FLOW, address, today=TODAY)
    assert not found.text and found.questions


def test_a_request_for_another_step_is_not_taken_for_this_one() -> None:
    found = resay("For each deal, at most 50:", standard_catalog(), FLOW, TASK, today=TODAY)
    assert not found.text


def test_a_model_is_told_which_sentence_is_meant() -> None:
    task = Task("wait a week", standard_catalog(), TODAY, current_flow=FLOW, step=WAIT)
    asked = worded(task)
    assert asked.step is None
    assert sentence(FLOW, WAIT) in asked.request and "“wait a week”" in asked.request
    assert worded(without_step(task)) == without_step(task)


def without_step(task: Task) -> Task:
    return Task(task.request, task.catalog, task.today, current_flow=task.current_flow)
