"""Answers to what was asked about a new flow: they are in the flow that comes next, and nobody is asked twice."""

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.proposal import Proposal, Turn
from tests.copilot.corpora import CATALOG, TODAY

PIZZA = "When a deal is won, order a pizza for the team and create a task for the owner"
FIT = "When a contact is created, if they look like a good fit send the intro email, otherwise tag them later"
STUCK = "Every weekday at 9, find deals in Proposal Sent, at most 20. Email each contact the Case study template."


def talked(request: str, *answers: str) -> Proposal:
    """What is proposed after each question was answered."""
    turns: tuple[Turn, ...] = ()
    said, proposal = request, draft(request, CATALOG, today=TODAY)
    for answer in answers:
        asked = proposal.questions[0].text if proposal.questions else proposal.assumptions[0].text
        turns = (*turns, Turn("user", said), Turn("copilot", asked))
        said, proposal = answer, draft(answer, CATALOG, turns, today=TODAY)
    return proposal


def test_what_is_to_be_left_out_is_left_out_and_not_asked_again() -> None:
    assert [one.slug for one in draft(PIZZA, CATALOG, today=TODAY).questions] == ["no-such-tool"]
    found = talked(PIZZA, "Leave it out")
    assert found.questions == ()
    assert "on deal.stage_changed" in found.text
    assert "crm.create_task(" in found.text
    assert "pizza" not in found.text.split("\n\n", 1)[1]


def test_a_condition_said_in_other_words_decides() -> None:
    assert draft(FIT, CATALOG, today=TODAY).questions
    found = talked(FIT, "their score is above 70")
    assert found.questions == ()
    assert "if @contact.score > 70" in found.text


def test_what_reaches_nobody_is_told_to_me_instead() -> None:
    found = talked(PIZZA, "Tell me instead")
    assert found.questions == ()
    assert "people.notify(person: @me" in found.text


@pytest.mark.parametrize("answer", ["only once, ever", "Only once, ever"])
def test_another_value_of_an_assumption_is_taken_over(answer: str) -> None:
    before = draft(STUCK, CATALOG, today=TODAY)
    note = next(one for one in before.assumptions if "once per deal" in one.text)
    turns = (Turn("user", STUCK), Turn("copilot", f"{note.text}?"))
    found = draft(answer, CATALOG, turns, today=TODAY)
    assert "at most 20 once\n" in found.text
    assert note.text not in [one.text for one in found.assumptions]


def test_a_request_of_its_own_is_no_answer() -> None:
    turns = (Turn("user", PIZZA), Turn("copilot", draft(PIZZA, CATALOG, today=TODAY).questions[0].text))
    found = draft("When a contact is created, enrich it with Apollo", CATALOG, turns, today=TODAY)
    assert "on contact.created" in found.text
