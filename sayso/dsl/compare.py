"""Comparing by meaning, in three values: True, False, and None, unknown, where a side is missing.

`comparer` chooses once, from the types, the function that then runs for every record: emails meet case-blind, phones
in E.164, web addresses normalised, records by id, texts exactly; `contains`, `starts with`, `ends with` ignore case.
Unlike kinds and two currencies are unknown. Nothing raises.
"""

import operator
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final

from sayso.dsl.addresses import fold, same_email, same_phone, same_url
from sayso.dsl.calendar import day_of, start_of_day
from sayso.dsl.expressions import Comparison
from sayso.dsl.patterns import check_pattern, matcher
from sayso.dsl.types import UNKNOWN, ListOf, RecordOf, Row, Scalar, Type, Unknown, is_textlike, present
from sayso.dsl.values import Duration, Money, Percent, kind_of

__all__ = [
    "Comparer", "Truth", "all_of", "any_of", "check_pattern", "comparable", "compare", "comparer", "contains",
    "ends_with", "equal", "is_in", "less", "matcher", "negate", "order_key", "range_comparer", "starts_with",
    "type_of_value",
]  # fmt: skip

Truth = bool | None
Comparer = Callable[[Any, Any], Truth]
Key = Callable[[Any], Any]

EQUALITY: Final = frozenset({"==", "!="})
TEXT_COMPARISONS: Final = frozenset({"starts with", "ends with", "matches"})


def all_of(truths: Iterable[Truth]) -> Truth:
    """`and`: False as soon as one is, else unknown if one is, else True."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """`or`: True as soon as one is, else unknown if one is, else False."""
    unknown = False
    for truth in truths:
        if truth:
            return True
        unknown = unknown or truth is None
    return None if unknown else False


def negate(truth: Truth) -> Truth:
    """`not`: what is unknown stays so."""
    return None if truth is None else not truth


def comparer(op: Comparison, left: Type, right: Type, zone: tzinfo = UTC, country: str = "US") -> Comparer:
    """The function that compares values of these two types; always unknown where they do not compare.

    `zone` says where days begin, `country` what a phone number without its country's code belongs to.
    """
    found = _comparer(op, present(left), present(right), zone, country)
    return _careful(found) if found else _unlike


def comparer_with(op: Comparison, left: Type, right: Type, known: object, zone: tzinfo = UTC) -> Callable[[Any], Truth]:
    """The function that compares a value with one that is known beforehand."""
    test = comparer(op, left, right, zone)
    if op == "contains" and isinstance(known, str) and is_textlike(present(left)):
        return _contains(fold(known))
    if op in _ORDERS and known.__class__ is int and present(left) == present(right):
        order = _ORDERS[op]
        return lambda value: order(value, known) if value.__class__ is int else test(value, known)
    return lambda value: test(value, known)


def _contains(part: str) -> Callable[[Any], Truth]:
    def contains(value: Any) -> Truth:
        if value.__class__ is not str:
            return None
        return part in (value.lower() if value.isascii() else fold(value))

    return contains


def comparable(op: Comparison, left: Type, right: Type) -> bool:
    """Whether values of these two types compare at all."""
    return _comparer(op, present(left), present(right), UTC, "US") is not None


def range_comparer(value: Type, low: Type, high: Type, zone: tzinfo = UTC) -> Callable[[Any, Any, Any], Truth]:
    """The function for `value in low to high`, both ends included."""
    above, below = comparer(">=", value, low, zone), comparer("<=", value, high, zone)
    return lambda a, b, c: all_of((above(a, b), below(a, c)))


def compare(op: Comparison, a: object, b: object, zone: tzinfo = UTC) -> Truth:
    """Compare two values by what they look like, where no types are known."""
    if a is None or b is None:
        return None
    return comparer(op, type_of_value(a), type_of_value(b), zone)(a, b)


def equal(a: object, b: object, zone: tzinfo = UTC) -> Truth:
    """`a == b`"""
    return compare("==", a, b, zone)


def less(a: object, b: object, zone: tzinfo = UTC) -> Truth:
    """`a < b`"""
    return compare("<", a, b, zone)


def contains(a: object, b: object, zone: tzinfo = UTC) -> Truth:
    """`a contains b`: part of a text, ignoring case, or an item of a list."""
    return compare("contains", a, b, zone)


def starts_with(a: object, b: object) -> Truth:
    """`a starts with b`"""
    return compare("starts with", a, b)


def ends_with(a: object, b: object) -> Truth:
    """`a ends with b`"""
    return compare("ends with", a, b)


def is_in(a: object, items: object, zone: tzinfo = UTC) -> Truth:
    """`a in items`"""
    return compare("in", a, items, zone)


def order_key(zone: tzinfo = UTC) -> Key:
    """A sort key for values of one type, as `<` has it; missing ones last, money ordered within its currency."""

    def key(value: Any) -> tuple[Any, ...]:
        match value:
            case None:
                return (1,)
            case str():
                return (0, fold(value), value)
            case Money(amount, currency):
                return (0, currency, amount)
            case Percent():
                return (0, value.value)
            case Duration():
                return (0, value.nominal)
            case datetime():
                return (0, value)
            case date():
                return (0, start_of_day(value, zone))
            case dict() | list():
                return (0, 0)
        return (0, value)

    return key


def type_of_value(value: object) -> Type:
    """The type a value shows by itself; a list's items and a row's fields stay unknown."""
    match kind_of(value):
        case None | "filter":
            return UNKNOWN
        case "list":
            return ListOf(UNKNOWN)
        case "record":
            return Row(())
        case name:
            return Scalar(name)


def _unlike(a: object, b: object) -> Truth:
    return None


def _careful(run: Comparer) -> Comparer:
    """Unknown where a side is missing, or is not what its type said."""

    def careful(a: Any, b: Any) -> Truth:
        if a is None or b is None:
            return None
        try:
            return run(a, b)
        except (TypeError, AttributeError, ValueError, OverflowError):
            return None

    return careful


def _comparer(op: Comparison, left: Type, right: Type, zone: tzinfo, country: str) -> Comparer | None:
    match op:
        case "in":
            return _membership(right, left, zone, country, _flip)
        case "contains" if isinstance(left, ListOf):
            return _membership(left, right, zone, country, _straight)
        case _ if isinstance(left, Unknown) or isinstance(right, Unknown):
            return _by_looks(op, zone)
        case "==":
            return _equality(left, right, zone, country)
        case "!=":
            same = _equality(left, right, zone, country)
            return None if same is None else lambda a, b: negate(same(a, b))
        case "contains" | "starts with" | "ends with" | "matches":
            return _TEXT_TESTS[op] if is_textlike(left) and is_textlike(right) else None
        case _:
            return _ordering(op, left, right, zone)


def _by_looks(op: Comparison, zone: tzinfo) -> Comparer:
    def run(a: Any, b: Any) -> Truth:
        one, other = type_of_value(a), type_of_value(b)
        return None if isinstance(one, Unknown) or isinstance(other, Unknown) else comparer(op, one, other, zone)(a, b)

    return run


def _straight(run: Comparer) -> Comparer:
    return run


def _flip(run: Comparer) -> Comparer:
    return lambda a, b: run(b, a)


def _membership(
    many: Type, one: Type, zone: tzinfo, country: str, turn: Callable[[Comparer], Comparer]
) -> Comparer | None:
    if isinstance(many, Unknown):
        many = ListOf(UNKNOWN)
    if not isinstance(many, ListOf) or not comparable("==", many.item, one):
        return None
    same = comparer("==", many.item, one, zone, country)

    def holds(items: Any, value: Any) -> Truth:
        return any_of(same(item, value) for item in items) if isinstance(items, list) else None

    return turn(holds)


def _equality(left: Type, right: Type, zone: tzinfo, country: str) -> Comparer | None:
    if isinstance(left, ListOf) and isinstance(right, ListOf):
        return _equal_lists(left, right, zone, country)
    if isinstance(left, RecordOf | Row) and isinstance(right, RecordOf | Row):
        if isinstance(left, RecordOf) and isinstance(right, RecordOf) and left.name != right.name:
            return None
        return lambda a, b: _equal_records(a, b, zone)
    if is_textlike(left) and is_textlike(right):
        meaning = _text_meaning(left, right)
        return None if meaning is None else _equal_texts(meaning, country)
    if left == right == Scalar("boolean"):
        return operator.eq
    return _ordering("==", left, right, zone)


def _equal_lists(left: ListOf, right: ListOf, zone: tzinfo, country: str) -> Comparer | None:
    if not comparable("==", left.item, right.item):
        return None
    same = comparer("==", left.item, right.item, zone, country)

    def run(a: Any, b: Any) -> Truth:
        return all_of(map(same, a, b)) if len(a) == len(b) else False

    return run


def _equal_records(a: Any, b: Any, zone: tzinfo) -> Truth:
    if a is b:
        return True
    if a.get("id") is not None and b.get("id") is not None and "type" in a and "type" in b:
        return bool(a["id"] == b["id"] and a["type"] == b["type"])
    return all_of(_equal_fields(a.get(name), b.get(name), zone) for name in a.keys() | b.keys())


def _equal_fields(a: object, b: object, zone: tzinfo) -> Truth:
    return a is b if a is None or b is None else equal(a, b, zone)


def _text_meaning(left: Type, right: Type) -> str | None:
    """Which of two sorts of text decides how they meet: an email beside a text is compared as an email."""
    one, other = (kind.name if isinstance(kind, Scalar) else "text" for kind in (left, right))
    if one == other or other == "text":
        return one
    return other if one == "text" else None


def _equal_texts(meaning: str, country: str) -> Comparer:
    match meaning:
        case "email":
            return _keyed(same_email)
        case "url":
            return _keyed(same_url)
        case "phone":
            return _keyed(lambda text: same_phone(text, country))
    return _same_text


def _keyed(key: Key) -> Comparer:
    return lambda a, b: bool(a == b or key(a) == key(b))


def _same_text(a: str, b: str) -> Truth:
    if a == b or (a.isascii() and b.isascii()):
        return a == b
    return unicodedata.normalize("NFC", a) == unicodedata.normalize("NFC", b)


_TEXT_TESTS: Final[dict[str, Comparer]] = {
    "contains": lambda a, b: fold(b) in fold(a),
    "starts with": lambda a, b: fold(a).startswith(fold(b)),
    "ends with": lambda a, b: fold(a).endswith(fold(b)),
    "matches": lambda a, b: matcher(b)(a),
}
_ORDERS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge
}  # fmt: skip


def _ordering(op: str, left: Type, right: Type, zone: tzinfo) -> Comparer | None:
    order = _ORDERS[op]
    if is_textlike(left) and is_textlike(right):
        return lambda a, b: order(fold(a), fold(b))
    if not isinstance(left, Scalar) or not isinstance(right, Scalar):
        return None
    match left.name, right.name:
        case ("number", "number") | ("time", "time"):
            return order
        case "percent", "percent":
            return lambda a, b: order(a.value, b.value)
        case "duration", "duration":
            return lambda a, b: order(a.nominal, b.nominal)
        case ("money" | "number", "money") | ("money", "number"):
            return lambda a, b: _money_order(order, a, b)
        case (("date" | "datetime"), ("date" | "datetime")):
            return lambda a, b: order(a, b) if type(a) is type(b) else order(_day(a, zone), _day(b, zone))
    return None


def _money_order(order: Callable[[Any, Any], bool], a: Any, b: Any) -> Truth:
    if isinstance(a, Money) and isinstance(b, Money):
        return order(a.amount, b.amount) if a.currency == b.currency else None
    return order(a.amount if isinstance(a, Money) else a, b.amount if isinstance(b, Money) else b)


def _day(value: date, zone: tzinfo) -> date:
    return day_of(value, zone) if isinstance(value, datetime) else value
