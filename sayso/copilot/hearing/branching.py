"""Conditions and answers in the lines of a flow."""

from abc import abstractmethod

from sayso.copilot.hearing.bringing import Bringing
from sayso.copilot.hearing.marks import Mark
from sayso.copilot.hearing.meaning import Ask, Condition, Test, opposite
from sayso.copilot.hearing.plan import Block, Branch
from sayso.copilot.hearing.reach import Reach, said


class Branching(Bringing):
    """The part of the writer that writes what happens under a condition."""

    lines: list[str]
    asks: list[Ask]
    depth: int

    @abstractmethod
    def said_by(self, places: tuple[int, ...]) -> str:
        """The words of a condition, without the word that opens it."""

    @abstractmethod
    def block(self, steps: Block, reach: Reach) -> None:
        """Every step of a block."""

    @abstractmethod
    def inside(self, steps: Block, reach: Reach, in_loop: bool | None = None) -> None:
        """A block one level deeper, with names of its own."""

    def branch(self, step: Branch, reach: Reach) -> None:
        """What happens under a condition, and otherwise."""
        condition = self.known(step.condition, step.places)
        if step.within is not None and self.reply(step, condition, reach):
            return
        self.prepare(condition, reach)
        one, there = self.one_or_none(condition, reach)
        text = said(condition, reach) if condition is not None else None
        if one:
            text = f"@{one} {'exists' if there else 'is missing'}"
        if text is None:
            self.fetch(step.condition, reach)
            text = said(condition, reach) if condition is not None else None
        if text is None:
            words = " ".join(self.words[place].raw for place in step.places)
            self.ask("condition", f"I cannot see from here whether “{words[:80]}”. What should decide it?", step.places)
            return
        start = len(self.lines)
        if not step.then and step.otherwise and not one:
            turned = said(opposite(condition), reach) if condition is not None else None
            step.then, step.otherwise, text = step.otherwise, [], turned or f"not ({text})"
        reason, self.reason = self.reason, self.said_by(step.places) or self.reason
        self.line(f"if {text}", Mark(step.places))
        before, asked = len(self.lines), len(self.asks)
        self.inside(step.then, reach.without(one) if one and not there else reach)
        self.reason = reason
        if step.otherwise:
            self.line("otherwise")
            self.inside(step.otherwise, reach.without(one) if one and there else reach)
        reach.forget(one)
        self.reason = reason
        if len(self.lines) == before:
            del self.lines[start:]
            if step.places and not step.quiet and len(self.asks) == asked:
                words = self.said_by(step.places)
                self.ask("condition", f"What should happen if “{words[:80]}”?", step.places)
            return
        self.line("end")

    def one_or_none(self, condition: Condition | None, reach: Reach) -> tuple[str, bool]:
        """The record that was looked for and may not be there, where it is asked about; and whether it should be."""
        if not isinstance(condition, Test) or condition.record != "found" or "one" not in reach.values:
            return "", False
        return reach.values["one"], (condition.op, condition.value) != ("==", "0")

    def reply(self, step: Branch, condition: Condition | None, reach: Reach) -> bool:
        """An answer that is waited for; False where nobody is known who could answer."""
        if not isinstance(condition, Test) or condition.field != "replied":
            self.line(f"wait {step.within.text}" if step.within else "", Mark(step.places))
            return False
        address = self.address(reach)
        if address is None or step.within is None:
            if step.within is not None:
                self.line(f"wait {step.within.text}", Mark(step.places))
            return False
        event = "@email" if "email" not in reach.names else "@event"
        if step.assumed:
            self.assume(
                "waits up to 7 days for a reply",
                [(days, f"at most {days}") for days in ("3 days", "7 days", "14 days")],
                "at most 7 days",
            )
        self.line(
            f"wait for email.replied where {event}.from == {address} at most {step.within.text}",
            Mark(step.places, wait_assumed=step.assumed),
        )
        yes, no = (step.then, step.otherwise) if condition.value == "true" else (step.otherwise, step.then)
        self.depth += 1
        inner = reach.copy()
        inner.names["reply"] = event
        self.block(yes, inner)
        self.depth -= 1
        if no:
            self.line("otherwise")
            self.inside(no, reach)
        self.line("end")
        return True
