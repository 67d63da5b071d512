"""Expressions of the tree to typed core: what inference decided about their kinds becomes part of the form."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sayso.compiler import ir
from sayso.compiler.facts import Facts
from sayso.dsl import calendar, functions, values_json
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import OnSchedule
from sayso.dsl.node import walk
from sayso.dsl.print import print_expression
from sayso.dsl.types import BOOLEAN, TEXT, ListOf, Type, present
from sayso.dsl.values import Money, Percent

BUILT_IN = frozenset({"now", "today", "run", "workspace", "trigger", "memory", "me", "user", "previous", "it"})
"""Names that are never read again: they stand for no record, or for a record as it was."""


class Lowering:
    """What lowering needs at hand. `begun` are names of the triggers; `aliases` what a name is called in the program
    where another of the same name is in reach outside, which is `hidden` here.
    """

    def __init__(self, facts: Facts, catalog: Catalog, tainted: dict[int, tuple[str, ...]] | None = None) -> None:
        """`tainted` says which parameters of which call carry strangers' words."""
        self.tainted = tainted or {}
        self.facts, self.catalog, self.zone = facts, catalog, zone_of(facts, catalog)
        self.held: dict[str, frozenset[str]] = {}
        self.begun: dict[str, Type] = {}
        self.aliases: dict[str, str] = {}
        self.hidden: dict[str, Type] = {}

    def core(self, expression: e.Expression) -> ir.Expression:
        """The typed core of an expression."""
        return _FORMS[type(expression)](self, expression)

    def kind(self, expression: e.Expression) -> Type:
        """The type inference found; a template's own parts have none, and are shown by what they hold."""
        return self.facts.type_of(expression)

    def called(self, name: str) -> str:
        """What a name in reach is called in the program: a lane has one value for each."""
        return self.aliases.get(name, name)

    def records_in(self, *expressions: e.Expression | None) -> tuple[str, ...]:
        """The names of records that can be read again and that these expressions look at."""
        found: dict[str, None] = {}
        for name in _names_in(expressions):
            if name.name not in BUILT_IN and self.can_be_reread(self.kind(name)):
                found[self.called(name.name)] = None
        return tuple(found)

    def can_be_reread(self, kind: Type) -> bool:
        """Whether a value of this type stands for records of the workspace, not for a picture of them."""
        kind = present(kind)
        record = self.catalog.record_of(kind.item if isinstance(kind, ListOf) else kind)
        return record is not None and record.reader is not None

    def memory_in(self, *expressions: e.Expression | None) -> tuple[str, ...]:
        """The entries of the flow's memory that these expressions look at."""
        if not self.facts.memory:
            return ()
        fields = (n for expression in expressions if expression is not None for n in walk(expression))
        return tuple(dict.fromkeys(n.name for n in fields if isinstance(n, e.Field) and _is_memory(n)))


def zone_of(facts: Facts, catalog: Catalog) -> str:
    """The zone the flow lives in: its schedule's where it names one, else the workspace's."""
    named = (trigger.zone for trigger in facts.flow.triggers if isinstance(trigger, OnSchedule) and trigger.zone)
    return next(named, catalog.zone)


def _is_memory(node: Any) -> bool:
    return isinstance(node, e.Field) and isinstance(node.of, e.Name) and node.of.name == "memory"


def _names_in(expressions: tuple[e.Expression | None, ...]) -> list[e.Name]:
    return [
        n for expression in expressions if expression is not None for n in walk(expression) if isinstance(n, e.Name)
    ]


def constant(value: object) -> ir.Const:
    """A value as core."""
    return ir.Const(values_json.to_plain(value))


def _text(lower: Lowering, node: e.Text) -> ir.Expression:
    if all(isinstance(part, str) for part in node.parts):
        return constant("".join(str(part) for part in node.parts))
    return ir.Join(
        tuple(part if isinstance(part, str) else (lower.core(part), lower.kind(part)) for part in node.parts)
    )


def _number(lower: Lowering, node: e.Number) -> ir.Expression:
    whole = node.value == node.value.to_integral_value() and abs(node.value) < 10**15
    return constant(int(node.value) if whole else node.value)


def _list(lower: Lowering, node: e.List) -> ir.Expression:
    return ir.Items(tuple(lower.core(item) for item in node.items))


def _name(lower: Lowering, node: e.Name) -> ir.Expression:
    return ir.Load(lower.called(node.name))


def _field(lower: Lowering, node: e.Field) -> ir.Expression:
    if _is_memory(node):
        return ir.Load(f"memory.{node.name}")
    if isinstance(present(lower.kind(node.of)), ListOf):
        return ir.Project(lower.core(node.of), node.name)
    return ir.Get(lower.core(node.of), node.name)


def _call(lower: Lowering, node: e.Call) -> ir.Expression:
    if node.function in lower.catalog.records and not node.arguments:
        return ir.Build(node.function, ())
    places = functions.places(node.function, [argument.name for argument in node.arguments])
    assert not isinstance(places, functions.Problem)
    given = [node.arguments[place].value if place is not None else None for place in places]
    return ir.Apply(
        node.function,
        tuple(lower.core(value) if value is not None else None for value in given),
        tuple(lower.kind(value) if value is not None else None for value in given),
    )


def _record(lower: Lowering, node: e.Record) -> ir.Expression:
    kind = "" if node.type == "record" else node.type
    return ir.Build(kind, tuple((a.name or "", lower.core(a.value)) for a in node.arguments))


def _binary(lower: Lowering, node: e.Binary) -> ir.Expression:
    match node.operator:
        case "and":
            return ir.All((lower.core(node.left), lower.core(node.right)))
        case "or":
            sides = (lower.core(node.left), lower.core(node.right))
            return ir.Any(sides) if present(lower.kind(node.left)) == BOOLEAN else ir.Fallback(*sides)
        case "+" | "-" | "*" | "/":
            return ir.Arith(node.operator, lower.core(node.left), lower.core(node.right))
        case "matches":
            assert isinstance(node.right, e.Text)
            return ir.Matching(lower.core(node.left), "".join(str(part) for part in node.right.parts))
        case "in" if isinstance(node.right, e.Range):
            return ir.All(
                (_compare(lower, ">=", node.left, node.right.low), _compare(lower, "<=", node.left, node.right.high))
            )
    return _compare(lower, node.operator, node.left, node.right)


def _compare(lower: Lowering, op: Any, left: e.Expression, right: e.Expression) -> ir.Expression:
    return ir.Compare(op, lower.core(left), lower.core(right), lower.kind(left), lower.kind(right))


def _where(lower: Lowering, node: e.Where) -> ir.Expression:
    return ir.Keep(lower.core(node.of), lower.facts.elements[id(node)], lower.core(node.condition))


def _sorted(lower: Lowering, node: e.Sorted) -> ir.Expression:
    return ir.Order(lower.core(node.of), lower.facts.elements[id(node)], lower.core(node.key), node.descending)


def _trigger_is(lower: Lowering, node: e.TriggerIs) -> ir.Expression:
    return ir.Any(tuple(_trigger_kind(kind) for kind in node.kinds))


def _trigger_kind(kind: e.TriggerKind) -> ir.Expression:
    told = "event" if "." in kind.kind else kind.kind
    name = kind.kind if told == "event" else kind.name
    tests = [_same("kind", told)] + ([_same("name", name)] if name else [])
    return tests[0] if len(tests) == 1 else ir.All(tuple(tests))


def _same(field: str, value: str) -> ir.Expression:
    return ir.Compare("==", ir.Get(ir.Load("trigger"), field), constant(value), TEXT, TEXT)


def duration(node: e.Duration) -> ir.Const:
    """A written length of time as core."""
    return constant(calendar.from_literal(node))


def condition(lower: Lowering, node: e.Expression) -> ir.Condition:
    """A tool's filter as data."""
    names = lower.facts.elements[id(node)]
    used = {lower.called(name.name) for name in _names_in((node,))}
    free = tuple(sorted((used - set(names)) | {"now"}))
    memory = tuple(f"memory.{name}" for name in lower.memory_in(node))
    return ir.Condition(print_expression(node), names, lower.core(node), free + memory)


def _instant(lower: Lowering, node: e.DateTime) -> datetime:
    from zoneinfo import ZoneInfo  # here, because few flows name an instant and a check should begin quickly

    return calendar.at_local(datetime.combine(node.date, node.time), ZoneInfo(lower.zone))


_FORMS: dict[type, Callable[[Lowering, Any], ir.Expression]] = {
    e.Text: _text,
    e.Number: _number,
    e.Percent: lambda lower, node: constant(Percent(node.value)),
    e.Money: lambda lower, node: constant(Money(node.amount, node.currency)),
    e.Duration: lambda lower, node: duration(node),
    e.Date: lambda lower, node: constant(node.value),
    e.Time: lambda lower, node: constant(node.value),
    e.DateTime: lambda lower, node: constant(_instant(lower, node)),
    e.Boolean: lambda lower, node: constant(node.value),
    e.Missing: lambda lower, node: constant(None),
    e.List: _list,
    e.Name: _name,
    e.Field: _field,
    e.Index: lambda lower, node: ir.At(lower.core(node.of), node.position),
    e.Call: _call,
    e.Record: _record,
    e.Binary: _binary,
    e.Not: lambda lower, node: ir.Negate(lower.core(node.value)),
    e.Negative: lambda lower, node: ir.Minus(lower.core(node.value)),
    e.Exists: lambda lower, node: ir.Present(lower.core(node.value), True),
    e.IsMissing: lambda lower, node: ir.Present(lower.core(node.value), False),
    e.Where: _where,
    e.Sorted: _sorted,
    e.Take: lambda lower, node: ir.Slice(node.end, lower.core(node.count), lower.core(node.of)),
    e.TriggerIs: _trigger_is,
}
