"""The machine that runs a parse table over one stretch of text.

It holds no state between two readings and knows no rule by name: `BUILDERS` of `build` says what each rule makes.
Iterative, so nesting is no danger; where a text cannot be read it says where, and what could have stood there.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sayso.dsl.grammar import SKIP, Table

Builder = Callable[[list[Any], int, int], Any]
_BLANK = re.compile(SKIP)


class Unreadable(Exception):
    """Text that does not follow the grammar: the offending place, and the terminals that could have stood there."""

    def __init__(self, at: int, expected: frozenset[str], before: int) -> None:
        super().__init__(at)
        self.at = at
        self.expected = expected
        self.before = before


class Machine:
    """A parse table made ready: patterns are compiled when a state first needs them."""

    def __init__(self, table: Table, builders: Mapping[str, Builder]) -> None:
        self.table = table
        self._make = [builders.get(p.name) or _listed for p in table.productions]
        self._matchers: list[Callable[..., re.Match[str] | None] | None] = [None] * len(table.lexers)
        self._units = [_units(actions, table) for actions in table.actions]
        self._kinds = [(None, *lexer.kinds) for lexer in table.lexers]
        self._one = [_single(p.size, p.keep, p.splice) for p in table.productions]

    def read(self, text: str, start: int, end: int, rule: str) -> Any:
        """What the builders make of `text[start:end]`, read as `rule`; raises Unreadable."""
        table, units, makers, singles = self.table, self._units, self._make, self._one
        actions, gotos, productions = table.actions, table.gotos, table.productions
        keywords, signs, lexer_of, kinds, matchers = (
            table.keywords, table.signs, table.lexer_of, self._kinds, self._matchers,
        )  # fmt: skip
        state, final = table.starts[rule]
        stack, values, starts = [state], [], []
        place = before = start
        while True:
            lexer = lexer_of[state]
            found = (matchers[lexer] or self._matcher(lexer))(text, place, end)
            row = actions[state]
            if found is None:
                raise self._unreadable(text, place, end, row, before)
            group = found.lastindex
            kind = kinds[lexer][group]
            value = found[group]
            if kind == "*words":
                kind = keywords.get(value)
                if kind not in row:
                    kind = "WORD"
            elif kind == "*signs":
                kind = signs[value]
            action = row.get(kind)
            if action is None:
                raise self._unreadable(text, found.start(group), end, row, before)
            while action < 0:
                production = productions[-1 - action]
                size = production.size
                if size:
                    begin = starts[-size]
                    pick = singles[-1 - action]
                    if production.passes:
                        made = values[pick - size]
                    else:
                        if pick is not None:
                            children = [values[pick - size]] if pick >= 0 else []
                        else:
                            children = _children(production, values[-size:])
                        made = makers[-1 - action](children, begin, before)
                    del stack[-size:], values[-size:], starts[-size:]
                else:
                    begin = place
                    made = makers[-1 - action]([], place, place)
                below = gotos[stack[-1]]
                state = below[production.origin]
                unit = units[state].get(kind)
                while unit is not None:
                    state = below[unit]
                    unit = units[state].get(kind)
                if state == final and kind == "$END":
                    return made
                stack.append(state)
                values.append(made)
                starts.append(begin)
                row = actions[state]
                action = row.get(kind)
                if action is None:
                    raise self._unreadable(text, found.start(group), end, row, before)
            begin, place = found.span(group)
            before = place
            state = action
            stack.append(state)
            values.append(value)
            starts.append(begin)

    def _matcher(self, lexer: int) -> Callable[..., re.Match[str] | None]:
        matcher = re.compile(self.table.lexers[lexer].pattern).match
        self._matchers[lexer] = matcher
        return matcher

    def _unreadable(self, text: str, place: int, end: int, row: dict[str, int], before: int) -> Unreadable:
        skipped = _BLANK.match(text, place, end)
        at = skipped.end() if skipped and not row.keys() & {"TEXT", "LONG_TEXT"} else place
        return Unreadable(at, frozenset(row), before)


def _units(actions: dict[str, int], table: Table) -> dict[str, str]:
    """For each next terminal after which this state only hands its value on: the rule it hands it to."""
    reductions = {kind: table.productions[-1 - action] for kind, action in actions.items() if action < 0}
    return {kind: p.origin for kind, p in reductions.items() if p.passes and p.size == 1}


def _single(size: int, keep: tuple[int, ...], splice: tuple[int, ...]) -> int | None:
    """The one symbol a production keeps, -1 for none, None where it takes more work."""
    if splice or len(keep) > 1:
        return None
    return keep[0] if keep else -1


def _children(production: Any, values: list[Any]) -> list[Any]:
    if not production.splice:
        return [values[i] for i in production.keep]
    children = []
    for i in production.keep:
        if i in production.splice:
            children.extend(values[i])
        else:
            children.append(values[i])
    return children


def _listed(children: list[Any], start: int, end: int) -> list[Any]:
    """What a rule without a builder makes: its children, to be put in among those of the rule above."""
    return children
