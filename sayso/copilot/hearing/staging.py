"""Where a deal is moved to, as it was said: what stands behind the last "to" counts first."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.words import Word

_INTO = re.compile(r"(?<!\S)(?P<how>to|into|as|in) (?:the |stage )*(?=\S)")


def stage_said(words: Sequence[Word], stages: Iterable[str], request: str) -> str | None:
    """A quoted stage, one with capitals behind "to", one the pipeline has, won or lost, else the word behind "to"."""
    line = Line(words)
    ways = sorted(_INTO.finditer(line.norm), key=lambda one: (one["how"] in ("as", "in"), -one.start()))
    rest = list(line.words[line.at(ways[0].end()) :]) if ways else []
    quotes = [word.value for some in (rest[:1], line.words) for word in some if word.kind == "quote"]
    if quotes:
        return quotes[0]
    first = next((place for place, word in enumerate(rest) if word.raw[:1].isupper()), len(rest))
    named = list(takewhile(lambda word: word.raw[:1].isupper(), rest[first:]))
    if named:
        return as_typed(named, request)
    known = next((stage for stage in stages if stage.lower() in line.norm), None)
    if known is not None:
        return known
    if re.search(r"(?<!\S)(?:won|lost)(?!\S)", line.norm):
        return "Closed Won" if "won" in line.norm.split() else "Closed Lost"
    return rest[0].raw if rest and rest[0].kind == "word" else None
