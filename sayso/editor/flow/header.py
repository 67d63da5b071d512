"""The flow's name and status, and what can be done with it: undo, test, run, go live, pause."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button, toast, when
from sayso.editor.kit.sheets import Sheet, ask, sheet
from sayso.editor.kit.tags import Tag, badge, box
from sayso.editor.pages.lists import STATUSES
from sayso.runtime.operations import flows
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.texts import changes_since_live

Does = Callable[[], Awaitable[None] | None]


class Header:
    """The header of one editor."""

    def __init__(self, editor: Editor, tests: Does, live: Does, runs: Does) -> None:
        """`tests` opens Test, `live` the sheet before going live, `runs` running it once."""
        self.editor, self.tests, self.live, self._runs = editor, tests, live, runs
        self._behind = 0
        self._stands = ("", "")
        self.more: dict[str, Does] = {}
        self._draw()
        editor.at_once.append(self.show)
        editor.after_pause.append(self.count)

    def _draw(self) -> None:
        """The parts, once: a button that stays loses no click."""
        editor, say = self.editor, self.editor.say
        with box("flow-head"):
            with box("line grow"):
                self._name = Tag("h1", "", "cut", {"translate": "no", "dir": "auto"})
                self._status = box("line stands")
            with box("line"):
                self._undo = button("", editor.undo, "plain", "undo", say("editor.undo"))
                self._redo = button("", editor.redo, "plain", "redo", say("editor.undo"))
                button("", self._menu, "plain", "more-horizontal", say("flow.more"))
                button(say("flow.test"), self.tests, "", "play")
                button(say("flow.run_now"), self._runs, "wide-only")
                self._go = button("", self.live, "first")

    async def count(self) -> None:
        """How many steps the draft differs in from what is live."""
        line = self.editor.line
        self._behind = await changes_since_live(self.editor.view.door, self.editor.view.workspace, line.id)
        self.show()

    def show(self) -> None:
        """Show it as things are now."""
        editor, say, line = self.editor, self.editor.say, self.editor.line
        flow = editor.compiled.flow
        name = flow.name if flow is not None else line.name or say("flows.unnamed")
        self._name.set_text(name)
        _mark(self._name, title=name)
        self._show_status()
        for made, key, step in ((self._undo, "undo", editor.undo_words), (self._redo, "redo", editor.redo_words)):
            words = say(f"editor.{key}_what", what=self.words(step))
            _mark(made, title=words, aria_label=words, disabled=not step)
        self._go.set_text(say("flow.go_live" if line.status == "draft" else "flow.publish"))

    def words(self, step: str) -> str:
        """What a step of the history is called."""
        return self.editor.say("editor.typing") if step == "typing" else step

    def _show_status(self) -> None:
        line, say = self.editor.line, self.editor.say
        drawing, look = STATUSES.get(line.status, ("circle", ""))
        words = say(f"status.{line.status}")
        if line.status != "draft" and line.live:
            words = say("flow.live_draft", status=words, version=line.live, n=self._behind) if self._behind else say(
                "flow.version", status=words, version=line.live)  # fmt: skip
        if (line.status, words) != self._stands:
            self._stands = line.status, words
            self._status.clear()
            with self._status:
                badge(words, look, drawing).mark(data_status=line.status, data_behind=self._behind)

    # ------------------------------------------------------------------ the whole flow

    def _menu(self) -> None:
        say = self.editor.say
        with sheet(self.editor.view, say("flow.more"), middle=True) as open_, box("rows"):
            for key, do in self.entries().items():
                row = Tag("button", say(f"flow.{key}"), "row", {"type": "button"})
                when(row, "click", lambda do=do: self._chosen(open_, do))

    async def _chosen(self, menu: Sheet, do: Does) -> None:
        menu.close()
        found = do()
        if found is not None:
            await found

    def entries(self) -> dict[str, Does]:
        """Everything that can be done with the flow, by the key of its words."""
        line = self.editor.line
        found: dict[str, Does] = {"run_now": self._runs, **self.more, "duplicate": self._duplicate}
        if line.status == "live":
            found["pause"] = self._pause
        if line.status == "paused":
            found["resume"] = self._resume
        return found | {"delete": self._delete}

    async def _duplicate(self) -> None:
        view = self.editor.view
        ui.navigate.to(f"/flows/{await flows.duplicate(view.door, view.workspace, self.editor.flow, view.who)}")

    async def _pause(self) -> None:
        view = self.editor.view
        waiting = await flows.pause(view.door, view.workspace, self.editor.flow, view.who)
        await self.editor.look_again()
        toast(view.say("flow.paused", n=waiting))

    async def _resume(self) -> None:
        view = self.editor.view
        going = await flows.resume(view.door, view.workspace, self.editor.flow, view.who)
        await self.editor.look_again()
        toast(view.say("flow.resumed", n=going))

    async def _delete(self) -> None:
        """Into the bin; while people are on the way in it with the exact consequence first."""
        view, say = self.editor.view, self.editor.say
        try:
            await flows.delete(view.door, view.workspace, self.editor.flow, view.who)
        except Refused as problem:
            if problem.code != "not-confirmed":
                raise
            if not await ask(view, say("flow.delete_title"), [problem.sentence], say("flow.delete"), danger=True):
                return
            await flows.delete(view.door, view.workspace, self.editor.flow, view.who, confirmed=True)
        ui.navigate.to("/flows")


def _mark(made: Tag, **attributes: str | bool) -> None:
    """Set attributes, and tell the browser where one changed."""
    told = {name.replace("_", "-"): value for name, value in attributes.items()}
    if any(made.props.get(name) != value for name, value in told.items()):
        made.props.update(told)
        made.update()
