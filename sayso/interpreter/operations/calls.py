"""Tool calls, and the built-in effects of people, memory and flows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from sayso.compiler import ir
from sayso.dsl.words import words_of
from sayso.interpreter.expressions import Env, Settings, closure
from sayso.interpreter.moving import STAY, Moving
from sayso.interpreter.operations.base import Linkable, moment_after, optional
from sayso.interpreter.state import Effect, Ended, Outcome, Watch


class Call(Linkable):
    """A tool call, or a built-in effect of people, memory and flows. `ends`: how an item that goes straight ends, where
    nothing but the end follows.
    """

    ends: Ended | None = None

    def __init__(self, op: ir.Call, settings: Settings) -> None:
        """Link the arguments."""
        super().__init__(op, settings)
        self.op, self.tool, self.effect, self.tainted = op, op.tool, op.effect, op.tainted
        self.into, self.answers = op.into, op.returns if op.tool == "people.ask" else None
        self.wanted = _wanted(op, settings)
        self.stales = frozenset(op.stales)
        self.by = closure(op.approval.by, settings) if op.approval else None
        self.within = optional(op.approval.within if op.approval else op.within, settings)
        self.otherwise = optional(op.otherwise, settings)
        self.plain = self.within is None and self.by is None
        self.marks = {name for name in (op.tool, op.step) if name in settings.marks}

    def run(self, moving: Moving) -> int:
        """Want the effect, with its arguments computed once."""
        lane = moving.lane
        watch = moving.watch() if lane.frames else ()
        want = self.wanted(moving.env, moving.path(self.step), moving.now, watch)
        if isinstance(want, str):
            return moving.fail(self.at, Outcome("rejected", moving.now, sentence=want))
        if not self.plain:
            person, until = self.by(moving.env) if self.by else None, moment_after(moving, self.within)
            want = msgspec.structs.replace(
                want, approve=self.by is not None, person=person, until=until, answer=self.answers
            )
        lane.pc, lane.want = self.at, want
        return STAY

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


Wanted = Callable[[Env, str, datetime, tuple[Watch, ...]], Effect | str]
"""The call as it goes out under its path where nobody is asked; or why it cannot be made for this record."""


def _wanted(op: ir.Call, settings: Settings) -> Wanted:
    """Works out a call's arguments once; those that are missing are left out."""
    given = [(name, closure(value, settings)) for name, value in op.arguments]
    step, tool, effect, needs, tainted = op.step, op.tool, op.effect, op.needs, op.tainted

    def wanted(env: Env, path: str, now: datetime, watch: tuple[Watch, ...]) -> Effect | str:
        arguments = {}
        for name, value in given:
            held = value(env)
            if held is not None:
                arguments[name] = held
        if needs and (why := lacking(needs, arguments, settings)):
            return why
        return Effect(path, step, now, watch, tool, effect, arguments, tainted)

    return wanted


def lacking(needs: tuple[tuple[str, str], ...], arguments: dict[str, Any], settings: Settings) -> str:
    """Why the call cannot be made for this record, or nothing."""
    for name, field in needs:
        record = arguments.get(name)
        if isinstance(record, dict) and record.get(field) is None:
            title = record.get(settings.titles.get(record.get("type", ""), "")) or "this record"
            return f"{title} has no {words_of(field)}"
    return ""
