"""Programs side by side: where each operation stands, what may follow it, which names are given and read there."""

from collections.abc import Iterator
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.compiler.ir import Operation, Program
from sayso.dsl.blocks import Address, statements
from sayso.dsl.difference import difference
from sayso.dsl.flow import Flow
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.statements import Line
from sayso.interpreter import Linked

Frames = tuple[tuple[str, int], ...]
"""What is open at a place: the kind of each frame, and where it began."""
BUILT_IN = frozenset({"now", "today", "me", "user", "workspace", "run", "trigger"})


class Shape:
    """A program's places: for each the frames open around it, the loop it stands in, and what can come after it."""

    def __init__(self, program: Program) -> None:
        self.program, self.operations = program, program.operations
        self.frames: dict[int, Frames] = {}
        self.loop: dict[int, int] = {}
        self.after: dict[int, set[int]] = {}
        self._walk()

    def _walk(self) -> None:
        waiting: list[tuple[int, Frames, int]] = [(0, (), -1)]
        while waiting:
            at, frames, loop = waiting.pop()
            if at in self.frames or at >= len(self.operations):
                continue
            self.frames[at], self.loop[at] = frames, loop
            found = list(_following(self.operations[at], at, frames, loop))
            self.after[at] = {place for place, _, inside in found if inside == loop}
            waiting += found

    def reach(self, at: int, opened: bool = False) -> set[int]:
        """Every place that can come after one, within the same lane and in the loops it opens; where the loop of the
        place itself is `opened` already, its items are lanes of their own."""
        found: set[int] = set()
        waiting = [at]
        while waiting:
            place = waiting.pop()
            for following in self.after.get(place, ()):
                if following not in found:
                    found.add(following)
                    waiting.append(following)
            if isinstance(self.operations[place], ir.Each) and place + 1 not in found and not (opened and place == at):
                found.add(place + 1)
                waiting.append(place + 1)
        return found

    def alike(self, op: Operation, step: str) -> list[int]:
        """The places of a step where an operation of that kind stands."""
        return [at for at, one in enumerate(self.operations) if one.step == step and type(one) is type(op)]


class Pair:
    """Two versions of a flow: which statement of the old one is which of the new one, where that is sure."""

    def __init__(self, old: Linked, new: Linked) -> None:
        self.old, self.new = Shape(old.program), Shape(new.program)
        self.steps = _steps(old.text, new.text)

    def place(self, at: int) -> int | None:
        """The place in the new version that is the same as one in the old: of the same statement, kind and rank."""
        op = self.old.operations[at]
        step = self.steps.get(op.step)
        if step is None:
            return None
        here, there = self.old.alike(op, op.step), self.new.alike(op, step)
        return there[here.index(at)] if len(here) == len(there) else None


def _steps(old: str, new: str) -> dict[str, str]:
    """The steps of the new version by the old: statements that say the same, or were changed where they stand."""
    before, after = parse(old).flow, parse(new).flow
    if before is None or after is None:
        return {}
    here, there = _numbered(before), _numbered(after)
    kept = difference(before, after).of_kind("unchanged", "changed")
    pairs = {here[one.old]: there[one.new] for one in kept if one.old in here and one.new in there}
    return {**pairs, "end": "end"}


def _numbered(flow: Flow) -> dict[Address | None, str]:
    """The step of every statement, by its address, as the compiler numbers them."""
    lines = (node for node in walk(flow.body) if isinstance(node, Line))
    steps = {id(node): f"s{number}" for number, node in enumerate(lines, 1)}
    return {address: steps[id(one)] for address, one in statements(flow) if id(one) in steps}


def _following(op: Operation, at: int, frames: Frames, loop: int) -> Iterator[tuple[int, Frames, int]]:
    """Where a lane can go from an operation; an item's lane begins behind its `for each`."""
    match op:
        case ir.End():
            return
        case ir.Jump():
            yield op.to, frames, loop
        case ir.Test() | ir.Hear():
            yield at + 1, frames, loop
            yield op.otherwise, frames, loop
        case ir.Pause():
            yield at + 1, frames, loop
            if op.stage is not None:
                yield op.exit, frames, loop
        case ir.Each():
            yield op.after, frames, loop
            yield at + 1, (), at
        case ir.Guard():
            yield op.handler, frames, loop
            yield at + 1, (*frames, ("sequence" if op.listen else "try", at)), loop
        case ir.Release():
            yield at + 1, frames[:-1], loop
        case ir.Turn():
            here = frames[:-1] if frames and frames[-1] == ("turn", at) else frames
            yield op.exit, here, loop
            yield at + 1, (*here, ("turn", at)), loop
        case _:
            yield at + 1, frames, loop


def given(op: Operation) -> dict[str, Any]:
    """The names an operation gives a value, each with what the value is made of."""
    match op:
        case ir.Assign():
            return {op.name: op.value}
        case ir.Call():
            return {op.into: (op.tool, op.returns)} if op.into else {}
        case ir.Each():
            return {op.item: ("item", op.item_type)} | ({op.collect: "kept"} if op.collect else {})
        case ir.Hear():
            return {name: (op.listen.event, name) for name in op.listen.names}
        case ir.Guard() if op.listen is not None:
            return {name: (op.listen.event, name) for name in op.listen.names}
        case ir.Guard():
            return {op.error: "error"} if op.error else {}
    return {}


def read(value: Any) -> set[str]:
    """The names that an operation or expression reads."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ir.Load):
            found.add(one.name)
        elif isinstance(one, msgspec.Struct):
            waiting += [getattr(one, name) for name in one.__struct_fields__]
        elif isinstance(one, tuple | list):
            waiting += one
    return found


def bound_inside(value: Any) -> set[str]:
    """The names that filters of an expression give to each element themselves."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ir.Keep | ir.Order | ir.Condition):
            found.update(one.names)
        if isinstance(one, msgspec.Struct):
            waiting += [getattr(one, name) for name in one.__struct_fields__]
        elif isinstance(one, tuple | list):
            waiting += one
    return found
