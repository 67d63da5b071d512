"""Answering as the one who got a message: a reply, an acceptance, an opt-out. Each becomes what the real one becomes.

What changes in the CRM is kept under a key of its own, so that an answer that was interrupted is not counted twice.
"""

from datetime import datetime
from typing import Final

from sayso.connectors.crm.store import Store
from sayso.connectors.crm.writing import Writing
from sayso.connectors.practice.world import LONGEST_TEXT, Message, World
from sayso.connectors.shape import Resources
from sayso.dsl.values import clean

MAIL: Final = ("gmail", "email")
SNIPPET: Final = 80
WHERE: Final = {"slack": "on Slack", "linkedin": "on LinkedIn", "calendar": "the invitation"}
"""How it is told that somebody answered there."""


class NoMessage(Exception):
    """There is no such message in this outbox."""


class CannotAnswer(Exception):
    """A message cannot be answered so; the sentence says why. `code` is for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class Recipient:
    """Whoever got the messages of one practice world."""

    def __init__(self, world: World, resources: Resources, store: Store) -> None:
        self.world, self.resources, self.store = world, resources, store

    def reply(self, id: str, text: str, at: datetime) -> Message:
        """Answer a message with words; a mail's answer becomes the event `email.replied`."""
        message = self._sent(id)
        words = clean(text).strip()
        if not words:
            raise CannotAnswer("empty", "There is nothing in this answer. Write some words.")
        if len(words) > LONGEST_TEXT:
            raise CannotAnswer("too-large", f"An answer may have {LONGEST_TEXT:,} characters, and this has more.")
        if message.connection not in MAIL:
            self._note(message, "reply", f"{message.person} answered {WHERE[message.connection]}", words, at)
            self.world.answered(message, "reply", "replied", words, at)
            return self._now(message)
        made = self.store.once(self._key(message, "reply"), at, lambda writing: self._receive(writing, message, words))
        assert made is not None
        self.world.answered(message, "reply", "replied", words, at, ("email.replied", *made))
        return self._now(message)

    def accept(self, id: str, at: datetime) -> Message:
        """Accept an invitation to connect, or to a meeting."""
        message = self._sent(id)
        if message.kind != "invitation":
            raise CannotAnswer("nothing-to-accept", "This is no invitation: there is nothing to accept. Reply to it.")
        if _did(message, "accept"):
            raise CannotAnswer("accepted", f"{message.person} accepted this already.")
        where = "on LinkedIn" if message.connection == "linkedin" else "the meeting"
        told = f"{message.person} accepted {where if where == 'the meeting' else f'the invitation {where}'}"

        def act(writing: Writing) -> None:
            contact = self._contact(writing, message)
            if contact and message.connection == "linkedin":
                writing.change("contact", contact, {"linkedinAccepted": True})
            if contact:
                writing.log(("contact", contact), "note", told)

        self.store.once(self._key(message, "accept"), at, act)
        self.world.answered(message, "accept", "accepted", "", at)
        return self._now(message)

    def unsubscribe(self, id: str, at: datetime) -> Message:
        """Opt out of emails: the contact is marked in the CRM, and nobody writes to them automatically any more."""
        message = self._sent(id)
        if message.connection not in MAIL:
            raise CannotAnswer("no-mail", "One opts out of emails, and this is none.")
        if _did(message, "unsubscribe"):
            raise CannotAnswer("unsubscribed", f"{message.person} opted out already.")
        with self.store.lock:
            known = message.contact or self._by_address(message, at)
        if known is None:
            raise CannotAnswer("no-contact", f"Nobody in the CRM has the address {message.address}. Nothing changed.")

        def act(writing: Writing) -> None:
            contact = self._contact(writing, message)
            if contact:
                writing.change("contact", contact, {"unsubscribed": True})
                writing.log(("contact", contact), "note", f"{message.person} opted out of emails")

        self.store.once(self._key(message, "unsubscribe"), at, act)
        self.world.answered(message, "unsubscribe", "unsubscribed", "", at)
        return self._now(message)

    def _sent(self, id: str) -> Message:
        message = self.world.message(id)
        if message is None:
            raise NoMessage(id)
        if message.state == "draft":
            raise CannotAnswer("not-sent", "This is a draft. Nobody got it, so nobody can answer it.")
        return message

    def _receive(self, writing: Writing, message: Message, words: str) -> tuple[str, str]:
        """The answer as mail that came in; the event comes from the practice world, so the CRM causes none."""
        writing.silent = True
        values = {
            "from": message.address, "to": [message.sender], "subject": f"Re: {message.subject}", "body": words,
            "snippet": " ".join(words.split())[:SNIPPET], "receivedAt": writing.at, "threadId": message.thread,
        }  # fmt: skip
        return "email", writing.receive(values, self._contact(writing, message))

    def _contact(self, writing: Writing, message: Message) -> str | None:
        """The contact who got it, as long as they are in the CRM."""
        if message.contact and writing.exists("contact", message.contact):
            return message.contact
        return writing.by_key("contact", message.address) if message.address and "@" in message.address else None

    def _by_address(self, message: Message, at: datetime) -> str | None:
        found = self.store.contact_by_email(message.address or "", at)
        return str(found["id"]) if found else None

    def _note(self, message: Message, kind: str, title: str, words: str, at: datetime) -> None:
        def act(writing: Writing) -> None:
            contact = self._contact(writing, message)
            if contact:
                writing.log(("contact", contact), "note", title, notes=words)

        self.store.once(self._key(message, kind), at, act)

    def _key(self, message: Message, kind: str) -> str:
        return f"practice/{message.id}/{kind}/{len(message.answers)}"

    def _now(self, message: Message) -> Message:
        found = self.world.message(message.id)
        assert found is not None
        return found


def _did(message: Message, kind: str) -> bool:
    return any(answer.kind == kind for answer in message.answers)
