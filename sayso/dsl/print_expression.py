"""Prints expressions in their canonical form, with as few parentheses as reading them back allows.

`line` gives pieces for the layout; `print_expression` puts them on one row.
"""

from decimal import Decimal
from typing import assert_never

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
    TriggerKind,
    Where,
)
from sayso.dsl.print_layout import Bracket, Line, flat
from sayso.dsl.print_text import quoted, text_piece

ANY, LIST, OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, POSTFIX = range(10)
"""How tightly a form binds, loosest first, in the order of the grammar."""

_LEVELS = {"or": OR, "and": AND, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT}
_NEGATED = frozenset({"in", "contains", "starts with", "ends with", "matches"})
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
_GROUP_FROM = 10_000


def print_expression(expression: Expression) -> str:
    """The expression on one row (long texts keep their rows)."""
    return flat(expression_line(expression))


def expression_line(expression: Expression, level: int = ANY) -> Line:
    """The pieces of an expression, in parentheses where it binds less than `level`."""
    if _level(expression) < level:
        return (Bracket("(", _operands(expression), ")", comma=False),)
    if isinstance(expression, Binary) and expression.operator in ("or", "and"):
        return (Bracket("(", _operands(expression), ")", comma=False, shown=False),)
    return _bare(expression)


def _level(expression: Expression) -> int:
    match expression:
        case Name() | Field() | Index() | Call() | Record() | List():
            return POSTFIX
        case Binary():
            return _LEVELS.get(expression.operator, COMPARE)
        case Not():
            return COMPARE if _negated(expression) else NOT
        case Exists() | IsMissing() | TriggerIs() | Range():
            return COMPARE
        case Take():
            return ANY
        case Where() | Sorted():
            return LIST
        case _:
            return UNARY


def _bare(expression: Expression) -> Line:
    match expression:
        case Text():
            return (text_piece(expression, print_expression),)
        case List(items=items):
            return (Bracket("[", tuple(expression_line(item) for item in items), "]"),)
        case Call(function=word, arguments=arguments) | Record(type=word, arguments=arguments):
            return call_line(word, arguments)
        case Field(of=of, name=name):
            return (*expression_line(of, POSTFIX), f".{name}")
        case Index(of=of, position=position):
            return (*expression_line(of, POSTFIX), f"[{position}]")
        case Binary() | Not() | Negative() | Exists() | IsMissing() | Range():
            return _operation(expression)
        case Where() | Sorted() | Take() | TriggerIs():
            return _list_form(expression)
        case _:
            return (_atom(expression),)


def _operation(expression: Binary | Not | Negative | Exists | IsMissing | Range) -> Line:
    match expression:
        case Binary(operator=operator, left=left, right=right):
            low, high = _sides(operator, right)
            return (*expression_line(left, low), f" {operator} ", *expression_line(right, high))
        case Not(value=Binary(operator=operator, left=left, right=right)) if operator in _NEGATED:
            low, high = _sides(operator, right)
            return (*expression_line(left, low), f" not {operator} ", *expression_line(right, high))
        case Not(value=value):
            return ("not ", *expression_line(value, NOT))
        case Negative(value=Number() | Percent() | Money() | Duration() as value):
            return ("-(", *_bare(value), ")")
        case Negative(value=value):
            return ("-", *expression_line(value, UNARY))
        case Exists(value=value):
            return (*expression_line(value, SUM), " exists")
        case IsMissing(value=value):
            return (*expression_line(value, SUM), " is missing")
        case Range(low=start, high=end):
            return (*expression_line(start, SUM), " to ", *expression_line(end, SUM))
        case _:
            assert_never(expression)


def _negated(expression: Not) -> bool:
    """Whether `not` is written inside: `@a not in [..]`."""
    return isinstance(expression.value, Binary) and expression.value.operator in _NEGATED


def _sides(operator: str, right: Expression) -> tuple[int, int]:
    """The levels the two operands need: chains lean to the left, comparisons do not chain."""
    level = _LEVELS.get(operator, COMPARE)
    if level == COMPARE:
        return SUM, COMPARE if isinstance(right, Range) else SUM
    return level, level + 1


def _list_form(expression: Where | Sorted | Take | TriggerIs) -> Line:
    match expression:
        case Where(of=of, condition=condition):
            return (*expression_line(of, LIST), " where ", *expression_line(condition, OR))
        case Sorted(of=of, key=key, descending=descending):
            tail = " descending" if descending else ""
            return (*expression_line(of, LIST), " sorted by ", *expression_line(key, SUM), tail)
        case Take(end=end, count=Number(value=value), of=of):
            return (f"{end} {digits(value)} of ", *expression_line(of))
        case Take(end=end, count=count, of=of):
            return (f"{end} ", *expression_line(count, POSTFIX), " of ", *expression_line(of))
        case TriggerIs(kinds=kinds):
            return ("@trigger is " + " | ".join(_trigger_kind(kind) for kind in kinds),)
        case _:
            assert_never(expression)


def _trigger_kind(kind: TriggerKind) -> str:
    return kind.kind if kind.name is None else f"{kind.kind} {quoted(kind.name)}"


def _atom(expression: Expression) -> str:
    match expression:
        case Number(value=value):
            return digits(value)
        case Percent(value=value):
            return digits(value) + "%"
        case Money(amount=amount, currency=currency):
            return _money(amount, currency)
        case Duration():
            return duration(expression)
        case Date(value=day):
            return day.isoformat()
        case Time(value=moment):
            return moment.strftime("%H:%M")
        case DateTime(date=day, time=moment):
            return f"{day.isoformat()} {moment.strftime('%H:%M')}"
        case Boolean(value=truth):
            return "true" if truth else "false"
        case Missing():
            return "missing"
        case Name(name=name):
            return f"@{name}"
        case Todo(question=question):
            return f"todo {quoted(question)}"
        case _:
            raise TypeError(type(expression).__name__)


def _operands(expression: Expression) -> tuple[Line, ...]:
    """What stands between parentheses: the links of an `and` or `or` chain, else the expression alone."""
    if not (isinstance(expression, Binary) and expression.operator in ("or", "and")):
        return (_bare(expression),)
    links: list[Line] = []
    current: Expression = expression
    level = _LEVELS[expression.operator]
    while isinstance(current, Binary) and current.operator == expression.operator:
        links.append((f"{current.operator} ", *expression_line(current.right, level + 1)))
        current = current.left
    return (expression_line(current, level), *reversed(links))


def call_line(word: str, arguments: tuple[Argument, ...]) -> Line:
    """`word(arguments)`, which may break between the arguments."""
    return (Bracket(f"{word}(", tuple(argument_line(argument) for argument in arguments), ")"),)


def argument_line(argument: Argument) -> Line:
    """`name: value`, or the value alone."""
    value = expression_line(argument.value)
    return value if argument.name is None else (f"{argument.name}: ", *value)


def pairs_line(arguments: tuple[Argument, ...]) -> Line:
    """`a: 1, b: 2` without brackets, as after `with`."""
    pieces: list[Line] = [((", " if place else ""), *argument_line(pair)) for place, pair in enumerate(arguments)]
    return tuple(piece for line in pieces for piece in line)


def digits(value: Decimal) -> str:
    """A number as digits, never with an exponent, its thousands apart from 10_000 on."""
    return f"{value:,f}".replace(",", "_") if abs(value) >= _GROUP_FROM else f"{value:f}"


def _money(amount: Decimal, currency: str) -> str:
    """`$50k` for whole thousands below a million, else `$1_250.50`."""
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    exponent = size.as_tuple().exponent
    whole = isinstance(exponent, int) and exponent >= 0
    if whole and _GROUP_FROM <= size < 1_000_000 and size % 1000 == 0:
        return f"{sign}{_SIGNS[currency]}{int(size) // 1000}k"
    return f"{sign}{_SIGNS[currency]}{digits(size)}"


def duration(value: Duration) -> str:
    """`5 days`, `1 day`, `2 business days`"""
    unit = value.unit.removesuffix("s") if value.count == 1 else value.unit
    return f"{digits(value.count)} {unit}"
