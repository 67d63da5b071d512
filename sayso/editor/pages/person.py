"""Somebody's page: everything flows did about them and why, what they wait for, and why they were not found."""

from typing import Any
from urllib.parse import quote

from nicegui import ui

from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field
from sayso.editor.kit.tags import badge, box, link, said, theirs
from sayso.editor.pages.lists import state_badge
from sayso.editor.pages.people import facts, name_of
from sayso.editor.pages.person_lines import group, grouped
from sayso.editor.view import View
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.flows import list_flows
from sayso.runtime.operations.records import record
from sayso.runtime.operations.timeline import Standing, Timeline, timeline

KNOWN = ("email", "title", "company", "stage", "industry", "owner")
"""What is told of a record on top of its page."""


async def build(view: View, person: str) -> None:
    """Build it."""
    flow = view.query.get("flow", "")
    try:
        told = await timeline(view.door, view.workspace, person, flow)
    except NotHere:
        raise
    except Refused as problem:
        await _which(view, person, problem)
        return
    name = told.person.name
    async with view.frame("people", name, named=True) as action:
        with action:
            link("/people", view.say("people.all"), "button")
        page = PersonPage(view, person, flow)
        await page.draw(told)
    view.on_change(page.changed)


async def _which(view: View, person: str, problem: Refused) -> None:
    """Several could be meant."""
    async with view.frame("people", person, problem.sentence, named=True):
        with box("rows"):
            for one in problem.detail.get("choices", []):
                with link(f"/people/{quote(one, safe=':@')}", look="row"):
                    theirs(one)


class PersonPage:
    """What happened to somebody, the newest first."""

    def __init__(self, view: View, person: str, flow: str) -> None:
        self.view, self.person, self.flow = view, person, flow
        self.shown: Timeline | None = None

    async def draw(self, told: Timeline) -> None:
        """Who it is, how things stand, and the history."""
        await self._who(told)
        self.top = box("stack wide")
        with box("line wrap section-head"):
            said(self.view.say("people.history"), tag="h2")
            box("grow")
            await self._flows()
        self.lines = box("stack wide")
        self.below = box("stack")
        self._fill(told)

    async def _who(self, told: Timeline) -> None:
        view, whom = self.view, told.person
        rows = [("email", whom.email)] if whom.email and not whom.kind else []
        if whom.kind:
            catalog = view.door.premises(view.workspace).catalog
            found = await record(view.door, view.workspace, whom.kind, whom.id)
            rows = [(name, _shown(catalog, found.get(name))) for name in KNOWN if found.get(name)]
            if found.get("unsubscribed"):
                with box():
                    badge(view.say("people.opted_out_long"), "warn", "circle-slash")
        if rows:
            facts(view, rows)

    async def _flows(self) -> None:
        say = self.view.say
        flows = await list_flows(self.view.door, self.view.workspace)
        options = [("", say("people.every_flow")), *((one.id, one.name or say("flows.unnamed")) for one in flows)]
        with box("field"):
            Field("select", say("people.flow"), self.flow, options=options, changed=self._of_flow)

    def _of_flow(self, flow: str) -> None:
        query = f"?flow={quote(flow)}" if flow else ""
        ui.navigate.to(f"/people/{quote(self.person, safe=':@')}{query}")

    async def changed(self, changes: list[Change]) -> None:
        """Something changed: look again, and draw it anew if it is about them."""
        told = await timeline(self.view.door, self.view.workspace, self.person, self.flow)
        if self.shown is None or (told.answer, told.standing, told.lines) != (
            self.shown.answer, self.shown.standing, self.shown.lines):  # fmt: skip
            self._fill(told)

    def _fill(self, told: Timeline) -> None:
        self.shown = told
        for holder in (self.top, self.lines, self.below):
            holder.clear()
        with self.top:
            theirs(self.view.plainly(told.answer), "note accent words", tag="p").mark(data_answer=True)
            if told.standing:
                said(self.view.say("people.standing"), tag="h2")
                with box("rows"):
                    for one in told.standing:
                        _standing(self.view, one)
        self._more(told)

    def _more(self, told: Timeline) -> None:
        """Put a page of the history below what is shown."""
        view = self.view
        with self.lines:
            for lines in grouped(told.lines):
                group(view, lines)
            if not told.lines:
                said(view.say("people.nothing"), "empty")
        self.below.clear()
        with self.below:
            if told.left:
                theirs(told.left, "small quiet words", tag="p")
            if told.next:
                with box():
                    button(view.say("people.older"), lambda: self._older(told.next))

    async def _older(self, place: str) -> None:
        self._more(await timeline(self.view.door, self.view.workspace, self.person, self.flow, cursor=place))


def _standing(view: View, one: Standing) -> None:
    """Where they are on the way right now."""
    with link(f"/runs/{one.run}", look="row").mark(data_standing=one.state):
        with box("grow stack tight"):
            theirs(one.text, "words", tag="p")
            with box("line wrap small quiet"):
                theirs(one.name or view.say("flows.unnamed"))
        state_badge(view, "waiting") if one.state == "waiting" else badge(
            view.say(f"line.{one.state.replace(' ', '_')}"), "warn", "alert-triangle")  # fmt: skip


def _shown(catalog: Any, value: Any) -> str:
    return name_of(catalog, value) if isinstance(value, dict) else str(value)
