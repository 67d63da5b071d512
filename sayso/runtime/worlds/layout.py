"""Where the steps of a program stand: inside which `try`, in the turns of which `repeat`, and their calls."""

import re

from sayso.compiler import ir
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import Type
from sayso.interpreter.state import Effect


class Layout:
    """What stands around each step of one program."""

    def __init__(self, program: ir.Program) -> None:
        """Look at every operation once."""
        self._calls: dict[tuple[str, str], ir.Call] = {}
        self._tries: set[str] = set()
        self._turns: dict[str, tuple[int, ...]] = {}
        open_: list[ir.Guard | ir.Turn] = []
        for place, op in enumerate(program.operations):
            open_ = [one for one in open_ if not isinstance(one, ir.Turn) or place < one.exit]
            if isinstance(op, ir.Guard | ir.Turn):
                open_.append(op)
            elif isinstance(op, ir.Release):
                open_.remove(next(one for one in reversed(open_) if isinstance(one, ir.Guard)))
            if isinstance(op, ir.Call):
                self._calls[op.step, op.tool] = op
            if any(isinstance(one, ir.Guard) and one.listen is None for one in open_):
                self._tries.add(op.step)
            self._turns[op.step] = tuple(one.at_most for one in open_ if isinstance(one, ir.Turn))

    def call(self, want: Effect) -> ir.Call | None:
        """The operation a want came from."""
        return self._calls.get((want.step, want.tool))

    def returns(self, want: Effect, catalog: Catalog) -> Type | None:
        """What a call gives, as closely as the compiler knows."""
        op, tool = self.call(want), catalog.tools.get(want.tool)
        return op.returns if op and op.returns else tool.returns if tool else None

    def in_try(self, step: str) -> bool:
        """Whether a failure of that step is taken by a `try`."""
        return step in self._tries

    def steady(self, path: str, step: str) -> str:
        """The path with turns between the first and the last as the first: there the same things happen again."""
        most = iter(self._turns.get(step, ()))

        def turn(found: re.Match[str]) -> str:
            return "turn[1]" if 1 < int(found[1]) < next(most, 0) else found[0]

        return re.sub(r"turn\[(\d+)\]", turn, path)
