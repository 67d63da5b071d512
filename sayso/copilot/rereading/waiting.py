"""Waits read back: "Wait 3 days", "Wait for a reply by email from the contact, at most 7 days. When it comes"."""

from collections.abc import Iterator

from sayso.copilot.rereading.calls import duration
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.splitting import splits
from sayso.dsl.expressions import Binary, Expression, Field, Name
from sayso.dsl.statements import Block, EventPattern, Sequence, Statement, Wait, WaitFor, WaitUntil

_COMES = ". When it comes"
_UNTIL = ", but stop as soon as there is "
_MESSAGES = {"that email": ("mail", "email"), "that message": ("message",)}


class Waiting:
    """Reads waits, and the events they are for."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.values = clauses.values

    def read(self, words: str) -> Iterator[Statement]:
        """What stands behind "Wait"."""
        if words.startswith(" for ") and words.endswith(_COMES):
            told, most, length = words.removeprefix(" for ").removesuffix(_COMES).rpartition(", at most ")
            at_most = duration(length)
            if most and at_most is not None:
                yield from (WaitFor(event, at_most, Block()) for event in self._events(told))
        elif words.startswith(" until "):
            told, no_longer, length = words.removeprefix(" until ").partition(", but no longer than ")
            at_most = duration(length) if no_longer else None
            yield from (WaitUntil(one, at_most) for one in self.values.read(told))
        elif words.startswith(" "):
            yield from (Wait(one) for one in self.values.read(words[1:]))

    def sequence(self, words: str) -> Iterator[Statement]:
        """What stands behind "Do this one after the other"."""
        if words.startswith(_UNTIL):
            for event in self._events(words.removeprefix(_UNTIL)):
                yield Sequence(Block(), event, Block())

    def _events(self, told: str) -> Iterator[EventPattern]:
        for name, said in self._named(told):
            rest = told.removeprefix(said)
            for since, more in self._since(rest):
                yield from self._from(name, since, more)
        for left, right in splits(told, " reply to ") if told.endswith("") else ():
            owner = left.removesuffix("'s").removesuffix("'") if left != "your" else "you"
            for name in self.clauses.happening.awaited.values():
                if name.endswith(".replied"):
                    yield from self._replies(name, owner, right)

    def _named(self, told: str) -> Iterator[tuple[str, str]]:
        """The event that is waited for, and the words it is told with."""
        for said, name in self.clauses.happening.awaited.items():
            if told == said or told.startswith(f"{said} "):
                yield name, said
        text = self.clauses.masked.text(told[:1])
        event = self.clauses.happening.happens(text) if text else None
        if event:
            yield event, told[:1]

    def _since(self, rest: str) -> Iterator[tuple[Expression | None, str]]:
        """What is answered, and what stands behind it."""
        if rest.startswith(" to "):
            said = rest.removeprefix(" to ")
            for end in (len(said), *(at for at, sign in enumerate(said) if sign == " ")):
                yield from ((one, said[end:]) for one in self._sent(said[:end]))
        yield None, rest

    def _sent(self, said: str) -> list[Expression]:
        scope, usual = self.clauses.scope, _MESSAGES.get(said, ())
        known = [name for name in usual if name in scope.types]
        scope.free |= set() if known else {*usual}
        return [Name(name) for name in known or usual] or self.values.read(said)

    def _from(self, event: str, since: Expression | None, rest: str) -> Iterator[EventPattern]:
        if not rest:
            yield EventPattern(event, since)
        elif rest.startswith(" from "):
            for owner in self.values.read(rest.removeprefix(" from ")):
                yield EventPattern(event, since, self._sender(event, owner))
        else:
            for where in self.clauses.of_items(rest[1:], self._short(event)):
                yield EventPattern(event, since, where)

    def _replies(self, event: str, owner: str, sent: str) -> Iterator[EventPattern]:
        for person in self.values.read(owner):
            for since in self._sent(sent):
                yield EventPattern(event, since, self._sender(event, person))

    def _sender(self, event: str, owner: Expression) -> Expression:
        known = self.clauses.scope.catalog.events.get(event)
        key = known.key if known and known.key else "from"
        return Binary("==", Field(Name(self._short(event)), key), Field(owner, "email"))

    def _short(self, event: str) -> str:
        known = self.clauses.scope.catalog.events.get(event)
        return known.short if known else event.partition(".")[0]
