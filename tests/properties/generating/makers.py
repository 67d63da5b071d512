"""The functions and operators that make a value of each type, as a table."""

from decimal import Decimal

from sayso.dsl import expressions as e
from sayso.dsl.types import (
    DATE,
    DATETIME,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    ListOf,
    Scalar,
    Type,
)
from tests.properties.generating.expressions import SHOWN, Making, Values, call
from tests.properties.generating.literals import decimal, length, literal, text
from tests.properties.generating.scope import Scope


def _binary(operator: e.Operator, left: Type, right: Type) -> Making:
    def make(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        one, other = values.value(left, scope, rank, depth), values.value(right, scope, rank, depth)
        return e.Binary(operator=operator, left=one, right=other) if one is not None and other is not None else None

    return make


def _function(name: str, *kinds: Type) -> Making:
    def make(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        given = [values.value(kind, scope, rank, depth) for kind in kinds]
        there = [one for one in given if one is not None]
        return call(name, *there) if len(there) == len(kinds) else None

    return make


def _or_literal(kind: Type, name: str, *kinds: Type) -> Making:
    """A function that may give nothing, with a fallback."""
    made = _function(name, *kinds)

    def make(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        call, other = made(values, scope, rank, depth), literal(values.chance, kind)
        return e.Binary(operator="or", left=call, right=other) if call is not None and other is not None else None

    return make


def _negative(kind: Type) -> Making:
    def make(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        inner = values.value(kind, scope, rank, 0)
        inner = call("abs", inner) if isinstance(inner, e.Number | e.Money) else inner
        return e.Negative(value=inner) if inner is not None else None

    return make


def _divided(kind: Type) -> Making:
    def make(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        left = values.value(kind, scope, rank, depth)
        by = e.Number(value=decimal(values.chance) or Decimal(3))
        return e.Binary(operator="/", left=left, right=by) if left is not None else None

    return make


def _anything(name: str, *kinds: Type) -> Making:
    def make(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
        kind = values.chance.one(kinds)
        given = values.value(kind, scope, rank, depth)
        return call(name, given) if given is not None else None

    return make


def _times_unit(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
    count = values.value(NUMBER, scope, rank, depth)
    unit = length(values.chance, 1)
    return e.Binary(operator="*", left=count, right=unit) if count is not None else None


def _condition(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
    made = values.condition(scope, rank, depth)
    return None if isinstance(made, e.Field | e.Name) else made


def _index(values: Values, scope: Scope, rank: int, depth: int) -> e.Expression | None:
    many = values.list_of(TEXT, scope, rank, 0)
    if many is None or isinstance(many, e.List):
        return None
    item = e.Index(of=many, position=values.chance.number(0, 2))
    return e.Binary(operator="or", left=item, right=text("none"))


EMAIL = Scalar("email")
TEXTS, NUMBERS, AMOUNTS, DATES = ListOf(TEXT), ListOf(NUMBER), ListOf(MONEY), ListOf(DATE)
MAKERS = {
    "text": [
        lambda values, scope, rank, depth: values.pieces(scope, rank, depth),
        *(_function(name, TEXT) for name in ("lower", "upper", "trim", "title_case", "slug")),
        _function("replace", TEXT, TEXT, TEXT), _function("clip", TEXT, NUMBER), _binary("+", TEXT, TEXT),
        _or_literal(TEXT, "email_domain", EMAIL), _or_literal(TEXT, "first", TEXTS), _or_literal(TEXT, "last", TEXTS),
        _anything("text", *SHOWN), _anything("format", MONEY, DATE, NUMBER), _function("join", TEXTS, TEXT),
        _anything("join", TEXTS), _function("weekday", DATE), _index,
    ],
    "number": [
        _binary("+", NUMBER, NUMBER), _binary("-", NUMBER, NUMBER), _binary("*", NUMBER, NUMBER), _divided(NUMBER),
        _negative(NUMBER), _anything("length", TEXT, TEXTS), _anything("count", TEXTS, AMOUNTS),
        _function("sum", NUMBERS), _or_literal(NUMBER, "average", NUMBERS), _or_literal(NUMBER, "min", NUMBERS),
        _function("round", NUMBER, NUMBER), _function("floor", NUMBER), _function("ceil", NUMBER),
        _function("abs", NUMBER), _function("days_between", DATE, DATE), _anything("year", DATE, DATETIME),
        _function("month", DATE), _function("day", DATE), _anything("hour", TIME, DATETIME),
        _anything("minute", TIME, DATETIME), _or_literal(NUMBER, "number", TEXT),
    ],
    "money": [
        _binary("+", MONEY, MONEY), _binary("-", MONEY, MONEY), _binary("*", MONEY, NUMBER), _divided(MONEY),
        _negative(MONEY), _or_literal(MONEY, "max", AMOUNTS), _function("round", MONEY), _function("abs", MONEY),
        _binary("*", MONEY, PERCENT), _or_literal(MONEY, "sum", AMOUNTS),
    ],
    "percent": [
        _binary("+", PERCENT, PERCENT), _or_literal(PERCENT, "percent_of", NUMBER, NUMBER),
        _or_literal(PERCENT, "percent_of", MONEY, MONEY), _function("ceil", PERCENT),
    ],
    "duration": [_binary("+", DURATION, DURATION), _times_unit, _function("abs", DURATION)],
    "date": [
        _binary("+", DATE, DURATION), _binary("-", DATE, DURATION), _anything("date", DATETIME),
        *(_function(name, DATE) for name in (
            "start_of_week", "end_of_week", "start_of_month", "end_of_month", "start_of_quarter", "end_of_quarter",
            "start_of_year", "end_of_year",
        )),
        _or_literal(DATE, "max", DATES), _or_literal(DATE, "date", TEXT),
    ],
    "time": [_anything("time", DATETIME), _or_literal(TIME, "time", TEXT)],
    "datetime": [
        _binary("+", DATETIME, DURATION), _function("datetime", DATE, TIME), _binary("-", DATETIME, DURATION),
        _or_literal(DATETIME, "datetime", TEXT),
    ],
    "boolean": [
        _condition, _condition, _function("is_weekend", DATE), _function("contains_any", TEXT, TEXTS),
    ],
}  # fmt: skip
