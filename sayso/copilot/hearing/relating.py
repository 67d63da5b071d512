"""Two things that are done one after the other, or one only then: "tell me when it's signed"."""

from abc import ABC, abstractmethod
from typing import Protocol

from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.lexicon_lists import BOTH_DONE, TELL_WHEN
from sayso.copilot.hearing.meaning import Begins, Condition, If, Meaning
from sayso.copilot.hearing.text import Line


class Heard(Protocol):
    """What the doer needs to know of what was heard before."""

    begun: Begins | None
    subject: str
    labels: tuple[str, ...]
    lists: set[str]
    acted: bool
    request: str
    measured: tuple[str, str]
    pending: Condition | None
    last: Condition | None
    scheduled: bool
    grasped: set[int]

    def condition(self, line: Line, subject: str = "") -> Read:
        """The condition in these words."""
        ...


class Relating(ABC):
    """The part of the doer that relates two things that are done, or one to a condition."""

    @abstractmethod
    def do(self, line: Line, heard: Heard, instead: str = "") -> list[Meaning]:
        """What a clause does."""

    @abstractmethod
    def _base(self, verb: str) -> str:
        """See the class that has it."""

    def _told_when(self, line: Line, heard: Heard) -> list[Meaning] | None:
        """ "Tell me when it is signed": what is told is told only then."""
        match = TELL_WHEN.match(line.norm) if heard.acted else None
        if match is None:
            return None
        found = heard.condition(line.of(match, "which"))
        if found.condition is None:
            return None
        heard.last = found.condition
        return [If(condition=found.condition, places=found.places), *self.do(line.of(match, "tell"), heard)]

    def _both_done(self, line: Line, heard: Heard) -> list[Meaning] | None:
        """ "The recording should be fetched and uploaded to Drive": one after the other."""
        match = BOTH_DONE.match(line.norm)
        if match is None or not self._base(match["verb"]) or not self._base(match["verb2"]):
            return None
        second = line.at(match.start("verb2"))
        head = line.cut(0, line.at(match.end("first") - 1) + 1)
        return [
            *self.do(head, heard),
            *self.do(line.cut(second, len(line)), heard, f"{self._base(match['verb2'])} it "),
        ]
