"""The tests of a flow: each a row with its result, run at every edit, and the paths that none of them goes."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import background_tasks

from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button, toast, when
from sayso.editor.kit.tags import Tag, badge, box, icon, said, theirs
from sayso.runtime.operations.testing_flows import TestResult, Untried, results_of, untried, without_test

PAUSE = 0.6
"""Seconds without an edit after which the tests are run."""
MOST_NAMED = 20
LOOKS = {True: ("circle-check", "good"), False: ("circle-x", "bad")}


class TestsTab:
    """The tests of one editor."""

    __test__ = False

    def __init__(self, editor: Editor, go: Callable[[int], Awaitable[None]], tried: Callable[[], object]) -> None:
        """`go` shows a place of the text, `tried` opens Test."""
        self.editor, self._go, self._tries = editor, go, tried
        self.results: tuple[TestResult, ...] = ()
        self.paths: Untried | None = None
        self.shown = False
        self._of = ""
        self._running: asyncio.Task[None] | None = None
        self._holder = box("stack wide tests")
        self._hears: list[Callable[[int], None]] = []
        editor.after_pause.append(self.soon)
        self._draw()
        self.soon()

    def on_failed(self, hears: Callable[[int], None]) -> None:
        """Hear how many tests do not hold, whenever they were run."""
        self._hears.append(hears)

    def show(self, shown: bool) -> None:
        """The tab is looked at, or no longer: paths are worked out only while it is."""
        self.shown = shown
        if shown:
            self.soon()

    def soon(self) -> None:
        """Run them once nothing is typed for a moment."""
        if self._running is None or self._running.done():
            self._running = background_tasks.create(self._run_when_quiet())

    async def _run_when_quiet(self) -> None:
        while not self.editor.view.client.is_deleted:
            text = self.editor.text
            await asyncio.sleep(PAUSE)
            if text == self.editor.text:
                await self._run()
                if text == self.editor.text:
                    return

    async def again(self) -> None:
        """Run them at once."""
        self._of, self.paths = "", None
        await self._run()

    async def _run(self) -> None:
        """Run what was not run yet of the text as it is now."""
        editor, text = self.editor, self.editor.text
        if self._of != text:
            self._of, self.paths = text, None
            self.results = await results_of(editor.compiled, editor.catalog, text)
            self._tell()
        if self.shown and self.paths is None and self.results:
            paths = await untried(editor.compiled, editor.catalog)
            if text == self.editor.text:
                self.paths = paths
                self._tell()

    def _tell(self) -> None:
        if self.editor.view.client.is_deleted:
            return
        with self.editor.view.client.content:
            self._draw()
            for hears in self._hears:
                hears(sum(not one.passed for one in self.results))

    # ------------------------------------------------------------------ showing

    def _draw(self) -> None:
        self._holder.clear()
        with self._holder:
            if self.editor.errors:
                said(self.editor.say("tests.not_yet", n=len(self.editor.errors)), "note warn")
            elif not self.results:
                self._none()
            if self.results:
                self._all()

    def _none(self) -> None:
        say = self.editor.say
        with box("empty stack wide"):
            said(say("tests.none"))
            with box():
                button(say("tests.try"), self._tries, "first", "play")

    def _all(self) -> None:
        say, failed = self.editor.say, sum(not one.passed for one in self.results)
        with box("line apart wrap"):
            words = say("tests.failed", n=failed) if failed else say("tests.all_hold", n=len(self.results))
            said(words, "strong", tag="h2").mark(data_tests=len(self.results), data_failed=failed, role="status")
            button(say("tests.again"), self.again, drawing="refresh")
        with box("rows"):
            for one in self.results:
                self._row(one)
        if self.paths is not None:
            self._never(self.paths)

    def _row(self, one: TestResult) -> None:
        drawing, look = LOOKS[one.passed]
        say = self.editor.say
        with box("row test-row", data_test=one.title, data_passed="true" if one.passed else "false"):
            icon(drawing)
            with box("grow stack tight"):
                title = Tag("button", one.title, "button link words test-title", {"type": "button"})
                title.mark(translate="no", dir="auto")
                when(title, "click", lambda: self._go(one.start))
                for problem in one.problems:
                    line = Tag("button", look="button link words wrong", attributes={"type": "button"})
                    line.text = say("tests.problem", line=problem.line, sentence=problem.sentence)
                    when(line, "click", lambda problem=problem: self._go(problem.start))
                for warning in one.warnings:
                    theirs(warning.replace("`", ""), "small quiet words", tag="span")
            badge(say("tests.holds" if one.passed else "tests.fails"), look)
            button("", lambda: self._delete(one), "plain", "trash", say("tests.delete_one", title=one.title),
                   off=self.editor.read_only)  # fmt: skip

    def _never(self, paths: Untried) -> None:
        say = self.editor.say
        with box("stack tight", data_never=len(paths.never), data_paths=paths.paths):
            if not paths.never:
                said(say("tests.every_path", n=paths.paths), "note good")
                return
            said(say("tests.never", n=len(paths.never), of=paths.paths), "strong", tag="h3")
            with Tag("ul", look="stack tight quiet"):
                for name in paths.never[:MOST_NAMED]:
                    theirs(name, "words", tag="li")
            if len(paths.never) > MOST_NAMED or paths.left:
                said(say("tests.more", n=max(0, len(paths.never) - MOST_NAMED) + paths.left), "small quiet")

    async def _delete(self, one: TestResult) -> None:
        editor = self.editor
        await editor.change(without_test(editor.text, one.start), editor.say("tests.deleted", title=one.title))
        toast(editor.say("tests.deleted_toast", title=one.title), editor.say("editor.undo"), editor.undo)
