"""Small made-up values that examples are built from: the same call always gives the same one."""

import hashlib
from datetime import timedelta

from sayso.connectors.shape import Call

MOODS = ("positive", "negative", "unsure")


def name_of(record: object, otherwise: str = "somebody") -> str:
    """How a record, an address or a text is called in a sentence."""
    if isinstance(record, dict):
        known = (record.get(field) for field in ("fullName", "name", "title", "email", "id"))
        return next((str(value) for value in known if value), otherwise)
    return str(record) if record else otherwise


def address_of(target: object) -> str | None:
    """The email address of a record, or the address itself."""
    found = target.get("email") if isinstance(target, dict) else target
    return str(found) if found else None


def short_id(call: Call, prefix: str) -> str:
    """An id that belongs to this call alone."""
    return f"{prefix}{hashlib.sha256(f'{call.tool} {call.key}'.encode()).hexdigest()[:8]}"


def pick(call: Call, count: int) -> int:
    """A number below `count` that depends on the arguments, not on chance."""
    words = ",".join(f"{name}={name_of(value, '')}" for name, value in sorted(call.arguments.items()))
    return int(hashlib.sha256(f"{call.tool} {words}".encode()).hexdigest()[:8], 16) % count


def text(call: Call, name: str, otherwise: str = "") -> str:
    """A text argument, or what to say where it was left out."""
    value = call.arguments.get(name)
    return name_of(value, otherwise) if value else otherwise


def meeting(call: Call, number: int, title: str, days: int = 1) -> dict[str, object]:
    """A meeting of half an hour, some days from the step's instant, at a round hour."""
    start = call.at.replace(minute=0, second=0, microsecond=0) + timedelta(days=days, hours=number)
    return {
        "type": "meeting",
        "id": short_id(call, f"m{number}-"),
        "title": title,
        "startsAt": start,
        "endsAt": start + timedelta(minutes=30),
        "durationMinutes": 30,
        "attendees": [call.actor.email, "guest@acme.example"],
        "organizer": call.actor.email,
        "contact": None,
        "customer": None,
        "location": None,
        "url": "https://meet.example/abc",
        "external": True,
        "notes": None,
        "transcript": None,
        "sentiment": None,
        "budgetMentioned": None,
        "competitorMentioned": None,
    }


def email(call: Call, number: int, subject: str, body: str) -> dict[str, object]:
    """A message somebody sent the day before."""
    return {
        "type": "email",
        "id": short_id(call, f"e{number}-"),
        "from": "guest@acme.example",
        "to": [call.actor.email],
        "subject": subject,
        "body": body,
        "snippet": body[:80],
        "receivedAt": call.at - timedelta(days=number),
        "threadId": short_id(call, "t"),
        "contact": None,
        "sentiment": None,
        "intent": None,
    }


def article(number: int, title: str, snippet: str) -> dict[str, object]:
    """A page found in the web."""
    url = f"https://news.example/{number}"
    return {"type": "article", "id": url, "title": title, "snippet": snippet, "url": url, "publishedAt": None}
