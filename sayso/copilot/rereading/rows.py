"""The rows of a pasted readback: sentences with how far they are set in, texts of several lines put together again."""

import re
from collections.abc import Iterator

import msgspec

from sayso.copilot.quoting import end_of, end_of_data

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"'})
_DIGITS = re.compile(r"(?<=\d)_(?=\d)")
_STRAIGHT = re.compile(r'"')


class Row(msgspec.Struct, frozen=True):
    """One sentence of a readback, and the letters of the request it stands at."""

    words: str
    indent: int
    start: int
    end: int


def rows_of(text: str) -> list[Row]:
    """The sentences of a readback, in order; empty rows are left out. None at all where a text never ends."""
    straight = text if '"' in text else text.translate(_CURLY)
    straight = straight if "'" in straight else straight.replace("’", "'")
    try:
        return list(_rows(straight.replace("\r", " ")))
    except _Endless:
        return []


class _Endless(Exception):
    """A text never ends."""


def same(one: str, other: str) -> bool:
    """Whether two sentences are the same but for blanks, and for the signs between the digits of numbers."""
    return _DIGITS.sub("", one).split() == _DIGITS.sub("", other).split()


def _rows(text: str) -> Iterator[Row]:
    at = 0
    while at < len(text):
        end = _end(text, at)
        line = text[at:end]
        indent = len(line) - len(line.lstrip(" \t\u00a0"))
        width = len(line[:indent].expandtabs(4))
        if words := line.strip():
            yield Row(_joined(words, width + 2), width, at + indent, at + len(line.rstrip()))
        at = end + 1


def _end(text: str, start: int) -> int:
    """Where the row ends: at the end of its line, or of the line in which its last text ends."""
    at = start
    has_texts = text.startswith((" ", "\t", "\u00a0", "When "), start)
    while at < len(text) and text[at] != "\n":
        if text[at] == '"' and has_texts:
            closed = end_of(text, at)
            if closed < 0:
                raise _Endless
            at = closed - 1
        at += 1
    return at


def _joined(words: str, inside: int) -> str:
    """A row with the lines of its texts, without what sets them in."""
    first, *others = words.split("\n")
    return "\n".join((first, *(_outdented(line, inside) for line in others)))


def _outdented(line: str, inside: int) -> str:
    line = line.expandtabs(4)
    return line[min(inside, len(line) - len(line.lstrip(" "))) :]


class Masked(msgspec.Struct):
    """Sentences in which every text is one sign, and what each sign stands for."""

    texts: list[str] = []

    def mask(self, words: str) -> str | None:
        """The words with a sign for each of their texts; None where a quote stays open."""
        put, at = "", 0
        for found in _STRAIGHT.finditer(words):
            if found.start() < at:
                continue
            end = end_of(words, found.start())
            if end < 0 or len(self.texts) >= MOST:
                return None
            put += words[at : found.start()] + chr(FIRST + len(self.texts))
            self.texts.append(words[found.start() + 1 : end - 1])
            at = end
        return put + words[at:]

    def text(self, sign: str) -> str | None:
        """What the sign stands for."""
        number = ord(sign) - FIRST if len(sign) == 1 else -1
        return self.texts[number] if 0 <= number < len(self.texts) else None


FIRST, MOST = 0xE000, 6000
"""Signs for private use."""


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The pieces of a text: whether it is data in square brackets, and its words as told."""
    at = start = 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "[" and (end := end_of_data(text, at)) > 0:
            if start < at:
                yield False, text[start:at]
            yield True, text[at + 1 : end - 1]
            at = start = end
            continue
        at += 1
    if start < len(text):
        yield False, text[start:]
