"""Tool calls read back, by the tools' own sentences: "Email the contact with the template "Intro"".

The other way round than `readback_calls`. What stands behind the sentence is read in `handing`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, islice, product

import msgspec

from sayso.copilot.english import possessive, service
from sayso.copilot.readback_calls import PLACE, sentence_of
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.handing import Handed, Handing
from sayso.copilot.rereading.scope import camel
from sayso.copilot.rereading.splitting import MOST, listed_parts, splits
from sayso.dsl.catalog import Tool
from sayso.dsl.expressions import Argument, Duration, Expression, Name
from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.dsl.statements import Approval, ToolCall

_APPROVED = re.compile(r", after (.+?) approves?(?: \(within ([^()]+)\))?$", re.DOTALL)
_THROUGH = re.compile(r" \(through ([^()]+)\)$")


class Pattern(msgspec.Struct, frozen=True):
    """One way a tool's sentence is told: its words, and the parameters between them."""

    words: tuple[str, ...]
    names: tuple[str, ...]


class Calls:
    """Reads tool calls of the tools a flow may use."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.values = clauses.values
        self.handing = Handing(clauses)
        self.tools: list[tuple[Tool, tuple[Pattern, ...]]] = []
        self.approvals: dict[str, Approval] = {}

    def allow(self, tools: Iterable[Tool]) -> None:
        """What may be called, the likeliest first."""
        self.tools = [
            (tool, _patterns(sentence_of(tool, with_text=True)) + _patterns(sentence_of(tool, with_text=False)))
            for tool in tools
        ]

    def read(self, words: str) -> Iterator[ToolCall]:
        """The calls that a sentence, without its final sign, may tell."""
        for rest, approval in self._approved(words):
            through = _THROUGH.search(rest)
            told = rest[: through.start()] if through else rest
            for tool, patterns in self.tools:
                if through and service(tool.connector) != through[1]:
                    continue
                for arguments in islice(self._given(tool, patterns, told), MOST):
                    usual = approval is not None and approval == self.approvals.get(tool.name)
                    yield ToolCall(tool.name, arguments, None if usual else approval)

    def _approved(self, words: str) -> Iterator[tuple[str, Approval | None]]:
        found = _APPROVED.search(words)
        if found:
            for approval in self.approval(found[1], found[2]):
                yield words[: found.start()], approval
        yield words, None

    def approval(self, person: str, within: str | None) -> Iterator[Approval]:
        """ "after you approve (within 3 days)" """
        length = duration(within) if within else None
        if person == "you":
            yield Approval(Name("me") if length else None, length)
            return
        for value in self.values.read(person):
            yield Approval(value, length)

    def _given(self, tool: Tool, patterns: tuple[Pattern, ...], told: str) -> Iterator[tuple[Argument, ...]]:
        yield from self._written(tool, told)
        for pattern in patterns:
            if told.startswith(pattern.words[0]):
                for found, rest in _found(pattern, told):
                    yield from self._arguments(tool, pattern, found, rest)

    def _arguments(self, tool: Tool, pattern: Pattern, found: list[str], rest: str) -> Iterator[tuple[Argument, ...]]:
        given = [self._place(tool, name, said) for name, said in zip(pattern.names, found, strict=True)]
        if not all(given):
            return
        others = [one for one in tool.parameters if one.name not in pattern.names]
        for more in self.handing.read(rest, tool, others):
            for chosen in islice(product(*given), MOST):
                yield _ordered(tool, (*zip(pattern.names, chosen, strict=True), *more))

    def _place(self, tool: Tool, name: str, said: str) -> list[Expression]:
        """What may stand at a place of the sentence."""
        parameter = tool.parameter(name)
        return self.handing.value(said, parameter) if parameter else self.values.read(said)

    def _written(self, tool: Tool, told: str) -> Iterator[tuple[Argument, ...]]:
        """ "Set the contact's lead score to the grade and score to the points" """
        if tool.keywords_of is None or not told.startswith("Set "):
            return
        rest = told.removeprefix("Set ")
        for mark in ("'s ", "' ", "your "):
            for owner, fields in splits(rest, mark) if mark != "your " else [("you", rest.removeprefix("your "))]:
                for record in self.values.read(owner) if possessive(owner) in rest else ():
                    for written in self._fields(record, fields):
                        yield (Argument(tool.keywords_of, record), *written)

    def _fields(self, record: Expression, told: str) -> Iterator[tuple[Argument, ...]]:
        for parts in listed_parts(told):
            ways = [list(self._field(record, part)) for part in parts]
            if all(ways):
                yield tuple(way[0] for way in ways)

    def _field(self, record: Expression, told: str) -> Iterator[Argument]:
        words, _, value = told.partition(" to ")
        for name in self.clauses.scope.fields_called(record, words) or [camel(words)]:
            for one in self.values.read(value):
                yield Argument(name, one)


def _ordered(tool: Tool, given: Iterable[Handed]) -> tuple[Argument, ...]:
    """The arguments in the order of the tool's parameters."""
    places = {one.name: number for number, one in enumerate(tool.parameters)}
    return tuple(
        Argument(name, value) for name, value in sorted(given, key=lambda one: places.get(one[0], len(places)))
    )


def duration(words: str) -> Duration | None:
    """A length of time, as a flow writes it."""
    try:
        found = parse_expression(words)
    except NotAnExpression:
        return None
    return found if isinstance(found, Duration) else None


@cache
def _patterns(told: str) -> tuple[Pattern, ...]:
    """The ways a tool's sentence is told, by which of its values are given; the fullest first."""
    places, found = list(PLACE.finditer(told)), []
    for count in range(len(places), -1, -1):
        for chosen in combinations(places, count):
            pattern = _pattern(told, places, chosen)
            found.append(pattern)
            if "tags" in pattern.names:
                words = tuple(one.replace("the tags", "the tag") for one in pattern.words)
                found.append(Pattern(words, pattern.names))
    return tuple(found)


def _pattern(told: str, places: list[re.Match[str]], chosen: tuple[re.Match[str], ...]) -> Pattern:
    words, names, current, start = [], [], "", 0
    for place in places:
        if place in chosen:
            words.append(current + told[start : place.start()])
            names.append(place[1])
            current = ""
        elif not current and not words:
            current = told[: place.start()].rstrip()
        start = place.end()
    words.append(current + told[start:])
    words[0] = words[0][:1].upper() + words[0][1:]
    return Pattern(tuple(words), tuple(names))


def _found(pattern: Pattern, told: str) -> Iterator[tuple[list[str], str]]:
    """What stands at the places, and what stands behind the sentence."""
    yield from _after(pattern.words[1:], told.removeprefix(pattern.words[0]))


def _after(words: tuple[str, ...], told: str) -> Iterator[tuple[list[str], str]]:
    if not words:
        yield [], told
        return
    if words[0] == "":
        for end in _ends(told):
            for others, rest in _after(words[1:], told[end:]):
                yield [told[:end], *others], rest
        return
    at = told.find(words[0], 1)
    while at > 0:
        for others, rest in _after(words[1:], told[at + len(words[0]) :]):
            yield [told[:at], *others], rest
        at = told.find(words[0], at + 1)


def _ends(told: str) -> list[int]:
    """Where the last value of a sentence may end: at its end, or before a comma, colon or blank; the longest first."""
    return [len(told), *(at for at in range(len(told) - 1, 0, -1) if told[at] in " ,:")]
