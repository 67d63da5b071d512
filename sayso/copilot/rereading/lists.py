"""Parts of lists read back: "the quiet deals, highest value first", "the first 10 deals", "the external meetings"."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from sayso.copilot.english import words_of
from sayso.copilot.readback_words import SINCE
from sayso.copilot.rereading.scope import Scope, camel, is_name
from sayso.copilot.rereading.splitting import splits
from sayso.dsl.expressions import Expression, Field, Name, Number, Sorted, Take, Where

_BEGINS = (" whose ", " that ", " with ", " where ", " either ")
_DOWN = {"highest": True, "lowest": False, "most": True, "fewest": False, "latest": True, "earliest": False}
_SINCE = {words_of(since): name for name, since in SINCE.items()}
_MOMENTS = {"": ("startsAt", "date", "time", "start"), "end": ("endsAt", "end")}


class Lists:
    """Reads parts of lists. `values` reads any value, `clauses` a condition on items of that name."""

    def __init__(
        self,
        scope: Scope,
        values: Callable[[str], list[Expression]],
        clauses: Callable[[str, str], list[Expression]],
    ) -> None:
        self.scope = scope
        self.values = values
        self.clauses = clauses

    def read(self, phrase: str) -> Iterator[Expression]:
        """What part of which list a phrase may mean."""
        yield from self._sorted(phrase)
        yield from self._taken(phrase)
        yield from self._where(phrase)
        yield from self._adjective(phrase)

    def _sorted(self, phrase: str) -> Iterator[Expression]:
        for left, order in splits(phrase, ", "):
            if order.endswith(" first") or order.startswith("by ") or order == "from Z to A":
                for items in self._lists(left):
                    yield from self.order(items, order)
            if order == "from Z to A":
                for before, by in splits(left, ", "):
                    for items in self._lists(before) if by.startswith("by ") else ():
                        yield from self.order(items, f"{by}, {order}")

    def _lists(self, phrase: str) -> list[Expression]:
        return [one for one in self.values(phrase) if self.scope.is_list(one) is not False]

    def order(self, items: Expression, order: str) -> Iterator[Expression]:
        """A list in an order: "highest value first", "by name, from Z to A"."""
        item = Name(self.scope.element(items))
        if order.startswith("by "):
            words, _, down = order.removeprefix("by ").partition(", ")
            keys: list[Expression] = [item] if words == "the alphabet" else list(self._keys(items, item, words))
            yield from (Sorted(items, key, bool(down)) for key in keys)
            return
        which, _, words = order.removesuffix(" first").partition(" ")
        if which == "oldest" or (which == "latest" and words in _SINCE):
            if words in _SINCE:
                yield Sorted(items, Field(item, _SINCE[words]), which == "oldest")
        elif which in _DOWN and words != "sum":
            for key in self._keys(items, item, words):
                yield Sorted(items, key, _DOWN[which])

    def _keys(self, items: Expression, item: Name, words: str) -> Iterator[Expression]:
        kind = self.scope.noun(items)
        record = self.scope.catalog.records.get(kind or "")
        for name in _MOMENTS.get(words, ()):
            if record is None or record.field(name):
                yield Field(item, name)
        if words:
            yield from (Field(item, name) for name in self.scope.fields_called(items, words) if name)
        else:
            yield item

    def _taken(self, phrase: str) -> Iterator[Expression]:
        for end in ("first", "last"):
            if not phrase.startswith(f"the {end} "):
                continue
            rest = phrase.removeprefix(f"the {end} ")
            if rest.startswith("of "):
                for items in self._lists(rest.removeprefix("of ")):
                    yield Take(end, Number(Decimal(1)), items)
            count, _, what = rest.partition(" ")
            for number in self.values(count) if count[:1].isdigit() else ():
                whole = what.removeprefix("of ")
                for items in self._lists(whole if whole != what else f"the {what}"):
                    yield Take(end, number, items)

    def _where(self, phrase: str) -> Iterator[Expression]:
        for begin in _BEGINS:
            for left, rest in splits(phrase, begin):
                for items in self._lists(left):
                    for condition in self.clauses(begin.strip() + " " + rest, self.scope.element(items)):
                        yield Where(items, condition)

    def _adjective(self, phrase: str) -> Iterator[Expression]:
        """ "the external meetings": those of which one word is true."""
        if not phrase.startswith("the "):
            return
        word, _, rest = phrase.removeprefix("the ").partition(" ")
        if not rest or word in ("first", "last", "number"):
            return
        for items in self.values(f"the {rest}"):
            record = self.scope.catalog.records.get(self.scope.noun(items) or "")
            known = record.field(camel(word)) is not None if record else is_name(word) and self.scope.is_list(items)
            if isinstance(items, Name) and known:
                yield Where(items, Field(Name(self.scope.element(items)), camel(word)))
