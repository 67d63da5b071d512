"""Test: the flow rehearsed on today's data, person by person. What outsiders do can be switched; nothing is sent."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sayso.editor.drafting.editor import Editor
from sayso.editor.flow.canvas_view import CanvasView
from sayso.editor.flow.tests_from import tests_of
from sayso.editor.flow.trigger_data import TriggerData
from sayso.editor.kit.doing import button, toast, when
from sayso.editor.kit.fields import Field
from sayso.editor.kit.tags import Tag, badge, box, cut, icon, said, theirs
from sayso.editor.results import states_of
from sayso.runtime.operations.answers_outside import Read, RealAnswers
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.rehearsing import (
    Choice,
    Does,
    Point,
    Rehearsal,
    Tester,
    rehearse,
    rehearse_every_way,
)

STEP = 0.06
"""Seconds between two boxes that light up."""
LOOKS = {"done": ("circle-check", "good"), "skipped": ("arrow-right", ""), "failed": ("circle-x", "bad")}
MOST_DAYS = 14
ANSWERED = ("read", "failed")


class TestPanel:
    """A rehearsal, and what is chosen in it."""

    __test__ = False

    def __init__(self, editor: Editor, canvas: CanvasView, closed: Callable[[], Awaitable[None]]) -> None:
        self.editor, self.canvas, self._closed = editor, canvas, closed
        self.choices: dict[str, Choice] = {}
        self.person = ""
        self.found: Rehearsal | None = None
        self.trigger = TriggerData(editor, self._chosen)
        self.data: dict[str, Any] = {}
        self._body: object = None
        self._lighting = self._playing = 0
        editor.after_pause.append(self._stay)
        self._holder: Tag | None = None
        self._told: dict[str, Tag] = {}
        self._rows: dict[str, Tag] = {}
        self._results: Tag | None = None
        self._real: RealAnswers | None = None
        self._really = False

    async def open(self, holder: Tag) -> None:
        """Rehearse, and light the boxes one after another."""
        self._holder, self.person, self.choices = holder, "", {}
        await self.trigger.look()
        if await self._play():
            self._show()
            await self._light()

    async def _play(self) -> bool:
        """Rehearse what is chosen now; tells whether nothing else was chosen meanwhile, else nothing is taken of it."""
        editor = self.editor
        self._playing += 1
        mine = self._playing
        try:
            data = await self.trigger.data()
            found = await rehearse(
                editor.view.door, editor.view.workspace, editor.flow, editor.text, dict(self.choices), data,
                self._real if self._really else None,
            )  # fmt: skip
            if mine != self._playing:
                return False
            self.data, self.found = data, found
            self._body = editor.compiled.flow.body if editor.compiled.flow is not None else None
            return True
        except Refused:
            await self._close()
            first = next(iter(editor.errors), None)
            if first is not None:
                for reveal in editor.on_reveal:
                    reveal(first.span.start)
            raise

    async def _light(self) -> None:
        """Box after box, in the order in which they were reached; whoever lights anew ends what is still under way."""
        found = self.found
        if found is None:
            return
        self._lighting += 1
        mine = self._lighting
        whole = states_of(found.log, self.person or None, self._words())
        lit: dict[str, dict[str, str]] = {}
        for step, state in whole.items():
            if mine != self._lighting:
                return
            lit[step] = state
            self.canvas.states(lit)
            await asyncio.sleep(STEP)

    def _light_all(self, found: Rehearsal) -> None:
        """All boxes at once, as they stand."""
        self._lighting += 1
        self.canvas.states(states_of(found.log, self.person or None, self._words()))

    async def _close(self) -> None:
        self.found = None
        self._lighting += 1
        await self._closed()

    def _stay(self) -> None:
        """Keep boxes lit where an edit changed none of the steps, such as one that saved tests."""
        flow = self.editor.compiled.flow
        if self.found is not None and flow is not None and flow.body == self._body:
            self._light_all(self.found)

    def _words(self) -> dict[str, str]:
        return {state: self.editor.say(f"test.state_{state}") for state in ("done", "waiting", "failed", "skipped")}

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        found, say = self.found, self.editor.say
        if found is None or self._holder is None:
            return
        self._holder.clear()
        with self._holder, box("stack wide test", data_test="open"):
            with box("line apart"):
                said(say("test.title"), tag="h2")
                button(say("test.close"), self._close, "plain", "x")
            said(say("test.nothing_sent"), "note good", tag="p").mark(data_nothing_sent="true")
            self.trigger.draw()
            self._switch(found)
            self._whole = box("stack")
            self._people(found)
            with box("line wrap"):
                button(say("test.every_path"), self._every)
                button(say("test.save"), self._save)
            self._ways = box("stack tight")
            self._held = box("stack")
        self._sum_up(found)

    def _switch(self, found: Rehearsal) -> None:
        """Real answers to what is read outside, for what they cost."""
        if found.reads:
            tools = self.editor.catalog.tools
            words = self.editor.say("test.real", n=sum(tools[one.tool].credits for one in found.reads))
            Field("check", words, self._really, text=words, changed=lambda value: self._use_real(bool(value)))

    async def _use_real(self, really: bool) -> None:
        """Ask outside from now on, or no more; what was asked once is not paid for again."""
        view = self.editor.view
        self._really, self._real = really, self._real or RealAnswers(view.door, view.workspace)
        await self._anew()

    def _sum_up(self, found: Rehearsal) -> None:
        """What is said of the whole: costs, whether it would begin, and whom the guard of contacts would hold."""
        self._whole.clear()
        with self._whole:
            self._costs(found)
            if not found.would_begin:
                said(self.editor.say("test.would_not_begin"), "note warn")
        self._held.clear()
        with self._held:
            for held in found.held:
                theirs(held, "note warn words", tag="p")

    def _costs(self, found: Rehearsal) -> None:
        """How many credits these calls would use, and how long it all takes."""
        tools = self.editor.catalog.tools
        credits = sum(tools[name].credits * count for name, count in found.calls.items() if name in tools)
        until = max((line.at for line in found.log), default=found.now)
        words = self.editor.say("test.costs", n=credits, when=self.editor.view.when(until))
        said(words, "small quiet").mark(data_credits=credits)

    async def _chosen(self) -> None:
        """Other data was chosen: from the beginning."""
        self.choices, self.person = {}, ""
        if await self._play():
            self._show()
            await self._light()

    def _people(self, found: Rehearsal) -> None:
        with box("rows", data_people=len(found.people)):
            for one in found.people:
                self._row(found, one)
            if not found.people:
                self._details(found, "")

    def _row(self, found: Rehearsal, one: Tester) -> None:
        open_ = one.lane == self.person
        row = Tag("button", look="row", attributes={"type": "button", "aria-expanded": "true" if open_ else "false",
                                                    "data-person": one.who, "data-how": one.how})  # fmt: skip
        with row:
            self._told[one.lane] = box("line grow")
            self._fill(self._told[one.lane], found, one)
        self._rows[one.lane] = row
        when(row, "click", lambda: self._choose(one.lane))
        if open_:
            with box("details stack wide"):
                self._details(found, one.lane)

    def _fill(self, holder: Tag, found: Rehearsal, one: Tester) -> None:
        """How it would end for somebody."""
        drawing, look = LOOKS.get(one.how, ("circle", ""))
        holder.clear()
        with holder:
            icon(drawing)
            with box("grow stack tight"):
                cut(_called(found, one), "strong")
                cut(one.reason or self._outcome(found, one), "small quiet")
            badge(self.editor.say(f"test.how_{one.how}") if one.how in LOOKS else one.how, look)

    def _outcome(self, found: Rehearsal, one: Tester) -> str:
        """The last thing that would be done for somebody."""
        did = [line.text for line in found.log if line.lane.startswith(one.lane) and line.kind in ("did", "failed")]
        return did[-1] if did else ""

    def _details(self, found: Rehearsal, lane: str) -> None:
        """What outsiders do for one person, and what comes of it."""
        for point in [one for one in found.points if one.lane == lane and one.kind != "hand-off"]:
            self._point(point)
        self._results = box("stack wide")
        with self._results:
            self._result(found, lane)

    def _result(self, found: Rehearsal, lane: str) -> None:
        """The messages, and what would happen in which order."""
        for message in [one for one in found.messages if one.lane == lane]:
            with box("stack tight", data_message=message.step):
                theirs(message.sentence, "small strong words", tag="p")
                for name in ("subject", "text", "message", "note"):
                    if message.shown.get(name):
                        theirs(message.shown[name], "letter", tag="div")
        with Tag("ol", look="stack tight small quiet"):
            reads = {(one.lane, one.step): one for one in found.reads}
            for line in [one for one in found.log if one.lane == lane][:60]:
                read = reads.get((line.lane, line.step)) if line.kind in ANSWERED else None
                with Tag("li", look="words"):
                    theirs(f"{self.editor.view.when(line.at)}: {line.text}")
                    if read is not None:
                        badge(self._answer(read)).mark(data_answer=read.how)

    def _answer(self, read: Read) -> str:
        """How the answer to something that was read outside was come by."""
        when_ = self.editor.view.when(read.at) if read.at is not None else ""
        return self.editor.say(f"test.answer_{read.how}", when=when_)

    def _point(self, point: Point) -> None:
        """Does it come, and when? By default yes, after half of the time; what would end a sequence does not."""
        say, chosen = self.editor.say, self.choices.get(point.path)
        now = "half" if chosen is None else "never" if chosen.does == "never" else "no" if chosen.does == "no" else str(
            chosen.days)  # fmt: skip
        ends = point.kind == "sequence"
        options = [("half", say("test.never" if ends else "test.by_default"))]
        options += [(str(day), say("test.on_day", n=day)) for day in range(1, min(point.days, MOST_DAYS) + 1)]
        options += [("no", say("test.no"))] if point.kind == "approval" else []
        options += [] if ends else [("never", say("test.never"))]
        with box("field"):
            theirs(point.words, "label words")
            Field("select", say(f"test.point_{point.kind.replace('-', '_')}"), now, options=options,
                  changed=lambda value: self._set(point.path, str(value)))  # fmt: skip

    async def _choose(self, lane: str) -> None:
        self.person = "" if self.person == lane else lane
        self._show()
        self._lit()

    async def _set(self, path: str, value: str) -> None:
        """Another choice: the whole rehearsal is driven again."""
        if value == "half":
            self.choices.pop(path, None)
        else:
            does: Does = "never" if value == "never" else "no" if value == "no" else "yes"
            self.choices[path] = Choice(does, int(value) if value.isdigit() else None)
        await self._anew()

    async def _anew(self) -> None:
        """Drive it again, with the choices that stand."""
        before = self._points()
        if not await self._play():
            return
        if self._points() == before:
            self._again()
        else:
            self._show()
            self._lit()

    def _points(self) -> list[str]:
        """The places where an outsider decides about whoever is chosen."""
        return [one.path for one in self.found.points if one.lane == self.person] if self.found is not None else []

    def _lit(self) -> None:
        """The boxes as they stand now, for everybody or for whoever is chosen."""
        if self.found is not None:
            self.canvas.show()
            self._light_all(self.found)

    def _again(self) -> None:
        """What came of it now; rows and choosers stay, with the caret in them."""
        found = self.found
        if found is None:
            return
        self._sum_up(found)
        for one in found.people:
            if one.lane in self._told:
                self._fill(self._told[one.lane], found, one)
                self._rows[one.lane].mark(data_how=one.how).update()
        if self._results is not None:
            self._results.clear()
            with self._results:
                self._result(found, self.person)
        self._lit()

    # ------------------------------------------------------------------ every path, tests

    async def _every(self) -> None:
        """Each distinct outcome of one person's way is a row."""
        editor = self.editor
        paths = await rehearse_every_way(editor.view.door, editor.view.workspace, editor.flow, editor.text, self.data)
        if self._ways.is_deleted:
            return
        self._ways.clear()
        with self._ways, box("rows", data_paths=len(paths.rows)):
            for path in paths.rows[:64]:
                with box("row", data_path=path.name), box("grow stack tight"):
                    theirs(path.name, "strong words")
                    told = path.reason or path.ended
                    theirs(f"{told}: {', '.join(path.calls)}" if path.calls else told, "small quiet words")
            if len(paths.rows) > 64 or paths.left:
                said(editor.say("test.more_paths", n=max(0, len(paths.rows) - 64) + sum(paths.left.values())), "empty")

    async def _save(self) -> None:
        """Keep what was chosen as tests of the flow."""
        editor = self.editor
        text, count = await tests_of(editor, self.choices, self.data)
        if not count:
            toast(editor.say("tests.nothing_new"))
            return
        await editor.change(text, editor.say("tests.saved", n=count))
        toast(editor.say("tests.saved", n=count), editor.say("editor.undo"), editor.undo)


def _called(found: Rehearsal, one: Tester) -> str:
    """Somebody by their name; a deal or company with the person that is written to."""
    to = next((message.shown.get("to", "") for message in found.messages if message.lane.startswith(one.lane)), "")
    return f"{to} · {one.who}" if to and to != one.who else one.who
