"""Texts in quotes inside sentences, told so that their end can be found again.

Inside a text stand data in square brackets, which may hold texts of their own, and quotations; what would be taken
for the end of the text, or for data, has a backslash in front.
"""

import re

_SPECIAL = re.compile(r"[\\\[\]]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def quoted(words: str, plain: str) -> str:
    """The words in quotes; `plain` are those in which a quotation stays as it is, where it is a whole one."""
    told = f'"{plain}"'
    return told if end_of(told, 0) == len(told) else f'"{words}"'


def escaped(words: str, *, quotes: bool) -> str:
    """Plain words of a text with a backslash in front of what means something there."""
    safe = _SPECIAL.sub(r"\\\g<0>", words)
    return safe.replace('"', '\\"') if quotes else safe


def unescaped(words: str) -> str:
    """The words as they were."""
    return _ESCAPED.sub(r"\1", words)


DEEPEST = 20
"""Texts in data in texts."""


def end_of(text: str, start: int, deep: int = 0) -> int:
    """Where the text ends whose quote opens at `start`; -1 where it never does."""
    depth, at = 1, start + 1
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            at = end_of_data(text, at, deep + 1) - 1
            if at < 0:
                return -1
        elif sign == '"':
            depth += 1 if _opens(text, at, start) else -1
            if depth == 0:
                return at + 1
        at += 1
    return -1


def end_of_data(text: str, start: int, deep: int = 0) -> int:
    """Where the square bracket that opens at `start` closes; -1 where it never does."""
    at = start + 1
    while at < len(text) and deep < DEEPEST:
        if text[at] == "]":
            return at + 1
        if text[at] == "\\":
            at += 1
        elif text[at] in '["':
            at = (end_of_data if text[at] == "[" else end_of)(text, at, deep + 1) - 1
            if at < 0:
                return -1
        at += 1
    return -1


def _opens(text: str, at: int, start: int) -> bool:
    """Whether a quote inside a text begins a quotation: a space or bracket before it, a word behind."""
    before, behind = text[at - 1], text[at + 1 : at + 2]
    return at - 1 > start and (before.isspace() or before == "(") and behind.isalnum()
