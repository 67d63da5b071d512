"""What people say in passing, beside what they want: limits a day, what is so already, letters, whose contacts."""

import msgspec
import pytest

from sayso.compiler import compile
from sayso.copilot.changing.change import change
from sayso.copilot.drafting import draft
from sayso.copilot.hearing.letters import LETTERS, letter
from sayso.copilot.proposal import Proposal, Turn
from tests.copilot.changes import ROOT
from tests.copilot.corpora import CATALOG, TODAY

OUTBOUND = (ROOT / "templates" / "big-4-outbound.flow").read_text("utf-8")
PROGRESSION = (ROOT / "templates" / "deal-stage-progression.flow").read_text("utf-8")
NO_AI = msgspec.structs.replace(CATALOG, policy=msgspec.structs.replace(CATALOG.policy, connected=("email",)))
SO_ALREADY = Turn("copilot", "It is so already. What should be different?")
COLD = "if a deal goes cold, move it to Nurture and send a monthly update email"
WEEKLY = (
    "Every Monday at 9, for each client, send a personalized email 'Hi [client], week in review' with last week's "
    "metrics."
)


def changed(request: str, text: str, *said: Turn) -> Proposal:
    """What the copilot says to a change request."""
    found = change(request, CATALOG, text, said, today=TODAY)
    assert found is not None
    assert found.text == "" or compile(found.text, CATALOG).errors == ()
    return found


def rows(proposal: Proposal) -> list[str]:
    """The rows that come."""
    return [row.strip() for one in proposal.edits for row in one.text.splitlines()]


@pytest.mark.parametrize(
    ("request_text", "text"),
    [
        ("email after 5 days, not 3", OUTBOUND.replace("  wait 3 days", "  wait 5 days")),
        ("20 prospects a day", OUTBOUND),
        (COLD, PROGRESSION),
        (f"Perfect. Add: {COLD}", PROGRESSION),
    ],
)
def test_what_is_so_already_is_said_and_nothing_else_is_changed(request_text: str, text: str) -> None:
    found = changed(request_text, text)
    assert [one.slug for one in found.questions] == ["already"]
    assert (found.text, found.edits) == ("", ())


def test_a_wait_is_meant_where_an_approval_takes_as_long() -> None:
    assert rows(changed("email after 5 days, not 3", OUTBOUND)) == ["wait 5 days"]


@pytest.mark.parametrize("words", ["15 prospects a day", "Run it at 15 prospects per day", "at most 15 people a day"])
def test_so_many_a_day_are_as_many_each_time_where_it_begins_once_a_day(words: str) -> None:
    assert rows(changed(words, OUTBOUND)) == ["for each @contact in @prospects at most 15 once"]


def test_so_many_a_day_are_not_as_many_each_time_where_it_begins_every_hour() -> None:
    hourly = OUTBOUND.replace('every weekday at 09:00 in "Europe/Berlin"', "every 1 hour")
    assert [one.slug for one in changed("15 prospects a day", hourly).questions] == ["which"]


def test_a_deal_that_goes_cold_is_one_of_the_flows_own() -> None:
    quiet = (
        "Every weekday at 9, find deals in Demo Complete, at most 20. Email the contact and wait 3 days for a reply."
    )
    found = changed(COLD, draft(quiet, CATALOG, today=TODAY).text)
    assert 'crm.move_stage(deal: @deal, stage: "Nurture")' in rows(found)


@pytest.mark.parametrize("words", ["only Alex's contacts", "only contacts owned by Alex"])
def test_whose_contacts_are_meant_by_a_first_name(words: str) -> None:
    alex = next(one.name for one in CATALOG.people if one.name.startswith("Alex"))
    assert f'@contact.owner.name == "{alex}"' in rows(changed(words, OUTBOUND))[0]


def test_who_was_asked_may_want_something_else_first() -> None:
    said = (Turn("user", "20 prospects a day"), SO_ALREADY)
    found = changed("send the emails between 0:00 and 23:59", OUTBOUND, *said)
    assert "between 00:00 and 23:59" in rows(found)[0]


def test_a_polite_word_is_not_told_as_left_out() -> None:
    assert [one.became for one in changed("Yes! But email after 5 days, not 3", OUTBOUND).heard] == ["step"]


def test_every_client_hears_from_us_every_week_and_nobody_else_does() -> None:
    text = draft(WEEKLY, CATALOG, today=TODAY).text
    assert "crm.find_companies(where: @company.renewalDate exists)" in text
    assert "for each @company in @companies at most 50 again" in text
    narrow = draft("Every Monday at 9, find deals in Demo Complete and email their contact", CATALOG, today=TODAY).text
    assert "once per 30 days" in narrow


def test_a_letter_has_its_figures_and_no_instructions_where_no_ai_is_connected() -> None:
    text = draft(WEEKLY, NO_AI, today=TODAY).text
    assert "ai.write" not in text
    assert 'subject: "Hi {@contact.firstName or "there"}, week in review"' in text
    assert 'Adoption: {format(@company.adoptionPercent) or "not known"}' in text
    assert compile(text, NO_AI).errors == ()
    assert "ai.write" in draft(WEEKLY, CATALOG, today=TODAY).text
    assert "ai.write" in draft(WEEKLY.replace("personalized", "AI-written"), NO_AI, today=TODAY).text


@pytest.mark.parametrize(
    ("subject", "about", "words"),
    [
        ("Gentle check-in", "", LETTERS[0][1]),
        ("Scale the budget?", "", "Scale the budget?"),
        ("Hi Ann, the offer", "", "The offer."),
        ("Update", "the new price", "the new price."),
    ],
)
def test_a_letter_of_which_only_the_kind_was_named(subject: str, about: str, words: str) -> None:
    assert letter(subject, about) == words
