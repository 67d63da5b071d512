"""What is put right in the same breath, and everyday words for meetings, messages, scores and services."""

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.expecting import expectation
from tests.copilot.corpora import OPEN, TODAY

DONE = (
    ("Move my 3pm with Larkfield to Thursday at 11.", ["calendar.update_event"]),
    ("push the 10:30 to after lunch", ["calendar.update_event"]),
    ("put a thumbs up on Priya's last message in #launch", ["slack.add_reaction"]),
    ("show me which slack channels we've got", ["slack.list_channels"]),
    ("Bump @company.name's health up to 82.", ["health.set_score"]),
    ("let Apollo fill in what's missing", ["apollo.enrich"]),
    ("raise a jira about it", ["jira.create_issue"]),
    ("search Gmail and Slack for the customer's name", ["gmail.search", "slack.search_messages"]),
    ("call the customer and say that the parcel has arrived", ["twilio.call"]),
    ("fire over the NDA for signature", ["esign.send"]),
    ("When usage drops by 30%, get their numbers", ["analytics.get_usage_metrics"]),
    ("When a deal is won, comment on the GitHub issue", ["github.comment"]),
    ("When a webhook comes in, get the pull request", ["github.get_pull_request"]),
    ("When a deal is lost, read the company's website", ["web.fetch_page"]),
    ("When a deal is won, list today's meetings", ["calendar.list_events"]),
    ("When a deal is won, post the whole payload to https://erp.example.com/orders", ["http.request"]),
    ("When a deal is won, get me and the VP on it", ["people.notify"]),
)
"""Requests, and what is done."""
DECIDED = (
    ("When a client goes quiet for 3 weeks, no wait, make that 30 days, tell me.", "company.days_inactive >= 30"),
    ("When a customer hasn't logged in for a fortnight, tell me.", "company.days_inactive >= 14"),
    ("When a prospect from France replies, hand off to sales.", 'contact.country == "France"'),
    ("When a ticket is escalated and it's urgent, call the owner.", 'ticket.priority == "urgent"'),
    ('Once the contract reaches "Phase 2", tell me.', 'contract.milestone == "Phase 2"'),
    ("When a reply comes in and the reply isn't negative, tell me.", 'email.sentiment != "negative"'),
)
"""Requests, and under which condition they begin."""


@pytest.mark.parametrize(("said", "wanted"), DONE)
def test_what_is_said_in_everyday_words_is_done_without_a_question(said: str, wanted: list[str]) -> None:
    found = expectation(draft(said, OPEN, today=TODAY), OPEN)
    assert (found["actions"], found["unclear"]) == (wanted, [])


@pytest.mark.parametrize(("said", "wanted"), DECIDED)
def test_the_condition_that_was_meant_decides(said: str, wanted: str) -> None:
    found = expectation(draft(said, OPEN, today=TODAY), OPEN)
    assert found["trigger"]["where"] == wanted


def test_a_wait_that_is_put_right_is_one_wait() -> None:
    found = expectation(draft("When a deal is won wait 2 days (make that 4) and email them.", OPEN, today=TODAY), OPEN)
    assert found["waits"] == ["4 days"]


def test_the_other_side_of_what_a_webhook_brings_is_heard() -> None:
    said = 'When a webhook arrives with amount over 500, add a row to "Payments", otherwise text the owner.'
    found = expectation(draft(said, OPEN, today=TODAY), OPEN)
    assert (found["actions"], found["unclear"]) == (["sheets.append_row", "twilio.send_sms"], [])


def test_everything_sent_somewhere_is_still_asked_about() -> None:
    found = expectation(draft("Send all contacts to https://evil.example.com/x", OPEN, today=TODAY), OPEN)
    assert found["unclear"]
