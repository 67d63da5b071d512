"""The other side of a condition: which condition it belongs to, and where it stands in the plan."""

from abc import abstractmethod

from sayso.copilot.hearing.meaning import Condition, Else, both, opposite, tests_of
from sayso.copilot.hearing.placing import Placing
from sayso.copilot.hearing.plan import Block, Branch, blocks_of, steps_of

_SIZES = (">", ">=", "<", "<=", "in")


def _is_done(branch: Branch) -> bool:
    """Whether the condition asks whether something was done."""
    tests = tests_of(branch.condition)
    return len(tests) == 1 and tests[0].value in ("true", "false") and not tests[0].text


def _is_sized(branch: Branch) -> bool:
    """Whether the condition compares a number."""
    return any(test.op in _SIZES and not test.text for test in tests_of(branch.condition))


class Siding(Placing):
    """The part of the planner that finds a place for other sides."""

    @abstractmethod
    def _otherwise_than_what(self, said: Else) -> None:
        """See the class that has it."""

    def _else(self, said: Else) -> None:
        left_out, self.left_out = self.left_out, False
        if left_out and not said.done:
            return
        if self.last is None and self.begins is not None and self.begins.where is not None:
            self._decided_by_trigger()
        self.last = self.last or self.gate
        if self.last is None:
            self._otherwise_than_what(said)
        if self.last is None or (said.none and self._none_of_those(said)):
            return
        target = self._meant(said, self.last)
        if said.others:
            self._chained(target)
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
        self._answered_before(target)

    def _answered_before(self, target: Branch) -> None:
        """Who answered the first message is one who answered, as who answered the second."""
        for one in self.branches:
            if one.within and not one.otherwise and one.condition == target.condition and target in steps_of(one.then):
                one.otherwise = target.otherwise

    def _meant(self, said: Else, last: Branch) -> Branch:
        """The condition whose other side is told."""
        target = self._outermost(last) if self.fresh and not said.done else last
        if target.otherwise and len(self.branches) > 1:
            target = next((branch for branch in reversed(self.branches) if not branch.otherwise), target)
        if said.done:
            target = next((one for one in reversed(self.branches) if _is_done(one) and not one.otherwise), target)
        if said.measured:
            target = next((one for one in reversed(self.branches) if _is_sized(one) and not one.otherwise), target)
        return target

    def _outermost(self, last: Branch) -> Branch:
        """ "If it is large, email them, and if they are silent, call them. Otherwise …" is about the size: the other
        side in a sentence of its own belongs to the condition the sentence before began with."""
        outer = (
            one
            for one in (*self.asked_before, *self.asked)
            if len(one.then) > 1 and not one.otherwise and last in steps_of(one.then)
        )
        return next(outer, last)

    def _siblings(self, last: Branch) -> tuple[Block, list[Branch]]:
        """The conditions that stand right before the last one, beside it, and have no other side; with their block."""
        block = next(one for one in (self.body, *blocks_of(self.body)) if any(step is last for step in one))
        found: list[Branch] = []
        for step in reversed(block[: next(place for place, step in enumerate(block) if step is last) + 1]):
            if not isinstance(step, Branch) or step.otherwise or not step.then or step.within or step.skips:
                break
            found.insert(0, step)
        return block, found

    def _chained(self, last: Branch) -> None:
        """ "If A, …. If B, …. Everybody else …": the others are those to whom neither applies."""
        if all(last is not step for step in steps_of(self.body)):
            return
        block, beside = self._siblings(last)
        for before, after in zip(reversed(beside[:-1]), reversed(beside[1:]), strict=True):
            block[:] = [step for step in block if step is not after]
            before.otherwise.append(after)

    def _none_of_those(self, said: Else) -> bool:
        """ "If neither applies": where several conditions stand beside each other."""
        last = self.last
        if last is None or all(last is not step for step in steps_of(self.body)):
            return False
        block, beside = self._siblings(last)
        fields = {(test.record, test.field) for one in beside for test in tests_of(one.condition)}
        denied: Condition | None = both([opposite(one.condition) for one in beside])
        if len(beside) < 2 or len(fields) < 2 or denied is None:
            return False
        branch = Branch(condition=denied, places=said.places)
        block.append(branch)
        self.block, self.last = branch.then, branch
        self.branches.append(branch)
        return True
