"""Where a condition stands in the plan: before what follows, behind what it is about, beside what it excludes."""

import math
import re
from abc import ABC, abstractmethod

from sayso.copilot.hearing.meaning import Begins, Condition, Else, If, Joined, Test, both, opposite, tests_of
from sayso.copilot.hearing.plan import Block, Branch, Call, Lookup, Loop, Step, Wait, steps_of
from sayso.copilot.hearing.times import Span
from sayso.copilot.hearing.words import Word

SOURCES = {
    "answer": "people.ask",
    "approval": "people.approve",
    "class": "ai.classify",
    "esign": "esign.send",
    "call": "twilio.call",
}
"""What a condition asks about, and the tool that brings it about."""

BEGINNING = ("stage", "previousStage", "daysLeft", "milestone")
"""Fields that say which event it is, rather than what to do about it."""

_NO = ("not", "no", "never", "nobody", "nothing", "without")
SENDS = ("email.send", "gmail.send", "linkedin.message")
"""Tools that may be answered."""


TOLD_AS_ONE = ("article", "email", "ticket", "document", "message", "slot", "channel")
"""Lists that are mostly told as a whole."""
OF_RECORDS = ("company", "deal", "contact", "health", "usage")
"""Records whose fields the items of other lists are told apart by."""
_AMOUNT = re.compile(r"\$?(-?\d+(?:\.\d+)?)%?")


def _apart(one: Test, other: Test) -> bool:
    """Whether no number fulfils both: below 3, and above 20."""
    if one.text or other.text or not all(_AMOUNT.fullmatch(test.value) for test in (one, other)):
        return False
    first, second = _reach(one), _reach(other)
    return first != second and (first[1] <= second[0] or second[1] <= first[0])


def _reach(test: Test) -> tuple[float, float]:
    """From where to where a comparison reaches."""
    value = _amount(test.value)
    match test.op:
        case "<" | "<=":
            return -math.inf, value
        case ">" | ">=":
            return value, math.inf
        case "in":
            return value, _amount(test.top)
        case "==":
            return value, value
        case _:
            return -math.inf, math.inf


def _amount(text: str) -> float:
    match = _AMOUNT.fullmatch(text)
    return float(match[1]) if match else math.inf


def _is_done(branch: Branch) -> bool:
    """Whether the condition asks whether something was done."""
    tests = tests_of(branch.condition)
    return len(tests) == 1 and tests[0].value in ("true", "false") and not tests[0].text


class Placing(ABC):
    """The part of the planner that finds a place for conditions."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.body: Block = []
        self.base = self.block = self.body
        self.begins: Begins | None = None
        self.last: Branch | None = None
        self.gate: Branch | None = None
        self.sentence: list[tuple[Block, Step]] = []
        self.sentence_before: list[tuple[Block, Step]] = []
        self.open_list: Lookup | Call | None = None
        self.in_loop: list[str] = []
        self.branches: list[Branch] = []
        self.homes: dict[str, Block] = {}

    @abstractmethod
    def _loop(self, found: Lookup | Call, places: tuple[int, ...]) -> Loop:
        """See the class that has it."""

    def _if(self, said: If) -> None:
        if said.suffix and self._behind(said):
            return
        if self._other_side(said.condition):
            return
        begins = self.begins
        if begins is not None and begins.where is not None and self._not_that(said.condition, begins.where):
            self._decided_by_trigger()
            if self.last is not None and said.condition == opposite(self.last.condition):
                self.block = self.last.otherwise
                return
        if (
            self.open_list is not None
            and isinstance(self.open_list, Lookup)
            and not any(test.record == "found" for test in tests_of(said.condition))
        ) and self.open_list.record in ("contact", "company", "deal", "row", "issue", "meeting", "profile"):
            self._loop(self.open_list, ())
        branch = Branch(condition=said.condition, places=said.places, skips=said.skips)
        block = self._place_for(branch)
        block.append(branch)
        self.sentence.append((block, branch))
        self.block = branch.then
        self.last = branch
        self.branches.append(branch)

    def _not_that(self, condition: Condition, where: Condition) -> bool:
        """Whether it excludes what the beginning asked for, before any other condition: "9 and above: …" after "an
        NPS score of 6 or less: …"."""
        if condition == opposite(where):
            return True
        stays = [test for test in tests_of(where) if test.field not in BEGINNING]
        if self.branches or len(stays) != 1:
            return False
        return self._excludes(Branch(condition=stays[0]), Branch(condition=condition))

    def _place_for(self, branch: Branch) -> Block:
        """Where a condition stands: beside the one before if they exclude each other, behind what it asks about."""
        test = tests_of(branch.condition)[0]
        last = self.last
        home = self.homes.get(SOURCES.get(test.record, ""))
        if (
            home is not None
            and home is not self.block
            and self.block is self.base
            and not (last is not None and self._excludes(last, branch))
        ):
            self.block = home
        if last is not None and self._excludes(last, branch):
            return last.otherwise
        if test.field == "replied" and test.record == "contact":
            return self._reply_place(branch)
        return self.block

    def _excludes(self, last: Branch, branch: Branch) -> bool:
        """Whether both ask for different values of one thing."""
        one, other = tests_of(last.condition), tests_of(branch.condition)
        if (
            len(one) != 1
            or len(other) != 1
            or last.otherwise
            or any(isinstance(step, Wait) for step in last.then if self.block is last.then)
        ):
            return False
        same = (one[0].record, one[0].field) == (other[0].record, other[0].field)
        if same and one[0].op == other[0].op == "==" and one[0].text:
            return one[0].value != other[0].value
        return same and _apart(one[0], other[0])

    def _reply_place(self, branch: Branch) -> Block:
        """An answer is waited for: the wait before becomes the time there is."""
        block = self.block
        if block and isinstance(block[-1], Wait):
            return self._nested(block, branch)
        if (
            block
            and isinstance(block[-1], Branch)
            and block[-1].within
            and not block[-1].then
            and block[-1].otherwise
            and isinstance(block[-1].otherwise[-1], Wait)
        ):
            inner = block[-1].otherwise
            return self._nested(inner, branch)
        if block and isinstance(block[-1], Call) and block[-1].tool in SENDS:
            branch.within, branch.assumed = Span(7, "days"), True
        elif (
            block
            and isinstance(block[-1], Branch)
            and block[-1].then
            and isinstance(block[-1].then[-1], Call)
            and block[-1].then[-1].tool in SENDS
            and not block[-1].otherwise
        ):
            branch.within, branch.assumed = Span(7, "days"), True
            return block[-1].then
        return block

    def _nested(self, block: Block, branch: Branch) -> Block:
        wait = block.pop()
        assert isinstance(wait, Wait)
        branch.within = wait.span
        branch.places = (*wait.places, *branch.places)
        return block

    def _other_side(self, condition: Condition) -> bool:
        """ "If they are not interested" after "if they are interested …" is its other side."""
        for branch in reversed(self.branches[-4:]):
            if (
                branch.condition == opposite(condition)
                and not branch.otherwise
                and (branch.within is None or (branch is self.last and not branch.assumed and self.block is self.base))
                and not (self.block is branch.then and any(isinstance(step, Wait) for step in branch.then))
            ):
                self.block = branch.otherwise
                self.last = branch
                return True
        return False

    def _behind(self, said: If) -> bool:
        """A condition that stands behind what it is about; whether there was something."""
        block = self.block
        spoken = self.sentence or (self.sentence_before if said.skips else [])
        if not self.sentence and spoken and all(one is not block for one, _ in spoken):
            block = spoken[-1][0]
        steps = [step for one, step in spoken if one is block and not isinstance(step, Lookup | Wait)]
        lookup = next(reversed(self._lookups()), None)
        fields = {test.record for test in tests_of(said.condition)}
        if (
            lookup is not None
            and (self.in_loop or lookup is self.open_list)
            and fields <= {lookup.record, *(() if lookup.record in TOLD_AS_ONE else OF_RECORDS)}
            and (lookup is self.open_list or lookup.record == self.in_loop[-1])
            and block is self.base
        ):
            lookup.where = both([one for one in (lookup.where, said.condition) if one is not None])
            lookup.places = (*lookup.places, *said.places)
            return True
        awaited = self._awaited(said.condition, steps)
        if awaited is not None:
            return self._answered(awaited, said, block, steps)
        if not steps:
            return False
        first = next((place for place, step in enumerate(block) if step is steps[0]), None)
        if first is None:
            return False
        branch = Branch(condition=said.condition, places=said.places, then=block[first:])
        del block[first:]
        block.append(branch)
        self.last = branch
        self.branches.append(branch)
        self.sentence.append((block, branch))
        return True

    def _awaited(self, condition: Condition, steps: list[Step]) -> int | None:
        """Where what somebody does about a message stands behind it: the place of that message among the steps; None
        where nothing was sent before."""
        tests = tests_of(condition)
        if len(tests) != 1 or tests[0].record != "contact" or tests[0].field not in ("replied", "daysSinceReply"):
            return None
        sent = [place for place, step in enumerate(steps) if isinstance(step, Call) and step.tool in SENDS]
        return sent[-1] if sent and sent[-1] + 1 < len(steps) else None

    def _answered(self, awaited: int, said: If, block: Block, steps: list[Step]) -> bool:
        """ "Email them, and create a task if they don't answer within 3 days": only what comes after the message."""
        test = tests_of(said.condition)[0]
        timed = test.field == "daysSinceReply"
        days = int(float(test.value)) if timed else 7
        silent = any(self.words[place].norm in _NO for place in said.places)
        answered = ("false" if silent else "true") if timed else test.value
        condition = Test("contact", "replied", "==", answered)
        first = next(place for place, step in enumerate(block) if step is steps[awaited + 1])
        branch = Branch(condition=condition, places=said.places, then=block[first:], within=Span(days, "days"),
                        assumed=not timed)  # fmt: skip
        del block[first:]
        block.append(branch)
        self.last = branch
        self.branches.append(branch)
        self.sentence.append((block, branch))
        return True

    def _lookups(self) -> list[Lookup]:
        return [step for step in steps_of(self.body) if isinstance(step, Lookup)]

    def _else(self, said: Else) -> None:
        if self.last is None and self.begins is not None and self.begins.where is not None:
            self._decided_by_trigger()
        self.last = self.last or self.gate
        if self.last is None:
            self._otherwise_than_what(said)
        if self.last is not None:
            target = self.last
            if target.otherwise and len(self.branches) > 1:
                target = next((branch for branch in reversed(self.branches) if not branch.otherwise), target)
            if said.done:
                target = next((one for one in reversed(self.branches) if _is_done(one) and not one.otherwise), target)
            self.block = target.then if target.skips and not target.then else target.otherwise
            while (
                self.block
                and isinstance(self.block[-1], Branch)
                and self.block[-1] is not target
                and not self.block[-1].otherwise
                and len(self.block) == 1
            ):
                self.block = self.block[-1].otherwise
            target.places = (*target.places, *said.places)
            self.last = target

    @abstractmethod
    def _otherwise_than_what(self, said: Else) -> None:
        """See the class that has it."""

    def _decided_by_trigger(self) -> None:
        """ "When a lead comes in and its score is low, … Otherwise …": the condition decides what happens, not whether
        it begins."""
        assert self.begins is not None and self.begins.where is not None
        where = self.begins.where
        parts = list(where.parts) if isinstance(where, Joined) and where.how == "and" else [where]
        stays = [part for part in parts if any(test.field in BEGINNING for test in tests_of(part))]
        moved = both([part for part in parts if part not in stays])
        if moved is None:
            return
        self.begins.where = both(stays)
        branch = Branch(condition=moved, then=list(self.body), places=())
        self.body[:] = [branch]
        self.last = branch
        self.branches.append(branch)
