"""People looked for outside: whatever stands behind "search Apollo for" is their job title."""

import re
from collections.abc import Iterator

from sayso.copilot.hearing.meaning import Test
from sayso.copilot.hearing.text import Line

_ANYBODY = frozenset(
    ("people", "person", "persons", "leads", "prospects", "contacts", "companies", "businesses", "accounts",
     "candidates", "someone", "somebody", "makers", "ones", "startups", "firms", "customers", "buyers", "employees")
)  # fmt: skip
"""Words for anybody, which are no title."""
_SOURCED = re.compile(
    r"(?<!\S)(?:(?:search|query|comb|browse|use|check|look (?:in|on|through)|go (?:to|into|through)) (?:on |in "
    r")?apollo "
    r"(?:for|to find|and find|to look for)|(?:find|get|pull|source|look for|search for)(?=(?: \S+){1,12} "
    r"(?:in|on|via|from|through|using|with) apollo(?!\S)))(?: me)? "
    r"(?:(?:all|the|some|new|any|more|up to|at most|\d+) )*"
    r"(?P<title>(?:(?!(?:in|at|from|with|who|that|whose|which|on|via|and|or|working|based|of|"
    r"for)(?!\S))[a-z][\w&/-]* ?){1,4})"
    r"(?P<in>in )?(?=$|[,;.]|(?:in|at|from|with|who|that|whose|on|via|and|or|working|based)(?!\S)|\S)"
)

FIELD_OF_WORK = re.compile(
    r"(?<!\S)(?P<field>marketing|sales|finance|hr|it|engineering|operations|product|procurement|customer success|"
    r"purchasing|legal|growth|revenue|security|data) $"
)
"""What somebody with a title works on: "marketing directors"."""


def sourced(norm: str, line: Line) -> Iterator[tuple[int, int, Test]]:
    """The title of the people who are looked for outside, as it was typed, for one of them."""
    match = _SOURCED.search(norm)
    if match is None or norm[match.end("title") :].lstrip().startswith("of "):
        return
    first, last = line.within(match.start("title"), match.end("title") - (norm[match.end("title") - 1] == " "))
    words = [line.words[place] for place in range(first, last)]
    if not words or words[-1].norm in _ANYBODY or not words[-1].norm.endswith("s"):
        return
    title = " ".join([*(word.raw for word in words[:-1]), _singular(words[-1].raw)])
    yield match.start("title"), match.end("title"), Test("contact", "title", "contains", title, text=True)


def place_of(norm: str) -> int | None:
    """Where the place begins that stands behind such a title: "Nurses in Denver"."""
    match = _SOURCED.search(norm)
    return match.end("in") if match is not None and match["in"] else None


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
