"""The runs: filtered by how they stand, flow, time and words; 50 a page, live, and to take away as a file."""

import json

import msgspec
from nicegui import ui

from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.showing import pressed
from sayso.editor.kit.tags import Tag, box, icon, link, said
from sayso.editor.pages.lists import run_row
from sayso.editor.pages.runs_choice import CUSTOM, PERIODS, Choice
from sayso.editor.view import View
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.flows import list_flows
from sayso.runtime.operations.looking import RunPage, list_runs

TABS = ("", "completed", "completed with failures", "failed", "running", "waiting", "needs you", "cancelled")
"""How runs stand, as the page asks for it; empty is all."""
PRESSED = "document.querySelector('.tabs [aria-pressed=true]')?.scrollIntoView({block: 'nearest', inline: 'center'})"
"""On a phone the row of buttons is moved to the one that is chosen."""
FORMATS = ("csv", "json")


async def build(view: View) -> None:
    """Build it."""
    async with view.frame("runs", view.say("place.runs"), view.say("runs.sentence")) as action:
        runs = Runs(view, Choice.read(view.query))
        with action:
            runs.takes = box("line wrap")
        await runs.draw()

    async def changed(changes: list[Change]) -> None:
        if any(change.kind in ("run", "ask") for change in changes):
            await runs.refresh()

    view.on_change(changed)


class Runs:
    """The list, and what somebody chose to see of it."""

    takes: Tag

    def __init__(self, view: View, choice: Choice) -> None:
        self.view, self.choice = view, choice
        self.places = [""]
        self.shown: RunPage | None = None

    async def draw(self) -> None:
        """The filters, and the runs below them."""
        say = self.view.say
        with box("tabs scrolls").mark(role="group", aria_label=say("runs.states")):
            self.tabs = {
                state: button(
                    say(f"state.{state.replace(' ', '_')}" if state else "runs.all"),
                    lambda state=state: self.choose(state=state), "tab-button",
                )
                for state in TABS
            }  # fmt: skip
        with box("filters"):
            await self._filters()
        self.rows = box("rows")
        self.pages = box("line wrap apart")
        await self.look()

    async def _filters(self) -> None:
        say, choice = self.view.say, self.choice
        flows = [
            (one.id, one.name or say("flows.unnamed")) for one in await list_flows(self.view.door, self.view.workspace)
        ]
        periods = [
            ("", say("runs.ever")),
            *((name, say(f"runs.last_{name}")) for name in PERIODS),
            (CUSTOM, say("runs.dates")),
        ]
        with box("grow long"), labelled(say("runs.search")):
            Field("search", say("runs.search"), choice.text, hint=say("runs.search_hint"), longest=200,
                  typed=lambda text: self.choose(text=text))  # fmt: skip
        with labelled(say("runs.flow")):
            Field("select", say("runs.flow"), choice.flow, options=[("", say("runs.every_flow")), *flows],
                  changed=lambda flow: self.choose(flow=flow))  # fmt: skip
        with labelled(say("runs.period")):
            Field("select", say("runs.period"), choice.period, options=periods,
                  changed=lambda period: self.choose(period=period))  # fmt: skip
        self.dates = box("line hidden")
        with self.dates:
            for name in ("since", "until"):
                with labelled(say(f"runs.{name}")):
                    Field("date", say(f"runs.{name}"), getattr(choice, name),
                          changed=lambda day, name=name: self.choose(**{name: day}))  # fmt: skip

    async def choose(
        self, state: str | None = None, flow: str | None = None, period: str | None = None, since: str | None = None,
        until: str | None = None, text: str | None = None,
    ) -> None:  # fmt: skip
        """Look at others, from the first page on."""
        said_ = {"state": state, "flow": flow, "period": period, "since": since, "until": until, "text": text}
        changes = {name: value for name, value in said_.items() if value is not None}
        self.choice = msgspec.structs.replace(self.choice, **changes)
        self.places = [""]
        await self.look()

    async def look(self) -> None:
        """Show what was chosen, and keep it in the address."""
        to = f"/runs?{self.choice.query}" if self.choice.query else "/runs"
        ui.run_javascript(f"history.replaceState(history.state, '', {json.dumps(to)})")
        ui.run_javascript(f"setTimeout(() => {PRESSED}, 100)")
        self.dates.classes(remove="hidden") if self.choice.period == CUSTOM else self.dates.classes("hidden")
        pressed(self.tabs, self.choice.state)
        self._files()
        self.shown = None
        await self.refresh()

    def _files(self) -> None:
        self.takes.clear()
        with self.takes:
            for name in FORMATS:
                query = f"?{self.choice.query}" if self.choice.query else ""
                with link(f"/export/runs.{name}{query}", look="button").mark(download=f"runs.{name}"):
                    icon("download")
                    said(self.view.say(f"runs.export_{name}"), tag="span")

    async def refresh(self) -> None:
        """Draw this page of runs anew, if anything in it changed."""
        view = self.view
        wanted = (self.choice, self.places[-1])
        which = self.choice.filter(view.door.now(), view.zone)
        page = await list_runs(view.door, view.workspace, which, self.places[-1])
        if page == self.shown or wanted != (self.choice, self.places[-1]):
            return
        self.shown = page
        self.rows.clear()
        with self.rows:
            for line in page.runs:
                run_row(view, line)
            if not page.runs:
                self._nothing()
        self._pages(page)

    def _nothing(self) -> None:
        say = self.view.say
        with box("empty stack wide"):
            said(say("runs.none_so" if self.choice.query else "runs.none"))
            with box():
                if self.choice.query:
                    link("/runs", say("runs.show_all"), "button")
                else:
                    link("/flows", say("runs.none_flows"), "button first")

    def _pages(self, page: RunPage) -> None:
        say = self.view.say
        self.pages.clear()
        with self.pages:
            if len(self.places) > 1:
                button(say("runs.newer"), self._newer, drawing="chevron-left")
            box("grow")
            if page.next:
                button(say("runs.older"), lambda: self._older(page.next), drawing="chevron-right")

    async def _older(self, place: str) -> None:
        self.places.append(place)
        await self.refresh()

    async def _newer(self) -> None:
        self.places.pop()
        await self.refresh()
