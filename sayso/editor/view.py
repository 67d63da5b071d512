"""One page that somebody has open: who it is, in which words and which time zone, and the frame around it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import Request
from nicegui import background_tasks, context, ui

from sayso.copilot.plainly import plainly
from sayso.dsl.catalog import Catalog
from sayso.editor.catalogue import words
from sayso.editor.desk import Desk
from sayso.editor.frame import draw_frame
from sayso.editor.kit.doing import note_problem
from sayso.editor.kit.tags import Tag, box, link, said, theirs
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.door import NotHere
from sayso.runtime.operations.sessions import Session

THEMES = ("system", "light", "dark")
STYLES = ("theme.css", "pages.css", "flow.css", "inspector.css")
READY = """<script type="module">
const look = () => requestAnimationFrame(() => window.did_handshake ? (document.body.dataset.ready = "true") : look());
look();
</script>"""
"""Says in the page that it can be used: it is drawn, and hears and is heard."""
Build = Callable[..., Awaitable[None]]


class View:
    """A page in the making, and what its handlers need afterwards."""

    def __init__(self, desk: Desk, session: Session, request: Request) -> None:
        self.desk, self.door, self.session = desk, desk.door, session
        self.workspace, self.who = session.workspace, session.who
        self.say = words(desk.language)
        self.query = request.query_params
        self.path = request.url.path
        self.theme = request.cookies.get("theme", "system")
        self.client = context.client
        self._ends: list[Callable[[], None]] = []

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's time zone."""
        return self.door.premises(self.workspace).zone

    async def show(self, build: Build, **ids: str) -> None:
        """Build the page; whatever is not there is told in the frame."""
        _heads()
        ui.dark_mode({"dark": True, "light": False}.get(self.theme))
        leave = self._leave
        self.desk.on_leave(self.session.id, leave)
        self._ends.append(lambda: self.desk.forget(self.session.id, leave))
        self.client.on_delete(self._closed)
        try:
            await build(self, **ids)
        except NotHere as problem:
            self.client.content.clear()
            async with self.frame("", self.say("missing.title")):
                theirs(problem.sentence, tag="p")
                link("/", self.say("missing.home"), "button")
        except Exception:
            number = note_problem("a page could not be built")
            self.client.content.clear()
            async with self.frame("", self.say("broken.title"), self.say("broken.sentence", number=number)):
                link("/", self.say("missing.home"), "button")
        ui.add_body_html(READY)

    def frame(self, here: str, title: str, sentence: str = "", full: bool = False, named: bool = False) -> "Framed":
        """The frame around a page; `here` names its place in the rail, a `named` page has words of the workspace."""
        return Framed(self, here, title, sentence, full, named)

    def on_change(self, hears: Callable[[list[Change]], Awaitable[None] | None]) -> None:
        """Hear what changes in the workspace while the page is open; one after the other."""
        waiting: list[Change] = []
        busy = asyncio.Lock()

        async def tell() -> None:
            async with busy:
                changes = list(waiting)
                waiting.clear()
                if changes and not self.client.is_deleted:
                    with self.client.content:
                        done = hears(changes)
                        if done is not None:
                            await done

        def heard(changes: list[Change]) -> None:
            waiting.extend(changes)
            background_tasks.create(tell())

        self._ends.append(self.desk.listen(self.workspace, heard))

    def at_end(self, end: Callable[[], None]) -> None:
        """What to do when the page is closed."""
        self._ends.append(end)

    @property
    def catalog(self) -> Catalog:
        """What the workspace's flows may use."""
        return self.door.premises(self.workspace).catalog

    def plainly(self, line: str) -> str:
        """A line of a log, its conditions and fields in words."""
        return plainly(line, self.catalog)

    def when(self, at: datetime | None, short: bool = False) -> str:
        """An instant as this workspace reads it: "Friday 09:00" within a week, else with the date."""
        if at is None:
            return self.say("time.never")
        here, now = at.astimezone(self.zone), self.door.now().astimezone(self.zone)
        days = (here.date() - now.date()).days
        day = self.say(f"time.day{days:+d}") if days in (-1, 0, 1) else (
            self.say(f"weekday.{here.isoweekday()}") if 0 <= days < 7 else self._date(here, now))  # fmt: skip
        return day if short and days not in (-1, 0, 1) else self.say("time.at", day=day, time=f"{here:%H:%M}")

    def _date(self, here: datetime, now: datetime) -> str:
        month = self.say(f"month.{here.month}")
        key = "time.date" if here.year == now.year else "time.date_year"
        return self.say(key, day=here.day, month=month, year=here.year)

    def _closed(self) -> None:
        for end in self._ends:
            end()
        self._ends.clear()

    def _leave(self) -> None:
        self.client.run_javascript("location.href = '/enter'")


class Framed:
    """The frame, with the page's own room open inside."""

    def __init__(self, view: View, here: str, title: str, sentence: str, full: bool, named: bool) -> None:
        self._view, self._here, self._title, self._sentence, self._full = view, here, title, sentence, full
        self._says = theirs if named else said
        self._inside: Tag | None = None

    async def __aenter__(self) -> Tag:
        """Draw the frame; gives the place for the page's one button."""
        view = self._view
        ui.page_title(f"{self._title} · Sayso")
        main = await draw_frame(view, self._here, self._full)
        with main:
            self._inside = box("page full" if self._full else "page")
        self._inside.__enter__()
        if self._full:
            return self._inside
        with box("head"):
            with box("grow stack tight"):
                self._says(self._title, "words", tag="h1")
                if self._sentence:
                    self._says(self._sentence, "", tag="p")
            return box("line wrap")

    async def __aexit__(self, *problem: object) -> None:
        """Close the room."""
        if self._inside is not None:
            self._inside.__exit__(*problem)


def _heads() -> None:
    """The theme's file, with a mark that changes when it does."""
    folder = Path(__file__).parent / "style"
    marks = "".join(
        f'<link rel="stylesheet" href="/style/{name}?{int((folder / name).stat().st_mtime)}">' for name in STYLES
    )
    built = "".join(f'<link rel="stylesheet" href="/static/{name}">' for name in ("fonts.css", "icons.css"))
    ui.add_head_html(built + marks)
