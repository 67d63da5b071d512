"""Makes a failing flow small: leaves out statements, lines and parts for as long as it still fails."""

import time
from collections.abc import Callable, Iterator

import msgspec

from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, walk
from sayso.dsl.print import print_flow

ROUNDS = 12


def reduced(flow: Flow, fails: Callable[[Flow], bool], seconds: float = 20) -> Flow:
    """The smallest flow found within some seconds that still fails; `fails` must not raise."""
    end = time.monotonic() + seconds
    for _ in range(ROUNDS):
        before = flow
        for smaller in _passes(flow):
            if time.monotonic() > end:
                return flow
            candidate = smaller(flow)
            if (
                candidate is not None
                and candidate != flow
                and _size(candidate) < _size(flow)
                and _holds(fails, candidate)
            ):
                flow = candidate
        if flow == before:
            break
    return flow


def _holds(fails: Callable[[Flow], bool], flow: Flow) -> bool:
    try:
        return fails(flow)
    except RecursionError:
        return False


def _size(flow: Flow) -> int:
    return len(print_flow(flow))


Change = Callable[[Flow], Flow | None]


def _passes(flow: Flow) -> Iterator[Change]:
    yield lambda now: msgspec.structs.replace(now, tests=())
    yield lambda now: msgspec.structs.replace(now, goal=None)
    yield lambda now: msgspec.structs.replace(now, limits=())
    yield lambda now: msgspec.structs.replace(now, memory=None)
    for number in range(sum(1 for _ in walk(flow))):
        for change in (_dropped, _opened, _without_part, _first_side):
            yield lambda now, number=number, change=change: _at(now, number, change)


def _at(flow: Flow, number: int, change: Callable[[Node], list[Node] | None]) -> Flow | None:
    """The flow with what `change` makes of its n-th node in that node's place."""
    count = -1

    def visit(value: object) -> list[object]:
        nonlocal count
        if isinstance(value, tuple):
            return [tuple(new for item in value for new in visit(item))]
        if not isinstance(value, Node):
            return [value]
        count += 1
        if count == number:
            made = change(value)
            if made is not None:
                return list(made)
        fields = {}
        for name in value.__struct_fields__:
            old = getattr(value, name)
            new = visit(old)
            fields[name] = new[0] if new else None
        return [type(value)(**fields)]

    try:
        made = visit(flow)
        result = made[0]
        if not isinstance(result, Flow):
            return None
        print_flow(result)
        return result
    except (TypeError, AttributeError, ValueError, AssertionError, KeyError, IndexError):
        return None


def _dropped(node: Node) -> list[Node] | None:
    return []


def _opened(node: Node) -> list[Node] | None:
    """A block in place of the statement that holds it."""
    blocks = [getattr(node, name) for name in node.__struct_fields__ if isinstance(getattr(node, name), s.Block)]
    if isinstance(node, s.If):
        blocks += [branch.body for branch in node.branches]
    if isinstance(node, s.Off):
        return [node.statement]
    return [statement for block in blocks for statement in block.statements] if blocks else None


def _without_part(node: Node) -> list[Node] | None:
    if isinstance(node, s.Block) and node.statements:
        half = len(node.statements) // 2
        return [msgspec.structs.replace(node, statements=node.statements[:half])]
    return None


def _first_side(node: Node) -> list[Node] | None:
    match node:
        case e.Binary(operator="and" | "or", left=left):
            return [left]
        case e.Not(value=value) | e.Negative(value=value):
            return [value]
        case e.Text(parts=parts) if len(parts) > 1:
            return [e.Text(parts=("x",))]
        case e.Where(of=of) | e.Sorted(of=of) | e.Take(of=of):
            return [of]
        case e.Call(arguments=(first, *_)):
            return [first.value]
    return None
