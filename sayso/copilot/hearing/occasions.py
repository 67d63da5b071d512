"""What an occasion says by itself: which of its conditions are no news, and whether it is one record's or a list's."""

import re

from sayso.copilot.hearing.meaning import Condition, Test
from sayso.copilot.hearing.text import Line

_AT_A_TIME = frozenset(
    ("contact.created", "deal.stage_changed", "form.submitted", "email.replied", "meeting.ended", "ticket.escalated",
     "nps.submitted", "champion.left", "contract.milestone")
)  # fmt: skip
"""What happens to one record at a time, so that "for every" of it is whenever it happens."""
_LOOKED_BACK = re.compile(
    r"(?:last|past|since|in the|this) (?:\S+ )?(?:\d|days?|weeks?|months?|quarter|year)|(?:days?|weeks?|months?|"
    r"years?) ago"
)


_ANSWERS = re.compile(r"for (?:every|each|any) (?:\w+ )?(?:nps|survey|scores?|responses?|ratings?|answers?)(?!\S)")


_BEHIND_US = re.compile(
    r"(?<!\S)(?:(?:won|lost|closed|created|added|joined|signed up|came in|arrived)(?: with us| up)? (?:(?:in |"
    r"within |over |during |since )?"
    r"(?:the )?(?:last|past|this) (?:\S+ )?(?:days?|weeks?|months?|quarters?|years?)|yesterday|today|"
    r"(?:more than |over |about |at least )?\S+ (?:days?|weeks?|months?|years?) ago)|(?:last|past|this) "
    r"(?:weeks?|months?|quarters?|years?)(?: 's|'s|') (?:won|lost|closed|new))(?!\S)"
)
"""A time that lies behind us: what happened then is looked for, rather than waited for."""

DOES = re.compile(
    r"(?<!\S)(?:an?|any|some|one of our) (?:[\w-]+ )??(?:customer|client|contact|lead|company|account|prospect) "
    r"(?P<verb>says|tells|opens|asks|calls|visits|buys|orders|pays|cancels|downgrades|upgrades|complains|requests|books|writes|sends|"
    r"starts|signs|uploads|downloads|installs|comments|mentions|posts|refers|returns|creates|adds|invites) "
)
"""What somebody does, which no list shows."""
TAGS = re.compile(
    r"(?:when|whenever|once|as soon as) (?:i|we|somebody|someone|a colleague|anyone|anybody) (?:adds?|puts?|"
    r"sets?|gives?|removes?) "
    r"(?:the |a )?(?:tags?|labels?)(?!\S)"
)
"""A tag that is put on somebody, which nothing tells of."""

LEAVES = re.compile(
    r"(?:when|whenever|once|as soon as) (?:someone|somebody|anybody|anyone|an? (?:contact|lead|customer|client|"
    r"prospect|person)) "
    r"(?:unsubscribes|opts out|bounces)(?!\S)|"
    r"(?:if|when|whenever) (?:an?|any|some|somebody's|someone's) (?:incoming |new )?(?:e-?mail|mail) "
    r"(?:mentions|says|contains|"
    r"talks about|is about|asks)(?!\S)"
)
"""Somebody wants no more mail, or an email says something, which nothing tells of."""

IS_MADE = re.compile(
    r"(?<!\S)deals? (?:(?!that|which|who)\S+ ){0,5}?(?:is|are|gets?|has been|was) (?:created|"
    r"added|opened|entered|made)(?!\S)"
)
"""A deal is new, which nothing tells of."""


def looks_back(norm: str) -> bool:
    """Whether the words speak of what happened in a time that lies behind us."""
    return _BEHIND_US.search(norm) is not None


def one_by_one(body: Line, event: str) -> bool:
    """Whether "for every lost deal" is about each as it is lost, not about a list of them."""
    if event == "contact.created":
        return not looks_back(body.norm)
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
