"""From a clause to what it means."""

import re
from collections.abc import Iterator

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.beginning import Beginning
from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.deciding import Deciding
from sayso.copilot.hearing.gathering import OUTWARD
from sayso.copilot.hearing.giving import given_as
from sayso.copilot.hearing.lexicon_people import OWNER
from sayso.copilot.hearing.meaning import (
    Act,
    Ask,
    Else,
    End,
    Find,
    If,
    Meaning,
    Offset,
    Pause,
    Resume,
    Stop,
    Unused,
)
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import DURATION_PATTERN, Span, duration, first_duration

_EACH = re.compile(rf"(?:{said.FOR_EACH})(?!\S)")
_WAIT = re.compile(rf"(?:{said.WAIT})")
_WAIT_BEHIND = re.compile(rf"(?:{said.WAIT_BEHIND})")
_REPLY = re.compile(rf"(?:{said.FOR_REPLY})")
_DAY = re.compile(rf"{said.DAY_OFFSET}(?!\S)")
_BEFORE = re.compile(rf"{said.DAYS_BEFORE}(?!\S)")
_LEFT = re.compile(r"(?:at |with )?(?P<left>\d{1,3}) (?P<unit>day|week|month)s?")
_UNITS = {"day": 1, "week": 7, "month": 30}
"""A stop of a countdown, and how many days its units have."""
_SOME = re.compile(
    r"(?!(?:steps|then|next|for) )(?:\S+ ){1,3}?(?:ones|replies|answers|responses|people|customers|clients|accounts|"
    r"leads|contacts|deals|companies|tickets)$"
)
"""Some of many, before what is done for those."""
_BEFORE_DOING = re.compile(r"(?:and )?before (?=(?!anything|doing|being)\w+ing )")
_AFTER = re.compile(rf"(?:{said.AFTER})")
_MOVED_IN = re.compile(r"(?P<blank>[ \t]*)(?P<sign>(?:[-*•–]|\(?\d{1,2}[.)])[ \t]+)?")
_CHATTER = re.compile(said.CHATTER)
_GETS = re.compile(
    r"(?:(?:promoters|detractors|passives|winners|losers|others|attendees|customers|contacts|leads|clients|"
    r"prospects|guests)(?: \( [^()]{1,30} \))?|"
    rf"(?:(?:the|their|its|our) )?{OWNER}(?: (?:of|for|at) (?:each|every)(?: one| of them| \w+)?)?|"
    r"it|they|he|she|each(?: one| of them)?|every one|everyone|all of them|the (?:contact|customer|"
    r"client|lead|prospect|person|winner|loser)s?) (?:should |"
    r"must |will |then |also |just )*gets? "
    r"(?=(?:an?|the|our|their|Q\d+|sent) )"
)
"""Who gets something, before what it is."""
_MEASURES = re.compile(
    r"(?:under|below|above|over|more than|less than|at least|up to|from|exactly|fewer than|at most) \$?\d"
    r"|\$?\d+%? (?:or|and) (?:more|less|higher|lower|above|below|over|under|up)(?!\S)"
)
_PLACE = re.compile(
    r"(?:not (?:on |in )?\w+ , (?:but |rather )?)?(?:on|in|via|over|use|using|through|by|with)? ?(?:the "
    r")?(?P<place>\w+)"
    r"(?: , not \w+)?"
)
"""A service alone, and what it is not."""
_CUE = re.compile(
    r"(?<!\S)(?:nobody|no one|not|never|whose|only|unless|except|than|at least|without|if|more|fewer|ago|"
    r"still|yet)(?!\S)"
)
"""Words by which something is told apart."""
_EXCEPTS = re.compile(r"(?:do not|never|skip|except|only|leave out|not)(?: \S+){2,}")
"""Who or what is left out, wherever it is said."""
_ASIDE = re.compile(r"(?:that is|this is|it is|we|i|you|because|since|so|otherwise|just|no|not|and) ")
"""Beginnings of what is only told."""
_SHALL = re.compile(
    r"(?:the|this|that|its|their|his|her|our|it) (?:\S+ ){0,7}?(?:should|must|ought to|needs? to|has to|have to|shall) "
    r"(?:also |then )?(?:be|get) "
    r"|(?:classify|categori[sz]e|summari[sz]e|extract|read) (?:an?|the|this|that|it|my|our) |create an? order form"
)
"""What shall become of something."""
_STOP_IF = re.compile(rf"(?:{said.STOPPERS[:-1]} (?=(?:if|when|unless|once|as soon as|in case) ))")
_NONE_OF_IT = re.compile(
    r"(?:and |but |with )*(?:no|without(?: an?| any)?) (?:e-?mails?|mails?|messages?|texts?|sms|calls?|invites?|"
    r"tasks?)"
    r"(?: (?:at all|please|to them|then|though|for them|this time|here|in that case|needed|either))*"
)
"""What is not to be done."""
_IN_THAT_CASE = re.compile(
    r"(?:(?:and|but|also|then|so) )*(?:in (?:that|this|which|such a) case|when that happens)(?!\S)"
)
"""It goes on where the sentence before ended."""
_NOTHING = re.compile(r"nothing(?: at all| then| here| further)?")
"""What is done on one side of a condition, where that is nothing."""
_RUNS = re.compile(r"(?:please )?(?:run|do|start|repeat|execute) (?:this|it|that|the following|these steps)(?: flow)?")
"""What only a schedule is said of."""
_WHENEVER = re.compile(
    r"(?:when|whenever|every time|each time|as soon as|the moment) (?:an?|any|the|our|some|one of our) \S+ \S+ "
)
"""At what something is to happen."""
_NO_MORE = re.compile(rf"(?:{said.NO_MORE})(?!\S)")
_STOP = re.compile(said.STOPPERS)


def _days(match: re.Match[str]) -> int:
    """The day of a plan that is meant by "day 3", "week 2", "month 6"."""
    return next(int(match[unit]) * days for unit, days in _UNITS.items() if match[unit])


class Classifier(Deciding, Beginning):
    """Hears clause after clause; what was said before decides what "it" and "they" are."""

    # -- what conditions are about -----------------------------------------------------------------

    # -- one clause --------------------------------------------------------------------------------

    def _clause(self, chunk: Chunk, body: Line) -> Iterator[Meaning]:
        if chunk.ends in (":", "->", "?") and chunk.line.norm in {label.lower() for label in self.labels}:
            body = chunk.line
        norm = body.norm
        where = self._where(chunk, body)
        if where:
            self.doer.place = where
            yield Unused(places=tuple(chunk.line.places()))
            return
        if self.is_title(chunk):
            if not self.spoken and len(chunk.line) > 1:
                self.title = self.request[chunk.line.words[0].start : chunk.line.words[-1].end]
            yield Unused(places=tuple(chunk.line.places()))
            return
        if (
            not norm
            or _CHATTER.match(norm)
            or (self.scheduled and _RUNS.fullmatch(norm))
            or _NONE_OF_IT.fullmatch(norm)
        ):
            yield Unused(places=tuple(chunk.line.places()))
            return
        begins = self._begins_at if _SHALL.match(norm) else self._begins
        for step in (self._ends, begins, self._else, self._offset, self._wait, self._each, self._if):
            found = step(chunk, body)
            if found is not None:
                yield from found
                return
        self.doer.listing = (
            "->" in (chunk.begins, chunk.ends)
            or (chunk.begins == "•" and self.spoken)
            or self.decided
            or self.each_begun
        )
        yield from self._does(chunk, body)

    def hear(self, chunk: Chunk) -> Iterator[Meaning]:
        """What a clause means; then the end of a sentence, if it ends one."""
        held = self.held and chunk.begins == "?"
        deeper = self.opened is not None and self._depth(chunk) > self.opened
        if chunk.begins in ("•", "¶") and not deeper:
            self.opened = None
        if chunk.begins in (".", ";", "!", "?", "•", "¶", "...") and not held and not deeper:
            self.doer.same_sentence = self.some = False
            yield End(hard=chunk.begins in ("•", "¶"), soft=chunk.begins == ";")
        if _IN_THAT_CASE.match(chunk.line.norm):
            yield Resume(places=())
        found = [*self._other_side(chunk), *self._clause(chunk, chunk.body)]
        if found and all(isinstance(one, Unused) for one in found) and self._is_unheard_of(chunk):
            found = self.no_event(chunk.line)
        if found and isinstance(found[-1], If) and chunk.ends == ":":
            found[-1].opens = True
        self._ask_on(chunk, found)
        self.decided = bool(found) and isinstance(found[-1], If | Else)
        self.each_begun = bool(found) and isinstance(found[-1], Find) and found[-1].loop and chunk.ends == ":"
        self.spoken = True
        if found and isinstance(found[-1], If | Else) and self._opens_list(chunk):
            self.opened = self._depth(chunk)
        self.held = bool(found) and isinstance(found[-1], If)
        self.paused = bool(found) and isinstance(found[-1], Pause)
        yield from found

    def _is_unheard_of(self, chunk: Chunk) -> bool:
        """Whether it tells at what it all begins, and nothing was understood of that."""
        return self.begun is None and not self.scheduled and _WHENEVER.match(chunk.line.norm) is not None

    def _other_side(self, chunk: Chunk) -> list[Meaning]:
        """ "In Spain? tell Ann: tell Bob": what stands behind the colon is done otherwise."""
        other, self.turned = self.turned and chunk.begins == ",", False
        return [Else()] if other else []

    def _ask_on(self, chunk: Chunk, found: list[Meaning]) -> None:
        """Note whether a question was asked whose other side may stand behind a colon."""
        asked = bool(found) and isinstance(found[-1], If) and chunk.ends == "?"
        goes_on = self.asked and chunk.begins in ("?", ",") and any(isinstance(one, Act) for one in found)
        self.turned = goes_on and chunk.ends == ":"
        self.asked = asked or (goes_on and chunk.ends in ("", ","))

    def _depth(self, chunk: Chunk) -> int:
        """How far its row is moved in; a list sign counts as two."""
        start = chunk.line.words[0].start
        row = self.request[self.request.rfind("\n", 0, start) + 1 :]
        match = _MOVED_IN.match(row)
        return (len(match["blank"]) + (2 if match["sign"] else 0)) if match else 0

    def _opens_list(self, chunk: Chunk) -> bool:
        """Whether rows of their own follow a colon."""
        return re.match(r"[ \t]*:[ \t]*\n", self.request[chunk.line.words[-1].end :]) is not None

    # -- conditions --------------------------------------------------------------------------------

    # -- time --------------------------------------------------------------------------------------

    def _offset(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        norm = chunk.line.norm
        match = _DAY.match(norm) or _DAY.match(body.norm)
        if match:
            line = chunk.line if _DAY.match(norm) else body
            rest = line.cut(line.at(match.end() - 1) + 1, len(line))
            found: list[Meaning] = [Offset(days=_days(match), places=tuple(line.of(match).places()))]
            return [*found, *(self._rest(chunk, rest) if len(rest) else ())]
        renewal = self.begun is not None and self.begun.event == "renewal.approaching"
        left = _LEFT.fullmatch(norm) if chunk.ends == ":" and chunk.begins in (".", ";", "•", "¶") else None
        if left and renewal:
            return [Offset(days=-int(left["left"]) * _UNITS[left["unit"]], places=tuple(body.places()))]
        match = _BEFORE.match(body.norm)
        if match and renewal:
            days = int(match["before"]) * {"d": 1, "w": 7, "m": 30}[match["unit"][0]]
            rest = body.cut(body.at(match.end() - 1) + 1, len(body))
            return [
                Offset(days=-days, places=tuple(body.of(match).places())),
                *(self._rest(chunk, rest) if len(rest) else ()),
            ]
        return None

    def _wait(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        norm = body.norm
        match = _WAIT.match(norm) or _WAIT_BEHIND.match(norm) or _AFTER.match(norm)
        if not match and DURATION_PATTERN.fullmatch(norm) and self._stands_alone(chunk):
            match = re.match("", norm)
        if not match:
            return None
        found = first_duration(norm, max(match.end() - 1 if not _WAIT_BEHIND.match(norm) else 0, 0))
        if found is None:
            return None
        span, at = found
        if re.match(r" (?:before|prior|of inactivity)", norm[at.end() :]) and not _BEFORE_DOING.match(
            norm[at.end() + 1 :]
        ):
            return None
        rest = body.cut(body.at(at.end() - 1) + 1, len(body))
        tail = re.match(
            (
                r"(?:later|after(?: that| this| which)?|afterwards|on|passes?|pass|go by|goes by|more|"
                r"longer|then|first)(?!\S)"
            ),
            rest.norm,
        )
        if tail:
            rest = rest.cut(rest.at(tail.end() - 1) + 1, len(rest))
        pause = Pause(
            span=span, reply=bool(_REPLY.search(norm)), places=tuple(body.cut(0, len(body) - len(rest)).places())
        )
        doing = _BEFORE_DOING.match(rest.norm)
        if doing:
            return [pause, *self._rest(chunk, rest.cut(rest.at(doing.end()), len(rest)))]
        if not len(rest) or _REPLY.match(rest.norm) or re.match(r"(?:for|to|before|and see|until)(?!\S)", rest.norm):
            pause.places = tuple(body.places())
            inner = re.search(r"(?:see|check)(?: \w+)? (?:if|whether) ", rest.norm)
            return [pause, *(self._rest(chunk, rest.cut(rest.at(inner.start()), len(rest))) if inner else ())]
        return [pause, *self._rest(chunk, rest)]

    def _stands_alone(self, chunk: Chunk) -> bool:
        """Whether a length of time between two signs is a wait: "email them → 3 days → call them"."""
        return (self.acted or self.begun is not None) and (
            chunk.ends in ("->", ":", ",") or chunk.begins in ("->", "•", ".", ";", "...")
        )

    # -- loops -------------------------------------------------------------------------------------

    def _each(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        match = _EACH.match(body.norm)
        if not match:
            return None
        rest = body.cut(body.at(match.end() - 1) + 1, len(body))
        return self.doer.each(rest, body, chunk, self)

    def _where(self, chunk: Chunk, body: Line) -> str:
        """ "On GitHub: open an issue": where the next thing is done; "" where nothing is said of that."""
        match = _PLACE.fullmatch(body.norm) if chunk.ends in (":", ",", "->") else None
        return match["place"] if match and match["place"] in self.doer.tools.services else ""

    def _ends(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        """ "Stop", "stop if they reply", "stop emailing them"."""
        if _STOP.match(body.norm) or (self.decided and _NOTHING.fullmatch(body.norm) and chunk.ends not in ("?", ":")):
            return [Stop(places=tuple(body.places()))]
        stops = _STOP_IF.match(body.norm)
        if stops:
            rest = body.cut(body.at(stops.end()), len(body))
            places = tuple(body.cut(0, len(body) - len(rest)).places())
            return [Stop(places=places), *self._rest(chunk, rest)]
        return self._no_more(body) if _NO_MORE.match(body.norm) else None

    def _no_more(self, body: Line) -> list[Meaning]:
        """ "Stop emailing them": this flow ends; what other flows send is not in its hands."""
        places = tuple(body.places())
        if self.doer.fetched & OUTWARD:
            return [Stop(places=places)]
        words = self.request[body.words[0].start : body.words[-1].end]
        question = (
            f"I cannot keep other flows from writing to them (“{words}”). Tag them, so that you can leave them out?"
        )
        return [Ask(slug="no-such-tool", question=question, places=places)]

    def _does(self, chunk: Chunk, body: Line) -> Iterator[Meaning]:
        """Something to do, perhaps told as what somebody gets; what was to decide something and was not understood is
        asked."""
        gets = _GETS.match(body.norm)
        given = body.cut(body.at(gets.end()), len(body)) if gets else body
        found = self.doer.do(given, self, given_as(given.norm) if gets else "")
        if found and all(isinstance(one, Unused | Ask) for one in found) and (held := self._only_decides(chunk, body)):
            found = held
        elif found and all(isinstance(one, Unused) for one in found) and self._decides(chunk, body):
            words = self.request[body.words[0].start : body.words[-1].end]
            question = f"What do you mean by “{words}”?"
            decides = chunk.begins != "->"
            found = [Ask(slug="condition", question=question, places=tuple(body.places()), decides=decides)]
        yield from found

    def _only_decides(self, chunk: Chunk, body: Line) -> list[Meaning]:
        """The condition a clause holds that says nothing else: "segment "SMB" or "Startup", then ..."."""
        if len(body) < 2 or not (self.acted or self.begun is not None) or self._is_last(chunk, body):
            return []
        read = self.condition(body)
        whole = len(set(read.places) & set(body.places())) * 3 >= 2 * len(body)
        return self._held(read, tuple(body.places()), False, False) if read.condition is not None and whole else []

    def _decides(self, chunk: Chunk, body: Line) -> bool:
        """Whether words that say nothing to do stand where a condition stands."""
        measures = _MEASURES.match(body.norm) is not None
        told = len(body) > 3 and _CUE.search(body.norm) is not None and not _ASIDE.match(body.norm)
        arrow = (
            chunk.begins == "->" or chunk.ends in ("->", "?") or (chunk.ends == ":" and bool(_SOME.match(body.norm)))
        )
        if _EXCEPTS.match(body.norm) and len(body) > 2:
            return True
        return (self.acted or self.begun is not None) and (measures or told or arrow)


__all__ = ["DURATION_PATTERN", "Act", "Classifier", "Span", "duration"]
