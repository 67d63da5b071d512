"""What a tool is given besides what its sentence names: " for the owner, due tomorrow, about the deal: "…"" """

from collections.abc import Iterator
from functools import cache
from itertools import islice

from sayso.copilot.english import words_of
from sayso.copilot.readback_calls import LEADS, WORDS_LAST
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.scope import camel
from sayso.copilot.rereading.splitting import MOST, listed_parts, splits
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.expressions import Expression, List, Text
from sayso.dsl.types import ListOf, Optional

MOST_WAYS = 64
"""So many ways to hear a list of values are looked at."""
Handed = tuple[str, Expression]


class Handing:
    """Reads the end of a call."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.values = clauses.values

    def read(self, told: str, tool: Tool, free: list[Parameter]) -> Iterator[list[Handed]]:
        """What is handed over, by name; `free` are the parameters that the sentence did not name."""
        if not told:
            yield []
            return
        with self.clauses.scope.patience as goes_on:
            if goes_on and told[0] in " ,:":
                yield from self._filters(told, tool, free)
                yield from self._last(told, tool, free)
                yield from self._leads(told, tool, free)
                yield from self._with(told, tool, free)

    def value(self, said: str, parameter: Parameter) -> list[Expression]:
        """What may be said of a parameter: a lone hole is the data itself, one item a list of it."""
        found = []
        for value in self.values.read(said):
            alone = not isinstance(value, List) and isinstance(_present(parameter), ListOf)
            found += [List((value,)), value] if alone else [value]
            if isinstance(value, Text) and len(value.parts) == 1 and not isinstance(value.parts[0], str):
                found.append(value.parts[0])
        return found

    def _filters(self, told: str, tool: Tool, free: list[Parameter]) -> Iterator[list[Handed]]:
        for parameter in free:
            if not parameter.filter or told[0] != " ":
                continue
            for end in _ends(told):
                found = self.clauses.of_items(told[1:end], self.clauses.scope.item(parameter.filter))
                for more in self.read(told[end:], tool, _without(free, parameter)) if found else ():
                    yield from ([(parameter.name, one), *more] for one in found)

    def _leads(self, told: str, tool: Tool, free: list[Parameter]) -> Iterator[list[Handed]]:
        for parameter in free:
            lead = _lead(parameter.name)
            for words in (lead, f",{lead}") if lead else ():
                if told.startswith(words):
                    yield from self._lead(told, len(words), parameter, tool, _without(free, parameter))

    def _lead(
        self, told: str, start: int, parameter: Parameter, tool: Tool, free: list[Parameter]
    ) -> Iterator[list[Handed]]:
        for end in _ends(told):
            found = self.value(told[start:end], parameter) if end > start else []
            for more in self.read(told[end:], tool, free) if found else ():
                yield from ([(parameter.name, one), *more] for one in found)

    def _last(self, told: str, tool: Tool, free: list[Parameter]) -> Iterator[list[Handed]]:
        """Long words stand at the end: one behind a colon, several by name."""
        last = [one for one in free if one.name in WORDS_LAST]
        if told.startswith(": "):
            for parameter in last:
                yield from ([(parameter.name, one)] for one in self.value(told[2:], parameter))
        for parameter in last:
            for words in (f", {words_of(parameter.name)}: ", ", "):
                if told.startswith(words) and (words != ", " or told.startswith(f", the {words_of(parameter.name)}")):
                    yield from self._lead(told, len(words), parameter, tool, _without(free, parameter))

    def _with(self, told: str, tool: Tool, free: list[Parameter]) -> Iterator[list[Handed]]:
        """ " with the subject "…" and email: the work email" """
        begin = next((words for words in (" with ", ", with ") if told.startswith(words)), None)
        if begin is None:
            return
        for end in _ends(told):
            for parts in islice(_parts(told[len(begin) : end]), MOST_WAYS):
                ways = [list(islice(self._pair(part, tool, free), MOST)) for part in parts]
                if all(ways):
                    for more in self.read(told[end:], tool, [one for one in free if one.name in WORDS_LAST]):
                        yield from ([*chosen, *more] for chosen in _chosen(ways))

    def _pair(self, part: str, tool: Tool, free: list[Parameter]) -> Iterator[Handed]:
        for parameter in free:
            words = words_of(parameter.name)
            for begin in (f"{words}: ", f"the {words} "):
                if part.startswith(begin):
                    for value in self.value(part.removeprefix(begin), parameter):
                        yield parameter.name, value
            if part == f"the {words}":
                yield from ((parameter.name, value) for value in self.value(part, parameter))
        if tool.keywords_of is not None:
            words, colon, said = part.partition(": ")
            yield from ((camel(words), value) for value in self.values.read(said) if colon)


def _chosen(ways: list[list[Handed]]) -> Iterator[list[Handed]]:
    """The likeliest of each, then others of one at a time."""
    first = [way[0] for way in ways]
    yield first
    for number, way in enumerate(ways):
        for other in way[1:]:
            yield [*first[:number], other, *first[number + 1 :]]


def _parts(told: str) -> Iterator[list[str]]:
    if "; " in told:
        yield told.split("; ")
    yield from listed_parts(told)
    for left, right in splits(told, " and "):
        for before in _commas(left):
            yield [*before, right]


def _commas(told: str) -> Iterator[list[str]]:
    yield [told]
    for left, right in splits(told, ", "):
        for before in _commas(left):
            yield [*before, right]


@cache
def _lead(name: str) -> str:
    """The words before a value of that name, with the sign that stands before them."""
    lead = LEADS.get(name, "")
    return f"{lead} " if lead.startswith(",") else f" {lead} " if lead else ""


def _without(free: list[Parameter], used: Parameter) -> list[Parameter]:
    return [one for one in free if one is not used]


def _ends(told: str) -> list[int]:
    """Where a value may end: at the end, or before what begins something else; the longest first."""
    return [
        len(told),
        *(at for at in range(len(told) - 1, 0, -1) if told[at] == "," or told[at] == ":" or told[at] == " "),
    ]


def _present(parameter: Parameter) -> object:
    return parameter.type.of if isinstance(parameter.type, Optional) else parameter.type
