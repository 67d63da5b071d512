"""Loops read back: "For each contact, at most 20, nobody twice", "For each owner of the quiet contacts (rep)"."""

import re
from collections.abc import Iterator
from typing import Literal

from sayso.copilot.english import plural, singular, words_of
from sayso.copilot.rereading.calls import duration
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.scope import camel
from sayso.copilot.rereading.splitting import splits
from sayso.dsl.expressions import Expression, Field, Name
from sayso.dsl.statements import Block, Do, ForEach, Let, Statement
from sayso.dsl.types import ListOf, RecordOf, present

_MORE = re.compile(
    r", (?:at most (?P<most>[\d_]+)|(?P<once>nobody twice|none twice)|(?:nobody|none) again within (?P<per>[^,]+)"
    r"|(?P<again>also those still on their way from before)|(?P<one>one after the other)"
    r"|(?P<stop>stopping at the first that fails)|gathering the (?P<collect>[^,]+))$"
)


class Looping:
    """Reads what a loop goes through, and how."""

    def __init__(self, clauses: Clauses) -> None:
        self.scope = clauses.scope
        self.values = clauses.values

    def read(self, words: str, before: Statement | None) -> Iterator[Statement]:
        """What stands behind "For each"; `before` is the step before it."""
        said: dict[str, str] = {}
        while found := _MORE.search(words):
            said |= {name: value for name, value in found.groupdict().items() if value is not None}
            words = words[: found.start()]
        per = duration(said["per"]) if "per" in said else None
        again: Literal["", "once", "again"] = "once" if "once" in said or per else "again" if "again" in said else ""
        most = int(said["most"].replace("_", "")) if "most" in said else None
        collect = camel(said["collect"]) if "collect" in said else None
        for item, items in self._which(words, before):
            yield ForEach(item, items, most, Block(), again, per, "one" in said, "stop" in said, collect)

    def _which(self, words: str, before: Statement | None) -> Iterator[tuple[str, Expression]]:
        if words.startswith("of "):
            for items in self.values.read(words.removeprefix("of ")):
                yield from ((name, items) for name in self._items_of(items))
            return
        for item, said in splits(words, " in "):
            yield from ((camel(item), items) for items in self.values.read(said))
        yield from self._named(words)
        yield from self._fields(words)
        if " of " not in words:
            for name in self._plain(words, before):
                yield camel(words), Name(name)

    def _items_of(self, items: Expression) -> Iterator[str]:
        """What an item of a list is called that is named as a whole."""
        noun = self.scope.noun(items)
        if noun:
            yield noun
        if isinstance(items, Name):
            yield camel(singular(words_of(items.name)))
        for node in (items, getattr(items, "of", None)):
            if isinstance(node, Name) and not noun:
                yield camel(singular(words_of(node.name)))

    def _named(self, words: str) -> Iterator[tuple[str, Expression]]:
        """ "deal of the best offers": an item with a name of its own"""
        for item, whole in splits(words, " of "):
            for items in self.values.read(whole):
                if self.scope.is_list(items) is not False and " (" not in item:
                    yield camel(item), items

    def _fields(self, words: str) -> Iterator[tuple[str, Expression]]:
        """ "owner of the quiet contacts (rep)": a field of every item"""
        told, bracket, item = words.removesuffix(")").rpartition(" (")
        if not (bracket and words.endswith(")")):
            told, item = words, words.partition(" of ")[0]
        for field, whole in splits(told, " of "):
            for items in self.values.read(whole):
                for name in self.scope.fields_called(items, field):
                    yield camel(item), Field(items, name)

    def _plain(self, item: str, before: Statement | None) -> Iterator[str]:
        """The list of which only the items are named: "For each contact"."""
        found = self._found(before)
        known = [name for name in reversed(self.scope.types) if self._is_list_of(name, item)]
        kind = camel(item)
        if found is not None and (found == kind or not known):
            yield camel(plural(item))
        yield from known
        if found is not None:
            yield camel(plural(item))
        yield from (name for name, type_ in reversed(self.scope.types.items()) if isinstance(type_, ListOf))
        self.scope.free.add(camel(plural(item)))
        yield camel(plural(item))

    def _is_list_of(self, name: str, item: str) -> bool:
        same = words_of(name).rstrip("s") == item.rstrip("s") and name != camel(item)
        kind = self.scope.types.get(name)
        return same or (isinstance(kind, ListOf) and present(kind.item) == RecordOf(camel(item)))

    def _found(self, before: Statement | None) -> str | None:
        """What the step before found a list of; "" where nobody knows."""
        if not isinstance(before, Do) or isinstance(before, Let):
            return None
        tool = self.scope.catalog.tools.get(before.call.tool)
        kind = present(tool.returns) if tool and tool.returns is not None else None
        if not isinstance(kind, ListOf):
            return None
        item = present(kind.item)
        return item.name if isinstance(item, RecordOf) else ""
