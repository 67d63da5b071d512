"""The words of the readback: for fields, operators, functions, services, events."""

WORDS = {
    "id": "id", "url": "web address", "linkedinurl": "LinkedIn page", "linkedinUrl": "LinkedIn page",
    "linkedin": "LinkedIn", "crm": "CRM", "sms": "text message", "ai": "AI", "api": "API", "nps": "NPS",
    "from": "sender", "csat": "CSAT", "utm": "UTM", "pdf": "PDF", "arr": "ARR", "mrr": "MRR", "ceo": "CEO",
    "optedOut": "opted out", "startsAt": "start", "endsAt": "end", "createdAt": "creation date",
    "updatedAt": "last change", "custom": "own",
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
    "matches": ("matches", "does not match"),
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

COUNTED = frozenset({"employees"})
"""Fields that say how many there are of something: "has 50 employees", not "whose employees is 50"."""

ARITHMETIC = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}

FUNCTIONS = {
    "count": "the number of {0}",
    "sum": "the sum of {0}",
    "average": "the average of {0}",
    "min": "the smallest of {0}",
    "max": "the largest of {0}",
    "first": "the first of {0}",
    "last": "the last of {0}",
    "lower": "{0} in small letters",
    "upper": "{0} in capitals",
    "join": "{0} in one text",
    "split": "the parts of {0}",
    "round": "{0}, rounded",
    "format": "{0}",
    "days_between": "the days from {0} to {1}",
    "default": "{0} or {1}",
    "unique": "{0}, each once",
    "trim": "{0}",
    "length": "the length of {0}",
}

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
