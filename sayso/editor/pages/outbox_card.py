"""One message of the practice outbox: whole, with what was said to it, and what its recipient can do."""

from collections.abc import Awaitable, Callable

from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.fields import Field
from sayso.editor.kit.tags import Tag, badge, box, icon, link, said, theirs
from sayso.editor.view import View
from sayso.runtime.operations.outbox import OutboxMessage, accept, reply, unsubscribe

DRAWINGS = {"email": "mail", "draft": "pencil", "message": "message", "invitation": "user"}
LOOKS = {"replied": "good", "accepted": "good", "unsubscribed": "warn"}


class Letter:
    """A message on the page."""

    def __init__(self, view: View, message: OutboxMessage, after: Callable[[], Awaitable[None]]) -> None:
        self.view, self.after, self.message = view, after, message
        self.writing = False
        self.outer = Tag("article", look="card stack wide", attributes={
            "id": message.id, "data-message": message.id, "tabindex": "-1", "aria-labelledby": f"{message.id}-who",
        })  # fmt: skip
        with self.outer:
            self._draw()

    def show(self, message: OutboxMessage) -> None:
        """Draw it anew, if something happened to it, and nobody writes an answer here."""
        if message != self.message and not self.writing:
            self.message = message
            self.outer.clear()
            with self.outer:
                self._draw()

    def _draw(self) -> None:
        one, say = self.message, self.view.say
        self.outer.mark(data_state=one.state)
        with box("line top-line"):
            icon(DRAWINGS.get(one.kind, "send"), say.known(f"outbox_kind.{one.kind}", one.kind))
            with box("grow stack tight"):
                with Tag("h3", look="words", attributes={"id": f"{one.id}-who"}):
                    theirs(one.person)
                with box("line wrap small quiet"):
                    if one.address:
                        theirs(one.address, "words")
                    said(self.view.when(one.at), tag="span")
                    theirs(one.flow)
                    if one.run:
                        link(f"/runs/{one.run}", say("outbox.flow_run"))
            if one.again > 1:
                badge(say("outbox.again", n=one.again), "warn", "alert-triangle")
            badge(say.known(f"outbox_state.{one.state}", one.state), LOOKS.get(one.state, ""))
        with box("stack"):
            if one.subject:
                theirs(one.subject, "strong words", tag="p")
            theirs(one.body, "letter", tag="p")
        self._answers()
        self._actions()

    def _answers(self) -> None:
        if not self.message.answers:
            return
        with box("answers"):
            for one in self.message.answers:
                with box("stack tight"):
                    with box("line wrap small quiet"):
                        theirs(self.view.say(f"outbox.said_{one.kind}", who=one.author))
                        said(self.view.when(one.at), tag="span")
                    if one.text:
                        theirs(one.text, "words", tag="p").classes("pre")

    def _actions(self) -> None:
        one, say = self.message, self.view.say
        if one.kind == "draft":
            return
        self.write = box("stack hidden")
        self.actions = box("line wrap actions")
        with self.actions:
            if one.kind != "invitation":
                button(say("outbox.reply"), self._begin, drawing="undo")
            elif one.state == "sent":
                button(say("outbox.accept"), self._accept, drawing="check")
            if one.kind == "email" and one.state != "unsubscribed":
                button(say("outbox.unsubscribe"), self._unsubscribe, "plain")

    def _begin(self) -> None:
        """Write the answer below the message."""
        self.writing = True
        say, who = self.view.say, self.message.person
        self.write.clear()
        with self.write:
            label = say("outbox.reply_as", who=who)
            field = Field("area", label, hint=say("outbox.reply_hint"), rows=3, focused=True, entered=self._reply,
                          sends="ctrl")  # fmt: skip
            field.classes("grows").mark("reply")

            async def send() -> None:
                await self._reply(str(field.value))

            with box("line wrap"):
                button(say("outbox.send_reply"), send, "first", "send")
                button(say("outbox.cancel"), self._close)
        self.write.classes(remove="hidden")
        self.actions.classes("hidden")

    def _close(self) -> None:
        self.writing = False
        self.write.clear()
        self.write.classes("hidden")
        self.actions.classes(remove="hidden")

    async def _reply(self, text: str) -> None:
        view = self.view
        await reply(view.door, view.workspace, self.message.id, text, view.who)
        await self._done("replied")

    async def _accept(self) -> None:
        view = self.view
        await accept(view.door, view.workspace, self.message.id, view.who)
        await self._done("accepted")

    async def _unsubscribe(self) -> None:
        view = self.view
        await unsubscribe(view.door, view.workspace, self.message.id, view.who)
        await self._done("unsubscribed")

    async def _done(self, sentence: str) -> None:
        self.writing = False
        await self.after()
        toast(self.view.say(f"outbox.{sentence}", who=self.message.person))
        self.outer.run_method("focus")
