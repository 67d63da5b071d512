"""A run: the canvas with what really happened, everybody in it, and the log of one person or of all."""

from typing import Any

import msgspec
from nicegui import ui

from sayso.compiler import Compiled
from sayso.editor.canvas.flow_canvas import FlowCanvas
from sayso.editor.canvas.layout import graph_of
from sayso.editor.kit.doing import button, guarded, toast, when
from sayso.editor.kit.fields import Field
from sayso.editor.kit.sheets import ask
from sayso.editor.kit.tags import Tag, badge, box, cut, icon, link, said, theirs
from sayso.editor.pages.lists import state_badge
from sayso.editor.results import states_of
from sayso.editor.view import View
from sayso.runtime.log import LogLine
from sayso.runtime.operations import retrying, runs
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.journals import prove, told
from sayso.runtime.operations.looking import PersonLine, RunView, mark_of, one_run
from sayso.runtime.operations.texts import check_text, text_of_version

LOOKS = {"done": ("circle-check", "good"), "skipped": ("arrow-right", ""), "failed": ("circle-x", "bad")}
LOOK = 1.0
"""Seconds between two looks at whether something happened."""
ACTS = {"skip": runs.skip_item, "take over": runs.take_over}


async def build(view: View, run: str) -> None:
    """Build it."""
    found = await one_run(view.door, view.workspace, run)
    text = (await text_of_version(view.door, view.workspace, found.line.flow, found.line.version or 0)).text
    compiled, catalog = await check_text(view.door, view.workspace, text)
    async with view.frame("runs", found.line.name or found.line.title, full=True):
        drawn = graph_of(msgspec.structs.replace(compiled, diagnostics=()), catalog, view.say)
        page = RunPage(view, run, compiled, drawn)
        await page.refresh()
    ui.timer(LOOK, page.look)


class RunPage:
    """The parts of the page, which are told when something changed."""

    def __init__(self, view: View, run: str, compiled: Compiled, graph: dict[str, Any]) -> None:
        self.view, self.run, self.compiled = view, run, compiled
        self.person, self.shown, self._mark = "", 0, ""
        self.lines: list[LogLine] = []
        self.found: RunView | None = None
        with box("flow-room"):
            self._head = box("flow-head")
            with box("run-body"):
                with box("run-canvas"):
                    self.canvas = FlowCanvas(
                        graph,
                        guarded(self._intent),
                        read_only=True,
                        label=view.say("canvas.label"),
                        words=view.say.all_of("canvas_said"),
                    )
                with Tag("aside", look="run-side", attributes={"aria-label": view.say("run_page.people")}):
                    self._people = box("stack wide")
                    self._log = box("stack tight")

    async def look(self) -> None:
        """Something happened? Then show it."""
        if await mark_of(self.view.door, self.view.workspace, self.run) != self._mark:
            await self.refresh()

    async def refresh(self) -> None:
        """Everything as it is now; a slider that somebody moved back stays where it is."""
        view, wound = self.view, self.shown < len(self.lines)
        self._mark = await mark_of(view.door, view.workspace, self.run)
        self.found = await one_run(view.door, view.workspace, self.run)
        self.lines = await told(view.door, view.workspace, self.run)
        self.shown = min(self.shown, len(self.lines)) if wound else len(self.lines)
        self._show_head(self.found)
        self._show_people(self.found)
        self._show_log()
        self._light()

    def _light(self) -> None:
        words = {state: self.view.say(f"test.state_{state}") for state in ("done", "waiting", "failed", "skipped")}
        blank = {node["id"]: {"state": "", "counts": ""} for node in self.canvas.graph["nodes"]}
        self.canvas.states({**blank, **states_of(self.lines[: self.shown], self.person or None, words)})

    async def _intent(self, intent: dict[str, Any]) -> None:
        """A box is chosen: its lines in the log are marked."""
        if intent.get("do") == "select":
            self._show_log(set(intent.get("ids", [])))

    # ------------------------------------------------------------------ the whole run

    def _show_head(self, found: RunView) -> None:
        line, say = found.line, self.view.say
        self._head.clear()
        with self._head:
            with box("line grow wrap"):
                Tag("h1", line.name or line.title, "cut", {"translate": "no", "dir": "auto"})
                state_badge(self.view, line.state)
                said(say("run_page.began", when=self.view.when(line.created)), "small quiet", tag="span")
                if line.version:
                    badge(f"v{line.version}").mark(translate="no")
            with box("line wrap"):
                if line.name:
                    link(f"/flows/{line.flow}", say("run_page.flow"), "button plain")
                self._acts(found)
        if line.reason:
            with self._head:
                theirs(line.reason, "note warn words", tag="p")

    def _acts(self, found: RunView) -> None:
        """What can be done with the whole run."""
        say, line = self.view.say, found.line
        if line.state in ("queued", "running", "waiting", "needs you"):
            button(say("run_page.cancel"), self._cancel)
            return
        if line.lost or line.state == "failed":
            button(say("run_page.retry"), lambda: self._retry(None), "first", "redo")
        button(say("run_page.again"), self._again)
        button(say("run_page.prove"), self._prove, "plain")

    async def _cancel(self) -> None:
        view, say = self.view, self.view.say
        count = self.found.counts.get("on their way", 0) if self.found is not None else 0
        if await ask(view, say("run_page.cancel_title"), [say("run_page.cancel_what", n=count)], say("run_page.cancel"),
                     danger=True):  # fmt: skip
            await runs.cancel(view.door, view.workspace, self.run, view.who)
            await self.refresh()

    async def _retry(self, lane: str | None) -> None:
        view = self.view
        count = await retrying.retry(view.door, view.workspace, self.run, view.who, lane)
        toast(view.say("run_page.retried", n=count))
        await self.refresh()

    async def _again(self) -> None:
        """Start over, with the list of what happens again first."""
        view, say = self.view, self.view.say
        try:
            new = await retrying.start_over(view.door, view.workspace, self.run, view.who)
        except Refused as problem:
            if problem.code != "not-seen":
                raise
            again = [str(one) for one in problem.detail.get("again", [])]
            if not await ask(view, say("run_page.again_title"), again, say("run_page.again")):
                return
            new = await retrying.start_over(view.door, view.workspace, self.run, view.who, seen=True)
        ui.navigate.to(f"/runs/{new}")

    async def _prove(self) -> None:
        proof = await prove(self.view.door, self.view.workspace, self.run)
        toast(proof.sentence)

    # ------------------------------------------------------------------ people

    def _show_people(self, found: RunView) -> None:
        people = [*found.on_way, *found.arrived]
        several = [one for one in people if one.path]
        self._people.clear()
        with self._people:
            said(self.view.say("run_page.people"), tag="h2")
            with box("rows", data_people=len(several)):
                for one in several or people:
                    self._person(one)
                if not people:
                    said(self.view.say("run_page.nobody"), "empty")

    def _person(self, one: PersonLine) -> None:
        say = self.view.say
        drawing, look = LOOKS.get(one.state, ("clock", "accent"))
        open_ = one.path == self.person
        row = Tag("button", look="row", attributes={
            "type": "button", "aria-expanded": "true" if open_ else "false", "data-person": one.who,
            "data-state": one.state,
        })  # fmt: skip
        with row:
            icon(drawing)
            with box("grow stack tight"):
                cut(self._called(one), "strong")
                theirs(one.text, "small quiet words")
            if one.state in LOOKS:
                badge(say(f"test.how_{one.state}"), look)
        when(row, "click", lambda: self._choose(one.path))
        if open_:
            with box("details line wrap"):
                for act in one.can:
                    button(say(f"run_page.{act.replace(' ', '_')}"), lambda act=act: self._act(act, one))
                if one.state == "failed":
                    button(say("run_page.retry_person"), lambda: self._retry(one.path), "first")

    def _called(self, one: PersonLine) -> str:
        """Somebody by their name; a deal or company with the person who was written to."""
        mine = (line for line in self.lines if line.lane == one.path or line.lane.startswith(f"{one.path}/"))
        to = next((line.detail["to"] for line in mine if line.detail.get("to")), "")
        return f"{to} · {one.who}" if one.path and to not in ("", one.who) else one.who

    def _choose(self, path: str) -> None:
        self.person = "" if self.person == path else path
        if self.found is not None:
            self._show_people(self.found)
        self._show_log()
        self._light()

    async def _act(self, act: str, one: PersonLine) -> None:
        """Skip, take over, or go on now: an act of this person's, kept as such."""
        view = self.view
        if act == "continue":
            await runs.continue_now(view.door, view.workspace, self.run, one.path, view.who)
        else:
            await ACTS[act](view.door, view.workspace, self.run, one.path, view.who)
        toast(view.say("run_page.done"))
        await self.refresh()

    # ------------------------------------------------------------------ the log

    def _show_log(self, steps: set[str] | None = None) -> None:
        """The lines of one person, or of all; as far as the slider stands."""
        view = self.view
        mine = [one for one in self.lines[: self.shown] if self._concerns(one)]
        self._log.clear()
        with self._log:
            with box("line apart"):
                said(view.say("run_page.log"), tag="h2")
            if len(self.lines) > 1:
                Field("range", view.say("run_page.time"), str(self.shown), rows=len(self.lines), changed=self._wind)
            with Tag("ol", look="log", attributes={"data-log": str(len(mine))}):
                for line in mine[-400:]:
                    self._line(line, line.step in (steps or ()))

    def _concerns(self, line: LogLine) -> bool:
        return not self.person or line.lane == self.person or line.lane.startswith(f"{self.person}/")

    def _line(self, line: LogLine, marked: bool) -> None:
        row = Tag("li", look="log-line marked" if marked else "log-line")
        with row.mark(data_kind=line.kind, data_step=line.step):
            said(self.view.when(line.at), "small quiet", tag="span")
            with box("grow stack tight"):
                if line.who and not self.person:
                    theirs(line.who, "small strong words")
                theirs(self.view.plainly(line.text), "words")
                if line.detail:
                    with Tag("details"):
                        said(self.view.say("run_page.request"), "small quiet", tag="summary")
                        with Tag("dl", look="detail small"):
                            for name, value in line.detail.items():
                                theirs(name, "quiet", tag="dt")
                                theirs(value, "words", tag="dd")

    async def _wind(self, value: str) -> None:
        """The slider: how everything stood then."""
        self.shown = int(value)
        self._show_log()
        self._light()
