"""What a request names gets into the flow as it was named: templates, tags, stages, people, dates, words to say."""

import pytest

from sayso.copilot.drafting import draft
from tests.copilot.corpora import OPEN, TODAY

NAMED: dict[str, tuple[str, ...]] = {
    "Move deals that have been in Discovery for more than 30 days to Nurture.": ('stage: "Nurture"',),
    "When a deal is lost, move it back to Discovery after 90 days.": ('stage: "Discovery"',),
    "Tag new contacts from Germany as dach.": ('tags: ["dach"]',),
    'Tag everyone who replied as "warm".': ('tags: ["warm"]',),
    'When a form is submitted, tag the contact "inbound" and "website".': ('tags: ["inbound", "website"]',),
    'Remove the tag "trial" from contacts who became customers.': ('tags: ["trial"]',),
    'Email all contacts tagged "newsletter" the "Intro" template.': ('template: "Intro"',),
    'Send the Case study template to everyone tagged "warm".': ('template: "Case study"',),
    "When a deal is lost, wait 60 days and send the contact the Win back email.": ('template: "Win back"',),
    'Post "Great work" in #wins when a deal is won.': ('text: "Great work"',),
    "When a deal is won, post the deal name and value in #sales.": ("{format(@deal.value)}",),
    'When a deal is won, tell #sales "We won @deal.name".': ('channel: "#sales"',),
    "Let Priya know when a customer's health score drops below 40.": ("@user.customerSuccess or @me",),
    "DM Alex on Slack when a deal over 20k is lost.": ("channel: @user.salesRep or @me",),
    "When a lead replies, create a task for Alex to call them within 2 days.": (
        "assignee: @user.salesRep or @me",
        "due: @today + 2 days",
    ),
    "Create a task for me to review the contract tomorrow.": ("due: @today + 1 day",),
    "Remind me on Friday to call Acme.": (
        "Call Acme",
        "on schedule once on 2026-11-27",
    ),
    'Create a task "Send invoice" for the deal owner when a deal is won.': (
        'title: "Send invoice',
        "assignee: @deal.owner",
    ),
    "When a deal is won create a task for Priya to start onboarding, due in 3 days.": (
        "assignee: @user.customerSuccess or @me",
        "due: @today + 3 days",
        "Start onboarding",
    ),
    "Book a 30 minute call with new leads.": ("duration: 30 minutes",),
    "Schedule a 45 minute kickoff with the contact three days after a deal is won.": ("45 minutes",),
    'When a support ticket is escalated create a Jira issue called "Escalation" with high priority.': (
        'title: "Escalation',
    ),
    "Nudge Alex every weekday at 5pm about overdue tasks.": (
        "verdue tasks",
        "people.notify(",
    ),
    'Text the contact "Your demo starts in an hour" after they fill in the form.': ("Your demo starts in an hour",),
    "When a champion leaves, ask Priya whether we should call them.": ("@user.customerSuccess or @me",),
    'When a deal moves to Negotiation, ask Alex "Can we offer 10%?" and log the answer.': ("Can we offer 10%?",),
    'Send a LinkedIn message saying "Loved your talk" to contacts tagged "speaker".': ("Loved your talk",),
    'When someone fills in the form, email them "Thanks, we will be in touch".': ("Thanks, we will be in touch",),
    "When a form comes in, email Alex the details.": (
        "to: @user.salesRep or @me",
        'The details: {@form.fullName or "somebody"}',
    ),
    "Email me a summary of the deals in Negotiation every Friday.": ("to: @me",),
    "Every Monday send Alex the list of overdue deals.": ("to: @user.salesRep or @me",),
    'Add a row with name and email to the "Leads" sheet for every new contact.': (
        '"Leads"',
        "@contact.email",
    ),
    'When a deal is won, create a doc from the "Onboarding plan" template and share it with Priya.': (
        'template: "Onboarding plan"',
        "with: @user.customerSuccess or @me",
    ),
    "Hand new leads from Austria to Alex.": ("hand off to @user.salesRep or @me",),
    "When a lead says they want a demo, hand it over to the contact's owner within 4 hours.": ("within 4 hours",),
    'Log "Sent renewal reminder" on the deal after the email.': ("Sent renewal reminder",),
    'Write a friendly email about our summer offer and send it to customers tagged "loyal".': ("summer offer",),
    "Have AI write a short thank-you note mentioning the meeting and send it after every external meeting.": (
        "thank-you note",
    ),
    "When usage drops 40% tell the account owner and include the drop.": ("@usage.dropPercent",),
    'Set the contact\'s status to "Nurture" when they reply "not now".': ('status: "Nurture"',),
    'When a deal is lost set its next step to "Try again in May".': ('nextStep: "Try again in May"',),
    'Update the company\'s industry to Logistics when it is tagged "truck".': ('industry: "Logistics"',),
    "When NPS is 9 or 10 email them asking for a review.": ("review",),
    "Send a Teams message to the sales channel when a deal over 50k enters Negotiation.": ("sales",),
    'Open a Zendesk ticket titled "Onboarding issue" when a customer is inactive for 30 days.': ("Onboarding issue",),
    'Comment "Customer asked again" on the GitHub issue when a ticket is escalated.': ("Customer asked again",),
    "Send new leads the Intro template, then 3 days later the Case study.": (
        'template: "Case study"',
        'template: "Intro"',
    ),
    'Every 1st of the month email all customers the "Product news" email.': ("Product news",),
    "Ask the deal owner to approve a discount of more than 15%.": ("discount",),
    'When the webhook "order" arrives, post the amount in #orders.': ("amount",),
    'Email all contacts tagged "newsletter" the "Intro" template tomorrow at 9.': (
        "on schedule once on 2026-11-22 at 09:00",
        'email.send(to: @contact, template: "Intro")',
    ),
    "When a champion changes jobs, tell me, and send them a congratulation on LinkedIn.": (
        "linkedin.message(to: @contact",
    ),
    "Each Friday at 4pm summarise this week's won deals and post it in Slack #sales.": ("@deal.daysSinceClosed <= 7",),
    "For every customer whose contract ends in the next 90 days, email the champion.": (
        "@company.daysToRenewal <= 90",
    ),
    "Send a LinkedIn invite to new leads with VP in the title, then email them 3 days later if they accepted.": (
        "linkedin.invite(to: @contact",
    ),
    "New lead from the website: if company size is over 200 employees give it to Sarah, otherwise to Alex.": (
        "hand off to @user.salesRep or @me",
    ),
    "When NPS is 9 or 10 ask for a review on G2.": ("May I ask you for a review on G2?",),
    "Every Monday email me the deals in Negotiation.": ('The deals in Negotiation: {join(@deals.name, ", ")}',),
    "Every Friday mail the sales team all contacts created this week.": (
        "email.send(to: @user.salesRep or @me",
        'All contacts created this week: {join(@contacts.fullName, ", ")}',
    ),
    "When a deal is won email them, and if no reply after 3 days tell the CSM.": (
        "at most 3 days",
        "people.notify(",
    ),
    "When a deal is won email the owner.": ("Hello,\n\n  A deal is won: @deal.name",),
    'Import the new rows of the "Webinar" sheet every hour as contacts and tag them webinar.': (
        "crm.create_contact(email: @row.email",
    ),
}
NOBODY_OUTSIDE = (
    "Every Monday send Alex the list of overdue deals.",
    "Every Monday email me the deals in Negotiation.",
    "Send Alex all deals over 50k every Friday.",
    "Every Friday mail the sales team all contacts created this week.",
    "Email Alex when a deal is lost.",
    "When a deal is won email the owner.",
)
"""Letters to colleagues: one, and to nobody they tell of."""
NOT_KNOWN = (
    "When a support ticket is opened by a customer worth over 50k, tell the account manager right away.",
    "When an invoice is paid by a customer with more than 50 employees, post it in #sales.",
    "If a bug is filed by an Enterprise customer, create a Jira issue.",
)
"""Nothing tells of these, whatever condition stands beside them."""


@pytest.mark.parametrize("request_", NAMED)
def test_what_is_named_stands_in_the_flow(request_: str) -> None:
    text = draft(request_, OPEN, today=TODAY).text
    assert not [said for said in NAMED[request_] if said not in text], text


@pytest.mark.parametrize("request_", NOBODY_OUTSIDE)
def test_a_letter_to_a_colleague_goes_to_nobody_else_and_is_one(request_: str) -> None:
    text = draft(request_, OPEN, today=TODAY).text
    assert "email.send(to: @" in text
    assert "for each" not in text
    assert "email.send(to: @contact" not in text
    assert "email.send(to: @deal.contact" not in text
    assert "Hello," in text


@pytest.mark.parametrize("request_", NOT_KNOWN)
def test_what_nothing_tells_of_is_asked_back(request_: str) -> None:
    assert "no-event" in {one.slug for one in draft(request_, OPEN, today=TODAY).questions}
