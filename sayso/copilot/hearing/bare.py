"""Conditions without "if": "no reply?", "signed ->", "below 60", the class of an answer, another value of a field."""

import re
from abc import abstractmethod

from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.contrasting import another, sorted_into, sorted_to
from sayso.copilot.hearing.giving import given_as
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION
from sayso.copilot.hearing.meaning import Else, If, Meaning, Test, tests_of
from sayso.copilot.hearing.state import State
from sayso.copilot.hearing.text import Line

IN_TIME = re.compile(
    rf"(?<!\S)(?:within|in|after|by)(?: about| another| the next| the following)? {PLAIN_DURATION}(?!\S)(?! ago)"
    rf"|(?<!\S){PLAIN_DURATION} (?:later|after that)(?!\S)"
    rf"|(?<!\S){PLAIN_DURATION}(?= without (?:an?|any) (?:answer|reply|response))"
)
"""Within which time something happens."""
_COMPARED = re.compile(
    r"(?:below|under|above|over|more than|less than|at least|up to|from) \$?\d"
    r"|\$?\d+%? (?:or|and) (?:more|less|higher|lower|above|below|over|under|up)(?!\S)"
)
_EACH_OF_THEM = re.compile(r"(?:for )?(?:each|every one|all of them|they|these|those|per)(?!\S)")
"""What speaks of a list that was only named."""
_LEFT_OUT = re.compile(
    r"(?:but |and )?(?P<which>.+?) (?:are|is|should be|stays?|gets?|must be|can be) (?:left out|excluded|"
    r"skipped|ignored|"
    r"exempt|not (?:included|contacted|emailed|written to)|left alone|left in peace)$"
)
"""Who is left out, as what becomes of them."""
_ANSWERS = re.compile(r"(?:answers|replies|responses|forms|entries|submissions) (?:with|who|that|from|in)")
"""What is told of, before what is told of it."""
_STILL_NOT = re.compile(
    r"still (?:no|not|nothing|open|there|unassigned|unread|missing|empty|silent|stuck|unsigned|quiet|"
    r"pending|unsolved|unresolved|unanswered)(?!\S)"
)
_WITHOUT = re.compile(rf"{PLAIN_DURATION} without (?:an?|any) (?:answer|reply|response)")
"""How long nobody answered."""
_MEASURED = re.compile(
    r"(?:the |their |its )?(?:health |nps |deal |lead )?(?:scores?|nps|adoption|usage|arr|mrr|value|discount|"
    r"probability|roas|"
    r"spend|budget|open tickets|tickets|seats|employees)(?: is| are)? (?:under|below|over|above|at least|at "
    r"most|more than|"
    r"less than|fewer than|up to) "
)
"""A comparison that decides what stands behind the comma."""
_RATED = re.compile(r"(?:an? )?\d{1,2}(?: ?(?:or|to|and|-|–|/) ?\d{1,2}| or (?:more|less)|s)?(?= ?(?:->|:|,)|$)")
"""A score alone, where somebody rated us."""
_STATE = re.compile(
    r"(?:with |on |at |in case of |given )?no (?:reply|answer|response)|still (?:no|nothing|not)"
    r"|without (?:them|him|her|anyone|anybody|it|us) (?:\w+ )?\w+ing|without (?:an?|any) (?:reply|answer|response|"
    r"click|signature|reaction|login|sign-in|payment)"
    r"|not (?:yet )?(?:signed|accepted|approved|interested)"
    r"|(?:signed|accepted|approved|replied)(?!\S)"
)
_NOT_ONE = re.compile(
    r"(?:and |but )?(?:if )?(?:it is |they are |he is |she is )?not (?:an? |the |in |from |on )?"
    r"(?P<what>.+?)(?: (?:any ?more|any longer|now))?"
)


class Bare(State):
    """Hears conditions that no word opens."""

    @abstractmethod
    def _in_time(self, rest: Line, body: Line) -> list[Meaning] | None:
        """See the class that has it."""

    @abstractmethod
    def _conditional(self, rest: Line, body: Line, negated: bool = False, suffix: bool = False) -> list[Meaning]:
        """See the class that has it."""

    @abstractmethod
    def _held(self, found: Read, places: tuple[int, ...], negated: bool, suffix: bool) -> list[Meaning]:
        """See the class that has it."""

    def _bare(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """A condition without "if": "no reply?", "signed ->", "below 60", the class of an answer."""
        if _STILL_NOT.match(chunk.line.norm):
            body, self.doer.last_tool = chunk.line, ""
        norm, places = body.norm, tuple(body.places())
        left_out = _LEFT_OUT.match(norm) if self.acted else None
        if left_out:
            which = body.of(left_out, "which")
            told = which.cut(1, len(which)) if _ANSWERS.match(which.norm) else which
            return self._conditional(told, body, negated=True, suffix=True)
        if self._denies(norm) and chunk.ends in ("->", ":", "?", ","):
            return [Else(places=places)]
        if self._lists_them(chunk) and (self.begun is None or self.begun.kind != "event"):
            listed = self.doer.named_list(body, self, self._each_next(chunk))
            if listed is not None:
                return [listed]
        if chunk.ends in ("->", "?") and self.acted and IN_TIME.search(norm):
            waited = self._in_time(body, body)
            if waited is not None:
                return waited
        if (_STATE.match(norm) or _WITHOUT.match(norm)) and chunk.ends in ("->", "?", ":", ","):
            waited = self._in_time(body, body)
            if waited is not None:
                return waited
        if (_COMPARED.match(norm) and (self.acted or self.begun is not None)) or (self._rates and _RATED.match(norm)):
            found = self.condition(body)
            if found.condition is not None:
                return self._held(found, places, False, False)
        measured = self._measured(chunk, body)
        if measured is not None:
            return self._held(measured, places, False, False)
        named = self._named(chunk, body)
        if named is not None:
            return named
        if chunk.ends in ("->", "?", ":") or _STATE.match(norm):
            found = self.condition(body)
            if found.condition is None and chunk.ends != "?" and not self._began_so:
                found = another(body, self.last, self.request)
            if found.condition is not None and not self._says_more(body, found):
                return self._held(found, places, False, False)
        return self._sorted(body) if self.labels else None

    def _measured(self, chunk: Chunk, body: Line) -> Read | None:
        """ "Health score under 60, book a call": a comparison in front of what is done."""
        if chunk.ends != "," or not _MEASURED.match(body.norm) or self.follows is None:
            return None
        decides = self.doer.cutter_acts(self.follows.norm) and (self.acted or self.begun is not None)
        found = self.condition(body)
        return found if decides and found.condition is not None else None

    def _lists_them(self, chunk: Chunk) -> bool:
        """Whether a clause may only name a list, of which the next ones speak."""
        if chunk.ends in ("->", ":") or self.follows is None:
            return chunk.ends in ("->", ":")
        if chunk.ends == ",":
            return self.scheduled and self.doer.cutter_acts(self.follows.norm)
        each = chunk.ends == "." and self._each_next(chunk)
        return each or (self.scheduled and chunk.ends in (".", ";", "•", "¶"))

    def _each_next(self, chunk: Chunk) -> bool:
        """Whether what follows a list is done for each of it."""
        follows = self.follows.norm if self.follows is not None else ""
        return chunk.ends in ("->", ":") or _EACH_OF_THEM.match(follows) is not None

    def _named(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """ "Complaint ->": a class that was not listed."""
        norm, places = body.norm, tuple(body.places())
        if (
            self.labels
            and chunk.ends in ("->", ":")
            and len(body) <= 4
            and not ((len(body) > 1 and self.doer.cutter_acts(norm)) or re.search(r"[<>=]|(?<![Q\d])\d", norm))
        ):
            plain = re.sub(r"^(?:an?|the) ", "", norm)
            label = self._label(norm) or (body.words[0].value if body.words[0].kind == "quote" else plain)
            self.free = self.free or self.labels == ("",)
            self.labels = tuple(dict.fromkeys((*(one for one in self.labels if one), label)))
            return self._held(Read(Test("class", "label", "==", label, text=True), places), places, False, False)
        return None

    @property
    def _began_so(self) -> bool:
        """Whether the last condition was that under which it begins."""
        began = tests_of(self.begun.where) if self.begun is not None else []
        return self.last is not None and any(test in began for test in tests_of(self.last))

    @property
    def _rates(self) -> bool:
        """Whether it began with a score."""
        return self.begun is not None and self.begun.event == "nps.submitted"

    def _denies(self, norm: str) -> bool:
        """ "Not a founder ->": the value that was asked for just before is denied."""
        match = _NOT_ONE.fullmatch(norm)
        said = [test.value.lower() for test in tests_of(self.last) if test.text] if match else []
        return match is not None and any(one == match["what"] or one.rstrip("s") == match["what"] for one in said)

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
        free = sorted_to(body.norm) if label is None and (self.labels == ("",) or self.free) else None
        if free is not None:
            match, label, self.free = free, free["label"], True
            self.labels = tuple(dict.fromkeys((*(one for one in self.labels if one), label)))
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
        gets = sorted_into(rest.norm) or re.match(r"(?:gets?|receives?) (?=(?:an?|the|our|Q\d+) )", rest.norm)
        given = rest.cut(rest.at(gets.end()), len(rest)) if gets else rest
        as_said = "create " if sorted_into(rest.norm) else given_as(given.norm) if gets else ""
        as_said = as_said or ("post " if re.match(r"(?:goes|go) to C\d", rest.norm) else "")
        return [held, *self.doer.do(given, self, as_said)]
