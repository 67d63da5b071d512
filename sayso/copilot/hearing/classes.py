"""From a clause to what it means."""

import re
from collections.abc import Iterator

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.beginning import Beginning
from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.deciding import Deciding
from sayso.copilot.hearing.meaning import (
    Act,
    Else,
    End,
    If,
    Meaning,
    Offset,
    Pause,
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
_BEFORE_DOING = re.compile(r"(?:and )?before (?=(?!anything|doing|being)\w+ing )")
_AFTER = re.compile(rf"(?:{said.AFTER})")
_MOVED_IN = re.compile(r"(?P<blank>[ \t]*)(?P<sign>(?:[-*•–]|\(?\d{1,2}[.)])[ \t]+)?")
_CHATTER = re.compile(said.CHATTER)
_STOP = re.compile(said.STOPPERS)


class Classifier(Deciding, Beginning):
    """Hears clause after clause; what was said before decides what "it" and "they" are."""

    # -- what conditions are about -----------------------------------------------------------------

    # -- one clause --------------------------------------------------------------------------------

    def _clause(self, chunk: Chunk, body: Line) -> Iterator[Meaning]:
        norm = body.norm
        if self.is_title(chunk):
            if not self.spoken and len(chunk.line) > 1:
                self.title = self.request[chunk.line.words[0].start : chunk.line.words[-1].end]
            yield Unused(places=tuple(chunk.line.places()))
            return
        if not norm or _CHATTER.match(norm):
            yield Unused(places=tuple(chunk.line.places()))
            return
        if _STOP.match(norm):
            return
        begun = self._begins(chunk, body)
        if begun is not None:
            yield from begun
            return
        for step in (self._else, self._offset, self._wait, self._each, self._if):
            found = step(chunk, body)
            if found is not None:
                yield from found
                return
        self.doer.listing = "->" in (chunk.begins, chunk.ends) or (chunk.begins == "•" and self.spoken)
        yield from self._does(chunk, body)

    def hear(self, chunk: Chunk) -> Iterator[Meaning]:
        """What a clause means; then the end of a sentence, if it ends one."""
        held = self.held and chunk.begins == "?"
        deeper = self.opened is not None and self._depth(chunk) > self.opened
        if chunk.begins in ("•", "¶") and not deeper:
            self.opened = None
        if chunk.begins in (".", ";", "!", "?", "•", "¶", "...") and not held and not deeper:
            self.doer.same_sentence = False
            yield End(hard=chunk.begins in ("•", "¶"))
        found = list(self._clause(chunk, chunk.body))
        self.spoken = True
        if found and isinstance(found[-1], If | Else) and self._opens_list(chunk):
            self.opened = self._depth(chunk)
        self.held = bool(found) and isinstance(found[-1], If)
        yield from found

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
            found: list[Meaning] = [Offset(days=int(match["day"]), places=tuple(line.of(match).places()))]
            return [*found, *(self._rest(chunk, rest) if len(rest) else ())]
        match = _BEFORE.match(body.norm)
        if match and self.begun and self.begun.event == "renewal.approaching":
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

    # -- loops -------------------------------------------------------------------------------------

    def _each(self, chunk: Chunk, body: Line) -> list[Meaning] | None:
        match = _EACH.match(body.norm)
        if not match:
            return None
        rest = body.cut(body.at(match.end() - 1) + 1, len(body))
        return self.doer.each(rest, body, chunk, self)

    def _does(self, chunk: Chunk, body: Line) -> Iterator[Meaning]:
        yield from self._timed(body)

    def _timed(self, body: Line) -> Iterator[Meaning]:
        """Something to do, with a condition or a wait inside it ("if they do not answer in 5 days, …")."""
        yield from self.doer.do(body, self)


__all__ = ["DURATION_PATTERN", "Act", "Classifier", "Span", "duration"]
