"""The library's functions on lists, and `default`."""

from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Final

from sayso.dsl.addresses import fold, same_email, same_phone, same_url
from sayso.dsl.arithmetic import add, divide
from sayso.dsl.compare import comparable, comparer, order_key
from sayso.dsl.functions.shape import Function, FunctionParameter, Problem, Site, type_words
from sayso.dsl.render import render
from sayso.dsl.types import (
    BOOLEAN,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    UNKNOWN,
    ListOf,
    Scalar,
    Type,
    Unknown,
    join,
    optional,
    present,
)
from sayso.dsl.values import MAX_LIST, MAX_TEXT, Duration, Money, Percent

_LIST: Final = FunctionParameter("list", "a list")
_AMOUNTS: Final = FunctionParameter("list", "a list of numbers, money, percents or durations")
_ORDERED: Final = FunctionParameter("list", "a list of things that have an order")


def _first(site: Site, items: list[object]) -> object:
    return items[0] if items else None


def _last(site: Site, items: list[object]) -> object:
    return items[-1] if items else None


def _count(site: Site, items: list[object] | None) -> int:
    return len(items) if items else 0


def _sum(site: Site, items: list[object]) -> object:
    total: object = None
    for item in items:
        if item is not None:
            total = item if total is None else add(total, item)
            if total is None:
                return None
    return _nothing(site) if total is None else total


def _nothing(site: Site) -> object:
    match present(site.item()):
        case Scalar("money"):
            return Money(Decimal(0), site.setting.currency)
        case Scalar("percent"):
            return Percent(Decimal(0))
        case Scalar("duration"):
            return Duration()
    return 0


def _average(site: Site, items: list[object]) -> object:
    there = [item for item in items if item is not None]
    return divide(_sum(site, there), len(there)) if there else None


def _least(site: Site, items: list[object]) -> object:
    there = _one_currency(items)
    return min(there, key=order_key(site.setting.zone)) if there else None


def _greatest(site: Site, items: list[object]) -> object:
    there = _one_currency(items)
    return max(there, key=order_key(site.setting.zone)) if there else None


def _one_currency(items: list[object]) -> list[object]:
    there = [item for item in items if item is not None]
    return [] if len({item.currency for item in there if isinstance(item, Money)}) > 1 else there


def _join(site: Site, items: list[object] | None, separator: str | None) -> str:
    between, length = ", " if separator is None else separator, 0
    pieces: list[str] = []
    for item in items or []:
        piece = render(item, site.item(), site.setting.zone, site.setting.titles)
        if piece is not None and length < MAX_TEXT:
            length += len(piece) + (len(between) if pieces else 0)
            pieces.append(piece)
    return between.join(pieces)[:MAX_TEXT]


def _reverse(site: Site, items: list[object]) -> list[object]:
    return items[::-1]


def _unique(site: Site, items: list[object]) -> list[object]:
    kept: dict[Hashable, object] = {}
    for item in items:
        kept.setdefault(_identity(item, site), item)
    return list(kept.values())


def _identity(value: object, site: Site) -> Hashable:
    """What two items share exactly when they mean the same."""
    match value:
        case str():
            return _text_identity(value, present(site.item()), site.setting.country)
        case dict() if "id" in value and "type" in value:
            return ("record", str(value["type"]), str(value["id"]))
        case dict():
            return ("row", frozenset((name, _identity(field, site)) for name, field in value.items()))
        case list():
            return ("list", *(_identity(item, site) for item in value))
        case Duration():
            return ("duration", value.nominal)
        case bool():
            return ("boolean", value)
        case Hashable():
            return value


def _text_identity(text: str, kind: Type, country: str) -> Hashable:
    match kind:
        case Scalar("email"):
            return same_email(text)
        case Scalar("url"):
            return same_url(text)
        case Scalar("phone"):
            return same_phone(text, country)
    return text


def _flatten(site: Site, items: list[object]) -> list[object]:
    flat: list[object] = []
    for item in items:
        flat.extend(item if isinstance(item, list) else [item])
        if len(flat) >= MAX_LIST:
            break
    return flat[:MAX_LIST]


def _contains_any(site: Site, value: object, wanted: list[object]) -> bool:
    if isinstance(value, str):
        text = fold(value)
        return any(isinstance(one, str) and fold(one) in text for one in wanted)
    holds = comparer("contains", site.types[0] or UNKNOWN, site.item(1), site.setting.zone, site.setting.country)
    return any(holds(value, one) is True for one in wanted)


def _without(site: Site, items: list[object], unwanted: list[object]) -> list[object]:
    gone = {_identity(item, site) for item in unwanted}
    return [item for item in items if _identity(item, site) not in gone]


def _default(site: Site, value: object, fallback: object) -> object:
    return fallback if value is None else value


def _same_list(types: Sequence[Type | None]) -> Type:
    return ListOf(_item(types))


def _maybe_item(types: Sequence[Type | None]) -> Type:
    return optional(_item(types))


def _item(types: Sequence[Type | None]) -> Type:
    kind = present(types[0]) if types and types[0] is not None else UNKNOWN
    return kind.item if isinstance(kind, ListOf) else UNKNOWN


def _total(types: Sequence[Type | None]) -> Type:
    item = present(_item(types))
    return item if item in (NUMBER, MONEY, PERCENT, DURATION) else (UNKNOWN if isinstance(item, Unknown) else NUMBER)


def _flat(types: Sequence[Type | None]) -> Type:
    item = present(_item(types))
    return ListOf(item.item) if isinstance(item, ListOf) else ListOf(_item(types))


def _if_it_can_contain(types: Sequence[Type | None]) -> Type | Problem:
    value, wanted = present(types[0] or UNKNOWN), _item(types[1:])
    if comparable("contains", value, wanted):
        return BOOLEAN
    return Problem(f"{type_words(value).capitalize()} can't contain {type_words(wanted)}.", 1)


def _same_list_if_alike(types: Sequence[Type | None]) -> Type | Problem:
    one, other = _item(types), _item(types[1:])
    if comparable("==", one, other):
        return ListOf(one)
    return Problem(f"The lists of `without` differ: {type_words(one)} is never {type_words(other)}.", 1)


def _either(types: Sequence[Type | None]) -> Type | Problem:
    value, fallback = (kind if kind is not None else UNKNOWN for kind in types[:2])
    if isinstance(value, Unknown):
        return fallback
    both = join(present(value), fallback)
    if both is not None:
        return both
    return Problem(f"The fallback must be {type_words(value)}, as the value is; this is {type_words(fallback)}.", 1)


LISTS: Final = (
    Function("first", "the first item of the list", (_LIST,), _maybe_item, _first, 'first(["a", "b"])', "a"),
    Function("last", "the last item of the list", (_LIST,), _maybe_item, _last, 'last(["a", "b"])', "b"),
    Function(
        "count",
        "how many items the list has; 0 for a missing one",
        (_LIST,),
        NUMBER,
        _count,
        "count([3, 4])",
        "2",
        True,
    ),
    Function("sum", "all items added up", (_AMOUNTS,), _total, _sum, "sum([$10k, $5k])", "$15,000"),
    Function(
        "average",
        "the sum divided by the number of items",
        (_AMOUNTS,),
        lambda types: optional(_total(types)),
        _average,
        "average([1, 2, 6])",
        "3",
    ),
    Function("min", "the smallest item", (_ORDERED,), _maybe_item, _least, "min([3, 1, 2])", "1"),
    Function(
        "max", "the largest item", (_ORDERED,), _maybe_item, _greatest, "max([2026-03-01, 2026-01-01])", "1 March 2026"
    ),
    Function(
        "join",
        "the items as one text, with `, ` or the separator between them",
        (_LIST, FunctionParameter("separator", "a text", required=False)),
        TEXT,
        _join,
        'join(["a", "b"], " / ")',
        "a / b",
        True,
    ),
    Function("unique", "the list without repetitions", (_LIST,), _same_list, _unique, "unique([1, 2, 1])", "1 and 2"),
    Function("reverse", "the list backwards", (_LIST,), _same_list, _reverse, "reverse([1, 2])", "2 and 1"),
    Function(
        "flatten", "the items of the lists in a list", (_LIST,), _flat, _flatten, "flatten([[1], [2]])", "1 and 2"
    ),
    Function(
        "contains_any",
        "whether the text or list contains at least one of these",
        (FunctionParameter("value", "a text or a list"), FunctionParameter("wanted", "a list")),
        _if_it_can_contain,
        _contains_any,
        'contains_any("VP of Sales", ["vp", "chief"])',
        "yes",
    ),
    Function(
        "without",
        "the items that are not in the other list",
        (_LIST, FunctionParameter("unwanted", "a list")),
        _same_list_if_alike,
        _without,
        "without([1, 2, 3], [2])",
        "1 and 3",
    ),
    Function(
        "default",
        "the value, or the fallback where it is missing",
        (FunctionParameter("value", "anything"), FunctionParameter("fallback", "anything")),
        _either,
        _default,
        'default(missing, "there")',
        "there",
        True,
    ),
)
"""The functions on lists, in the order the documentation shows them."""
