"""What each kind of thing that waits shows, and what may be said to it."""

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from sayso.compiler.bounds.words import noun_of
from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field
from sayso.editor.kit.showing import Copy
from sayso.editor.kit.tags import Tag, link, said, theirs
from sayso.editor.pages.inbox_approval import Approval
from sayso.editor.pages.inbox_card import Card
from sayso.editor.view import View
from sayso.runtime.operations import answers
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.inbox import AskLine

if TYPE_CHECKING:
    from sayso.editor.pages.inbox import Room

SAYS = ("text", "message", "note", "body", "title", "question")
SENT = {"gmail": "https://mail.google.com/mail/u/0/#sent"}
"""Where what was really sent is looked at."""
TITLES = {"gmail": "Gmail", "email": "Email", "slack": "Slack", "linkedin": "LinkedIn", "calendar": "Calendar"}
FIELDS = {"number": "number", "integer": "number", "date": "date", "time": "time"}
"""The field in which an answer of a kind is given."""


class HandOff(Card):
    """What a flow handed over: take over, go on, or skip."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        super().__init__(view, ask, room)
        with self.body:
            theirs(ask.shown.get("message") or ask.text, "letter", tag="p")
        say = view.say
        self.twice(say("inbox.take_over"), say("inbox.take_over_title", who=self.who), self._taken, "hand", "first")
        with self.actions:
            button(say("inbox.go_on"), self._go_on, drawing="play")
        self.twice(say("inbox.skip"), say("inbox.skip_title", who=self.who), self._skip, "skip")

    async def _say(self, decision: str, words: str, sentence: str) -> None:
        view = self.view
        done = answers.answer_hand_off(view.door, view.workspace, self.ask.id, view.who, decision, words)
        await self.tell(done, sentence)

    async def _taken(self, words: str) -> None:
        await self._say("taken", words, "taken")

    async def _go_on(self) -> None:
        await self._say("go on", "", "gone_on")

    async def _skip(self, words: str) -> None:
        await self._say("skip", words, "skipped")


class Held(Card):
    """A message that the contact guard held back."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        super().__init__(view, ask, room)
        say = view.say
        with self.body:
            theirs(ask.text, "note warn words", tag="p")
            _message(self)
        with self.actions:
            button(say("inbox.send_anyway"), self._send, drawing="send")
        self.twice(say("inbox.skip"), say("inbox.skip_title", who=self.who), self._skip, "skip")
        self.twice(say("inbox.hand_over"), say("inbox.hand_over_title", who=self.who), self._taken, "user")

    async def _say(self, decision: str, words: str, sentence: str) -> None:
        view = self.view
        done = answers.release_held(view.door, view.workspace, self.ask.id, view.who, decision, words)
        await self.tell(done, sentence)

    async def _send(self) -> None:
        await self._say("send", "", "sent_anyway")

    async def _skip(self, words: str) -> None:
        await self._say("skip", words, "skipped")

    async def _taken(self, words: str) -> None:
        await self._say("taken", words, "handed")


class ByHand(Card):
    """A step that only a person may do, with its text ready."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        super().__init__(view, ask, room)
        say = view.say
        with self.body:
            theirs(f"{ask.text.partition(': “')[0][:1].upper()}{ask.text.partition(': “')[0][1:]}", "words", tag="p")
            said(say("inbox.you_send"), "small quiet")
            _message(self)
        with self.actions:
            button(say("inbox.i_sent"), self._sent, "first", "check")
            if text := _says(ask):
                Copy(text, say("inbox.copy"), say("inbox.copied"))
            if ask.address.startswith("https://") and not view.session.practice:
                outside(ask.address, say("inbox.profile"))
        self.twice(say("inbox.skip"), say("inbox.skip_title", who=self.who), self._skip, "skip")

    async def _sent(self) -> None:
        view = self.view
        done = answers.done_by_hand(view.door, view.workspace, self.ask.id, view.who, "sent")
        await self.tell(done, "i_sent_done")

    async def _skip(self, words: str) -> None:
        view = self.view
        done = answers.done_by_hand(view.door, view.workspace, self.ask.id, view.who, "skip", words)
        await self.tell(done, "skipped")


class MayHaveBeenSent(Card):
    """A message of which nobody knows whether it arrived: it is never sent again without a person's word."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        super().__init__(view, ask, room)
        say = view.say
        with self.body:
            said(_lost(view, ask), "note warn words")
            _message(self)
        with self.actions:
            _look(view, ask)
            button(say("inbox.arrived"), self._arrived, drawing="check")
            button(say("inbox.send_again"), self._send, drawing="send")
        self.twice(say("inbox.skip_who", who=self.who), say("inbox.skip_title", who=self.who), self._skip, "skip")

    async def _say(self, decision: str, words: str, sentence: str) -> None:
        view = self.view
        done = answers.resolve_uncertain(view.door, view.workspace, self.ask.id, view.who, decision, words=words)
        await self.tell(done, sentence)

    async def _arrived(self) -> None:
        await self._say("arrived", "", "arrived_done")

    async def _send(self) -> None:
        await self._say("send", "", "send_again_done")

    async def _skip(self, words: str) -> None:
        await self._say("skip", words, "skipped")


class Question(Card):
    """A question: its answers as buttons where they are known, else a field."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        super().__init__(view, ask, room)
        with self.body:
            if ask.title:
                theirs(ask.text, "words", tag="p")
        with self.actions:
            for word, value in choices(view, ask.wanted):
                button(word, lambda value=value: self._answer(value)).mark(translate="no")
            if not choices(view, ask.wanted):
                self._field()

    def _field(self) -> None:
        say = self.view.say
        kind = FIELDS.get(self.ask.wanted, "text")
        field = Field(kind, say("inbox.answer"), entered=self._answer)  # type: ignore[arg-type]

        async def given() -> None:
            await self._answer(str(field.value))

        button(say("inbox.answer"), given, "first")

    async def _answer(self, value: str) -> None:
        view = self.view
        if not value.strip():
            raise Refused("empty", view.say("inbox.answer_empty"))
        try:
            await answers.answer(view.door, view.workspace, self.ask.id, view.who, value)
        except Refused:
            await self.room.refresh()
            raise
        await self.room.done(self, view.say("inbox.answered", answer=value))


class Kind(NamedTuple):
    """A kind of thing that waits: the key of its heading, and its card."""

    heading: str
    card: type[Card]


KINDS = {
    "approval": Kind("approvals", Approval), "uncertain": Kind("uncertain", MayHaveBeenSent),
    "held": Kind("held", Held), "hand-off": Kind("hand_off", HandOff), "by hand": Kind("by_hand", ByHand),
    "question": Kind("question", Question),
}  # fmt: skip
"""Every kind, in the order of the page."""


def make_card(view: View, ask: AskLine, room: "Room") -> Card:
    """The card of something that waits."""
    return KINDS[ask.kind].card(view, ask, room)


def choices(view: View, wanted: str) -> list[tuple[str, str]]:
    """The answers that can be given, with what is told then; none where anything may be said."""
    if wanted == "boolean":
        return [(view.say("inbox.yes"), "yes"), (view.say("inbox.no"), "no")]
    parts = [part.strip() for part in wanted.split("|")]
    known = all(len(part) > 1 and part[0] == part[-1] == '"' for part in parts)
    return [(part[1:-1], part[1:-1]) for part in parts] if known else []


def outside(to: str, words: str) -> None:
    """A link to another service, which learns nothing of this page."""
    Tag("a", words, "button", {"href": to, "target": "_blank", "rel": "noopener noreferrer"})


def _message(card: Card) -> None:
    """A message as it would go out."""
    shown = card.ask.shown
    card.facts([name for name in shown if name not in SAYS])
    for name in SAYS:
        if name in shown:
            theirs(shown[name], "letter", tag="p")


def _says(ask: AskLine) -> str:
    return next((ask.shown[name] for name in SAYS if name in ask.shown), "")


def _lost(view: View, ask: AskLine) -> str:
    say, service = view.say, ask.tool.partition(".")[0]
    tool = view.door.premises(view.workspace).catalog.tools.get(ask.tool)
    what = say("inbox.what_known", noun=noun_of(tool)) if tool is not None and tool.noun else say("inbox.what_other")
    here, now = ask.created.astimezone(view.zone), view.door.now().astimezone(view.zone)
    time = f"{here:%H:%M}"
    when = say("inbox.when_today", time=time) if here.date() == now.date() else say(
        "inbox.when_day", day=here.day, month=say(f"month.{here.month}"), time=time)  # fmt: skip
    return say("inbox.may_have", what=what, service=TITLES.get(service, service), when=when)


def _look(view: View, ask: AskLine) -> None:
    """Where one sees whether it arrived."""
    service = ask.tool.partition(".")[0]
    if view.session.practice:
        asked = urlencode({"connection": service, "who": ask.title})
        link(f"/outbox?{asked}", view.say("inbox.look"), "button first")
    elif service in SENT:
        outside(SENT[service], view.say("inbox.look"))
