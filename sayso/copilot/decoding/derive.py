"""Derives the model's grammar from `flow.lark`: closed lists, one way to write everything, blanks where they belong.

A rule that the grammar gains is carried over as it stands; a change whose original is gone, and a free name without a
place, are errors. What can no longer be written (no tools, no templates) is taken out.
"""

from collections.abc import Iterator

from sayso.copilot.decoding import changes
from sayso.copilot.decoding.notation import Form, Grammar, Item, read, symbols

Scope = frozenset[str]


class Stale(Exception):
    """A change does not fit the grammar any more."""


def derive(source: str, lists: dict[str, str]) -> Grammar:
    """The grammar of a whole flow for a model, still without blanks; `lists` are patterns by terminal."""
    grammar = _changed(read(source), lists)
    grown = _Growing(grammar.rules).grow("flow")
    rules = _possible(grown, {name for name, pattern in grammar.terminals.items() if not pattern})
    return Grammar(rules, grammar.terminals)


def pruned(grammar: Grammar, start: str) -> Grammar:
    """Only what is reached from `start`."""
    seen = [start]
    for name in seen:
        for symbol in symbols(grammar.rules.get(name, ())):
            if symbol not in seen:
                seen.append(symbol)
    rules = {name: grammar.rules[name] for name in seen if name in grammar.rules}
    return Grammar(rules, {name: pattern for name, pattern in grammar.terminals.items() if name in seen})


def _changed(grammar: Grammar, lists: dict[str, str]) -> Grammar:
    """The changes of the tables put in, and everything that repeats without end bounded."""
    rules, terminals = dict(grammar.rules), dict(grammar.terminals)
    for name, change in changes.RULES.items():
        if _rule(change.was, name) != [form.items for form in rules.get(name, ())]:
            raise Stale(f"`{name}` is written differently now")
        rules[name] = tuple(Form(items) for items in _rule(change.now, name))
    for name, change in changes.TERMINALS.items():
        if change.was != terminals.get(name, ""):
            raise Stale(f"{name} is written differently now")
        terminals[name] = change.now
    for name in terminals.keys() - changes.TERMINALS.keys():
        for endless, bounded in changes.BOUNDED:
            terminals[name] = terminals[name].replace(endless, bounded)
    return Grammar(rules, terminals | lists)


def _rule(text: str, name: str) -> list[tuple[Item, ...]]:
    return [form.items for form in read(f"{name}: {text}\n").rules[name]] if text else []


class _Growing:
    """Copies rules from the start on, each for every scope it is reached in."""

    def __init__(self, rules: dict[str, tuple[Form, ...]]) -> None:
        self.rules = rules
        self.made: dict[str, tuple[Form, ...]] = {}

    def grow(self, start: str) -> dict[str, tuple[Form, ...]]:
        """All rules that a rule needs, by name; the scope is part of the name."""
        self.todo: list[tuple[str, Scope]] = [(start, frozenset())]
        for name, scope in self.todo:
            made = scoped(name, scope)
            if made not in self.made:
                self.made[made] = tuple(self._forms(name, scope))
        return self.made

    def _forms(self, name: str, scope: Scope) -> Iterator[Form]:
        for form in self.rules[name]:
            key = form.alias or name
            if "length" in scope and key in changes.NO_LENGTH:
                continue
            inner = self._inner(key, form, scope)
            yield from self._form(key, form, inner)

    def _inner(self, key: str, form: Form, scope: Scope) -> Scope:
        """The scope of what stands in a form."""
        if len(form.items) > 1 and key not in changes.HANDS_ON:
            scope -= {"length"}
        return scope | {"in"} if key in changes.INSIDE else scope

    def _form(self, key: str, form: Form, scope: Scope) -> Iterator[Form]:
        items: list[Item] = []
        for item in form.items:
            placed = self._item(key, item, scope)
            if placed is None:
                return
            items += placed
        yield Form(tuple(items), form.alias)

    def _item(self, key: str, item: Item, scope: Scope) -> list[Item] | None:
        """What an item becomes; nothing for an empty rule, None where the whole form goes."""
        if not isinstance(item.what, str):
            forms = tuple(made for form in item.what for made in self._form(key, form, scope))
            return [Item(forms, item.times)] if forms else None
        if item.what in changes.IN_ORDER and item.times == "*":
            return self._in_order(item.what, scope)
        whole = changes.PLACES.get((key, item.what + item.times)) if item.times else None
        if whole is not None:
            return [Item(whole.rstrip("*?+"), whole[-1])]
        symbol = self._symbol(key, item.what, scope)
        if symbol is None or self.rules.get(item.what) == (Form(()),):
            return None if symbol is None else []
        return [Item(symbol, item.times)]

    def _symbol(self, key: str, symbol: str, scope: Scope) -> str | None:
        placed = changes.PLACES.get((key, symbol), symbol)
        if placed in changes.TO_BE_PLACED:
            raise Stale(f"{placed} has no place in `{key}`: which list is meant there?")
        if not placed or placed in changes.NOT_WRITTEN:
            return None
        if placed == "_NL":
            placed = "_nl" if key != "_nl" else placed
        if placed not in self.rules:
            return placed
        opened = changes.OPENS_SCOPE.get((key, symbol))
        kept = frozenset(name for name in {*scope, *([opened] if opened else [])} if symbol in changes.SCOPES[name])
        if "mail" in kept:
            placed = changes.IN_MAILS.get(placed, placed)
        self.todo.append((placed, kept))
        return scoped(placed, kept)

    def _in_order(self, name: str, scope: Scope) -> list[Item]:
        """Each condition of a repeated choice once or not at all, in the order of the table."""
        forms = {form.alias or str(form.items[0].what): form for form in self.rules[name]}
        groups = changes.IN_ORDER[name]
        if {key for group in groups for key in group} != forms.keys():
            raise Stale(f"`{name}` has other forms now: in which order are they printed?")
        return [
            Item(tuple(made for key in group for made in self._form(key, forms[key], scope)), "?") for group in groups
        ]


def scoped(name: str, scope: Scope) -> str:
    """The name of a rule's copy for a scope."""
    return "_".join((name, *sorted(scope)))


def _possible(rules: dict[str, tuple[Form, ...]], impossible: set[str]) -> dict[str, tuple[Form, ...]]:
    """The rules without forms that need what cannot be written."""
    while True:
        left = {name: tuple(_forms(forms, impossible)) for name, forms in rules.items()}
        gone = {name for name, forms in left.items() if not forms} - impossible
        if not gone:
            return {name: forms for name, forms in left.items() if forms}
        impossible = impossible | gone
        rules = left


def _forms(forms: tuple[Form, ...], impossible: set[str]) -> Iterator[Form]:
    for form in forms:
        items = [_left(item, impossible) for item in form.items]
        if all(item is not None or old.times in ("?", "*") for item, old in zip(items, form.items, strict=True)):
            yield Form(tuple(item for item in items if item is not None), form.alias)


def _left(item: Item, impossible: set[str]) -> Item | None:
    if isinstance(item.what, str):
        return None if item.what in impossible else item
    forms = tuple(_forms(item.what, impossible))
    return Item(forms, item.times) if forms else None
