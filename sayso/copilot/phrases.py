"""Values in English: `@contact.company.name` is "the contact's company name", `@today + 2 days` "2 days from today".

A phrase is part of a sentence. Conditions are clauses and stand in `conditions.py`.
"""

from collections.abc import Callable

from sayso.copilot.english import a, day_words, is_plural, listed, nth, plural, possessive, singular, words_of
from sayso.copilot.lists import Lists
from sayso.copilot.naming import Names
from sayso.copilot.quoting import escaped, quoted
from sayso.copilot.readback_words import ARITHMETIC, COMPOUNDS, COUNTED, FUNCTIONS, ROLES, UNCOUNTED
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
from sayso.dsl.types import DATE, DATETIME, MONEY, TIME

UNDECIDED = "(still to decide)"

Clause = Callable[[Expression], str]
"""Says a condition about the world: "the deal's value is more than $10k"."""

ListClause = Callable[[Where], str]
"""Says the condition about the items of a list: "whose title contains …"."""


class Phrases:
    """Says values. `clause` and `list_clause` say the conditions inside them."""

    def __init__(self, names: Names, clause: Clause, list_clause: ListClause) -> None:
        self.names = names
        self.clause = clause
        self.lists = Lists(names, self.value, list_clause)

    def value(self, expression: Expression) -> str:
        """A value as a phrase."""
        match expression:
            case Text():
                return self.text(expression)
            case Name() | Field() | Index():
                return self.path(expression)
            case Call() | Record():
                return self._call(expression)
            case Binary(operator="+" | "-" | "*" | "/"):
                return self._sum(expression)
            case Binary(operator="or", left=left, right=right):
                return f"{self._alternative(left)} or {self._alternative(right)}"
            case Binary() | Not() | Exists() | IsMissing() | TriggerIs():
                return f"whether {self.clause(expression)}"
            case Negative(value=value):
                return f"minus {self.operand(value)}"
            case List(items=items):
                return listed([self.value(item) for item in items]) if items else "an empty list"
            case Range(low=low, high=high):
                return f"{self.value(low)} to {self.value(high)}"
            case Where() | Sorted() | Take():
                return self.lists.said(expression)
            case _:
                return _literal(expression)

    def operand(self, expression: Expression) -> str:
        """A value beside a sign or "is": what it consists of is held together."""
        match expression:
            case Binary(operator="or", left=left, right=right):
                return f"{self._alternative(left)} (or {self._alternative(right)})"
            case Call(function="default", arguments=(value, fallback)):
                return f"{self.value(value.value)} (else {self.value(fallback.value)})"
            case _:
                return self.value(expression)

    def _alternative(self, expression: Expression) -> str:
        return f"({self.value(expression)})" if _is_sum(expression) else self.value(expression)

    def text(self, text: Text) -> str:
        """The words of a text in quotes, line by line as they are written, data in square brackets."""
        holes = [part if isinstance(part, str) else f"[{self.hole(part)}]" for part in text.parts]
        told = list(zip(text.parts, holes, strict=True))
        return quoted(
            *("".join(escaped(said, quotes=quotes) if part is said else said for part, said in told)
              for quotes in (True, False))
        )  # fmt: skip

    def hole(self, expression: Expression) -> str:
        """What stands in a hole of a text: a path without "the" in front."""
        first = expression
        while (isinstance(first, Binary) and first.operator == "or") or isinstance(first, Call):
            if isinstance(first, Call) and (first.function not in ("format", "text") or not first.arguments):
                break
            first = first.left if isinstance(first, Binary) else first.arguments[0].value
        said = self.value(expression)
        if self.names.is_list(expression):
            return f"{said}{LISTED}"
        whole = self.names.is_list(first) or (isinstance(first, Field) and not isinstance(first.of, Name | Field))
        return said.removeprefix("the ") if isinstance(first, Name | Field) and not whole else said

    def person(self, expression: Expression) -> str:
        """A person, or the first of several that is there."""
        return f"somebody {UNDECIDED}" if isinstance(expression, Todo) else self.value(expression)

    def path(self, expression: Expression) -> str:
        """A path: "the contact's company name"."""
        match expression:
            case Name():
                return self.names.the(expression)
            case Index(of=of, position=position):
                return self._one_of(nth(position + 1), of)
            case Field(of=Name(name="user"), name=name):
                return words_of(name) if name in ROLES else f"the {words_of(name)}"
            case Field(of=Name(name="memory"), name=name):
                return f"the remembered {words_of(name)}"
            case Field(of=Name(name="trigger"), name=name):
                return f"the given {words_of(name)}"
            case Field(of=Name(name="previous"), name=name):
                return f"the previous {words_of(name)}"
            case Field(of=of, name=name) if self.names.is_list(of):
                return f"the {plural(words_of(name))} of {self.value(of)}"
            case Field(of=Field() as of, name="name"):
                return f"{self.path(of)} name"
            case Field(of=Name() | Field() as of, name=name):
                words = f"number of {words_of(name)}" if name in COUNTED else words_of(name)
                if isinstance(of, Name) and of.name in COMPOUNDS and " " not in words:
                    return f"{self.path(of)} {words}"
                return f"{possessive(self.path(of))} {words}"
            case Field(of=of, name=name):
                return f"the {words_of(name)} of {self.value(of)}"
            case _:
                return self.value(expression)

    def _call(self, call: Call | Record) -> str:
        if isinstance(call, Record):
            kind = "a row" if call.type == "record" else a(words_of(call.type))
            return f"{kind} with {self.pairs(call.arguments)}" if call.arguments else kind
        if call.function in ("first", "last") and len(call.arguments) == 1:
            return self._one_of(call.function, call.arguments[0].value)
        given = [self.value(argument.value) for argument in call.arguments]
        if call.function == "format" and len(given) == 1 and self._as_written(call.arguments[0].value):
            return given[0]
        if call.function == "join" and call.arguments[1:] and call.arguments[1].value == Text((", ",)):
            return given[0]
        pattern = FUNCTIONS.get((call.function, len(given)))
        if pattern:
            return pattern.format(*given)
        return f"the {words_of(call.function)} of {listed(given)}" if given else f"the {words_of(call.function)}"

    def _as_written(self, value: Expression) -> bool:
        """Whether a value stands in a text as `format` writes it, so that nothing need be said of it."""
        return self.names.type_of(value) in (None, MONEY, DATE, TIME, DATETIME)

    def _one_of(self, which: str, items: Expression) -> str:
        """One item of a list: "the first deal"."""
        said = self.value(items)
        words = said.removeprefix("the ")
        if not isinstance(items, Name):
            return f"the {which} of {said}"
        if words in UNCOUNTED:
            return f"the {which} {words} item"
        return f"the {which} {singular(words)}" if " " not in words and is_plural(words) else f"the {which} of {said}"

    def pairs(self, arguments: tuple[Argument, ...]) -> str:
        """`first name: "Ann" and email: "…"`; what is called as it is said is said once: `the deal`."""
        return listed([self.pair(one.name or "", one.value) for one in arguments])

    def pair(self, name: str, value: Expression) -> str:
        """A value under its name."""
        words, said = words_of(name), self.value(value)
        return said if not name or said == f"the {words}" else f"{words}: {said}"

    def _sum(self, expression: Binary) -> str:
        left, right = expression.left, expression.right
        if isinstance(right, Duration) and expression.operator in "+-":
            return self._shifted(left, print_expression(right), expression.operator == "+")
        if isinstance(right, Duration) and right.count == 1 and expression.operator == "*":
            return _so_long(self._beside(left, expression, right=False), right.unit)
        one, other = self._beside(left, expression, right=False), self._beside(right, expression, right=True)
        return f"{one} {ARITHMETIC[expression.operator]} {other}"

    def _beside(self, value: Expression, around: Binary, *, right: bool) -> str:
        """A side of a sum, in brackets where it would otherwise be heard as part of another."""
        said = self.operand(value)
        if not (_is_sum(value) and isinstance(value, Binary)):
            return f"({said})" if isinstance(value, Negative) and right else said
        inner, outer = _STRENGTH[value.operator], _STRENGTH[around.operator]
        return f"({said})" if inner < outer or (right and inner == outer) else said

    def _shifted(self, moment: Expression, length: str, later: bool) -> str:
        if isinstance(moment, Name) and moment.name == "today" and length == "1 day":
            return "tomorrow" if later else "yesterday"
        if isinstance(moment, Name) and moment.name in ("today", "now") and later:
            return f"{length} from {moment.name}"
        if moment == Name("now" if length.endswith(CLOCK) else "today"):
            return f"{length} ago"
        return f"{length} {'after' if later else 'before'} {self.value(moment)}"


LISTED = ", listed"
"""Behind a list that stands in a text as it is, "a, b and c"; one that `join` put together goes without."""

CLOCK = ("minute", "minutes", "hour", "hours")
"""Units by which "ago" is counted from now; longer ones count from today."""

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def _is_sum(expression: Expression) -> bool:
    return isinstance(expression, Binary) and expression.operator in _STRENGTH


def _so_long(amount: str, unit: str) -> str:
    """So many units: "the delay in days"; a number that names its unit is "the given number of days"."""
    words = amount.removeprefix("the ")
    return f"the given number of {words}" if words.endswith(unit) else f"{amount} in {unit}"


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
