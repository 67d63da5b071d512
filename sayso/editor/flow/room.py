"""How the editor is laid out: header, what it does at most, the views, copilot at the left and inspector at the right.

On a phone one of them at a time.
"""

from collections.abc import Awaitable, Callable

from sayso.editor.canvas.places import place
from sayso.editor.drafting.editor import Editor
from sayso.editor.flow.bar import Bar
from sayso.editor.flow.canvas_view import CanvasView
from sayso.editor.flow.chat import Chat
from sayso.editor.flow.english_view import EnglishView
from sayso.editor.flow.header import Header
from sayso.editor.flow.insert import InsertList
from sayso.editor.flow.palette import Palette
from sayso.editor.flow.rules_tab import RulesTab
from sayso.editor.flow.runs_tab import RunsTab
from sayso.editor.flow.side import Side
from sayso.editor.flow.tests_tab import TestsTab
from sayso.editor.flow.text_view import TextView
from sayso.editor.flow.today import TodayLine
from sayso.editor.flow.versions import open_versions
from sayso.editor.kit.doing import button, guarded, when
from sayso.editor.kit.finder import Does, Entry
from sayso.editor.kit.tags import Tag, badge, box

VIEWS = ("canvas", "text", "english", "tests", "runs", "rules")
Shows = Callable[[str], Awaitable[None]]


async def draw_room(editor: Editor) -> Chat:
    """Draw it; gives the chat, which may have something to say at once."""
    room = box("flow-room", data_view="canvas")
    with room:
        header = Header(editor, lambda: side.test(), lambda: side.live(), lambda: side.run())
        TodayLine(editor, Bar(editor))
        with box("flow-body"):
            with Tag("aside", look="flow-chat", attributes={"aria-label": editor.say("chat.title")}):
                chat = Chat(editor)
            with box("flow-middle"):
                tabs = Tabs(editor, room)
                with box("views"):
                    insert = InsertList(editor)
                    palette = Palette(editor, lambda: actions(editor, header, tabs, insert))
                    with box("view view-canvas"):
                        canvas = CanvasView(editor, insert.open, guarded(palette.open))
                    with box("view view-text"):
                        TextView(editor, guarded(palette.open))
                    with box("view view-english"):
                        english = EnglishView(editor, chat.say, canvas.act)
                    tabs.hears["english"] = english.look
                    _more(editor, tabs, lambda: side.test(), lambda: side.run())
            with Tag("aside", look="flow-side", attributes={"aria-label": editor.say("side.title")}):
                side = Side(editor, canvas)
    header.more["versions"] = lambda: open_versions(editor)
    tabs.buttons(palette)
    await header.count()
    await side.show()
    return chat


def _more(editor: Editor, tabs: "Tabs", test: Does, run: Does) -> None:
    """The tabs beside the three ways to read and write the flow."""

    async def go(start: int) -> None:
        await tabs.show("text")
        for reveal in editor.on_reveal:
            reveal(start)

    with box("view view-tests"):
        tests = TestsTab(editor, go, test)
    with box("view view-runs"):
        runs = RunsTab(editor, run)
    with box("view view-rules"):
        rules = RulesTab(editor)
    tabs.hears |= {"tests": tests.show, "runs": runs.show, "rules": rules.show}
    tabs.tests = tests
    tests.on_failed(lambda count: tabs.count("tests", count))


def actions(editor: Editor, header: Header, tabs: "Tabs", insert: InsertList) -> list[Entry]:
    """Everything that can be done to the flow that is open."""
    say, flow = editor.say, editor.compiled.flow
    found: list[Entry] = []
    if editor.undo_words:
        found.append(Entry("actions", say("palette.undo", what=header.words(editor.undo_words)), editor.undo, "Ctrl+Z"))
    if editor.redo_words:
        found.append(Entry("actions", say("palette.redo", what=header.words(editor.redo_words)), editor.redo, "Ctrl+Y"))
    if flow is not None and not editor.read_only:
        end = place((), len(flow.body.statements))
        found.append(Entry("actions", say("palette.insert"), lambda: insert.open(end), "+"))
    found.append(Entry("actions", say("palette.test"), header.tests))
    found.append(Entry("actions", say("palette.live"), header.live))
    if tabs.tests is not None and tabs.tests.results:
        found.append(Entry("actions", say("palette.run_tests"), tabs.run_tests))
    found += [Entry("actions", say(f"flow.{key}"), do) for key, do in header.entries().items()]
    found.append(Entry("actions", say("palette.keys"), tabs.keys, "?"))
    return found + [
        Entry("views", say("palette.view", view=say(f"views.{name}")), lambda name=name: tabs.show(name))  # type: ignore[misc]
        for name in VIEWS
    ]  # fmt: skip


class Tabs:
    """The views, side by side or alone: each name shows one, the canvas stays beside it where there is room."""

    def __init__(self, editor: Editor, room: Tag) -> None:
        self.editor, self._room = editor, room
        self.hears: dict[str, Callable[[bool], Awaitable[None] | None]] = {}
        self.tests: TestsTab | None = None
        self._tabs: dict[str, Tag] = {}
        self._counts: dict[str, Tag] = {}
        self._shown = "canvas"
        self._palette: Palette | None = None
        with box("tabs line apart"):
            with box("tabs-names scrolls", role="tablist", aria_label=editor.say("views.title")):
                for name in VIEWS:
                    self._tab(name)
            self._holder = box("line")

    def _tab(self, name: str) -> None:
        chosen = "true" if name == self._shown else "false"
        made = self._tabs[name] = Tag("button", self.editor.say(f"views.{name}"), "tab", {
            "type": "button", "role": "tab", "aria-selected": chosen, "data-tab": name,
        })  # fmt: skip
        when(made, "click", lambda: self.show(name))

    def buttons(self, palette: Palette) -> None:
        """What stands at the end of the row."""
        self._palette = palette
        with self._holder:
            button("", palette.open, "plain", "command", self.editor.say("palette.open"))

    def count(self, name: str, number: int) -> None:
        """How many things are wrong behind a tab."""
        if name not in self._counts:
            with self._tabs[name]:
                self._counts[name] = badge("", "bad")
        made = self._counts[name]
        made.set_text(str(number))
        made.classes(remove="hidden") if number else made.classes("hidden")

    async def show(self, name: str) -> None:
        """Show one of them."""
        before, self._shown = self._shown, name
        self._room.mark(data_view=name)
        self._room.update()
        for other, tab in self._tabs.items():
            tab.mark(aria_selected="true" if other == name else "false")
            tab.update()
        for other, shown in ((before, False), (name, True)):
            told = self.hears[other](shown) if other in self.hears and before != name else None
            if told is not None:
                await told

    async def run_tests(self) -> None:
        """Show the tests, and run them."""
        await self.show("tests")
        if self.tests is not None:
            await self.tests.again()

    def keys(self) -> None:
        """Which key does what."""
        if self._palette is not None:
            self._palette.keys()
