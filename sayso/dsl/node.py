"""What every node of the syntax tree shares: a span, children found from the fields, one walk and one rebuild.

Nodes are frozen; nothing here knows a single node by name.
"""

from collections.abc import Callable, Iterator
from functools import cache
from inspect import get_annotations
from typing import Any, ForwardRef, Literal, TypeVar, get_args, get_origin

import msgspec

from sayso.dsl.span import NOWHERE, Span

N = TypeVar("N", bound="Node")


class Notes(msgspec.Struct, frozen=True, gc=False):
    """The comments of one line: `before` holds whole comment lines ("" is a blank line), `after` ends the line."""

    before: tuple[str, ...] = ()
    after: str | None = None


NO_NOTES = Notes()


# Not `gc=False`: only structs the collector knows are freed without recursion; 200 kB of `-` are one very deep tree.
class Node(msgspec.Struct, frozen=True, kw_only=True, tag_field="node", tag=True):
    """A piece of a flow. Equality ignores spans, so `parse(print(tree)) == tree` means what it says."""

    span: Span = NOWHERE


def children(node: Node) -> list[Node]:
    """The nodes directly inside, in the order of the fields, which is the order of the text."""
    found: list[Node] = []
    for name in holding(type(node)):
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif type(value) is tuple:
            _gather(value, found)
    return found


def _gather(items: tuple[Any, ...], found: list[Node]) -> None:
    for item in items:
        if isinstance(item, Node):
            found.append(item)
        elif type(item) is tuple:
            _gather(item, found)


@cache
def holding(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a kind of node that can hold nodes, from their declared types; a type in quotes is a node's."""
    declared = {name: hint for base in reversed(kind.__mro__) for name, hint in get_annotations(base).items()}
    return tuple(name for name in kind.__struct_fields__ if _may_hold(declared[name]))


@cache
def _backwards(kind: type[Node]) -> tuple[str, ...]:
    return holding(kind)[::-1]


def _may_hold(hint: Any) -> bool:
    if get_origin(hint) is Literal:
        return False
    is_node = isinstance(hint, type) and issubclass(hint, Node)
    return is_node or isinstance(hint, str | ForwardRef) or any(_may_hold(part) for part in get_args(hint))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in the order of the text; iterative, so depth is no danger."""
    pending: list[Any] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, Node):
            yield current
            for name in _backwards(type(current)):
                value = getattr(current, name)
                if value is not None:
                    pending.append(value)
        elif type(current) is tuple:
            pending.extend(current[::-1])


def rebuild(node: N, change: Callable[[Node], Node]) -> N:
    """A copy in which every node directly inside was replaced by `change(node)`; the same object if none changed."""
    changes: dict[str, Any] = {}
    for name in holding(type(node)):
        before = getattr(node, name)
        after = _changed(before, change)
        if after is not before:
            changes[name] = after
    return msgspec.structs.replace(node, **changes) if changes else node


def _changed(value: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        items = tuple(_changed(item, change) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    return value
