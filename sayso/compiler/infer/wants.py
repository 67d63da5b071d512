"""Whether a value may stand where a certain kind is asked for, and the mends when it may not."""

from datetime import date

from sayso.compiler.infer import kind_rules as rules
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.fields import field_names
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.literals import check_choice, plain
from sayso.compiler.infer.state import State
from sayso.compiler.infer.triggers import visitor
from sayso.compiler.infer.words import shown, spoken
from sayso.dsl.diagnostics import Edit, Fix
from sayso.dsl.expressions import Expression, List, Number
from sayso.dsl.span import Span
from sayso.dsl.types import (
    DATE,
    DATETIME,
    DURATION,
    MONEY,
    PERCENT,
    PERSON,
    TEXT,
    Choice,
    ListOf,
    RecordOf,
    Row,
    Type,
    Unknown,
    fits,
    present,
)


def expect(typist: Typist, value: Expression, state: State, wanted: Type, records: tuple[str, ...] = ()) -> Type:
    """Type a value and report it where it is not of the kind asked for, nor a record of one of `records`."""
    kind = typist.type_of(value, state)
    check(typist.inference, value, kind, wanted, records)
    return kind


def check(inference: Inference, value: Expression, kind: Type, wanted: Type, records: tuple[str, ...] = ()) -> None:
    """Report a value of a kind that may not stand here."""
    given, goal = present(kind), present(wanted)
    if isinstance(given, Unknown):
        return
    if isinstance(value, List) and isinstance(goal, ListOf):
        for item in value.items:
            check(inference, item, inference.facts.type_of(item), goal.item)
    elif isinstance(goal, Choice) and plain(value) is not None:
        check_choice(inference, value, goal)
    elif not _may_stand(given, goal, records):
        data: dict[str, object] = {"wanted": _asked(goal, records), "given": spoken(given)}
        inference.report(rules.WRONG_KIND, value.span, data, *mends(inference, value, given, goal))


def expect_person(typist: Typist, value: Expression, state: State, visitors: bool = False) -> None:
    """Type somebody who is asked; `visitors` lets the visitor of a chat in too."""
    kind = present(typist.type_of(value, state))
    welcome = (PERSON, visitor(typist.inference.catalog)) if visitors else (PERSON,)
    if kind not in welcome and not isinstance(kind, Unknown):
        data: dict[str, object] = {"given": spoken(kind)}
        typist.inference.report(rules.NOT_A_PERSON, value.span, data, *mends(typist.inference, value, kind, PERSON))


def _may_stand(given: Type, goal: Type, records: tuple[str, ...]) -> bool:
    if isinstance(given, RecordOf) and (given.name in records or (goal == RecordOf("*") and not records)):
        return True
    return (goal != RecordOf("*") or isinstance(given, Unknown)) and fits(given, goal)


def _asked(goal: Type, records: tuple[str, ...]) -> str:
    kinds = [*([] if goal == RecordOf("*") else [goal]), *(RecordOf(name) for name in records)]
    names = list(dict.fromkeys(spoken(kind) for kind in kinds)) or [spoken(goal)]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def mends(inference: Inference, value: Expression, given: Type, goal: Type) -> tuple[Fix, ...]:
    """Edits that make the value one of the kind asked for."""
    words = plain(value)
    if goal in (DATE, DATETIME) and words is not None and is_date(words):
        return (Fix("Take the quotes away", (Edit(value.span, words),)),)
    if isinstance(value, Number):
        return _mends_of_number(inference, value, goal)
    if isinstance(goal, ListOf) and fits(given, goal.item):
        return (around("Make it a list", value.span, "[", "]"),)
    if goal == TEXT and not isinstance(given, ListOf | Row):
        return (around("Write it as a text", value.span, '"{', '}"'),)
    return _part(inference, value, given, goal)


def _mends_of_number(inference: Inference, value: Number, goal: Type) -> tuple[Fix, ...]:
    symbol = {"EUR": "€", "GBP": "£"}.get(inference.catalog.currency, "$")
    signs: dict[Type, tuple[str, str]] = {
        MONEY: (symbol, ""),
        PERCENT: ("", "%"),
        DURATION: ("", " days"),
        TEXT: ('"', '"'),
    }
    put = signs.get(goal)
    return () if put is None else (around(f"Write `{put[0]}{value.value}{put[1]}`", value.span, *put),)


def _part(inference: Inference, value: Expression, given: Type, goal: Type) -> tuple[Fix, ...]:
    """The one field of a record that is of the kind asked for."""
    fields = [name for name, kind in field_names(inference, given).items() if present(kind) == goal]
    if shown(value) == "this" or len(fields) != 1:
        return ()
    return (Fix(f"Did you mean `{shown(value)}.{fields[0]}`?", (Edit(_end(value.span), f".{fields[0]}"),)),)


def around(title: str, span: Span, before: str, after: str) -> Fix:
    """A fix that puts something on both sides."""
    edits = [Edit(Span(span.start, span.start), before), Edit(_end(span), after)]
    return Fix(title, tuple(edit for edit in edits if edit.text))


def _end(span: Span) -> Span:
    return Span(span.end, span.end)


def is_date(words: str) -> bool:
    """Whether a text reads as a date: 2026-03-01."""
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return len(words) == len("2026-03-01")
