"""Values in English: `@contact.company.name` is "the contact's company name", `@today + 2 days` "2 days from today".

A phrase is part of a sentence. Conditions are clauses and stand in `conditions.py`.
"""

from collections.abc import Callable
from typing import assert_never

from sayso.copilot.english import a, day_words, listed, nth, possessive, words_of
from sayso.copilot.readback_words import ARITHMETIC, BUILT_IN, FUNCTIONS
from sayso.dsl.expressions import (
    Argument,
    Binary,
    Boolean,
    Call,
    Date,
    DateTime,
    Duration,
    Exists,
    Expression,
    Field,
    Index,
    IsMissing,
    List,
    Missing,
    Money,
    Name,
    Negative,
    Not,
    Number,
    Percent,
    Range,
    Record,
    Sorted,
    Take,
    Text,
    Time,
    Todo,
    TriggerIs,
    Where,
)
from sayso.dsl.print import print_expression

LONGEST_TEXT = 160
UNDECIDED = "(still to decide)"

Clause = Callable[[Expression], str]
"""Says a condition about the world: "the deal's value is more than $10k"."""

ListClause = Callable[[Expression, Expression], str]
"""Says a condition about the elements of a list: "whose title contains …"; the list comes first."""


class Phrases:
    """Says values. `clause` and `list_clause` say the conditions inside them."""

    def __init__(self, clause: Clause, list_clause: ListClause) -> None:
        self.clause = clause
        self.list_clause = list_clause

    def value(self, expression: Expression) -> str:
        """A value as a phrase."""
        match expression:
            case Text():
                return f'"{self.text(expression)}"'
            case Name() | Field() | Index():
                return self.path(expression)
            case Call() | Record():
                return self._call(expression)
            case Binary(operator="+" | "-" | "*" | "/"):
                return self._sum(expression)
            case Binary(operator="or", left=left, right=right):
                return f"{self.value(left)} or {self.value(right)}"
            case Binary() | Not() | Exists() | IsMissing() | TriggerIs():
                return f"whether {self.clause(expression)}"
            case Negative(value=value):
                return f"minus {self.value(value)}"
            case List(items=items):
                return listed([self.value(item) for item in items]) if items else "an empty list"
            case Range(low=low, high=high):
                return f"{self.value(low)} to {self.value(high)}"
            case Where() | Sorted() | Take():
                return self._part_of_list(expression)
            case _:
                return _literal(expression)

    def text(self, text: Text) -> str:
        """The words of a text, data in square brackets; long ones are cut."""
        parts = [part if isinstance(part, str) else f"[{self.hole(part)}]" for part in text.parts]
        words = " ".join("".join(parts).split())
        return words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - 1].rstrip() + "…"

    def hole(self, expression: Expression) -> str:
        """What stands in a hole of a text, without "the" in front."""
        return self.value(expression).removeprefix("the ")

    def person(self, expression: Expression) -> str:
        """A person, or the first of several that is there."""
        return f"somebody {UNDECIDED}" if isinstance(expression, Todo) else self.value(expression)

    def path(self, expression: Expression) -> str:
        """A path: "the contact's company name"."""
        match expression:
            case Name(name=name):
                return BUILT_IN.get(name) or f"the {words_of(name)}"
            case Index(of=of, position=position):
                return f"the {nth(position + 1)} of {self.value(of)}"
            case Field(of=Name(name="user"), name=name):
                return f"the {words_of(name)}"
            case Field(of=Name(name="memory"), name=name):
                return f"the remembered {words_of(name)}"
            case Field(of=Name(name="trigger"), name=name):
                return f"the given {words_of(name)}"
            case Field(of=Name(name="previous"), name=name):
                return f"the previous {words_of(name)}"
            case Field(of=Field() as of, name="name"):
                return f"{self.path(of)} name"
            case Field(of=Name() | Field() as of, name=name):
                return f"{possessive(self.path(of))} {words_of(name)}"
            case Field(of=of, name=name):
                return f"the {words_of(name)} of {self.value(of)}"
            case _:
                return self.value(expression)

    def _call(self, call: Call | Record) -> str:
        if isinstance(call, Record):
            kind = "a row" if call.type == "record" else a(words_of(call.type))
            return f"{kind} with {self.pairs(call.arguments)}" if call.arguments else kind
        given = [self.value(argument.value) for argument in call.arguments]
        pattern = FUNCTIONS.get(call.function)
        if pattern and pattern.count("{") <= len(given):
            return pattern.format(*given)
        return f"the {words_of(call.function)} of {listed(given)}" if given else f"the {words_of(call.function)}"

    def pairs(self, arguments: tuple[Argument, ...]) -> str:
        """`first name "Ann" and email "…"`"""
        said = [(words_of(pair.name) + " " if pair.name else "") + self.value(pair.value) for pair in arguments]
        return listed(said)

    def _sum(self, expression: Binary) -> str:
        left, right = expression.left, expression.right
        if isinstance(right, Duration) and expression.operator in "+-":
            return self._shifted(left, print_expression(right), expression.operator == "+")
        if isinstance(right, Duration) and right.count == 1:
            return f"{self.value(left)} {right.unit}"
        return f"{self.value(left)} {ARITHMETIC[expression.operator]} {self.value(right)}"

    def _shifted(self, moment: Expression, length: str, later: bool) -> str:
        if isinstance(moment, Name) and moment.name == "today" and length == "1 day":
            return "tomorrow" if later else "yesterday"
        if isinstance(moment, Name) and moment.name in ("today", "now"):
            return f"{length} from {moment.name}" if later else f"{length} ago"
        return f"{length} {'after' if later else 'before'} {self.value(moment)}"

    def _part_of_list(self, expression: Where | Sorted | Take) -> str:
        match expression:
            case Where(of=of, condition=condition):
                return f"{self.value(of)} {self.list_clause(of, condition)}"
            case Sorted(of=of, key=key, descending=descending):
                by = print_key(key)
                return f"{self.value(of)} by {by}{', highest first' if descending else ''}"
            case Take(end=end, count=count, of=of):
                return f"the {end} {self.value(count)} of {self.value(of)}"
            case _:
                assert_never(expression)


def print_key(key: Expression) -> str:
    """What a list is sorted by, seen from its elements: "close date"."""
    return words_of(key.name) if isinstance(key, Field) else "itself" if isinstance(key, Name) else "a sum"


def _literal(expression: Expression) -> str:
    match expression:
        case Boolean(value=truth):
            return "yes" if truth else "no"
        case Missing():
            return "nothing"
        case Date(value=day):
            return day_words(day)
        case Time(value=moment):
            return f"{moment:%H:%M}"
        case DateTime(date=day, time=moment):
            return f"{day_words(day)} at {moment:%H:%M}"
        case Todo():
            return UNDECIDED
        case Number() | Percent() | Money() | Duration():
            return print_expression(expression)
        case _:
            raise TypeError(type(expression).__name__)
