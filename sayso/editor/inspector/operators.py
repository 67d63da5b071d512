"""Operators of condition rows: which there are for a kind of value, and in which words."""

from collections.abc import Mapping
from typing import Literal

from sayso.dsl.types import Choice, ListOf, RecordOf, Scalar, Type, Unknown, present

Operator = Literal[
    "==", "!=", "<", "<=", ">", ">=", "contains", "not contains", "starts with", "not starts with", "ends with",
    "not ends with", "matches", "not matches", "in", "not in", "between", "not between", "exists", "missing",
    "yes", "no",
]  # fmt: skip
"""What a row asks of a field. "yes" and "no" are the field alone, and its opposite."""

NO_VALUE: frozenset[Operator] = frozenset({"exists", "missing", "yes", "no"})
"""Operators that stand alone."""
MANY: frozenset[Operator] = frozenset({"in", "not in"})
"""Operators that take several values."""
TWO: frozenset[Operator] = frozenset({"between", "not between"})

_EQUAL: tuple[Operator, ...] = ("==", "!=")
_THERE: tuple[Operator, ...] = ("missing", "exists")
_LISTED: tuple[Operator, ...] = ("in", "not in")
_TEXT: tuple[Operator, ...] = (
    *_EQUAL, "contains", "not contains", "starts with", "ends with", *_LISTED, *_THERE,
)  # fmt: skip
_SIZE: tuple[Operator, ...] = ("==", "!=", ">", ">=", "<", "<=", "between", "not between", *_THERE)
_TIME: tuple[Operator, ...] = ("==", "<", "<=", ">", ">=", "between", *_THERE)
_OF_SCALAR: Mapping[str, tuple[Operator, ...]] = {
    "text": _TEXT, "email": _TEXT, "url": _TEXT, "phone": _TEXT, "number": _SIZE, "percent": _SIZE, "money": _SIZE,
    "duration": _SIZE, "date": _TIME, "datetime": _TIME, "time": _TIME, "boolean": ("yes", "no", *_THERE),
}  # fmt: skip
_ALL: tuple[Operator, ...] = (*_TEXT, "<", "<=", ">", ">=", "between", "yes", "no")


def operators_of(kind: Type | None) -> tuple[Operator, ...]:
    """The operators that make sense for a field of a type, the likeliest first."""
    held = present(kind) if kind is not None else Unknown()
    match held:
        case Scalar(name=name):
            return _OF_SCALAR[name]
        case Choice():
            return (*_EQUAL, *_LISTED, *_THERE)
        case RecordOf():
            return (*_EQUAL, *_THERE)
        case ListOf():
            return ("contains", "not contains", *_THERE)
        case _:
            return _ALL


def word_key(operator: Operator, kind: Type | None) -> str:
    """Under which key the catalogue says an operator; dates and lists have words of their own."""
    held = present(kind) if kind is not None else None
    name = _NAMES[operator]
    if isinstance(held, Scalar) and held.name in ("date", "datetime", "time") and operator in ("<", "<=", ">", ">="):
        return f"operator.date_{name}"
    return f"operator.{name}"


_NAMES: Mapping[Operator, str] = {
    "==": "is", "!=": "is_not", "<": "less", "<=": "at_most", ">": "more", ">=": "at_least", "contains": "contains",
    "not contains": "contains_not", "starts with": "starts", "not starts with": "starts_not", "ends with": "ends",
    "not ends with": "ends_not", "matches": "matches", "not matches": "matches_not", "in": "one_of",
    "not in": "none_of", "between": "between", "not between": "between_not", "exists": "there", "missing": "empty",
    "yes": "yes", "no": "no",
}  # fmt: skip
