"""What the flow may use, at most, with whose approval, what it remembers: the form of its rules."""

from sayso.compiler import Compiled
from sayso.dsl.catalog import Catalog
from sayso.editor.catalogue import Words
from sayso.editor.drafting.editor import Editor
from sayso.editor.inspector.draw import draw_inspector
from sayso.editor.kit.tags import box
from sayso.editor.view import View
from sayso.runtime.operations.flows import FlowLine

RULES = "rules"


class RulesTab:
    """The rules of one editor's flow."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self._shown = False
        self._holder = box("rules-tab")
        editor.after_pause.append(self._again)

    async def show(self, shown: bool) -> None:
        """The tab is looked at, or no longer."""
        self._shown = shown
        await self._again()

    async def _again(self) -> None:
        if self._shown and self.editor.compiled.flow is not None:
            await draw_inspector(Ruled(self.editor), self._holder)


class Ruled:
    """The editor as the form of the rules sees it: they are what is chosen, whatever is chosen on the canvas."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self.read_only, self.selected = editor.read_only, RULES

    @property
    def view(self) -> View:
        """The page."""
        return self._editor.view

    @property
    def say(self) -> Words:
        """The words of the page."""
        return self._editor.say

    @property
    def text(self) -> str:
        """The draft."""
        return self._editor.text

    @property
    def compiled(self) -> Compiled:
        """What is known of the draft."""
        return self._editor.compiled

    @property
    def catalog(self) -> Catalog:
        """What a flow of this workspace may name."""
        return self._editor.catalog

    @property
    def flow(self) -> str:
        """The flow's id."""
        return self._editor.flow

    @property
    def line(self) -> FlowLine:
        """How the flow stands."""
        return self._editor.line

    def last_value(self, path: str) -> str:
        """What a path was when the flow was last tried, or nothing."""
        return self._editor.last_value(path)

    async def change(self, text: str, what: str, select: str | None = None) -> None:
        """One step of the history; what is chosen on the canvas stays chosen."""
        await self._editor.change(text, what)

    async def undo(self) -> None:
        """Take back the last step."""
        await self._editor.undo()

    def select(self, address: str) -> None:
        """Choose something on the canvas."""
        self._editor.select(address)
