"""Which words of a request a model made something of: its own marks, checked against the request and the flow.

A mark counts only if its words stand in the request. What no mark covers was not used, whatever the model says.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.copilot.model.reading import Mark
from sayso.copilot.proposal import Became, Heard
from sayso.dsl.blocks import Address, statements
from sayso.dsl.flow import Flow
from sayso.dsl.source import place

_WORD: Final = re.compile(r"\w+(?:['’.@-]\w+)*")
FILLERS: Final = frozenset((
    "a", "also", "and", "as", "at", "by", "can", "could", "do", "for", "i", "in", "it", "just", "me", "my", "now", "of",
    "on", "or", "please", "so", "that", "the", "them", "then", "there", "this", "to", "us", "want", "we", "will",
    "with", "would", "you",
))  # fmt: skip
"""Words that need not become anything."""


def heard_in(request: str, marks: Iterable[Mark], flow: Flow | None, text: str) -> tuple[Heard, ...]:
    """Every stretch of the request, in order, and what it became; only fillers are passed over."""
    rows = _rows(flow, text)
    found: list[Heard] = []
    for mark in marks:
        if mark.kind in ("heard", "not used"):
            found += _marked(request, mark, rows, found)
    found += _left_over(request, found)
    return tuple(sorted(found, key=lambda one: one.start))


def _marked(request: str, mark: Mark, rows: dict[int, Address], found: list[Heard]) -> Iterator[Heard]:
    """The stretch of one mark: the first place of its words that nothing else has."""
    pattern = r"\s+".join(re.escape(word) for word in mark.words[0].split())
    for match in re.finditer(pattern, request, re.IGNORECASE):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            became, address = _became(mark, rows)
            yield Heard(match.start(), match.end(), became, address)
            return


def _became(mark: Mark, rows: dict[int, Address]) -> tuple[Became, Address | None]:
    if mark.kind == "not used":
        return "not used", None
    address = rows.get(mark.row)
    return ("step", address) if address is not None else ("rule", None)


def _rows(flow: Flow | None, text: str) -> dict[int, Address]:
    """The statement that begins in a row; several rows belong to one that is longer."""
    if flow is None:
        return {}
    return {place(text, statement.span.start)[0] - 1: address for address, statement in statements(flow)}


def _left_over(request: str, found: list[Heard]) -> Iterator[Heard]:
    """Stretches that no mark covers and that say something."""
    begin = 0
    for one in [*sorted(found, key=lambda one: one.start), None]:
        end = one.start if one else len(request)
        words = list(_WORD.finditer(request, begin, max(begin, end)))
        if any(word[0].lower() not in FILLERS for word in words):
            yield Heard(words[0].start(), words[-1].end(), "not used")
        begin = max(begin, one.end) if one else end
