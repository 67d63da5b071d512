"""What stands in a letter of which only the kind was named: a suggestion that nobody has to be ashamed of."""

import re

from sayso.dsl.catalog import Catalog

LETTERS: tuple[tuple[str, str], ...] = (
    (r"check-?in", "I just wanted to check in. How are things going, and is there anything you need from us?"),
    (
        r"follow-?up|reminder|nudge|bump",
        "I wanted to follow up. Is there anything you would like to know, or shall we talk?",
    ),
    (r"in review|recap", "Here is how things stand with you."),
    (r"update", "It has been a while. Has anything changed on your side? If you like, I tell you what is new with us."),
    (r"welcome", "Welcome! We are glad that you are here. If you need anything, answer this email."),
    (r"thank(?:-| )?you|thanks", "Thank you. If there is anything we can do for you, answer this email."),
    (r"introduction|intro", "May I introduce us? If it is of interest to you, I would be glad to talk."),
)
"""Letters by a word of what they are called."""
SUBJECTS = {
    "renewal.approaching": "Your upcoming renewal",
    "customer.inactive": "Can we help?",
    "usage.dropped": "Can we help?",
    "health_score.dropped": "Can we help?",
    "nps.submitted": "Your feedback",
    "form.submitted": "Your message",
    "meeting.ended": "Our meeting",
    "ticket.escalated": "Your request",
}
"""What a letter is called of which nothing was said, by what begins the flow."""
MOST_WORDS = 3
"""A name of more words says itself what stands in it."""

FIGURES = (("Adoption", "adoptionPercent"), ("Open tickets", "openTickets"))
"""What a customer may be told of their own figures."""
_FIGURES = re.compile(r"(?<!\S)(?:metrics|figures|numbers|statistics|performance|usage)(?!\S)")
_BLANKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[(?:client|customer|contact|first ?name|name)\]", re.IGNORECASE), "@contact.firstName"),
    (re.compile(r"\[company(?: name)?\]", re.IGNORECASE), "@company.name"),
)
"""Blanks that people leave in a text, and what belongs there."""
_GREETING = re.compile(r"(?:hi|hello|hey|dear) [^,]{1,40}, (?=\S)", re.IGNORECASE)
_ASKS_FOR = re.compile(
    r"(?:ask(?:ing)? (?:them |him |her )?)?for (?P<what>(?:an?|your|some|their) .+|feedback.*|advice.*)", re.IGNORECASE
)
"""What somebody is asked for."""
_ASKS_WHETHER = re.compile(r"(?:if|whether) (?:they|he|she) (?P<what>(?:have|need|want|like) .+)", re.IGNORECASE)
"""What somebody is asked, with yes or no."""
_WRITTEN = re.compile(r"(?<!\S)(?:ai|ai-\w+|write|writes|compose)(?!\S)")


def by_ai(norm: str, catalog: Catalog) -> bool:
    """Whether AI writes it: where that is asked for, and where AI is connected also what is "personalised"."""
    connected = catalog.policy.connected
    return "ai.write" in catalog.tools and (connected is None or "ai" in connected or bool(_WRITTEN.search(norm)))


def filled(text: str) -> str:
    """A text with data in its blanks: "Hi [client], week in review"."""
    for blank, data in _BLANKS:
        text = blank.sub(data, text)
    return text


def figures(norm: str, company: str | None) -> str:
    """The customer's own figures, a line each, where a letter is to have them; what is not known says so."""
    if company is None or not _FIGURES.search(norm):
        return ""
    rows = [f'{words}: {{format({company}.{name}) or "not known"}}' for words, name in FIGURES]
    return "\n\n" + "\n".join(rows)


def letter(subject: str, about: str = "") -> str:
    """The words below the greeting: what it is about, if that was said."""
    subject = _GREETING.sub("", subject)
    subject = subject[:1].upper() + subject[1:]
    if not about and len(subject.split()) <= MOST_WORDS:
        for pattern, words in LETTERS:
            if re.search(rf"\b(?:{pattern})\b", subject, re.IGNORECASE):
                return words
    question = _ASKS_WHETHER.search(about or subject)
    if question:
        return f"Do you {question['what'].rstrip('.?!')}?"
    asked = _ASKS_FOR.match(about or subject)
    if asked:
        return f"May I ask you for {asked['what'].rstrip('.?!')}?"
    words = about or subject
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
