"""Says what is wrong with a line that cannot be read, and how to mend it.

The words, and what can be told by a pattern, stand in `grammar/mistakes.toml`. A mend is offered only if the line
can be read with it, or further than without it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from sayso.dsl import expected as expectation
from sayso.dsl.build.parts import Refused
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix, Rule, nearest
from sayso.dsl.lalr import Unreadable
from sayso.dsl.span import Span

LONGEST_EXPLAINED = 2_000
_HEADER = 'flow "Sample"\non manual\n\n'
_TEXT = re.compile(r'"(?:[^"\\{\n]|\\.|\{\{)*"')
_WORD = re.compile(r"[A-Za-z0-9_]+")

Read = Callable[[str], "Unreadable | None"]
"""Tries to read a line: what is wrong with it, or None."""


class Mistake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the table of mistakes."""

    slug: str
    sentence: str
    why: str
    next: str
    bad: str
    good: str
    find: str | None = None
    fix: str | None = None
    title: str = "Mend it"
    drop: str = ""
    near: bool = False
    samples: tuple[str, ...] = ()


class Explained(NamedTuple):
    """What was found in a line: the rule, the guilty stretch of the line, the words' data, and a mend."""

    slug: str
    start: int
    end: int
    data: dict[str, object]
    title: str = ""
    mend: str | None = None


@cache
def mistakes() -> tuple[Mistake, ...]:
    """The table, loaded when the first mistake is met."""
    import tomllib

    raw = tomllib.loads(files("sayso.grammar").joinpath("mistakes.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw["mistake"], tuple[Mistake, ...])


def whole_flow(sample: str) -> str:
    """A sample as a flow of its own."""
    whole = sample if sample.startswith(("flow ", "# nothing")) else _HEADER + sample
    return whole if whole.endswith("\n") else whole + "\n"


def rules() -> tuple[Rule, ...]:
    """The table as rules."""
    return tuple(_by_slug().values())


@cache
def _by_slug() -> dict[str, Rule]:
    return {m.slug: Rule(m.slug, m.sentence, m.why, m.next, whole_flow(m.bad), whole_flow(m.good)) for m in mistakes()}


def finding(slug: str, span: Span, data: dict[str, object], *fixes: Fix) -> Diagnostic:
    """The finding of a rule of this table."""
    return _by_slug()[slug].at(span, data, *fixes)


def explain(text: str, start: int, end: int, problem: Unreadable, read: Read) -> Diagnostic:
    """The one finding for a line that cannot be read."""
    words = text[start:end]
    at = problem.at - start
    found = None
    if len(words) <= LONGEST_EXPLAINED:
        found = _by_table(words, at, read) or _by_nearest(words, at, problem, read)
    found = found or _by_expectation(words, at, problem, start)
    place = Span(start + found.start, start + found.end)
    first, last = (found.start, found.end) if found.start < found.end else _touched(words, found.start)
    span = Span(start + first, start + last)
    if found.mend is None:
        return finding(found.slug, span, found.data)
    return finding(found.slug, span, found.data, Fix(found.title, (Edit(place, found.mend),)))


def explain_refused(text: str, start: int, end: int, refused: Refused) -> Diagnostic:
    """The finding for a line that the grammar lets through and that still says nothing sensible."""
    mistake = next(mistake for mistake in mistakes() if mistake.slug == refused.slug)
    if mistake.find and mistake.fix is not None:
        for found in re.finditer(mistake.find, text[start:end]):
            told = _explained(mistake, found, text[start:end])
            span = Span(start + told.start, start + told.end)
            if refused.span.start <= span.start <= refused.span.end:
                return finding(told.slug, span, told.data, Fix(told.title, (Edit(span, told.mend or ""),)))
    data = {"here": text[refused.span.start : refused.span.end].strip(), **refused.data}
    return finding(refused.slug, refused.span, data)


@cache
def _patterns() -> tuple[tuple[Mistake, re.Pattern[str]], ...]:
    return tuple((mistake, re.compile(mistake.find)) for mistake in mistakes() if mistake.find)


def _by_table(words: str, at: int, read: Read) -> Explained | None:
    """The first mistake whose mend makes the line readable, else one that is surely told or helps a little."""
    masked = _TEXT.sub(lambda found: '"' + "\x01" * (len(found[0]) - 2) + '"', words)
    further: Explained | None = None
    for mistake, pattern in _patterns():
        for found in _matches(mistake, pattern, words, masked, at):
            explained = _explained(mistake, found, words)
            if explained.mend is None:
                if explained.start <= at <= explained.end and further is None:
                    further = explained
                continue
            mended = words[: explained.start] + explained.mend + words[explained.end :]
            left = None if mended.lstrip().startswith("#") else read(mended)
            if left is None:
                return explained
            moved = left.at - (len(explained.mend) - (explained.end - explained.start))
            if further is None and explained.start <= at <= explained.end + 1 and moved > max(at, explained.end):
                further = explained
    return further


def _matches(mistake: Mistake, pattern: re.Pattern[str], words: str, masked: str, at: int) -> Iterator[re.Match[str]]:
    """Where a mistake may have been made: anywhere outside texts, or right at the place that could not be read."""
    for found in pattern.finditer(words):
        start, end = found.span("here")
        outside = masked[start:end] == words[start:end] and not masked[max(start - 1, 0) : end + 1].count("\x01")
        near = start <= at <= max(end, start + 1) or (not words[end:at].strip() and start <= at)
        if near or (outside and not mistake.near):
            yield found


def _explained(mistake: Mistake, found: re.Match[str], words: str) -> Explained:
    start, end = found.span("here")
    here = found["here"].strip() or words[start:end]
    data: dict[str, Any] = {**found.groupdict(), "here": here}
    mend = None
    if mistake.fix is not None:
        mend = mistake.fix.format(**data)
        for letter in mistake.drop:
            mend = mend.replace(letter, "")
    data["fix"] = mend
    if mistake.fix is None and mistake.slug == "free-english":
        end = start + len(here.split()[0])
    return Explained(mistake.slug, start, end, data, mistake.title, mend)


def _by_nearest(words: str, at: int, problem: Unreadable, read: Read) -> Explained | None:
    """A slip of the keyboard: a word that becomes readable as the keyword most like it."""
    found = _widened(words, at)
    word = words[found[0] : found[1]]
    if not word or not word[0].isalpha():
        return None
    near = nearest(word, sorted(expectation.keywords(problem.expected)))
    if near is None or near == word:
        return None
    slug = "unknown-word" if found[0] == 0 else "misspelt-word"
    data: dict[str, object] = {"here": word, "near": near}
    left = read(words[: found[0]] + near + words[found[1] :])
    if left is None or left.at > found[0] + len(near):
        return Explained(slug, *found, data, f"Write `{near}`", near)
    return None


def _by_expectation(words: str, at: int, problem: Unreadable, start: int) -> Explained:
    """What could have stood there, in words."""
    first, last = _widened(words, at)
    word = words[first:last]
    if first == 0 and word and _WORD.match(word):
        return Explained("unknown-word", first, last, {"here": word})
    before = words[: problem.before - start].rstrip()
    if first >= len(words.rstrip()):
        first = max(len(before) - len(expectation.last_word(before)), 0)
        last = max(len(before), first + 1)
        word = ""
    return Explained("cannot-read", first, last, {"sentence": expectation.sentence(before, word, problem.expected)})


def _widened(words: str, at: int) -> tuple[int, int]:
    """The word around a place, or the one sign that stands there."""
    for found in _WORD.finditer(words):
        if found.start() <= at < found.end():
            return found.span()
    return min(at, len(words)), min(at + 1, len(words))


def _touched(words: str, at: int) -> tuple[int, int]:
    """The words that stand directly before and after a place, or the sign before it."""
    found = re.search(r"[@\w]+\Z", words[:at])
    after = re.match(r"[@\w]+", words[at:])
    first = found.start() if found else at
    last = at + after.end() if after else at
    return (first, last) if first < last else (max(at - 1, 0), max(at, 1))


def mend_unclosed(text: str, start: int, end: int, place: int, opener: str, read: Read) -> Fix | None:
    """A closing quote or bracket put where the line can be read with it."""
    closer = {"(": ")", "[": "]", "{": "}"}.get(opener, opener)
    row = text.find("\n", place)
    row = end if row < 0 else min(row, end)
    content = place + len(text[place:row].rstrip())
    trailing = re.search(r'["()\[\]}]*\Z' if opener == "{" else r"[)\]}]*\Z", text[place:content])
    spots = [content, end, content - len(trailing[0]) if trailing else content]
    for spot in dict.fromkeys(spots):
        if spot > place and read(text[start:spot] + closer + text[spot:end]) is None:
            return Fix(f"Put `{closer}`", (Edit(Span(spot, spot), closer),))
    return None
