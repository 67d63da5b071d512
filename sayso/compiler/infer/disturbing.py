"""What a stretch of a flow does to what was known before it: names it sets again, records it lets go stale."""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.state import State, Stretch
from sayso.dsl.node import Node, children, walk
from sayso.dsl.statements import (
    Ask,
    Block,
    Branch,
    ForEach,
    HandOff,
    Let,
    Line,
    RunFlow,
    Stage,
    ToolCall,
    Wait,
    WaitFor,
    WaitUntil,
)
from sayso.dsl.types import RecordOf, Type, join, present

PAUSES = (Wait, WaitUntil, WaitFor, Ask, HandOff, Stage)
"""Statements after which records are read again."""


def stale_after_call(inference: Inference, call: ToolCall) -> frozenset[str]:
    """The kinds of records that may be different once a call has come back."""
    tool = inference.catalog.tools.get(call.tool)
    if call.approval is not None or call.tool in inference.approved or (tool is not None and tool.waits):
        return inference.reread
    resolved = inference.facts.call_of(call)
    if resolved is None:
        return frozenset()
    changed = [
        present(inference.facts.type_of(value))
        for parameter, _, value in resolved.given()
        if parameter is not None and parameter.changes
    ]
    return frozenset(kind.name for kind in changed if isinstance(kind, RecordOf))


def unsettled(inference: Inference, state: State, block: Node) -> State:
    """The point as it may be anywhere inside a stretch or at its next turn: nothing it changes is taken for granted."""
    does = stretch(inference, block)
    state = state.having({name: state.names[name] for name in does.names if name in state.names})
    return state.stale(inference.reread) if does.disturbs else state


def stretch(inference: Inference, block: Node) -> Stretch:
    """What a stretch does; blocks inside are asked once, however many stand around them."""
    known = inference.stretches.get(id(block))
    if known is None:
        names: set[str] = set()
        disturbs = False
        pending = children(block)
        while pending:
            node = pending.pop()
            names.update(name for name in _sets(node) if name is not None)
            disturbs = disturbs or _disturbs(inference, node)
            if isinstance(node, Block):
                inside = stretch(inference, node)
                names |= inside.names
                disturbs = disturbs or inside.disturbs
            elif isinstance(node, Line | Branch):
                pending += children(node)
        known = inference.stretches[id(block)] = Stretch(frozenset(names), disturbs)
    return known


def _disturbs(inference: Inference, node: Node) -> bool:
    if isinstance(node, PAUSES):
        return True
    if isinstance(node, RunFlow):
        return node.waits
    if not isinstance(node, ToolCall):
        return False
    tool = inference.catalog.tools.get(node.tool)
    changes = tool is not None and (tool.waits or any(parameter.changes for parameter in tool.parameters))
    return changes or node.approval is not None or node.tool in inference.approved


def _sets(node: Node) -> Iterator[str | None]:
    match node:
        case Let():
            yield node.name
        case Ask():
            yield node.answer
        case RunFlow():
            yield node.result
        case ForEach():
            yield node.collect


def widened(facts: Facts, state: State, block: Node) -> State:
    """The point where names have any of the kinds that the stretch, typed already, gives them."""
    wider: dict[str, Type] = {}
    for node in walk(block):
        for name, kind in facts.bound.get(id(node), {}).items():
            if name in state.names:
                wider[name] = join(wider.get(name, state.names[name]), kind) or state.names[name]
    changed = {name: kind for name, kind in wider.items() if kind != state.names[name]}
    return state.having(changed) if changed else state
