"""What goes on or is just over, told the way the tables know it: "deals moving to" is "deals moves to"."""

import msgspec

from sayso.copilot.hearing.lexicon_tenses import GOING, LOOKS_BACK, OVER, SUBJECTS
from sayso.copilot.hearing.words import Word

_JUST = frozenset(("just", "now", "finally", "recently", "suddenly"))


def told_plainly(words: list[Word]) -> list[Word]:
    """The words, verbs of what happens put as what somebody does."""
    return _over(_going(words))


def _going(words: list[Word]) -> list[Word]:
    """ "Deals moving to Negotiation": who does it stands in front, and no other verb."""
    found: list[Word] = []
    for word in words:
        before = found[-1].norm if found else ""
        told = GOING.get(word.norm) if before in SUBJECTS else None
        found.append(msgspec.structs.replace(word, norm=told) if told else word)
    return found


def _over(words: list[Word]) -> list[Word]:
    """ "A customer has just written back": what is over is told without "has"."""
    found: list[Word] = []
    place = 0
    while place < len(words):
        verb = place + 1
        while verb < len(words) and words[verb].norm in _JUST:
            verb += 1
        told = OVER.get(words[verb].norm) if words[place].norm in ("has", "have") and verb < len(words) else None
        after = words[verb + 1].norm if verb + 1 < len(words) else ""
        if told is None or not found or found[-1].norm not in SUBJECTS or after in LOOKS_BACK or after[:1].isdigit():
            found.append(words[place])
            place += 1
            continue
        found.append(msgspec.structs.replace(words[verb], norm=told))
        place = verb + 1
    return found
