"""Everything that can be done here, and every page and flow, found by typing; and the keys that do it."""

from collections.abc import Callable

import msgspec
from nicegui import ui

from sayso.copilot.readback import readback
from sayso.editor.canvas.places import written
from sayso.editor.drafting.editor import Editor
from sayso.editor.frame import PLACES
from sayso.editor.kit.doing import doing
from sayso.editor.kit.finder import Does, Entry, Finder
from sayso.editor.kit.sheets import Sheet, sheet
from sayso.editor.kit.tags import Tag, box, said
from sayso.runtime.operations.flows import list_flows

KEYS = (
    ("canvas", ("↑ ↓ ← →", "Enter", "+", "Delete", "Alt+↑ ↓", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+F")),
    ("text", ("Ctrl+Space", "Tab", "Ctrl+S", "F8")),
    ("everywhere", ("Ctrl+Z", "Ctrl+Y", "Ctrl+K", "?", "Escape")),
)
"""The keys of each part of the page, as they are written; what each does stands in the catalogue."""
LISTEN = """
if (!window.saysoKeys) {
  window.saysoKeys = true;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('.veil')) return;
    const fields = 'input, textarea, select, [contenteditable=true], .cm-editor';
    const typing = event.target.closest && event.target.closest(fields);
    const key = `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.key.toLowerCase()}`;
    const anywhere = { 'ctrl+k': 'palette' };
    const elsewhere = { '?': 'keys', 'ctrl+z': event.shiftKey ? 'redo' : 'undo', 'ctrl+y': 'redo' };
    const said = anywhere[key] || (!typing && elsewhere[key]);
    if (said) { event.preventDefault(); emitEvent(said); }
  });
}
"""


class Palette:
    """The list of one editor."""

    def __init__(self, editor: Editor, actions: Callable[[], list[Entry]]) -> None:
        """`actions` gives what can be done now, besides going somewhere."""
        self.editor, self._actions = editor, actions
        self._open: Sheet | None = None
        hears: dict[str, Does] = {
            "palette": self.open, "keys": self.keys, "undo": editor.undo, "redo": editor.redo,
        }  # fmt: skip
        for name, do in hears.items():
            ui.on(name, doing(do))
        ui.add_head_html(f"<script>{LISTEN}</script>")

    async def open(self) -> None:
        """Open it; Enter runs the first that fits what is typed."""
        if self._open is not None and not self._open.closed.is_set():
            return
        say = self.editor.say
        entries = [*self._actions(), *self._steps(), *self._pages(), *await self._flows()]
        named = [msgspec.structs.replace(one, group=say(f"palette.{one.group}")) for one in entries]
        with sheet(self.editor.view, say("palette.title"), middle=True) as open_, box(data_palette="open"):
            self._open = open_
            Finder(say("palette.title"), named, open_.close, say("palette.hint"), say("palette.none"))

    # ------------------------------------------------------------------ where one can go

    def _steps(self) -> list[Entry]:
        editor, flow = self.editor, self.editor.compiled.flow
        if flow is None or editor.compiled.facts is None:
            return []
        told = readback(flow, editor.compiled.facts, editor.catalog).sentences
        places = [(one.text, written(one.address)) for one in told if one.address is not None]
        return [Entry("steps", words, lambda to=to: editor.select(to)) for words, to in places]  # type: ignore[misc]

    def _pages(self) -> list[Entry]:
        view = self.editor.view
        return [
            Entry("pages", view.say(f"place.{name}"), lambda to=to: ui.navigate.to(to))  # type: ignore[misc]
            for name, to, _, _ in PLACES if name != "outbox" or view.session.practice
        ]  # fmt: skip

    async def _flows(self) -> list[Entry]:
        view = self.editor.view
        return [
            Entry("flows", one.name or view.say("flows.unnamed"), lambda id=one.id: ui.navigate.to(f"/flows/{id}"))  # type: ignore[misc]
            for one in await list_flows(view.door, view.workspace) if one.id != self.editor.flow
        ]  # fmt: skip

    # ------------------------------------------------------------------ keys

    def keys(self) -> None:
        """Which key does what."""
        say = self.editor.say
        with sheet(self.editor.view, say("keys.title"), middle=True), box("stack wide", data_keys="open"):
            for part, keys in KEYS:
                said(say(f"keys.{part}"), tag="h3")
                with Tag("dl", look="detail keys"):
                    for key in keys:
                        with Tag("dt"):
                            said(key, "key", tag="kbd")
                        said(say(f"keys.of_{part}_{key}"), "quiet", tag="dd")
