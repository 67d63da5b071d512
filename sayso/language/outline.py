"""The outline of a flow: its header, its steps with what stands in them, its tests."""

from collections.abc import Iterator

from sayso.dsl.blocks import blocks, inner
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node
from sayso.dsl.statements import Block, Let
from sayso.language.shapes import Analysis, Symbol, SymbolKind

LONGEST_NAME = 80


def outline(analysis: Analysis) -> tuple[Symbol, ...]:
    """What stands in a text, top down; nothing where the blocks have no safe reading."""
    flow, text = analysis.compiled.flow, analysis.text
    if flow is None:
        return ()
    tests = (_symbol(text, "test", test) for test in flow.tests)
    inside = (*_header(text, flow), *_steps(text, flow.body), *tests)
    start, end, head = _extent(text, flow)
    return (Symbol("flow", flow.name or "flow", flow.goal.text if flow.goal else "", start, end, head, inside),)


def _header(text: str, flow: Flow) -> Iterator[Symbol]:
    for trigger in flow.triggers:
        yield _symbol(text, "trigger", trigger)
    for use in flow.uses:
        yield _symbol(text, "permission", use)
    if flow.memory is not None:
        fields = tuple(_symbol(text, "data", field) for field in flow.memory.fields)
        yield _symbol(text, "memory", flow.memory, fields)


def _steps(text: str, block: Block) -> Iterator[Symbol]:
    for statement in block.statements:
        held = blocks(statement)
        inside = tuple(step for _, one in held for step in _steps(text, one))
        kind: SymbolKind = "frame" if held else "data" if isinstance(inner(statement), Let) else "step"
        yield _symbol(text, kind, statement, inside)


def _symbol(text: str, kind: SymbolKind, node: Node, inside: tuple[Symbol, ...] = ()) -> Symbol:
    start, end, head = _extent(text, node)
    name = " ".join(text[start:head].split())
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    return Symbol(kind, short or "…", "", start, end, head, inside)


def _extent(text: str, node: Node) -> tuple[int, int, int]:
    """From where to where a node goes, and where its first row ends."""
    start, end = node.span.start, min(node.span.end, len(text))
    row = text.find("\n", start)
    return start, end, end if row < 0 else min(row, end)
