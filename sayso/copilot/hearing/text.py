"""A stretch of words as one line of plain forms, on which patterns are matched, and the way back to the words."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from sayso.copilot.hearing.words import Word


class Line:
    """Words beside each other: `norm` is their plain forms with blanks between; `first` is the place of the first
    in the whole request."""

    def __init__(self, words: Sequence[Word], first: int = 0) -> None:
        self.words = tuple(words)
        self.first = first

    @cached_property
    def norm(self) -> str:
        """The plain forms with one blank between them."""
        return " ".join(word.norm for word in self.words)

    @cached_property
    def starts(self) -> list[int]:
        """Where in `norm` each word begins."""
        starts, place = [], 0
        for word in self.words:
            starts.append(place)
            place += len(word.norm) + 1
        return starts

    def __len__(self) -> int:
        return len(self.words)

    def at(self, letter: int) -> int:
        """The place of the word that holds this letter of `norm`."""
        return max(bisect_right(self.starts, letter) - 1, 0)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The places of the words that stand in these letters, the second one past the last."""
        if end <= start:
            return self.at(start), self.at(start)
        return self.at(start), self.at(end - 1) + 1

    def cut(self, first: int, last: int) -> "Line":
        """The words from one place up to another."""
        return Line(self.words[first:last], self.first + first)

    def of(self, match: re.Match[str], group: int | str = 0) -> "Line":
        """The words a match, or a group of it, stands for; none for a group that is not there."""
        if match.group(group) is None:
            return Line((), self.first)
        return self.cut(*self.within(*match.span(group)))

    def places(self) -> range:
        """The places in the whole request."""
        return range(self.first, self.first + len(self.words))


def as_typed(words: Sequence[Word], request: str) -> str:
    """What stands in the request from the first of these words to the last, without quotes around it."""
    if not words:
        return ""
    if len(words) == 1 and words[0].kind == "quote":
        return words[0].value
    return request[words[0].start : words[-1].end].strip()
