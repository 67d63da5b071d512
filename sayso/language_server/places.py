"""Lines and characters of the protocol, and code points: editors count in UTF-16, UTF-8 or UTF-32, as they agreed."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from lsprotocol import types

_LINE_END = re.compile(r"\r\n|\n|\r")

UNITS: dict[str, Callable[[str], int]] = {
    "utf-8": lambda letter: len(letter.encode("utf-8", "surrogatepass")),
    "utf-16": lambda letter: 1 + (letter > "\uffff"),
    "utf-32": lambda letter: 1,
}
"""How many units a letter takes, by the name of the encoding."""


class Ruler:
    """Measures one text."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        """`encoding` is one of UNITS."""
        self.text = text
        self._units = UNITS[encoding]
        self._plain = encoding == "utf-32"
        ends = [found.span() for found in _LINE_END.finditer(text)]
        self._starts = [0, *(after for _, after in ends)]
        self._ends = [*(before for before, _ in ends), len(text)]

    def offset(self, position: types.Position) -> int:
        """The code point at a position; one outside the text is brought to its nearest end."""
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[position.line], self._ends[position.line]
        row = self.text[start:end]
        if self._plain or row.isascii():
            return start + max(0, min(position.character, len(row)))
        return start + self._letters(row, position.character)

    def _letters(self, row: str, character: int) -> int:
        """How many letters of a row lie wholly before a character."""
        passed = 0
        for number, letter in enumerate(row):
            passed += self._units(letter)
            if passed > character:
                return number
        return len(row)

    def position(self, offset: int) -> types.Position:
        """The position of a code point."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : min(offset, self._ends[line])]
        plain = self._plain or before.isascii()
        return types.Position(line, len(before) if plain else sum(map(self._units, before)))

    def range(self, start: int, end: int) -> types.Range:
        """The range between two code points."""
        return types.Range(self.position(start), self.position(end))

    def rows(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The part of each line between two code points, without line ends."""
        for line in range(bisect_right(self._starts, start) - 1, bisect_right(self._starts, max(start, end - 1))):
            first, last = max(start, self._starts[line]), min(end, self._ends[line])
            if first < last:
                yield first, last

    def length(self, start: int, end: int) -> int:
        """How many units lie between two code points."""
        between = self.text[start:end]
        return len(between) if self._plain or between.isascii() else sum(map(self._units, between))
