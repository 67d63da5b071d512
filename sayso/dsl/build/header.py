"""Builders of the header lines, and of the lines of tests."""

from typing import Any

from sayso.dsl.build.literals import day_of, time_of, whole
from sayso.dsl.build.parts import Clause, Head, Refused, fields_of
from sayso.dsl.build.statements import clause, head, line, said
from sayso.dsl.flow import (
    Between,
    ExpectEnd,
    ExpectReturn,
    ExpectTool,
    GivenAnswer,
    GivenData,
    GivenEvent,
    GivenFlow,
    GivenNow,
    GivenTool,
    Goal,
    Input,
    Limit,
    NthWeekday,
    OnCall,
    OnChat,
    OnEvent,
    OnForm,
    OnManual,
    OnSchedule,
    OnWebhook,
    Quota,
    Use,
)
from sayso.dsl.lalr import Builder
from sayso.dsl.node import Node
from sayso.dsl.span import Span


def use(children: list[Any], start: int, end: int) -> Use:
    """`use a.b, c.d`, or `use a.b` with its conditions."""
    tools = tuple(child for child in children if isinstance(child, str))
    return Use(tools, **fields_of(children[len(tools) :]), span=Span(start, end))


def quota(children: list[str], start: int, end: int) -> Clause:
    """`at most 20 per day`"""
    span = Span(start, end)
    return Clause("quota", Quota(whole(children[0], span), children[1], span=span), span)  # type: ignore[arg-type]


def between(children: list[str], start: int, end: int) -> Clause:
    """`between 08:00 and 18:00`"""
    span = Span(start, end)
    return Clause("between", Between(time_of(children[0], span), time_of(children[1], span), span=span), span)


def limit(children: list[Any], start: int, end: int) -> Limit:
    """`limit 50 credits per run`"""
    span = Span(start, end)
    return Limit(whole(children[0], span), children[1], children[2], span=span)


def input_line(children: list[Any], start: int, end: int) -> Input:
    """`employees: number?`"""
    return Input(children[0][:-1], children[1], span=Span(start, end))


def inputs(node: type[Node], *fields: str) -> Builder:
    """The builder of a trigger whose inputs follow up to `end`."""

    def build(children: list[Any], start: int, end: int) -> Head:
        return Head("inputs", {"node": node} | dict(zip(fields, children, strict=True)), Span(start, end))

    return build


def every(unit: str) -> Builder:
    """The builder of `every 15 minutes` and its like."""

    def build(children: list[str], start: int, end: int) -> Clause:
        span = Span(start, end)
        count = whole(children[0], span) if children else 1
        if count < 1:
            raise Refused("at-least-one", span)
        return Clause("every", (unit, count), span)

    return build


def schedule(clauses: list[Clause], start: int, end: int) -> OnSchedule:
    """`on schedule every weekday at 09:00`"""
    fields = {}
    for field, value, span in clauses:
        if field in fields:
            raise Refused("said-twice", span)
        fields[field] = value
    unit, count = fields.pop("every", ("week", 1))
    return OnSchedule(**{"unit": unit, "every": count} | fields, span=Span(start, end))


def weekdays(children: list[str], start: int, end: int) -> Clause:
    """`monday, thursday`"""
    return Clause("weekdays", tuple(children), Span(start, end))


def on_day(children: list[str], start: int, end: int) -> Clause:
    """`on day 1`"""
    span = Span(start, end)
    day = whole(children[0], span)
    if not 1 <= day <= 31:
        raise Refused("no-such-day", span, day=day)
    return Clause("day", day, span)


def on_nth(children: list[Any], start: int, end: int) -> Clause:
    """`on last friday`"""
    span = Span(start, end)
    return Clause("nth", NthWeekday(children[0], children[1], span=span), span)


def on_date(children: list[str], start: int, end: int) -> Clause:
    """`on 03-01`; a leap day is a day of the year too."""
    span = Span(start, end)
    month, day = (int(digits) for digits in children[0].split("-"))
    day_of(f"2024-{month:02}-{day:02}", span)
    return Clause("date_of_year", (month, day), span)


def at_times(children: list[str], start: int, end: int) -> Clause:
    """`at 8:30, 16:00`"""
    span = Span(start, end)
    return Clause("at", tuple(time_of(child, span) for child in children), span)


def once_on(children: list[Any], start: int, end: int) -> OnSchedule:
    """`once on 2027-11-03 at 10:00`"""
    span = Span(start, end)
    day, at, *zone = children
    moment = time_of(at, span)
    return OnSchedule("once", on=day_of(day, span), at=(moment,), **fields_of(zone), span=span)


def given(outcome: str) -> Builder:
    """The builder of `given TOOL returns V` and its like."""

    def build(children: list[Any], start: int, end: int) -> GivenTool:
        return GivenTool(children[0], outcome, *children[1:], span=Span(start, end))  # type: ignore[arg-type]

    return build


def given_event(children: list[Any], start: int, end: int) -> GivenEvent:
    """`given email.replied after 2 days with from: "ann@acme.example"`"""
    return GivenEvent(children[0], **_with_fields(children[1:]), span=Span(start, end))


def given_data(children: list[Any], start: int, end: int) -> GivenData:
    """`given @memory.seen = ["a"]`"""
    name, *fields, value = children
    return GivenData(tuple(step[1:] for step in (name, *fields)), value, span=Span(start, end))


def given_answer(children: list[Any], start: int, end: int) -> GivenAnswer:
    """`given answer @go = true after 1 day`"""
    name, value, *clauses = children
    return GivenAnswer(name[1:], value, **fields_of(clauses), span=Span(start, end))


def expect_tool(children: list[Any], start: int, end: int) -> ExpectTool:
    """`expect gmail.send once with template: "Outbound v2"`"""
    tool, times, *clauses = children
    return ExpectTool(tool, times.value, **_with_fields(clauses), span=Span(start, end))


def times(children: list[str], start: int, end: int) -> Clause:
    """`3 times`"""
    span = Span(start, end)
    return Clause("times", whole(children[0], span), span)


def _with_fields(clauses: list[Clause]) -> dict[str, Any]:
    fields = fields_of(clauses)
    if "arguments" in fields:
        fields["fields"] = fields.pop("arguments")
    return fields


BUILDERS: dict[str, Builder] = {
    "flow_line": head("flow", "name"),
    "goal_line": line(Goal, "text"),
    "memory_line": head("memory"),
    "input_line": input_line,
    "use_line": use,
    "quota": quota,
    "between": between,
    "private_data": said("private", True),
    "limit_line": limit,
    "on_manual": line(OnManual),
    "on_call": line(OnCall),
    "on_event": line(OnEvent, "event"),
    "on_webhook": line(OnWebhook, "name"),
    "on_form": line(OnForm, "name"),
    "on_chat": line(OnChat, "name"),
    "on_schedule": schedule,
    "on_once": once_on,
    "manual_with": inputs(OnManual),
    "call_with": inputs(OnCall),
    "webhook_with": inputs(OnWebhook, "name"),
    "form_with": inputs(OnForm, "name"),
    "every_minute": every("minute"),
    "every_hour": every("hour"),
    "every_day": every("day"),
    "every_weekday": every("weekday"),
    "every_week": every("week"),
    "every_month": every("month"),
    "every_quarter": every("quarter"),
    "every_year": every("year"),
    "weekdays": weekdays,
    "on_day": on_day,
    "on_nth": on_nth,
    "on_date": on_date,
    "at_times": at_times,
    "zone": clause("zone"),
    "test_line": head("test", "title"),
    "given_returns": given("returns"),
    "given_fails": given("fails"),
    "given_rejected": given("rejected"),
    "given_uncertain": given("uncertain"),
    "given_event": given_event,
    "given_flow": line(GivenFlow, "flow", "value"),
    "given_data": given_data,
    "given_now": line(GivenNow, "moment"),
    "given_answer": given_answer,
    "given_no_answer": lambda children, start, end: GivenAnswer(children[0][1:], None, span=Span(start, end)),
    "after": clause("after"),
    "expect_tool": expect_tool,
    "expect_end": line(ExpectEnd, "state", "reason"),
    "expect_return": line(ExpectReturn, "value"),
    "times_once": said("times", 1),
    "times_twice": said("times", 2),
    "times_never": said("times", 0),
    "times_n": times,
}
