"""What was heard so far, by which "it" and "they" are understood, and the conditions that speak of it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Read, Scope, read
from sayso.copilot.hearing.doing import Doer
from sayso.copilot.hearing.finding import subject_in
from sayso.copilot.hearing.meaning import Ask, Begins, Condition, Meaning, Test, tests_of
from sayso.copilot.hearing.text import Line
from sayso.dsl.catalog import Catalog


class State(ABC):
    """What the classes of a clause need to know of the clauses before."""

    def __init__(self, catalog: Catalog, doer: Doer, request: str, scheduled: bool) -> None:
        self.catalog = catalog
        self.doer = doer
        self.request = request
        self.scheduled = scheduled
        self.begun: Begins | None = None
        self.subject = ""
        self.labels: tuple[str, ...] = ()
        self.free = False
        self.acted = False
        self.held = False
        self.spoken = False
        self.title = ""
        self.opened: int | None = None
        self.follows: Chunk | None = None
        self.pending: Condition | None = None
        self.measured = ("", "")
        self.last: Condition | None = None
        self.lists: set[str] = set()

    def scope(self, line: Line, subject: str = "") -> Scope:
        """What a condition in these words may speak of."""
        event = (
            self.begun.event or (self.begun.kind if self.begun and self.begun.kind in ("webhook", "chat") else "")
            if self.begun
            else ""
        )
        named = subject or subject_in(line.norm, self.catalog)
        if not named and self.last is not None and re.match(r"(?:it|they|its|their)(?!\S)", line.norm):
            named = next(
                (test.record for test in tests_of(self.last) if test.record in ("company", "deal", "contact")), ""
            )
        return Scope(named or self.subject or "contact", event, self.labels, self.request, measured=self.measured)

    def condition(self, line: Line, subject: str = "") -> Read:
        """The condition in these words; the class of an answer where one was sorted."""
        found = read(line, self.scope(line, subject))
        self.measure(found.condition)
        said = self._label(re.sub(r"^(?:it is |they are |it is an? )", "", line.norm)) if len(line) <= 5 else None
        if said:
            return Read(Test("class", "label", "==", said, text=True), tuple(line.places()))
        if self.labels == ("",) or (self.labels and self.free):
            named = self._free_label(line)
            if named is not None:
                return named
        if self.labels and (
            found.condition is None or any(test.field == "sentiment" for test in tests_of(found.condition))
        ):
            label = self._label(line.norm)
            if label:
                return Read(Test("class", "label", "==", label, text=True), tuple(line.places()))
        return found

    def measure(self, condition: Condition | None) -> None:
        """Note what was measured last, so that "above 80" can go on from it."""
        for test in tests_of(condition):
            if (
                re.fullmatch(r"[\d.]+%?", test.value)
                and not test.text
                and not test.field.startswith("days")
                and test.record != "found"
            ):
                self.measured = (test.record, test.field)

    def _free_label(self, line: Line) -> Read | None:
        """The class of an answer, where nobody listed the classes: "if it is an out of office"."""
        match = re.match(
            (
                r"(?:it|they|the (?:reply|answer|email|message|ticket)|this|that) (?:is|are|sounds|looks) "
                r"(?:like )?(?:an? |the )?(?P<label>[a-z][a-z -]*?)(?: (?:reply|one|answer|email|message))?$"
            ),
            line.norm,
        ) or re.match(
            (
                r"(?P<label>positive|negative|neutral|interested|not interested|out of office|unsubscribe|"
                r"question|complaint)(?: (?:reply|ones?|answer))?$"
            ),
            line.norm,
        )
        if not match:
            return None
        label = match["label"]
        self.labels = tuple(dict.fromkeys((*(one for one in self.labels if one), label)))
        self.free = True
        return Read(Test("class", "label", "==", label, text=True), tuple(line.places()))

    def _label(self, norm: str) -> str | None:
        plain = re.sub(r"[^a-z ]", " ", norm)
        for label in sorted((one for one in self.labels if one), key=len, reverse=True):
            words = label.lower().replace("-", " ").split()
            stem = words[-1].rstrip("s")
            if re.search(rf"(?:^| ){re.escape(' '.join([*words[:-1], stem]))}(?:s|es|ed)?(?: |$)", plain):
                return label
        return None

    def no_event(self, body: Line) -> list[Meaning]:
        """Something is to start the flow of which nothing tells."""
        self.begun = Begins(kind="manual")
        words = self.request[body.words[0].start : body.words[-1].end]
        question = f"Nothing tells me “{words}”. What else could start it?"
        answers = ("Start it by hand", "Look every day")
        return [Ask(slug="no-event", question=question, answers=answers, places=tuple(body.places()))]

    @abstractmethod
    def _clause(self, chunk: Chunk, body: Line) -> Iterator[Meaning]:
        """See the class that has it."""

    def _rest(self, chunk: Chunk, rest: Line) -> list[Meaning]:
        """What stands behind a word that opens a branch."""
        inner = Chunk(rest, chunk.ends, "")
        return list(self._clause(inner, inner.body))
