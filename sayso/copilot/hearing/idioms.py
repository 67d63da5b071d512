"""Turns of speech put the way the tables know them: "drop them a line" is "email them", "half an hour" "30 minutes".

A row replaces words by words; what a group holds stays as it was typed, so that every letter keeps its place.
"""

import re
from functools import cache

from sayso.copilot.hearing.lexicon_asides import ASIDES
from sayso.copilot.hearing.lexicon_corrections import CORRECTIONS
from sayso.copilot.hearing.lexicon_handling import HANDLING
from sayso.copilot.hearing.lexicon_idioms import IDIOMS
from sayso.copilot.hearing.lexicon_itself import ITSELF
from sayso.copilot.hearing.lexicon_phrasal import PHRASAL
from sayso.copilot.hearing.lexicon_requests import REQUESTS
from sayso.copilot.hearing.lexicon_starts import STARTS
from sayso.copilot.hearing.lexicon_wishes import WISHES
from sayso.copilot.hearing.tenses import told_plainly
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.words import Word

_HELD = re.compile(r"\{(\w+)\}")


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<!\S)(?:{pattern})(?:(?<= )|(?!\S))"), said)
        for pattern, said in (*CORRECTIONS, *ITSELF, *HANDLING, *PHRASAL, *WISHES, *STARTS, *REQUESTS, *IDIOMS, *ASIDES)
    )


def plainly(words: list[Word]) -> list[Word]:
    """The words with every known turn of speech put plainly, one row of the table after the other."""
    words = told_plainly(words)
    for pattern, said in _compiled():
        words = _put(words, pattern, said)
    return words


def _put(words: list[Word], pattern: re.Pattern[str], said: str) -> list[Word]:
    """The words with one turn of speech replaced wherever it stands."""
    line = Line(words)
    found: list[Word] = []
    place = 0
    for match in pattern.finditer(line.norm):
        first, last = line.within(*match.span())
        if first < place:
            continue
        found.extend((*words[place:first], *_replaced(line, match, said, words[first])))
        place = last
    return [*found, *words[place:]] if place else words


def _replaced(line: Line, match: re.Match[str], said: str, first: Word) -> list[Word]:
    """The words one match becomes; those that are new stand where the turn of speech stood."""
    found: list[Word] = []
    at = first
    for part in said.split():
        held = _HELD.fullmatch(part)
        kept = line.of(match, held[1]).words if held is not None else (_new(part, at, not found),)
        found.extend(kept)
        at = kept[-1] if kept else at
    return found


def _new(norm: str, at: Word, opens: bool) -> Word:
    """A word that nobody typed, with the place of what it stands for."""
    if norm in (".", ","):
        return Word(norm, at.raw, at.start, at.end, "mark")
    number = norm.isdigit()
    raw = at.raw if opens and not number and at.kind != "quote" else norm
    return Word(norm, raw, at.start, at.end, "number" if number else "word", norm if number else "")
