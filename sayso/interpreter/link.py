"""A program made ready to run: every expression a closure, every operation an object. Done once per version."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from sayso.compiler import ir
from sayso.interpreter import operations as ops
from sayso.interpreter.expressions import Closure, Settings, closure
from sayso.interpreter.moving import Moving
from sayso.interpreter.straight import Straight

_LINKS: dict[type[ir.Op], Callable[[Any, Settings], ops.Linkable]] = {
    ir.Assign: ops.Assign,
    ir.Call: ops.Call,
    ir.Jump: ops.Jump,
    ir.Test: ops.Test,
    ir.Pause: ops.Pause,
    ir.Hear: ops.Hear,
    ir.Each: ops.Each,
    ir.Guard: ops.Guard,
    ir.Release: ops.Release,
    ir.Turn: ops.Turn,
    ir.Hand: ops.Hand,
    ir.End: ops.End,
}


class Linked:
    """A program whose parts can be run. Immutable after it was made; one serves any number of runs."""

    def __init__(self, program: ir.Program, text: str = "") -> None:
        """Link every operation; `text` is the flow the program was made of."""
        self.program, self.text = program, text
        marks = frozenset(program.marks)
        self.settings = Settings(ZoneInfo(program.zone), dict(program.titles), program.currency, marks)
        self.operations: list[ops.Linkable] = []
        self.runs: list[Callable[[Moving], int]] = []
        for position, op in enumerate(program.operations):
            self._put(position, _LINKS[type(op)](op, self.settings))
        guards = [(pc, op) for pc, op in enumerate(self.operations) if isinstance(op, ops.Guard)]
        self.listeners = {pc: guard.listener for pc, guard in guards if guard.listener is not None}
        self.hearing = {pc: op.listener for pc, op in enumerate(self.operations) if isinstance(op, ops.Hear)}
        self.starts = [
            (start, closure(start.where, self.settings) if start.where else None) for start in program.starts
        ]
        self.straight = Straight(self.operations)
        self.filters = self._filters()
        self.loads = self._loads()

    def put(self, position: int, operation: ops.Linkable) -> None:
        """Put another operation in the place of one."""
        self._put(position, operation)
        self.straight = Straight(self.operations)

    def _put(self, position: int, operation: ops.Linkable) -> None:
        """Give an operation its place, and what follows it."""
        operation.at, operation.next = position, self._past_jumps(position + 1)
        self.operations[position : position + 1] = [operation]
        self.runs[position : position + 1] = [operation.run]

    def _past_jumps(self, position: int) -> int:
        """The first operation from here on that does something; a circle of jumps is left as it is."""
        operations = self.program.operations
        for _ in operations:
            op = operations[position] if position < len(operations) else None
            if not isinstance(op, ir.Jump):
                break
            position = op.to
        return position

    @property
    def ears(self) -> dict[int, ops.Listener]:
        """What ends each `sequence`, by the position of its guard."""
        return self.listeners

    def _loads(self) -> dict[str, frozenset[str]]:
        """For every record type the fields the flow uses, and those that say which record it is."""
        uses = dict(self.program.uses)
        return {
            kind: frozenset({path.partition(".")[0] for path in uses.get(kind, ())} | {title, "type", "id"})
            for kind, title in self.program.titles
        }

    def _filters(self) -> dict[tuple[str, str], tuple[tuple[str, ...], Closure]]:
        """Every tool's filter by its step and parameter."""
        found = {}
        for op in self.program.operations:
            for name, core in op.arguments if isinstance(op, ir.Call) else ():
                if isinstance(core, ir.Condition):
                    found[op.step, name] = (core.names, closure(core.condition, self.settings))
        return found


def link(program: ir.Program, text: str = "") -> Linked:
    """Make a program ready to run; with its text, its journals can be replayed anywhere."""
    return Linked(program, text)
