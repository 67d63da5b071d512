"""Plain requests of every day, as somebody says them who has never seen the language: nothing of them gets lost."""

import pytest
from msgspec.structs import replace

from sayso.copilot.drafting import draft
from sayso.dsl.parse import parse
from tests.copilot.corpora import CATALOG, TODAY

WITHOUT_PHONES = replace(CATALOG, people=tuple(replace(person, phone="") for person in CATALOG.people))
READ: dict[str, tuple[str, ...]] = {
    "Tell me when a deal over 100k is won.": (
        'on deal.stage_changed where @deal.value > 100_000 and @deal.stage == "Closed Won"',
        "people.notify(person: @me",
    ),
    "Text me when a deal worth more than 100k closes.": ('@deal.stage == "Closed Won"', "twilio.send_sms(to: @me"),
    "Let me know whenever somebody replies.": ("on email.replied", "people.notify(person: @me"),
    "Send a thank-you email after every meeting.": ("on meeting.ended", 'subject: "Thank-you"'),
    "Welcome every new lead with an email.": ("on contact.created", 'subject: "Welcome"'),
    "Remind me every Friday to check the pipeline.": ("every friday", 'message: "Check the pipeline"'),
    "Tell me every morning which deals close this week.": ("@deal.daysToClose <= 7", "{join(@deals.name"),
    "Every Friday afternoon give me a rundown of the deals we won this week.": (
        "every friday at 14:00", "@deal.daysSinceClosed <= 7", "people.notify(person: @me, message: @summary)",
    ),
    "Every Monday at 8, send me a list of all open deals over 20k that nobody touched in two weeks.": (
        "@deal.daysSinceActivity >= 14", "people.notify(", "person: @me,",
    ),
    "Whenever a deal slips into negotiation, shoot the owner a Slack message with the deal name and value.": (
        "@deal.name, {format(@deal.value)}",
    ),
    "When a deal over 50k is lost, tell me with the deal name, owner and close date.": (
        "person: @me", '@deal.owner.name, {format(@deal.closeDate) or "not known"}',
    ),
    "Email every lead from the webinar list, wait three days, and chase those who didn't open it.": (
        'crm.find_contacts(where: @contact.tags contains "webinar")', "if not @contact.openedEmail",
    ),
    "Two days after a demo, send a follow-up email, and create a task to call if they don't answer within 3 days.": (
        "wait for email.replied where @email.from == @contact.email at most 3 days\notherwise\n  crm.create_task(",
    ),
    "After a demo, email the contact and create a task if they reply within 3 days.": (
        "at most 3 days\n  crm.create_task(",
    ),
    "Find 50 marketing directors in Berlin and invite them on LinkedIn.": (
        '@contact.title contains "marketing director" and @contact.city == "Berlin"',
    ),
    "Every night, move deals that have had no activity for 60 days to Closed Lost and tell the owner.": (
        "at 21:00", "crm.find_deals(where: @deal.daysSinceActivity >= 60)", 'stage: "Closed Lost"',
    ),
    "After a call ends in Zoom, summarise the transcript and put the summary on the deal.": (
        "ai.summarize(text: @meeting.transcript", "crm.log_activity(",
    ),
    "Keep an eye on replies: if someone says they're not interested, tag them as lost.": (
        "on email.replied", "if not @email.contact.interested", 'tags: ["lost"]',
    ),
    "When someone replies angry, tell their account owner straight away.": ('@email.sentiment == "negative"',),
    "When a contract is 60 days from renewal, create a renewal deal.": (
        "on renewal.approaching where @renewal.daysLeft == 60",
    ),
    "Email the owner when a customer's usage drops by 20%.": (
        "@usage.dropPercent >= 20%", "to: @customer.owner or @me",
    ),
    "Each morning check for deals with no activity for 10 days and remind the owner.": (
        "person: @deal.owner", "no activity for 10 days",
    ),
}  # fmt: skip
"""What is said, and what the flow must say of it."""

ASKED = {
    "Ping me on Slack when a customer churns.": "when a customer churns",
    "Tell Priya when an angry customer writes in.": "when an angry customer writes in",
    "When a contact opts out, tag them as unsubscribed.": "When a contact opts out",
}
"""What nothing tells of, and the words that are asked about."""


@pytest.mark.parametrize("said", READ)
def test_what_is_said_stands_in_the_flow(said: str) -> None:
    proposal = draft(said, CATALOG, today=TODAY)
    assert parse(proposal.text).flow is not None
    assert [one.sentence for one in proposal.diagnostics if one.severity == "error"] == []
    assert [part for part in READ[said] if part not in proposal.text] == [], proposal.text


@pytest.mark.parametrize("said", ASKED)
def test_a_beginning_that_nothing_tells_of_is_asked_about(said: str) -> None:
    proposal = draft(said, CATALOG, today=TODAY)
    assert any(ASKED[said] in one.text for one in proposal.questions), proposal.questions


@pytest.mark.parametrize("said", ["Text the owner when a deal is lost.", "When a deal is lost, phone the owner."])
def test_what_was_meant_for_a_colleague_reaches_no_contact_unasked(said: str) -> None:
    proposal = draft(said, WITHOUT_PHONES, today=TODAY)
    assert "with approval by @me" in proposal.text
    assert any("goes to the contact, and you are asked first" in one.text for one in proposal.assumptions)
    assert "(to: @deal.owner," in draft(said, CATALOG, today=TODAY).text


def test_a_text_for_me_never_goes_to_a_contact() -> None:
    proposal = draft("When a new lead comes in, text me.", WITHOUT_PHONES, today=TODAY)
    assert "@contact," not in proposal.text
    assert "people.notify(person: @me" in proposal.text
    assert any("number" in one.text for one in proposal.assumptions)
    assert "twilio.send_sms(to: @me," in draft("When a new lead comes in, text me.", CATALOG, today=TODAY).text
