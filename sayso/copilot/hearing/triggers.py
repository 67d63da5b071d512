"""What starts a flow: an event, a webhook, a chat; and where that begins and ends in the words."""

import re
from functools import cache
from typing import NamedTuple

from sayso.copilot.hearing.lexicon_events import BEHIND, EVENTS, WHENEVER
from sayso.copilot.hearing.text import Line
from sayso.dsl.catalog import Catalog

_INTRO = re.compile(rf"(?<!\S)(?:{WHENEVER})(?= )")
FREE = re.compile(r"when (?:am|are|is) (?:i|we|you|\S+) (?:free|available)")
_BEHIND = re.compile(rf"(?<!\S)(?:{BEHIND})(?= )")


class Happening(NamedTuple):
    """What happens, from letter to letter of the line; `name` is what a form or a chat command is called."""

    event: str
    start: int
    end: int
    name: str = ""


@cache
def _events() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), event) for pattern, event in EVENTS)


_CHAMPION = re.compile(
    r"^(?:when|whenever|if|once|as soon as|every time) (?:\S+ ){0,2}?champions? (?:leaves|"
    r"left|goes|quits|resigns|moves on|is gone)"
)
"""Somebody leaves, however soon the renewal is."""


def happening(line: Line, catalog: Catalog) -> Happening | None:
    """The first event named in these words, if the catalog knows it."""
    norm = line.norm
    leaves = _CHAMPION.search(norm) is not None
    for pattern, event in _events():
        if leaves and event == "renewal.approaching":
            continue
        match = pattern.search(norm)
        if match and (event in ("webhook", "chat") or event in catalog.events):
            groups = match.groupdict()
            quote = groups.get("q") or groups.get("q2") or groups.get("q3")
            name = next((word.value for word in line.words if word.norm == quote), "") if quote else ""
            if event == "form.submitted":
                name = next((word.value for word in line.words if word.kind == "quote"), "")
            return Happening(event, match.start(), match.end(), name)
    return _declared(norm, catalog)


def _declared(norm: str, catalog: Catalog) -> Happening | None:
    """The same from the words that events bring with them."""
    best: Happening | None = None
    for event in catalog.events.values():
        for phrase in (*event.words, event.sentence):
            place = f" {norm} ".find(f" {phrase.lower()} ")
            if place >= 0 and (best is None or len(phrase) > best.end - best.start):
                best = Happening(event.name, place, place + len(phrase))
    return best


def introduced(norm: str) -> re.Match[str] | None:
    """The word that brings in what starts a flow, at the beginning."""
    return None if FREE.match(norm) else _INTRO.match(norm)


def introduced_behind(norm: str) -> re.Match[str] | None:
    """The same where it stands behind an action."""
    return _BEHIND.match(norm)
