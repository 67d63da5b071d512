"""Clauses that decide: if, unless, otherwise, once something has happened."""

import re

import msgspec

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.giving import RECEIVES, given_as
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION
from sayso.copilot.hearing.meaning import Ask, Condition, Else, If, Meaning, Pause, Test, Unused, opposite, tests_of
from sayso.copilot.hearing.state import State
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import first_duration
from sayso.copilot.hearing.triggers import FREE

_ELSE_IF = re.compile(rf"(?:and )?(?:{said.ELSE_IF})(?!\S)")
_ELSE = re.compile(rf"(?:and |but )?(?:{said.ELSE})(?!\S)(?: ,)?")
_ONLY = re.compile(r"(?:and |but )*(?:only|where)(?!\S)")
_SO = re.compile(r"(?:and |but )?if (?:so|yes|it (?:is|has|was|does)|they (?:have|are|do|did|did so))$")
_ELSE_WHOLE = re.compile(rf"(?:and |but )?{said.ELSE_WHOLE}$")
_RECOVERED = re.compile(rf"(?:{said.RECOVERED})(?!\S)")
_IF = re.compile(rf"(?:{said.IF})(?!\S)")
_LATER = re.compile(rf"(?:{said.IF_LATER})(?!\S)")
_UNLESS = re.compile(rf"(?:and |but )?(?:{said.UNLESS})(?!\S)")
_SKIP = re.compile(rf"(?:{said.SKIP})(?!\S)")
_AFTER = re.compile(rf"(?:{said.AFTER})")
_IN_TIME = re.compile(
    rf"(?<!\S)(?:within|in|after|by)(?: about| another| the next| the following)? {PLAIN_DURATION}(?!\S)(?! ago)"
)
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


_COMPARED = re.compile(
    r"(?:below|under|above|over|more than|less than|at least|up to|from) \$?\d"
    r"|\$?\d+%? (?:or|and) (?:more|less|higher|lower|above|below|over|under)(?!\S)"
)
_STATE = re.compile(
    r"no (?:reply|answer|response)|still (?:no|nothing|not)|not (?:yet )?(?:signed|accepted|approved|interested)"
    r"|(?:signed|accepted|approved|replied)(?!\S)"
)
_GETS = re.compile(
    r"(?:those|anyone|anybody|everyone|everybody|the ones|people|contacts|customers|whoever) ?(?:who|that|which|with)? "
    r"(?P<which>.+?) (?P<how>gets?|receives?|is|are|go(?:es)?|should (?:be|get|go|receive)) "
    r"(?P<rest>(?:(?:an?|the|our|a|to) |Q\d+|\w+ed |added |handed |sent ).+)"
)
_IF_NOT = re.compile(
    r"(?:and |but )?if (?:not|no|(?:it|they|he|she) (?:is|are|was|were|has|have|does|do|did) not)(?: ,)? "
)
_OTHERS = re.compile(r"(?!otherwise|else|or|if|failing)\S* ?(?:\S+ )?(?:everyone|everybody|all|any|the|others)")
_WHO = re.compile(r" ?(?:who|that|which|whose|with) ")


def _as_approval(condition: Condition) -> Condition:
    """ "If she says yes", where somebody was asked to approve."""
    if isinstance(condition, Test) and condition.record == "answer" and condition.value in ("yes", "no"):
        return Test("approval", "approved", "==", "true" if condition.value == "yes" else "false")
    return condition


class Deciding(State):
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
        short = self._short_else(body)
        if short is not None:
            return short
        match = _RECOVERED.match(norm) if self.last is not None else None
        if match:
            return self._otherwise(chunk, body, match.end() - 1)
        match = _IF_NOT.match(norm)
        if match and self.doer.cutter_acts(norm[match.end() :]) and self.pending is not None:
            rest = body.cut(body.at(match.end()), len(body))
            condition, self.pending = opposite(self.pending), None
            self.last = condition
            places = tuple(body.cut(0, len(body) - len(rest)).places())
            return [If(condition=condition, places=places), *self._rest(chunk, rest)]
        if match and self.last is not None and self.doer.cutter_acts(norm[match.end() :]):
            return self._otherwise(chunk, body, match.end() - 1)
        match = _ELSE.match(norm)
        if not match or (_OTHERS.match(match[0]) and _WHO.match(norm[match.end() :])):
            return None
        return self._otherwise(chunk, body, match.end() - 1)

    def _who_gets(self, body: Line) -> list[Meaning] | None:
        """ "Those who attended get the slides; those who didn't get a reminder": a condition, and what follows."""
        match = _GETS.match(body.norm)
        if not match or not self.acted:
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
        return [before, *self.doer.do(rest, self, given_as(rest.norm))]

    def _otherwise(self, chunk: Chunk, body: Line, letter: int) -> list[Meaning]:
        """The other side of a condition, and what happens there."""
        place = body.at(letter) + (0 if body.norm[letter] == " " else 1)
        rest = body.cut(place if body.norm[letter] != " " else body.at(letter + 1), len(body))
        other = Else(places=tuple(body.cut(0, len(body) - len(rest)).places()))
        gets = RECEIVES.match(rest.norm)
        if gets:
            given = rest.cut(rest.at(gets.end()), len(rest))
            return [other, *self.doer.do(given, self, given_as(given.norm))]
        return [other, *(self._rest(chunk, rest) if len(rest) else ())]

    def _short_else(self, body: Line) -> list[Meaning] | None:
        """ "If so", "if not", "if yes", "if it hasn't": about what was asked or looked at just before."""
        norm, places = body.norm, tuple(body.places())
        if self.pending is not None and (_ELSE_WHOLE.match(norm) or _SO.match(norm)):
            condition = self.pending if _SO.match(norm) else opposite(self.pending)
            self.pending, self.last = None, condition
            return [If(condition=condition, places=places)]
        if re.fullmatch(r"(?:and |but )?if (?:no|yes|so)", norm) and "people.ask" in self.doer.fetched:
            self.last = Test("answer", "text", "==", "no" if norm.endswith("no") else "yes", text=True)
            return [If(condition=self.last, places=places)]
        if _SO.match(norm) and self.last is not None:
            return [Else(places=places)]
        if _ELSE_WHOLE.match(norm) and self.last is not None and not (norm == "if no" and self.last_asked()):
            return [Else(places=places)]
        return None

    def last_asked(self) -> bool:
        """Whether the condition before was about an answer that may be "no"."""
        return any(test.record == "answer" for test in tests_of(self.last))

    def _if(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
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
        return [Unused(places=tuple(body.places()))] if self.acted or self.begun else None

    def _bare(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """A condition without "if": "no reply?", "signed ->", "below 60", the class of an answer."""
        norm, places = body.norm, tuple(body.places())
        if chunk.ends in ("->", ":") and (self.begun is None or self.begun.kind != "event"):
            listed = self.doer.named_list(body, self)
            if listed is not None:
                return [listed]
        if _STATE.match(norm) and chunk.ends in ("->", "?", ":", ","):
            waited = self._in_time(body, body)
            if waited is not None:
                return waited
        if _COMPARED.match(norm) and self.acted:
            found = self.condition(body)
            if found.condition is not None:
                return self._held(found, places, False, False)
        if self.labels and chunk.ends in ("->", ":") and len(body) <= 4 and not self.doer.cutter_acts(norm):
            label = self._label(norm) or norm
            self.labels = tuple(dict.fromkeys((*(one for one in self.labels if one), label)))
            return self._held(Read(Test("class", "label", "==", label, text=True), places), places, False, False)
        if chunk.ends in ("->", "?", ":") or _STATE.match(norm):
            found = self.condition(body)
            if found.condition is not None and not self._says_more(body, found):
                return self._held(found, places, False, False)
        return self._sorted(body) if self.labels else None

    def _is_last(self, chunk: Chunk, rest: Line) -> bool:
        """Whether a condition ends its sentence, so that it is about what stands before it."""
        return (
            self.acted
            and chunk.begins in ("", ",")
            and chunk.ends in (".", "¶", "!", "•", ";")
            and not self.doer.cutter_acts(rest.norm)
        )

    def _says_more(self, body: Line, found: Read) -> bool:
        """Whether there is something to do in words that hold no condition."""
        return self.doer.cutter_acts(body.norm) and not set(body.places()) <= set(found.places)

    def _sorted(self, body: Line) -> list[Meaning] | None:
        """ "Complaints go to Zendesk": the class in front, the action behind."""
        match = re.match(
            (
                r"(?:the |a |an |all )?(?P<label>[a-z][\w -]*?) (?:ones )?(?=(?:go|goes|get|gets|should|"
                r"are|is|become|becomes|to|->)(?!\S))"
            ),
            body.norm,
        )
        label = self._label(match["label"]) if match else None
        if not match or label is None:
            words = body.norm.split(" to ")
            label = (
                self._label(words[0])
                if len(words) == 2 and len(words[0].split()) < 3 and not self.doer.cutter_acts(body.norm)
                else None
            )
            if label is None:
                return None
            place = len(words[0].split())
            rest = body.cut(place, len(body))
        else:
            rest = body.cut(body.at(match.end()), len(body))
        held = If(
            condition=Test("class", "label", "==", label, text=True),
            places=tuple(body.cut(0, len(body) - len(rest)).places()),
        )
        return [held, *self.doer.do(rest, self)]

    def _in_time(self, rest: Line, body: Line) -> list[Meaning] | None:
        """ "If they do not answer within 3 days": a wait, then the condition."""
        match = _IN_TIME.search(rest.norm)
        if not match or not self.acted:
            return None
        words = [*rest.words[: rest.at(match.start())], *rest.words[rest.at(match.end() - 1) + 1 :]]
        found = self.condition(Line(words, rest.first))
        if found.condition is None or not all(
            test.field in _AWAITED or test.record == "esign" for test in tests_of(found.condition)
        ):
            return None
        length = first_duration(match[0])
        assert length
        pause = Pause(span=length[0], places=tuple(rest.of(match).places()))
        return [pause, *self._held(found, tuple(body.places()), False, False)]

    def _conditional(self, rest: Line, body: Line, negated: bool = False, suffix: bool = False) -> list[Meaning]:
        waited = None if negated or suffix else self._in_time(rest, body)
        if waited is not None:
            return waited
        found = self.condition(rest)
        places = tuple(body.places())
        if found.condition is None:
            if not len(rest):
                return []
            words = self.request[rest.words[0].start : rest.words[-1].end]
            return [Ask(slug="condition", question=f"What do you mean by “{words}”?", places=places)]
        return self._held(found, places, negated, suffix)

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
        if self.doer.last_tool == "twilio.call" and isinstance(condition, Test) and condition.field == "replied":
            condition = msgspec.structs.replace(condition, record="call", field="answered")
        condition = self._of_document(condition)
        self.pending = None
        if isinstance(condition, Test) and re.fullmatch(r"[\d.]+%", condition.value):
            self.measured = (condition.record, condition.field)
        if negated:
            condition = opposite(condition)
        self.last = condition
        return [If(condition=condition, suffix=suffix, skips=suffix and negated, places=places)]
