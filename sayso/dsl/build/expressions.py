"""Builders of expressions: paths, calls, operators, list forms; and of types."""

from typing import Any, Literal

from sayso.dsl.build.literals import amount, whole
from sayso.dsl.build.parts import Refused
from sayso.dsl.expressions import (
    Argument,
    Binary,
    Call,
    Duration,
    Exists,
    Expression,
    Field,
    Index,
    IsMissing,
    List,
    Money,
    Name,
    Negative,
    Not,
    Number,
    Operator,
    Percent,
    Range,
    Record,
    Sorted,
    Take,
    TriggerIs,
    TriggerKind,
    Where,
)
from sayso.dsl.lalr import Builder
from sayso.dsl.span import Span
from sayso.dsl.statements import ChoiceType, ListType, OptionalType, TypeName


def name(children: list[str], start: int, end: int) -> Name:
    """`@contact`"""
    return Name(children[0][1:], span=Span(start, end))


def field_of(children: list[Any], start: int, end: int) -> Field:
    """`@contact.company`"""
    return Field(children[0], children[1][1:], span=Span(start, end))


def index_of(children: list[Any], start: int, end: int) -> Index:
    """`@news[0]`"""
    span = Span(start, end)
    return Index(children[0], whole(children[1][1:-1], span), span=span)


def function(children: list[Any], start: int, end: int) -> Call | Record:
    """`first(@news)`; with names before all its arguments it is a record: `contact(firstName: "Ann")`."""
    word, arguments = children
    span = Span(start, end)
    if arguments and all(given.name is not None for given in arguments):
        return Record(word, arguments, span=span)
    return Call(word, arguments, span=span)


def arguments(children: list[Any], start: int, end: int) -> tuple[Argument, ...]:
    """`(to: @contact, template: "Intro")`"""
    return tuple(children)


def argument(children: list[Any], start: int, end: int) -> Argument:
    """An argument without a name."""
    return Argument(None, children[0], span=Span(start, end))


def field(children: list[Any], start: int, end: int) -> Argument:
    """`to: @contact`"""
    return Argument(children[0][:-1], children[1], span=Span(start, end))


def binary(operator: Operator) -> Builder:
    """The builder of one operator."""

    def build(children: list[Any], start: int, end: int) -> Binary:
        return Binary(operator, children[0], children[1], span=Span(start, end))

    return build


def denied(operator: Operator) -> Builder:
    """The builder of `@a not in @b` and its like."""

    def build(children: list[Any], start: int, end: int) -> Not:
        span = Span(start, end)
        return Not(Binary(operator, children[0], children[1], span=span), span=span)

    return build


def compare(children: list[Any], start: int, end: int) -> Binary:
    """`@a == 1`"""
    return Binary(children[1], children[0], children[2], span=Span(start, end))


def negative_literal(children: list[Any], start: int, end: int) -> Expression:
    """`-5` as a number below zero."""
    span = Span(start, end)
    match children[0]:
        case Number(value=value):
            return Number(-value, span=span)
        case Percent(value=value):
            return Percent(-value, span=span)
        case Money(amount=value, currency=currency):
            return Money(-value, currency, span=span)
        case Duration(count=value, unit=unit):
            return Duration(-value, unit, span=span)
        case value:
            return Negative(value, span=span)


def take(side: Literal["first", "last"]) -> Builder:
    """The builder of `first 10 of @deals`."""

    def build(children: list[Any], start: int, end: int) -> Take:
        return Take(side, children[0], children[1], span=Span(start, end))

    return build


def count(children: list[Any], start: int, end: int) -> Expression:
    """How many to take: digits, or a path."""
    if isinstance(children[0], str):
        span = Span(start, end)
        return Number(amount(children[0], span), span=span)
    found: Expression = children[0]
    return found


def trigger_is(children: list[Any], start: int, end: int) -> TriggerIs:
    """`@trigger is schedule | webhook "x"`; nothing else is compared with `is`."""
    if not (isinstance(children[0], Name) and children[0].name == "trigger"):
        raise Refused("is-for-equals", Span(children[0].span.end, children[1].span.start))
    return TriggerIs(tuple(children[1:]), span=Span(start, end))


def kind(children: list[str], start: int, end: int) -> TriggerKind:
    """`schedule`, `webhook "x"`, `contact.created`"""
    return TriggerKind(*children, span=Span(start, end))


def choice_type(children: list[str], start: int, end: int) -> ChoiceType:
    """`"free" | "pro"`"""
    return ChoiceType(tuple(children), span=Span(start, end))


BUILDERS: dict[str, Builder] = {
    "name": name,
    "field_of": field_of,
    "index_of": index_of,
    "function": function,
    "arguments": arguments,
    "argument": argument,
    "field": field,
    "group": lambda children, start, end: children[0],
    "list": lambda children, start, end: List(tuple(children), span=Span(start, end)),
    "range": lambda children, start, end: Range(children[0], children[1], span=Span(start, end)),
    "compare": compare,
    "or_": binary("or"),
    "and_": binary("and"),
    "contains": binary("contains"),
    "starts_with": binary("starts with"),
    "ends_with": binary("ends with"),
    "matches": binary("matches"),
    "in_": binary("in"),
    "not_contains": denied("contains"),
    "not_starts_with": denied("starts with"),
    "not_ends_with": denied("ends with"),
    "not_matches": denied("matches"),
    "not_in": denied("in"),
    "add": binary("+"),
    "subtract": binary("-"),
    "multiply": binary("*"),
    "divide": binary("/"),
    "not_": lambda children, start, end: Not(children[0], span=Span(start, end)),
    "negative": lambda children, start, end: Negative(children[0], span=Span(start, end)),
    "negative_literal": negative_literal,
    "exists": lambda children, start, end: Exists(children[0], span=Span(start, end)),
    "is_missing": lambda children, start, end: IsMissing(children[0], span=Span(start, end)),
    "where_form": lambda children, start, end: Where(children[0], children[1], span=Span(start, end)),
    "sorted_form": lambda children, start, end: Sorted(children[0], children[1], span=Span(start, end)),
    "sorted_down": lambda children, start, end: Sorted(children[0], children[1], True, span=Span(start, end)),
    "take_first": take("first"),
    "take_last": take("last"),
    "count": count,
    "trigger_is": trigger_is,
    "kind": kind,
    "type_name": lambda children, start, end: TypeName(children[0], span=Span(start, end)),
    "list_type": lambda children, start, end: ListType(children[0], span=Span(start, end)),
    "optional_type": lambda children, start, end: OptionalType(children[0], span=Span(start, end)),
    "choice_type": choice_type,
}
