"""Tool calls, and the built-in effects of people, memory and flows."""

from typing import Any

from sayso.compiler import ir
from sayso.dsl.words import words_of
from sayso.interpreter.expressions import Settings, closure
from sayso.interpreter.moving import STAY, Moving
from sayso.interpreter.operations.base import Linkable, moment_after, optional
from sayso.interpreter.state import Effect, Outcome


class Call(Linkable):
    """A tool call, or a built-in effect of people, memory and flows."""

    def __init__(self, op: ir.Call, settings: Settings) -> None:
        """Link the arguments."""
        super().__init__(op, settings)
        self.op, self.tool, self.effect, self.tainted = op, op.tool, op.effect, op.tainted
        self.into, self.needs, self.answers = op.into, op.needs, op.returns if op.tool == "people.ask" else None
        self.arguments = [(name, closure(value, settings)) for name, value in op.arguments]
        self.stales = frozenset(op.stales)
        self.by = closure(op.approval.by, settings) if op.approval else None
        self.within = optional(op.approval.within if op.approval else op.within, settings)
        self.otherwise = optional(op.otherwise, settings)
        self.plain = self.within is None and self.by is None
        self.marks = {name for name in (op.tool, op.step) if name in settings.marks}

    def run(self, moving: Moving) -> int:
        """Want the effect, with its arguments computed once."""
        env, now, lane = moving.env, moving.now, moving.lane
        arguments = {}
        for name, value in self.arguments:
            held = value(env)
            if held is not None:
                arguments[name] = held
        if self.needs and (lacking := self._lacking(arguments)):
            return moving.fail(self.at, Outcome("rejected", now, sentence=lacking))
        path, watch = moving.path(self.step), moving.watch() if lane.frames else ()
        lane.pc = self.at
        if self.plain:
            lane.want = Effect(path, self.step, now, watch, self.tool, self.effect, arguments, self.tainted)
            return STAY
        person, until = self.by(env) if self.by else None, moment_after(moving, self.within)
        approve = self.by is not None
        lane.want = Effect(
            path, self.step, now, watch, self.tool, self.effect, arguments, self.tainted, approve, person, until,
            self.answers,
        )  # fmt: skip
        return STAY

    def _lacking(self, arguments: dict[str, Any]) -> str:
        """Why the call cannot be made for this record, or nothing."""
        for name, field in self.needs:
            record = arguments.get(name)
            if isinstance(record, dict) and record.get(field) is None:
                title = record.get(self.settings.titles.get(record.get("type", ""), "")) or "this record"
                return f"{title} has no {words_of(field)}"
        return ""

    def receive(self, moving: Moving, outcome: Outcome) -> int:
        """Bind the answer; records that may have changed are read again at their next use."""
        if self.into is not None:
            moving.bind(self.into, outcome.value)
        if self.marks:
            assert moving.asked is not None
            at = moving.asked.at
            moving.lane.marks = {**(moving.lane.marks or {}), self.tool: at, self.step: at}
        if self.stales:
            moving.lane.stale |= self.stales
        return self.next

    def expire(self, moving: Moving, outcome: Outcome) -> bool:
        """A question with `otherwise` takes it, and a hand-off goes on."""
        if self.otherwise is not None:
            moving.bind(self.into or "", self.otherwise(moving.env))
        elif self.tool != "people.hand_off":
            return False
        moving.lane.stale |= self.stales
        return True
