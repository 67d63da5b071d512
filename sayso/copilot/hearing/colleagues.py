"""Letters to somebody of ours: one with everything that was found, not one for each of them."""

import re

from sayso.copilot.hearing.lexicon_people import COLLEAGUES
from sayso.copilot.hearing.text import Line
from sayso.dsl.catalog import Catalog

_TO_COLLEAGUE = re.compile(
    rf"(?:please |and |then |also )*(?:e-?mail|mail|send|forward|share)(?: over)? (?:me|us|(?:my|our|the) (?:\w+ )?"
    rf"(?:{COLLEAGUES})|(?P<name>[a-z]+)) (?P<what>(?:the|an?|all|every|any|our|my|those|which|what)(?!\S))"
)
_PER_ONE = re.compile(r"(?<!\S)(?:for|per|about|on) (?:each|every)(?!\S)|(?<!\S)(?:one|an? e-?mail) (?:each|per)(?!\S)")


def phones_known(catalog: Catalog) -> bool:
    """Whether the number of anybody who works here is known, so that colleagues can be phoned."""
    return any(person.phone for person in catalog.people)


def told_of(line: Line) -> int:
    """Where in such a letter's words begins what it tells of; 0 in all other words."""
    match = _TO_COLLEAGUE.match(line.norm) if as_one_letter(line) else None
    return line.at(match.start("what")) if match else 0


def as_one_letter(line: Line) -> bool:
    """ "Email Alex the deals in Negotiation", "mail the sales team all new contacts": who gets it is one of ours, and
    what stands behind is what it tells of."""
    match = _TO_COLLEAGUE.match(line.norm)
    if match is None or _PER_ONE.search(line.norm):
        return False
    return match["name"] is None or line.of(match, "name").words[0].raw[:1].isupper()
