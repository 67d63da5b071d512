"""A phrase taken apart at words that stand in it, brackets kept whole."""

from collections.abc import Iterator
from functools import cache

MOST = 12
"""So many readings of one phrase are looked at."""


class Patience:
    """How much may still be looked at before a readback is given up: so many phrases, and so deep inside each other."""

    def __init__(self, left: int = 40_000, deepest: int = 28) -> None:
        self.left = left
        self.deepest = deepest
        self._depth = 0

    def __enter__(self) -> bool:
        self.left -= 1
        self._depth += 1
        return self.left > 0 and self._depth <= self.deepest

    def __exit__(self, *problem: object) -> None:
        self._depth -= 1


def splits(phrase: str, between: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind these words, the last place first."""
    at = phrase.rfind(between)
    while at > 0:
        left, right = phrase[:at], phrase[at + len(between) :]
        if right and left.count("(") == left.count(")"):
            yield left, right
        at = phrase.rfind(between, 0, at + len(between) - 1)


def around(phrase: str, *words: str) -> Iterator[list[str]]:
    """The parts of a phrase around several words, in their order: each way to find them."""
    if not words:
        yield [phrase]
        return
    for left, right in splits(phrase, words[0]):
        for others in around(right, *words[1:]):
            yield [left, *others]


def filled(phrase: str, template: str) -> Iterator[dict[int, str]]:
    """What stands at the places of a template such as "the days from {0} to {1}"."""
    pieces, places = template_parts(template)
    if not phrase.startswith(pieces[0]) or not phrase.endswith(pieces[-1]):
        return
    inner = phrase[len(pieces[0]) : len(phrase) - len(pieces[-1])]
    if len(phrase) < len(pieces[0]) + len(pieces[-1]) or not inner:
        return
    for found in around(inner, *pieces[1:-1]):
        yield dict(zip(places, found, strict=True))


@cache
def template_parts(template: str) -> tuple[list[str], list[int]]:
    """The words of a template between its places, and the places."""
    pieces, places, rest = [], [], template
    while "{" in rest:
        before, _, rest = rest.partition("{")
        number, _, rest = rest.partition("}")
        pieces.append(before)
        places.append(int(number))
    return [*pieces, rest], places


def listed_parts(phrase: str, last: str = "and") -> list[list[str]]:
    """The ways to hear a phrase as a list: `a, b and c`; several where an item may hold "and" itself."""
    found = [[phrase]]
    for left, right in splits(phrase, f" {last} "):
        found.append([*left.split(", "), right])
        if ", " in left and len(found) < MOST:
            found.append([left, right])
    return found
