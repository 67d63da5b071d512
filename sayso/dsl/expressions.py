"""The expression half of the syntax tree. Expressions never act; each docstring shows the surface text."""

from datetime import date, time
from decimal import Decimal
from typing import Literal

from sayso.dsl.node import Node

Unit = Literal["minutes", "hours", "days", "business days", "weeks", "months", "years"]
"""Units of a duration, always in the plural. Days and longer follow the calendar, hours and minutes are exact."""

Comparison = Literal["==", "!=", "<", "<=", ">", ">=", "contains", "starts with", "ends with", "matches", "in"]
Operator = Literal["or", "and"] | Comparison | Literal["+", "-", "*", "/"]


class Text(Node, frozen=True):
    """`"Hi {@contact.firstName or "there"}"`: plain pieces and holes; no two plain pieces touch, none is empty."""

    parts: tuple["str | Expression", ...] = ()


class Number(Node, frozen=True):
    """`42`, `1_000`, `2.5`"""

    value: Decimal


class Percent(Node, frozen=True):
    """`10%`: value is 10"""

    value: Decimal


class Money(Node, frozen=True):
    """`$50k`: amount 50000, currency "USD"; `€1_250.50`: "EUR"; `£5`: "GBP" """

    amount: Decimal
    currency: str


class Duration(Node, frozen=True):
    """`5 days`, `1 hour`"""

    count: Decimal
    unit: Unit


class Date(Node, frozen=True):
    """`2026-03-01`"""

    value: date


class Time(Node, frozen=True):
    """`09:00`"""

    value: time


class DateTime(Node, frozen=True):
    """`2026-03-01 09:00`, in the workspace's zone"""

    date: date
    time: time


class Boolean(Node, frozen=True):
    """`true`, `false`"""

    value: bool


class Missing(Node, frozen=True):
    """`missing`"""


class List(Node, frozen=True):
    """`[a, b]`"""

    items: tuple["Expression", ...] = ()


class Range(Node, frozen=True):
    """`50 to 200`, both ends included; stands only after `in`"""

    low: "Expression"
    high: "Expression"


class Name(Node, frozen=True):
    """`@contact`: name is "contact" """

    name: str


class Field(Node, frozen=True):
    """`@contact.company`: of any expression that ends in a path, a call or a bracket"""

    of: "Expression"
    name: str


class Index(Node, frozen=True):
    """`@news[0]`, counted from 0"""

    of: "Expression"
    position: int


class Argument(Node, frozen=True):
    """`to: @contact`, or `@contact` alone (name None)"""

    name: str | None
    value: "Expression"


class Call(Node, frozen=True):
    """`first(@news)`, `format(@deal.value)`: a pure function, never a tool"""

    function: str
    arguments: tuple[Argument, ...] = ()


class Record(Node, frozen=True):
    """`record(name: @x)`, `contact(firstName: "Ann")`: type is the word before the bracket ("record" for a row)"""

    type: str
    arguments: tuple[Argument, ...] = ()


class Binary(Node, frozen=True):
    """`@a == 1`, `@a and @b`, `@a + 1`; chains of one operator lean to the left"""

    operator: Operator
    left: "Expression"
    right: "Expression"


class Not(Node, frozen=True):
    """`not @accepted`; also `@a not in [..]` and `@a not contains "x"`, which print as `not @a in [..]`"""

    value: "Expression"


class Negative(Node, frozen=True):
    """`-@amount`; `-5` before a literal is a Number below zero"""

    value: "Expression"


class Exists(Node, frozen=True):
    """`@x exists`"""

    value: "Expression"


class IsMissing(Node, frozen=True):
    """`@x is missing`"""

    value: "Expression"


class Where(Node, frozen=True):
    """`@contacts where @contact.title contains "CEO"`"""

    of: "Expression"
    condition: "Expression"


class Sorted(Node, frozen=True):
    """`@deals sorted by @deal.value descending`"""

    of: "Expression"
    key: "Expression"
    descending: bool = False


class Take(Node, frozen=True):
    """`first 10 of @deals`, `last 3 of @deals`"""

    end: Literal["first", "last"]
    count: "Expression"
    of: "Expression"


class TriggerKind(Node, frozen=True):
    """One alternative of `@trigger is contact.created | schedule | webhook "x"`"""

    kind: str
    name: str | None = None


class TriggerIs(Node, frozen=True):
    """`@trigger is schedule | webhook "x"`"""

    kinds: tuple[TriggerKind, ...]


class Todo(Node, frozen=True):
    """`todo "which template?"`: a hole that is still to be decided"""

    question: str


Expression = (
    Text | Number | Percent | Money | Duration | Date | Time | DateTime | Boolean | Missing | List | Range
    | Name | Field | Index | Call | Record | Binary | Not | Negative | Exists | IsMissing
    | Where | Sorted | Take | TriggerIs | Todo
)  # fmt: skip
"""Every form that may stand where a value is expected."""
