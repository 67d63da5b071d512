"""Crowded requests: fragments, arrows, lists: what is said stands in the flow, what is not understood is asked."""

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.proposal import Proposal
from sayso.dsl.parse import parse
from tests.copilot.corpora import OPEN, TODAY

READ: dict[str, tuple[str, ...]] = {
    # lengths of time, conditions and things alone between signs
    "Deal reaches Evaluation → intro mail → 5 days → text them": ("email.send(", "wait 5 days", "twilio.send_sms("),
    "New lead → if the phone number is missing email them, has a phone → text them": (
        "if @contact.phone is missing", "otherwise\n  twilio.send_sms(",
    ),
    "Somebody replies → AI decides whether it is a refund or a compliment. refund: zendesk ticket. compliment: slack "
    "message to #wins": (
        'if @kind == "refund"\n  zendesk.create_ticket(', 'if @kind == "compliment"\n    slack.send_message(',
    ),
    "New applicant: title contains 'driver'? text them. not a driver → tag \"office\"": ('otherwise\n  crm.add_tags(',),
    "45 days before renewal get the health trend. Rising → email them. Anything else → call them.": (
        '.trend == "rising"', "otherwise\n", "twilio.call(",
    ),
    "When a deal is won:\n1 email the contact\n2 wait 3 days\n3 create a task for the owner": (
        "wait 3 days", 'crm.create_task(title: "',
    ),
    "Every Monday: 1) find deals with no activity for 10 days 2) email the owner": ("daysSinceActivity >= 10",),
    # who does it, and what becomes of it
    "When a call ends the assistant summarises it, then it goes out by email to the team.": (
        "ai.summarize(", "text: @summary",
    ),
    "When a health score drops: below 40 it is passed to sales, otherwise the customer gets a \"Tips\" mail.": (
        "if @health.score < 40\n  hand off to", "otherwise\n", '"Tips"',
    ),
    "When a deal is lost stick a reminder on my list.": ("crm.create_task(",),
    "Put a note for sales: on GitHub, open an issue called \"Menu broken\" in acme/web": ('repository: "acme/web"',),
    # an end, and what it keeps from happening
    "When a lead comes in, email them. If they reply, stop. Wait 2 days and email them again.": (
        'stop "nothing more to do"',
    ),
    "When a deal is lost, stop if the value is under 2k. Email the contact.": (
        "if @deal.value < 2000\n  stop",
    ),
    "When a deal is won and the value is under 9k, do nothing. Otherwise tell me.": ("people.notify(",),
    # conditions on one thing that exclude each other
    "When an NPS comes in: 9 or 10 thank them by email, 7 or 8 do nothing, below 7 create a task.": (
        "@nps.score >= 9", "otherwise\n  if @nps.score < 7",
    ),
    "For all open deals: value over 70k → tell me; value under 6k → create a task.": (
        "otherwise\n    if @deal.value < 6000",
    ),
    # whoever does something
    "Tag everyone who fills in the pricing form as prospect.": ("on form.submitted",),
    "Thank anyone who answers us.": ("on email.replied",),
    "Email everyone who missed the workshop.": ("crm.find_contacts(where: not @contact.attended)",),
    "Invite every candidate in Spain on LinkedIn.": ('crm.find_contacts(where: @contact.country == "Spain")',),
    # what happens, without a word that brings it in
    "champion gone at a client -> task for the CSM": ("on champion.left", "crm.create_task("),
    "Demo over? Send them the deck.": ("on meeting.ended",),
    "Won deal → kickoff task for the CSM": ('on deal.stage_changed where @deal.stage == "Closed Won"',),
    "If someone edits a deal so that its value goes over 90k, tell the VP.": (
        "on deal.updated where @deal.value > 90_000",
    ),
    "Every applicant who gets added should be handed to Alex.": ("on contact.created", "hand off to"),
    "Set up a form where guests leave their wishes. Email each guest a thank-you.": ("on form.submitted",),
    "Deals in Negotiation with no activity for 12 days should each be tagged 'stale' and get a task.": (
        "on schedule every day", '["stale"]', "crm.create_task(",
    ),
    # clocks
    "Mon/Wed 10:00 Madrid: tell me which deals close this week.": (
        'every monday, wednesday at 10:00 in "Europe/Madrid"',
    ),
    # conditions on counts, attendees, titles, comments, questions
    "Usage down 40% or more: 3 tickets or more → call them, if there aren't, email them.": (
        "openTickets >= 3", "otherwise\n",
    ),
    "Find my open deals; more than 20 of them? tell me.": ("count(@deals) > 20",),
    "When a meeting with more than 5 attendees ends, tell me.": ("count(@meeting.attendees) > 5",),
    'Meeting over and the meeting title contains "Pitch": tell me.': ('@meeting.title contains "Pitch"',),
    "An NPS comes in with a comment: post it in #voices.": ("@nps.comment exists",),
    "When a lead comes in: do they have a phone number? call them. If not, one email.": (
        "if @contact.phone exists", "otherwise\n  email.send(",
    ),
    # approval that decides
    "When a ticket is escalated, the VP must approve a refund. If she does, email the customer, if not call them.": (
        "people.approve(", ".approved", "otherwise\n",
    ),
    # put right in the same breath
    "When a deal goes over 20 – no, make that 35 – thousand dollars in value tell me.": ("on deal.updated",),
    "Every Monday – sorry, Thursday – at 9 tell me which deals close this week.": ("every thursday at 09:00",),
    "A client spends 15, no, 25 days without logging in: tag the account asleep.": (
        "@customer.daysInactive >= 25", '["asleep"]',
    ),
    # values, and who is left out
    "Every 30 minutes find contacts created at most 2 hours ago, source \"Fair\" or \"Booth\"; text the "
    "owner about each.": (
        "hoursSinceCreated <= 2", '(@contact.source == "Fair" or @contact.source == "Booth")',
    ),
    "When a deal is updated and the next step is empty, wait a day; if the next step is still empty tell the owner.": (
        "if @deal.nextStep is missing",
    ),
    "Read \"Helpers\". For each row whose status is blank send that helper a text.": (
        "@row.status is missing",
    ),
    "Daily: contacts who registered but didn't attend. Each gets an invite. People who unsubscribed are left out.": (
        "@contact.registered and not @contact.attended and not @contact.unsubscribed",
    ),
    "Fresh contact: segment \"Shops\" or \"Cafes\", then email template 'Till'. Anything else, hand-off to sales and "
    "no mail at all.": ('otherwise\n  hand off to',),
    "An NPS comes in. The comment contains \"slow\" → Jira bug; contains \"love\" → post it in #joy": (
        '@nps.comment contains "slow"', '@nps.comment contains "love"',
    ),
    # lengths of time between commas, countdowns, approvals at the end
    "When a lead comes in: linkedin invite, 6 days, accepted? linkedin message.": ("wait 6 days", "linkedin.message("),
    "Renewal plan\n100 days before: task for the CSM\n40 days before: email them": (
        "on renewal.approaching where @renewal.daysLeft == 100", "wait 60 days",
    ),
    "When a deal is won, email the contact the contract; Bogdana approves the email.": ("with approval by",),
    "Usage of a client on the Free plan climbs by 80% or more: Bogdana takes the account over.": (
        "on usage.spiked", "hand off to",
    ),
    # ranges that exclude each other, lengths of time with what they are for
    "New form: budget 9k or more → hand to sales; between 3k and 9k → email the price list; less → tag 'small'.": (
        "otherwise\n  if @form.budget in 3000 to 9000", "otherwise\n    ",
    ),
    "When a client hasn't logged in for 11 days, email them. Still nothing after 2 weeks? Call them.": (
        "at most 2 weeks\notherwise\n  twilio.call(",
    ),
    "After each demo: thank-you mail; 5 days without an answer → task for the rep.": ("at most 5 days",),
    # who gets what
    "Dinner form: guests from Peru get the Spanish menu by mail, those from Brazil get the Portuguese one, "
    "everybody else the English one.": ('if @form.country == "Peru"', 'if @form.country == "Brazil"'),
    "When a deal is lost email them, wait 5 days, and with no answer by then create a task for the owner.": (
        "at most 5 days\notherwise\n  crm.create_task(",
    ),
    # copies
    "When a deal is won, email the contact and cc the owner.": ("to: @deal.contact", "to: @deal.owner"),
    "When a ticket is escalated, email Bogdana.": ("to: @me",),
}  # fmt: skip
"""What is said, and what the flow must say of it."""

ASKED: dict[str, str] = {
    "When a ticket is escalated, do the same as last time.": "the same as last time",
    "Every Monday send the usual report to the team.": "the usual report",
    "When a deal is won, wait a while and email the contact.": "wait a while",
    "Email all important customers about the new prices.": "important customers",
    "Every week find deals that gather dust and tell the owner.": "gather dust",
    "When a lead comes in, if they have a phone number and sound polite, text them.": "sound polite",
    "When a deal over 10k is won and the moon is full, tell me.": "the moon is full",
    "When a deal is won, email the contact. Sunny weather → call them.": "Sunny weather",
    "Tag everybody who opens the newsletter as warm.": "opens the newsletter",
    "When a health score drops, call them, and if nothing changes in a week tell me.": "nothing changes in a week",
    "When someone registers on our website, stop emailing them.": "stop emailing them",
    "When a deal is lost: over 40k → glorify, otherwise email them.": "glorify",
    "Don't do anything for pupils. When a new contact comes in, email them.": "pupils",
    "When a lead comes in, email them. If that feels wrong, tell me.": "that feels wrong",
    "Every hour find contacts in Spain. Nobody with a dog yet, text them.": "with a dog",
}
"""What must be asked, by the words it is about."""


def drafted(said: str) -> Proposal:
    """The proposal for a request in a workspace where any stage and tag may be named."""
    return draft(said, OPEN, today=TODAY)


@pytest.mark.parametrize("said", READ)
def test_what_is_said_stands_in_the_flow(said: str) -> None:
    proposal = drafted(said)
    assert parse(proposal.text).flow is not None
    assert [one.sentence for one in proposal.diagnostics if one.severity == "error"] == []
    assert [part for part in READ[said] if part not in proposal.text] == [], proposal.text


@pytest.mark.parametrize("said", ASKED)
def test_what_is_not_understood_is_asked(said: str) -> None:
    asked = [question.text for question in drafted(said).questions]
    assert any(ASKED[said] in one for one in asked), asked


def test_nothing_happens_under_a_condition_that_nobody_understood() -> None:
    text = drafted("When a lead comes in tell me. If they sound polite, text them, otherwise call them.").text
    assert "people.notify(" in text
    assert "twilio" not in text


def test_nobody_is_written_to_who_is_to_be_left_in_peace() -> None:
    assert "email.send" not in drafted("When someone unsubscribes on our website, stop emailing them.").text


def test_what_ends_a_branch_ends_nothing_else() -> None:
    text = drafted("When a deal is lost: if the value is over 5k call the contact and stop. Tell me.").text
    branch, _, rest = text.partition("twilio.call(")
    assert "if @deal.value > 5000" in branch
    assert rest.index("stop") < rest.index("end\n") < rest.index("people.notify")


def test_a_wait_stays_where_only_its_condition_is_asked_about() -> None:
    text = drafted("When a health score drops, call them, and if nothing changes in a week tell me.").text
    assert "wait 1 week" in text
    assert "people.notify(" not in text
