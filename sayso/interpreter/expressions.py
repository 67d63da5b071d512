"""Core expressions compiled once to closures over the lane's names; nothing is walked as a tree in the hot loop.

Every closure is total: a missing or foreign value gives missing, a comparison with it is unknown.
"""

from collections.abc import Callable
from functools import reduce
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler import ir
from sayso.dsl import arithmetic, calendar, compare, functions, patterns, render, values, values_json
from sayso.dsl.types import Type

Env = dict[str, Any]
Closure = Callable[[Env], Any]


class Settings(msgspec.Struct, frozen=True):
    """What parts of a program need to know of the whole: its zone, its currency, the field shown for a whole record,
    and the calls whose instant is remembered, because an event is listened for as their answer.
    """

    zone: ZoneInfo
    titles: dict[str, str]
    currency: str = "USD"
    marks: frozenset[str] = frozenset()


def closure(core: ir.Core, settings: Settings) -> Closure:
    """The function that gives the expression's value for a lane's names."""
    return _BUILDERS[type(core)](core, settings)


def _const(core: ir.Const, settings: Settings) -> Closure:
    value = values_json.from_plain(core.value)
    return lambda env: value


def _load(core: ir.Load, settings: Settings) -> Closure:
    name = core.name
    if name == "today":
        zone = settings.zone
        return lambda env: calendar.day_of(env["now"], zone)
    return lambda env: env.get(name)


def _get(core: ir.Get, settings: Settings) -> Closure:
    """A field; of a name, or of a field of a name, in one step: nearly all are."""
    field, of = core.field, core.of
    if _is_name(of):
        return _field_of_name(of.name, field)
    if isinstance(of, ir.Get) and _is_name(of.of):
        return _field_of_field(of.of.name, of.field, field)
    inner = closure(of, settings)

    def get(env: Env) -> Any:
        record = inner(env)
        return record.get(field) if record.__class__ is dict else None

    return get


def _is_name(core: ir.Core) -> TypeGuard[ir.Load]:
    return isinstance(core, ir.Load) and core.name != "today"


def _field_of_name(name: str, field: str) -> Closure:
    def get(env: Env) -> Any:
        try:
            return env[name][field]
        except (KeyError, TypeError):
            return None

    return get


def _field_of_field(name: str, link: str, field: str) -> Closure:
    def get(env: Env) -> Any:
        try:
            return env[name][link][field]
        except (KeyError, TypeError):
            return None

    return get


def _project(core: ir.Project, settings: Settings) -> Closure:
    of, field = closure(core.of, settings), core.field

    def project(env: Env) -> Any:
        found = (item.get(field) for item in of(env) or () if item is not None)
        return [value for value in found if value is not None]

    return project


def _at(core: ir.At, settings: Settings) -> Closure:
    of, position = closure(core.of, settings), core.position

    def at(env: Env) -> Any:
        items = of(env)
        return items[position] if items is not None and position < len(items) else None

    return at


def _apply(core: ir.Apply, settings: Settings) -> Closure:
    setting = functions.Setting(settings.zone, settings.currency, titles=settings.titles)
    run = functions.linked(core.function, core.types, setting)
    arguments = [closure(argument, settings) if argument is not None else _nothing for argument in core.arguments]
    return lambda env: run(*[argument(env) for argument in arguments])


def _nothing(env: Env) -> None:
    """An argument that was left out."""


def _compare(core: ir.Compare, settings: Settings) -> Closure:
    if isinstance(core.right, ir.Const):
        known = closure(core.right, settings)({})
        test = compare.comparer_with(core.op, core.left_type, core.right_type, known, settings.zone)
        return _tested(core.left, test, settings)
    left, right = closure(core.left, settings), closure(core.right, settings)
    met = compare.comparer(core.op, core.left_type, core.right_type, settings.zone)
    return lambda env: met(left(env), right(env))


def _tested(core: ir.Core, test: Callable[[Any], bool | None], settings: Settings) -> Closure:
    """What a test says of a value; of a field of a name, or of a field of that, in one step."""
    if isinstance(core, ir.Get) and _is_name(core.of):
        return _field_tested(core.of.name, core.field, test)
    if isinstance(core, ir.Get) and isinstance(core.of, ir.Get) and _is_name(core.of.of):
        return _linked_field_tested(core.of.of.name, core.of.field, core.field, test)
    value = closure(core, settings)
    return lambda env: test(value(env))


def _linked_field_tested(name: str, link: str, field: str, test: Callable[[Any], bool | None]) -> Closure:
    def tested(env: Env) -> bool | None:
        try:
            value = env[name][link][field]
        except (KeyError, TypeError):
            value = None
        return test(value)

    return tested


def _field_tested(name: str, field: str, test: Callable[[Any], bool | None]) -> Closure:
    def tested(env: Env) -> bool | None:
        try:
            value = env[name][field]
        except (KeyError, TypeError):
            value = None
        return test(value)

    return tested


def _all(core: ir.All, settings: Settings) -> Closure:
    return reduce(_both, (closure(item, settings) for item in core.items))


def _both(first: Closure, second: Closure) -> Closure:
    def both(env: Env) -> bool | None:
        one = first(env)
        if one is False:
            return False
        other = second(env)
        if other is False:
            return False
        return True if one is True and other is True else None

    return both


def _any(core: ir.Any, settings: Settings) -> Closure:
    return reduce(_either, (closure(item, settings) for item in core.items))


def _either(first: Closure, second: Closure) -> Closure:
    def either(env: Env) -> bool | None:
        one = first(env)
        if one is True:
            return True
        other = second(env)
        if other is True:
            return True
        return False if one is False and other is False else None

    return either


def _negate(core: ir.Negate, settings: Settings) -> Closure:
    item = closure(core.item, settings)

    def negate(env: Env) -> bool | None:
        value = item(env)
        return (not value) if value.__class__ is bool else None

    return negate


def _fallback(core: ir.Fallback, settings: Settings) -> Closure:
    left, right = closure(core.left, settings), closure(core.right, settings)

    def fallback(env: Env) -> Any:
        value = left(env)
        return right(env) if value is None else value

    return fallback


def _present(core: ir.Present, settings: Settings) -> Closure:
    item, wanted = closure(core.item, settings), core.wanted
    return lambda env: (item(env) is not None) is wanted


_WORK = {"+": arithmetic.add, "-": arithmetic.subtract, "*": arithmetic.multiply, "/": arithmetic.divide}


def _arith(core: ir.Arith, settings: Settings) -> Closure:
    work = _WORK[core.op]
    left, right, zone = closure(core.left, settings), closure(core.right, settings), settings.zone
    return lambda env: work(left(env), right(env), zone)


def _minus(core: ir.Minus, settings: Settings) -> Closure:
    item = closure(core.item, settings)
    return lambda env: arithmetic.negate(item(env))


def _join(core: ir.Join, settings: Settings) -> Closure:
    """A text: what is said first, then each value and what is said after it. Texts are shown as they are."""
    zone, titles = settings.zone, settings.titles
    begin, parts = _said(core.parts, settings)

    def join(env: Env) -> str:
        text = begin
        for value, kind, after in parts:
            held = value(env)
            if held.__class__ is not str:
                held = render.render(held, kind, zone, titles) or ""
            text += held + after
        return text

    return _join_two(begin, parts, join) if len(parts) == 2 else join


def _join_two(begin: str, parts: list[tuple[Closure, Type, str]], join: Closure) -> Closure:
    """Most texts hold two values, and most values are texts."""
    (one, _, between), (two, _, end) = parts

    def join_two(env: Env) -> Any:
        first, second = one(env), two(env)
        if first.__class__ is str and second.__class__ is str:
            return f"{begin}{first}{between}{second}{end}"
        return join(env)

    return join_two


def _said(
    parts: tuple[str | tuple[ir.Core, Type], ...], settings: Settings
) -> tuple[str, list[tuple[Closure, Type, str]]]:
    """What is said before the first value, and each value with what is said after it."""
    begin, values = "", list[tuple[Closure, Type, str]]()
    for part in parts:
        if not isinstance(part, str):
            values.append((closure(part[0], settings), part[1], ""))
        elif values:
            value, kind, after = values[-1]
            values[-1] = value, kind, after + part
        else:
            begin += part
    return begin, values


def _items(core: ir.Items, settings: Settings) -> Closure:
    items = [closure(item, settings) for item in core.items]
    return lambda env: [item(env) for item in items]


def _build(core: ir.Build, settings: Settings) -> Closure:
    fields = [(name, closure(value, settings)) for name, value in core.fields]
    base = {"type": core.type} if core.type else {}
    return lambda env: base | {name: value(env) for name, value in fields}


def _inner(env: Env, names: tuple[str, ...], item: object) -> Env:
    inner = dict(env)
    for name in names:
        inner[name] = item
    return inner


def _keep(core: ir.Keep, settings: Settings) -> Closure:
    of, condition, names = closure(core.of, settings), closure(core.condition, settings), core.names
    return lambda env: [item for item in of(env) or () if condition(_inner(env, names, item)) is True]


def _order(core: ir.Order, settings: Settings) -> Closure:
    of, key, names, descending = closure(core.of, settings), closure(core.key, settings), core.names, core.descending

    def order(env: Env) -> list[Any]:
        keyed = [(key(_inner(env, names, item)), item) for item in of(env) or ()]
        present = [pair for pair in keyed if pair[0] is not None]
        present.sort(key=lambda pair: _sort_key(pair[0]), reverse=descending)
        return [item for _, item in present] + [item for value, item in keyed if value is None]

    return order


def _sort_key(value: Any) -> Any:
    match value:
        case str():
            return value.casefold()
        case values.Money():
            return (value.currency, value.amount)
        case values.Percent():
            return value.value
        case values.Duration():
            return value.nominal
    return value


def _slice(core: ir.Slice, settings: Settings) -> Closure:
    of, count, first = closure(core.of, settings), closure(core.count, settings), core.end == "first"

    def cut(env: Env) -> list[Any]:
        items, many = of(env) or [], max(int(count(env) or 0), 0)
        return items[:many] if first else items[max(len(items) - many, 0) :]

    return cut


def _matching(core: ir.Matching, settings: Settings) -> Closure:
    item, test = closure(core.item, settings), patterns.matcher(core.pattern)
    return lambda env: test(item(env))


def _condition(core: ir.Condition, settings: Settings) -> Closure:
    text, names, free = core.text, core.names, core.free
    return lambda env: values.Filter(text, names, {name: env.get(name) for name in free})


_BUILDERS: dict[type[ir.Core], Callable[[Any, Settings], Closure]] = {
    ir.Const: _const,
    ir.Load: _load,
    ir.Get: _get,
    ir.Project: _project,
    ir.At: _at,
    ir.Apply: _apply,
    ir.Compare: _compare,
    ir.All: _all,
    ir.Any: _any,
    ir.Negate: _negate,
    ir.Fallback: _fallback,
    ir.Present: _present,
    ir.Arith: _arith,
    ir.Minus: _minus,
    ir.Join: _join,
    ir.Items: _items,
    ir.Build: _build,
    ir.Keep: _keep,
    ir.Order: _order,
    ir.Slice: _slice,
    ir.Matching: _matching,
    ir.Condition: _condition,
}
