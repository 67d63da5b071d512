"""A request cut into clauses, each of which changes one thing."""

import re

from sayso.copilot.hearing.spelling import mended
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.tools import words_known
from sayso.copilot.hearing.vocabulary import WORDS
from sayso.copilot.hearing.words import Word, words_of
from sayso.dsl.catalog import Catalog

_HARD = frozenset(".;!?¶•")
_JOINS = re.compile(r"(?:, )?(?:and|but|plus)(?: (?:also|then|please))*(?!\S)|, (?:also|then)(?!\S)|also(?!\S)")
_OPEN = re.compile(
    r"(?:add : |also |and |then |please )*(?:if|when|unless|otherwise|else|once|in case|after|before)(?!\S)"
)
CUES = re.compile(
    r"(?:do not|no|never|use|change|set|make|add|remove|drop|delete|wait|send|email|mail|assign|move|tag|notify|post|"
    r"put|call|rename|run|start|skip|leave|get|switch|turn|limit|take|only|at most|every|create|hand|let|ask|stop|cut|"
    r"tell|log|grumble|\w+ the|\w+ it|\w+ them|before|after|give|keep|allow)(?!\S)"
)
_POLITE = re.compile(
    r"(?:(?:,|please|also|and|but|then|ok|okay|yes|no wait|great|perfect|thanks|thank you|actually|hi|"
    r"hey|can you|could you|"
    r"would you|i want you to|i would like you to|just|now|sounds good|good|done|fine|looks good|"
    r"that is|right|sure) ?)+(?!\S)"
)
_TAIL = re.compile(r"(?: ,)?(?: (?:please|thanks|thank you|too|as well|now|ok))+$")


class Piece:
    """A clause: its words without politeness, and all the places it covers."""

    def __init__(self, line: Line) -> None:
        self.places = tuple(line.places())
        self.whole = line
        head = _POLITE.match(line.norm)
        if head and head.end() < len(line.norm):
            kept = line.norm[: head.end()].rstrip()
            line = line.cut(len(kept.split(" ")), len(line))
        tail = _TAIL.search(line.norm)
        if tail and tail.start():
            line = line.cut(0, len(line.norm[: tail.start()].split(" ")))
        self.line = line
        self.norm = line.norm


def pieces(request: str, catalog: Catalog) -> tuple[list[Word], list[Piece]]:
    """The words of a request, and its clauses in order."""
    words = mended(words_of(request), WORDS | words_known(catalog))
    found: list[Piece] = []
    start = 0
    for place, word in enumerate([*words, Word(".", "", 0, 0, "mark")]):
        if word.norm in _HARD and word.kind == "mark":
            if place > start:
                found.extend(_clauses(Line(words[start:place], start)))
            start = place + 1
    return words, [piece for piece in found if piece.norm and not _POLITE.fullmatch(piece.norm)]


def _clauses(sentence: Line) -> list[Piece]:
    """The clauses of one sentence; one that begins with a condition stays whole."""
    if _OPEN.match(sentence.norm):
        return [Piece(sentence)]
    cuts = [0]
    for match in _JOINS.finditer(sentence.norm):
        rest = sentence.norm[match.end() :].lstrip()
        before = sentence.norm[: match.start()].rstrip()
        if before and not before.endswith(" between") and " between " not in f" {before[-14:]} " and CUES.match(rest):
            place = sentence.at(match.start())
            if place > cuts[-1]:
                cuts.append(place)
    ends = [*cuts[1:], len(sentence)]
    return [Piece(sentence.cut(first, last)) for first, last in zip(cuts, ends, strict=True)]


__all__ = ["Piece", "pieces"]
