"""What a flow does to people: in which order, to whom, under which condition; what a label of names does not see."""

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.hearing.conditions import Scope, read
from sayso.copilot.hearing.text import Line
from tests.copilot.corpora import OPEN, TODAY
from tests.copilot.test_hearing_conditions import shown, words_of

IN_ORDER: dict[str, tuple[str, ...]] = {
    "Send a LinkedIn invite to new leads with VP in the title, then email them 3 days later if they accepted.": (
        "linkedin.invite(", "wait 3 days", "if @accepted", "  email.send(",
    ),
    "When a lead comes in, connect on LinkedIn, wait 2 days and message them if they accepted, otherwise email them.": (
        "linkedin.invite(", "wait 2 days", "if @accepted", "  linkedin.message(", "otherwise", "  email.send(",
    ),
    "When a deal moves to Proposal, send the contract for signature and remind them after 2 days if it is not "
    "signed.": (
        'drive.search("Contract @deal.name")', "esign.send(", "wait 2 days", 'if @status != "signed"', "  email.send(",
    ),
    "When a deal is won, call the contact and text them if they didn't answer.": (
        "let @call = twilio.call(", 'if @call != "answered"', "  twilio.send_sms(",
    ),
    "Phone the contact. If nobody picks up, wait 2 hours and text them; if they do answer, log an activity.": (
        'if @call != "answered"', "  wait 2 hours", "  twilio.send_sms(", "otherwise", "  crm.log_activity(",
    ),
    "When a lead comes in, tag them new, then email them if they're in Berlin.": (
        "crm.add_tags(", 'if @contact.city == "Berlin"', "  email.send(",
    ),
    "When a contact is created look them up in HubSpot; if nothing is found, push them there.": (
        "hubspot.find(where: @it.email == @contact.email)", "if count(@contacts) == 0",
        "  hubspot.upsert(record: @contact)",
    ),
    "Find contacts from Sweden. Look each of them up in Salesforce, and if nothing is found add them there.": (
        "for each @contact in @contacts", "  let @found = salesforce.find(", "  if count(@found) == 0",
        "    salesforce.upsert(record: @contact)",
    ),
    "List tomorrow's Zoom meetings. For each one with more than 3 attendees, post in #prep": (
        "zoom.list_meetings()", "for each @meeting in @meetings", "  if count(@meeting.attendees) > 3",
        "    slack.send_message(",
    ),
    "Go over our customers every morning and for each customer:\n"
    "- health score under 50 and 2 or more open tickets: book a call and notify the CSM\n"
    '- renewal in 30 days or less: create the "Renewal offer" doc from the template': (
        "  if @company.health < 50 and @company.openTickets >= 2", "    calendar.create_event(", "    people.notify(",
        "  if @company.daysToRenewal <= 30", "    docs.create_from_template(",
    ),
    'When I say "answer RFP": search Drive for the RFP and extract the requirements. For each requirement search '
    "Notion for an answer, and if it isn't answered create a task for the solutions engineer.": (
        "ai.extract(", "for each @item in @items", '  let @found = notion.search(query: "@item")',
        '  if @answered != "answered"', "    crm.create_task(",
    ),
    "When a deal is won ask the owner whether it can wait until tomorrow. If the answer is no, phone the owner.": (
        'ask @deal.owner "@deal.name: Can it wait until tomorrow?"', 'if @answer == "no"',
        "  twilio.call(to: @deal.owner",
    ),
    "When a ticket is escalated, have AI classify it. A bug becomes a Jira issue; if it's billing, create a task for "
    "finance.": (
        'ai.classify(text: "@ticket.text", into: ["bug", "billing", "other"])', 'if @kind == "bug"',
        "  jira.create_issue(", "otherwise", '  if @kind == "billing"', "    crm.create_task(",
    ),
    "Send a contract to Jane for signature and tell me when it's signed.": (
        "esign.send(", "wait 3 days", 'if @status == "signed"', "  people.notify(",
    ),
    "When a deal is won email the contact if the value is over 10k, and post it in #wins.": (
        "if @deal.value > 10_000", "  email.send(", "end", "slack.send_message(",
    ),
    "Assign new leads from France to Alex and from Spain to Priya.": (
        'if @contact.country == "France"', "  hand off to @user.salesRep", "otherwise",
        '  if @contact.country == "Spain"', "    hand off to @user.customerSuccess",
    ),
    "When a deal is won, wait a week, then ask for a testimonial.": (
        "wait 1 week", "email.send(to: @deal.contact", "May I ask you for a testimonial?",
    ),
    "When a renewal is 70 days away: health score under 60, book a call with the customer; otherwise email the "
    '"Early bird" offer': (
        "if @customer.health < 60", "  calendar.create_event(", "otherwise", "  email.send(",
    ),
    "get the Zoom transcript, extract the requirements with AI and open a Jira issue for each requirement that wasn't "
    "answered.": (
        "for each @item in @items", '  if @answered != "answered"', "    jira.create_issue(",
    ),
}  # fmt: skip
"""Lines of the flow, each of which must stand behind the one before."""
SAID: dict[str, tuple[str, ...]] = {
    "When a ticket is escalated, text me.": ("twilio.send_sms(to: @me",),
    "When an NPS score of 3 or lower comes in, phone the account owner.": ("twilio.call(to: @customer.owner or @me",),
    "text Alex that the demo is at 3": ('twilio.send_sms(to: @user.salesRep or @me, text: "The demo is at 3")',),
    "When a deal is lost, ask the rep why and log the answer.": (
        'ask @deal.owner "@deal.name: Why?" as @answer: text', 'text: "@deal.name: @answer"',
    ),
    "Ask Priya which discount we can give.": ('"Which discount we can give?" as @answer: text',),
    "For every deal we won last month, email the contact a thank-you note.": (
        '@deal.stage == "Closed Won" and @deal.daysSinceClosed <= 30',
    ),
    "every deal won in the last 30 days: create a task": (
        '@deal.stage == "Closed Won" and @deal.daysSinceClosed <= 30',
    ),
    "Every Friday at 4pm summarize the week's won deals and post it in #sales.": ("@deal.daysSinceClosed <= 7",),
    "for each lead created last week, send an intro email": (
        "crm.find_contacts(where: @contact.daysSinceCreated <= 7)",
    ),
    "Add a row to the \"Referrals\" sheet with this contact's name and phone.": (
        'cells: ["@contact.fullName", "{@contact.phone or "not known"}"]',
    ),
    "When a lead comes in, add them to the Leads sheet.": ('cells: ["@contact.fullName", "{@contact.email or',),
    "After each meeting the Zoom recording should be fetched and uploaded to Drive.": (
        "let @recording = zoom.get_recording(", 'text: "{@recording or "no recording"}"',
    ),
    "When a deal is won, send an HTTP request to our billing API.": ('http.request(url: "https://api.example.com/")',),
    "As soon as a studio hasn't logged in for 3 weeks, text the owner.": (
        "on customer.inactive where @customer.daysInactive >= 21", "A studio hasn't logged in for 3 weeks",
    ),
    "Two weeks before a renewal, email the customer, and if they don't answer in 3 days tell the account manager.": (
        'subject: "Your upcoming renewal"', "@customer.name: Two weeks before a renewal",
    ),
    "every time we win a deal over 15k write the client an email": ('subject: "A short note"',),
    "Search Apollo for Nurse Practitioners in Denver and create each of them as a contact": (
        'apollo.search_people(title: "Nurse Practitioner", city: "Denver")',
    ),
    "Search Apollo for CTOs in Boston. For each one send a LinkedIn invite": ("@it.email == @profile.email",),
    "evryday at noon post the open deals in #sales": ("on schedule every day at 12:00",),
    "Every Friday at 2pm, for each client on a retainer contract, email the client a report": (
        '@company.contractType == "retainer"',
    ),
    'Add Northwind Dental, 4 seats, 1200 to the bottom of the "Quotes" sheet.': (
        'cells: ["Northwind Dental", "4 seats", "1200"]',
    ),
    "find customers who are not on the Enterprise tier and write each of them a personal email; Jonas signs it off "
    "before it's sent": ('@company.tier != "Enterprise"', "email.send with approval"),
    "When a ticket is escalated write an apology email and send it after the Head of Support has signed it off": (
        "email.send with approval",
    ),
    "Search Apollo for CTOs in Boston. For each one fetch their company's web page and add them to the CRM": (
        "web.fetch_page(url: @profile.website)",
    ),
    "log every won deal in a Google Sheet": ('crm.find_deals(where: @deal.stage == "Closed Won")',),
    'When the health score drops below 60 and the trend is "declining", notify the CSM': (
        '@health.trend == "falling"',
    ),
    "When a ticket with priority critical is escalated, text me": ('@ticket.priority == "urgent"',),
    "Every quarter send each customer an NPS survey": ('subject: "NPS survey"',),
    "Call every customer whose health is red": ("use twilio.call with approval by @me",),
    "every 30 minutes fetch the page status.parcelbee.example and put what it says in #ops on slack": (
        'url: "https://status.parcelbee.example"', 'text: "@page.text"',
    ),
    "Give me a summary of my day every evening on Slack": ("slack.send_message(channel: @me, text: @summary)",),
    "tag all leads from LinkedIn with warm": ('@contact.source == "LinkedIn"', 'tags: ["warm"]'),
    "Move all deals from Proposal to Negotiation if the contact replied": (
        '@deal.stage == "Proposal" and @deal.contact.replied', 'stage: "Negotiation"',
    ),
    'Add everyone who registered for the webinar to the "Webinar" sheet': ("sheets.append_row(",),
    "When a contract ends in 60 days tell the CSM": ("on renewal.approaching where @renewal.daysLeft == 60",),
    "Send the case study to leads in manufacturing": ('@contact.company.industry == "manufacturing"',),
    "on sunday evenings around 7 send me my open deals": ("on schedule every sunday at 19:00",),
    "When a deal is won: for deals over 20k tell Anna, otherwise post it in #wins on Slack.": (
        "if @deal.value > 20_000", "otherwise",
    ),
    "Log an activity on this account: phoned them, nobody picked up, left a voicemail.": (
        "Phoned them, nobody picked up, left a voicemail",
    ),
    "When a champion leaves, search Apollo for a successor and email them.": ("in @people at most 1",),
    "For each client with a Retainer contract, email them the report.": ('@company.contractType == "Retainer"',),
    'Every Friday contacts in Spain should all be tagged "iberia" and moved to the Nurture stage.': (
        'tags: ["iberia"]', 'stage: "Nurture"',
    ),
    "Every Monday: customers on the Pro plan each get an email with the training link and a logged activity.": (
        'subject: "Training link"', "crm.log_activity(",
    ),
    "Brand-new contact: if the source is Referral or Partner pass it to Ingrid, any other source gets the welcome "
    "email.": (
        'if @contact.source == "Referral" or @contact.source == "Partner"', "hand off to", "otherwise",
    ),
    'When I type "brief me", search the web for news about Acme, put it on a new Notion page and post the link in '
    "#accounts on Slack. I want to approve the Notion page first.": ("use notion.create_page with approval by @me",),
    "On mondays it goes over all customers on the Basic plan, and whenever one of them hasn't logged in for 21 days it "
    "should tell me.": ('where: @company.plan == "Basic"', "if @company.daysInactive >= 21", "people.notify("),
    "Create the proposal slides from the template": ('slides.create_from_template(template: "Proposal")',),
    "Email all contacts at Acme about the outage": ('where: @contact.company.name contains "Acme"',),
    "Email Enterprise customers in Retail": ('@company.tier == "Enterprise" and @company.industry == "Retail"',),
    "Email all active customers in Fintech": ('@company.status == "active" and @company.industry == "Fintech"',),
    "When a new contact is created, email them, except those from Germany.": ('if @contact.country != "Germany"',),
    "Move deals to Closed Lost if there has been no activity for 90 days and tell the owner, except deals over 100k": (
        "where: @deal.value <= 100_000", "if @deal.daysSinceActivity >= 90",
    ),
    "If the NPS is 9 or 10 ask for a review, if it's below 7 have the CSM call.": (
        "if @nps.score >= 9", "if @nps.score < 7", "crm.create_task(",
    ),
    'Give every new contact from the website the tag "web" and hand them to Alex.': ('tags: ["web"]',),
    "Remind me to call Acme tomorrow at 3pm": ("on schedule once on 2026-11-22 at 15:00",),
    'Add all contacts from the "Trade fair" sheet to the CRM and send them the intro.': (
        'sheets.read_rows(sheet: "Trade fair")', "for each @row in @rows", "crm.create_contact(",
    ),
    "each morning give me the open deals": ("people.notify(person: @me", "join(@deals.name"),
    'When I say "handover {deal}": look the deal up in the CRM and share the folder with the CSM.': (
        "where: @message contains @it.name", "first(@deals)",
    ),
    "When a contact is created: get the usage metrics; if they had fewer than 3 logins send \"Hey\". Day 14: if they "
    "aren't a customer yet email the discount.": ("if not @contact.isCustomer",),
    "Every day at 6pm go through the open deals. Anything without activity for 45 days goes to 'Parked'.": (
        "if @deal.daysSinceActivity >= 45", 'stage: "Parked"',
    ),
    "search Zendesk for its tickets and Slack for mentions": ("slack.search_messages(",),
    'When someone replies "unsubscribe", tag them "do not contact".': ("ai.classify(", 'if @kind == "unsubscribe"'),
    "When a contact at Acme replies, tell me": ('where @email.contact.company.name contains "Acme"',),
    "If a VP fills in the contact form, call me.": ('@form.title contains "VP"',),
    "Every morning at 8 post yesterday's new leads in #sales.": ("daysSinceCreated <= 1", "join(@contacts.fullName"),
    "Every Monday post all customers on the Pro plan in #cs": ("join(@companies.name",),
    "Find all contacts in Spain. Send max 20 LinkedIn invites a day.": (
        "use linkedin.invite at most 20 per day", "linkedin.invite(to:",
    ),
}  # fmt: skip
"""What must stand in the flow."""
NOT_SAID: dict[str, tuple[str, ...]] = {
    "email the contacts of all deals won last month": ("on deal.stage_changed",),
    "Go over our customers every morning, and where the health score is under 50 notify the CSM": ("set_score",),
    "When a ticket is escalated, page the on-call person in PagerDuty.": ("people.notify(", "twilio."),
    "every time we win a deal over 15k write the client an email": ("We win a deal",),
    "Clean up contacts without an email address": ("email.send(",),
    "Send the quote to the client, and if it's not accepted in a week, offer 10% off": (
        "linkedinAccepted",
        "discount ==",
    ),
    "Log an activity on this account: phoned them, nobody picked up, left a voicemail.": ("twilio.",),
    'For each client, read the "Hours" sheet and email them the report. If the client\'s health score is under 50, '
    "set "
    "up a Zoom meeting with them.": ("for each @row",),
    "Escalated ticket: ping #oncall on Slack and raise a Jira issue due in 2 days.": ("wait 2 days",),
    "Every morning pull yesterday's spend from Google Ads and post it in #marketing on Slack.": ("web.search",),
    "Search Apollo for Heads of Partnerships, fetch each one's company website and write a personalised email about "
    "what's new there.": ("crm.find_companies",),
    "Every Friday email clients on a Retainer contract.": ("On a Retainer contract",),
    "each morning give me my three most valuable open deals": ("crm.create_deal",),
    'Add all contacts from the "Trade fair" sheet to the CRM and send them the intro.': ("crm.find_contacts",),
    "search Zendesk for its tickets and Slack for mentions": ("slack.send_message",),
    "When a form is submitted phone them and leave their account manager a task.": ("crm.create_contact",),
    "Support form comes in: classify it as billing or bug. If it is billing, hand it over to Ann; for a bug open a "
    "GitHub issue.": ("Hand it over to Ann; for a bug",),
    'Somebody fills in the "Start pilot" form: generate the pilot agreement from the template and send it for signing. '
    "After 5 days check the signature. If it is signed post it in #pilots, if not text them and create a task.": ("¤",),
}
"""What must not."""
ONCE: dict[str, str] = {
    "Go through all companies of type Partner and message their contact on LinkedIn. 30 LinkedIn messages a day tops.":
        "linkedin.message(",
    "every time we win a deal write the buyer a personal linkedin message, but i have to ok it before its sent":
        "(to: @deal.contact",
    "Find CTOs in Berlin and invite them on LinkedIn, 15 invites a day being the ceiling.": "linkedin.invite(",
    "On mondays it goes over all customers on the Basic plan, and if the health score is less than 55 it should "
    "write them "
    "a friendly email and send that.": "email.send(",
    'When I type "brief me", search the web for news about Acme and put it on a new Notion page. I want to approve the '
    "Notion page first.": "notion.create_page(",
}  # fmt: skip
"""What happens once and not twice: no limit, approval or "send that" is a second message."""
ASKED = (
    "share that folder with her",
    "plz sort teh whatsit so it dose it agian, same as yesturday but diffrent",
    "Phone all 6,000 contacts at 3am every night and keep calling until they pick up, also the ones who asked us to "
    "stop.",
    "find all customers we closed last week and add them to the sheet",
    "For each customer who left us, log an activity",
    "Write each new lead a personal email; somebody will have eyeballed it before it's sent maybe.",
    "add acme",
    "When a VIP customer opens a ticket, notify me and the CSM on Slack immediately",
    "tell the whole team in slack when we hit 100 customers",
    "When I add the tag hot to a contact, call them",
    "when someone unsubscribes, remove all their tags and tell me",
    "Send a happy birthday email to contacts on their birthday",
    "Send the onboarding checklist to every new customer, then check in after a week.",
    "When a new ticket from an enterprise customer arrives, post it in #vip",
    "Once a week, pick the 5 contacts with the highest score and create call tasks for them.",
    "whenever theres a new contact put them in our mailchimp audience and tag them newsletter",
    "Ask me before emailing anyone at Acme",
    "When a lead says they're not interested, tag them",
    "When a deal is won, create a Slack channel for the customer",
    "Ask the customer for feedback 2 weeks after onboarding ends",
    "whenever a deal worth over 20k is created tell me",
    "if an email mentions a competitor, alert the account owner",
    "Every time an invoice row in the Billing sheet is more than 30 days overdue, email the customer",
    "Send each new contact three emails, one every 4 days, stop if they answer",
    "When someone books a demo, research their company and send me a summary an hour before the meeting",
)
EXCLUDED = {
    "customers who are not on the Enterprise tier": 'company.tier != "Enterprise"',
    "companies not in the fintech industry": 'company.industry != "fintech"',
    "contacts who are not in Berlin": 'contact.city != "Berlin"',
    "contacts that aren't based in Berlin": 'contact.city != "Berlin"',
    "contacts who are not VPs": 'not contact.title contains "VP"',
    "everyone but VPs": 'not contact.title contains "VP"',
    "contacts without the tag vip": 'not contact.tags contains "vip"',
    "contacts without tags": "contact.tags missing",
    "customers that do not have the tag key": 'not company.tags contains "key"',
}
"""Who is excluded, and the condition: never its opposite."""


@pytest.mark.parametrize("request_", IN_ORDER)
def test_steps_stand_in_the_order_that_was_said(request_: str) -> None:
    text = draft(request_, OPEN, today=TODAY).text
    place = max(text.find("\nuse "), text.find("\non "))
    for said in IN_ORDER[request_]:
        found = text.find(f"\n{said}" if said.startswith(" ") else said, place)
        assert found >= 0, f"{said!r} is not behind what comes before it in\n{text}"
        place = found + 1


@pytest.mark.parametrize("request_", SAID)
def test_what_was_said_stands_in_the_flow(request_: str) -> None:
    text = draft(request_, OPEN, today=TODAY).text
    assert not [said for said in SAID[request_] if said not in text], text


@pytest.mark.parametrize("request_", NOT_SAID)
def test_what_was_not_said_does_not(request_: str) -> None:
    text = draft(request_, OPEN, today=TODAY).text
    assert not [said for said in NOT_SAID[request_] if said in text], text


@pytest.mark.parametrize("request_", ONCE)
def test_nothing_is_done_twice(request_: str) -> None:
    text = draft(request_, OPEN, today=TODAY).text
    assert text.count(ONCE[request_]) == 1, text


@pytest.mark.parametrize("request_", ASKED)
def test_what_says_too_little_or_is_dangerous_is_asked_back(request_: str) -> None:
    assert draft(request_, OPEN, today=TODAY).questions


@pytest.mark.parametrize("said", EXCLUDED)
def test_who_is_excluded_is_excluded(said: str) -> None:
    subject = "company" if said.startswith(("customers", "companies")) else "contact"
    assert shown(read(Line(words_of(said)), Scope(subject, "", (), said)).condition) == EXCLUDED[said]
