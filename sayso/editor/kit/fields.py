"""Fields of forms, and what they tell Python."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from nicegui.element import Element

from sayso.editor.kit.doing import Handler, doing
from sayso.editor.kit.tags import Tag, box

Kind = Literal["text", "area", "select", "check", "number", "date", "time", "email", "search", "range"]


class Field(Element, component="field.js"):
    """A field: a line, an area, a choice or a tick. `value` is what Python knows of it."""

    def __init__(
        self, kind: Kind, label: str, value: str | bool = "", *, hint: str = "", text: str = "",
        options: Sequence[tuple[str, str]] = (), rows: int = 3, longest: int = 20_000, off: bool = False,
        focused: bool = False, changed: Handler | None = None, typed: Handler | None = None,
        entered: Handler | None = None, sends: Literal["plain", "ctrl"] = "plain",
    ) -> None:  # fmt: skip
        """`value` follows every key. `changed` hears it when somebody leaves the field, `typed` each key, `entered`
        Enter (or Ctrl+Enter where a line break is a line break)."""
        super().__init__()
        self.value: str | bool = value
        told: dict[str, Any] = {
            "kind": kind, "label": label, "value": value, "hint": hint, "text": text, "rows": rows, "longest": longest,
            "options": [list(one) for one in options], "off": off, "focused": focused,
            "enter": sends if entered is not None else "",
        }  # fmt: skip
        for name, given in told.items():
            self._props[name] = given
        self._hears("commit", changed)
        self._hears("enter", entered)
        self._hears("input", typed)

    def _hears(self, event: str, do: Handler | None) -> None:
        def heard(said: Any) -> Any:
            self.value = said[0] if isinstance(said, list) else said
            with self._props.suspend_updates():
                self._props["value"] = self.value
            return do(self.value) if do is not None else None

        self.on(event, doing(heard))

    def put(self, value: str | bool) -> None:
        """Show another value."""
        self.value = value
        self._props["value"] = value
        self.run_method("put", value)

    def focus(self) -> None:
        """Put the caret here."""
        self.run_method("focus")


@contextmanager
def labelled(label: str, note: str = "", wrong: str = "") -> Iterator[None]:
    """Around a field: its label above, a note or what is wrong below."""
    with box("field"):
        Tag("span", label, "label")
        yield
        if wrong:
            Tag("span", wrong, "wrong", {"role": "alert"})
        elif note:
            Tag("span", note, "small quiet")
