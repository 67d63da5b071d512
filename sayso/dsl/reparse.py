"""Reads a text again and again while it is edited: lines that did not change keep their nodes.

Kept nodes are moved to where they stand now, so a tree that was read before no longer tells its places right; it is
the price of reading only what changed. What is read is what `parse` would read.
"""

from collections import deque
from collections.abc import Iterator
from operator import is_
from typing import Any, NamedTuple, TypeVar

import msgspec

from sayso.dsl.build.parts import Head, Part
from sayso.dsl.node import Node, holding, walk
from sayso.dsl.parse import Parsed, Parsing
from sayso.dsl.scan import Line
from sayso.dsl.statements import Block, Branch
from sayso.dsl.statements import Line as Statement

N = TypeVar("N", bound=Node)
STRUCTURE = (Statement, Block, Branch)
"""Nodes that several lines make together; all others are made by one line and kept with it."""


class Kept(NamedTuple):
    """A line as it was read: its words, where it stood, what it said, and the nodes of that; `value` is None if it
    cannot be kept."""

    words: str
    start: int
    value: Any
    nodes: tuple[Node, ...] = ()


class Rereader:
    """Reads one text after another."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._lines: list[Kept] = []
        self._nodes: dict[tuple[Any, ...], Node] = {}

    def parse(self, text: str) -> Parsed:
        """What `parse` gives, with the nodes of the last reading where nothing changed."""
        reading = _Rereading(text if text.endswith("\n") else text + "\n", self._lines)
        parsed = reading.run()
        self._lines = reading.kept
        if parsed.flow is None:
            return parsed
        settling = _Settling(reading.text, self._nodes, {id(kept.value) for kept in self._lines})
        flow = settling.settled(parsed.flow)
        self._nodes = settling.nodes
        return Parsed(flow, parsed.diagnostics)


class _Rereading(Parsing):
    """One reading, with the lines of the one before."""

    def __init__(self, text: str, before: list[Kept]) -> None:
        super().__init__(text)
        self.kept: list[Kept] = []
        self.same = _matched(before, [text[line.start : line.end] for line in self.lines])

    def read(self, line: Line, number: int) -> Any:
        """What a line says; one that stood in the last text is not read again."""
        same = self.same[number]
        if same is not None and line.problem is None:
            kept = _moved(same, line.start)
        else:
            told = len(self.found)
            value = super().read(line, number)
            if len(self.found) > told:
                self.kept.append(Kept("", line.start, None))
                return value
            kept = Kept(self.text[line.start : line.end], line.start, value, tuple(_nodes_of(value)))
        self.kept.append(kept)
        return kept.value


def _matched(before: list[Kept], words: list[str]) -> list[Kept | None]:
    """For each new line the old one that it was: from both ends inwards, the rest by their words alone."""
    most = min(len(before), len(words))
    head = next((n for n in range(most) if before[n].words != words[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n].words != words[-1 - n]), most - head)
    loose: dict[str, deque[Kept]] = {}
    for kept in before[head : len(before) - tail]:
        loose.setdefault(kept.words, deque()).append(kept)
    middle = [loose[said].popleft() if loose.get(said) else None for said in words[head : len(words) - tail]]
    found = [*before[:head], *middle, *before[len(before) - tail :]]
    return [kept if kept is not None and kept.value is not None else None for kept in found]


def _moved(kept: Kept, start: int) -> Kept:
    """A line, moved to where it stands now."""
    by = start - kept.start
    if not by:
        return kept
    for node in kept.nodes:
        msgspec.structs.force_setattr(node, "span", node.span.shifted(by))
    value = kept.value
    if isinstance(value, Head | Part):
        value = msgspec.structs.replace(value, span=value.span.shifted(by))
    return Kept(kept.words, start, value, kept.nodes)


def _nodes_of(value: Any) -> Iterator[Node]:
    """The nodes of what one line said."""
    if isinstance(value, Node):
        yield from walk(value)
    elif isinstance(value, Head):
        yield from _nodes_of(tuple(value.fields.values()))
    elif isinstance(value, Part):
        yield from _nodes_of(value.value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_of(item)


class _Settling:
    """Puts nodes that are written the same and made of the same nodes as before in the place of the new ones."""

    def __init__(self, text: str, before: dict[tuple[Any, ...], Node], kept: set[int]) -> None:
        self.text = text
        self.before = before
        self.kept = kept
        self.nodes: dict[tuple[Any, ...], Node] = {}

    def settled(self, node: N) -> N:
        """The node of the last reading that is made of the same, else the node itself; one that a line said is kept."""
        if id(node) in self.kept:
            return node
        node = self._of_settled(node)
        made_of = _made_of(node)
        if made_of is None:
            return node
        key = (self.text[node.span.start : node.span.end], *made_of)
        known = self.before.get(key)
        if known is None or type(known) is not type(node):
            known = node
        elif known is not node:
            msgspec.structs.force_setattr(known, "span", node.span)
        self.nodes[key] = known
        return known

    def _of_settled(self, node: N) -> N:
        """The node made of settled ones; plain loops, for blocks lie deep in each other."""
        changes: dict[str, Any] = {}
        for name in holding(type(node)):
            value = getattr(node, name)
            if isinstance(value, STRUCTURE):
                settled: Any = self.settled(value)
            elif type(value) is tuple:
                items = []
                for item in value:
                    items.append(self.settled(item) if isinstance(item, STRUCTURE) else item)
                settled = tuple(items)
            else:
                continue
            changes[name] = settled
        same = all(_is_same(getattr(node, name), settled) for name, settled in changes.items())
        return node if same else msgspec.structs.replace(node, **changes)


def _is_same(one: Any, other: Any) -> bool:
    if type(one) is tuple:
        return all(map(is_, one, other))
    return one is other


def _made_of(node: Node) -> tuple[Any, ...] | None:
    """What tells a node from all others: the nodes in it, and its words; None for a node without nodes."""
    found: list[Any] = [type(node)]
    holds = False
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, Node):
            holds, value = True, id(value)
        elif value and type(value) is tuple and isinstance(value[0], Node):
            holds, value = True, tuple(id(item) for item in value)
        if name != "span":
            found.append(value)
    return tuple(found) if holds else None
