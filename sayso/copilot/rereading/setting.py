"""Values that get a name, read back: "Set points to 10", "Add 40 to the points", "Take the external meetings …"."""

from collections.abc import Iterator
from decimal import Decimal

from sayso.copilot.english import singular, words_of
from sayso.copilot.readback_words import CHANGES
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.scope import camel
from sayso.copilot.rereading.splitting import filled, splits
from sayso.dsl.expressions import Argument, Binary, Call, Expression, Field, Index, Name, Number, Take, Text, Where
from sayso.dsl.statements import Let, Set, Statement

_CALLED = (" and call it ", " and call them the ", " and call them ", ", and call them the ", ", and call them ")


class Setting:
    """Reads `let` and `set`."""

    def __init__(self, clauses: Clauses) -> None:
        self.scope = clauses.scope
        self.values = clauses.values

    def read(self, words: str) -> Iterator[Statement]:
        """What a sentence may set."""
        yield from self._changed(words)
        if words.startswith("Set "):
            for name, value in reversed(list(splits(words.removeprefix("Set "), " to "))):
                if "'" not in name and not name.startswith("the "):
                    yield from self._set(camel(name), value)
        if words.startswith("Remember "):
            for value, name in splits(words.removeprefix("Remember "), " as the "):
                yield from (Set(camel(name), one) for one in self.values.read(value))
        if words.startswith("Take "):
            yield from self._taken(words.removeprefix("Take "))
        if words.startswith("Of "):
            yield from self._of(words.removeprefix("Of "))

    def _set(self, name: str, value: str) -> Iterator[Statement]:
        for one in self.values.read(value) if name else ():
            if self.scope.is_list(one):
                yield Let(name, Call("join", (Argument(None, one), Argument(None, Text((", ",))))))
            yield Let(name, one)

    def _changed(self, words: str) -> Iterator[Statement]:
        for operator, template in CHANGES.items():
            for places in filled(words, template):
                for name in self.scope.names(places[0].removeprefix("the ")):
                    for value in self.values.read(places[1]):
                        yield Let(name, Binary(operator, Name(name), value))  # type: ignore[arg-type]

    def _taken(self, words: str) -> Iterator[Statement]:
        joined = words.removesuffix(", all in one text")
        if joined != words:
            for one in self.values.read(joined):
                name = one.name if isinstance(one, Name | Field) else ""
                yield Let(name, Call("join", (Argument(None, one), Argument(None, Text((", ",))))))
            return
        for mark in _CALLED:
            for value, name in splits(words, mark):
                yield from (Let(camel(name), one) for one in self.values.read(value))
        for value, name in splits(words, " as the "):
            for one in self.values.read(value):
                yield Let(self._adjective(one) or camel(name), one)
                yield Let(camel(name), one)
        for one in self.values.read(words):
            if isinstance(one, Index | Call):
                yield from (Let(camel(name), one) for name in _last_words(words))
            name = one.name if isinstance(one, Field) else ""
            if name:
                yield Let(camel(words_of(name) if words_of(name).endswith("s") else f"{words_of(name)}s"), one)

    def _adjective(self, value: Expression) -> str:
        """ "Take the external meetings as the external meetings": the list is called by the word alone."""
        alone = isinstance(value, Where) and isinstance(value.of, Name) and isinstance(value.condition, Field)
        return value.condition.name if alone else ""  # type: ignore[union-attr]

    def _of(self, words: str) -> Iterator[Statement]:
        """ "Of the weak companies, fewest days first, call the first 10 nearest" """
        for end in ("first", "last"):
            for whole, said in splits(words, f", call the {end} "):
                count, _, name = said.partition(" ")
                numbers: list[Expression] = [Number(Decimal(1))] if count == "one" else self.values.read(count)
                for number in numbers:
                    for items in self.values.read(whole):
                        yield Let(camel(name), Take(end, number, items))


def _last_words(words: str) -> list[str]:
    """What the item of a list may be called that is taken: "deal" of "the first deal"."""
    last = words.rpartition(" ")[2]
    return [singular(last), last] if singular(last) != last else [last]
