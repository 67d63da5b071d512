"""Clauses that say at once what happens and what that is to bring about: "losing a deal should create a task"."""

import re
from abc import abstractmethod

from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.giving import RECEIVES, given_as
from sayso.copilot.hearing.meaning import Meaning, Unused
from sayso.copilot.hearing.state import State
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.triggers import happening
from sayso.copilot.hearing.words import Word

_SHOULD = re.compile(
    r" (?P<modal>should|must|needs? to|has to|have to|ought to|is to|are to|shall|will|would|may)"
    r"(?: (?:then|also|always|each|all|automatically|immediately|simply|just|please|straight away))* (?P<rest>\S.*)$"
)
"""What is to be brought about, behind what happens."""
_BRINGS = re.compile(
    r" (?:(?:triggers?|starts?|kicks? off|calls? for|means|requires?|needs?|wants?|gets?|opens?|creates?|generates?|"
    r"leads? to|results? in|warrants?|deserves?|earns?|gives? rise to|becomes?|turns? into|brings?|prompts?|sets? off|"
    r"merits) |(?:goes?|is routed|are routed|go) (?=(?:straight |right )?(?:to|into) ))"
    r"(?P<rest>(?:an?|the|another|our|my|to|into|straight to|in|tell|notify|alert|announced|posted|tagged|logged|"
    r"dropped|sent|handed|"
    r"Q\d+) .+)$"
)
"""The same as a fact: "an NPS of 5 opens a ticket"."""
_THAT = re.compile(r" (?:that|which|to) (?P<rest>[a-z]+ .+)$")
"""The same of a form or a command that is to be made: "a command that notifies the team"."""
_NEWS = re.compile(
    r"(?:drop|post|put|share|send|push|log|report|announce|forward|list|show) (?P<what>(?:all |every |each |any "
    r")?(?:new |incoming |fresh )"
    r"(?:\S+ ){0,2}?(?:entries|entry|submissions?|replies|reply|responses?|answers?|escalations?|ratings?|"
    r"scores?))(?= (?:in|into|to|on) )"
)
"""What comes in, named as what is passed on."""
_BE = re.compile(r"(?:be|get|have|see|receive|find|end up|show up|appear|land|turn up|go|hear|know)(?!\S)")
_SETS_OFF = re.compile(
    r"(?:trigger|cause|prompt|lead to|result in|bring about|set off|mean|spark|produce|kick off|start|fire|fire off) "
    r"(?=(?:an?|the|"
    r"another|our|Q\d+) )"
)
"""What is brought about is told next."""
_SHOWN = re.compile(
    r"(?:(?:show up|appear|land|turn up|go|end up|be seen|pop up|be) )?(?:straight |right )?(?=(?:in|on|to|into) "
    r"(?:the )?"
    r"(?:C\d+|slack|teams|\S+ channel)(?!\S))"
)
"""Something is to be read in a channel."""


class Causing(State):
    """Hears a beginning and what it brings about in one clause."""

    @abstractmethod
    def _made(self, event: str, name: str, chunk: Chunk | None, body: Line, intro: bool) -> list[Meaning]:
        """See the class that has it."""

    def _caused(self, body: Line) -> list[Meaning] | None:
        """ "Losing a deal should create a task", "an NPS of 5 opens a ticket": what happens, then what is done."""
        if self.scheduled or self.acted:
            return None
        for pattern in (_SHOULD, _BRINGS, _THAT):
            for match in pattern.finditer(body.norm):
                head = body.cut(0, body.at(match.start() + 1))
                found = happening(head, self.catalog)
                if found is None or (pattern is _THAT and found.event not in ("chat", "webhook", "form.submitted")):
                    continue
                rest = body.cut(body.at(match.start("rest")), len(body))
                done = self._brought(body, head, rest, pattern is not _BRINGS)
                if done is not None:
                    return [*self._made(found.event, found.name, None, head, True), *done]
        return None

    def _news(self, body: Line) -> list[Meaning] | None:
        """ "Drop new form entries into #inbound": what comes in, and what is done with it."""
        match = _NEWS.match(body.norm)
        found = happening(body.of(match, "what"), self.catalog) if match else None
        if match is None or found is None:
            return None
        what = body.of(match, "what")
        it = Word("it", "it", what.words[0].start, what.words[0].start)
        at = what.first - body.first + len(what)
        said = Line([*body.words[: what.first - body.first], it, *body.words[at:]], body.first)
        return [*self._made(found.event, found.name, None, what, True), *self.doer.do(said, self)]

    def _brought(self, body: Line, head: Line, rest: Line, modal: bool) -> list[Meaning] | None:
        """What is done; None where these words ask for nothing."""
        norm = rest.norm
        if modal and (sets := _SETS_OFF.match(norm)):
            given = rest.cut(rest.at(sets.end()), len(rest))
            found = self.doer.do(given, self, given_as(given.norm))
        elif modal and self.doer.cutter_acts(norm) and not _BE.match(norm):
            found = self.doer.do(rest, self)
        elif shown := _SHOWN.match(norm):
            found = self.doer.do(rest.cut(rest.at(shown.end()), len(rest)), self, "post it in ")
        elif modal and norm.startswith("be "):
            it = Word("it", "it", body.words[len(head)].start, body.words[len(head)].start)
            passive = Line([it, *body.words[len(head) :]], body.first + len(head) - 1)
            found = self.doer.do(passive, self)
        elif modal and (gets := RECEIVES.match(norm)) and gets.end():
            given = rest.cut(rest.at(gets.end()), len(rest))
            found = self.doer.do(given, self, given_as(given.norm))
        elif not modal and self.doer.cutter_acts(norm) and not norm.startswith(("an ", "a ", "the ", "to ")):
            found = self.doer.do(rest, self)
        elif not modal:
            found = self.doer.do(rest, self, given_as(norm) if not norm.startswith("into ") else "push ")
        else:
            return None
        return found if found and not all(isinstance(one, Unused) for one in found) else None
