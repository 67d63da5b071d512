"""The count that remembers the statements of the flow's body: the same one at the same moment costs the same."""

from typing import Any

import msgspec

from sayso.compiler.bounds.amounts import Clock, Part, Ways
from sayso.compiler.bounds.counting import Counting
from sayso.compiler.bounds.pace import Pace
from sayso.compiler.facts import Facts
from sayso.compiler.scope import differing
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.statements import Statement


class Counted(msgspec.Struct):
    """What one statement costs, and what that depends on; `named` are the longest lists by name: those that the
    statement means count."""

    node: Statement
    learned: Any
    clock: Clock
    held: dict[str, int]
    named: dict[str, int | None]
    ways: Ways
    items: list[tuple[str, tuple[Part, ...]]]


class Remembering(Counting):
    """Counts all statements that are not remembered."""

    def __init__(self, flow: Flow, facts: Facts, catalog: Catalog, pace: Pace, held: dict[str, int]) -> None:
        """What was remembered is brought up to date."""
        super().__init__(flow, facts, catalog, pace, held)
        assert facts.remembered is not None
        self.learned: dict[int, Any] = facts.remembered.learned
        self.counted: dict[int, dict[int, Counted]] = facts.remembered.counted
        self._inside = False

    def _statement(self, statement: Statement, clock: Clock) -> Ways:
        learned = self.learned.get(id(statement))
        if learned is None or self._inside:
            return super()._statement(statement, clock)
        counts = self.counted.setdefault(id(statement), {})
        known = counts.get(len(self.held))
        if (
            known is None
            or known.learned is not learned
            or known.clock != clock
            or known.held != self.held
            or not self._are_as_long(known)
        ):
            begun = len(self.items)
            self._inside = True
            ways = super()._statement(statement, clock)
            self._inside = False
            known = Counted(statement, learned, clock, self.held, self.lengths.named, ways, self.items[begun:])
            counts[len(self.held)] = known
        else:
            self.items.extend(known.items)
        return known.ways

    def _are_as_long(self, known: Counted) -> bool:
        """Whether the lists that a statement means are as long as they were."""
        named = self.lengths.named
        if known.named is not named and known.learned.says(differing(known.named, named)):
            return False
        known.named = named
        return True
