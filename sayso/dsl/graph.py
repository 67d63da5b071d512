"""The tree as boxes and arrows: a view, never a second truth, and complete enough to be turned back into the tree.

Every statement is a node; every block is a frame inside the node of its statement. Ids are those of the compiler's
facts: `s1` for the first statement in the order of the text; a block is `s3.body`, a trigger `on1`, the flow `flow`.
"""

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from sayso.dsl.blocks import Address, blocks, inner, with_blocks
from sayso.dsl.flow import Flow, Trigger
from sayso.dsl.print import print_head
from sayso.dsl.statements import Block, Fail, ForEach, If, Off, Return, Sequence, Skip, Statement, Stop, Try, WaitFor

FLOW = "flow"
BODY = "body"
_LONGEST_LABEL = 120
_ENDINGS = Stop | Skip | Fail | Return


class GraphNode(msgspec.Struct, frozen=True):
    """A box or a frame.

    `kind` is `flow`, `trigger`, `block`, or a statement's (`do`, `for each`, …). `parent` is the frame it stands in.
    `place` counts within the parent. `holds` is what the node stands for, without what stands in other nodes.
    """

    id: str
    kind: str
    label: str
    parent: str | None
    place: int
    address: Address | None
    holds: Flow | Trigger | Statement | Block


class GraphEdge(msgspec.Struct, frozen=True):
    """An arrow; its label says when it is taken, "" for always."""

    source: str
    target: str
    label: str = ""


class Graph(msgspec.Struct, frozen=True):
    """A flow as boxes and arrows."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


class GraphProblem(ValueError):
    """Boxes that do not make a flow: one is missing, or stands in a frame that is not there."""


def graph(flow: Flow) -> Graph:
    """The boxes and arrows of a flow."""
    drawing = _Drawing(flow)
    drawing.draw()
    return Graph(tuple(drawing.nodes), tuple(drawing.edges))


def from_graph(drawn: Graph) -> Flow:
    """The flow a graph shows, statement by statement, comments included; raises GraphProblem."""
    inside: dict[str | None, list[GraphNode]] = {}
    for node in sorted(drawn.nodes, key=lambda node: node.place):
        inside.setdefault(node.parent, []).append(node)
    top = next((node.holds for node in drawn.nodes if isinstance(node.holds, Flow)), None)
    body = next((node for node in inside.get(FLOW, []) if node.id == BODY), None)
    if top is None or body is None or len({node.id for node in drawn.nodes}) < len(drawn.nodes):
        raise GraphProblem("The flow itself is missing, or a box stands there twice.")
    triggers = tuple(node.holds for node in inside.get(FLOW, []) if node.kind == "trigger")
    whole = msgspec.structs.replace(top, triggers=triggers, body=_block(body, inside))
    if len(list(_reached(FLOW, inside))) + 1 < len(drawn.nodes):
        raise GraphProblem("A box stands in a frame that is not there.")
    return whole


def to_mermaid(drawn: Graph) -> str:
    """The graph in Mermaid's notation, to be shown where no canvas is."""
    inside: dict[str | None, list[GraphNode]] = {}
    for node in drawn.nodes:
        inside.setdefault(node.parent, []).append(node)
    rows = ["flowchart TD"]
    for node in inside.get(FLOW, []):
        rows += _mermaid_rows(node, inside, 1) if node.kind == "trigger" else _inside_rows(node, inside, 1)
    for edge in drawn.edges:
        label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
        rows.append(f"  {_mermaid_id(edge.source)} -->{label} {_mermaid_id(edge.target)}")
    return "\n".join(rows) + "\n"


class _Drawing:
    """Collects nodes and edges on one walk over the flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.nodes: list[GraphNode] = []
        self.edges: list[GraphEdge] = []
        self.steps = 0

    def draw(self) -> None:
        flow = self.flow
        top = msgspec.structs.replace(flow, triggers=(), body=Block())
        self.nodes.append(GraphNode(FLOW, "flow", flow.name, None, 0, None, top))
        for place, trigger in enumerate(flow.triggers):
            name = f"on{place + 1}"
            label = _short(print_head(trigger))
            self.nodes.append(GraphNode(name, "trigger", label, FLOW, place, None, trigger))
        first = self._draw_block(BODY, flow.body, (), FLOW, len(flow.triggers), "")
        if first:
            self.edges += [GraphEdge(f"on{place + 1}", first) for place in range(len(flow.triggers))]

    def _draw_block(self, name: str, block: Block, place: Address, parent: str, nth: int, label: str) -> str | None:
        """Draw a block and all in it; the id of its first statement, if it has one."""
        own = Block(tail=block.tail)
        self.nodes.append(GraphNode(name, "block", label, parent, nth, place, own))
        ids = [
            self._draw_statement(statement, (*place, number), name, number)
            for number, statement in enumerate(block.statements)
        ]
        for statement, (here, there) in zip(block.statements, pairwise(ids), strict=False):
            if not isinstance(statement, _ENDINGS):
                self.edges.append(GraphEdge(here, there))
        return ids[0] if ids else None

    def _draw_statement(self, statement: Statement, address: Address, parent: str, nth: int) -> str:
        name = f"s{self.steps + 1}"
        self.steps += 2 if isinstance(statement, Off) else 1
        held = blocks(statement)
        head = with_blocks(statement, {block: Block() for block, _ in held})
        label = _short(print_head(statement))
        self.nodes.append(GraphNode(name, kind_of(statement), label, parent, nth, address, head))
        for number, (block, content) in enumerate(held):
            when = block_label(statement, block)
            first = self._draw_block(f"{name}.{block}", content, (*address, block), name, number, when)
            if first:
                self.edges.append(GraphEdge(name, first, when))
        return name


_KINDS = {"ForEach": "for each", "WaitFor": "wait for", "WaitUntil": "wait until", "HandOff": "hand off"}
_LABELS: Mapping[tuple[type[Statement], str], str] = {
    (If, "otherwise"): "otherwise",
    (WaitFor, "body"): "it happens",
    (WaitFor, "otherwise"): "time is up",
    (Sequence, "unless"): "as soon as it happens",
    (ForEach, "body"): "each",
    (Try, "handler"): "it fails",
}


def kind_of(statement: Statement) -> str:
    """The statement's kind in words: `do`, `let`, `for each`; what an `off` switches off keeps its own kind."""
    name = type(inner(statement)).__name__
    return _KINDS.get(name) or ("run flow" if name == "RunFlow" else name.lower())


def block_label(statement: Statement, block: str) -> str:
    """When a block is entered, in a word or two; the first branch of an `if` is "yes"."""
    kind = type(inner(statement))
    if kind is If and block.startswith("then"):
        return "yes" if block == "then" else "otherwise if"
    return _LABELS.get((kind, block)) or ("otherwise" if block == "otherwise" else "")


def _short(label: str) -> str:
    row = " ".join(label.split())
    return row if len(row) <= _LONGEST_LABEL else row[: _LONGEST_LABEL - 1] + "…"


def _block(node: GraphNode, inside: Mapping[str | None, list[GraphNode]]) -> Block:
    if not isinstance(node.holds, Block):
        raise GraphProblem(f"`{node.id}` is no block.")
    statements = tuple(_statement(child, inside) for child in inside.get(node.id, []))
    return msgspec.structs.replace(node.holds, statements=statements)


def _statement(node: GraphNode, inside: Mapping[str | None, list[GraphNode]]) -> Statement:
    if not isinstance(node.holds, Statement):
        raise GraphProblem(f"`{node.id}` is no step.")
    frames = {child.id.rpartition(".")[2]: _block(child, inside) for child in inside.get(node.id, [])}
    return with_blocks(node.holds, frames) if frames else node.holds


def _reached(name: str, inside: Mapping[str | None, list[GraphNode]]) -> list[str]:
    found, pending = [], [name]
    while pending:
        children = [child.id for child in inside.get(pending.pop(), [])]
        found += children
        pending += children
    return found


def _mermaid_rows(node: GraphNode, inside: Mapping[str | None, list[GraphNode]], depth: int) -> list[str]:
    pad, label = "  " * depth, f'["{_escaped(node.label)}"]'
    rows = [f"{pad}{_mermaid_id(node.id)}{label}"]
    for frame in inside.get(node.id, []):
        rows.append(f'{pad}subgraph {_mermaid_id(frame.id)} ["{_escaped(frame.label or " ")}"]')
        rows += [*_inside_rows(frame, inside, depth + 1), f"{pad}end"]
    return rows


def _inside_rows(frame: GraphNode, inside: Mapping[str | None, list[GraphNode]], depth: int) -> list[str]:
    return [row for node in inside.get(frame.id, []) for row in _mermaid_rows(node, inside, depth)]


def _mermaid_id(name: str) -> str:
    return name.replace(".", "_")


_MARKS = str.maketrans({mark: f"#{ord(mark)};" for mark in '"#<>&;`[]{}|\\'})


def _escaped(label: str) -> str:
    return label.translate(_MARKS)
