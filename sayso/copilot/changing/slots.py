"""Every value that stands in a flow: where it is written, what it is, and by which words people mean it."""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from sayso.copilot.changing.copy import Copy
from sayso.copilot.changing.steps import called, calls, head, names_of
from sayso.copilot.changing.values import Kind, Value
from sayso.copilot.hearing.times import Span as Length
from sayso.dsl.blocks import Address, inner, statements
from sayso.dsl.expressions import Duration, Money, Number, Percent, Text
from sayso.dsl.node import Node, walk
from sayso.dsl.span import Span
from sayso.dsl.statements import Ask, ForEach, HandOff, If, Let, Repeat, Stage, Statement, Wait, WaitFor, WaitUntil


class Slot(msgspec.Struct, frozen=True):
    """A value in the text. `role` says what it is for, `names` is a pattern of words for the step it stands in."""

    span: Span
    address: Address | None
    value: Value
    role: str
    names: str = ""


ROLES: dict[str, str] = {
    "wait": r"wait|pause|delay|after|hold|later|make it",
    "reply": r"repl(?:y|ies)|answers?|respond|response|react|give them|write back",
    "hand": r"hand|hand-?off|take over",
    "ask": r"question|ask",
    "approval": r"approv(?:e|al|als)|sign-off",
    "per": r"once|again|nobody|same",
    "loop": r"take|people|contacts?|leads?|deals?|customers?|companies|prospects|a time|per run|at most",
    "repeat": r"times|check|tries|try|turns",
    "quota": r"per day|a day|daily|per week|at most",
    "start": r"run|start|begin|go|schedule|it|trigger|daily|every \w+",
    "window": r"between|from|until|emails?|send|window",
    "due": r"due|deadline|tasks?",
    "template": r"template",
    "subject": r"subject(?: line)?",
    "title": r"title|name",
    "note": r"note|text|message|words",
    "text": r"text|message|words|wording|body",
    "message": r"text|message|words|wording",
    "channel": r"channel|slack|post|in|to",
    "assignee": r"assign(?:ed|ee)?|tasks?|give",
    "person": r"tell|notify|notification|ask|hand|to",
    "stage": r"stage|before|at",
    "where": r"only|deals?|people|contacts?|customers|companies|over|under|more|less|bar|threshold|"
    r"quiet|worth|below|above|find",
}
"""Words that speak of a value by what it is for."""


def slots(copy: Copy) -> list[Slot]:
    """Every value, those above the body first."""
    found = [*_header(copy)]
    for address, statement in statements(copy.flow):
        found.extend(_of_step(copy, address, statement))
    return found


def literal(node: Node, role: str, text: str) -> Value | None:
    """A literal as a value."""
    match node:
        case Duration():
            return Value("duration", span=Length(int(node.count), node.unit))
        case Number():
            return Value("number", number=node.value)
        case Percent():
            return Value("percent", number=node.value)
        case Money():
            return Value("money", number=node.amount)
        case Text():
            plain = "".join(part for part in node.parts if isinstance(part, str))
            kind: Kind = "template" if role == "template" else "channel" if plain.startswith("#") else "text"
            return Value(kind, plain)
        case _:
            return None


def _of_step(copy: Copy, address: Address, statement: Statement) -> Iterator[Slot]:
    own, names = inner(head(statement)), names_of(statement)
    roles = _roles(copy, own)
    for node in walk(own):
        role = next(
            (name for span, name in roles if span.start <= node.span.start and node.span.end <= span.end), "where"
        )
        value = literal(node, role, copy.text)
        if value is not None:
            yield Slot(node.span, address, value, role, names)
    for span, role in roles:
        if role in ("assignee", "person"):
            yield Slot(span, address, Value("person", copy.text[span.start : span.end]), role, names)
    if isinstance(own, ForEach | Repeat):
        yield from _count(copy, address, statement, "loop" if isinstance(own, ForEach) else "repeat")


def _count(copy: Copy, address: Address, statement: Statement, role: str) -> Iterator[Slot]:
    """The number of a loop is no node of its own."""
    line = copy.text[statement.span.start : copy.text.index("\n", statement.span.start)]
    match = re.search(r" at most (\d[\d_]*)", line)
    if match:
        start = statement.span.start
        span = Span(start + match.start(1), start + match.end(1))
        yield Slot(span, address, Value("number", number=Decimal(match[1].replace("_", ""))), role)


def _roles(copy: Copy, own: Statement) -> list[tuple[Span, str]]:
    """Which part of a step is for what."""
    call = calls(own)
    if call is not None:
        tool = copy.catalog.tools.get(call.tool)
        named = [one.name for one in tool.parameters] if tool else []
        return [
            (one.value.span, one.name or (named[place] if place < len(named) else "text"))
            for place, one in enumerate(call.arguments)
        ]
    match own:
        case Wait():
            return [(own.duration.span, "wait")]
        case WaitUntil():
            return [(own.moment.span, "wait")]
        case WaitFor():
            return [(own.at_most.span, "reply")]
        case HandOff():
            return [(own.within.span, "hand"), (own.person.span, "person"), (own.message.span, "text")]
        case Ask():
            return [(own.within.span, "ask"), (own.person.span, "person"), (own.question.span, "text")]
        case ForEach() if own.per is not None:
            return [(own.per.span, "per")]
        case Stage():
            return [(own.moment.span, "stage")]
        case If() | Let():
            return [(own.span, "where")]
        case _:
            return []


def _header(copy: Copy) -> Iterator[Slot]:
    """Values of the lines above the body."""
    for trigger in copy.flow.triggers:
        yield from _times(copy, trigger.span, "start")
        for node in walk(trigger):
            value = literal(node, "where", copy.text)
            if value is not None:
                yield Slot(node.span, None, value, "where")
    for use in copy.flow.uses:
        yield from _times(copy, use.span, "window")
        if use.approval is not None and use.approval.within is not None:
            node = use.approval.within
            yield Slot(node.span, None, Value("duration", span=Length(int(node.count), node.unit)), "approval")
        yield from _numbers(copy, use.span, r"at most (\d[\d_]*) per", "quota", _tools(use.tools))
    for limit in copy.flow.limits:
        yield from _numbers(copy, limit.span, r"limit (\d[\d_]*)", "limit", f"{limit.of}|{limit.of.rstrip('s')}")


def _tools(tools: tuple[str, ...]) -> str:
    return "|".join(called(tool) for tool in tools)


def _times(copy: Copy, span: Span, role: str) -> Iterator[Slot]:
    for match in re.finditer(r"\b\d\d:\d\d\b", copy.text[span.start : span.end]):
        yield Slot(Span(span.start + match.start(), span.start + match.end()), None, Value("time", match[0]), role)


def _numbers(copy: Copy, span: Span, pattern: str, role: str, names: str) -> Iterator[Slot]:
    match = re.search(pattern, copy.text[span.start : span.end])
    if match:
        place = Span(span.start + match.start(1), span.start + match.end(1))
        yield Slot(place, None, Value("number", number=Decimal(match[1].replace("_", ""))), role, names)
