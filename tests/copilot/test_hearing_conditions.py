"""Each way to say a condition, one by one: the words, what they speak of, and the comparison that is meant."""

import pytest

from sayso.copilot.hearing.conditions import Scope, patterns, read
from sayso.copilot.hearing.meaning import Condition, Joined, opposite
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.words import words_of

EVENTS = {
    "nps": "nps.submitted",
    "ticket": "ticket.escalated",
    "usage": "usage.spiked",
    "payload": "webhook",
    "renewal": "renewal.approaching",
    "contract": "contract.milestone",
}
"""What began, for requests that speak of these."""

SAID: tuple[tuple[str, str, str], ...] = (
    ("deal", "the deal has had no activity for 3 days", "deal.daysSinceActivity >= 3"),
    ("deal", "it has been idle for more than 2 weeks", "deal.daysSinceActivity > 14"),
    ("contact", "contacts with no activity in the last 3 weeks", "contact.daysSinceContacted >= 21"),
    ("company", "has not logged in for 14 days", "company.daysInactive >= 14"),
    ("contact", "they have not replied for 2 weeks", "contact.daysSinceReply >= 14"),
    ("contact", "who haven't been contacted in 14 days", "contact.daysSinceContacted >= 14"),
    ("deal", "that nobody touched in two weeks", "deal.daysSinceActivity >= 14"),
    ("deal", "deals we won this week", '(deal.stage == "Closed Won" and deal.daysSinceClosed <= 7)'),
    ("contact", "every lead from the webinar list", 'contact.tags contains "webinar"'),
    ("contact", "not surveyed in the last 90 days", "contact.daysSinceSurvey >= 90"),
    ("contact", "contacts created in the last 24 hours", "contact.hoursSinceCreated <= 24"),
    ("contact", "leads added more than 30 days ago", "contact.daysSinceCreated > 30"),
    ("contact", "contacts created in the last day", "contact.daysSinceCreated <= 1"),
    ("deal", "deals that close within 14 days", "deal.daysToClose <= 14"),
    ("deal", "deals closing this month", "deal.daysToClose <= 30"),
    ("deal", "the close date has passed", "deal.daysToClose < 0"),
    ("deal", "deals lost more than 90 days ago", '(deal.stage == "Closed Lost" and deal.daysSinceClosed > 90)'),
    ("deal", "in this stage for over a week", "deal.daysInStage > 7"),
    ("deal", "has been there for more than 14 days", "deal.daysInStage > 14"),
    ("row", "overdue by more than 30 days", "row.daysOverdue > 30"),
    ("row", "it's more than 7 days overdue", "row.daysOverdue > 7"),
    ("meeting", "it lasted more than 15 minutes", "meeting.durationMinutes > 15"),
    ("issue", "issues older than 5 days", "issue.ageDays > 5"),
    ("company", "renews within 60 days", "renewal.daysLeft <= 60"),
    ("company", "90 days before renewal", "renewal.daysLeft == 90"),
    ("company", "renewal is 30 days out", "renewal.daysLeft == 30"),
    ("company", "the company has over 200 employees", "company.employees > 200"),
    ("company", "companies with 50 to 200 employees", "company.employees in 50..200"),
    ("company", "their health score is below 50", "health.score < 50"),
    ("nps", "an NPS score of 6 or less", "nps.score <= 6"),
    ("contact", "with a score of 80 or more", "contact.score >= 80"),
    ("company", "ARR over $100k", "company.arr > $100000"),
    ("company", "MRR of at least 500", "company.mrr >= $500"),
    ("company", "more than 3 open tickets", "company.openTickets > 3"),
    ("company", "with an open ticket count above 4", "company.openTickets > 4"),
    ("company", "2+ refunds", "company.refundCount >= 2"),
    ("company", "adoption is under 40%", "company.adoptionPercent < 40%"),
    ("company", "using over 90% of their seats", "usage.seatsPercent > 90%"),
    ("usage", "fewer than 3 seats in use", "usage.seats < 3"),
    ("usage", "fewer than 5 logins", "usage.logins < 5"),
    ("usage", "more than 10 invites", "usage.invites > 10"),
    ("company", "customers who haven't invited anybody yet", "usage.invites == 0"),
    ("usage", "with zero seats in use", "usage.seats == 0"),
    ("contact", "if nobody is found", "found.count == 0"),
    ("contact", "if the contact already exists", "found.count > 0"),
    ("company", "customers who are on Growth or Scale", '(company.plan == "Growth" or company.plan == "Scale")'),
    ("contact", "every director in Berlin", '(contact.title contains "director" and contact.city == "Berlin")'),
    ("company", "they have churned", 'company.status == "churned"'),
    ("company", "customers with falling health", 'health.trend == "falling"'),
    ("issue", "all open bugs", 'issue.status == "open"'),
    ("deal", "went from Demo to Proposal", '(deal.previousStage == "Demo" and deal.stage == "Proposal")'),
    (
        "deal",
        "lost because of price more than 90 days ago",
        '(deal.lostReason == "price" and deal.daysSinceClosed > 90)',
    ),
    ("deal", "a discount of more than 15%", "deal.discount > 15%"),
    ("deal", "probability is under 30%", "deal.probability < 30%"),
    ("form", "budget over $20,000", "form.budget > $20000"),
    ("form", "the volume is 500 or more", "form.volume >= 500"),
    ("row", "ROAS under 1.5", "row.roas < 1.5"),
    ("row", "spend is over 90% of the budget", "row.spendPercent > 90%"),
    ("row", "more than 95% spent", "row.spendPercent > 95%"),
    ("meeting", "one of at least 30 minutes", "meeting.durationMinutes >= 30"),
    ("company", "usage drops by more than 30%", "usage.dropPercent > 30%"),
    ("company", "usage goes up by over 50%", "usage.risePercent > 50%"),
    ("meeting", "more than five meetings", "found.count > 5"),
    ("row", "the amount is over $1,000", "row.amount > $1000"),
    ("deal", "worth more than 25k", "deal.value > $25000"),
    ("deal", "deals over $50K", "deal.value > $50000"),
    ("ticket", "nobody is assigned", "ticket.assigned == false"),
    ("ticket", "it is assigned", "ticket.assigned == true"),
    ("call", "nobody answers the phone", "call.answered == false"),
    ("call", "they pick up", "call.answered == true"),
    ("contact", "if they accepted the invite", "contact.linkedinAccepted == true"),
    ("contact", "they have not accepted", "contact.linkedinAccepted == false"),
    ("esign", "it's still unsigned", 'esign.status != "signed"'),
    ("esign", "it isn't signed", 'esign.status != "signed"'),
    ("esign", "the contract was declined", 'esign.status == "declined"'),
    ("contact", "who haven't unsubscribed", "contact.unsubscribed == false"),
    ("contact", "they are not interested", "contact.interested == false"),
    ("contact", "they are interested", "contact.interested == true"),
    ("contact", "they opened the email", "contact.openedEmail == true"),
    ("contact", "who clicked the link", "contact.clicked == true"),
    ("contact", "who registered for the webinar", "contact.registered == true"),
    ("contact", "who didn't attend", "contact.attended == false"),
    ("contact", "they claimed it", "contact.claimed == true"),
    ("contact", "who aren't customers", "contact.isCustomer == false"),
    ("company", "if they have not logged in", "company.loggedIn == false"),
    ("meeting", "the budget came up", "meeting.budgetMentioned == true"),
    ("meeting", "a competitor was mentioned", "meeting.competitorMentioned == true"),
    ("meeting", "external meetings", "meeting.external == true"),
    ("meeting", "internal ones", "meeting.external == false"),
    ("answer", "all requirements are answered", "requirement.answered == true"),
    ("contact", "they are enriched", "contact.enriched == true"),
    ("ticket", "the ticket is not solved", 'ticket.status != "solved"'),
    ("ticket", "the ticket is solved", 'ticket.status == "solved"'),
    ("ticket", "the ticket is still open", 'ticket.status == "open"'),
    ("meeting", "the customer sounded negative", 'meeting.sentiment == "negative"'),
    ("email", "the mood is positive", 'email.sentiment == "positive"'),
    ("email", "the reply is not negative", 'email.sentiment != "negative"'),
    ("company", "the trend is falling", 'health.trend == "falling"'),
    ("found", "the search found nothing", "found.count == 0"),
    ("found", "it finds something", "found.count > 0"),
    ("answer", "the answer is yes", 'answer.text == "yes"'),
    ("approval", "if she approves", "approval.approved == true"),
    ("approval", "it was rejected", "approval.approved == false"),
    ("contact", "there's still no reply", "contact.replied == false"),
    ("contact", "if they reply", "contact.replied == true"),
    ("contact", "the email contains gmail.com", 'contact.email contains "gmail.com"'),
    ("contact", "title contains CEO or Founder", '(contact.title contains "CEO" or contact.title contains "Founder")'),
    ("contact", "the title has VP or Head in it", '(contact.title contains "VP" or contact.title contains "Head")'),
    ("contact", "with VP or Head in the title", '(contact.title contains "VP" or contact.title contains "Head")'),
    ("contact", "the job title is CFO", 'contact.title == "CFO"'),
    ("contact", "who is an admin there", 'contact.title contains "admin"'),
    ("contact", "seniority is director", 'contact.seniority == "director"'),
    ("contact", "segment is 'smb'", 'contact.segment == "smb"'),
    ("contact", "from the webinar source", 'contact.source == "webinar"'),
    ("contact", "the source is Website", 'contact.source == "Website"'),
    ("deal", "the lost reason isn't 'competitor'", 'deal.lostReason != "competitor"'),
    ("deal", "without a next step", "deal.nextStep missing"),
    ("deal", "the next step is 'Call'", 'deal.nextStep == "Call"'),
    ("deal", "deals without an owner", "deal.owner missing"),
    ("contact", "the email address is missing", "contact.email missing"),
    ("contact", "has a phone number", "contact.phone exists"),
    ("contact", 'not tagged "customer"', 'not contact.tags contains "customer"'),
    ("contact", 'tagged "webinar-june"', 'contact.tags contains "webinar-june"'),
    ("issue", 'labelled "bug"', 'issue.label == "bug"'),
    ("issue", "issues that are Done", 'issue.status == "Done"'),
    ("ticket", "priority urgent", 'ticket.priority == "urgent"'),
    ("ticket", "a high priority", 'ticket.priority == "high"'),
    ("deal", "except when the owner is Dana", 'deal.owner == "Dana"'),
    ("company", "their plan is Starter", 'company.plan == "Starter"'),
    ("company", "on the Pro plan", 'company.plan == "Pro"'),
    ("company", "the contract type is Yearly", 'company.contractType == "Yearly"'),
    ("company", "those on a yearly contract", 'company.contractType == "yearly"'),
    ("company", "industry is Retail", 'company.industry == "Retail"'),
    ("company", "the tier is Gold", 'company.tier == "Gold"'),
    ("contact", "country is Spain", 'contact.country == "Spain"'),
    ("contact", "the city is Berlin", 'contact.city == "Berlin"'),
    ("contract", 'the milestone called "Phase 2"', 'contract.milestone == "Phase 2"'),
    ("payload", "the type is Refund", 'payload.type == "Refund"'),
    ("row", 'rows whose status is "open"', 'row.status == "open"'),
    ("deal", "in Proposal or Negotiation", '(deal.stage == "Proposal" or deal.stage == "Negotiation")'),
    ("deal", "the stage is Negotiation", 'deal.stage == "Negotiation"'),
    ("contact", "contacts in the UK", 'contact.country == "UK"'),
    ("contact", "from Germany, Austria or Switzerland", (
        '(contact.country == "Germany" or contact.country == "Austria" or contact.country == '
        '"Switzerland")'
    )),
    ("contact", "that live in Berlin", 'contact.city == "Berlin"'),
    ("company", "B2B SaaS companies", 'company.industry == "B2B SaaS"'),
    ("company", "enterprise customers", 'company.tier == "enterprise"'),
    ("contact", "VPs of Sales", 'contact.title contains "VP of Sales"'),
    ("company", "active clients", 'company.status == "active"'),
    ("deal", "my open deals", 'deal.status == "open"'),
    ("company", "customers in the Gold or Platinum tier", '(company.tier == "Gold" or company.tier == "Platinum")'),
    ("deal", "stuck there for 10 days", "deal.daysInStage >= 10"),
    ("contact", "with the title CFO", 'contact.title == "CFO"'),
    ("meeting", "more than 45 minutes long", "meeting.durationMinutes > 45"),
    ("issue", 'with label "bug"', 'issue.label == "bug"'),
    ("deal", "in 'Demo Complete' for more than 7 days", '(deal.stage == "Demo Complete" and deal.daysInStage > 7)'),
    ("deal", "closed within the last 30 days", "deal.daysSinceClosed <= 30"),
    ("deal", "deals won in the last 90 days", '(deal.stage == "Closed Won" and deal.daysSinceClosed <= 90)'),
    ("meeting", "negative", 'meeting.sentiment == "negative"'),
    ("meeting", "longer than an hour", "meeting.durationMinutes > 60"),
    ("contact", "older than 30 days", "contact.daysSinceCreated > 30"),
    ("contact", "created yesterday", "contact.daysSinceCreated <= 1"),
    ("deal", "lost between 30 and 60 days ago", "deal.daysSinceClosed in 30..60"),
    ("usage", "no logins", "usage.logins == 0"),
    ("usage", "logged in fewer than 3 times", "usage.logins < 3"),
    ("found", "if any are found", "found.count > 0"),
    ("contact", "opened it", "contact.openedEmail == true"),
    ("contract", 'reaches the "Handover" milestone', 'contract.milestone == "Handover"'),
    ("deal", 'gets to the "Pitch" stage', 'deal.stage == "Pitch"'),
    ("contact", 'with the "spring" tag', 'contact.tags contains "spring"'),
    ("contact", 'in the "small firms" segment', 'contact.segment == "small firms"'),
    ("company", 'customers in the "Ruby" tier', 'company.tier == "Ruby"'),
    ("company", 'on the "Solo" plan', 'company.plan == "Solo"'),
    ("company", 'in the "Fishing" industry', 'company.industry == "Fishing"'),
    ("company", "customers in tier Bronze", 'company.tier == "Bronze"'),
    ("company", "annual contracts only", 'company.contractType == "annual"'),
    ("company", "no visits from a client in 12 days", "company.daysInactive >= 12"),
    ("contact", "those who missed the training", "contact.attended == false"),
    ("deal", "the probability of a deal falls below 30%", "deal.probability < 30%"),
    ("deal", "a probability of at least 70%", "deal.probability >= 70%"),
    ("row", "status = refused", 'row.status == "refused"'),
    ("renewal", "renewal in 25 days", "renewal.daysLeft == 25"),
    ("renewal", "renewals within 25 days", "renewal.daysLeft <= 25"),
    ("meeting", "more than 4 attendees", "meeting.attendees > 4"),
    ("meeting", 'the meeting title contains "Sync"', 'meeting.title contains "Sync"'),
    ("nps", "without a comment", "nps.comment missing"),
    ("nps", "the comment is empty", "nps.comment missing"),
    ("company", "still no login", "company.loggedIn == false"),
    ("usage", "4 invites or more", "usage.invites >= 4"),
    ("company", "6 tickets or fewer", "company.openTickets <= 6"),
    ("found", "more than 12 of them", "found.count > 12"),
    ("issue", "issues that are In Review", 'issue.status == "In Review"'),
    ("company", "customers who go 9 days without signing in", "company.daysInactive >= 9"),
    ("deal", "deals that go 8 days without any movement", "deal.daysSinceActivity >= 8"),
    ("nps", 'the comment mentions "slow"', 'nps.comment contains "slow"'),
    ("nps", 'contains "bug"', 'nps.comment contains "bug"'),
    ("deal", "the next step is still empty", "deal.nextStep missing"),
    ("row", "rows whose status is blank", "row.status missing"),
    ("issue", "issues that are not Done", 'issue.status != "Done"'),
    ("company", "in the 'Gardening' industry", 'company.industry == "Gardening"'),
    ("contact", "with a gmail.com address", 'contact.email contains "gmail.com"'),
    ("contact", "the segment is Schools", 'contact.segment == "Schools"'),
    ("contact", "who gave us no city", "contact.city missing"),
    ("contact", "the job title is not filled in", "contact.title missing"),
    ("contact", "the industry is filled in", "company.industry exists"),
    ("contact", "with a phone number on file", "contact.phone exists"),
    ("contact", "nobody owns them yet", "contact.owner missing"),
    ("contact", "contacts that are untagged", "contact.tags missing"),
    ("contact", "the title mentions Buyer", 'contact.title contains "Buyer"'),
    ("contact", "the email is not gmail", 'not contact.email contains "gmail"'),
    ("contact", "the seniority is anything but Junior", 'contact.seniority != "Junior"'),
    ("contact", "in the Public segment", 'contact.segment == "Public"'),
    ("contact", "fewer than 30 points", "contact.score < 30"),
    ("contact", "leads scoring over 70", "contact.score > 70"),
    ("contact", "with a yahoo or gmail address", '(contact.email contains "yahoo" or contact.email contains "gmail")'),
    ("contact", "with Mona as the owner", 'contact.owner == "Mona"'),
    ("contact", "the invitation is still pending", "contact.linkedinAccepted == false"),
    ("answer", 'the answer contains "price"', 'answer.text contains "price"'),
    ("company", "customers with a falling health trend", 'health.trend == "falling"'),
    ("contract", "it is Halfway", 'contract.milestone == "Halfway"'),
    ("deal", "deals that saw activity within the last 4 days", "deal.daysSinceActivity <= 4"),
    ("meeting", "it went on for 20 to 40 minutes", "meeting.durationMinutes in 20..40"),
    ("deal", "Tim is not its owner", 'deal.owner != "Tim"'),
    ("deal", "lost because of Timing", 'deal.lostReason == "Timing"'),
    ("deal", "gone due to Budget", 'deal.lostReason == "Budget"'),
    ("contact", "no one has picked up or claimed yet", "contact.claimed == false"),
    ("company", "companies of type Reseller", 'company.kind == "Reseller"'),
    ("contact", "silent for 3 weeks", "contact.daysSinceReply >= 21"),
    ("contact", "gone quiet for 10 days", "contact.daysSinceReply >= 10"),
    ("contact", "no older than 6 hours", "contact.hoursSinceCreated <= 6"),
    ("meeting", "a call lasting at least 20 minutes", "meeting.durationMinutes >= 20"),
    ("company", "paying us more than $900 a month", "company.mrr > $900"),
    ("company", "worth 8000 a year", "company.arr == $8000"),
    ("company", "without open tickets", "company.openTickets == 0"),
    ("company", "they still have an open ticket", "company.openTickets > 0"),
    ("company", "who never asked for a refund", "company.refundCount == 0"),
    ("deal", "without any discount", "deal.discount == 0%"),
    ("ticket", "nobody was assigned to the case", "ticket.assigned == false"),
    ("ticket", "no one is put on it", "ticket.assigned == false"),
    ("contact", "who are still subscribed", "contact.unsubscribed == false"),
    ("contact", "the mail is still unread", "contact.openedEmail == false"),
    ("contact", "the newsletter was read", "contact.openedEmail == true"),
    ("contact", "leads that remain unclaimed", "contact.claimed == false"),
    ("contact", "those who turned up", "contact.attended == true"),
    ("contact", "who are not customers yet", "contact.isCustomer == false"),
    ("contact", "it is one of our customers", "contact.isCustomer == true"),
    ("ticket", "the ticket has been closed", 'ticket.status == "closed"'),
    ("meeting", "a purely internal one", "meeting.external == false"),
    ("deal", "it originated from Podcast", 'deal.source == "Podcast"'),
    ("contact", "by way of the partner channel", 'contact.source == "partner"'),
    ("meeting", 'meetings called "Retro"', 'meeting.title == "Retro"'),
    ("deal", "with a blank next step", "deal.nextStep missing"),
    ("meeting", "they sounded neutral or negative", (
        '(meeting.sentiment == "neutral" or meeting.sentiment == "negative")'
    )),
    ("deal", 'lost for the reason "Budget"', 'deal.lostReason == "Budget"'),
    ("meeting", "calls of more than 2 hours", "meeting.durationMinutes > 120"),
    ("ticket", "flagged as high", 'ticket.priority == "high"'),
    ("email", "an angry reply", 'email.sentiment == "negative"'),
)  # fmt: skip


def shown(condition: Condition | None) -> str:
    """A condition in one line."""
    if condition is None:
        return "-"
    if isinstance(condition, Joined):
        return "(" + f" {condition.how} ".join(shown(part) for part in condition.parts) + ")"
    value = (
        f'"{condition.value}"' if condition.text else condition.value + (f"..{condition.top}" if condition.top else "")
    )
    return f"{'not ' if condition.negated else ''}{condition.record}.{condition.field} {condition.op} {value}".strip()


@pytest.mark.parametrize(("subject", "said", "meant"), SAID, ids=[said for _, said, _ in SAID])
def test_a_condition(subject: str, said: str, meant: str) -> None:
    found = read(Line(words_of(said)), Scope(subject, EVENTS.get(subject, ""), (), said))
    assert shown(found.condition) == meant


def test_every_rule_is_tried() -> None:
    lines = [Line(words_of(said)).norm for _, said, _ in SAID]
    assert [field for pattern, field, _ in patterns() if not any(pattern.search(line) for line in lines)] == []


@pytest.mark.parametrize("said", ["the contact", "email them tomorrow", "grumble the flanges", ""])
def test_no_condition(said: str) -> None:
    assert read(Line(words_of(said)), Scope(request=said)).condition is None


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("they accepted", "contact.linkedinAccepted == false"),
        ("over 200 employees", "company.employees <= 200"),
        ('tagged "x"', 'not contact.tags contains "x"'),
        (
            "title contains CEO or Founder",
            '(not contact.title contains "CEO" and not contact.title contains "Founder")',
        ),
        ("the answer is yes", 'answer.text == "no"'),
        ("has a phone number", "contact.phone missing"),
    ],
)
def test_the_other_side_of_a_condition(said: str, other: str) -> None:
    condition = read(Line(words_of(said)), Scope(request=said)).condition
    assert condition is not None
    assert shown(opposite(condition)) == other
    assert opposite(opposite(condition)) == condition


def test_or_binds_more_than_and_as_people_mean_it() -> None:
    said = "company has 100+ employees AND the title has VP or Director in it"
    found = read(Line(words_of(said)), Scope(request=said))
    assert shown(found.condition) == (
        '(company.employees >= 100 and (contact.title contains "VP" or contact.title contains "Director"))'
    )
