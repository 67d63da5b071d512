"""Lowering that remembers the statements of the flow's body: the same one becomes the same, moved to its place."""

from collections import Counter
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.compiler.facts import Remembered
from sayso.compiler.lower.expressions import Lowering
from sayso.compiler.lower.statements import Emitting
from sayso.dsl.node import Node, walk
from sayso.dsl.statements import EventPattern, Remember, Statement

POSITIONS: dict[type[ir.Op], str] = {
    ir.Jump: "to", ir.Test: "otherwise", ir.Hear: "otherwise", ir.Each: "after", ir.Guard: "handler", ir.Turn: "exit",
}  # fmt: skip
"""The field of an operation that names another one; of a pause it is `exit`, if that belongs to a stage."""


class Lowered(msgspec.Struct, frozen=True):
    """What one statement became at a place and as a step of a number, and what that depends on: loops of the same name
    before it, the parameters that carry strangers' words, and the fields that the flow uses."""

    node: Statement
    learned: Any
    here: int
    step: int
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
        here, step = self.here, number_of(self.lower.facts.step_of(statement))
        tainted = {call: self.lower.tainted[call] for call in learned.known["calls"] if call in self.lower.tainted}
        used = self.lower.facts.used_fields
        if (
            known is not None
            and known.learned is learned
            and (known.before, known.tainted, known.used) == (self.loops, tainted, used)
        ):
            self.operations.extend(moved(known.operations, here - known.here, step - known.step))
            self.loops = known.after.copy()
            return
        before = self.loops.copy()
        self._inside = True
        super().statement_(statement)
        self._inside = False
        self.lowered.pop(id(statement), None)
        if not any(_looks_back(node) for node in walk(statement)):
            operations, after = self.operations[here:], self.loops.copy()
            self.lowered[id(statement)] = Lowered(
                statement, learned, here, step, before, tainted, used, operations, after
            )


def _looks_back(node: Node) -> bool:
    """Whether a statement's operations name steps or hold names of steps, so that they cannot be moved."""
    return (isinstance(node, EventPattern) and node.since is not None) or isinstance(node, Remember)


def number_of(step: str) -> int:
    """`s12` is 12."""
    return int(step[1:])


def moved(operations: list[ir.Operation], by: int, steps: int) -> list[ir.Operation]:
    """The operations of a statement that stands so many operations and steps further on."""
    return [_moved(one, by, steps) for one in operations] if by or steps else operations


def _moved(operation: ir.Operation, by: int, steps: int) -> ir.Operation:
    changes: dict[str, Any] = {"step": f"s{number_of(operation.step) + steps}"}
    field = POSITIONS.get(type(operation), "exit" if isinstance(operation, ir.Pause) and operation.stage else None)
    if field is not None:
        changes[field] = getattr(operation, field) + by
    return msgspec.structs.replace(operation, **changes)
