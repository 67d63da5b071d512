"""Calls of tools and words to people, with all that stands before them: needs, approval, window, quota."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sayso.dsl import calendar
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.flow import Use
from sayso.dsl.node import walk
from sayso.dsl.types import RecordOf, Type
from sayso.dsl.values import Duration
from sayso.dsl.words import words_of
from tests.reference.evaluator.control import Trouble
from tests.reference.evaluator.lanes import Lane
from tests.reference.evaluator.scheduling import Pause, Steps
from tests.reference.evaluator.values import Inside, evaluate
from tests.reference.evaluator.world import Made, Said

A_WEEK = Duration(days=7)


class Calling(Lane):
    """A lane that calls."""

    def record(self, tool: str, arguments: dict[str, Any], line: s.Line) -> None:
        """Write a call down."""
        self.trace.calls.append(Made(tool, self.at(line), self.now, arguments))

    def call(self, line: s.Line, call: s.ToolCall) -> Steps:
        """A tool call; also one that came to no good end may have changed its record. One that was approved goes out
        with what was known when it was shown; only then everything is to be read again.
        """
        tool = self.catalog.tools[call.tool]
        arguments = self._arguments(tool, call)
        try:
            return (yield from self._prepared(line, call, tool, arguments))
        finally:
            if self._approval_of(call) is not None:
                self.grow_stale()
            for parameter in tool.parameters:
                if parameter.changes and isinstance(arguments.get(parameter.name), dict):
                    self.grow_stale(arguments[parameter.name])

    def _use_of(self, call: s.ToolCall) -> Use | None:
        return next((use for use in self.run.flow.uses if call.tool in use.tools), None)

    def _approval_of(self, call: s.ToolCall) -> s.Approval | None:
        use = self._use_of(call)
        return call.approval or (use.approval if use else None)

    def _prepared(self, line: s.Line, call: s.ToolCall, tool: Tool, arguments: dict[str, Any]) -> Steps:
        """The call with all that stands before it: needs, approval, window and quota."""
        step = self.run.ids[id(line)]
        self._needs(tool, arguments, step)
        if tool.effect == "write":
            self._look()
        self._reaches_nobody_who_opted_out(tool, arguments, step)
        use, approval = self._use_of(call), self._approval_of(call)
        if approval is not None:
            yield from self._approved(tool, arguments, approval, step)
            self._reaches_nobody_who_opted_out(tool, arguments, step)
        while use is not None and (opens := self._opens(tool, use)) > self.now:
            yield from self.pause(opens)
            self._reaches_nobody_who_opted_out(tool, arguments, step)
        if tool.effect == "write":
            self._look()
        return (yield from self.carry_out(tool.name, arguments, line))

    def carry_out(self, name: str, arguments: dict[str, Any], line: s.Line) -> Steps:
        """The call itself."""
        self.run.shared.used.setdefault((self.run.flow.name, name), []).append(self.now)
        self.record(name, arguments, line)
        said = self.world.answer(name, arguments, self.now)
        self.marks[name] = self.now
        if said.kind == "uncertain":
            self.run.trace.state = "needs you"
            yield Pause(None)
        if said.kind in ("failed", "rejected"):
            raise Trouble(said.kind, said.sentence, self.run.ids[id(line)])
        value = said.value
        for given in arguments.values():
            if callable(given) and isinstance(value, list):
                value = [one for one in value if given(one)]
        return value

    def _arguments(self, tool: Tool, call: s.ToolCall) -> dict[str, Any]:
        arguments: dict[str, Any] = {}
        for number, argument in enumerate(call.arguments):
            name = argument.name or tool.parameters[number].name
            parameter = tool.parameter(name)
            if parameter is not None and parameter.filter:
                arguments[name] = self._filter(argument.value, parameter.filter)
            else:
                arguments[name] = self.work_out(argument.value)
        return {name: value for name, value in arguments.items() if value is not None}

    def _filter(self, condition: e.Expression, record: str) -> Callable[[dict[str, Any]], bool]:
        names = ["it", record] if record not in self.kinds else ["it"]
        kinds = dict.fromkeys(names, RecordOf(record))
        mentioned = {node.name for node in walk(condition) if isinstance(node, e.Name)} - set(names)
        frozen = {name: self.value(name) for name in mentioned}
        return lambda one: evaluate(condition, Inside(self, {**frozen, **dict.fromkeys(names, one)}, kinds)) is True

    def _needs(self, tool: Tool, arguments: dict[str, Any], step: str) -> None:
        for parameter in tool.parameters:
            given = arguments.get(parameter.name)
            if isinstance(given, dict) and any(given.get(name) is None for name in parameter.needs):
                raise Trouble("rejected", self._lacks(given, parameter), step)

    def _reaches_nobody_who_opted_out(self, tool: Tool, arguments: dict[str, Any], step: str) -> None:
        for parameter in tool.parameters:
            given = arguments.get(parameter.name)
            if tool.sends and parameter.aims and isinstance(given, dict) and (whole := self._opted_out(given)):
                who = whole.get("fullName") or whole.get("name") or whole.get("email") or "this person"
                raise Trouble("opted-out", f"{who} opted out", step)

    def _opted_out(self, record: dict[str, Any]) -> dict[str, Any] | None:
        """The record as it is at this moment, if whoever it is about is not to be written to."""
        declared = self.catalog.records.get(record["type"])
        if declared is None or declared.field("unsubscribed") is None:
            return None
        known = self.world.read(declared.name, record["id"], self.now) if declared.reader else None
        whole = known or record
        return whole if whole.get("unsubscribed") is True else None

    def _called(self, record: dict[str, Any]) -> str:
        kind = self.catalog.records[record["type"]]
        return str(record.get(kind.title) or "this record")

    def _lacks(self, record: dict[str, Any], parameter: Parameter) -> str | None:
        """The wording is the project's: "Ann Keller has no LinkedIn address"."""
        field = next(name for name in parameter.needs if record.get(name) is None)
        return f"{self._called(record)} has no {words_of(field)}"

    def _approved(self, tool: Tool, arguments: dict[str, Any], approval: s.Approval, step: str) -> Steps:
        within = calendar.from_literal(approval.within) if approval.within else A_WEEK
        until = calendar.after(self.now, within, self.zone)
        if approval.by is not None:
            self.work_out(approval.by)
        said = self.world.approval(tool.name, arguments, self.now, until)
        if said.kind == "never" or said.at > until:
            said = Said("never", until)
        yield from self.pause(said.at)
        if said.kind == "rejected":
            raise Trouble("rejected", said.sentence, step)
        if said.kind == "never":
            raise Trouble("expired", "nobody approved it in time", step)

    def _opens(self, tool: Tool, use: Use) -> datetime:
        zone = ZoneInfo(self.catalog.zone)
        window = (use.between.start, use.between.end) if use.between else None
        if use.quota is not None and use.quota.per != "run":
            used = self.run.shared.used.get((self.run.flow.name, tool.name), [])
            period = calendar.quota_refresh(self.now, use.quota.per, zone)
            if sum(calendar.quota_refresh(at, use.quota.per, zone) == period for at in used) >= use.quota.count:
                return calendar.quota_refresh(self.now, use.quota.per, zone, window, tool.sends)
        return calendar.next_window(self.now, *window, zone) if window else self.now

    def to_person(self, tool: str, arguments: dict[str, Any], within: e.Duration, line: s.Line, kind: Type) -> Steps:
        """Something put to a person, who has so long."""
        self._look()
        until = calendar.after(self.now, calendar.from_literal(within), self.zone)
        self.record(tool, arguments, line)
        said = self.world.person(tool, arguments, self.now, until, kind)
        if said.kind == "never" or said.at > until:
            said = Said("never", until)
        yield from self.pause(said.at)
        return said
