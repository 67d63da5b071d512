"""Where each box stands: top-down over the tree, branches side by side, loops and stages in a frame.

A flow is a structured program, so no arrow ever crosses another, and a box moves only when something above it or
beside it does. One pass over the tree; sizes are multiples of four.
"""

from typing import Any

import msgspec

from sayso.compiler import Compiled
from sayso.dsl.blocks import Address, block_at, blocks, inner
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.graph import block_label, kind_of
from sayso.dsl.statements import Fail, If, Return, Skip, Statement, Stop, WaitFor
from sayso.editor.canvas.boxes import Box, Marks, as_node, boxes_of
from sayso.editor.canvas.measure import WIDTH, height
from sayso.editor.canvas.places import place
from sayso.editor.catalogue import Words

GAP, COLUMN, PAD = 56, 32, 24
"""The room between two rows, between two columns, and inside a frame, in pixels."""
EMPTY_W, EMPTY_H, END = 160, 40, 16
FRAMED = ("for each", "repeat", "stage", "sequence", "try")
ENDINGS = Stop | Skip | Fail | Return


class Piece(msgspec.Struct):
    """A laid-out part: its nodes and arrows relative to its own corner, where it is entered, and what leaves it.

    `leaves` are (node, place for a step put in behind it, label).
    """

    width: int
    height: int
    middle: int
    enter: str = ""
    nodes: list[dict[str, Any]] = []
    leaves: list[tuple[str, str, str]] = []

    def moved(self, x: int, y: int) -> list[dict[str, Any]]:
        """The nodes, shifted."""
        for node in self.nodes:
            node["x"] += x
            node["y"] += y
        return self.nodes


class Layout:
    """Lays out one flow."""

    def __init__(self, flow: Flow, boxes: dict[Address, Box], say: Words) -> None:
        self.flow, self.boxes, self.say = flow, boxes, say
        self.edges: list[dict[str, Any]] = []

    def graph(self) -> dict[str, Any]:
        """The whole flow: the trigger, the body, and where it ends."""
        trigger = self._single(self.boxes[()])
        trigger.nodes[0]["fixed"] = True
        body = self._block(())
        rows = [trigger, *([body] if body.nodes else []), self._end("end", self.say("canvas.end"))]
        whole = self._stacked(rows)
        if body.nodes:
            self._edge(trigger.enter, body.enter, "", place((), 0))
        for source, at, label in body.leaves if body.nodes else [(trigger.enter, place((), 0), "")]:
            self._edge(source, "end", label, at)
        return {
            "nodes": whole.nodes, "edges": self.edges, "width": whole.width, "height": whole.height, "greyed": False,
            "bar": "",
        }  # fmt: skip

    # ------------------------------------------------------------------ pieces

    def _block(self, at: Address) -> Piece:
        """The statements of a block, one below the other."""
        held = block_at(self.flow, at).statements
        pieces = [self._statement((*at, number), one) for number, one in enumerate(held)]
        if not pieces:
            return Piece(0, 0, 0)
        for number in range(1, len(pieces)):
            for source, where, label in pieces[number - 1].leaves:
                self._edge(source, pieces[number].enter, label, where)
        whole = self._stacked(pieces)
        whole.leaves = pieces[-1].leaves
        return whole

    def _statement(self, address: Address, statement: Statement) -> Piece:
        box = self.boxes[address]
        held = [name for name, _ in blocks(statement)]
        head = self._single(box)
        after = place(address[:-1], int(address[-1]) + 1)
        if not held:
            head.leaves = [] if isinstance(inner(statement), ENDINGS) else [(box.id, after, "")]
            return head
        columns = [self._column(address, statement, name, box.id) for name in held]
        if isinstance(inner(statement), If | WaitFor) and "otherwise" not in held:
            columns.append(self._passing(address, box.id, after))
        if kind_of(statement) in FRAMED:
            return self._framed(address, head, columns, after)
        beside = self._beside(columns)
        whole = self._stacked([head, beside])
        whole.enter, whole.leaves = box.id, beside.leaves
        return whole

    def _column(self, address: Address, statement: Statement, name: str, source: str) -> Piece:
        """One branch: its label stands on the arrow that leads in."""
        at = (*address, name)
        label = self._label(statement, name)
        piece = self._block(at)
        if piece.nodes:
            self._edge(source, piece.enter, label, place(at, 0))
            return piece
        id = f"{self.boxes[address].id}.{name}"
        piece = self._empty(id, self.say("canvas.nothing"), place(at, 0))
        self._edge(source, id, label, place(at, 0))
        return piece

    def _passing(self, address: Address, source: str, after: str) -> Piece:
        """The way past a branch that nobody wrote: what happens otherwise is what comes next."""
        id = f"{self.boxes[address].id}.past"
        piece = self._empty(id, self.say("canvas.goes_on"), "")
        piece.leaves = [(id, after, "")]
        self._edge(source, id, self.say("branch.otherwise"), "")
        return piece

    def _framed(self, address: Address, head: Piece, columns: list[Piece], after: str) -> Piece:
        """A loop, a stage, a try: a quiet frame around head and branches."""
        id = self.boxes[address].id
        tails = []
        for number, column in enumerate(columns):
            tail = self._end(f"{id}.end{number}", "")
            if column.leaves:
                for source, where, label in column.leaves:
                    self._edge(source, tail.enter, label, where)
                tails.append(self._stacked([column, tail]))
            else:
                tails.append(column)
        inside = self._stacked([head, self._beside(tails)])
        frame = {
            **as_node(Box(f"{id}.frame", "frame", self.boxes[address].address, ""), 0, 0, inside.width + 2 * PAD,
                      inside.height + 2 * PAD),
            "frame": True, "title": "", "selectable": False,
        }  # fmt: skip
        nodes = [frame, *inside.moved(PAD, PAD)]
        whole = Piece(inside.width + 2 * PAD, inside.height + 2 * PAD, inside.middle + PAD, id, nodes)
        whole.leaves = [(f"{id}.frame", after, "")]
        return whole

    def _single(self, box: Box) -> Piece:
        node = as_node(box, 0, 0, WIDTH, 0)
        tall = node["h"] = height({**node, "counted": box.counted})
        return Piece(WIDTH, tall, WIDTH // 2, box.id, [node])

    def _empty(self, id: str, words: str, at: str) -> Piece:
        node = as_node(Box(id, "empty", "", words), 0, 0, EMPTY_W, EMPTY_H)
        node |= {"empty": True, "place": at, "selectable": False}
        return Piece(EMPTY_W, EMPTY_H, EMPTY_W // 2, id, [node], [(id, at, "")])

    def _end(self, id: str, words: str) -> Piece:
        node = as_node(Box(id, "end", "", words), 0, 0, END, END)
        node |= {"selectable": False, "frame": True, "title": ""}
        return Piece(END, END, END // 2, id, [node])

    # ------------------------------------------------------------------ arranging

    def _stacked(self, pieces: list[Piece]) -> Piece:
        """One below the other, their middles in a line."""
        left = max(piece.middle for piece in pieces)
        right = max(piece.width - piece.middle for piece in pieces)
        nodes: list[dict[str, Any]] = []
        down = 0
        for piece in pieces:
            nodes += piece.moved(left - piece.middle, down)
            down += piece.height + GAP
        return Piece(left + right, down - GAP, left, pieces[0].enter, nodes)

    def _beside(self, pieces: list[Piece]) -> Piece:
        """Side by side; what leaves them leaves the whole."""
        nodes: list[dict[str, Any]] = []
        across = 0
        for piece in pieces:
            nodes += piece.moved(across, 0)
            across += piece.width + COLUMN
        width = across - COLUMN
        first, last = pieces[0].middle, width - pieces[-1].width + pieces[-1].middle
        middle = (first + last) // 2 // 4 * 4
        leaves = [leave for piece in pieces for leave in piece.leaves]
        return Piece(width, max(piece.height for piece in pieces), middle, pieces[0].enter, nodes, leaves)

    # ------------------------------------------------------------------ arrows

    def _edge(self, source: str, target: str, label: str, at: str) -> None:
        self.edges.append({
            "id": f"{source}>{target}", "from": source, "to": target, "label": label, "label_full": label, "place": at,
            "amber": "",
        })  # fmt: skip

    def _label(self, statement: Statement, name: str) -> str:
        key = f"branch.{kind_of(statement).replace(' ', '_')}.{name}"
        return self.say.known(key, block_label(statement, name))


def graph_of(compiled: Compiled, catalog: Catalog, say: Words, marks: Marks | None = None) -> dict[str, Any]:
    """The flow as the canvas draws it; for a text without a safe reading nothing."""
    if compiled.flow is None:
        return {"nodes": [], "edges": [], "width": 0, "height": 0, "greyed": False, "bar": ""}
    boxes = boxes_of(compiled, catalog, say, marks or Marks())
    return Layout(compiled.flow, boxes, say).graph()
