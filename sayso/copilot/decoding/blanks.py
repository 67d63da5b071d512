"""Puts the blanks into a grammar: one between two symbols, unless the tables say that they touch.

A model's blank is a symbol like any other, not something to be skipped, so two words cannot be glued together.
"""

from collections.abc import Iterator

from sayso.copilot.decoding import changes
from sayso.copilot.decoding.notation import Form, Grammar, Item

Edges = dict[str, frozenset[str]]
START = frozenset({"^"})
"""What stands before the first item of a form."""


class Unclear(Exception):
    """Two symbols that touch in one case and are apart in another."""


def with_blanks(grammar: Grammar) -> Grammar:
    """The grammar with every blank written."""
    placing = _Placing(grammar)
    rules = {
        name: forms if name in changes.TEXT_RULES else tuple(placing.form(name, form, START)[0] for form in forms)
        for name, forms in grammar.rules.items()
    }
    return Grammar(rules, grammar.terminals)


class _Placing:
    """Knows with which terminals every rule can begin and end."""

    def __init__(self, grammar: Grammar) -> None:
        self.first = _edges(grammar, 1)
        self.last = _edges(grammar, -1)

    def form(self, name: str, form: Form, before: frozenset[str]) -> tuple[Form, frozenset[str]]:
        """The form with blanks, and the terminals it can end with."""
        items: list[Item] = []
        for item in form.items:
            item, ends = self._item(name, item, before)
            items.append(item)
            before = ends | (before if item.times in ("?", "*") else frozenset())
        return Form(tuple(items), form.alias), before

    def _item(self, name: str, item: Item, before: frozenset[str]) -> tuple[Item, frozenset[str]]:
        if not isinstance(item.what, str):
            around = before | (_ends(item.what, self.last) if item.times in ("*", "+") else frozenset())
            made = [self.form(name, form, around) for form in item.what]
            return Item(tuple(form for form, _ in made), item.times), frozenset().union(*(ends for _, ends in made))
        ends = self.last.get(item.what, frozenset({item.what}))
        starts = self.first.get(item.what, frozenset({item.what}))
        around = before | (ends if item.times in ("*", "+") else frozenset())
        if not _apart(around, starts, name):
            return item, ends
        gap: str | tuple[Form, ...] = "BLANK"
        if item.what in changes.MAY_BREAK and "in" in name.split("_"):
            gap = (Form((Item("BLANK"),)), Form((Item("ROW"),)))
        if not item.times:
            return Item((Form((Item(gap), Item(item.what))),)), ends
        return Item((Form((Item(gap), Item(item.what))),), item.times), ends


def _apart(before: frozenset[str], after: frozenset[str], name: str) -> bool:
    """Whether a blank stands between any of these and any of those."""
    found = {_is_apart(one, other) for one in before - START for other in after}
    if len(found) > 1:
        raise Unclear(f"in `{name}`, between {sorted(before)} and {sorted(after)}")
    return bool(found) and found.pop()


def _is_apart(one: str, other: str) -> bool:
    touching = one in changes.TIGHT_AFTER or other in changes.TIGHT_BEFORE or (one, other) in changes.TIGHT_PAIRS
    return not touching


def _edges(grammar: Grammar, step: int) -> Edges:
    """The terminals each rule can begin with (step 1) or end with (step -1)."""
    edges: Edges = {name: frozenset() for name in grammar.rules}
    while True:
        grown = {name: edges[name] | _ends(forms, edges, step) for name, forms in grammar.rules.items()}
        if grown == edges:
            return edges
        edges = grown


def _ends(forms: tuple[Form, ...], edges: Edges, step: int = -1) -> frozenset[str]:
    return frozenset(symbol for form in forms for symbol in _end(form, edges, step))


def _end(form: Form, edges: Edges, step: int) -> Iterator[str]:
    for item in form.items[::step]:
        yield from _ends(item.what, edges, step) if isinstance(item.what, tuple) else edges.get(item.what, {item.what})
        if item.times in ("", "+"):
            return
