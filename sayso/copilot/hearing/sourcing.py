"""Job titles: of people here, and of people looked for outside, where any words behind "search Apollo for" are one."""

import re
from collections.abc import Iterator

from sayso.copilot.hearing.lexicon_kinds import TITLES
from sayso.copilot.hearing.meaning import Condition, Test, opposite
from sayso.copilot.hearing.text import Line

_TITLE = re.compile(
    rf"(?<!\S)(?P<title>{TITLES})(?P<of> of [a-z]+)?(?!\S)(?! (?:has|have|should|must|needs|"
    rf"approves?|says|oks|in it|in the title))"
)
_LOOKED = re.compile(
    r"(?:^|(?:then|and|also) )(?:find|get|look up|look for|search for|pull|fetch|identify) (?:the|an?|every|each) "
)
_ONE_OF_OURS = re.compile(r"the|an?|our|my|their|notify|alert|to|tell|each|account|project|sales|@")
"""Words before a title that speak of a colleague."""
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


def titled(norm: str, line: Line) -> Iterator[tuple[int, int, Condition]]:
    """ "VPs of Sales" are people whose title is or contains "VP of Sales"."""
    if re.search(r"title|seniority", norm):
        return
    outside = list(sourced(norm, line))
    if outside:
        yield from outside
        return
    looked = _LOOKED.search(norm) is not None
    for match in _TITLE.finditer(norm):
        several = looked or match["title"].endswith("s")
        field = FIELD_OF_WORK.search(norm, 0, match.start()) if several and not match["of"] else None
        if field:
            noun = line.words[line.within(*match.span())[0]].raw
            title = f"{field['field']} {noun.removesuffix('s')}"
            yield _held_by(title, norm, field.start("field"), match.end())
            continue
        before = norm[: match.start()].rsplit(" ", 2)[-2:]
        if not (looked and match["of"]) and any(_ONE_OF_OURS.fullmatch(word) for word in before):
            continue
        words = [line.words[place].raw for place in range(*line.within(*match.span()))]
        said = " ".join(words)
        first = words[0][:-1] if words[0].lower().endswith("s") and words[0].lower() not in ("sales",) else words[0]
        said = (
            " ".join([first, *words[1:]])
            if match["of"]
            else first
            if len(words) == 1
            else f"{' '.join(words[:-1])} {words[-1].rstrip('s')}"
        )
        yield _held_by(said, norm, match.start(), match.end())


def _held_by(title: str, norm: str, start: int, end: int) -> tuple[int, int, Condition]:
    test = Test("contact", "title", "contains", title, text=True)
    return start, end, opposite(test) if denied(norm, start) else test


_DENIED = re.compile(
    r"(?:^| )(?:not|never|no longer|aren't|isn't|but|except|other than)(?: (?:for|on|in|from|at|the|our|an?|any|"
    r"based|living|located|with))*$"
)


def denied(norm: str, start: int) -> bool:
    """Whether what begins here is excluded by the words in front of it: "not on the", "everyone but"."""
    return _DENIED.search(norm[:start].rstrip()) is not None
