"""The code area as an element of a page: it keeps the text and takes the browser's changes in order.

The browser's own history is off: undo and redo arrive as keys. All positions handed out and taken in are code points.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sayso.editor.text.messages import is_change, is_question, number
from sayso.editor.text.offsets import Edit, Ruler, applied, smallest
from sayso.editor.web import DIST, MODULE, WEB

OnChange = Callable[[str, list[Edit], int, str], Awaitable[None] | None]
"""The new text, the edits that led to it, the caret, and how: `type`, `paste` or `line`."""

OnAsk = Callable[[int, str, int], Awaitable[None] | None]
"""A number to answer with, what is asked (`complete` or `hover`), and where."""

OnKey = Callable[[str], Awaitable[None] | None]
"""`undo`, `redo`, `save` or `palette`."""

OnCaret = Callable[[int], Awaitable[None] | None]
OnFix = Callable[[int, int], Awaitable[None] | None]
"""Which of the findings shown last, and which of its fixes."""

Words = Mapping[str, Sequence[str]]
"""`keywords`, `literals`, `units`, `functions`, `operators`: what the language's words are, for their colours."""


LABEL = "Text of the flow. Press Escape, then Tab, to leave the field."


class _Asked(NamedTuple):
    """A question that waits for its answer, and the text it was asked about."""

    text: str
    ruler: Ruler
    stamp: dict[str, int]

    def in_units(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """An answer with its positions as the browser counts them."""
        out = {**data, "from": self.ruler.to_units(data["from"]), "to": self.ruler.to_units(data["to"])}
        if "items" in data:
            out["items"] = [self._item(item) for item in data["items"]]
        return out

    def _item(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """A completion; its caret counts in the text that its edits make."""
        edits = [Edit(each["from"], each["to"], each["text"]) for each in item.get("edits", ())]
        caret = item.get("caret")
        after = None if caret is None else Ruler(applied(self.text, edits)).to_units(caret)
        return {**item, "edits": [_in_units(each, self.ruler) for each in edits], "caret": after}


class CodeArea(Element, component=WEB / "code_area.js", esm={MODULE: str(DIST)}):
    """The text of a flow, with colours, findings, completion and marked lines."""

    def __init__(
        self,
        text: str,
        on_change: OnChange,
        on_ask: OnAsk | None = None,
        on_key: OnKey | None = None,
        words: Words | None = None,
        read_only: bool = False,
        on_caret: OnCaret | None = None,
        on_fix: OnFix | None = None,
        label: str = LABEL,
        phrases: Mapping[str, str] | None = None,
    ) -> None:
        """`label` names the field aloud; `phrases` replace what CodeMirror says of its own, by its English."""
        super().__init__()
        self._doc, self._ruler = text, Ruler(text)
        self._revision = self._heard = 0
        self._asked: dict[int, _Asked] = {}
        self._on = (on_change, on_ask, on_key, on_caret, on_fix)
        with self._props.suspend_updates():
            self._props["words"] = {group: list(each) for group, each in (words or {}).items()}
            self._props["read-only"] = read_only
            self._props["label"] = label
            self._props["phrases"] = dict(phrases or {})
        self._keep(text)
        for event, heard in self._events().items():
            self.on(event, heard)

    def _events(self) -> dict[str, Callable[[GenericEventArguments], Awaitable[None] | None]]:
        return {
            "ready": self._begin, "change": self._change, "caret": self._caret,
            "ask": self._ask, "key": self._key, "fix": self._fix,
        }  # fmt: skip

    @property
    def text(self) -> str:
        """The text as it stands, every keystroke that arrived in it."""
        return self._doc

    def set_text(self, text: str, reveal: int | None = None) -> None:
        """Change the text from here; caret and selection stay where nothing changed. `reveal` puts the caret there."""
        if text == self._doc:
            return self.reveal(reveal) if reveal is not None else None
        edit, before, heard = smallest(self._doc, text), self._ruler, self._heard
        self._revision += 1
        self._keep(text)
        change = {"from": before.to_units(edit.start), "to": before.to_units(edit.end), "text": edit.text}
        place = None if reveal is None else self._ruler.to_units(reveal)
        message = {
            "revision": self._revision,
            "heard": heard,
            "changes": [change],
            "length": before.units,
            "reveal": place,
        }
        self.run_method("apply", message)

    def set_findings(self, findings: Sequence[Mapping[str, Any]], text: str | None = None) -> None:
        """Show `{from, to, severity, sentence, fixes: [{title, index}]}`; those of another `text` come too late."""
        if text is not None and text != self._doc:
            return
        units = self._ruler.to_units
        shown = [{**each, "from": units(each["from"]), "to": units(each["to"])} for each in findings]
        self.run_method("findings", {**self._stamp(), "findings": shown})

    def mark_lines(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Mark lines, counted from 1: `{"line": 4, "kind": "added"}`; `web/README.md` names the kinds."""
        self.run_method("mark_lines", [dict(line) for line in lines])

    def answer(self, question: int, data: Mapping[str, Any] | None) -> None:
        """Answer what `on_ask` asked, counted in the text of that moment; the browser drops what comes too late."""
        asked = self._asked.pop(question, None)
        if asked is not None:
            self.run_method("answer", {**asked.stamp, "id": question, "data": asked.in_units(data) if data else None})

    def suggest(self, pos: int, text: str) -> None:
        """Show the likely next words in grey at the caret; Tab takes them. An empty text takes them away."""
        self.run_method("suggest", {**self._stamp(), "pos": self._ruler.to_units(pos), "text": text})

    def reveal(self, pos: int, focus: bool = False) -> None:
        """Put the caret there and bring its line into sight."""
        self.run_method("reveal", {"pos": self._ruler.to_units(pos), "focus": focus})

    def focus(self) -> None:
        """Put the keyboard into the text."""
        self.run_method("focus")

    def set_read_only(self, locked: bool) -> None:
        """Forbid or allow typing."""
        with self._props.suspend_updates():
            self._props["read-only"] = locked
        self.run_method("set_read_only", locked)

    def _keep(self, text: str) -> None:
        self._doc, self._ruler = text, Ruler(text)
        with self._props.suspend_updates():
            self._props["text"] = text
            self._props["revision"] = self._revision

    def _stamp(self) -> dict[str, int]:
        return {"revision": self._revision, "heard": self._heard}

    def _begin(self, event: GenericEventArguments) -> None:
        """A field that came into being; where it missed something, it gets the whole text."""
        self._heard = 0
        if number(event.args, "revision") != self._revision:
            self.run_method("restart", {"revision": self._revision, "text": self._doc})

    def _change(self, event: GenericEventArguments) -> Awaitable[None] | None:
        said = event.args
        if not is_change(said) or said["base"] != self._revision:
            return None  # made on a text that is gone: the browser sends it again, carried over
        point = self._ruler.to_points
        edits = [Edit(point(each["from"]), point(each["to"]), each["text"]) for each in said["changes"]]
        self._heard = said["seq"]
        self._keep(applied(self._doc, edits))
        return self._on[0](self._doc, edits, self._ruler.to_points(said["caret"]), said["kind"])

    def _caret(self, event: GenericEventArguments) -> Awaitable[None] | None:
        pos = number(event.args, "pos")
        if self._on[3] is None or pos is None or number(event.args, "base") != self._revision:
            return None
        return self._on[3](self._ruler.to_points(pos))

    def _ask(self, event: GenericEventArguments) -> Awaitable[None] | None:
        said = event.args
        if not is_question(said):
            return None
        self._asked[said["id"]] = _Asked(self._doc, self._ruler, self._stamp())
        if self._on[1] is None or said["base"] != self._revision:
            self.answer(said["id"], None)
            return None
        return self._on[1](said["id"], said["kind"], self._ruler.to_points(said["pos"]))

    def _key(self, event: GenericEventArguments) -> Awaitable[None] | None:
        key = event.args.get("key") if isinstance(event.args, dict) else None
        known = key in ("undo", "redo", "save", "palette")
        return self._on[2](str(key)) if known and self._on[2] else None

    def _fix(self, event: GenericEventArguments) -> Awaitable[None] | None:
        finding, fix = number(event.args, "finding"), number(event.args, "fix")
        if self._on[4] is None or finding is None or fix is None:
            return None
        return self._on[4](finding, fix)


def _in_units(edit: Edit, ruler: Ruler) -> dict[str, Any]:
    return {"from": ruler.to_units(edit.start), "to": ruler.to_units(edit.end), "text": edit.text}
