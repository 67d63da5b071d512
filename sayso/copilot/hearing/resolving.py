"""Which record and which field is meant where a way of saying it leaves that open."""

import re

import msgspec

from sayso.copilot.hearing.lexicon_events import SUBJECTS
from sayso.copilot.hearing.lexicon_fields import FIELDS
from sayso.copilot.hearing.lexicon_kinds import IDLE, THINGS


class Scope(msgspec.Struct, frozen=True):
    """What conditions may speak of: the record in focus, the event that began it all, and the classes an answer was
    sorted into. `request` is the whole text, for values as they were typed."""

    subject: str = "contact"
    event: str = ""
    labels: tuple[str, ...] = ()
    request: str = ""
    stages: tuple[str, ...] = ()
    measured: tuple[str, str] = ("", "")


def _of_another(match: re.Match[str], scope: Scope) -> bool:
    """Whether "it contains …" is said where no survey is spoken of."""
    elsewhere = bool(scope.event) and not scope.event.startswith("nps")
    return elsewhere and re.search(r"comment|remark", match[0]) is None


def _idle(subject: str, event: str) -> tuple[str, str]:
    begun = "deal" if event.startswith("deal") else "company" if event else "contact"
    owner = subject if subject in IDLE else begun
    return owner, IDLE[owner]


def resolved(record: str, name: str, match: re.Match[str], scope: Scope) -> tuple[str, str]:
    """The record and field meant where a rule leaves them open; "" where it does not fit here."""
    subject = "company" if scope.subject == "customer" else scope.subject
    if (record, name) == ("nps", "comment") and _of_another(match, scope):
        return "", ""
    if name == "thing":
        groups = match.groupdict()
        word = (groups.get("thing") or groups.get("thing2") or groups.get("thing3") or "").split()[0]
        owner = subject if subject in ("deal", "company", "contact") else "contact"
        if word in ("phone", "mobile", "email", "linkedin", "title", "job"):
            owner = "contact"
        return owner, THINGS.get(word, word)
    if name == "it":
        return ("contract", "milestone") if scope.event == "contract.milestone" else ("", "")
    if name == "mood":
        return ("email", "sentiment") if scope.event == "email.replied" or scope.subject == "email" else ("", "")
    if name == "noun":
        return _named_field(match["noun"], scope, match)
    if name == "idle":
        return _idle(subject, scope.event)
    if name == "silent":
        return ("contact", "daysSinceReply") if subject == "contact" else resolved("*", "idle", match, scope)
    if name == "age":
        return "contact", "hoursSinceCreated" if "hour" in match[0] else "daysSinceCreated"
    if name == "contacted":
        told = subject == "company" or (subject != "contact" and SUBJECTS.get(scope.event) == "company")
        return ("company" if told else "contact"), "daysSinceContacted"
    met = scope.event == "meeting.ended" or subject == "meeting"
    if (record, name) == ("contact", "title") and met and "job" not in match[0]:
        return "meeting", name
    if record != "*":
        return record, name
    return _starred(name, subject, scope, match)


def _named_field(noun: str, scope: Scope, match: re.Match[str]) -> tuple[str, str]:
    """The field that a word names; ("", "") where nothing of that name is spoken of."""
    named = next((field for words, field in FIELDS if re.fullmatch(words, noun)), ".")
    record, _, name = named.partition(".")
    if record in ("row", "ticket", "nps", "form", "meeting", "deal") and not _spoken_of(record, name, scope):
        return "", ""
    return resolved(record, name, match, scope)


def _spoken_of(record: str, name: str, scope: Scope) -> bool:
    """Whether a field of such a record can be meant here."""
    if record == "deal" and name in ("nextStep", "lostReason", "stage", "previousStage"):
        return True
    begun = scope.event.partition(".")[0]
    return record in (scope.subject, begun) or (record == "ticket" and name == "priority")


def _starred(name: str, subject: str, scope: Scope, match: re.Match[str]) -> tuple[str, str]:
    """Fields that several records have; ("", "") where none of them is meant."""
    event, webhook = scope.event, scope.event == "webhook"
    among: dict[str, tuple[tuple[str, ...], str, str]] = {
        "status": (("deal", "company", "contact", "row", "ticket", "issue"), "contact", "status"),
        "country": (("contact", "company", "form", "deal"), "contact", "country"),
        "source": (("contact", "company", "form", "deal"), "contact", "source"),
        "city": (("contact", "company", "form", "deal"), "contact", "city"),
        "owner": (("deal", "company", "contact"), "contact", "owner"),
        "tags": (("deal", "company", "contact"), "contact", "tags"),
        "plan": (("form",), "company", "plan"),
        "ago": (("deal",), "", "daysSinceClosed"),
        "spent": (("deal",), "", "daysInStage"),
        "state": (("issue", "ticket", "row"), "", "status"),
    }
    if webhook and name in ("status", "type", "value", "amount"):
        return "payload", "amount" if name == "value" else name
    if name == "tags" and subject == "issue":
        return "issue", "label"
    if name in among:
        records, other, field = among[name]
        return (subject if subject in records else other), field
    return _measured(name, subject, event, re.search(r"\d hours?(?!\S)", match[0]) is not None)


def _measured(name: str, subject: str, event: str, in_hours: bool) -> tuple[str, str]:
    """Scores, seats, amounts and moods by what is spoken of."""
    match name:
        case "score" if event.startswith("nps"):
            return "nps", "score"
        case "score":
            return ("health" if event.startswith("health") or subject == "company" else "contact"), "score"
        case "seats":
            return (
                "usage" if event.startswith("usage") or subject not in ("company", "contact") else "company"
            ), "seats"
        case "value" | "amount":
            return ("row", "amount") if subject == "row" else ("deal", "value")
        case "sentiment":
            return ("email" if event == "email.replied" or subject == "email" else "meeting"), "sentiment"
        case "lasting":
            return ("meeting", "durationMinutes") if subject == "meeting" or event.startswith("meeting") else ("", "")
        case "old":
            age = "hoursSinceCreated" if in_hours else "daysSinceCreated"
            return {"deal": ("deal", "daysInStage"), "contact": ("contact", age)}.get(subject, ("issue", "ageDays"))
        case "open":
            return ("ticket" if event.startswith("ticket") else subject), "status"
        case "type":
            return "company", "kind"
        case _:
            return subject, name
