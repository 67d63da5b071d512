"""Builders of statements on one line, of the heads of blocks and of the lines that go on with them."""

from typing import Any

from sayso.dsl.build.literals import whole
from sayso.dsl.build.parts import Clause, Head, Part, Refused, fields_of
from sayso.dsl.expressions import Number
from sayso.dsl.lalr import Builder
from sayso.dsl.node import Node
from sayso.dsl.span import Span
from sayso.dsl.statements import (
    Approval,
    Ask,
    Do,
    EventPattern,
    Fail,
    HandOff,
    Keep,
    Let,
    Off,
    Remember,
    Return,
    RunFlow,
    Say,
    Set,
    Skip,
    Stop,
    ToolCall,
    Wait,
    WaitUntil,
)


def line(node: type[Node], *fields: str, **fixed: Any) -> Builder:
    """The builder of a line whose children fill `fields` in turn; what follows are clauses."""
    size = len(fields)

    def build(children: list[Any], start: int, end: int) -> Node:
        given = dict(zip(fields, children[:size], strict=False))
        return node(**fixed, **given, **fields_of(children[size:]), span=Span(start, end))

    return build


def clause(name: str) -> Builder:
    """The builder of a clause that holds one value."""

    def build(children: list[Any], start: int, end: int) -> Clause:
        return Clause(name, children[0], Span(start, end))

    return build


def said(name: str, value: Any) -> Builder:
    """The builder of a clause that is only words."""

    def build(children: list[Any], start: int, end: int) -> Clause:
        return Clause(name, value, Span(start, end))

    return build


def named(name: str) -> Builder:
    """The builder of a clause that holds the name after an `@`."""

    def build(children: list[Any], start: int, end: int) -> Clause:
        return Clause(name, children[0][1:], Span(start, end))

    return build


def counted(name: str) -> Builder:
    """The builder of a clause that holds a whole number."""

    def build(children: list[Any], start: int, end: int) -> Clause:
        span = Span(start, end)
        return Clause(name, whole(children[0], span), span)

    return build


def head(kind: str, *fields: str) -> Builder:
    """The builder of the head of a block."""
    size = len(fields)

    def build(children: list[Any], start: int, end: int) -> Head:
        given = dict(zip(fields, children[:size], strict=True))
        return Head(kind, given | fields_of(children[size:]), Span(start, end))

    return build


def part(kind: str) -> Builder:
    """The builder of a line that goes on with a block."""

    def build(children: list[Any], start: int, end: int) -> Part:
        return Part(kind, children[0] if children else None, Span(start, end))

    return build


def call(children: list[Any], start: int, end: int) -> ToolCall:
    """`gmail.send(to: @contact)`"""
    return ToolCall(children[0], children[1], span=Span(start, end))


def _approved(children: list[Any], end: int) -> ToolCall:
    """The call with the approval that follows it."""
    found: ToolCall = children[0]
    if len(children) == 1:
        return found
    return ToolCall(found.tool, found.arguments, children[1].value, span=Span(found.span.start, end))


def do(children: list[Any], start: int, end: int) -> Do:
    """A tool called on a line of its own."""
    return Do(_approved(children, end), span=Span(start, end))


def let_call(children: list[Any], start: int, end: int) -> Let:
    """`let @news = web.search("…")`"""
    return Let(children[0][1:], _approved(children[1:], end), span=Span(start, end))


def let_value(children: list[Any], start: int, end: int) -> Let:
    """`let @total = @a + @b`"""
    return Let(children[0][1:], children[1], span=Span(start, end))


def set_memory(children: list[Any], start: int, end: int) -> Set:
    """`set @memory.lastDigest = @today`"""
    return Set(children[0][1:], children[1], span=Span(start, end))


def wait(children: list[Any], start: int, end: int) -> Wait:
    """`wait 5 days`; a bare number says no length of time."""
    if isinstance(children[0], Number):
        raise Refused("no-unit", children[0].span)
    return Wait(children[0], span=Span(start, end))


def ask(children: list[Any], start: int, end: int) -> Ask:
    """`ask @me "Go?" as @go: boolean within 2 days otherwise false`"""
    person, question, answer, kind, *clauses = children
    return Ask(person, question, answer[1:], kind, **fields_of(clauses), span=Span(start, end))


def remember(children: list[Any], start: int, end: int) -> Remember:
    """`remember @contact.id in @memory.seen otherwise skip "seen before"`"""
    value, field, *clauses = children
    reason = {"skip": True, "reason": clauses[0].value} if clauses else {}
    return Remember(value, field[1:], **reason, span=Span(start, end))


def approval(children: list[Any], start: int, end: int) -> Clause:
    """`with approval by @me within 3 days`"""
    span = Span(start, end)
    return Clause("approval", Approval(**fields_of(children), span=span), span)


def event(children: list[Any], start: int, end: int) -> EventPattern:
    """`email.replied since @mail where …`"""
    return EventPattern(children[0], **fields_of(children[1:]), span=Span(start, end))


def for_each(children: list[Any], start: int, end: int) -> Head:
    """`for each @contact in @prospects at most 20 once`"""
    item, items, *clauses = children
    fields = fields_of(clauses)
    if isinstance(fields.get("again"), tuple):
        fields["again"], fields["per"] = fields["again"]
    return Head("for each", {"item": item[1:], "items": items, "at_most": None} | fields, Span(start, end))


def repeat(children: list[Any], start: int, end: int) -> Head:
    """`repeat at most 5 times until @done`"""
    span = Span(start, end)
    fields = {"at_most": whole(children[0], span), "until": None} | fields_of(children[1:])
    return Head("repeat", fields, span)


def off_line(children: list[Any], start: int, end: int) -> Any:
    """`off`, then any statement or the head of any block."""
    inner = children[0]
    if isinstance(inner, Head):
        return Head(inner.kind, inner.fields, inner.span, off=True)
    return Off(inner, span=Span(start, end))


def once_per(children: list[Any], start: int, end: int) -> Clause:
    """`once per 90 days`"""
    return Clause("again", ("once", children[0]), Span(start, end))


def on_error(children: list[str], start: int, end: int) -> Part:
    """`on error @error`"""
    return Part("on error", children[0][1:] if children else None, Span(start, end))


BUILDERS: dict[str, Builder] = {
    "call": call,
    "do": do,
    "let_call": let_call,
    "let_value": let_value,
    "set_memory": set_memory,
    "wait": wait,
    "wait_until": line(WaitUntil, "moment"),
    "ask": ask,
    "hand_off": line(HandOff, "person", "message"),
    "say": line(Say, "message"),
    "remember": remember,
    "run_flow": line(RunFlow, "flow"),
    "start_flow": line(RunFlow, "flow", waits=False),
    "stop": line(Stop, "reason"),
    "skip": line(Skip, "reason"),
    "fail": line(Fail, "reason"),
    "return_value": line(Return, "value"),
    "keep": line(Keep, "value"),
    "off_line": off_line,
    "or_else": clause("otherwise"),
    "unless_new": lambda children, start, end: Clause("reason", children[0] if children else None, Span(start, end)),
    "as_name": named("result"),
    "with_fields": lambda children, start, end: Clause("arguments", tuple(children), Span(start, end)),
    "approval": approval,
    "by_person": clause("by"),
    "within": clause("within"),
    "at_most": clause("at_most"),
    "until": clause("until"),
    "even_if_late": clause("late"),
    "since": clause("since"),
    "where": clause("where"),
    "event": event,
    "loop_most": counted("at_most"),
    "loop_once": said("again", "once"),
    "loop_once_per": once_per,
    "loop_again": said("again", "again"),
    "loop_one": said("one_at_a_time", True),
    "loop_stop": said("stop_on_error", True),
    "loop_collect": named("collect"),
    "if_line": head("if", "condition"),
    "for_each_line": for_each,
    "repeat_line": repeat,
    "wait_for_line": head("wait for", "event"),
    "sequence_line": head("sequence"),
    "try_line": head("try"),
    "stage_line": head("stage", "title", "moment"),
    "otherwise_line": part("otherwise"),
    "otherwise_if_line": part("otherwise if"),
    "unless_line": part("unless"),
    "on_error_line": on_error,
    "end_line": part("end"),
}
