"""The runs of one flow, live."""

from collections.abc import Callable

from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import box, link, said
from sayso.editor.pages.lists import run_row
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.looking import Filter, RunPage, list_runs


class RunsTab:
    """The runs of one editor's flow."""

    def __init__(self, editor: Editor, run: Callable[[], object]) -> None:
        """`run` opens running it once."""
        self.editor, self._run = editor, run
        self._shown: RunPage | None = None
        self._looked_at = False
        self._holder = box("stack wide")
        editor.view.on_change(self._changed)

    async def show(self, shown: bool) -> None:
        """The tab is looked at, or no longer."""
        self._looked_at = shown
        if shown:
            await self._refresh()

    async def _changed(self, changes: list[Change]) -> None:
        if self._looked_at and any(change.kind in ("run", "ask") for change in changes):
            await self._refresh()

    async def _refresh(self) -> None:
        view, say = self.editor.view, self.editor.say
        page = await list_runs(view.door, view.workspace, Filter(flow=self.editor.flow))
        if page == self._shown:
            return
        self._shown = page
        self._holder.clear()
        with self._holder:
            if not page.runs:
                with box("empty stack wide"):
                    said(say("flow_runs.none"))
                    with box():
                        button(say("flow.run_now"), self._run, "first", "play")
                return
            with box("rows", data_runs=len(page.runs)):
                for line in page.runs:
                    run_row(view, line)
            link(f"/runs?flow={self.editor.flow}", say("flow_runs.all"), "button")
