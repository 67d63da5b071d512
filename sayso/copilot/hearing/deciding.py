"""Clauses that decide: if, unless, otherwise, once something has happened."""

import re

import msgspec

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.bare import IN_TIME, Bare
from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.contrasting import another, contrast, such_get
from sayso.copilot.hearing.giving import RECEIVES, given_as
from sayso.copilot.hearing.lexicon_people import PERSONS
from sayso.copilot.hearing.meaning import (
    Ask,
    Condition,
    Else,
    End,
    If,
    Meaning,
    Pause,
    Test,
    Unused,
    opposite,
    tests_of,
)
from sayso.copilot.hearing.missing import missed
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import first_duration
from sayso.copilot.hearing.triggers import FREE

_ELSE_IF = re.compile(rf"(?:and )?(?:{said.ELSE_IF})(?!\S)")
_ELSE = re.compile(rf"(?:and |but )?(?:{said.ELSE})(?!\S)(?: ,)?")
_ONLY = re.compile(r"(?:and |but )*(?:only|where)(?!\S)")
_SO = re.compile(
    r"(?:and |but )?(?:if|when|once) (?:so|yes|it (?:is|has|was|does|did)|(?:they|we|i) (?:have|are|do|did|"
    r"did so|were)|"
    r"(?:he|she) (?:is|has|was|does|did)|there (?:is|are|was|were))(?: one| any| some)?$"
)
_IS_NOT = re.compile(
    r"(?:and |but )?if (?:it|they|he|she) (?:is|are|was|were) not (?:an?|our|yet|one|in|on|from|with)(?!\S)"
)
"""The rest says what they are not, so it is a condition of its own."""
_ELSE_WHOLE = re.compile(rf"(?:and |but )?{said.ELSE_WHOLE}$")
_NO_ANSWER = re.compile(
    r"(?:and |but )*if no (?:reply|answer|response|reaction|news|clicks?|log-?in|activity|signature) "
    r"(?:after|within|in|for|by|comes|came|is|has|was)(?!\S)"
)
"""What has not come; "reply" and "answer" are no verbs here."""
_NOT_DONE = re.compile(r"(?:they|he|she) (?:do|does|did|has|have) not$")
_RECOVERED = re.compile(rf"(?:{said.RECOVERED})(?!\S)")
_IF = re.compile(rf"(?:{said.IF})(?!\S)")
_LATER = re.compile(rf"(?:{said.IF_LATER})(?!\S)")
_UNLESS = re.compile(rf"(?:and |but )?(?:{said.UNLESS})(?!\S)")
_SKIP = re.compile(rf"(?:{said.SKIP})(?!\S)")
_AFTER = re.compile(rf"(?:{said.AFTER})")
_LEAVES_OUT = re.compile(
    r"(?:but not|unless|except|not (?:if|when|for)|(?:and |but |or )?otherwise|or else|if not)(?!\S)"
)
"""Says when what was told before is left out, or what is done then."""
_SHOULD = re.compile(r"should (?:they|he|she|it|there|nobody|no one|no|the \w+|we|nothing)(?!\S)")
_AND_MORE = re.compile(r", (?:but|and) $")
"""Something else that is done, behind a condition."""
_AT_WHICH = re.compile(
    r"(?:when|whenever|as soon as|the moment|every time) (?!(?:that|this|it|you|all|everything|done|ready|"
    r"finished|needed|they|he|she) )"
    r"(?:\S+ ){2}"
)
"""At what something is to happen, told behind it."""
_AWAITED = (
    "replied",
    "linkedinAccepted",
    "loggedIn",
    "clicked",
    "openedEmail",
    "answered",
    "approved",
    "interested",
    "registered",
    "claimed",
    "assigned",
    "accepted",
    "attended",
)


_UNCHANGED = re.compile(
    r"(?<!\S)(?:nothing|no one|nobody|things|it|they|still|no change|no improvement|no progress|no movement)(?!\S)"
)
"""What is to be looked at after a while, whatever it is."""
_SUCH_A_ONE = re.compile(r"(?:the|an?) (?:\S+ ){1,3}(?:ones?|e-?mail|mail|template|invite|version)")
"""What the others get, after what the first got."""
_GETS = re.compile(
    rf"(?:those|anyone|anybody|everyone|everybody|the ones|people|contacts|customers|leads|clients|whoever|{PERSONS}) ?"
    r"(?:who|that|which|with)? "
    r"(?P<which>.+?) (?P<how>gets?|receives?|is|are|go(?:es)?|should (?:be|get|go|receive)) "
    r"(?P<rest>(?:(?:an?|the|our|a|to) |Q\d+|\w+ed |added |handed |sent ).+)"
)
_IF_NOT = re.compile(
    r"(?:and |but )?if (?:not|no|(?:it|they|he|she|there|we) (?:is|are|was|were|has|have|does|do|did) not)(?: ,)? "
)
_OTHERS = re.compile(r"(?!otherwise|else|or|if|failing)\S* ?(?:\S+ )?(?:everyone|everybody|all|any|the|others)")
_BARE_ANSWERS = {"yes": "yes", "yep": "yes", "yeah": "yes", "no": "no", "nope": "no"}
"""The answer to what was looked at, alone before a sign."""
_THE_OTHERS = re.compile(r"(?<!\S)(?:every|any|all|rest|others?|remaining|none)|else (?:gets?|goes?)")
"""Who is left of many."""
_HOLDS = (
    r"(?:appl(?:y|ies|ied)|holds?|fits?|match(?:es)?|true|met|the case|been met|happened|happens|mentioned|came up)"
)
_BE = r"(?:is|are|was|were|has|have|did|does|do|has been|have been)"
_NONE = re.compile(
    rf"(?:and |but )?(?:if |when )?(?:neither(?: (?:of (?:it|them|these|those|the two)|condition|case|one))?"
    rf"(?: (?:{_BE} )?{_HOLDS}| {_BE}(?= ?(?:,|->|:|$)))?"
    rf"|(?:none|nothing) of (?:that|this|it|them|these|those|the (?:three|above))(?: \w+)?(?: (?:{_BE} )?{_HOLDS}"
    rf"| {_BE}(?= ?(?:,|->|:|$)))?|(?:none|nothing) (?:{_BE} )?(?:appl(?:y|ies|ied)|holds?|fits?|match(?:es)?|true|"
    r"the case))(?= ?(?:,|->|:|$)| (?:just|only|then|skip|do)(?!\S))"
)
"""Nothing of what was asked for holds."""
_WHO = re.compile(r" ?(?:who|that|which|whose|with) ")


def _as_approval(condition: Condition) -> Condition:
    """ "If she says yes", where somebody was asked to approve."""
    if isinstance(condition, Test) and condition.record == "answer" and condition.value in ("yes", "no"):
        return Test("approval", "approved", "==", "true" if condition.value == "yes" else "false")
    return condition


class Deciding(Bare):
    """Hears conditions."""

    def _else(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        norm = body.norm
        label = re.fullmatch(r"(?:and |but )?if (?P<label>[a-z][a-z ]*)", norm)
        if label and self._label(label["label"]) == label["label"]:
            return None
        gets = self._who_gets(body)
        if gets is not None:
            return gets
        match = _ELSE_IF.match(norm)
        if match:
            rest = body.cut(body.at(match.end() - 1) + 1, len(body))
            return [Else(places=tuple(body.of(match).places())), *self._conditional(rest, body)]
        short = self._short_else(chunk, body)
        if short is not None:
            return short
        ends = contrast(norm, self.last)
        if ends is not None:
            return self._otherwise(chunk, body, ends - 1, measured=True)
        none = self._none_of_them(chunk, body)
        if none is not None:
            return none
        match = _RECOVERED.match(norm) if self.last is not None else None
        if match:
            return self._otherwise(chunk, body, match.end() - 1, measured=True)
        match = _IF_NOT.match(norm) if not _NO_ANSWER.match(norm) else None
        if match and (" do" in match[0] or _IS_NOT.match(norm)) and self.condition(body).condition is not None:
            match = None
        if match and self.doer.cutter_acts(norm[match.end() :]) and self.pending is not None:
            rest = body.cut(body.at(match.end()), len(body))
            condition, self.pending = opposite(self.pending), None
            self.last = condition
            places = tuple(body.cut(0, len(body) - len(rest)).places())
            return [If(condition=condition, places=places), *self._rest(chunk, rest)]
        if match and self.last is not None and self._to_do(body.cut(body.at(match.end()), len(body))):
            return self._otherwise(chunk, body, match.end() - 1)
        match = _ELSE.match(norm)
        if not match or (_OTHERS.match(match[0]) and _WHO.match(norm[match.end() :])):
            return None
        return self._otherwise(chunk, body, match.end() - 1, others=_THE_OTHERS.search(match[0]) is not None)

    def _none_of_them(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """ "If neither applies": nothing of what was asked for before."""
        match = _NONE.match(body.norm)
        if (
            match is None
            or self.last is None
            or any(test.record in ("found", "answer") for test in tests_of(self.last))
        ):
            return None
        rest = body.cut(body.at(match.end() - 1) + 1, len(body))
        other = Else(none=True, places=tuple(body.cut(0, len(body) - len(rest)).places()))
        return [other, *(self._rest(chunk, rest) if len(rest) else ())]

    def _to_do(self, rest: Line) -> bool:
        """Whether these words are something to do, or something to make: "one email"."""
        if self.doer.cutter_acts(rest.norm):
            return True
        return self.doer.thing(rest.norm) is not None and self.condition(rest).condition is None

    def _who_gets(self, body: Line) -> list[Meaning] | None:
        """ "Those who attended get the slides; those who didn't get a reminder": a condition, and what follows."""
        match = _GETS.match(body.norm) or (None if self.scheduled else such_get(body.norm))
        if not match or not (self.acted or self.begun is not None):
            return None
        rest = body.cut(body.at(match.start("rest")), len(body))
        head = body.of(match, "which")
        said = tuple(body.cut(0, len(body) - len(rest)).places())
        if re.fullmatch(r"(?:did|do|does|has|have|is|are|was|were) not", head.norm) and self.last is not None:
            before: Meaning = Else(places=said)
        else:
            found = self.condition(head)
            if found.condition is None:
                return None
            before = self._held(found, said, False, False)[0]
        apart = [End()] if self.some and isinstance(before, If) else []
        self.some = True
        return [*apart, before, *self.doer.do(rest, self, given_as(rest.norm))]

    def _otherwise(
        self, chunk: Chunk, body: Line, letter: int, measured: bool = False, others: bool = False
    ) -> list[Meaning]:
        """The other side of a condition, and what happens there."""
        place = body.at(letter) + (0 if body.norm[letter] == " " else 1)
        rest = body.cut(place if body.norm[letter] != " " else body.at(letter + 1), len(body))
        said = tuple(body.cut(0, len(body) - len(rest)).places())
        other = Else(measured=measured, others=others, places=said)
        gets = RECEIVES.match(rest.norm)
        if gets:
            given = rest.cut(rest.at(gets.end()), len(rest))
            return [other, *self.doer.do(given, self, given_as(given.norm))]
        if _SUCH_A_ONE.fullmatch(rest.norm):
            return [other, *self.doer.do(rest, self, "send ")]
        return [other, *(self._rest(chunk, rest) if len(rest) else ())]

    def _short_else(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """ "If so", "if not", "if yes", "if it hasn't": about what was asked or looked at just before."""
        norm, places = body.norm, tuple(body.places())
        if norm in _BARE_ANSWERS and norm not in self.labels and chunk.ends in (":", "->", ",", "?"):
            if self.held and chunk.begins == "?" and _BARE_ANSWERS[norm] == "yes":
                return [Unused(places=places)]
            norm = f"if {_BARE_ANSWERS[norm]}"
        if self.pending is not None and (_ELSE_WHOLE.match(norm) or _SO.match(norm)):
            condition = self.pending if _SO.match(norm) else opposite(self.pending)
            self.pending, self.last = None, condition
            return [If(condition=condition, places=places)]
        if self.doer.last_tool == "people.approve" and (_SO.match(norm) or _ELSE_WHOLE.match(norm)):
            approved = "true" if _SO.match(norm) else "false"
            self.last = Test("approval", "approved", "==", approved)
            return [If(condition=self.last, places=places)]
        answered = re.fullmatch(r"(?:and |but )?if (?:no|yes|so)", norm) and "people.ask" in self.doer.fetched
        if answered or (self.doer.last_tool == "people.ask" and (_SO.match(norm) or _ELSE_WHOLE.match(norm))):
            said = "yes" if _SO.match(norm) or norm.endswith(("yes", "so")) else "no"
            self.last = Test("answer", "text", "==", said, text=True)
            return [If(condition=self.last, places=places)]
        if _SO.match(norm) and self.last is not None:
            return [Else(places=places)]
        if _ELSE_WHOLE.match(norm) and self.last is not None and not (norm == "if no" and self.last_asked()):
            return [Else(places=places, done=_NOT_DONE.search(norm) is not None)]
        return None

    def last_asked(self) -> bool:
        """Whether the condition before was about an answer that may be "no"."""
        return any(test.record == "answer" for test in tests_of(self.last))

    def _if(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        body = chunk.line if _SHOULD.match(chunk.line.norm) else body
        norm = body.norm
        for pattern, negated in ((_SKIP, True), (_UNLESS, True), (_IF, False)):
            match = pattern.match(norm)
            if match:
                rest = body.cut(body.at(match.end() - 1) + 1, len(body))
                aside = chunk.begins == chunk.ends == "," and norm.startswith("unless")
                only = bool(_ONLY.match(chunk.line.norm)) and (chunk.begins == "" or chunk.ends != "")
                behind = (negated and not aside) or (self.acted and (only or self._is_last(chunk, rest)))
                return self._conditional(rest, body, negated, suffix=behind and chunk.begins not in ("•",))
        match = _LATER.match(norm)
        if match and not _AFTER.match(norm) and not FREE.match(norm):
            return self._once(chunk, body, body.cut(body.at(match.end() - 1) + 1, len(body)))
        return self._bare(chunk, body)

    def _once(self, chunk: Chunk, body: Line, rest: Line) -> list[Meaning] | None:
        """ "Once it is signed": a condition, or an event nobody tells of."""
        found = self.condition(rest)
        if found.condition is not None:
            return self._held(found, tuple(body.places()), False, self._is_last(chunk, rest))
        if self.begun is None and not self.scheduled and not self.acted:
            return self.no_event(body)
        if self.begun is None and self.acted and _AT_WHICH.match(chunk.line.norm):
            return self.no_event(body)
        return [Unused(places=tuple(body.places()))] if self.acted or self.begun else None

    def _is_last(self, chunk: Chunk, rest: Line) -> bool:
        """Whether a condition ends its sentence, so that it is about what stands before it."""
        return (
            self.acted
            and chunk.begins in ("", ",")
            and (
                chunk.ends in (".", "¶", "!", "•", ";")
                or (chunk.ends == "," and (self._excepts() or self._goes_on(chunk)))
            )
            and not self.doer.cutter_acts(rest.norm)
        )

    def _goes_on(self, chunk: Chunk) -> bool:
        """ "Move it if nothing happened, but tell the owner": no sign before the condition, and something else behind
        the one after it."""
        before = self.request[: chunk.line.words[0].start].rstrip().lower()
        if (
            self.paused
            or self.follows is None
            or before.endswith((",", ";", ".", ":", "•", "\n", "-", " and", " but", " then"))
        ):
            return False
        between = self.request[chunk.line.words[-1].end : self.follows.line.words[0].start]
        return _AND_MORE.search(between.lower()) is not None

    def _excepts(self) -> bool:
        """Whether the next clause says when that is left out."""
        norm = self.follows.line.norm if self.follows is not None else ""
        return _LEAVES_OUT.match(norm) is not None

    def _in_time(self, rest: Line, body: Line) -> list[Meaning] | None:
        """ "If they do not answer within 3 days": a wait, then the condition."""
        match = IN_TIME.search(rest.norm)
        if not match or not self.acted:
            return None
        words = [*rest.words[: rest.at(match.start())], *rest.words[rest.at(match.end() - 1) + 1 :]]
        found = self.condition(Line(words, rest.first))
        length = first_duration(match[0])
        assert length
        pause = Pause(span=length[0], places=tuple(rest.of(match).places()))
        if found.condition is None and _UNCHANGED.search(rest.norm) and self.condition(rest).condition is None:
            said = self.request[rest.words[0].start : rest.words[-1].end]
            return [
                pause,
                Ask(slug="condition", question=f"What tells “{said}”?", places=tuple(body.places()), decides=True),
            ]
        if found.condition is None or not all(
            test.field in _AWAITED or test.record in ("esign", "ticket") for test in tests_of(found.condition)
        ):
            return None
        return [pause, *self._held(found, tuple(body.places()), False, False)]

    def _conditional(self, rest: Line, body: Line, negated: bool = False, suffix: bool = False) -> list[Meaning]:
        waited = None if negated or suffix else self._in_time(rest, body)
        if waited is not None:
            return waited
        found = self.condition(rest)
        places = tuple(body.places())
        if found.condition is None:
            found = another(rest, self.last, self.request)
        if found.condition is None:
            if not len(rest):
                return []
            words = self.request[rest.words[0].start : rest.words[-1].end]
            return [
                Ask(slug="condition", question=f"What do you mean by “{words}”?", places=places, decides=not suffix)
            ]
        return [*self._held(found, places, negated, suffix), *missed(rest, found.places, self.request)]

    def _of_document(self, condition: Condition) -> Condition:
        """ "When it's declined", of a document that was sent for signature."""
        sent = "esign.send" in self.doer.fetched and "people.approve" not in self.doer.fetched
        if sent and isinstance(condition, Test) and condition.record == "approval":
            return Test("esign", "status", "==", "signed" if condition.value == "true" else "declined", text=True)
        return condition

    def _held(self, found: Read, places: tuple[int, ...], negated: bool, suffix: bool) -> list[Meaning]:
        condition = found.condition
        assert condition is not None
        if "people.approve" in self.doer.fetched and "people.ask" not in self.doer.fetched:
            condition = _as_approval(condition)
        asked = any(test.field == "replied" for test in tests_of(self.last))
        again = isinstance(self.last, Test) and self.last.record == "call"
        called = again or (self.doer.last_tool == "twilio.call" and not asked)
        if called and isinstance(condition, Test) and condition.field == "replied":
            condition = msgspec.structs.replace(condition, record="call", field="answered")
        condition = self._of_document(condition)
        self.pending = None
        if isinstance(condition, Test) and re.fullmatch(r"[\d.]+%", condition.value):
            self.measured = (condition.record, condition.field)
        if negated:
            condition = opposite(condition)
        self.last = condition
        return [If(condition=condition, suffix=suffix, skips=suffix and negated, places=places)]
