"""A webhook's address and secret, the next request as it comes, and the last five with what became of them."""

import json
from datetime import datetime

from nicegui import ui

from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.outside import address_of, draw_address
from sayso.editor.inspector.webhook_secret import SecretLine
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, badge, box, icon, link, said, theirs
from sayso.runtime.operations.door import NotHere
from sayso.runtime.operations.requests import Request, is_waited_for, requests_of, wait_for_one, webhook_place

LOOK = 1.0
"""Seconds between two looks at what came."""
TAKEN, REFUSED = ("taken", "good", "circle-check"), ("refused", "bad", "circle-x")
MOST_ROWS = 20
LONGEST = 200


class WebhookPanel:
    """The webhook of one name."""

    def __init__(self, bench: Bench, name: str) -> None:
        """Nothing is drawn yet."""
        self.bench, self.name, self.say = bench, name, bench.say
        self.view, self.flow = bench.editor.view, bench.editor.flow
        self.since: datetime | None = None
        self._known: list[Request] | None = None

    @property
    def key(self) -> str:
        """Another name, or another standing of the flow."""
        line = self.bench.editor.line
        return f"webhook {self.flow} {self.name} {line.status} {line.live}"

    def draw(self) -> None:
        """The places; what is in them is looked up once the form stands."""
        self._place, self._listening, self._lately = box("stack wide"), box("stack"), box("stack tight")
        self.bench.later(self._load)

    async def _load(self) -> None:
        place = await webhook_place(self.view.door, self.view.workspace, self.flow, self.name)
        if self._place.is_deleted:
            return
        with self._place:
            with box("stack tight"):
                draw_address(self.bench, address_of(self.view, place.path), place.status, "webhook")
            with box("stack tight"):
                SecretLine(self.bench, self.name, place).draw()
        self._stands = place
        self._listen_again()
        await self._look()
        with self._place:
            self._looking = ui.timer(LOOK, self._look, active=bool(place.status))

    # ------------------------------------------------------------------ listening

    def _listen_again(self) -> None:
        """The button, or the next request while it is waited for."""
        self._listening.clear()
        with self._listening:
            if self.since is None:
                button(self.say("webhook.listen"), self._begin, "", "circle-dot").classes("at-start")
                if not self._stands.status:
                    said(self.say("webhook.before_live"), "small quiet")
                return
            with box("note accent line wrap", role="status", data_listening="true"):
                icon("loader").classes("turning")
                said(self.say("webhook.listening"), "grow words")
                button(self.say("webhook.stop"), self._stop)

    async def _begin(self) -> None:
        await self._wait(True)
        self.since = self.view.door.now()
        self._listen_again()

    async def _stop(self) -> None:
        await self._wait(False)
        self.since = None
        self._listen_again()

    async def _wait(self, waits: bool) -> None:
        """A webhook that is not live takes a request only while it is waited for."""
        if not self._stands.status:
            await wait_for_one(self.view.door, self.view.workspace, self.flow, self.name, waits)
            self._looking.active = waits

    def _waited_for(self) -> bool:
        return is_waited_for(self.view.door, self.view.workspace, self.flow, self.name)

    async def _heard(self, request: Request) -> None:
        """The request that was waited for: what it brought, to be tried at once."""
        await self._stop()
        with self._listening, box("stack came", role="status", data_came=request.id):
            with box("line wrap apart"):
                said(self.say("webhook.came", when=self.view.when(request.at)), "strong words", tag="span")
                badge(self.say("webhook.taken"), *TAKEN[1:])
            _brought(request)
            test = self.bench.test
            if test is not None:
                button(self.say("webhook.test"), lambda: test(request.id), "first", "play").classes("at-start")

    # ------------------------------------------------------------------ the last five

    async def _look(self) -> None:
        """Show what came meanwhile."""
        try:
            found = await requests_of(self.view.door, self.view.workspace, self.flow, self.name)
        except NotHere:
            return
        if self._lately.is_deleted:
            return
        since = self.since
        new = [one for one in found if one.taken and since is not None and one.at >= since]
        if new:
            await self._heard(new[-1])
        elif since is not None and not self._stands.status and not self._waited_for():
            await self._stop()
        if found != self._known:
            self._known = found
            self._list(found)

    def _list(self, found: list[Request]) -> None:
        self._lately.clear()
        with self._lately:
            said(self.say("webhook.lately"), "label", tag="h3")
            if not found:
                said(self.say("webhook.none"), "small quiet")
                return
            with Tag("ol", look="rows tight-rows", attributes={"data-requests": len(found)}):
                for one in found:
                    self._row(one)

    def _row(self, one: Request) -> None:
        how, look, drawing = TAKEN if one.taken else REFUSED
        with Tag("li", look="line wrap came-row", attributes={"data-request": how}):
            theirs(_capital(self.view.when(one.at)), "small words")
            badge(self.say(f"webhook.{how}"), look, drawing)
            if one.run:
                link(f"/runs/{one.run}", self.say("webhook.run"), "small")
            told = one.sentence or one.reason
            if told:
                theirs(_capital(told), "small quiet words whole")


def _brought(request: Request) -> None:
    """What it said, field by field."""
    with Tag("dl", look="brought"):
        for name, value in list(request.data.items())[:MOST_ROWS]:
            theirs(name, "small quiet words", tag="dt")
            theirs(_short(value), "small words", tag="dd")


def _short(value: object) -> str:
    """A value as it was sent, not too long."""
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def _capital(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]
