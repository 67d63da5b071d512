"""Gives a name another word, everywhere it means the same: in steps, in texts, and in the tests.

A name belongs to a lane: the flow's body, or one item of a `for each`. A loop whose item has the same name hides the
outer one; everything else inside sees it.
"""

import re
from collections.abc import Iterator

from sayso.dsl.blocks import Address, inner, statement_at
from sayso.dsl.diagnostics import Edit
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.expressions import Field, Name
from sayso.dsl.flow import Flow, GivenAnswer, GivenData, Input, OnCall, OnForm, OnManual, OnWebhook
from sayso.dsl.node import Node, children, walk
from sayso.dsl.span import Span
from sayso.dsl.splice import spliced
from sayso.dsl.statements import Ask, Block, ForEach, Let, RunFlow, Statement, Try

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
BUILT_IN = frozenset({"now", "today", "run", "workspace", "trigger", "memory", "me", "user", "it", "event", "error"})


def rename(text: str, flow: Flow, old: str, new: str, at: Address = ()) -> str:
    """`@old` as `@new` in the lane that names it, seen from the step at `at`; raises EditProblem."""
    if not _WORD.match(new) or new in BUILT_IN:
        raise EditProblem(f"`@{new}` cannot be a name of yours.")
    if old == new:
        return text
    lane = _lane_of(flow, old, at)
    if any(new in _names_in(node) for node in (*_within(lane, new), *_inputs(flow))):
        raise EditProblem(f"`@{new}` is another name here already.")
    edits = [edit for node in _within(lane, old) for edit in _edits(text, node, old, new)]
    if isinstance(lane, Flow):
        edits += [edit for given in _inputs(flow) for edit in _input_edits(flow, given, old, new)]
    return spliced(text, _once_each(edits))


def _lane_of(flow: Flow, name: str, at: Address) -> Flow | ForEach:
    """The lane that gives a name its value: the innermost loop around the place that does, else the body."""
    for length in range(len(at), 0, -2):
        frame = inner(statement_at(flow, at[:length]))
        if isinstance(frame, ForEach) and (frame.item == name or _binds(frame.body, name)):
            return frame
    if _binds(flow.body, name) or any(name == given.name for given in _inputs(flow)):
        return flow
    raise EditProblem(f"`@{name}` gets its value elsewhere and keeps its name.")


def _binds(block: Block, name: str) -> bool:
    """Whether a statement of this lane, not of a loop inside it, gives the name its value."""
    pending: list[Node] = list(block.statements)
    while pending:
        node = pending.pop()
        if isinstance(node, ForEach):
            if node.collect == name:
                return True
        else:
            if isinstance(node, Statement) and name in _given_names(node):
                return True
            pending.extend(children(node))
    return False


def _given_names(statement: Statement) -> tuple[str | None, ...]:
    match statement:
        case Let(name=name):
            return (name,)
        case Ask(answer=name):
            return (name,)
        case RunFlow(result=name):
            return (name,)
        case Try(error=name):
            return (name,)
        case ForEach(collect=name):
            return (name,)
        case _:
            return ()


def _inputs(flow: Flow) -> Iterator[Input]:
    for trigger in flow.triggers:
        if isinstance(trigger, OnManual | OnCall | OnForm | OnWebhook):
            yield from trigger.inputs


def _within(lane: Flow | ForEach, name: str) -> Iterator[Node]:
    """Every node of a lane at which the name means what it means there."""
    pending: list[Node] = [*lane.tests, lane.body] if isinstance(lane, Flow) else [lane.body]
    if isinstance(lane, ForEach):
        yield lane
    while pending:
        node = pending.pop()
        if isinstance(node, ForEach) and (node.item == name or _binds(node.body, name)):
            pending.append(node.items)
        else:
            yield node
            pending.extend(children(node))


def _name_of(node: Node) -> str | None:
    return node.name if isinstance(node, Name) else None


def _names_in(node: Node) -> tuple[str | None, ...]:
    """The names a node reads or gives a value."""
    if isinstance(node, Name | Input):
        return (node.name,)
    if isinstance(node, ForEach):
        return (node.item, node.collect)
    return _given_names(node) if isinstance(node, Statement) else ()


def _edits(text: str, node: Node, old: str, new: str) -> Iterator[Edit]:
    match node:
        case Name(name=name) if name == old:
            yield Edit(node.span, f"@{new}")
        case Let(name=name) if name == old:
            yield _first(text, node.span.start, rf"let\s+@{old}\b", new)
        case Ask(answer=name) if name == old:
            yield _first(text, node.question.span.end, rf"as\s+@{old}\b", new)
        case RunFlow(result=name) if name == old:
            start = node.arguments[-1].span.end if node.arguments else node.span.start
            yield _first(text, start, rf"as\s+@{old}\b", new)
        case Try(error=name) if name == old:
            start = node.body.statements[-1].span.end if node.body.statements else node.span.start
            yield _first(text, start, rf"on\s+error\s+@{old}\b", new)
        case ForEach():
            yield from _loop_edits(text, node, old, new)
        case GivenAnswer(name=name) if name == old:
            yield _first(text, node.span.start, rf"answer\s+@{old}\b", new)
        case GivenData(path=(name,)) if name == old:
            yield _first(text, node.span.start, rf"given\s+@{old}\b", new)


def _loop_edits(text: str, loop: ForEach, old: str, new: str) -> Iterator[Edit]:
    if loop.item == old:
        yield _first(text, loop.span.start, rf"each\s+@{old}\b", new)
    if loop.collect == old:
        yield _first(text, loop.items.span.end, rf"collect\s+@{old}\b", new)


def _input_edits(flow: Flow, given: Input, old: str, new: str) -> Iterator[Edit]:
    """The line of an input, and the places that read it as `@trigger.name`."""
    if given.name != old:
        return
    yield Edit(Span(given.span.start, given.span.start + len(old)), new)
    for node in walk(flow):
        if isinstance(node, Field) and node.name == old and _name_of(node.of) == "trigger":
            yield Edit(Span(node.span.end - len(old), node.span.end), new)


def _first(text: str, start: int, pattern: str, new: str) -> Edit:
    """The name at the end of the first place that fits."""
    found = re.compile(pattern).search(text, start)
    if found is None:
        raise EditProblem("The name was not found where it gets its value.")
    return Edit(Span(text.index("@", found.start()), found.end()), f"@{new}")


def _once_each(edits: list[Edit]) -> list[Edit]:
    return list({(edit.span.start, edit.span.end): edit for edit in edits}.values())
