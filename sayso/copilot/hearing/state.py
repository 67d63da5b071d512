"""What was heard so far, by which "it" and "they" are understood, and the conditions that speak of it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from sayso.copilot.hearing.chunks import Chunk
from sayso.copilot.hearing.conditions import Read, Scope, read
from sayso.copilot.hearing.doing import Doer
from sayso.copilot.hearing.finding import subject_in
from sayso.copilot.hearing.lexicon_kinds import TRENDS
from sayso.copilot.hearing.meaning import Ask, Begins, Condition, Meaning, Test, both, tests_of
from sayso.copilot.hearing.spelling import distance
from sayso.copilot.hearing.text import Line
from sayso.dsl.catalog import Catalog

_TYPED_LABEL = re.compile(
    r"(?:(?:it|this|that|the (?:answer|reply|class|label)) (?:is|says) )?(?P<label>Q\d+)(?: and (?P<rest>\S.*))?$"
)
"""A class as it is written, and what else is asked beside it."""
_NOTHING = re.compile(r"nothing|none|no|nope|nothing there|if (?:nothing|none|not)")
"""Said after something was looked for, it speaks of what was found."""
_STANDS = re.compile(
    r"(?:the )?(?:ticket|issue|deal|case) (?:is|has been|was) (?:still |not |already |yet )*(?:open|closed|"
    r"solved|pending|unsolved|"
    r"assigned|unassigned|resolved)(?!\S)"
)
"""How something stands, which is no class of an answer."""
_INVITED = re.compile(r"linked-?in|invit|connect")
"""Without these words nobody speaks of an invitation that is accepted."""
_COVERED = re.compile(
    r"(?:it|this|that|one|they|(?:the |an? |any |some )?(?:requirements?|questions?|points?|items?)) (?:is|are|"
    r"was|were|has been|have "
    r"been)(?: still)?(?P<not> not)?(?: yet| still)?(?: been)? (?P<un>un)?(?:answered|covered|met|addressed)(?: "
    r"yet| there| in there)?"
)
"""Whether what was asked for is answered somewhere."""
_ONE_LABEL = re.compile(r"(?!so$|not$|yes$|no$|then$)[a-z][a-z-]+")
_SMALL_LABELS = frozenset(("yes", "no", "none", "not", "other", "maybe", "so"))
"""Classes that are small words as well: only where nothing else is said."""
LONG, MOST_SLIPS = 6, 2
"""Letters a class must have to be known with so many slips."""
_STILL = re.compile(r"(?:^| )(?:still|is|are) (?:missing|empty|blank|not there|not set|unset|not filled(?: in)?)(?!\S)")
"""What lacked something before, looked at again."""
_UNMOVED = re.compile(
    r"(?:^| )(?:not (?:really |yet |even |actually )*(?:moved|changed|budged|progressed|advanced|shifted|improved|"
    r"recovered|got(?:ten)? (?:any )?better|gone up|gone anywhere|picked up|bounced back)"
    r"|(?:do|does|did) not (?:move|change|budge|progress|advance|improve|recover|get (?:any )?better|pick up)"
    r"|unchanged|(?:still |stays |remains |is |are )+(?:the same|stuck(?: there)?|where it was|as bad|that low|there)"
    r"|no (?:change|movement|progress|improvement|recovery)|nothing (?:has |have )?(?:changed|moved|improved))(?!\S)"
)
"""What was so before is still so."""
_FIGURE = re.compile(r"\$?[\d.]+%?")
_TREND = re.compile(
    rf"(?:if |when |it is |is |trending |going |still |goes |and "
    rf")*(?P<trend>{'|'.join((*TRENDS, 'falling', 'rising', 'steady'))})"
)


def _trend(line: Line) -> Read:
    """ "Down ->", where the trend was looked at before."""
    match = _TREND.fullmatch(line.norm)
    if match is None:
        return Read(None, ())
    value = TRENDS.get(match["trend"], match["trend"])
    return Read(Test("health", "trend", "==", value, text=True), tuple(line.places()))


def _with_trend(line: Line, found: Read) -> Read:
    """The same with what else was understood: "declining and on the Enterprise tier"."""
    if found.condition is None:
        return _trend(line)
    cut = re.match(r"(?:\S+ ){1,4}?(?=and )", line.norm)
    first = _trend(line.cut(0, line.at(cut.end()))) if cut else Read(None, ())
    if first.condition is None or set(first.places) & set(found.places):
        return found
    return Read(both([first.condition, found.condition]), (*first.places, *found.places))


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
        self.asked = False
        self.turned = False
        self.decided = False
        self.each_begun = False
        self.some = False
        self.lacked: Test | None = None
        self.grasped: set[int] = set()
        self.spoken = False
        self.title = ""
        self.opened: int | None = None
        self.follows: Chunk | None = None
        self.paused = False
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
        """The condition in these words; what words it stands in is kept."""
        found = self._condition(line, subject)
        unclear = all(test.record == "found" for test in tests_of(found.condition))
        if unclear and _UNMOVED.search(line.norm):
            found = self._as_before(line, found)
        if found.condition is None and self.lacked is not None and _STILL.search(line.norm):
            found = Read(self.lacked, tuple(line.places()))
        self.lacked = next((test for test in tests_of(found.condition) if test.op == "missing"), self.lacked)
        self.grasped.update(found.places)
        return found

    def _as_before(self, line: Line, found: Read) -> Read:
        """ "It still hasn't moved": what was asked before, or what began the flow, still holds."""
        began = tests_of(self.begun.where) if self.begun is not None else []
        for test in (*tests_of(self.last), *began):
            if test.field in ("stage", "status") or (_FIGURE.fullmatch(test.value) and not test.text):
                return Read(test, tuple(line.places()))
        return found

    def _condition(self, line: Line, subject: str = "") -> Read:
        """The condition in these words; the class of an answer where one was sorted."""
        found = read(line, self.scope(line, subject))
        self.measure(found.condition)
        if any(test.field == "linkedinAccepted" for test in tests_of(found.condition)) and not _INVITED.search(
            self.request.lower()
        ):
            return Read(None, ())
        covered = _COVERED.fullmatch(line.norm) if "ai.extract" in self.doer.fetched else None
        if covered is not None:
            truth = "false" if covered["not"] or covered["un"] else "true"
            return Read(Test("requirement", "answered", "==", truth), tuple(line.places()))
        if "health.get_trend" in self.doer.fetched:
            found = _with_trend(line, found)
        said = self._label(re.sub(r"^(?:it is |they are |it is an? )", "", line.norm)) if len(line) <= 5 else None
        if said:
            return Read(Test("class", "label", "==", said, text=True), tuple(line.places()))
        if isinstance(self.last, Test) and self.last.record == "found" and _NOTHING.fullmatch(line.norm):
            return Read(Test("found", "count", "==", "0"), tuple(line.places()))
        typed = _TYPED_LABEL.match(line.norm) if self.labels else None
        if typed is not None:
            return self._typed(line, typed, subject)
        if self.labels == ("",) and found.condition is None and _ONE_LABEL.fullmatch(line.norm):
            self.labels, self.free = ("", line.norm), True
            return Read(Test("class", "label", "==", line.norm, text=True), tuple(line.places()))
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

    def _typed(self, line: Line, typed: re.Match[str], subject: str) -> Read:
        """A class in quotes, and what else is asked beside it: "pricing question" and company.employees > 500."""
        label = line.of(typed, "label").words[0].value
        self.labels = tuple(dict.fromkeys((*(one for one in self.labels if one), label)))
        tests: list[Condition] = [Test("class", "label", "==", label, text=True)]
        places = list(line.of(typed, "label").places())
        if typed["rest"]:
            beside = read(line.of(typed, "rest"), self.scope(line.of(typed, "rest"), subject))
            tests += [beside.condition] if beside.condition is not None else []
            places = [*places, *beside.places]
        return Read(both(tests), tuple(places))

    def measure(self, condition: Condition | None) -> None:
        """Note what was measured last, so that "above 80" can go on from it."""
        for test in tests_of(condition):
            if re.fullmatch(r"[\d.]+%?", test.value) and not test.text and test.record != "found":
                self.measured = (test.record, test.field)

    def _free_label(self, line: Line) -> Read | None:
        """The class of an answer, where nobody listed the classes: "if it is an out of office"."""
        if _STANDS.match(line.norm):
            return None
        match = re.match(
            (
                r"(?:it|they|the (?:reply|answer|email|message|ticket)|this|that) (?:is|are|sounds|looks) "
                r"(?:like |about |regarding |concerning )?(?:an? |the )?(?P<label>[a-z][a-z -]*?)(?: (?:reply|one|"
                r"answer|email|message))?$"
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
        slipped = [one for one in self.labels if len(one) >= LONG and distance(norm, one.lower(), 3) <= MOST_SLIPS]
        if slipped:
            return slipped[0]
        plain = re.sub(r"[^a-z ]", " ", norm)
        for label in sorted((one for one in self.labels if one), key=len, reverse=True):
            if label.lower() in _SMALL_LABELS:
                if plain == label.lower():
                    return label
                continue
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
