"""The canvas: draws the tree, and turns what the browser wants into edits of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from sayso.dsl import edit
from sayso.dsl.blocks import Address, block_at, statement_at
from sayso.dsl.parse import parse
from sayso.dsl.print import print_statement
from sayso.editor.canvas.along import needed_along, unset_at
from sayso.editor.canvas.flow_canvas import FlowCanvas
from sayso.editor.canvas.layout import graph_of
from sayso.editor.canvas.places import is_step, place, read, read_place, written
from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import guarded, toast
from sayso.runtime.operations.door import Refused

FEW = 4
"""With fewer boxes a flow has only begun: when it grows, the whole of it is shown."""
Insert = Callable[[str], Awaitable[None]]


class CanvasView:
    """The canvas of one editor."""

    def __init__(self, editor: Editor, insert: Insert, palette: Callable[[], Any]) -> None:
        """`insert` opens the list of what can be inserted at a place."""
        self.editor, self._insert, self._palette = editor, insert, palette
        self._graph = self._drawn()
        self.canvas = FlowCanvas(
            self._graph, guarded(self._intent), label=editor.say("canvas.label"), words=editor.say.all_of("canvas_said")
        )
        editor.after_pause.append(self.show)
        editor.on_select.append(self._selected)

    def show(self) -> None:
        """Draw what changed; a text without a safe reading leaves the last picture, greyed."""
        grew = len(self._graph["nodes"]) < FEW
        self._graph = self._drawn()
        self.canvas.show(self._graph)
        if grew and len(self._graph["nodes"]) >= FEW:
            self.canvas.fit()

    def _drawn(self) -> dict[str, Any]:
        editor = self.editor
        if editor.compiled.flow is None:
            last: dict[str, Any] = getattr(self, "_graph", None) or {"nodes": [], "edges": [], "width": 0, "height": 0}
            return {**last, "greyed": True, "bar": ""}
        if editor.marks.notes or editor.marks.changes:
            return graph_of(editor.compiled, editor.catalog, editor.say, editor.marks)
        drawn = editor.draft.drawn
        if drawn is None or drawn[0] is not editor.compiled:
            drawn = editor.draft.drawn = editor.compiled, graph_of(editor.compiled, editor.catalog, editor.say)
        return drawn[1]

    def _selected(self) -> None:
        self.canvas.select([node["id"] for node in self._graph["nodes"] if node["address"] == self.editor.selected
                            and self.editor.selected and not node["frame"]])  # fmt: skip

    def states(self, states: dict[str, dict[str, str]]) -> None:
        """Light boxes: what happened to each step."""
        self.canvas.states(states)

    # ------------------------------------------------------------------ what the browser wants

    async def _intent(self, intent: dict[str, Any]) -> None:
        do = INTENTS.get(str(intent.get("do")))
        if do is not None:
            await do(self, intent)

    async def act(self, do: str, step: Address) -> None:
        """Move a step up or down in its list ("earlier", "later"), or "delete" it."""
        index = int(step[-1])
        to = {"earlier": index - 1, "later": index + 2}.get(do)
        if do == "delete":
            await self._delete({"steps": [written(step)]})
        elif to is not None and 0 <= to <= len(block_at(self._flow(), step[:-1]).statements):
            await self._move({"steps": [written(step)], "place": place(step[:-1], to)})

    def _addresses(self, intent: dict[str, Any]) -> list[str]:
        if "steps" in intent:
            return list(intent["steps"])
        by_id = {node["id"]: node["address"] for node in self._graph["nodes"]}
        return [by_id[id] for id in intent.get("ids", [intent.get("id", "")]) if by_id.get(id)]

    async def _select(self, intent: dict[str, Any]) -> None:
        found = self._addresses(intent)
        self.editor.select(found[0] if found else "")

    async def _note(self, intent: dict[str, Any]) -> None:
        """The button of what was assumed: choose the step, and go to what else it could be."""
        await self._select({"ids": [intent["id"]]})
        words = next((str(node["note"]) for node in self._graph["nodes"] if node["id"] == intent["id"]), "")
        for shows in self.editor.on_note:
            shows(words)

    async def _put(self, intent: dict[str, Any]) -> None:
        self._writable()
        await self._insert(str(intent.get("place", "")))

    async def _move(self, intent: dict[str, Any]) -> None:
        self._writable()
        addresses = [read(one) for one in self._addresses(intent) if is_step(one)]
        block, index = read_place(str(intent["place"]))
        if not addresses:
            return
        first, count = addresses[0], _row(addresses)
        does = edit.copy if intent.get("copy") else edit.move
        key, known = "canvas.copied" if intent.get("copy") else "canvas.moved", self._wrong()
        offer = None if intent.get("copy") else self._along(first, count, block, index)
        await self.editor.edit(lambda text: does(text, self._flow(), first, block, index, count), self.editor.say(key))
        broke = [one for one in self._wrong() if one not in known]
        if broke:
            toast(broke[0], self.editor.say("editor.undo"), self.editor.undo)
        if broke and offer is not None and not any(one not in known for one in _findings(offer[0], self.editor)):
            self._offer(*offer)

    def _along(self, first: Address, count: int, block: Address, index: int) -> tuple[str, str] | None:
        """The text where what the moved steps use is moved too, and which lines these are."""
        flow = self._flow()
        along = needed_along(flow, first, count, block, index)
        if not along:
            return None
        lets = ", ".join(f"let @{getattr(statement_at(flow, one), 'name', '')}" for one in along)
        return edit.move(self.editor.text, flow, first, block, index, count, along), lets

    def _offer(self, text: str, what: str) -> None:
        """To take along what the moved steps use."""
        editor = self.editor

        async def take() -> None:
            await editor.undo()
            await editor.change(text, editor.say("canvas.moved_along", what=what))

        editor.offer(editor.say("canvas.move_along", what=what), take)

    def _wrong(self) -> list[str]:
        """What keeps the flow from running now, in sentences."""
        return [one.sentence for one in self.editor.errors]

    async def _delete(self, intent: dict[str, Any]) -> None:
        self._writable()
        addresses = [read(one) for one in self._addresses(intent) if is_step(one)]
        if not addresses:
            return
        say, first = self.editor.say, addresses[0]
        statement = statement_at(self._flow(), first)
        held = _inside(statement)
        count = _row(addresses)
        await self.editor.edit(
            lambda text: edit.delete(text, self._flow(), first, count), say("canvas.deleted"), self._neighbour(first)
        )
        if not held:
            toast(say("canvas.deleted_step"), say("editor.undo"), self.editor.undo)
            return

        async def keep() -> None:
            await self.editor.undo()
            await self.editor.edit(lambda text: edit.unwrap(text, self._flow(), first), say("canvas.unwrapped"))

        toast(say("canvas.deleted_frame", n=held), say("canvas.keep_steps"), keep)

    def _neighbour(self, first: Address) -> str:
        """What is chosen when a step is gone: the one before it, so that the keyboard goes on from there."""
        number = int(first[-1])
        return ".".join(str(part) for part in (*first[:-1], number - 1)) if number > 0 else "trigger:0"

    async def _copy(self, intent: dict[str, Any]) -> None:
        addresses = [read(one) for one in self._addresses(intent) if is_step(one)]
        written = [print_statement(statement_at(self._flow(), one)) for one in addresses]
        self.canvas.clipboard("\n".join(written) + "\n" if written else "")

    async def _cut(self, intent: dict[str, Any]) -> None:
        await self._copy(intent)
        await self._delete(intent)

    async def _paste(self, intent: dict[str, Any]) -> None:
        self._writable()
        parsed = parse(f'flow "A"\non manual\n{intent.get("text", "")}\n').flow
        if parsed is None or not parsed.body.statements:
            raise Refused("nothing-to-paste", self.editor.say("canvas.no_steps"))
        block, index = read_place(self._after())
        await self.editor.edit(
            lambda text: edit.insert(text, self._flow(), block, index, parsed.body.statements),
            self.editor.say("canvas.pasted"), place_as_step(block, index),
        )  # fmt: skip

    def _after(self) -> str:
        """The place behind what is chosen, else the end."""
        if is_step(self.editor.selected):
            address = read(self.editor.selected)
            return place(address[:-1], int(address[-1]) + 1)
        return place((), 0 if self.editor.selected else len(self._flow().body.statements))

    async def _command(self, intent: dict[str, Any]) -> None:
        match str(intent.get("key", "")).lower():
            case "ctrl+z":
                await self.editor.undo()
            case "ctrl+y" | "ctrl+shift+z":
                await self.editor.redo()
            case "ctrl+k":
                self._palette()

    async def _drag(self, intent: dict[str, Any]) -> None:
        """While a step is dragged: the places at which it would leave a name unset, and which."""
        addresses = [read(one) for one in self._addresses(intent) if is_step(one)]
        if not addresses or self.editor.compiled.flow is None:
            return
        self.canvas.amber(dict(self._unset(addresses[0], _row(addresses))))

    def _unset(self, first: Address, count: int) -> list[tuple[str, str]]:
        """Edges where the moved steps, or what stays behind, would miss a name, and which."""
        compiled = self.editor.compiled
        if compiled.flow is None or compiled.facts is None:
            return []
        found = []
        for edge in self._graph["edges"]:
            if edge["place"]:
                names = unset_at(compiled.flow, compiled.facts.names, first, count, *read_place(edge["place"]))
                found += [(edge["id"], self.editor.say("canvas.unset", name=names[0]))] if names else []
        return found

    def _flow(self) -> Any:
        flow = self.editor.compiled.flow
        if flow is None:
            raise Refused("unread", self.editor.say("canvas.unread"))
        return flow

    def _writable(self) -> None:
        if self.editor.read_only or self.editor.compiled.flow is None:
            raise Refused("unread", self.editor.say("canvas.unread"))


Wish = Callable[[CanvasView, dict[str, Any]], Awaitable[None]]
INTENTS: dict[str, Wish] = {
    "select": CanvasView._select,
    "open": CanvasView._select,
    "insert": CanvasView._put,
    "move": CanvasView._move,
    "drag": CanvasView._drag,
    "cut": CanvasView._cut,
    "delete": CanvasView._delete,
    "copy": CanvasView._copy,
    "paste": CanvasView._paste,
    "command": CanvasView._command,
    "note": CanvasView._note,
}
"""What the browser may want, and what is done then."""


def _row(addresses: list[Address]) -> int:
    """How many of the chosen steps follow each other in one block; others are left where they are."""
    first, count = addresses[0], 1
    for one in addresses[1:]:
        if one[:-1] == first[:-1] and int(one[-1]) == int(first[-1]) + count:
            count += 1
    return count


def _inside(statement: Any) -> int:
    """How many steps stand in a frame."""
    from sayso.dsl.node import walk
    from sayso.dsl.statements import Line

    return sum(isinstance(node, Line) for node in walk(statement)) - 1


def place_as_step(block: Address, index: int) -> str:
    """The address of the step at a place."""
    return ".".join(str(part) for part in (*block, index))


def _findings(text: str, editor: Editor) -> list[str]:
    from sayso.compiler import compile

    return [one.sentence for one in compile(text, editor.catalog).diagnostics if one.severity == "error"]
