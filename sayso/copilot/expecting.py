"""A drafted flow in the shape scenarios are labelled in: trigger, actions, conditions, waits, loops, approvals, limits.

Read from the flow's tree. What the proposal says it assumed, nobody asked for, so it is left out.
"""

import re
from typing import Any

from sayso.copilot.hearing.choosing import told
from sayso.copilot.hearing.everybody import WHO_CUSTOMERS_ARE
from sayso.copilot.proposal import Proposal
from sayso.dsl.blocks import Address, blocks
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import (
    Binary,
    Boolean,
    Call,
    Duration,
    Exists,
    Expression,
    Field,
    IsMissing,
    List,
    Missing,
    Money,
    Name,
    Not,
    Number,
    Percent,
    Range,
    Text,
    Where,
)
from sayso.dsl.flow import Flow, OnCall, OnChat, OnEvent, OnForm, OnManual, OnSchedule, OnWebhook
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.print import print_expression
from sayso.dsl.statements import (
    Ask,
    Block,
    Do,
    ForEach,
    HandOff,
    If,
    Let,
    Say,
    Skip,
    Statement,
    Stop,
    ToolCall,
    Wait,
    WaitFor,
)
from sayso.dsl.types import ListOf, RecordOf

Expectation = dict[str, Any]

CALLED = {"email.send": "gmail.send"}
"""Tools that the scenarios know by another name: the workspace's own mail is its Gmail there."""

RESULTS = {
    "ai.classify": "class.label",
    "linkedin.check_accepted": "contact.linkedin_accepted",
    "esign.status": "esign.status",
    "health.get_score": "health.score",
    "twilio.call": "call.answered",
}
"""What the result of a call is called in conditions."""

FIELDS = {
    "deal.discount": "deal.discount_percent",
    "company.seats_percent": "usage.seats_percent",
    "company.seats": "usage.seats",
    "company.health_trend": "health.trend",
    "company.adoption_percent": "company.adoption_percent",
    "form.title": "contact.title",
    "form.email": "contact.email",
    "form.employees": "company.employees",
    "form.industry": "company.industry",
    "profile.title": "contact.title",
    "profile.country": "contact.country",
    "profile.city": "contact.city",
    "profile.employees": "company.employees",
    "profile.industry": "company.industry",
    "company.renewal_date": "renewal.days_left",
    "company.kind": "company.type",
    "usage.adoption_percent": "company.adoption_percent",
}
"""Fields that have another name or home in the scenarios."""

SIGNS = {"and": "and", "or": "or"}


def expectation(proposal: Proposal, catalog: Catalog) -> Expectation:
    """What a proposal comes to; a proposal without a flow plans nothing."""
    flow = parse(proposal.text).flow if proposal.text else None
    asked = [question.text for question in proposal.questions]
    if flow is None:
        return {
            "trigger": {"kind": "manual"},
            "actions": [],
            "conditions": [],
            "waits": [],
            "loops": 0,
            "unclear": asked,
        }
    return {**_Reader(flow, proposal, catalog).read(), "unclear": asked}


PERIODS = {"day": 1, "weekday": 1, "week": 7, "month": 30, "quarter": 90}
"""How many days lie between two runs, by the unit of the schedule."""


class _Reader:
    """Walks the tree once, remembering what names stand for."""

    def __init__(self, flow: Flow, proposal: Proposal, catalog: Catalog) -> None:
        self.flow, self.proposal, self.catalog = flow, proposal, catalog
        self.actions: list[str] = []
        self.conditions: list[str] = []
        self.waits: list[str] = []
        self.loops = 0
        self.limits: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.found: set[str] = set()
        self.results: dict[str, str] = {}
        self.element = ""

    def read(self) -> Expectation:
        trigger = self._trigger()
        self._block((), self.flow.body)
        approvals = [
            tool for use in self.flow.uses if use.approval for tool in use.tools if tool in self.proposal.approvals_said
        ]
        for use in self.flow.uses:
            if use.quota is not None:
                self.limits[CALLED.get(use.tools[0], use.tools[0])] = f"{use.quota.count} per {use.quota.per}"
        return {
            "trigger": trigger,
            "actions": list(dict.fromkeys(self.actions)),
            "conditions": self.conditions,
            "waits": self.waits,
            "loops": min(self.loops, 2),
            "approvals": [CALLED.get(tool, tool) for tool in approvals],
            "limits": self.limits,
        }

    # -- the trigger -------------------------------------------------------------------------------

    def _trigger(self) -> dict[str, Any]:
        line = self.flow.triggers[0]
        match line:
            case OnEvent():
                for name, kind in self.catalog.events[line.event].binds:
                    self.kinds[name] = str(kind)
                where = {"where": self._condition(line.where)} if line.where is not None else {}
                return {"kind": "event", "event": line.event, **where}
            case OnSchedule():
                return {"kind": "schedule", "schedule": _schedule(line)}
            case OnManual() | OnCall() | OnForm() | OnWebhook():
                for one in line.inputs:
                    self.kinds[one.name] = getattr(one.type, "name", "")
                    if isinstance(line, OnWebhook):
                        self.results[one.name] = f"payload.{one.name}"
                return {"kind": {OnForm: "form", OnWebhook: "webhook"}.get(type(line), "manual")}
            case OnChat():
                return {"kind": "chat"}

    # -- statements --------------------------------------------------------------------------------

    def _block(self, place: Address, block: Block) -> None:
        for number, statement in enumerate(block.statements):
            self._statement((*place, number), statement)

    def _statement(self, address: Address, statement: Statement) -> None:
        assumed = address in self.proposal.assumed
        match statement:
            case Do(call=call) | Let(value=ToolCall() as call):
                self._call(call, statement.name if isinstance(statement, Let) else "", assumed)
                return
            case Let(value=Call(function="first")):
                self.found.add(statement.name)
                self.kinds[statement.name] = self._kind(statement.value)  # type: ignore[arg-type]
                return
            case Let():
                self.kinds[statement.name] = self._kind(statement.value)  # type: ignore[arg-type]
                return
            case HandOff() | Ask() | Say():
                self.actions.append({HandOff: "people.hand_off", Ask: "people.ask", Say: "people.say"}[type(statement)])
                if isinstance(statement, Ask):
                    self.results[statement.answer] = "answer"
                return
            case Wait() if not assumed:
                self.waits.append(_length(statement.duration))
            case WaitFor():
                self._wait_for(address, statement)
            case ForEach():
                self._for_each(address, statement)
            case If() if not assumed:
                self._if(statement)
        for name, block in blocks(statement):
            self._block((*address, name), block)

    def _call(self, call: ToolCall, name: str, assumed: bool) -> None:
        declared = self.catalog.tools[call.tool]
        for argument in call.arguments:
            parameter = declared.parameter(argument.name or "")
            if parameter is not None and parameter.filter and not assumed:
                self.element = parameter.filter
                self._note(argument.value)
        if name:
            if call.tool in RESULTS:
                self.results[name] = "requirement.answered" if name == "answered" else RESULTS[call.tool]
            returns = declared.returns.item if isinstance(declared.returns, ListOf) else declared.returns
            self.kinds[name] = returns.name if isinstance(returns, RecordOf) else ""
        if not assumed:
            self.actions.append(CALLED.get(call.tool, call.tool))

    def _if(self, statement: If) -> None:
        for branch in statement.branches:
            ends = branch.body.statements and all(isinstance(one, Skip | Stop) for one in branch.body.statements)
            self._note(branch.condition, turned=bool(ends) and statement.otherwise is None)

    def _wait_for(self, address: Address, statement: WaitFor) -> None:
        if address not in self.proposal.waits_assumed:
            self.waits.append(_length(statement.at_most))
        self.kinds["event"] = "email"
        if statement.event.event == "email.replied":
            goes_on = any(not isinstance(one, Skip | Stop) for one in statement.body.statements)
            self.conditions.append(f"contact.replied == {'true' if goes_on else 'false'}")

    def _for_each(self, address: Address, statement: ForEach) -> None:
        self.loops += 1
        self.kinds[statement.item] = self._kind(statement.items)
        if isinstance(statement.items, Where):
            self.element = self._kind(statement.items)
            self._note(statement.items.condition)
        said = not any(one.address == address and one.text.startswith("at most") for one in self.proposal.assumptions)
        if said and statement.at_most is not None:
            self.limits["loop"] = f"{statement.at_most} per run"

    # -- conditions --------------------------------------------------------------------------------

    def _note(self, condition: Expression, turned: bool = False) -> None:
        for node in walk(condition):
            if isinstance(node, Where):
                self.conditions.append(self._condition(node.condition))
        text = self._condition(condition)
        if text:
            self.conditions.append(f"not ({text})" if turned else text)

    def _condition(self, condition: Expression) -> str:
        match condition:
            case Binary(operator="and" | "or" as word, left=left, right=right):
                parts = [part for part in (self._condition(left), self._condition(right)) if part]
                return f"({f' {word} '.join(parts)})" if parts else ""
            case Not(value=value):
                return f"not ({self._condition(value)})"
            case Exists(value=Name(name=name)) if name in self.found:
                return "found.count > 0"
            case IsMissing(value=Name(name=name)) if name in self.found:
                return "found.count == 0"
            case Exists(value=Field(name="renewalDate")) if self._customers_assumed():
                return ""
            case Exists(value=value):
                return f"{self._path(value)} exists"
            case IsMissing(value=value):
                return f"{self._path(value)} is empty"
            case Binary(operator="in", left=left, right=Range(low=low, high=high)):
                return f"{self._path(left)} in {self._value(low)}..{self._value(high)}"
            case Binary(operator=operator, left=left, right=right):
                if isinstance(right, Name | Field):
                    return ""  # it links two records, and says nothing about one
                path = self._path(left)
                if path == "company.name":
                    return ""  # whose people: the form of the scenarios has no names
                if operator == "<=" and path == "deal.days_since_closed" and self._since_last_time(right):
                    return ""
                if path in ("call.answered", "requirement.answered"):
                    return f"{path} == {'true' if operator == '==' else 'false'}"
                return f"{path} {operator} {self._as_said(self._value(right))}"
            case _:
                return f"{self._path(condition)} == true"

    def _as_said(self, value: str) -> str:
        """The word that was said for an option, where it was assumed which one is meant."""
        option = value.strip('"')
        suffix = told("", option)[2:]
        text = next((one.text for one in self.proposal.assumptions if one.text.endswith(suffix)), "")
        return f'"{text.removesuffix(suffix)[1:-1]}"' if text.startswith("“") and text.endswith(suffix) else value

    def _customers_assumed(self) -> bool:
        """Whether it was assumed, rather than said, who is a customer."""
        return any(one.text == WHO_CUSTOMERS_ARE for one in self.proposal.assumptions)

    def _since_last_time(self, days: Expression) -> bool:
        """Whether a time looked back on is as long as that between two runs: "every Friday, the week's won deals"."""
        line = self.flow.triggers[0]
        lasts = PERIODS.get(line.unit, 0) * line.every if isinstance(line, OnSchedule) else 0
        said = re.search(rf"(?<!\d){lasts} days", self.proposal.request)
        return isinstance(days, Number) and days.value == lasts and not said

    def _path(self, value: Expression) -> str:
        match value:
            case Call(function="count", arguments=[argument]) if isinstance(argument.value, Field):
                return self._path(argument.value)
            case Call(function="count"):
                return "found.count"
            case Name(name=name):
                return self.results.get(name, name)
            case Field(of=Name(name=name), name="text") if self.results.get(name) == "answer":
                return "answer"
            case Field(of=of, name="name") if isinstance(of, Field) and of.name in ("owner", "customer"):
                return self._path(of)
            case Field(of=of, name=field):
                full = f"{self._record(of)}.{_snake(field)}"
                return FIELDS.get(full, full)
            case _:
                return print_expression(value)

    def _record(self, value: Expression) -> str:
        """The kind of record a path ends at."""
        if isinstance(value, Name):
            kind = self.element if value.name == "it" else self.kinds.get(value.name) or value.name
        elif isinstance(value, Field):
            kind = value.name
        else:
            kind = self._kind(value)
        return "company" if kind == "customer" else kind

    def _kind(self, value: Expression) -> str:
        match value:
            case Name(name=name):
                return self.kinds.get(name, name)
            case Where(of=of) | Field(of=of) if isinstance(value, Where):
                return self._kind(of)
            case Field(name=name):
                return name
            case Call(arguments=arguments) if arguments:
                return self._kind(arguments[0].value)
            case _:
                return ""

    def _value(self, value: Expression) -> str:
        match value:
            case Text():
                return print_expression(value)
            case Number(value=number) | Percent(value=number) | Money(amount=number):
                return f"{number:f}"
            case Boolean(value=truth):
                return "true" if truth else "false"
            case Missing():
                return "empty"
            case List(items=items):
                return "[" + ", ".join(self._value(item) for item in items) + "]"
            case _:
                return self._path(value)


def _schedule(line: OnSchedule) -> dict[str, Any]:
    every = line.unit if line.every == 1 else f"{line.every} {line.unit}s"
    found: dict[str, Any] = {"every": every}
    if line.nth is not None:
        found["on"] = f"{line.nth.nth} {line.nth.weekday}"
    elif line.weekdays:
        found["on"] = ",".join(line.weekdays)
    if line.on is not None:
        found["on"] = line.on.isoformat()
    if line.day is not None:
        found["day"] = line.day if line.day < 31 else -1
    if line.at:
        found["at"] = line.at[0].strftime("%H:%M")
    if line.zone:
        found["timezone"] = line.zone
    return found


def _length(duration: Expression) -> str:
    return f"{duration.count} {duration.unit}" if isinstance(duration, Duration) else print_expression(duration)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
