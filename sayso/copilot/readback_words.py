"""The words of the readback: for fields, operators, functions, services, events."""

WORDS = {
    "id": "id", "url": "web address", "linkedinurl": "LinkedIn page", "linkedinUrl": "LinkedIn page",
    "linkedin": "LinkedIn", "crm": "CRM", "sms": "text message", "ai": "AI", "api": "API", "nps": "NPS",
    "from": "sender", "csat": "CSAT", "utm": "UTM", "pdf": "PDF", "arr": "ARR", "mrr": "MRR", "ceo": "CEO",
    "optedOut": "opted out", "startsAt": "start", "endsAt": "end", "createdAt": "creation date",
    "updatedAt": "last change", "custom": "own", "adoptionPercent": "adoption", "seatsPercent": "share of seats",
    "dropPercent": "drop", "lastContactedAt": "last contact",
    "lastRepliedAt": "last reply", "lastSurveyedAt": "last survey", "lastLoginAt": "last login",
    "stageChangedAt": "last change of stage", "lastActivityAt": "last activity", "submittedAt": "submission time",
    "signedAt": "signing date", "sentAt": "sending time", "receivedAt": "arrival time", "closedAt": "closing date",
}  # fmt: skip
"""Names whose words are not simply those they are made of."""

SERVICES = {
    "crm": "the CRM", "web": "the web", "ai": "AI", "people": "people", "linkedin": "LinkedIn", "hubspot": "HubSpot",
    "github": "GitHub", "esign": "e-signature", "docusign": "DocuSign", "twilio": "Twilio", "sheets": "Google Sheets",
    "docs": "Google Docs", "slides": "Google Slides", "drive": "Google Drive", "calendar": "the calendar",
    "forms": "forms", "http": "other web services", "health": "customer health",
}  # fmt: skip

AT_HOME = frozenset({"crm", "people", "web", "ai"})
"""Services that need no naming in a sentence: everybody has them."""

PERMISSIONS = {
    "gmail.send": "send email through Gmail",
    "outlook.send": "send email through Outlook",
    "email.send": "send email",
    "gmail.draft": "save draft emails in Gmail",
    "gmail.search": "search the mailbox",
    "gmail.get_thread": "read conversations in Gmail",
    "linkedin.invite": "send LinkedIn invitations",
    "linkedin.message": "send LinkedIn messages",
    "linkedin.check_accepted": "look whether LinkedIn invitations were accepted",
    "slack.send_message": "post on Slack",
    "slack.search_messages": "search Slack",
    "slack.add_reaction": "react to Slack messages",
    "teams.send_message": "post on Teams",
    "twilio.send_sms": "send text messages",
    "twilio.call": "phone people",
    "web.search": "search the web",
    "web.fetch_page": "read web pages",
    "people.notify": "notify people",
    "people.approve": "ask people to approve",
    "crm.find_contacts": "find contacts",
    "crm.find_deals": "find deals",
    "crm.find_companies": "find companies",
    "crm.create_contact": "create contacts in the CRM",
    "crm.update": "change records in the CRM",
    "crm.add_tags": "add tags in the CRM",
    "crm.remove_tags": "remove tags in the CRM",
    "crm.create_task": "create tasks in the CRM",
    "crm.create_deal": "create deals in the CRM",
    "crm.move_stage": "move deals to other stages",
    "crm.log_activity": "log activities in the CRM",
    "esign.send": "send documents for signature",
    "esign.status": "look whether documents are signed",
    "calendar.create_event": "book meetings",
    "calendar.update_event": "change meetings",
    "zoom.create_meeting": "set up Zoom meetings",
    "zoom.get_recording": "get Zoom recordings",
    "zoom.get_transcript": "get Zoom transcripts",
    "ai.write": "let AI write",
    "ai.extract": "let AI pick things out of texts",
    "ai.classify": "let AI sort texts",
    "ai.summarize": "let AI summarise",
    "sheets.read_rows": "read sheets",
    "sheets.append_row": "add rows to sheets",
    "sheets.update_cells": "change sheets",
    "sheets.create_sheet": "create sheets",
    "drive.search": "search Drive",
    "drive.create_folder": "create folders in Drive",
    "drive.upload_file": "save files in Drive",
    "drive.share": "share files in Drive",
    "docs.create_from_template": "create documents from templates",
    "slides.create_from_template": "create slides from templates",
    "github.create_issue": "open GitHub issues",
    "github.comment": "comment on GitHub",
    "jira.create_issue": "open Jira issues",
    "jira.update_issue": "change Jira issues",
    "zendesk.create_ticket": "open Zendesk tickets",
    "zendesk.search": "search Zendesk",
    "notion.create_page": "put pages in Notion",
    "notion.search": "search Notion",
    "http.request": "call other web services",
    "apollo.enrich": "look up people in Apollo",
    "hubspot.upsert": "write contacts to HubSpot",
    "salesforce.upsert": "write contacts to Salesforce",
}
"""What a listed tool may do, for the best-known ones."""

COMPARISONS = {
    "==": ("is", "is not"),
    "!=": ("is not", "is"),
    "<": ("is less than", "is at least"),
    "<=": ("is at most", "is more than"),
    ">": ("is more than", "is at most"),
    ">=": ("is at least", "is less than"),
    "contains": ("contains", "does not contain"),
    "starts with": ("starts with", "does not start with"),
    "ends with": ("ends with", "does not end with"),
    "matches": ("matches the pattern", "does not match the pattern"),
    "in": ("is one of", "is none of"),
}
"""A comparison in words, and its opposite."""

DATES = {
    "<": ("is before", "is not before"),
    "<=": ("is on or before", "is after"),
    ">": ("is after", "is not after"),
    ">=": ("is on or after", "is before"),
}
"""The same for dates and times."""

OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}

SIZES = {"<": "fewer than", "<=": "at most", ">": "more than", ">=": "at least", "==": "", "!=": "not"}
"""Before a count: "has more than 50 employees"."""

AGES = {"<": "more than", "<=": "at least", ">": "less than", ">=": "at most", "==": "", "!=": "not"}
"""Before "5 days ago": what is smaller lies further back."""

SINCE = {
    "daysSinceActivity": "lastActivity",
    "daysSinceContacted": "lastContact",
    "daysSinceReply": "lastReply",
    "daysSinceSurvey": "lastSurvey",
    "daysSinceCreated": "creation",
    "daysSinceClosed": "closing",
}
"""Fields that count days, and what they count from: "whose last activity was at least 5 days ago"."""

HAD = frozenset({"openTickets", "openDeals"})
"""Fields of which a record has so many: "has at least 3 open tickets"."""

AHEAD = {"daysToRenewal": "renewal"}
"""Fields that count the days until something: "whose renewal is less than 60 days away"."""

LONG_AGO = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least", "==": "exactly", "!=": "not"}

COUNTED = frozenset({"employees", "seats", "users", "licenses"})
"""Fields that say how many there are of something: "has 50 employees", not "whose employees is 50"."""

ARITHMETIC = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}

CHANGES = {
    "+": "Add {1} to {0}",
    "-": "Take {1} off {0}",
    "*": "Multiply {0} by {1}",
    "/": "Divide {0} by {1}",
}
"""What is done to a number that is set anew from itself."""

FUNCTIONS = {
    ("lower", 1): "{0} in small letters",
    ("upper", 1): "{0} in capitals",
    ("trim", 1): "{0} without the spaces around it",
    ("title_case", 1): "{0} with capitals",
    ("words", 1): "the words of {0}",
    ("length", 1): "the length of {0}",
    ("split", 2): "the parts of {0} between {1}",
    ("replace", 3): "{0} with {2} in place of {1}",
    ("clip", 2): "the first {1} characters of {0}",
    ("slug", 1): "{0} as in a web address",
    ("email_domain", 1): "the domain of {0}",
    ("text", 1): "{0} as a text",
    ("number", 1): "{0} as a number",
    ("first", 1): "the first of {0}",
    ("last", 1): "the last of {0}",
    ("count", 1): "the number of {0}",
    ("sum", 1): "the sum of {0}",
    ("average", 1): "the average of {0}",
    ("min", 1): "the smallest of {0}",
    ("max", 1): "the largest of {0}",
    ("join", 1): "{0}",
    ("join", 2): "{0}, joined by {1}",
    ("unique", 1): "{0}, each once",
    ("reverse", 1): "{0}, backwards",
    ("flatten", 1): "everything in {0}",
    ("contains_any", 2): "whether {0} contains any of {1}",
    ("without", 2): "{0} without {1}",
    ("default", 2): "{0}, else {1}",
    ("round", 1): "{0}, rounded",
    ("round", 2): "{0}, rounded to {1} digits",
    ("floor", 1): "{0}, rounded down",
    ("ceil", 1): "{0}, rounded up",
    ("abs", 1): "{0} without its minus sign",
    ("percent_of", 2): "{0} as a percentage of {1}",
    ("format", 1): "{0}, written out",
    ("format", 2): "{0} as {1}",
    ("date", 1): "the day of {0}",
    ("time", 1): "the time of {0}",
    ("datetime", 1): "the beginning of {0}",
    ("datetime", 2): "{0} at {1}",
    ("year", 1): "the year of {0}",
    ("month", 1): "the month of {0}",
    ("day", 1): "the day of the month of {0}",
    ("weekday", 1): "the weekday of {0}",
    ("is_weekend", 1): "whether {0} falls on a weekend",
    ("hour", 1): "the hour of {0}",
    ("minute", 1): "the minute of {0}",
    ("days_between", 2): "the days from {0} to {1}",
    ("start_of_week", 1): "the Monday of the week of {0}",
    ("end_of_week", 1): "the Sunday of the week of {0}",
    ("start_of_month", 1): "the first day of the month of {0}",
    ("end_of_month", 1): "the last day of the month of {0}",
    ("start_of_quarter", 1): "the first day of the quarter of {0}",
    ("end_of_quarter", 1): "the last day of the quarter of {0}",
    ("start_of_year", 1): "the first day of the year of {0}",
    ("end_of_year", 1): "the last day of the year of {0}",
}
"""Each function in words, by the number of its arguments."""

ASKING = {
    "contains_any": ("{0} contains any of {1}", "{0} contains none of {1}"),
    "is_weekend": ("{0} falls on a weekend", "{0} does not fall on a weekend"),
}
"""Functions that answer yes or no, and the opposite."""

ALIKE = frozenset({"unique", "reverse", "without"})
"""Functions whose lists hold what the given list holds."""

OWNERS = {"theirs": "their", "ours": "our"}
"""Names of lists that say whose they are: `@theirs` of contacts is "their contacts"."""

ROLES = frozenset({"customerSuccess", "support", "sales", "marketing", "finance", "legal", "operations"})
"""Roles that are teams, and go without "the"."""

BUILT_IN = {
    "me": "you", "now": "now", "today": "today", "run": "this run", "workspace": "the workspace", "it": "it",
    "trigger": "what started this", "memory": "its memory", "error": "the problem", "event": "it",
}  # fmt: skip

PEOPLE = frozenset({
    "contact", "lead", "person", "prospect", "customer", "client", "visitor", "attendee", "user", "colleague",
    "applicant", "candidate", "subscriber", "champion", "owner", "rep", "guest", "recipient", "partner",
})  # fmt: skip
"""Names of records that are people, so that "they" and "nobody" are right."""

UNCOUNTED = frozenset({"news", "email", "mail", "research", "work", "data", "information", "advice", "status"})

COMPOUNDS = frozenset({"health", "usage", "nps"})
"""Records that stand before their fields as they are: "the usage summary"."""

QUESTIONS = frozenset({"who", "why", "what", "when", "where", "how", "whom"})
"""Names that go without "the"."""

PLURALS = {"is ": "are ", "was ": "were ", "has ": "have ", "does ": "do ", "contains ": "contain ",
           "starts ": "start ", "ends ": "end ", "matches ": "match "}  # fmt: skip
"""How the words after a subject begin when it is several."""

NAMED = {"from": "start", "until": "end", "to": "end"}
"""Names that say less than they should."""

IRREGULAR = {"person": "people"}

PAST = {
    "is": "was", "are": "were", "has": "had", "moves": "moved", "answers": "answered", "comes": "came",
    "drops": "dropped", "ends": "ended", "leaves": "left", "reaches": "reached", "goes": "went", "fails": "failed",
    "submits": "submitted", "changes": "changed", "starts": "started",
}  # fmt: skip
"""The verbs of events as they are said of what began a run."""

BEGAN = {
    "manual": "you started it",
    "schedule": "it was time",
    "call": "another flow or program called it",
    "webhook": "another program sent {0}",
    "form": "somebody filled in the form {0}",
    "chat": "somebody wrote in the chat {0}",
}
"""Why a run began, for what is no event."""

EVENTS = {
    "email.replied": "a reply by email",
    "email.received": "an email",
    "linkedin.replied": "a reply on LinkedIn",
    "form.submitted": "a filled-in form",
    "meeting.booked": "a booked meeting",
}
"""Events as things one can wait for."""

PARTICIPLES = {
    "created": "is created",
    "updated": "is changed",
    "replied": "is answered",
    "received": "comes in",
    "deleted": "is deleted",
    "submitted": "is filled in",
    "completed": "is completed",
    "signed": "is signed",
    "booked": "is booked",
    "changed": "changes",
    "won": "is won",
    "lost": "is lost",
    "paid": "is paid",
    "failed": "fails",
    "ended": "ends",
    "started": "starts",
}

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

PERIODS = {"run": "in one run", "hour": "an hour", "day": "a day", "week": "a week", "month": "a month"}
