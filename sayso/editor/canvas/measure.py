"""How tall a box must be for what it says, in the canvas's own pixels: the layout asks before the browser draws.

Widths are those of the letters of the font; what is left over after three lines the browser cuts.
"""

from collections.abc import Mapping
from typing import Any

WIDTH = 280
"""Pixels a box is wide."""

INSIDE = WIDTH - 24
PADDING = 24
HEAD = 28
LINE, SMALL, ROW = 20, 16, 28
EMPTY = 40
MOST_LINES = 3

WIDTHS = (
    28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 57, 62, 62, 29, 30,
    66, 66, 66, 51, 97, 69, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 69, 99,
    68, 68, 63, 36, 36, 36, 47, 46, 32, 56, 61, 57, 61, 58, 37, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 38, 53,
    33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66,
)  # fmt: skip
"""How wide the signs from the blank to the tilde are, in hundredths of the size: measured in a browser, Inter 400."""
LATIN, OTHER = 62, 100
"""Other letters of Europe, and everything else, in hundredths of the size."""
CODE = 0.6
"""How wide every sign of the code's font is."""


def height(node: Mapping[str, Any]) -> int:
    """The height of a box in whole steps of 4 pixels."""
    if node.get("empty"):
        return EMPTY
    words = node.get("sentence", "")
    rows = min(MOST_LINES, lines(words, INSIDE, 13, CODE) if node.get("broken") else lines(words, INSIDE, 14))
    tall = PADDING + HEAD + LINE * rows
    tall += (4 + SMALL * lines(node["note"], INSIDE, 12)) if node.get("note") else 0
    tall += ROW if node.get("chips") else 0
    tall += ROW if node.get("badges") else 0
    tall += (8 + SMALL * min(2, lines(node["problem"], INSIDE - 20, 12))) if node.get("problem") else 0
    notes = len(node.get("notes") or ())
    tall += 7 + 26 * notes if notes else 0
    return -(-tall // 4) * 4


def lines(text: str, width: int, size: int, every: float = 0.0) -> int:
    """How many lines a text takes at a font size; `every` is the width of each sign where all are alike."""
    blank, rows, used = (every or WIDTHS[0] / 100) * size, 1, 0.0
    for word in text.split():
        wide = sum(every or _letter(sign) for sign in word) * size
        if used and used + blank + wide > width:
            rows, used = rows + 1, 0.0
        used += (blank if used else 0) + wide
        rows, used = rows + int(used // width), used % width
    return rows


def _letter(sign: str) -> float:
    code = ord(sign)
    return (WIDTHS[code - 32] if 32 <= code < 127 else LATIN if code < 0x250 else OTHER) / 100
