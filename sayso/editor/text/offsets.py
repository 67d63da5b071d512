"""Positions in a text as the browser counts them (UTF-16 units) and as Python does (code points), and small edits."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace the code points from `start` up to `end` with `text`."""

    start: int
    end: int
    text: str


class Ruler:
    """Converts positions in one text, both ways; outside of it they become its ends."""

    def __init__(self, text: str) -> None:
        self._points = len(text)
        astral = text.isascii() is False and max(text) > "\uffff"
        self._wide = [at for at, sign in enumerate(text) if sign > "\uffff"] if astral else []
        self._ends = [at + count + 2 for count, at in enumerate(self._wide)]

    @property
    def units(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._points + len(self._wide)

    def to_units(self, point: int) -> int:
        """The UTF-16 position of a code point."""
        point = min(max(point, 0), self._points)
        return point + bisect_left(self._wide, point)

    def to_points(self, unit: int) -> int:
        """The code point at a UTF-16 position; one inside a pair counts as its start."""
        unit = min(max(unit, 0), self.units)
        before = bisect_left(self._ends, unit + 1)
        point = unit - before
        inside = before < len(self._wide) and self._wide[before] + before + 1 == unit
        return point - 1 if inside else point


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that do not overlap, all counted in the text before."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def smallest(before: str, after: str) -> Edit:
    """The one stretch in which two texts differ, so that caret and selection elsewhere stay where they are."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    left = most - start
    tail = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    return Edit(start, len(before) - tail, after[start : len(after) - tail])
