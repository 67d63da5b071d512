"""What an expression comes to: one short rule for each form, read from the language's page.

Names are looked up in a `Reach`, which is where a stale record is read again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sayso.dsl import calendar, functions
from sayso.dsl import expressions as e
from sayso.dsl.addresses import fold
from sayso.dsl.arithmetic import SIGNS, negate
from sayso.dsl.catalog import Catalog
from sayso.dsl.compare import all_of, any_of, comparer, order_key, range_comparer
from sayso.dsl.compare import negate as negated
from sayso.dsl.render import render
from sayso.dsl.types import Type
from sayso.dsl.values import Money, Percent, as_number, clean
from tests.reference.evaluator.kinds import argument_kinds, inside, is_truth, kind_of

Truth = bool | None


class Reach(Protocol):
    """The names a place can see."""

    catalog: Catalog

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's zone."""

    @property
    def kinds(self) -> dict[str, Type]:
        """The type of every name."""

    def value(self, name: str) -> Any:
        """What a name stands for just now."""

    def began_with(self, kind: str, name: str | None) -> bool:
        """Whether this trigger began the run."""


class Inside:
    """A reach with the names of one element, or of one event, on top."""

    def __init__(self, outer: Reach, values: Mapping[str, Any], kinds: Mapping[str, Type]) -> None:
        self.outer, self.values, self.catalog = outer, values, outer.catalog
        self.kinds: dict[str, Type] = {**outer.kinds, **kinds}

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's zone."""
        return self.outer.zone

    def value(self, name: str) -> Any:
        """The element, or what is outside."""
        return self.values[name] if name in self.values else self.outer.value(name)

    def began_with(self, kind: str, name: str | None) -> bool:
        """As outside."""
        return self.outer.began_with(kind, name)


def evaluate(expression: e.Expression, reach: Reach) -> Any:
    """The value of an expression; None where it is missing or unknown."""
    return FORMS[type(expression)](expression, reach)


def shown(value: Any, kind: Type, reach: Reach) -> str:
    """A value as a text shows it."""
    titles = {record.name: record.title for record in reach.catalog.records.values()}
    return render(value, kind, reach.zone, titles) or ""


def elements(items: Any, of: Type, reach: Reach) -> list[tuple[Any, Inside]]:
    """Each item of a list with the reach in which it has its names."""
    if not isinstance(items, list):
        return []
    fresh = {name: kind for name, kind in inside(reach.kinds, of).items() if name == "it" or name not in reach.kinds}
    return [(item, Inside(reach, dict.fromkeys(fresh, item), fresh)) for item in items]


def field(value: Any, name: str) -> Any:
    """A field of a record or row, or of each record of a list."""
    if isinstance(value, list):
        return [one for one in (field(item, name) for item in value) if one is not None]
    return value.get(name) if isinstance(value, dict) else None


def _text(text: e.Text, reach: Reach) -> str:
    parts = [
        part
        if isinstance(part, str)
        else shown(evaluate(part, reach), kind_of(part, reach.kinds, reach.catalog), reach)
        for part in text.parts
    ]
    return clean("".join(parts))


def _date_time(moment: e.DateTime, reach: Reach) -> datetime:
    return calendar.at_local(datetime.combine(moment.date, moment.time), reach.zone)


def _index(index: e.Index, reach: Reach) -> Any:
    items = evaluate(index.of, reach)
    return items[index.position] if isinstance(items, list) and index.position < len(items) else None


def _call(call: e.Call, reach: Reach) -> Any:
    places = functions.places(call.function, [argument.name for argument in call.arguments])
    assert not isinstance(places, functions.Problem)
    titles = {record.name: record.title for record in reach.catalog.records.values()}
    setting = functions.Setting(reach.zone, reach.catalog.currency, titles=titles)
    values = [None if at is None else evaluate(call.arguments[at].value, reach) for at in places]
    return functions.linked(call.function, argument_kinds(call, reach.kinds, reach.catalog), setting)(*values)


def _record(record: e.Record, reach: Reach) -> dict[str, Any]:
    return {one.name or "": evaluate(one.value, reach) for one in record.arguments}


def _binary(binary: e.Binary, reach: Reach) -> Any:
    match binary.operator:
        case "or":
            return _or(binary, reach)
        case "and":
            return all_of((evaluate(binary.left, reach), evaluate(binary.right, reach)))
        case "+" | "-" | "*" | "/":
            return SIGNS[binary.operator](evaluate(binary.left, reach), evaluate(binary.right, reach), reach.zone)
    return _compared(binary, reach)


def _or(binary: e.Binary, reach: Reach) -> Any:
    left = evaluate(binary.left, reach)
    if is_truth(binary.left, reach.kinds, reach.catalog):
        return any_of((left, evaluate(binary.right, reach)))
    return left if left is not None else evaluate(binary.right, reach)


def _compared(binary: e.Binary, reach: Reach) -> Truth:
    kind = kind_of(binary.left, reach.kinds, reach.catalog)
    left = evaluate(binary.left, reach)
    if isinstance(binary.right, e.Range):
        low, high = binary.right.low, binary.right.high
        least, most = (kind_of(side, reach.kinds, reach.catalog) for side in (low, high))
        return range_comparer(kind, least, most, reach.zone)(left, evaluate(low, reach), evaluate(high, reach))
    other = kind_of(binary.right, reach.kinds, reach.catalog)
    operator: Any = binary.operator
    return comparer(operator, kind, other, reach.zone)(left, evaluate(binary.right, reach))


def _where(where: e.Where, reach: Reach) -> Any:
    items = evaluate(where.of, reach)
    if not isinstance(items, list):
        return None
    of = kind_of(where.of, reach.kinds, reach.catalog)
    return [item for item, near in elements(items, of, reach) if evaluate(where.condition, near) is True]


def _sorted(order: e.Sorted, reach: Reach) -> Any:
    items = evaluate(order.of, reach)
    if not isinstance(items, list):
        return None
    keyed = [
        (evaluate(order.key, near), item)
        for item, near in elements(items, kind_of(order.of, reach.kinds, reach.catalog), reach)
    ]
    key = order_key(reach.zone)
    there = [pair for pair in keyed if pair[0] is not None]
    there.sort(key=lambda pair: _place(pair[0], key), reverse=order.descending)
    return [item for _, item in there] + [item for value, item in keyed if value is None]


def _place(value: Any, key: Callable[[Any], Any]) -> Any:
    """Where `<` puts a value: texts that differ in case alone stay in the list's order."""
    return fold(value) if isinstance(value, str) else key(value)


def _take(take: e.Take, reach: Reach) -> Any:
    items, count = evaluate(take.of, reach), evaluate(take.count, reach)
    if not isinstance(items, list) or count is None:
        return None
    most = max(int(count), 0)
    return items[:most] if take.end == "first" else items[len(items) - min(most, len(items)) :]


def _trigger_is(test: e.TriggerIs, reach: Reach) -> bool:
    return any(reach.began_with(kind.kind, kind.name) for kind in test.kinds)


def _number(number: e.Number, reach: Reach) -> Any:
    return as_number(number.value)


FORMS: Mapping[type, Callable[[Any, Reach], Any]] = {
    e.Text: _text,
    e.Number: _number,
    e.Percent: lambda one, reach: Percent(one.value),
    e.Money: lambda one, reach: Money(one.amount, one.currency),
    e.Duration: lambda one, reach: calendar.from_literal(one),
    e.Date: lambda one, reach: one.value,
    e.Time: lambda one, reach: one.value,
    e.DateTime: _date_time,
    e.Boolean: lambda one, reach: one.value,
    e.Missing: lambda one, reach: None,
    e.List: lambda one, reach: [evaluate(item, reach) for item in one.items],
    e.Name: lambda one, reach: reach.value(one.name),
    e.Field: lambda one, reach: field(evaluate(one.of, reach), one.name),
    e.Index: _index,
    e.Call: _call,
    e.Record: _record,
    e.Binary: _binary,
    e.Not: lambda one, reach: negated(evaluate(one.value, reach)),
    e.Negative: lambda one, reach: negate(evaluate(one.value, reach)),
    e.Exists: lambda one, reach: evaluate(one.value, reach) is not None,
    e.IsMissing: lambda one, reach: evaluate(one.value, reach) is None,
    e.Where: _where,
    e.Sorted: _sorted,
    e.Take: _take,
    e.TriggerIs: _trigger_is,
}
"""How each form is worked out."""
