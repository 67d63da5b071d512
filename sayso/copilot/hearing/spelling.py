"""Misspelled words, mended only towards words the domain knows, and only where one of them is near."""

from collections.abc import Iterable

import msgspec

from sayso.copilot.hearing.lexicon_words import everyday
from sayso.copilot.hearing.words import Word

SHORTEST = 4
"""Letters a word must have to be mended; among shorter ones everything is near."""


def mended(words: list[Word], known: frozenset[str]) -> list[Word]:
    """The words, those that nobody knows replaced by the one known word that is nearest."""
    by_length: dict[int, list[str]] = {}
    for word in known:
        by_length.setdefault(len(word), []).append(word)
    return [_mended(word, place, known, by_length) for place, word in enumerate(words)]


def _mended(word: Word, place: int, known: frozenset[str], by_length: dict[int, list[str]]) -> Word:
    plain = word.norm
    if word.kind == "word" and "-" in plain and "'" not in plain:
        parts = [_mended(Word(part, part, 0, 0), 0, known, by_length).norm for part in plain.split("-")]
        return msgspec.structs.replace(word, norm="-".join(parts))
    if word.kind != "word" or len(plain) < SHORTEST or not plain.isalpha() or plain in known:
        return word
    if twice := _doubled(plain, known):
        return msgspec.structs.replace(word, norm=twice)
    if _is_known(plain, known):
        return word
    if word.raw[:1].isupper() and not word.raw.isupper() and place > 0 and len(plain) < 8:
        return word  # in the middle of a sentence, a name
    allowed = 1 if len(plain) < 8 else 2
    near = _nearest(plain, by_length, allowed)
    return msgspec.structs.replace(word, norm=near) if near else word


LEAST_DENIED = 7
"""Letters from which on "un" before a known word denies it: "unassigned"."""


def _is_known(plain: str, known: frozenset[str]) -> bool:
    """Whether the word, or what it is made from by an ending, is known."""
    if plain in known or plain in everyday():
        return True
    if plain.startswith("un") and len(plain) > LEAST_DENIED and _is_known(plain[2:], known):
        return True
    if plain + "s" in known or plain + "es" in known:
        return True
    if plain.endswith("ies") and (plain[:-3] + "y" in known or plain[:-3] + "y" in everyday()):
        return True
    if any(plain.endswith(end) and plain[: -len(end)] + "e" in known for end in ("ed", "ing", "er")):
        return True
    return any(
        plain.endswith(end) and (plain[: -len(end)] in known or plain[: -len(end)] in everyday())
        for end in ("s", "es", "ed", "ing", "ly", "er", *(("d", "r", "n") if plain[-2] == "e" else ()))
    )


def _doubled(plain: str, known: frozenset[str]) -> str:
    """ "submited" with its letter twice; "" where nobody knows such a word."""
    end = next((end for end in ("ed", "ing") if plain.endswith(end)), "")
    twice = f"{plain[: -len(end)]}{plain[-len(end) - 1]}{end}" if end else ""
    return twice if twice in known else ""


def _nearest(plain: str, by_length: dict[int, list[str]], allowed: int) -> str | None:
    """The one known word this near; none if two are equally near and do not begin alike."""
    best: list[str] = []
    least = allowed + 1
    for length in range(len(plain) - allowed, len(plain) + allowed + 1):
        for other in by_length.get(length, ()):
            far = distance(plain, other, least + 1)
            if far < least:
                best, least = [other], far
            elif far == least and far <= allowed:
                best.append(other)
    alike = sorted(
        (word for word in best if word[0] == plain[0]),
        key=lambda word: (_other_letters(word, plain), len(word) != len(plain), word),
    )
    return alike[0] if alike and least <= allowed else best[0] if len(best) == 1 and least == 1 else None


def _other_letters(one: str, other: str) -> int:
    """0 where a word was typed with letters swapped or one left out, the commonest mistakes; 1 for all others."""
    dropped = len(one) == len(other) + 1 and any(one[:place] + one[place + 1 :] == other for place in range(len(one)))
    return int(not dropped and sorted(one) != sorted(other))


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with the next; `most` or more is told as `most`."""
    if abs(len(one) - len(other)) >= most:
        return most
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        new = [i]
        for j, wanted in enumerate(other, 1):
            far = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                far = min(far, before[j - 2] + 1)
            new.append(far)
        if min(new) >= most:
            return most
        before, row = row, new
    return min(row[-1], most)


def vocabulary(*parts: Iterable[str]) -> frozenset[str]:
    """The words, each once, that stand in these phrases and names."""
    found = {
        word.lower() for part in parts for phrase in part for word in phrase.replace(".", " ").replace("_", " ").split()
    }
    return frozenset(word for word in found if word.isalpha() and len(word) >= SHORTEST)
