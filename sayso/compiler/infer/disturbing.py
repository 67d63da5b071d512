"""What a stretch of a flow does to what was known before it: names it sets again, records it lets go stale."""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.paths import is_read_again
from sayso.compiler.infer.state import State
from sayso.dsl.node import Node, walk
from sayso.dsl.statements import (
    Ask,
    ForEach,
    HandOff,
    Let,
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


def all_records(inference: Inference) -> frozenset[str]:
    """Every kind of record that is read again after a wait."""
    return frozenset(name for name in inference.catalog.records if is_read_again(RecordOf(name), inference.catalog))


def stale_after_call(inference: Inference, call: ToolCall) -> frozenset[str]:
    """The kinds of records that may be different once a call has come back."""
    tool = inference.catalog.tools.get(call.tool)
    if call.approval is not None or call.tool in approved_tools(inference) or (tool is not None and tool.waits):
        return all_records(inference)
    resolved = inference.facts.call_of(call)
    if resolved is None:
        return frozenset()
    changed = [
        present(inference.facts.type_of(value))
        for parameter, _, value in resolved.given()
        if parameter is not None and parameter.changes
    ]
    return frozenset(kind.name for kind in changed if isinstance(kind, RecordOf))


def approved_tools(inference: Inference) -> frozenset[str]:
    """Tools whose `use` line asks for approval of every call."""
    return frozenset(tool for use in inference.flow.uses if use.approval is not None for tool in use.tools)


def unsettled(inference: Inference, state: State, block: Node) -> State:
    """The point as it may be anywhere inside a stretch or at its next turn: nothing it changes is taken for granted."""
    names = {name: state.names[name] for name in assigned(block) if name in state.names}
    state = state.having(names)
    return state.stale(all_records(inference)) if disturbs(inference, block) else state


def disturbs(inference: Inference, block: Node) -> bool:
    """Whether records may be different after the stretch."""
    return any(_disturbs(inference, node) for node in walk(block))


def _disturbs(inference: Inference, node: Node) -> bool:
    if isinstance(node, PAUSES):
        return True
    if isinstance(node, RunFlow):
        return node.waits
    if not isinstance(node, ToolCall):
        return False
    tool = inference.catalog.tools.get(node.tool)
    changes = tool is not None and (tool.waits or any(parameter.changes for parameter in tool.parameters))
    return changes or node.approval is not None or node.tool in approved_tools(inference)


def assigned(block: Node) -> set[str]:
    """Every name that the stretch may set."""
    return {name for node in walk(block) for name in _sets(node) if name is not None}


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
