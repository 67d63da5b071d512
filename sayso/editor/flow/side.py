"""The panel at the right: what is chosen, or a rehearsal of the flow."""

from sayso.editor.drafting.editor import Editor
from sayso.editor.flow.canvas_view import CanvasView
from sayso.editor.flow.going_live import go_live, run_once
from sayso.editor.flow.testing import TestPanel
from sayso.editor.inspector.draw import draw_inspector
from sayso.editor.kit.tags import Tag, box, said


class Side:
    """The panel of one editor."""

    def __init__(self, editor: Editor, canvas: CanvasView) -> None:
        self.editor, self.canvas = editor, canvas
        self._holder = box("side-inside")
        self._panel = TestPanel(editor, canvas, self._closed)
        self._tests = False
        editor.on_select.append(self.show)
        editor.after_pause.append(self._again)

    async def show(self) -> None:
        """Show what is chosen."""
        if self._tests:
            return
        if not self.editor.selected:
            self._holder.clear()
            with self._holder:
                said(self.editor.say("side.choose"), "empty")
            return
        for one in [child for child in self._holder.default_slot.children if isinstance(child, Tag)]:
            one.delete()
        await draw_inspector(self.editor, self._holder, self._test_with)

    async def _again(self) -> None:
        """The flow changed: the form shows it, unless somebody is in the middle of it."""
        if not self._tests:
            await self.show()

    async def test(self) -> None:
        """Rehearse the flow here."""
        self._tests = True
        await self._panel.open(self._holder)

    async def _test_with(self, came: str) -> None:
        """Rehearse it with something that came in."""
        self._panel.trigger.take(came)
        await self.test()

    async def _closed(self) -> None:
        self._tests = False
        self.canvas.show()
        await self.show()

    async def live(self) -> None:
        """The sheet before going live, or before publishing."""
        await go_live(self.editor)

    async def run(self) -> None:
        """Run it once now."""
        await run_once(self.editor)
