"""Lists of records: what is looked for, the one person a row is about, and what is done for each."""

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.expecting import expectation
from tests.copilot.corpora import OPEN, TODAY

SAID: tuple[tuple[str, list[str], list[str]], ...] = (
    (
        "Daily: leads created within the last 3 days that have no owner. Email each of them.",
        ["crm.find_contacts", "gmail.send"],
        ["(contact.days_since_created <= 3 and contact.owner is empty)"],
    ),
    (
        'For each row of the "Guests" sheet find the contact and tag them "guest".',
        ["sheets.read_rows", "crm.find_contacts", "crm.add_tags"],
        [],
    ),
    (
        'Read the "Guests" sheet. Look each person up in the CRM. If nobody is found, create the contact, otherwise '
        'tag them "guest".',
        ["sheets.read_rows", "crm.find_contacts", "crm.create_contact", "crm.add_tags"],
        ["found.count == 0"],
    ),
    (
        "Every hour find tickets in Zendesk about refunds. For each, if the customer is on Pro, message #support.",
        ["zendesk.search", "slack.send_message"],
        ['company.plan == "Pro"'],
    ),
    (
        "Email contacts who are neither customers nor unsubscribed.",
        ["crm.find_contacts", "gmail.send"],
        ["(not (contact.is_customer == true) and not (contact.unsubscribed == true))"],
    ),
    (
        "Find deals idle for 60 days. For each one ask me whether we should close it; if I say yes, move it to Lost.",
        ["crm.find_deals", "people.ask", "crm.move_stage"],
        ["deal.days_since_activity >= 60", 'answer == "yes"'],
    ),
    (
        'Remove the tag "hot" from contacts with a score below 20.',
        ["crm.find_contacts", "crm.remove_tags"],
        ["contact.score < 20"],
    ),
)


@pytest.mark.parametrize(("request_", "actions", "conditions"), SAID)
def test_a_list_and_what_is_done_for_each(request_: str, actions: list[str], conditions: list[str]) -> None:
    found = expectation(draft(request_, OPEN, today=TODAY), OPEN)
    assert found.get("actions") == actions
    assert found.get("conditions") == conditions
    assert not found.get("unclear")


def test_the_person_of_a_row_is_never_everybody() -> None:
    text = draft(
        'Every day for each row of the "Guests" sheet look up the person and email them.', OPEN, today=TODAY
    ).text
    assert "crm.find_contacts(where: @it.email == @row.email)" in text
    assert "for each @contact" not in text


def test_an_owner_is_a_member_of_the_workspace() -> None:
    request = "Find contacts in France. If the score is over 50 set the owner to Alex, otherwise to Priya."
    text = draft(request, OPEN, today=TODAY).text
    assert "owner: @user.salesRep or @me" in text
    assert "owner: @user.customerSuccess or @me" in text
