"""Which step of one version is which of another: steps are numbered, so one that is added moves all below it.

Steps that say the same are the same; between two such, steps of one kind (the same tool, the same event) stand for each
other in their order. A step that has no counterpart is new.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.interpreter import Linked

_STEP = re.compile(r"(?:^|(?<=/))s\d+(?=/|$)")
_PLACES = frozenset({"step", "reads", "stales", "needs", "tainted", "to", "after", "handler", "exit"})
"""What an operation says about where things stand and what is fresh, not about what it does."""
NEW = "+"
"""Begins the name of a step that the other version does not have."""


class Steps:
    """The steps of a version by their counterparts in a recorded one."""

    def __init__(self, recorded: ir.Program, now: ir.Program) -> None:
        self.same = recorded.operations == now.operations
        self._old = {} if self.same else _aligned(recorded, now)

    def recorded(self, path: str) -> str:
        """The path as the recorded version has it."""
        if self.same:
            return path
        return _STEP.sub(lambda found: self._old.get(found[0], NEW + found[0]), path)


@lru_cache(maxsize=64)
def steps_between(recorded: Linked, now: Linked) -> Steps:
    """The steps of a version by their counterparts in a recorded one, worked out once."""
    return Steps(recorded.program, now.program)


def _steps(program: ir.Program) -> tuple[tuple[str, str, str], ...]:
    """Each step once: its id, all it says, and what kind of step it is."""
    found: dict[str, tuple[str, str, str]] = {}
    for op in program.operations:
        if not isinstance(op, ir.Jump | ir.Release | ir.End) and op.step not in found:
            found[op.step] = (op.step, _says(op), _kind(op))
    return tuple(found.values())


def _says(op: ir.Op) -> str:
    told = {name: value for name, value in msgspec.structs.asdict(op).items() if name not in _PLACES}
    if isinstance(told.get("otherwise"), int):
        del told["otherwise"]
    return f"{type(op).__name__} {msgspec.json.encode(told, order='deterministic').decode()}"


def _kind(op: Any) -> str:
    match op:
        case ir.Call():
            return f"call {op.tool}"
        case ir.Hear():
            return f"hear {op.listen.event}"
        case ir.Each():
            return f"each {op.loop}"
        case ir.Guard():
            return f"guard {op.listen.event if op.listen else ''}"
    return type(op).__name__


def _aligned(recorded: ir.Program, now: ir.Program) -> dict[str, str]:
    old, new = _steps(recorded), _steps(now)
    found: dict[str, str] = {}
    for kind, a, b, c, d in _blocks(old, new, 1):
        if kind == "equal":
            found |= {one[0]: other[0] for one, other in zip(new[c:d], old[a:b], strict=True)}
            continue
        for inner, e, f, g, h in _blocks(old[a:b], new[c:d], 2):
            if inner == "equal":
                pairs = zip(new[c:d][g:h], old[a:b][e:f], strict=True)
                found |= {one[0]: other[0] for one, other in pairs}
    return found


def _blocks(old: Any, new: Any, part: int) -> Sequence[tuple[str, int, int, int, int]]:
    one, other = [step[part] for step in old], [step[part] for step in new]
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
