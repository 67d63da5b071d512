"""Puts another expression in the place of one, touching as little of the text as reading it back allows."""

from collections.abc import Callable, Iterator

import msgspec

from sayso.dsl.diagnostics import Edit
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.expressions import Expression, Text
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children, rebuild
from sayso.dsl.parse import parse
from sayso.dsl.print import print_expression, print_statement
from sayso.dsl.span import Span
from sayso.dsl.splice import Rows, spliced
from sayso.dsl.statements import Statement


def find_expression(flow: Flow, offset: int) -> Expression | None:
    """The innermost expression whose text holds the place `offset`, if any."""
    found: Expression | None = None
    pending: list[Node] = [flow]
    while pending:
        node = pending.pop()
        if isinstance(node, Expression) and node.span.start <= offset <= node.span.end:
            found = node if found is None or _width(node) <= _width(found) else found
        pending.extend(children(node))
    return found


def _width(node: Node) -> int:
    return node.span.end - node.span.start


def replace_expression(text: str, flow: Flow, old: Expression, new: Expression) -> str:
    """The text with `new` where this very node `old` of the flow stood; raises EditProblem."""
    way = _way_to(flow, old)
    if way is None:
        raise EditProblem("What should be changed is not there any more.")
    expected = _replaced(flow, way, new)
    try:
        for edit in _candidates(text, way, new):
            changed = spliced(text, [edit])
            if parse(changed).flow == expected:
                return changed
    except (AttributeError, TypeError):
        """A statement that wants a length of time, say, and cannot be printed with anything else."""
    raise EditProblem("This cannot stand here.")


def _way_to(flow: Flow, wanted: Node) -> list[Node] | None:
    """The nodes from the flow down to a node, by identity."""
    pending: list[list[Node]] = [[flow]]
    while pending:
        way = pending.pop()
        if way[-1] is wanted:
            return way
        pending.extend([*way, child] for child in children(way[-1]))
    return None


def _replaced(flow: Flow, way: list[Node], new: Node) -> Flow:
    """The flow in which the last node of the way is another; nodes off the way stay the same."""
    changed = new
    for outer, inner in zip(reversed(way[:-1]), reversed(way), strict=False):
        changed = _folded(rebuild(outer, _swap(inner, changed)))
    assert isinstance(changed, Flow)
    return changed


def _folded(node: Node) -> Node:
    """A text as reading gives it: no plain text in a hole, no two plain pieces side by side."""
    if not isinstance(node, Text):
        return node
    parts: list[str | Expression] = []
    for part in node.parts:
        plain = isinstance(part, Text) and all(isinstance(one, str) for one in part.parts)
        for piece in part.parts if isinstance(part, Text) and plain else (part,):
            if isinstance(piece, str) and parts and isinstance(parts[-1], str):
                parts[-1] += piece
            else:
                parts.append(piece)
    return msgspec.structs.replace(node, parts=tuple(parts))


def _swap(old: Node, new: Node) -> Callable[[Node], Node]:
    return lambda node: new if node is old else node


def _candidates(text: str, way: list[Node], new: Expression) -> Iterator[Edit]:
    """Ways to write it, the smallest first: in place, in parentheses, the whole text it stands in, the statement."""
    old = way[-1]
    written = print_expression(new)
    if "\n" not in written:
        yield Edit(old.span, written)
        yield Edit(old.span, f"({written})")
    texts = []
    for outer in reversed(way[:-1]):
        if isinstance(outer, Text):
            changed = _counterpart(way, outer, new)
            assert isinstance(changed, Text)
            texts.append(Edit(outer.span, print_expression(changed)))
    yield from (edit for edit in texts if "\n" not in edit.text)
    for outer in reversed(way[:-1]):
        if isinstance(outer, Statement):
            changed = _counterpart(way, outer, new)
            assert isinstance(changed, Statement)
            indent = Rows(text).indent(outer.span)
            printed = print_statement(changed).split("\n")[len(changed.notes.before) :]
            yield Edit(_with_comment(text, outer), ("\n" + indent).join(printed))
            return
    yield from texts


def _counterpart(way: list[Node], outer: Node, new: Node) -> Node:
    """What a node of the way becomes."""
    changed = new
    for node, inner in zip(reversed(way[:-1]), reversed(way), strict=False):
        changed = _folded(rebuild(node, _swap(inner, changed)))
        if node is outer:
            break
    return changed


def _with_comment(text: str, statement: Node) -> Span:
    """A statement's place with the comment at the end of its last row."""
    return Span(statement.span.start, text.index("\n", statement.span.end))
