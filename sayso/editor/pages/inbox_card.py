"""One thing that waits for a person: who, of which flow, since when, until when, and why now."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from nicegui import background_tasks

from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field
from sayso.editor.kit.showing import Seen
from sayso.editor.kit.tags import Tag, badge, box, icon, link, said, theirs
from sayso.editor.pages.lists import KINDS as DRAWINGS
from sayso.editor.view import View
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.history import LogLine, log_page
from sayso.runtime.operations.inbox import AskLine

if TYPE_CHECKING:
    from sayso.editor.pages.inbox import Room

SOON = timedelta(days=1)
"""What expires within this time is marked."""
LINES = 1_000
"""The most lines of a run that are looked at for why something waits now."""
REASONS = ("began", "read", "did", "heard", "waits", "late", "failed", "held")
"""Kinds of lines of a run's log that say how it came to this."""
Answers = Callable[[str], Awaitable[None]]


class Card:
    """One thing that waits. What may be said to it is added by its kind."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        self.view, self.ask, self.room, self.seen = view, ask, room, False
        self.who = ask.title or view.say("inbox.this")
        self.outer = Tag("article", look="card stack wide", attributes={
            "id": ask.id, "data-ask": ask.id, "data-kind": ask.kind, "tabindex": "-1",
            "aria-labelledby": f"{ask.id}-who",
        })  # fmt: skip
        with self.outer:
            self._head()
            self.body = Seen(self._was_seen)
            self.body.classes("stack wide")
            self.second = Tag("div", look="stack hidden")
            self.actions = box("line wrap actions")

    def _head(self) -> None:
        ask, say = self.ask, self.view.say
        with box("line top-line"):
            icon(DRAWINGS.get(ask.kind, "inbox"))
            with box("grow stack tight"):
                theirs(self.heading(), "strong words", tag="h3").mark(id=f"{ask.id}-who")
                with box("line wrap small quiet"):
                    link(f"/flows/{ask.flow}", ask.name or say("flows.unnamed")).mark(translate="no")
                    said(self.view.when(ask.created), tag="span")
                    link(f"/runs/{ask.run}", say("inbox.see_run"))
                    if ask.person != self.view.who:
                        badge(say("inbox.asks", who=_name(self.view, ask.person)), drawing="user")
            if ask.until is not None:
                soon = ask.until - self.view.door.now() < SOON
                badge(say("inbox.until", when=self.view.when(ask.until)), "warn" if soon else "", "clock")

    def heading(self) -> str:
        """What stands on top: about whom it is, else what is asked."""
        return self.ask.title or self.ask.text

    def explain(self) -> None:
        """Tell why it waits now, from the run's history."""
        with self.body:
            holder = box("why")
        background_tasks.create(self._explain(holder))

    async def _explain(self, holder: Tag) -> None:
        """What happened to them in this run before, and in the run before it came to them."""
        try:
            page = await log_page(self.view.door, self.view.workspace, self.ask.run, size=LINES)
        except Refused:
            return
        told = [line for line in page.lines if self.ask.lane.startswith(line.lane) and line.kind in REASONS]
        if told and not holder.is_deleted:
            with holder:
                _why(self.view, told)

    def remove(self) -> None:
        """Take it away."""
        if not self.outer.is_deleted:
            self.outer.delete()

    def _was_seen(self) -> None:
        self.seen = True
        self.room.together.count()

    async def approve_quietly(self) -> None:
        """Say yes; only an approval can."""
        raise Refused("other-kind", "This can't be approved.")

    def facts(self, names: list[str]) -> None:
        """Some of what is shown, each with what it is called."""
        with Tag("dl", look="facts"):
            for name in names:
                Tag("dt", self.label(name), "label")
                with Tag("dd", look="words"):
                    theirs(self.ask.shown[name], "words")
                    if name == "to" and self.ask.address and self.ask.address != self.ask.shown[name]:
                        theirs(self.ask.address, "quiet words")

    def label(self, name: str) -> str:
        """What an argument is called."""
        return self.view.say.known(f"shown.{name}", name.replace("_", " ").capitalize())

    def twice(self, words: str, sentence: str, do: Answers, drawing: str = "", look: str = "") -> Tag:
        """A button that first says what happens then, with a place for a reason."""
        with self.actions:
            return button(words, lambda: self._ask(words, sentence, do), look, drawing)

    def _ask(self, words: str, sentence: str, do: Answers) -> None:
        say = self.view.say

        async def yes() -> None:
            await do(str(reason.value))

        self.second.clear()
        with self.second, box("note stack"):
            said(sentence)
            reason = Field("text", say("inbox.reason"), hint=say("inbox.reason"), longest=500, focused=True, entered=do)
            with box("line wrap"):
                button(words, yes, "danger")
                button(say("inbox.cancel"), self._never_mind)
        self.second.classes(remove="hidden")
        self.actions.classes("hidden")

    def _never_mind(self) -> None:
        self.second.clear()
        self.second.classes("hidden")
        self.actions.classes(remove="hidden")
        self.outer.run_method("focus")

    async def tell(self, answer: Awaitable[None], sentence: str) -> None:
        """Give an answer; whether it was heard or not, the list shows how things stand."""
        try:
            await answer
        except Refused:
            await self.room.refresh()
            raise
        await self.room.done(self, self.view.say(f"inbox.{sentence}", who=self.who))


def _why(view: View, told: list[LogLine]) -> None:
    """The last thing that happened, and all before it on request."""
    said(view.say("inbox.why"), "label", tag="span")
    _line(view, told[-1])
    if len(told) > 1:
        with Tag("details"):
            said(view.say("inbox.why_more"), "small", tag="summary")
            with Tag("ul", look="stack tight"):
                for line in told[-2::-1]:
                    with Tag("li"):
                        _line(view, line)


def _line(view: View, line: LogLine) -> None:
    with Tag("p", look="words small"):
        theirs(view.plainly(line.text), "words")
        said(view.when(line.at), "quiet", tag="span")


def _name(view: View, person: str) -> str:
    people = view.door.premises(view.workspace).catalog.people
    return next((one.name for one in people if one.id == person), person)
