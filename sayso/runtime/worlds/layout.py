"""Where the steps of a program stand: inside which `try`, in the turns of which `repeat`, and their calls."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

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
        self._texts = frozenset(_texts(program.operations))
        open_: list[ir.Guard | ir.Turn | ir.Each] = []
        for place, op in enumerate(program.operations):
            open_ = [one for one in open_ if place < _end(one)]
            if isinstance(op, ir.Release):
                open_.pop()
            if isinstance(op, ir.Call):
                self._calls[op.step, op.tool] = op
                if _taken(open_):
                    self._tries.add(op.step)
            self._turns[op.step] = tuple(one.at_most for one in open_ if isinstance(one, ir.Turn))
            if isinstance(op, ir.Guard | ir.Turn | ir.Each):
                open_.append(op)

    def call(self, want: Effect) -> ir.Call | None:
        """The operation a want came from."""
        return self._calls.get((want.step, want.tool))

    def returns(self, want: Effect, catalog: Catalog) -> Type | None:
        """What a call gives, as closely as the compiler knows."""
        op, tool = self.call(want), catalog.tools.get(want.tool)
        return op.returns if op and op.returns else tool.returns if tool else None

    def told_apart(self, values: list[Any]) -> list[Any]:
        """Of a tool's possible answers those that the flow names, and one that stands for all others."""
        named = [value for value in values if isinstance(value, bool) or value in self._texts]
        others = [value for value in values if value not in named]
        return [value for value in values if value in [*named, *others[:1]]]

    def in_try(self, step: str) -> bool:
        """Whether a failure of that step is taken by a `try`."""
        return step in self._tries

    def steady(self, path: str, step: str) -> str:
        """The path with turns between the first and the last as the first: there the same things happen again."""
        most = iter(self._turns.get(step, ()))

        def turn(found: re.Match[str]) -> str:
            return "turn[1]" if 1 < int(found[1]) < next(most, 0) else found[0]

        return re.sub(r"turn\[(\d+)\]", turn, path)


def _texts(part: object) -> Iterator[str]:
    """Every text written in operations."""
    match part:
        case ir.Const():
            yield from [part.value] if isinstance(part.value, str) else ()
        case tuple():
            for item in part:
                yield from _texts(item)
        case msgspec.Struct():
            for name in part.__struct_fields__:
                yield from _texts(getattr(part, name))


def _end(op: ir.Guard | ir.Turn | ir.Each) -> int:
    """Where what an operation opened is surely over."""
    match op:
        case ir.Guard():
            return op.handler
        case ir.Turn():
            return op.exit
        case ir.Each():
            return op.after


def _taken(around: list[ir.Guard | ir.Turn | ir.Each]) -> bool:
    """Whether a `try` takes failures there; an item's failures stay in the item."""
    for op in reversed(around):
        if isinstance(op, ir.Each):
            return False
        if isinstance(op, ir.Guard) and op.listen is None:
            return True
    return False
