"""Where a condition stands in the plan: before what follows, behind what it is about, beside what it excludes."""

from abc import ABC, abstractmethod

from msgspec.structs import replace

from sayso.copilot.hearing.meaning import Begins, Condition, If, Joined, Test, both, opposite, tests_of
from sayso.copilot.hearing.plan import (
    ABOUT_ONE,
    Block,
    Branch,
    Call,
    Lookup,
    Loop,
    Step,
    Wait,
    blocks_of,
    steps_of,
)
from sayso.copilot.hearing.ranging import apart, follows
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


BROUGHT_ABOUT = {
    ("contact", "linkedinAccepted"): ("linkedin.invite",),
    ("esign", "status"): ("esign.send",),
    ("call", "answered"): ("twilio.call",),
}
"""What a condition asks about that a step of the same sentence brings about, and the tools that do."""

THEN = ("then", "afterwards", "finally", "lastly")
"""Words between one step and a later one."""
TOLD_AS_ONE = ("article", "email", "ticket", "document", "message", "slot", "channel")
"""Lists that are mostly told as a whole."""
OF_RECORDS = ("company", "deal", "contact", "health", "usage")
"""Records whose fields the items of other lists are told apart by."""


def _of_rows(condition: Condition | None) -> bool:
    """Whether it asks about the row of a sheet."""
    return any(test.record == "row" for test in tests_of(condition))


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
        self.left_out = False
        self.homes: dict[str, Block] = {}
        self.ended_in = self.body
        self.opened: Block | None = None
        self.fresh = False
        self.hard = self.softly = False
        self.asked: list[Branch] = []
        self.asked_before: list[Branch] = []

    @abstractmethod
    def _loop(self, found: Lookup | Call, places: tuple[int, ...]) -> Loop:
        """See the class that has it."""

    def _if(self, said: If) -> None:
        self.left_out = False
        if said.suffix and self._behind(said):
            return
        if self._other_side(said.condition):
            return
        if self.fresh and self._goes_on(said):
            self.block = self.ended_in
        elif self.fresh and self.opened is not None and said.opens:
            self.block = self.base
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
            and not (self.in_loop and self.open_list.record == "row" and not _of_rows(said.condition))
        ) and self.open_list.record in ("contact", "company", "deal", "row", "issue", "meeting", "profile"):
            self._loop(self.open_list, ())
        branch = Branch(condition=said.condition, places=said.places, skips=said.skips)
        block = self._place_for(branch)
        block.append(branch)
        self.sentence.append((block, branch))
        self.block = branch.then
        self.last = branch
        self.branches.append(branch)
        self.asked.append(branch)
        if said.opens:
            self.opened = branch.then

    def _goes_on(self, said: If) -> bool:
        """Whether it belongs to the branch the sentence before ended in: who waits at the end of a branch waits for
        what is asked next."""
        block, condition = self.ended_in, said.condition
        if self.hard or block is self.base or not block:
            return False
        again = any(self.words[place].norm == "still" for place in said.places)
        sent = again and isinstance(block[-1], Call) and block[-1].tool in SENDS
        if not isinstance(block[-1], Wait) and not sent:
            return False
        asked = Branch(condition=condition)
        around = [
            one for one in self.branches if block is one.then or any(block is each for each in blocks_of(one.then))
        ]
        return not any(one.condition == opposite(condition) or self._differ(one, asked) for one in around)

    def _not_that(self, condition: Condition, where: Condition) -> bool:
        """Whether it excludes what the beginning asked for, before any other condition: "9 and above: …" after "an
        NPS score of 6 or less: …"."""
        if condition == opposite(where):
            return True
        stays = [test for test in tests_of(where) if test.field not in self._beginning()]
        if len(stays) != 1:
            return False
        return self._differ(Branch(condition=stays[0]), Branch(condition=condition))

    def _beginning(self) -> tuple[str, ...]:
        """Fields that say which event it is; a stage that was not waited in may be asked for as well: "if the deal is
        won, …; if it is lost, …"."""
        waits = any(isinstance(step, Wait) for step in steps_of(self.body))
        return BEGINNING if waits else tuple(field for field in BEGINNING if field != "stage")

    def _place_for(self, branch: Branch) -> Block:
        """Where a condition stands: beside the one before if they exclude each other, behind what it asks about."""
        test = tests_of(branch.condition)[0]
        last = self._beside(branch)
        home = self.homes.get(SOURCES.get(test.record, ""))
        if (
            home is not None
            and home is not self.block
            and self.block is self.base
            and not (last is not None and self._excludes(last, branch))
        ):
            self.block = home
        if last is not None and (self._excludes(last, branch) or self._steps_down(last, branch)):
            return last.otherwise
        if test.field == "replied" and test.record == "contact":
            return self._reply_place(branch)
        return self.block

    def _beside(self, branch: Branch) -> Branch | None:
        """The condition it may be another side of: the first of the sentence before, where it stands in a new one."""
        around = [one for one in self.asked_before if self.last is not None and self.last in steps_of(one.then)]
        outer = (one for one in around if not one.otherwise and self._differ(one, branch))
        return next(outer, self.last) if self.fresh and not self.softly else self.last

    def _excludes(self, last: Branch, branch: Branch) -> bool:
        """Whether both ask for different values of one thing."""
        if (
            last.otherwise
            or not self._is_last_step(last)
            or any(isinstance(step, Wait) for step in last.then if self.block is last.then)
        ):
            return False
        return self._differ(last, branch)

    def _steps_down(self, last: Branch, branch: Branch) -> bool:
        """Whether both are steps of a ladder: "over 50k … over 10k …" is done for the first that fits."""
        one, other = tests_of(last.condition), tests_of(branch.condition)
        if len(one) != 1 or len(other) != 1 or last.otherwise or not self._is_last_step(last):
            return False
        same = (one[0].record, one[0].field) == (other[0].record, other[0].field)
        return same and self.block is not last.then and follows(one[0], other[0])

    def _is_last_step(self, branch: Branch) -> bool:
        """Whether nothing was said to happen after it."""
        return any(block and block[-1] is branch for block in (self.body, *blocks_of(self.body)))

    def _differ(self, last: Branch, branch: Branch) -> bool:
        """Whether both ask for different values of one field."""
        one, other = tests_of(last.condition), tests_of(branch.condition)
        if len({(test.record, test.field) for test in (*one, *other)}) != 1:
            return False
        if all(test.op == "==" and test.text and not test.negated for test in (*one, *other)):
            return not {test.value.lower() for test in one} & {test.value.lower() for test in other}
        if len(one) != 1 or len(other) != 1:
            return False
        return apart(one[0], other[0])

    def _reply_place(self, branch: Branch) -> Block:
        """An answer is waited for: the wait before becomes the time there is."""
        block = self.block
        if block and isinstance(block[-1], Wait):
            return self._nested(self._silent(block, branch), branch)
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

    def _silent(self, block: Block, branch: Branch) -> Block:
        """ "No answer after 3 days: remind them. Still none after 4 more: call them": where the wait at the end of a
        block is for those who were silent before, it stands with what was done for them."""
        home = block
        before = block[-2] if len(block) > 1 else None
        while (
            isinstance(before, Branch)
            and before.within is not None
            and before.condition == branch.condition
            and before.then
            and not before.otherwise
        ):
            home, before = before.then, before.then[-1]
        if home is not block:
            home.append(block.pop())
        return home

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
            and fields <= {lookup.record, *(() if lookup.record in (*TOLD_AS_ONE, *ABOUT_ONE) else OF_RECORDS)}
            and (lookup is self.open_list or lookup.record == self.in_loop[-1])
            and block is self.base
        ):
            lookup.where = both([one for one in (lookup.where, said.condition) if one is not None])
            lookup.places = (*lookup.places, *said.places)
            self.left_out = said.skips
            return True
        said = self._by_phone(said, steps)
        awaited = self._awaited(said.condition, steps)
        if awaited is not None:
            return self._answered(awaited, said, block, steps)
        if not steps:
            return False
        first = next((place for place, step in enumerate(block) if step is steps[0]), None)
        if first is None:
            return False
        first = self._held_by(said.condition, block, first)
        branch = Branch(condition=said.condition, places=said.places, then=block[first:])
        del block[first:]
        block.append(branch)
        self.last = branch
        self.branches.append(branch)
        self.sentence.append((block, branch))
        return True

    def _by_phone(self, said: If, steps: list[Step]) -> If:
        """ "Call them, and text them if they don't answer": who does not pick up, rather than who does not write."""
        condition = said.condition
        reached = [step.tool for step in steps[:-1] if isinstance(step, Call) and step.tool in (*SENDS, "twilio.call")]
        if not reached or reached[-1] != "twilio.call" or not isinstance(condition, Test):
            return said
        if (condition.record, condition.field) != ("contact", "replied"):
            return said
        return replace(said, condition=replace(condition, record="call", field="answered"))

    def _held_by(self, condition: Condition, block: Block, first: int) -> int:
        """The place of the first step that a condition behind it holds back: "invite them, then email them 3 days later
        if they accepted" invites everybody. What came before a wait, before "then", or brings about what is asked
        happens anyway."""
        tools = {tool for test in tests_of(condition) for tool in BROUGHT_ABOUT.get((test.record, test.field), ())}
        start = first
        for place in range(first, len(block)):
            step = block[place]
            causes = any(isinstance(each, Call) and each.tool in tools for each in steps_of([step]))
            if (causes and step is not block[-1]) or isinstance(step, Wait):
                start = place + 1
            elif place > first and self._comes_then(step):
                start = place
        return start if start < len(block) else first

    def _comes_then(self, step: Step) -> bool:
        """Whether "then" stands before a step."""
        place = min(step.places, default=0)
        return place > 0 and self.words[place - 1].norm in THEN

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

    def _decided_by_trigger(self) -> None:
        """ "When a lead comes in and its score is low, … Otherwise …": the condition decides what happens, not whether
        it begins."""
        assert self.begins is not None and self.begins.where is not None
        where = self.begins.where
        parts = list(where.parts) if isinstance(where, Joined) and where.how == "and" else [where]
        stays = [part for part in parts if any(test.field in self._beginning() for test in tests_of(part))]
        moved = both([part for part in parts if part not in stays])
        if moved is None:
            return
        self.begins.where = both(stays)
        branch = Branch(condition=moved, then=list(self.body), places=())
        self.body[:] = [branch]
        self.last = branch
        self.branches.append(branch)
