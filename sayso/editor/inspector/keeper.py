"""What holds a form while it is drawn again and again: fields stay, and what somebody types in them."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from nicegui import context
from nicegui.element import Element

from sayso.editor.inspector.elements import Line, Pieces, Told
from sayso.editor.inspector.shapes import FormField
from sayso.editor.kit.fields import Kind
from sayso.editor.kit.tags import Tag, box

Made = TypeVar("Made", Line, Pieces)
Key = tuple[str, ...]
"""What makes a field the same one in the next drawing: the place it stands in, its kind, its label."""


class Keeper(Element, component="keeper.js"):
    """Knows what is shown, so that only what is new is drawn again; one change is made after the other."""

    def __init__(self, label: str) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self._props["label"] = label
        self.shown: dict[str, FormField] = {}
        self.boxes: dict[str, Tag] = {}
        self.where, self.outline, self.panel = "", "", ""
        self.stale: set[str] = set()
        self.unwritten: dict[str, Any] = {}
        """Rows of a condition, by its field, that are on their way into the text: drawn meanwhile, it shows them."""
        self.turn = asyncio.Lock()
        self._keys: dict[int, Key] = {}
        self._spare: list[Line | Pieces] = []

    def forget(self) -> None:
        """Something else was chosen: nothing of it is kept."""
        self.clear()
        self.shown, self.boxes, self._keys, self._spare, self.unwritten = {}, {}, {}, [], {}
        self.outline = self.panel = ""

    @contextmanager
    def again(self, place: Element) -> Iterator[None]:
        """Draw a place anew; fields that stand there again stay the same ones."""
        there = [one for one in place.descendants() if isinstance(one, Line | Pieces)]
        with self:
            aside = box("hidden")
        for one in there:
            one.move(aside)
        self._spare += there
        place.clear()
        try:
            with place:
                yield
        finally:
            self._spare = [one for one in self._spare if all(one is not other for other in there)]
            self._keys = {id: key for id, key in self._keys.items() if id in self.client.elements}
            aside.delete()

    @contextmanager
    def rearranged(self, body: Element, names: Sequence[str]) -> Iterator[None]:
        """Lay the places of a form out anew; those of these names are kept, to be put where they belong."""
        with self:
            aside = box("hidden")
        for name, place in list(self.boxes.items()):
            if name in names:
                place.move(aside)
            elif not name.startswith(" "):
                self.boxes.pop(name)
                self.shown.pop(name, None)
        body.clear()
        with body:
            yield
        aside.delete()

    def place(self, name: str) -> None:
        """The place of a field: the one that was there, or a new one."""
        if name in self.boxes:
            self.boxes[name].move(context.slot.parent)
        else:
            self.boxes[name] = box("field", data_field=name)

    def line(self, place: str, kind: Kind, label: str, value: str | bool = "", **told: Any) -> Line:
        """A line, a choice or a tick: the one that was here, or a new one."""
        found = self._taken((place, kind, label))
        if isinstance(found, Line):
            found.again(value, **{name: given for name, given in told.items() if name != "focused"})
            return found
        return self._kept((place, kind, label), Line(kind, label, value, **told))

    def pieces(self, place: str, label: str, pieces: Told, **told: Any) -> Pieces:
        """A field of words and data: the one that was here, or a new one."""
        found = self._taken((place, "pieces", label))
        if isinstance(found, Pieces):
            found.again(pieces, **{name: given for name, given in told.items() if name != "focused"})
            return found
        return self._kept((place, "pieces", label), Pieces(label, pieces, **told))

    def _taken(self, key: Key) -> Line | Pieces | None:
        """A field that stood here before, now in the place that is being drawn."""
        found = next((one for one in self._spare if self._keys.get(one.id) == key), None)
        if found is not None:
            self._spare.remove(found)
            found.move(context.slot.parent)
        return found

    def _kept(self, key: Key, made: Made) -> Made:
        self._keys[made.id] = key
        return made
