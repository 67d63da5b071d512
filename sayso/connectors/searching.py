"""Searching the web behind one interface, and what answers while nothing is connected: a small recorded index.

The recorded pages are made up and say so; they serve trying out, demonstrations and tests.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import msgspec

from sayso.dsl.addresses import fold, same_url

RECORDED = Path(__file__).parent / "recorded_pages.json"
LABEL = "[recorded example]"
COMMON = frozenset({
    "a", "about", "an", "and", "are", "at", "by", "for", "from", "has", "how", "in", "is", "it", "its",
    "latest", "new", "news", "of", "on", "or", "our", "recent", "that", "the", "their", "this", "to", "was",
    "what", "who", "with", "your",
})  # fmt: skip
"""Words that say nothing of what is looked for."""
WORD = r"\w+"
IN_TITLE = 3
"""So many times as much as in the text counts a word of the title."""


class Page(msgspec.Struct, frozen=True):
    """A page of the web, as plain text."""

    url: str
    title: str
    text: str
    published: date | None = None


class SearchIndex(Protocol):
    """Finds pages by words, and reads a page."""

    def find(self, query: str, at_most: int) -> list[Page]:
        """The best pages for a query, the best first."""

    def page(self, url: str) -> Page | None:
        """The page at an address, None where there is none."""


class RecordedIndex:
    """The pages of a JSON file: found by the words of a query, the same for the same query."""

    def __init__(self, pages: Iterable[Page]) -> None:
        """Pages in the order in which equally good ones are found."""
        self.pages = tuple(pages)
        self._words = [(_words(page.title), _words(page.text)) for page in self.pages]
        self._by_url = {same_url(page.url): page for page in self.pages}

    def find(self, query: str, at_most: int) -> list[Page]:
        """Pages that have words of the query, those with most first."""
        wanted = _words(query)
        scores = [IN_TITLE * len(wanted & title) + len(wanted & text) for title, text in self._words]
        best = sorted((-score, number) for number, score in enumerate(scores) if score)
        return [self.pages[number] for _, number in best[:at_most]]

    def page(self, url: str) -> Page | None:
        """The recorded page at an address."""
        return self._by_url.get(same_url(url))


@cache
def recorded() -> RecordedIndex:
    """The index that comes with Sayso."""
    return RecordedIndex(msgspec.json.decode(RECORDED.read_bytes(), type=list[Page]))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(WORD, fold(text)) if len(word) > 1) - COMMON
