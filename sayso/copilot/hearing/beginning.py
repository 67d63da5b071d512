"""Clauses that start a flow: an event, a rule over many records, a heading before either."""

import re
from abc import abstractmethod

from sayso.copilot.hearing.causing import Causing
from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Scope, read
from sayso.copilot.hearing.finding import subject_in
from sayso.copilot.hearing.giving import given_as
from sayso.copilot.hearing.lexicon_clauses import DAYS_BEFORE
from sayso.copilot.hearing.lexicon_events import BEHIND, COMES_UP, NOMINAL, SUBJECTS
from sayso.copilot.hearing.lexicon_people import PERSONS
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION
from sayso.copilot.hearing.meaning import Ask, Begins, Find, If, Meaning, Pause, Test, tests_of
from sayso.copilot.hearing.missing import missed
from sayso.copilot.hearing.occasions import DOES, IS_MADE, LEAVES, TAGS, looks_back, one_by_one, without_event
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import first_duration
from sayso.copilot.hearing.triggers import Happening, happening, introduced, introduced_behind
from sayso.copilot.hearing.words import Word

_WHEN_BEHIND = re.compile(
    rf" (?:(?:{BEHIND}|upon|following|(?:right |immediately |directly )?after(?= (?:an?|each|every|any|all|our) )|"
    r"(?:if|should)(?= (?!(?:it|they|he|she|this|that|we|i|you|not|so|needed|possible)(?!\S)))|"
    r"(?:for|about|of|on|with|at|by|in case of|in the event of)(?= "
    rf"(?:(?:each|every|any|all|new|incoming)(?!\S)|(?:{NOMINAL})(?!\S)))) |"
    rf"(?=(?:exactly |about )?{PLAIN_DURATION} before renewal))"
)
"""What brings in an event behind what is done at it."""
_ANY_BEHIND = re.compile(
    r" (?:when(?:ever)?|as soon as|every time|each time|any ?time) (?=(?:an?|any|our|my|the|one of|someone|somebody|"
    r"anyone|new) )"
)
_OURS = re.compile(r" \S+(?: \S+)? (?:my|the|our) ")
"""The same where any of many is spoken of."""
_IF_ANY = re.compile(
    r"(?:if|should|in case(?: of)?|in the event (?:that|of)|upon|on) (?=(?:an?|any|one of|our champion|someone|"
    r"somebody|anybody|anyone|"
    r"usage|health|new|each|every) )"
)
"""The same with "if"."""
_ANY_FIRST = re.compile(_ANY_BEHIND.pattern[1:])
_LATER_ON = re.compile(rf"(?:exactly |about )?{PLAIN_DURATION} (?:after|later than|past|once|when)(?= )")
_INDEFINITE = re.compile(
    r"(?:\S+ ){1,3}?(?:an?|any|no|every|each|some|somebody|someone|deals|contacts|customers|"
    r"leads|accounts|clients|companies|prospects)(?!\S)"
)


_WHOEVER = re.compile(
    r"(?:\S+ ){1,4}?(?P<how>everyone|everybody|anyone|anybody|whoever|people|each person|all)(?: (?:who|that))? "
    r"(?P<which>(?:replies|answers|responds|fills?|filled|submits?|registers?|signs? up|books?|requests?|asks?|applies|"
    r"opens?(?! (?:\S+ )?(?:deals|opportunities|issues|tickets|tasks|bugs|cases|invoices|jobs)(?!\S))|"
    r"clicks?|downloads?|visits?|comes?|joins?|buys?|cancels?|unsubscribes?|scores?|gives?|writes)"
    r"(?: (?!(?:to|as|with) (?!us|me|our))\S+)*)(?P<rest> (?:to|as|with) (?!us|me|our).*)?$"
)
"""Whoever does something, where it is said what is done to them."""
_AT_ONCE = re.compile(r"(?:opens?|clicks?|downloads?|visits?|buys?|cancels?|books?|registers?|unsubscribes?)(?!\S)")
"""What happens at a moment."""
_AT_SOMEBODY = re.compile(r" (?:to|for|with|in) (?:this|the|my|our|her|him|them|me|us|everyone|C\d+)(?!\S)")
"""Whom something is for: more than a heading says."""
_A_FORM = re.compile(r"(?:build|make|create|set up|put up|add|give)(?: me| us)? (?:an? |the )(?:\S+ ){0,3}form(?!\S)")
"""A form that is to be built begins what follows."""
_TO_BUILD = re.compile(
    r"(?:build|make|create|set up|put up|put together|add|give|design|i would like|i need|i want)(?: me| us)? (?:an? |"
    r"the )"
    r"(?:\S+ ){0,4}?(?:form|(?:chat |slash )?command)(?!\S)"
)
"""What is built to start a flow."""
_DAYS_BEFORE = re.compile(DAYS_BEFORE)
_EXCEPTS = re.compile(r"(?:do not|never|skip|except|only|leave out|not|no|nobody|ignore) ")
"""Who or what is left out: no heading says that."""
_FOR_ALL = re.compile(
    r"(?:for|with|of|from) (?:all|the|our|my|any)(?: of| the| our| my)*(?: \w+)? (?:deals|"
    r"contacts|customers|leads|accounts|"
    r"clients|companies|opportunities)(?!\S)"
)
"""A list of many, which starts nothing."""
_THE = re.compile(r"if (?:the|this|they|he|she|it|that) (?!(?:answer|reply|response) (?:from|of|by) (?:an?|any|one) )")
_ONES = ("email.replied", "contact.created")
"""Events that "if they …" does not begin with: somebody was spoken of before."""
_PAST = ("deal.stage_changed", "contact.created")
"""Events whose records are looked for where they happened in a time that lies behind us."""
_RUNS = re.compile(
    r"(?:it |this |that |which )?(?:begins?|starts?|runs|fires|is triggered|triggers|triggered|kicks? (?:it )?off|"
    r"goes off|launches) (?:when|on|once|after|as soon as|every|each|whenever|at|with|by)(?!\S)"
)
"""When what a heading named begins."""
_NEW = re.compile(r"(?<!\S)(?:every|each|any) new (?:contact|lead|prospect|signup|subscriber)(?!\S)")
_NEW_GETS = re.compile(
    r"(?:(?:(?:every|each|any|all) )?(?:new|inbound|incoming|fresh) (?:\S+ ){0,2}?(?:leads?|contacts?|prospects?|"
    rf"sign-?ups?|subscribers?|{PERSONS})|(?:every|each|any|all) (?:leads?|contacts?|prospects?|{PERSONS}) "
    rf"(?:that|who) "
    r"(?:gets? |is |are )?(?:newly )?(?:created|added|comes? in|arrives?|joins?|signs? up))"
    r"(?P<which>(?: \S+){0,12}?) (?:go(?:es)?|gets?|receives?|should(?: be| go| get| receive|(?= land| "
    r"end))|are|is(?! Q)) "
    r"(?P<rest>(?:to|an?|the|our|Q\d+|land|end up|handed|sent|given|tagged|assigned|passed|routed|added|"
    r"pushed)(?: .*)?)$"
)
_SAYS = re.compile(
    r"(?<!\S)(?:every|each|all|any|my|our|if|when|once|for|unless|only|no|not|please|i|we|you|it|they|them|him|"
    r"her|is|are|"
    r"new|customers|contacts|deals|leads|clients|accounts|companies|prospects|send|email|post|tag|task)(?!\S)"
)
"""Words that say something is to happen, or to whom."""
ANSWERED = frozenset(("email.send", "gmail.send", "linkedin.message", "linkedin.invite"))
"""Tools after which "when they reply" is about their answer, not about what starts the flow."""


class Beginning(Causing):
    """Hears what starts the flow."""

    def is_title(self, chunk: Chunk) -> bool:
        """Whether it is a heading: the first clause, with a colon, before one that says what starts the flow."""
        if (
            chunk.line.first > 0
            or chunk.ends not in (":", ".", "¶", ",")
            or self.follows is None
            or introduced(chunk.line.norm)
        ):
            return (
                chunk.ends == ":"
                and len(chunk.line) == 1
                and chunk.line.norm in ("escalate", "playbook", "flow", "note", "then", "goal")
            )
        follows = self.follows.body
        if chunk.ends == "," and not _RUNS.match(follows.norm):
            return False
        if self.doer.cutter_acts(chunk.norm) or _EXCEPTS.match(chunk.norm) or _FOR_ALL.match(chunk.norm):
            return False
        acts = self.doer.cutter_acts(follows.norm) and not introduced(follows.norm)
        heads = (
            chunk.ends not in ("¶", "•")
            and happening(follows, self.catalog) is not None
            and not (acts and happening(chunk.line, self.catalog) is not None)
        )
        return heads or self._names_only(chunk)

    def _names_only(self, chunk: Chunk) -> bool:
        """Whether a few words before a colon or a dot say nothing but what the flow is called."""
        norm = chunk.line.norm
        if not 1 < len(chunk.line) <= 6 or _SAYS.search(norm) or happening(chunk.line, self.catalog) is not None:
            return False
        if self.doer.tools.named(norm) and _AT_SOMEBODY.search(norm) and self.doer.thing(norm) is not None:
            return False
        return self.condition(chunk.line).condition is None and not any(
            word.kind in ("mention", "channel", "quote", "url") for word in chunk.line.words
        )

    def _begins(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """What starts the flow, if this clause says it."""
        if self.begun is not None or (self.lists and chunk.line.norm.startswith(("if ", "and if ", "but if "))):
            return None
        intro = introduced(body.norm) or introduced(chunk.line.norm)
        if self.acted:
            return self._begins_behind(body)
        counted = self._counted_down(body)
        if counted is not None:
            return counted
        with_act = (None if intro else self._with_act(body)) or self._given(body) or self._caused(body)
        if with_act is not None:
            return with_act
        looked = not self.scheduled or re.match(r"when|as soon|whenever", body.norm)
        found = happening(body, self.catalog) if looked else None
        later = _LATER_ON.match(body.norm)
        if found is not None and later and not re.search(r"renew", body.norm):
            made = self._made(found.event, found.name, chunk, body, True)
            length = first_duration(later[0])
            assert length
            return [*made, Pause(span=length[0], places=tuple(body.of(later).places()))]
        if found is not None and (_FOR_ALL.match(body.norm) or (found.event in _PAST and looks_back(body.norm))):
            return None
        if found is not None and intro and intro[0].startswith("for ") and not one_by_one(body, found.event):
            return None
        if found is None and self.scheduled:
            return None
        if found is None:
            return self._standing_or_not(chunk, body) if intro else self._unheard_of(chunk, body)
        late = self._late(body, found.end) if intro else None
        if late is not None:
            head, rest = late
            return [*self._made(found.event, found.name, chunk, head, True), *rest]
        behind = self._behind_act(body, found.start) if not intro and not self.scheduled else None
        if behind is not None:
            head, tail = behind
            return [*self._made(found.event, found.name, chunk, tail, True), *self.doer.do(head, self)]
        if (not intro and self._acts_first(chunk, body, found)) or (_THE.match(body.norm) and found.event in _ONES):
            return None
        return self._made_and_done(found, chunk, body, bool(intro))

    def _made_and_done(self, found: Happening, chunk: Chunk, body: Line, intro: bool) -> list[Meaning]:
        """ "Send a LinkedIn invite to new leads": what happens, and what is done then where the words ask for it."""
        made = self._made(found.event, found.name, chunk, body, intro)
        acts = not intro and found.start > 0 and found.event != "chat" and self.doer.cutter_acts(body.norm)
        return [*made, *(self.doer.do(body, self) if acts else ())]

    def _begins_at(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """What shall become of something begins nothing, unless it is said of what, or at what, that is to happen."""
        if self.begun is not None or self.scheduled or self.acted:
            return None
        if _TO_BUILD.match(body.norm):
            return self._begins(chunk, body)
        known = self._with_act(body) or self._given(body) or self._caused(body)
        found = None if known else happening(body, self.catalog)
        behind = self._behind_act(body, found.start) if found is not None else None
        if found is None or behind is None:
            return known
        head, tail = behind
        return [*self._made(found.event, found.name, chunk, tail, True), *self.doer.do(head, self)]

    def _counted_down(self, body: Line) -> list[Meaning] | None:
        """ "120 days before:" under a heading that speaks of renewals."""
        match = _DAYS_BEFORE.fullmatch(body.norm)
        if match is None or self.scheduled or "renewal" not in self.request.lower():
            return None
        days = int(match["before"]) * {"d": 1, "w": 7, "m": 30}[match["unit"][0]]
        where = Test("renewal", "daysLeft", "==", str(days))
        self.begun = Begins(kind="event", event="renewal.approaching", where=where, places=tuple(body.places()))
        self.subject, self.last = "company", None
        return [self.begun]

    def _with_act(self, body: Line) -> list[Meaning] | None:
        """ "Welcome every new lead", "tag whoever fills in the form": what is done, and for whom at which event."""
        if self.scheduled or not self.doer.asks(body.norm):
            return None
        news = self._news(body)
        if news is not None:
            return news
        if _NEW.search(body.norm):
            begins = Begins(kind="event", event="contact.created", places=tuple(body.places()))
            self.begun, self.subject = begins, "contact"
            return [begins, *self.doer.do(body, self)]
        return self._whoever(body)

    def _behind_act(self, body: Line, start: int) -> tuple[Line, Line] | None:
        """ "Tell me when a deal is won": what is done, and what it waits for."""
        cut = _WHEN_BEHIND.search(body.norm)
        if cut is None or cut.start() > start:
            return None
        head = body.cut(0, body.at(cut.start() + 1))
        acts = head.norm and self.doer.asks(head.norm)
        return (head, body.cut(len(head), len(body))) if acts else None

    def _standing_or_not(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """A rule over many records; or, "should the boiler break", that nothing tells of it."""
        standing = self._standing(chunk, body)
        if standing is None and (
            COMES_UP.match(chunk.line.norm) or TAGS.match(chunk.line.norm) or LEAVES.match(chunk.line.norm)
        ):
            return self.no_event(chunk.line)
        if standing is None and chunk.line.norm.startswith("should ") and self.condition(body).condition is None:
            return self.no_event(chunk.line)
        return standing

    def _unheard_of(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """ "Tell me when a customer moves": what is done, and that nothing tells of what it waits for."""
        cut = _ANY_BEHIND.search(body.norm)
        head = body.cut(0, body.at(cut.start() + 1)) if cut else None
        if cut is None or head is None or not head.norm or not self.doer.cutter_acts(head.norm):
            return None
        rest = body.cut(len(head), len(body))
        if _OURS.search(cut[0] + body.norm[cut.end() :]) and self.condition(rest).condition is not None:
            return None
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

    def _whoever(self, body: Line) -> list[Meaning] | None:
        """ "Tag everyone who fills in the form": what is done, and at which event; or that nothing tells of it."""
        match = _WHOEVER.match(body.norm)
        if match is None:
            return None
        which = body.of(match, "which")
        found = happening(Line([Word("someone", "", 0, 0), *which.words], which.first - 1), self.catalog)
        head = body.cut(0, body.at(match.start("which")) - (match["how"] != "whoever"))
        tail = body.of(match, "rest").words
        if found is None:
            lasting = self.condition(which, "contact").condition is not None and not _AT_ONCE.match(which.norm)
            return None if lasting else [*self.no_event(body.of(match, "which")), *self.doer.do(body, self)]
        said = Line([*head.words, *tail], head.first)
        return [*self._made(found.event, found.name, None, which, True), *self.doer.do(said, self)]

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

    def _acts_first(self, chunk: Chunk, body: Line, found: Happening) -> bool:
        """Whether the words ask for something to do rather than tell what happens."""
        event = found.event
        if found.start == 0 and found.end == len(body.norm) and chunk.ends in (":", "?", "->"):
            return False
        new = event == "contact.created" and re.match(r"new ", body.norm)
        if chunk.ends == "->" or new or (event == "form.submitted" and _A_FORM.match(body.norm)):
            return False
        acting = self.doer.tools.choose(body.norm)
        return acting is not None and acting.score >= 4 and acting.start == 0 and self.doer.cutter_acts(body.norm)

    def _begins_behind(self, body: Line) -> list[Meaning] | None:
        any_of_them = _IF_ANY.match(body.norm) and self.begun is None and not self.lists
        if self.scheduled or not (introduced_behind(body.norm) or any_of_them):
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
        heard = happening(body, self.catalog)
        happened = [body.first + place for place in range(*body.within(heard.start, heard.end))] if heard else []
        scope_subject = {"deal": "deal", "form": "form", "meeting": "meeting"}.get(self.subject, self.subject)
        found = read(body, Scope(subject_in(body.norm, self.catalog) or scope_subject, event, (), self.request))
        condition = None if event == "chat" else without_event(found.condition, event)
        self.measure(condition)
        asks = missed(body, {*found.places, *happened}, self.request)
        if heard is not None and kind == "event":
            asks += self._out_of_reach(body.cut(body.at(heard.end), len(body)))
        if condition is None:
            return [begins, *asks]
        self.last = condition
        begins.where = condition
        return [begins, *asks]

    def _out_of_reach(self, tail: Line) -> list[Ask]:
        """What nothing here reaches, said right behind what happens, without a sign between: "… is won tweet it"."""
        far = self.doer.tools.unreachable(tail.norm) if len(tail) else None
        asked = self.doer.unknown(tail, self, far) if far else None
        return [asked] if isinstance(asked, Ask) else []

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
        does = DOES.search(body.norm)
        if (does and body.first + body.at(does.start("verb")) not in found.places) or IS_MADE.search(body.norm):
            return self.no_event(body)
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
