"""Loops that may write to the same people in every run: a repeating trigger, a list, a message, nothing that excludes.

What excludes those already taken: `once`, `again` said on purpose, `remember … otherwise skip` before the message, a
list that looks at the memory or at the clock, or one that asks for what the loop itself changes.
"""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Binary, Expression, Field, IsMissing, Name, Not
from sayso.dsl.flow import Flow, OnSchedule
from sayso.dsl.node import Node, children, walk
from sayso.dsl.statements import Block, Branch, ForEach, Let, Line, Off, Remember, ToolCall
from sayso.dsl.types import ListOf, RecordOf, present

CLOCK = frozenset({"now", "today"})


def loops_taking_again(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[tuple[ForEach, ToolCall]]:
    """Each such loop with the first message it sends."""
    if not any(isinstance(trigger, OnSchedule) and trigger.unit != "once" for trigger in flow.triggers):
        return
    lets = {node.name: node.value for node in facts.of(Let)}
    for loop in _outermost(flow.body):
        kind = present(facts.type_of(loop.items))
        if not (isinstance(kind, ListOf) and isinstance(kind.item, RecordOf)):
            continue
        live = _live(loop.body)
        message = next((node for node in live if isinstance(node, ToolCall) and _sends(node, catalog)), None)
        if message is not None and not _excludes(loop, live, lets, catalog):
            yield loop, message


def _outermost(node: Node) -> Iterator[ForEach]:
    """The loops that stand in no other loop."""
    for child in children(node):
        if isinstance(child, ForEach):
            yield child
        elif isinstance(child, Block | Branch | Line) and not isinstance(child, Off):
            yield from _outermost(child)


def _live(block: Block) -> list[Node]:
    """All steps that may run, in the order of the text."""
    found: list[Node] = []
    pending: list[Node] = [block]
    while pending:
        node = pending.pop()
        found.append(node)
        if isinstance(node, Block | Branch | Line):
            pending.extend(child for child in reversed(children(node)) if not isinstance(child, Off))
    return found


def _sends(call: ToolCall, catalog: Catalog) -> bool:
    tool = catalog.tools.get(call.tool)
    return tool is not None and tool.sends


def _excludes(loop: ForEach, live: list[Node], lets: dict[str, ToolCall | Expression], catalog: Catalog) -> bool:
    if any(isinstance(node, ForEach) and node.again for node in walk(loop)):
        return True
    if any(isinstance(node, Remember) and node.reason is not None and node.skip for node in live):
        return True
    source = _source(loop.items, lets, set())
    if any(isinstance(node, Name) and node.name in (*CLOCK, "memory") for node in source):
        return True
    return _asks_for_less(source) and _changes_something(live, catalog)


def _source(value: Node, lets: dict[str, ToolCall | Expression], seen: set[str]) -> list[Node]:
    """Everything a list is made from, the names it reads followed to where they are set."""
    nodes = list(walk(value))
    for name in [node.name for node in nodes if isinstance(node, Name)]:
        if name in lets and name not in seen:
            nodes += _source(lets[name], lets, seen | {name})
    return nodes


def _asks_for_less(source: list[Node]) -> bool:
    """Whether the list asks that something is not so (yet), or is in a state that the loop may move on from."""
    return any(isinstance(node, Not | IsMissing) or (isinstance(node, Binary) and _moves_on(node)) for node in source)


def _moves_on(node: Binary) -> bool:
    asks = node.operator in ("==", "!=")
    return asks and any(isinstance(side, Field) for side in (node.left, node.right))


def _changes_something(live: list[Node], catalog: Catalog) -> bool:
    tools = [catalog.tools.get(node.tool) for node in live if isinstance(node, ToolCall)]
    return any(parameter.changes for tool in tools if tool for parameter in tool.parameters)
