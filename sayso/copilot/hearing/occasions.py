"""What an occasion says by itself: which of its conditions are no news, and whether it is one record's or a list's."""

import re

from sayso.copilot.hearing.meaning import Condition, Test
from sayso.copilot.hearing.text import Line

_AT_A_TIME = frozenset(
    ("contact.created", "deal.stage_changed", "form.submitted", "email.replied", "meeting.ended", "ticket.escalated",
     "nps.submitted", "champion.left", "contract.milestone")
)  # fmt: skip
"""What happens to one record at a time, so that "for every" of it is whenever it happens."""
_LOOKED_BACK = re.compile(r"(?:last|past|since|ago|in the|this) (?:\S+ )?(?:\d|days?|weeks?|months?|quarter|year)")


_ANSWERS = re.compile(r"for (?:every|each|any) (?:\w+ )?(?:nps|survey|scores?|responses?|ratings?|answers?)(?!\S)")


def one_by_one(body: Line, event: str) -> bool:
    """Whether "for every lost deal" is about each as it is lost, not about a list of them."""
    if event == "contact.created":
        return True
    if event == "nps.submitted" and not _ANSWERS.match(body.norm):
        return False
    return event in _AT_A_TIME and body.first == 0 and _LOOKED_BACK.search(body.norm) is None


def without_event(condition: Condition | None, event: str) -> Condition | None:
    """The condition without what the event itself says: a reply is a reply."""
    said_by = {
        "email.replied": ("replied",),
        "customer.inactive": ("loggedIn", "status", "replied"),
        "contact.created": ("age",),
        "nps.submitted": ("replied",),
        "form.submitted": ("registered",),
        "champion.left": ("title",),
        "meeting.ended": (),
        "contract.milestone": (),
        "webhook": ("source",),
    }.get(event, ())
    if condition is None:
        return None
    if isinstance(condition, Test):
        if condition.record in ("approval", "answer", "esign", "class", "found", "call"):
            return None
        return (
            None
            if condition.field in said_by or (event == "champion.left" and condition.record == "contact")
            else condition
        )
    parts = [part for part in (without_event(part, event) for part in condition.parts) if part is not None]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else type(condition)(condition.how, tuple(parts))
