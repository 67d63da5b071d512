"""What lists and results are called in a flow, by what they hold."""

LISTS = {
    "contact": "contacts",
    "deal": "deals",
    "company": "companies",
    "row": "rows",
    "issue": "issues",
    "meeting": "meetings",
    "profile": "people",
    "article": "news",
    "email": "mails",
    "ticket": "tickets",
    "document": "files",
    "message": "messages",
    "slot": "slots",
    "channel": "channels",
}
TITLES = {
    "contact": "fullName",
    "deal": "name",
    "company": "name",
    "row": "name",
    "issue": "title",
    "meeting": "title",
    "profile": "fullName",
    "article": "title",
    "email": "subject",
    "ticket": "subject",
    "document": "name",
}
KEPT = {
    "usage": "usage",
    "health": "trend",
    "envelope": "envelope",
    "document": "document",
    "contact": "contact",
    "deal": "deal",
    "meeting": "booked",
    "approval": "approval",
    "sheet": "sheet",
    "ticket": "opened",
    "issue": "filed",
    "page": "page",
    "response": "response",
}
TEXTS = {
    "ai.summarize": "summary",
    "ai.write": "text",
    "ai.classify": "class",
    "zoom.get_transcript": "transcript",
    "zoom.get_recording": "recording",
    "ai.extract": "items",
    "health.get_score": "score",
    "esign.status": "esign",
    "twilio.call": "call",
    "linkedin.check_accepted": "accepted",
}
NAMES = {"class": "kind", "esign": "status"}
