"""Lowering that remembers the statements of the flow's body: the same one at the same place becomes the same."""

from collections import Counter
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.compiler.facts import Remembered
from sayso.compiler.lower.expressions import Lowering
from sayso.compiler.lower.statements import Emitting
from sayso.dsl.node import walk
from sayso.dsl.statements import EventPattern, Statement


class Lowered(msgspec.Struct, frozen=True):
    """What one statement became, and what that depends on: its place, its step, loops of the same name before it,
    the parameters that carry strangers' words, and the fields that the flow uses."""

    node: Statement
    learned: Any
    here: int
    step: str
    before: Counter[str]
    tainted: dict[int, tuple[str, ...]]
    used: dict[str, set[str]]
    operations: list[ir.Operation]
    after: Counter[str]


class Remembering(Emitting):
    """Lowers all statements that are not remembered."""

    def __init__(self, lower: Lowering, remembered: Remembered) -> None:
        """What was remembered is brought up to date."""
        super().__init__(lower)
        self.learned: dict[int, Any] = remembered.learned
        self.lowered: dict[int, Lowered] = remembered.lowered
        self._inside = False

    def statement_(self, statement: Statement) -> None:
        """One statement."""
        learned = self.learned.get(id(statement))
        if learned is None or self._inside:
            super().statement_(statement)
            return
        known = self.lowered.get(id(statement))
        place = (self.here, self.lower.facts.step_of(statement), self.loops)
        tainted = {call: self.lower.tainted[call] for call in learned.known["calls"] if call in self.lower.tainted}
        used = self.lower.facts.used_fields
        if (
            known is not None
            and known.learned is learned
            and (known.here, known.step, known.before) == place
            and (known.tainted, known.used) == (tainted, used)
        ):
            self.operations.extend(known.operations)
            self.loops = known.after.copy()
            return
        here, step, before = self.here, place[1], self.loops.copy()
        self._inside = True
        super().statement_(statement)
        self._inside = False
        self.lowered.pop(id(statement), None)
        if not any(isinstance(node, EventPattern) and node.since is not None for node in walk(statement)):
            operations, after = self.operations[here:], self.loops.copy()
            self.lowered[id(statement)] = Lowered(
                statement, learned, here, step, before, tainted, used, operations, after
            )
