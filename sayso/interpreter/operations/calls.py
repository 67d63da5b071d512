"""Tool calls, and the built-in effects of people, memory and flows."""

from typing import Any

from sayso.compiler import ir
from sayso.dsl.words import words_of
from sayso.interpreter.expressions import Settings, closure
from sayso.interpreter.moving import Moving
from sayso.interpreter.operations.base import Linkable, moment_after, optional
from sayso.interpreter.state import Effect, Outcome


class Call(Linkable):
    """A tool call, or a built-in effect of people, memory and flows."""

    def __init__(self, op: ir.Call, settings: Settings) -> None:
        """Link the arguments."""
        super().__init__(op, settings)
        self.op = op
        self.arguments = [(name, closure(value, settings)) for name, value in op.arguments]
        self.stales = frozenset(op.stales)
        self.by = closure(op.approval.by, settings) if op.approval else None
        self.within = optional(op.approval.within if op.approval else op.within, settings)
        self.otherwise = optional(op.otherwise, settings)

    def run(self, moving: Moving) -> None:
        """Want the effect, with its arguments computed once."""
        env = moving.env
        arguments = {}
        for name, value in self.arguments:
            held = value(env)
            if held is not None:
                arguments[name] = held
        lacking = self._lacking(arguments)
        if lacking:
            moving.trouble = Outcome("rejected", moving.now, sentence=lacking)
            return
        moving.want = Effect(
            path=moving.path(self.step),
            step=self.step,
            at=moving.now,
            watch=moving.watch() if moving.frames else (),
            tool=self.op.tool,
            effect=self.op.effect,
            arguments=arguments,
            approve=self.by is not None,
            person=self.by(env) if self.by else None,
            until=moment_after(moving, self.within),
            answer=self.op.returns if self.op.tool == "people.ask" else None,
            tainted=self.op.tainted,
        )

    def _lacking(self, arguments: dict[str, Any]) -> str:
        """Why the call cannot be made for this record, or nothing."""
        for name, field in self.op.needs:
            record = arguments.get(name)
            if isinstance(record, dict) and record.get(field) is None:
                title = record.get(self.settings.titles.get(record.get("type", ""), "")) or "this record"
                return f"{title} has no {words_of(field)}"
        return ""

    def receive(self, moving: Moving, outcome: Outcome) -> None:
        """Bind the answer; records that may have changed are read again at their next use."""
        if self.op.into is not None:
            moving.bind(self.op.into, outcome.value)
        want = moving.lane.want
        if self.op.tool in moving.linked.marks or self.step in moving.linked.marks:
            assert want is not None
            moving.marks = {**moving.marks, self.op.tool: want.at, self.step: want.at}
        moving.stale |= self.stales
        moving.pc += 1

    def expire(self, moving: Moving, outcome: Outcome) -> bool:
        """A question with `otherwise` takes it, and a hand-off goes on."""
        if self.otherwise is not None:
            moving.bind(self.op.into or "", self.otherwise(moving.env))
        elif self.op.tool != "people.hand_off":
            return False
        moving.stale |= self.stales
        moving.pc += 1
        return True
