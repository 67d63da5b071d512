"""The word under the caret: a path, a tool's name, a parameter, a keyword phrase, a number with its unit, a sign."""

import re
from typing import Literal, NamedTuple

from sayso.copilot.suggesting.cursor import Cursor, cursor_at
from sayso.language.keywords import LONGEST, MEANINGS

Kind = Literal["path", "dotted", "key", "value", "phrase", "word", "sign", "text"]

_TOKENS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("path", re.compile(r"(?<![A-Za-z0-9@])@[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*")),
    ("key", re.compile(r"(?<![\w.@])[A-Za-z_]\w*:")),
    ("dotted", re.compile(r"(?<![\w.@])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")),
    ("value", re.compile(
        r"(?<![\w.])(?:\d{4}-\d\d-\d\d(?:[ \t]+\d\d?:\d\d)?|\d\d?:\d\d|[$€£]\d[\d_.]*[km]?|\d[\d_.]*%"
        r"|\d[\d_.]*[ \t]+(?:business[ \t]+)?(?:minute|hour|day|week|month|year)s?\b|\d[\d_.]*[km]?\b)"
    )),
    ("word", re.compile(r"(?<![\w.@])[A-Za-z_]\w*")),
    ("sign", re.compile(r"==|!=|<=|>=|[<>+*/]|-(?!\d)")),
)  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]\w*")
LONGEST_ROW = 10_000
"""Characters; in a longer row nothing is looked for."""


class Token(NamedTuple):
    """What stands at the caret, from where to where, and the caret's place in its line."""

    kind: Kind
    start: int
    end: int
    words: str
    cursor: Cursor


def token_at(text: str, caret: int) -> Token | None:
    """The word that the caret touches; in quotes only data is one, the rest is the whole text's."""
    caret = max(0, min(caret, len(text)))
    row = text.rfind("\n", 0, caret) + 1
    end = text.find("\n", caret)
    end = len(text) if end < 0 else end
    if end - row > LONGEST_ROW or _in_comment(text, row, caret):
        return None
    for kind, pattern in _TOKENS:
        found = _touched(pattern, text, row, end, caret)
        if found is None:
            continue
        cursor = cursor_at(text, found.start() + 1)
        if cursor.in_text and kind != "path":
            return Token("text", found.start(), found.end(), found.group(), cursor)
        phrase = _phrase(text, row, end, found.start(), found.end()) if kind == "word" else None
        if phrase is not None:
            return Token("phrase", *phrase, text[phrase[0] : phrase[1]], cursor)
        return Token(kind, found.start(), found.end(), found.group(), cursor)
    return None


def _touched(pattern: re.Pattern[str], text: str, row: int, end: int, caret: int) -> re.Match[str] | None:
    """The match that begins at the caret or around it, else the one that ends there."""
    before = None
    for found in pattern.finditer(text, row, end):
        if found.start() <= caret < found.end():
            return found
        if found.end() == caret:
            before = found
        if found.start() > caret:
            break
    return before


def _phrase(text: str, row: int, end: int, start: int, stop: int) -> tuple[int, int] | None:
    """From where to where the longest phrase with an explanation goes that holds this word."""
    words = [found.span() for found in _WORD.finditer(text, row, end)]
    here = words.index((start, stop)) if (start, stop) in words else -1
    for length in range(LONGEST, 1, -1):
        for first in range(max(0, here - length + 1), here + 1):
            if here < 0 or first + length > len(words):
                continue
            span = words[first][0], words[first + length - 1][1]
            if " ".join(text[slice(*span)].split()) in MEANINGS:
                return span
    return None


def _in_comment(text: str, row: int, caret: int) -> bool:
    """Whether a `#` outside quotes stands before the caret in its row."""
    at = text.find("#", row, caret)
    while at >= 0:
        if not cursor_at(text, at).in_text:
            return True
        at = text.find("#", at + 1, caret)
    return False
