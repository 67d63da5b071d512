"""Clauses that start a flow: an event, a rule over many records, a heading before either."""

import re
from abc import abstractmethod

from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Scope, read
from sayso.copilot.hearing.finding import subject_in
from sayso.copilot.hearing.giving import given_as
from sayso.copilot.hearing.lexicon_events import BEHIND, SUBJECTS
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION
from sayso.copilot.hearing.meaning import Begins, Condition, Find, If, Meaning, Pause, Test, tests_of
from sayso.copilot.hearing.state import State
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import first_duration
from sayso.copilot.hearing.triggers import happening, introduced, introduced_behind

_WHEN_BEHIND = re.compile(rf" (?:{BEHIND}|after(?= (?:an?|each|every|any|all) )) ")
"""What brings in an event behind what is done at it."""
_ANY_BEHIND = re.compile(
    r" (?:when(?:ever)?|as soon as|every time|each time|any ?time) (?=(?:an?|any|our|one of|someone|somebody|anyone|"
    r"new) )"
)
"""The same where any of many is spoken of."""
_ANY_FIRST = re.compile(_ANY_BEHIND.pattern[1:])
_LATER_ON = re.compile(rf"(?:exactly |about )?{PLAIN_DURATION} (?:after|later than|past|once|when)(?= )")
_INDEFINITE = re.compile(
    r"(?:\S+ ){1,3}?(?:an?|any|no|every|each|some|somebody|someone|deals|contacts|customers|"
    r"leads|accounts|clients|companies|prospects)(?!\S)"
)


_THE = re.compile(r"if (?:the|this|they|he|she|it|that) ")
_ONES = ("email.replied", "contact.created")
"""Events that "if they …" does not begin with: somebody was spoken of before."""
_NEW = re.compile(r"(?<!\S)(?:every|each|any) new (?:contact|lead|prospect|signup|subscriber)(?!\S)")
_NEW_GETS = re.compile(
    r"(?:(?:every|each|any|all) )?(?:new|inbound|incoming|fresh) (?:\S+ ){0,2}?(?:leads?|contacts?|prospects?|"
    r"sign-?ups?|subscribers?)"
    r"(?P<which>(?: \S+){0,12}?) (?:go(?:es)?|gets?|receives?|should (?:be|go|get|receive)|are|is) "
    r"(?P<rest>(?:to|an?|the|our|Q\d+|handed|sent|given|tagged|assigned|passed|routed|added|pushed)(?: .*)?)$"
)
_SAYS = re.compile(
    r"(?<!\S)(?:every|each|all|any|my|our|if|when|once|for|unless|only|no|not|please|i|we|you|it|they|them|him|"
    r"her|is|are|"
    r"new|customers|contacts|deals|leads|clients|accounts|companies|prospects|send|email|post|tag|task)(?!\S)"
)
"""Words that say something is to happen, or to whom."""
ANSWERED = frozenset(("email.send", "gmail.send", "linkedin.message", "linkedin.invite"))
"""Tools after which "when they reply" is about their answer, not about what starts the flow."""


class Beginning(State):
    """Hears what starts the flow."""

    def is_title(self, chunk: Chunk) -> bool:
        """Whether it is a heading: the first clause, with a colon, before one that says what starts the flow."""
        if (
            chunk.line.first > 0
            or chunk.ends not in (":", ".", "¶")
            or self.follows is None
            or introduced(chunk.line.norm)
        ):
            return (
                chunk.ends == ":"
                and len(chunk.line) == 1
                and chunk.line.norm in ("escalate", "playbook", "flow", "note", "then", "goal")
            )
        follows = self.follows.body
        if self.doer.cutter_acts(chunk.norm):
            return False
        heads = chunk.ends not in ("¶", "•") and happening(follows, self.catalog) is not None
        return heads or self._names_only(chunk)

    def _names_only(self, chunk: Chunk) -> bool:
        """Whether a few words before a colon or a dot say nothing but what the flow is called."""
        norm = chunk.line.norm
        if not 1 < len(chunk.line) <= 6 or _SAYS.search(norm) or happening(chunk.line, self.catalog) is not None:
            return False
        return self.condition(chunk.line).condition is None and not any(
            word.kind in ("mention", "channel", "quote", "url") for word in chunk.line.words
        )

    def _begins(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """What starts the flow, if this clause says it."""
        if self.begun is not None:
            return None
        intro = introduced(body.norm) or introduced(chunk.line.norm)
        if self.acted:
            return self._begins_behind(body)
        if not intro and not self.scheduled and _NEW.search(body.norm) and self.doer.cutter_acts(body.norm):
            begins = Begins(kind="event", event="contact.created", places=tuple(body.places()))
            self.begun, self.subject = begins, "contact"
            return [begins, *self.doer.do(body, self)]
        given = self._given(body)
        if given is not None:
            return given
        looked = not self.scheduled or re.match(r"when|as soon|whenever", body.norm)
        found = happening(body, self.catalog) if looked else None
        later = _LATER_ON.match(body.norm)
        if found is not None and later and not re.search(r"renew", body.norm):
            made = self._made(found.event, found.name, chunk, body, True)
            length = first_duration(later[0])
            assert length
            return [*made, Pause(span=length[0], places=tuple(body.of(later).places()))]
        if found is not None and intro and intro[0].startswith("for ") and found.event != "contact.created":
            return None
        if found is None and self.scheduled:
            return None
        if found is None:
            return self._standing(chunk, body) if intro else self._unheard_of(chunk, body)
        late = self._late(body, found.end) if intro else None
        if late is not None:
            head, rest = late
            return [*self._made(found.event, found.name, chunk, head, True), *rest]
        behind = self._behind_act(body, found.start) if not intro and not self.scheduled else None
        if behind is not None:
            head, tail = behind
            return [*self._made(found.event, found.name, chunk, tail, True), *self.doer.do(head, self)]
        if (not intro and self._acts_first(chunk, body, found.event)) or (
            _THE.match(body.norm) and found.event in _ONES
        ):
            return None
        return self._made(found.event, found.name, chunk, body, bool(intro))

    def _behind_act(self, body: Line, start: int) -> tuple[Line, Line] | None:
        """ "Tell me when a deal is won": what is done, and what it waits for."""
        cut = _WHEN_BEHIND.search(body.norm)
        if cut is None or cut.start() > start:
            return None
        head = body.cut(0, body.at(cut.start() + 1))
        acts = head.norm and self.doer.cutter_acts(head.norm)
        return (head, body.cut(len(head), len(body))) if acts else None

    def _unheard_of(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """ "Tell me when a customer moves": what is done, and that nothing tells of what it waits for."""
        cut = _ANY_BEHIND.search(body.norm)
        head = body.cut(0, body.at(cut.start() + 1)) if cut else None
        if cut is None or head is None or not head.norm or not self.doer.cutter_acts(head.norm):
            return None
        rest = body.cut(len(head), len(body))
        return [*(self._standing(chunk, rest) or self.no_event(rest)), *self.doer.do(head, self)]

    def _late(self, body: Line, end: int) -> tuple[Line, list[Meaning]] | None:
        """ "A ticket is escalated and nobody picks it up within 2 hours": the event, then a wait and a condition."""
        cut = re.compile(
            r" (?:and|but) (?=(?:no ?body|no one|it|they|he|she|we|still|not|is|are|has|have|the)(?!\S))"
        ).search(body.norm, end - 1 if end else 0)
        if not cut:
            return None
        tail = body.cut(body.at(cut.end()), len(body))
        self.acted, before = True, self.acted
        rest = self._in_time(tail, tail)
        self.acted = before
        return (body.cut(0, body.at(cut.start() + 1)), rest) if rest is not None else None

    @abstractmethod
    def _in_time(self, rest: Line, body: Line) -> list[Meaning] | None:
        """See the class that has it."""

    def _given(self, body: Line) -> list[Meaning] | None:
        """ "New leads from the UK go to Alex": who comes in, under which condition, and what they get."""
        match = _NEW_GETS.match(body.norm) if not self.scheduled else None
        if not match:
            return None
        rest = body.cut(body.at(match.start("rest")), len(body))
        head = body.cut(0, len(body) - len(rest))
        begins = Begins(kind="event", event="contact.created", places=tuple(head.places()))
        self.begun, self.subject = begins, "contact"
        found = self.condition(body.of(match, "which"))
        self.last = found.condition or self.last
        held: list[Meaning] = (
            [If(condition=found.condition, places=found.places)] if found.condition is not None else []
        )
        return [begins, *held, *self.doer.do(rest, self, given_as(rest.norm))]

    def _acts_first(self, chunk: Chunk, body: Line, event: str) -> bool:
        """Whether the words ask for something to do rather than tell what happens."""
        if chunk.ends == "->" or (event == "contact.created" and re.match(r"new ", body.norm)):
            return False
        acting = self.doer.tools.choose(body.norm)
        return acting is not None and acting.score >= 4 and acting.start == 0 and self.doer.cutter_acts(body.norm)

    def _begins_behind(self, body: Line) -> list[Meaning] | None:
        if self.scheduled or not introduced_behind(body.norm):
            return None
        found = happening(body, self.catalog)
        if found is None and self.begun is None and _ANY_FIRST.match(body.norm):
            return None if self.condition(body).condition is not None else self.no_event(body)
        if found is None or (found.event == "email.replied" and self.doer.fetched & ANSWERED):
            return None
        return self._made(found.event, found.name, None, body, True)

    def _made(self, event: str, name: str, chunk: Chunk | None, body: Line, intro: bool) -> list[Meaning]:
        kind = event if event in ("webhook", "chat") else "event"
        begins = Begins(kind=kind, event=event if kind == "event" else "", name=name, places=tuple(body.places()))  # type: ignore[arg-type]
        self.begun = begins
        self.subject = SUBJECTS.get(event, "contact")
        scope_subject = {"deal": "deal", "form": "form", "meeting": "meeting"}.get(self.subject, self.subject)
        found = read(body, Scope(subject_in(body.norm, self.catalog) or scope_subject, event, (), self.request))
        condition = _without_event(found.condition, event)
        self.measure(condition)
        if condition is None:
            return [begins]
        self.last = condition
        if (
            chunk is not None
            and not intro
            and chunk.ends == ":"
            and event not in ("renewal.approaching", "deal.stage_changed")
        ):
            return [begins, If(condition=condition, places=found.places)]
        begins.where = condition
        return [begins]

    def _standing(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """A rule over many records without an event for it: looked for every day."""
        if not _INDEFINITE.match(body.norm) or body.norm.startswith("for "):
            return None
        subject = subject_in(body.norm, self.catalog)
        if subject not in ("deal", "contact", "company"):
            return None
        found = self.condition(body, subject)
        if found.condition is None or not all(
            test.record in (subject, "company", "health", "renewal", "contact", "usage")
            for test in tests_of(found.condition)
        ):
            return None
        if body.norm.startswith("if ") and not any(test.field.startswith("days") for test in tests_of(found.condition)):
            return None
        if any(
            test.field in ("openedEmail", "clicked", "registered", "attended", "claimed")
            for test in tests_of(found.condition)
        ) and re.search(r"(?:opens|clicks|registers|attends|claims) ", body.norm):
            return self.no_event(body)
        self.begun = Begins(kind="schedule", places=tuple(body.places()))
        self.subject = subject
        self.lists.add(subject)
        tool = {"deal": "crm.find_deals", "contact": "crm.find_contacts", "company": "crm.find_companies"}[subject]
        return [
            self.begun,
            Find(
                tool=tool,
                record=subject,
                where=found.condition,
                words=(body.first, body.first + len(body)),
                loop=True,
                places=tuple(body.places()),
            ),
        ]


def _without_event(condition: Condition | None, event: str) -> Condition | None:
    """The condition without what the event itself says: a reply is a reply."""
    said_by = {
        "email.replied": ("replied",),
        "customer.inactive": ("loggedIn", "status"),
        "contact.created": ("age",),
        "nps.submitted": ("replied",),
        "form.submitted": ("registered",),
        "champion.left": ("title",),
        "meeting.ended": (),
        "contract.milestone": (),
    }.get(event, ())
    if condition is None:
        return None
    if isinstance(condition, Test):
        if condition.record in ("approval", "answer", "esign", "class", "found", "call"):
            return None
        return (
            None
            if condition.field in said_by or (event == "champion.left" and condition.record == "contact")
            else condition
        )
    parts = [part for part in (_without_event(part, event) for part in condition.parts) if part is not None]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else type(condition)(condition.how, tuple(parts))
