"""The words of the readback: for fields, operators, functions, services, events."""

WORDS = {
    "id": "id", "url": "web address", "linkedinurl": "LinkedIn page", "linkedinUrl": "LinkedIn page",
    "linkedin": "LinkedIn", "crm": "CRM", "sms": "text message", "ai": "AI", "api": "API", "nps": "NPS",
    "from": "sender", "csat": "CSAT", "utm": "UTM", "pdf": "PDF", "arr": "ARR", "mrr": "MRR", "ceo": "CEO",
    "optedOut": "opted out", "custom": "own",
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
    "gmail.draft": "save draft emails in Gmail",
    "linkedin.invite": "send LinkedIn invitations",
    "linkedin.message": "send LinkedIn messages",
    "slack.send_message": "write in Slack",
    "teams.send_message": "write in Teams",
    "twilio.send_sms": "send text messages through Twilio",
    "twilio.call": "call people through Twilio",
    "web.search": "search the web",
    "people.notify": "notify people",
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
