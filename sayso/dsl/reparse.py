"""Reads a text again and again while it is edited: lines that did not change keep their nodes.

Kept nodes are moved to where they stand now, so a tree that was read before no longer tells its places right; it is
the price of reading only what changed. What is read is what `parse` would read.
"""

from collections import deque
from collections.abc import Iterator
from operator import is_
from typing import Any, NamedTuple, TypeVar

import msgspec

from sayso.dsl.assemble import Assembly
from sayso.dsl.build.parts import Head, Part
from sayso.dsl.node import Node, holding, walk
from sayso.dsl.parse import Parsed, Parsing
from sayso.dsl.scan import Line
from sayso.dsl.statements import Block, Branch
from sayso.dsl.statements import Line as Statement

N = TypeVar("N", bound=Node)
Known = dict[tuple[Any, ...], Node]
"""Nodes by what tells them from all others."""
STRUCTURE = (Statement, Block, Branch)
"""Nodes that several lines make together; all others are made by one line and kept with it."""


class Kept(NamedTuple):
    """A line as it was read: its words, where it stood, what it said, and the nodes of that; `value` is None if it
    cannot be kept."""

    words: str
    start: int
    value: Any
    nodes: tuple[Node, ...] = ()


class Whole(NamedTuple):
    """A statement of the flow's body as it was read: its rows and the comments before them, where they began, how many
    lines they are, and whether it was the first statement; its tree; the nodes of the tree that several lines made
    together, and what tells these from others.
    """

    rows: str
    comments: tuple[str, ...]
    start: int
    lines: int
    first: bool
    tree: Node
    own: tuple[Node, ...]
    known: Known


class Rereader:
    """Reads one text after another."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._lines: list[Kept] = []
        self._wholes: dict[int, Whole] = {}
        self._known: Known = {}

    def parse(self, text: str) -> Parsed:
        """What `parse` gives, with the nodes of the last reading where nothing changed."""
        reading = _Rereading(text if text.endswith("\n") else text + "\n", self._lines, self._wholes)
        parsed = reading.run()
        self._lines, self._wholes = reading.kept, {}
        if parsed.flow is None:
            return parsed
        settling = _Settling(reading.text, self._known, {id(kept.value) for kept in self._lines})
        flow = parsed.flow
        statements = [
            self._settled(statement, reading.stretches.get(place), reading, settling)
            for place, statement in enumerate(flow.body.statements)
        ]
        settling.kept.update(map(id, statements))
        body = msgspec.structs.replace(flow.body, statements=tuple(statements))
        flow = settling.settled(msgspec.structs.replace(flow, body=body))
        self._known = settling.known
        return Parsed(flow, parsed.diagnostics)

    def _settled(
        self, statement: Node, stretch: "Stretch | None", reading: "_Rereading", settling: "_Settling"
    ) -> Node:
        """A statement of the body, remembered as a whole if it can be."""
        if stretch is not None and stretch.known is not None:
            settling.known |= stretch.known.known
            self._wholes[stretch.number] = stretch.known
            return statement
        statement, known = settling.statement(statement)
        if stretch is not None:
            self._wholes[stretch.number] = reading.whole(stretch, statement, known)
        return statement


class Stretch(NamedTuple):
    """The lines of a statement of the body: the number of the first, how many, and the statement if it was known."""

    number: int
    lines: int
    first: bool
    known: Whole | None = None


class _Rereading(Parsing):
    """One reading, with the lines and the statements of the one before.

    `stretches` says which lines a statement of the body was read from, by its place there.
    """

    def __init__(self, text: str, before: list[Kept], wholes: dict[int, Whole]) -> None:
        super().__init__(text)
        self.kept: list[Kept] = []
        self.before, self.wholes = before, wholes
        self.heading, self.trailing, self.same = _matched(before, [text[line.start : line.end] for line in self.lines])
        self.stretches: dict[int, Stretch] = {}
        self._begun: tuple[int, int, int] | None = None

    def take(self, assembly: Assembly, number: int) -> None:
        """A statement that is known as a whole is taken as such."""
        if not assembly.frames:
            known = self._known(number, first=not assembly.body) if not assembly.carried else None
            if known is not None:
                self._take_over(known, assembly, number)
                return
            self._begun = (number, len(assembly.body), len(self.found)) if not assembly.carried else None
        super().take(assembly, number)
        if self._begun is not None and not assembly.frames and not assembly.carried:
            begun, before, found = self._begun
            if len(assembly.body) == before + 1 and len(self.found) == found:
                self.stretches[before] = Stretch(begun, number + 1 - begun, before == 0)

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

    def whole(self, stretch: Stretch, tree: Node, known: Known) -> Whole:
        """What is remembered of a statement that was read line by line."""
        number, lines, first, _ = stretch
        of_lines = {id(node) for kept in self.kept[number : number + lines] for node in kept.nodes}
        own = tuple(node for node in walk(tree) if id(node) not in of_lines)
        start, end = self._reach(number, lines)
        comments = self.lines[number].before
        return Whole(self.text[start:end], comments, start, lines, first, tree, own, known)

    def _known(self, number: int, first: bool) -> Whole | None:
        """The statement that begins with a line, if it is as it was: the same lines with the same comments."""
        if number < self.heading:
            whole = self.wholes.get(number)
            if whole is None or number + whole.lines > self.heading:
                return None
        elif number >= len(self.lines) - self.trailing:
            whole = self.wholes.get(number - len(self.lines) + len(self.before))
            if whole is None:
                return None
        else:
            return None
        start, end = self._reach(number, whole.lines)
        rows, comments = self.text[start:end], self.lines[number].before
        return whole if (rows, comments, first) == (whole.rows, whole.comments, whole.first) else None

    def _take_over(self, whole: Whole, assembly: Assembly, number: int) -> None:
        start, _ = self._reach(number, whole.lines)
        by = start - whole.start
        lines = range(number, number + whole.lines)
        kept = [same for line in lines if (same := self.same[line]) is not None]
        if by:
            kept = [_moved(same, same.start + by) for same in kept]
            for node in whole.own:
                msgspec.structs.force_setattr(node, "span", node.span.shifted(by))
            whole = whole._replace(start=start)
        self.kept += kept
        self.values += [one.value for one in kept]
        self.stretches[len(assembly.body)] = Stretch(number, whole.lines, whole.first, whole)
        assembly.put(whole.tree, self.lines[number])

    def _reach(self, number: int, lines: int) -> tuple[int, int]:
        """From the first word of a line to the end of the last row of so many lines."""
        return self.lines[number].start, self.text.index("\n", self.lines[number + lines - 1].end)


def _matched(before: list[Kept], words: list[str]) -> tuple[int, int, list[Kept | None]]:
    """For each new line the old one that it was: from both ends inwards, so many as are told, the rest by their words
    alone."""
    most = min(len(before), len(words))
    head = next((n for n in range(most) if before[n].words != words[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n].words != words[-1 - n]), most - head)
    loose: dict[str, deque[Kept]] = {}
    for kept in before[head : len(before) - tail]:
        loose.setdefault(kept.words, deque()).append(kept)
    middle = [loose[said].popleft() if loose.get(said) else None for said in words[head : len(words) - tail]]
    found = [*before[:head], *middle, *before[len(before) - tail :]]
    return head, tail, [kept if kept is not None and kept.value is not None else None for kept in found]


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

    def __init__(self, text: str, before: Known, kept: set[int]) -> None:
        self.text = text
        self.before = before
        self.kept = kept
        self.known: Known = {}

    def statement(self, node: N) -> tuple[N, Known]:
        """A settled statement, and what was settled in it."""
        all_, self.known = self.known, {}
        node, inner = self.settled(node), self.known
        all_.update(inner)
        self.known = all_
        return node, inner

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
        self.known[key] = known
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
