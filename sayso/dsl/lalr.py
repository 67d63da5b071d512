"""The machine that runs a parse table over one stretch of text.

It holds no state between two readings and knows no rule by name: `BUILDERS` of `build` says what each rule makes.
Iterative, so nesting is no danger; where a text cannot be read it says where, and what could have stood there.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sayso.dsl.grammar import SKIP, Production, Table

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
        self._plans = [_plan(production, builders) for production in table.productions]
        self._matchers: list[Callable[..., re.Match[str] | None] | None] = [None] * len(table.lexers)
        self._units = [_units(actions, table) for actions in table.actions]
        self._kinds = [("", *lexer.kinds) for lexer in table.lexers]

    def read(self, text: str, start: int, end: int, rule: str) -> Any:
        """What the builders make of `text[start:end]`, read as `rule`; raises Unreadable."""
        table, units, plans, kinds, matchers = self.table, self._units, self._plans, self._kinds, self._matchers
        actions, gotos, keywords, signs, lexer_of = (
            table.actions, table.gotos, table.keywords, table.signs, table.lexer_of,
        )  # fmt: skip
        state, final = table.starts[rule]
        stack: list[int] = [state]
        values: list[Any] = []
        starts: list[int] = []
        place = before = start
        while True:
            lexer = lexer_of[state]
            found = (matchers[lexer] or self._matcher(lexer))(text, place, end)
            row = actions[state]
            if found is None:
                raise self._unreadable(text, place, end, row, before)
            group = found.lastindex or 0
            kind = kinds[lexer][group]
            value = found[group]
            if kind == "*words":
                kind = keywords.get(value, "WORD")
                if kind not in row:
                    kind = "WORD"
            elif kind == "*signs":
                kind = signs[value]
            action = row.get(kind)
            if action is None:
                raise self._unreadable(text, found.start(group), end, row, before)
            while action < 0:
                size, origin, pick, keep, splice, make = plans[-1 - action]
                if size:
                    begin = starts[-size]
                    if pick is None:
                        made = make(_children(keep, splice, values[-size:]), begin, before)
                    elif make is None:
                        made = values[pick - size]
                    else:
                        made = make([values[pick - size]] if pick >= 0 else [], begin, before)
                    del stack[-size:], values[-size:], starts[-size:]
                else:
                    begin = place
                    made = make([], place, place)
                below = gotos[stack[-1]]
                state = below[origin]
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


def _plan(production: Production, builders: Mapping[str, Builder]) -> tuple[Any, ...]:
    """A production made ready: `pick` is the one symbol it keeps, -1 for none, None where it takes more work;
    without a builder it hands its one value on."""
    keep, splice = production.keep, frozenset(production.splice)
    pick = None if splice or len(keep) > 1 else keep[0] if keep else -1
    make = None if production.passes else builders.get(production.name, _listed)
    return production.size, production.origin, pick, keep, splice, make


def _children(keep: tuple[int, ...], splice: frozenset[int], values: list[Any]) -> list[Any]:
    if not splice:
        return [values[i] for i in keep]
    children: list[Any] = values[keep[0]] if keep[0] in splice else [values[keep[0]]]
    for i in keep[1:]:
        if i in splice:
            children.extend(values[i])
        else:
            children.append(values[i])
    return children


def _listed(children: list[Any], start: int, end: int) -> list[Any]:
    """What a rule without a builder makes: its children, to be put in among those of the rule above."""
    return children
