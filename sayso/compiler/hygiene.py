"""Group 8: unused names and tools, steps no way leads to, questions with one answer, holes, the same people again."""

from collections import Counter
from collections.abc import Iterator

from sayso.compiler import hygiene_rules as rules
from sayso.compiler.facts import Facts
from sayso.compiler.taken_again import loops_taking_again
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix, replace
from sayso.dsl.expressions import Binary, Expression, Field, Index, Money, Name, Range, Todo, Where
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children, walk
from sayso.dsl.span import Span
from sayso.dsl.statements import Ask, Block, Broken, EventPattern, ForEach, Let, RunFlow, ToolCall

RULES = rules.RULES
Nodes = tuple[Node, ...]


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """What is hardly meant."""
    around = _around(flow)
    yield from _unused_names(around, facts)
    yield from _unreachable(facts)
    yield from _same_every_time(facts)
    yield from _uses(flow, facts, catalog)
    yield from _todos((*around, *facts.of(Todo)))
    yield from _waits(facts)
    yield from _currencies((*around, *facts.of(Binary), *facts.of(Range)), catalog)
    yield from _looking_elsewhere(facts)
    for loop, call in loops_taking_again(flow, facts, catalog):
        yield _taken_again(loop, call)


def _around(flow: Flow) -> Nodes:
    """The nodes of the flow outside its body."""
    return tuple(node for part in children(flow) if part is not flow.body for node in walk(part))


def _unused_names(around: Nodes, facts: Facts) -> Iterator[Diagnostic]:
    read = {node.name for node in (*around, *facts.of(Name)) if isinstance(node, Name)}
    for call in facts.calls.values():
        read |= {node.name for value in call.variables.values() for node in walk(value) if isinstance(node, Name)}
    for node, name in _set(facts):
        if name is not None and name not in read:
            yield rules.UNUSED_NAME.at(_place(node, name), {"name": name}, *_taken_away(node))


def _set(facts: Facts) -> Iterator[tuple[Node, str | None]]:
    """Every statement that can set a name, with the name."""
    yield from ((node, node.name) for node in facts.of(Let))
    yield from ((node, node.answer) for node in facts.of(Ask))
    yield from ((node, node.result) for node in facts.of(RunFlow))
    yield from ((node, node.collect) for node in facts.of(ForEach))


def _place(node: Node, name: str) -> Span:
    start = node.span.start + len("let ")
    return Span(start, start + len(name) + 1) if isinstance(node, Let) else node.span


def _taken_away(node: Node) -> tuple[Fix, ...]:
    """A call stays without its name; a value goes altogether."""
    if not isinstance(node, Let):
        return ()
    if isinstance(node.value, ToolCall):
        return (replace("Keep the step, drop the name", Span(node.span.start, node.value.span.start), ""),)
    return (replace("Take it away", node.span, ""),)


def _unreachable(facts: Facts) -> Iterator[Diagnostic]:
    """The first statement of each stretch that no way leads to."""
    for block in facts.of(Block):
        dead = [statement for statement in block.statements if id(statement) in facts.unreachable]
        if dead and dead[0] is not block.statements[0]:
            span = Span(dead[0].span.start, dead[-1].span.end)
            yield rules.UNREACHABLE.at(dead[0].span, None, replace("Take it away", span, ""))


def _same_every_time(facts: Facts) -> Iterator[Diagnostic]:
    for node in facts.body if facts.always else ():
        verdict = facts.always.get(id(node))
        if verdict is not None:
            yield rules.SAME_EVERY_TIME.at(node.span, {"verdict": "true" if verdict else "false"})


def _uses(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    called = {node.tool for node in facts.of(ToolCall)}
    unread = "".join(node.raw for node in facts.of(Broken))
    seen: Counter[str] = Counter()
    for use in flow.uses:
        start = use.span.start + len("use ")
        for position, tool in enumerate(use.tools):
            place = Span(start, start + len(tool))
            start += len(tool) + len(", ")
            seen[tool] += 1
            only, last = len(use.tools) == 1, position == len(use.tools) - 1
            whole = use.span if only else Span(place.start - 2, place.end) if last else Span(place.start, place.end + 2)
            away = replace("Take it away", whole, "")
            if seen[tool] > 1:
                yield rules.TOOL_LISTED_TWICE.at(place, {"tool": tool}, away)
            elif tool not in called and tool in catalog.tools and tool not in unread:
                yield rules.UNUSED_TOOL.at(place, {"tool": tool}, away)


def _todos(nodes: Nodes) -> Iterator[Diagnostic]:
    for node in nodes:
        if isinstance(node, Todo):
            yield rules.STILL_TO_DECIDE.at(node.span, {"question": node.question})


def _currencies(nodes: Nodes, catalog: Catalog) -> Iterator[Diagnostic]:
    """Amounts that stand beside something else, in a currency that is not the workspace's."""
    for node in nodes:
        sides = _sides(node)
        for amount in sides if not all(isinstance(side, Money) for side in sides) or isinstance(node, Range) else ():
            if isinstance(amount, Money) and amount.currency != catalog.currency:
                yield rules.OTHER_CURRENCY.at(amount.span, {"ours": catalog.currency, "theirs": amount.currency})


def _sides(node: Node) -> tuple[Expression, ...]:
    match node:
        case Binary(left=left, right=right):
            return left, right
        case Range(low=low, high=high):
            return low, high
    return ()


def _waits(facts: Facts) -> Iterator[Diagnostic]:
    for node in facts.of(EventPattern):
        event = facts.events.get(id(node))
        if event is not None:
            names = {"event", event.binds[0][0]} if event.binds else {"event"}
            if node.where is None or not _has_key(node.where, names):
                place = Span(node.span.start, node.span.start + len(node.event))
                yield rules.WAIT_FOR_ANYBODY.at(node.where.span if node.where else place, {"event": node.event})


def _has_key(where: Expression, names: set[str]) -> bool:
    """Whether a field of the event must equal something."""
    if isinstance(where, Binary) and where.operator == "and":
        return _has_key(where.left, names) or _has_key(where.right, names)
    if not (isinstance(where, Binary) and where.operator == "=="):
        return False
    return any(_root(side) in names for side in (where.left, where.right))


def _root(path: Expression) -> str | None:
    while isinstance(path, Field | Index):
        path = path.of
    return path.name if isinstance(path, Name) else None


def _looking_elsewhere(facts: Facts) -> Iterator[Diagnostic]:
    """Conditions over a list that name no element of it."""
    for place, condition in _conditions(facts):
        elements = facts.elements.get(id(place), ())
        if not elements:
            continue
        names = [node for node in walk(condition) if isinstance(node, Name)]
        unsaid = any(isinstance(node, Todo) for node in walk(condition))
        if not unsaid and not any(node.name in elements for node in names):
            mend = tuple(Edit(Span(node.span.start, node.span.start + len(node.name) + 1), "@it") for node in names[:1])
            yield rules.LOOKS_ELSEWHERE.at(condition.span, None, *([Fix("Look at the element", mend)] if mend else []))


def _conditions(facts: Facts) -> Iterator[tuple[Node, Expression]]:
    """Every condition over a list, with the node under which its elements' names stand."""
    yield from ((node, node.condition) for node in facts.of(Where))
    for call in facts.of(ToolCall):
        yield from ((argument.value, argument.value) for argument in call.arguments)


def _taken_again(loop: ForEach, call: ToolCall) -> Diagnostic:
    """The finding stands on the loop's first words; its fix writes `once` before the block."""
    place = Span(loop.span.start, loop.items.span.end)
    data: dict[str, object] = {"tool": call.tool, "kind": "people"}
    return rules.TAKEN_AGAIN.at(place, data, *_once(loop))


def _once(loop: ForEach) -> tuple[Fix, ...]:
    words = f" at most {loop.at_most}" if loop.at_most is not None else ""
    end = Span(loop.items.span.end + len(words), loop.items.span.end + len(words))
    return (Fix("Take nobody twice", (Edit(end, " once"),)),)
