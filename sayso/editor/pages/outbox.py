"""The practice outbox: what was "sent" in a practice workspace, and answering it as whoever got it.

It looks again every moment: a message goes out a little after it was approved. A card is only drawn anew when
something happened to its message, so what somebody writes into another stays.
"""

import asyncio

from nicegui import ui

from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.tags import Tag, badge, box, link, said, theirs
from sayso.editor.pages.outbox_card import Letter
from sayso.editor.view import View
from sayso.runtime.operations.outbox import OutboxMessage, PracticeConnection, connections, mend, outbox

LOOKS = 1.5
"""Seconds between two looks."""
SHOWN = 25
"""So many messages are shown at first, and so many more each time."""
STATES = {"works": ("good", "circle-check"), "fails": ("bad", "circle-x"), "expires": ("warn", "clock")}


async def build(view: View) -> None:
    """Build it."""
    async with view.frame("outbox", view.say("place.outbox"), view.say("outbox.sentence")):
        with box("two"):
            with Tag("section", look="stack wide", attributes={"aria-label": view.say("outbox.messages")}):
                letters = Letters(view, view.query.get("connection", ""), view.query.get("who", ""))
                await letters.draw()
            sides = Connections(view)
            await sides.refresh()

    async def look() -> None:
        await letters.refresh()
        await sides.refresh()

    ui.timer(LOOKS, look, immediate=False)


class Letters:
    """The messages, the newest first."""

    def __init__(self, view: View, connection: str, who: str) -> None:
        self.view, self.connection, self.who, self.most = view, connection, who, SHOWN
        self.letters: dict[str, Letter] = {}
        self.stands: str | None = None
        self.looking = asyncio.Lock()

    async def draw(self) -> None:
        """The filter, and the messages below it."""
        view = self.view
        names = [(one.name, one.title) for one in await connections(view.door, view.workspace)]
        options = [("", view.say("outbox.all")), *names]
        with box("filters"):
            with labelled(view.say("outbox.connection")):
                Field("select", view.say("outbox.connection"), self.connection, options=options, changed=self._chosen)
            with box("grow"), labelled(view.say("outbox.who")):
                hint = view.say("outbox.who_hint")
                Field("search", view.say("outbox.who"), self.who, hint=hint, longest=200, typed=self._typed)
        self.rows = box("stack wide")
        self.below = box("line")
        await self.refresh()

    async def _chosen(self, connection: str) -> None:
        self.connection = connection
        await self.refresh()

    async def _typed(self, who: str) -> None:
        self.who = who.strip()
        await self.refresh()

    async def _more(self) -> None:
        self.most += SHOWN
        await self.refresh()

    async def refresh(self) -> None:
        """Draw what is new or changed, and take away what no longer fits."""
        view = self.view
        async with self.looking:
            self._show(await outbox(view.door, view.workspace, self.connection, self.who, self.most + 1))

    def _show(self, found: list[OutboxMessage]) -> None:
        shown = found[: self.most]
        here = {one.id for one in shown}
        for gone in [id for id in self.letters if id not in here]:
            self.letters.pop(gone).outer.delete()
        for place, message in enumerate(shown):
            letter = self.letters.get(message.id)
            if letter is None:
                with self.rows:
                    letter = self.letters[message.id] = Letter(self.view, message, self.refresh)
                letter.outer.move(target_index=place)
            else:
                letter.show(message)
        self._end(len(found) > self.most, bool(shown))

    def _end(self, more: bool, any_: bool) -> None:
        """What stands below the messages; drawn anew only where it changes."""
        stands = "more" if more else "" if any_ else "none_so" if self.who or self.connection else "none"
        if stands == self.stands:
            return
        self.stands = stands
        self.below.clear()
        with self.below:
            if more:
                button(self.view.say("outbox.more"), self._more)
            elif stands:
                with box("empty stack grow"):
                    said(self.view.say(f"outbox.{stands}"))
                    if stands == "none":
                        with box():
                            link("/", self.view.say("outbox.home"), "button first")


class Connections:
    """How the practice connections do; what goes wrong is mended with one click."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.known: list[PracticeConnection] = []
        self.outer = Tag("section", look="stack first-on-phone")
        with self.outer:
            said(view.say("outbox.connections"), tag="h2")
            self.rows = box("rows")

    async def refresh(self) -> None:
        """Draw them anew, if one changed."""
        found = await connections(self.view.door, self.view.workspace)
        if found == self.known:
            return
        self.known = found
        fine = all(one.state == "works" for one in found)
        self.outer.classes("wide-only") if fine else self.outer.classes(remove="wide-only")
        self.rows.clear()
        with self.rows:
            for one in sorted(found, key=lambda one: one.state == "works"):
                self._row(one)

    def _row(self, one: PracticeConnection) -> None:
        say = self.view.say
        look, drawing = STATES.get(one.state, ("", "circle"))
        with (
            box("row wide-only" if one.state == "works" else "row").mark(
                data_connection=one.name, data_state=one.state
            ),
            box("grow stack tight"),
        ):
            with box("line"):
                theirs(one.title, "strong cut grow")
                badge(say(f"outbox.{one.state}"), look, drawing)
            theirs(one.sentence, "small quiet words", tag="p")
            if one.credits:
                said(say("outbox.credits", n=one.credits), "small quiet")
            if one.state != "works":
                with box():
                    button(say("outbox.mend"), lambda: self._mend(one), drawing="check").mark(
                        aria_label=f"{say('outbox.mend')} {one.title}"
                    )

    async def _mend(self, one: PracticeConnection) -> None:
        await mend(self.view.door, self.view.workspace, one.name, self.view.who)
        await self.refresh()
        toast(self.view.say("outbox.mended", name=one.title))
