"""Small pieces of English: words out of names, lists with "and", possessives, dates."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sayso.copilot.readback_words import IRREGULAR, MONTHS, ORDINALS, SERVICES, UNCOUNTED, WORDS

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")
_MOMENTS = {"at": "time", "on": "date"}
_SINGULAR = (("ies", "y"), ("sses", "ss"), ("s", ""))


@lru_cache(4096)
def words_of(name: str) -> str:
    """`closeDate` and `close_date` as "close date", `kickOffAt` as "kick off time"; a few have words of their own."""
    if name in WORDS:
        return WORDS[name]
    parts = [_known(part) for part in _HUMP.split(name) if part]
    if len(parts) > 1 and parts[-1] in _MOMENTS and not parts[-2].endswith("ed"):
        parts[-2:] = [parts[-2].removesuffix("s"), _MOMENTS[parts[-1]]]
    return " ".join(parts)


def _known(part: str) -> str:
    return WORDS.get(part.lower()) or part.lower()


def service(connector: str) -> str:
    """`gmail` as "Gmail"."""
    return SERVICES.get(connector) or connector[:1].upper() + connector[1:].replace("_", " ")


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`"""
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def possessive(owner: str) -> str:
    """`the contact's`, `the contacts'`, `your`, `the NPS`"""
    if owner == "you":
        return "your"
    if owner.rpartition(" ")[2].isupper():
        return owner
    return f"{owner}'" if owner.endswith("s") else f"{owner}'s"


def plural(noun: str) -> str:
    """`invitations`; "email" and its like stay as they are."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.split()[-1] in UNCOUNTED or is_plural(noun):
        return noun
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def singular(noun: str) -> str:
    """`contact` of `contacts`; "news" and its like stay as they are."""
    if noun in UNCOUNTED:
        return noun
    return next((noun.removesuffix(end) + put for end, put in _SINGULAR if noun.endswith(end)), noun)


def is_plural(words: str) -> bool:
    """Whether words are of several: "the deals", but not "the status" or "the address"."""
    return len(words) > 3 and words.endswith("s") and not words.endswith(("ss", "us", "is")) and words not in UNCOUNTED


def a(noun: str) -> str:
    """The noun with "a" or "an"."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def day_words(day: date) -> str:
    """`1 March 2026`"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def nth(number: int) -> str:
    """`first` for 1, `12th` for 12"""
    return ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else numbered(number)


def numbered(number: int) -> str:
    """`1st`, `2nd`, `13th`"""
    end = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def sentence(text: str, end: str = ".") -> str:
    """The words as a sentence: a capital in front, its end behind, unless it ends in such a sign already."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if end == "." and text.endswith(('."', '!"', '?"', ".", "!", "?")) else text + end
