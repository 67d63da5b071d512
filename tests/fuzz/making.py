"""Makes texts that nobody should write: tokens at random, flows with accidents, sizes that hurt.

One number, one text.
"""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.fuzz.nests import HEAD, LARGEST, NESTS, nested

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "sayso/templates", "sayso/sample", "docs/examples", "tests/specimens", "tests/golden", "tests/language",
    "tests/diagnostics", "tests/dsl", "tests/properties/found", "tests/fuzz/found",
)  # fmt: skip
PIECES = (
    '"', '"""', "(", ")", "[", "]", "{", "}", "@", "@@", "{{", "\\", ".", ",", ":", "=", "==", "#", "\n", "\n\n", "\t",
    "\u2028",
    "\x0b", "\x0c", "\x85", "\ufeff", "\u200b",
    "\u202e", "é", "e\u0301", "ß", "İ", "٣", "²", "①", "漢", "😀", "Ａ",
    "\U000e0041", "\r", "\x1b", "'", "“", "€", "$", "%", "1e9", "0x1f", "00", "9" * 30, "1_000", "1__0", "_", "-", "--",
    "+", "*", "/", "2026-02-30", "25:61", "0001-01-01", "9999-12-31", "99999 years", "1 months", "5 business days",
    "end", "END", "If", "@x", "@me", "@now", "@memory.x", "@trigger", "[0]", "todo", 'todo "x"', "off", "or", "and",
)  # fmt: skip
TOKEN = re.compile(r'"""|"[^"\n]*"|@?[\w.]+|\n|\s+|.', re.DOTALL)


@cache
def corpus() -> tuple[str, ...]:
    """Flows to begin with."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.flow"))]
    return tuple(path.read_text("utf-8") for path in [*found, ROOT / "tests" / "identity.flow"])


@cache
def tokens() -> tuple[str, ...]:
    """Every token of these flows, and pieces that are none."""
    seen = {token for text in corpus() for token in TOKEN.findall(text) if len(token) < 60}
    return (*sorted(seen), *PIECES)


def soup(chance: random.Random) -> str:
    """Tokens at random, often below a good head."""
    pieces = [chance.choice(tokens()) for _ in range(chance.choice((3, 20, 200, 2_000)))]
    between = chance.choice(("", " ", " ", "\n"))
    return chance.choice(("", HEAD, HEAD)) + between.join(pieces)


def mutated(chance: random.Random) -> str:
    """A flow to which something happened."""
    text = chance.choice(corpus())
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        text = chance.choice(ACCIDENTS)(text, chance)
    return text


def hostile(chance: random.Random) -> str:
    """A piece again and again, up to the largest size there is."""
    nest = chance.choice(NESTS)
    size = chance.choice((100, 1_000, 10_000, LARGEST))
    return nested(nest, size)


def _cut(text: str, chance: random.Random) -> str:
    start, length = chance.randrange(len(text) + 1), chance.choice((1, 1, 5, 50))
    return text[:start] + text[start + length :]


def _put_in(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(tokens()) * chance.choice((1, 1, 1, 3, 40)) + text[start:]


def _swap_token(text: str, chance: random.Random) -> str:
    found = [match.span() for match in TOKEN.finditer(text)]
    start, end = chance.choice(found) if found else (0, 0)
    return text[:start] + chance.choice(tokens()) + text[end:]


def _lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[place]
        case 1:
            lines[place], lines[other] = lines[other], lines[place]
        case 2:
            lines[place:place] = lines[min(place, other) : max(place, other)]
        case _:
            lines.insert(place, chance.choice(chance.choice(corpus()).split("\n")))
    return "\n".join(lines)


def _spliced(text: str, chance: random.Random) -> str:
    other = chance.choice(corpus())
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _digits(text: str, chance: random.Random) -> str:
    number = chance.choice(("0", "1", "99999999999999999999", "-1", "1.5", "00", "٣"))
    return re.sub(r"\d+", number, text, count=chance.choice((1, 1, 0)))


def _nested_in(text: str, chance: random.Random) -> str:
    nest = chance.choice(NESTS)
    start = chance.randrange(len(text) + 1)
    times = chance.choice((2, 10, 100))
    return text[:start] + nest.piece * times + nest.middle + nest.close * times + text[start:]


ACCIDENTS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _put_in, _put_in, _swap_token, _swap_token, _swap_token, _lines, _lines, _spliced, _digits, _nested_in,
)  # fmt: skip
MAKERS: dict[str, tuple[Callable[[random.Random], str], int]] = {
    "soup": (soup, 3),
    "mutated": (mutated, 12),
    "hostile": (hostile, 1),
}
"""Each kind of text, and how many of it are made for one of the others."""


def made(seed: int) -> tuple[str, str]:
    """The text of a number, and its kind."""
    chance = random.Random(seed)
    kind = chance.choice([name for name, (_, share) in MAKERS.items() for _ in range(share)])
    return kind, MAKERS[kind][0](chance)
