"""The inspector's own elements: fields that may be drawn again while somebody types, and the list of data."""

from collections.abc import Sequence
from typing import Any

from nicegui.element import Element

from sayso.editor.inspector.shapes import Piece
from sayso.editor.kit.doing import Handler, doing
from sayso.editor.kit.fields import Field, Kind

Told = Sequence[tuple[str, str, str, str]]


class Line(Field):
    """A line, a choice or a tick of the form. Drawn again it stays the same field, so nothing typed is lost."""

    def __init__(
        self, kind: Kind, label: str, value: str | bool = "", *, changed: Handler, entered: Handler | None = None,
        focused: bool = False, **told: Any,
    ) -> None:  # fmt: skip
        """`changed` and `entered` as of a field; what is `told` as well goes to the browser."""
        self._changed, self._entered, self._heard, self._drawn = changed, entered, 0, 0
        super().__init__(
            kind, label, value, focused=focused, changed=self._left, entered=self._sent if entered else None, **told
        )
        self._props["heard"], self._props["drawn"] = 0, 0

    def again(
        self, value: str | bool, *, changed: Handler, entered: Handler | None = None, **told: Any
    ) -> None:  # fmt: skip
        """Say what Python knows now: the browser takes it unless something else is being typed."""
        self._changed, self._entered, self._drawn = changed, entered, self._drawn + 1
        self.value = value
        options = [list(one) for one in told.pop("options", ())]
        for name, given in {**told, "options": options, "value": value}.items():
            self._props[name] = given
        self._props["heard"], self._props["drawn"] = self._heard, self._drawn

    def _left(self, value: Any) -> Any:
        self._heard += 1
        return self._changed(value)

    def _sent(self, value: Any) -> Any:
        self._heard += 1
        return self._entered(value) if self._entered is not None else None


class Pieces(Element, component="pieces.js"):
    """A field in which words and data stand beside one another; drawn again it stays the same field, too."""

    def __init__(self, label: str, pieces: Told, *, changed: Handler, wanted: Handler, **told: Any) -> None:
        """`changed` hears the pieces when somebody leaves the field, `wanted` that data is asked for.

        `hint`, `many` rows, `off`, `asks` for data at `@`, `focused`, `wrong` go to the browser.
        """
        super().__init__()
        self._heard, self._drawn = 0, 0
        self._props["label"] = label
        self._tell(pieces, changed, wanted, told)
        self.on("commit", doing(self._left))
        self.on("want", doing(self._wants))

    def again(self, pieces: Told, *, changed: Handler, wanted: Handler, **told: Any) -> None:
        """Say what Python knows now: the browser takes it unless something else is being typed."""
        self._drawn += 1
        self._tell(pieces, changed, wanted, told)

    def _tell(self, pieces: Told, changed: Handler, wanted: Handler, told: dict[str, Any]) -> None:
        self._changed, self._wanted = changed, wanted
        for name, given in {**told, "pieces": [list(one) for one in pieces]}.items():
            self._props[name] = given
        self._props["heard"], self._props["drawn"] = self._heard, self._drawn

    def _left(self, said: Any) -> Any:
        self._heard += 1
        return self._changed(said)

    def _wants(self) -> Any:
        return self._wanted()

    def ask(self) -> None:
        """Ask for data as if `@` had been typed."""
        self.run_method("ask")

    def take(self, source: str, words: str, last: str, alone: bool) -> None:
        """Put data in where the caret was; `alone` in the place of all there is."""
        self.run_method("take", source, words, last, alone)

    def back(self) -> None:
        """Put the caret back where it was."""
        self.run_method("back")


class DataList(Element, component="data_list.js"):
    """A list to search, from which one is taken."""

    def __init__(self, items: Told, label: str, hint: str, none: str, take: Handler, close: Handler) -> None:
        """`take` hears the path."""
        super().__init__()
        told: dict[str, Any] = {"items": [list(one) for one in items], "label": label, "hint": hint, "none": none}
        for name, given in told.items():
            self._props[name] = given
        self.on("take", doing(lambda said: take(said[0] if isinstance(said, list) else said)))
        self.on("close", doing(lambda _: close()))


def heard(said: Any) -> tuple[Piece, ...]:
    """The pieces that a field tells."""
    rows = said[0] if isinstance(said, list) and len(said) == 1 and said[0] and isinstance(said[0][0], list) else said
    return tuple(
        Piece("data", str(row[1]), str(row[1])) if row[0] == "data" else Piece("words", str(row[1]), str(row[1]))
        for row in rows or ()
        if isinstance(row, list) and len(row) == 2
    )
