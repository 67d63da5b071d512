"""Data in reach of a place, with its types: what `Insert data` and the rows of conditions offer."""

from collections.abc import Iterator, Mapping

from sayso.compiler import Compiled
from sayso.compiler.facts import Facts
from sayso.compiler.infer.words import spoken
from sayso.dsl.blocks import inner, statement_at
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Expression, Field, Index, Name
from sayso.dsl.flow import Flow, OnEvent
from sayso.dsl.statements import Sequence, WaitFor
from sayso.dsl.types import (
    DATE,
    DATETIME,
    PERSON,
    TEXT,
    Choice,
    ListOf,
    RecordOf,
    Row,
    Scalar,
    Type,
    fits,
    is_textlike,
    may_be_missing,
    optional,
    present,
)
from sayso.editor.inspector.chips import path_words
from sayso.editor.inspector.places import TRIGGER, where_of
from sayso.editor.inspector.shapes import Chip, Where

DEEP = 3
"""So many names in a path at most: `@deal.contact.email`."""
BUILT_IN: dict[str, Type] = {"today": DATE, "now": DATETIME, "me": PERSON}
HIDDEN = frozenset({"id", "threadId"})


def names_at(flow: Flow, facts: Facts, catalog: Catalog, where: Where) -> dict[str, Type]:
    """The names that may be read in the line that is selected, with their types."""
    where = where_of(where)
    if isinstance(where, tuple):
        step = statement_at(flow, where)
        told = inner(step)
        names = dict(facts.names.get(id(told)) or facts.names.get(id(step), {}))
        if isinstance(told, WaitFor | Sequence):
            names |= facts.bound.get(id(told), {})
        names |= {f"memory.{name}": kind for name, kind in facts.memory.items()}
    else:
        names = _brought(flow, catalog, where)
    return names | BUILT_IN | {f"user.{role}": PERSON for role in catalog.roles}


def _brought(flow: Flow, catalog: Catalog, where: str | None) -> dict[str, Type]:
    """What an event brings into its own condition."""
    number = where.removeprefix(TRIGGER) if where and where.startswith(TRIGGER) else ""
    trigger = flow.triggers[int(number)] if number.isdecimal() and int(number) < len(flow.triggers) else None
    event = catalog.events.get(trigger.event) if isinstance(trigger, OnEvent) else None
    return dict(event.binds) if event is not None else {}


def element_names(element: str, names: Mapping[str, Type]) -> dict[str, Type]:
    """What a record is called in a condition about it: by its type's name where that is free, else `@it`."""
    return {"it" if element in names else element: RecordOf(element)} if element else {}


def fields_of(kind: Type, catalog: Catalog) -> Iterator[tuple[str, Type]]:
    """The fields of a kind of value, custom ones among them."""
    held = present(kind)
    if isinstance(held, Row):
        yield from held.fields
    record = catalog.record_of(held)
    for field in record.fields if record is not None else ():
        if field.name == "custom":
            rows = present(field.type)
            yield from ((f"custom.{name}", of) for name, of in getattr(rows, "fields", ()))
        elif field.name not in HIDDEN:
            yield field.name, field.type


def paths(names: Mapping[str, Type], catalog: Catalog, deep: int = DEEP) -> Iterator[tuple[str, Type]]:
    """Every path that begins with a name, with its type: the names first, then what is in them."""
    level = [(f"@{name}", kind) for name, kind in names.items()]
    for _ in range(deep):
        yield from level
        level = [
            (f"{path}.{name}", optional(of) if may_be_missing(kind) else of)
            for path, kind in level
            for name, of in fields_of(kind, catalog)
        ]


def kind_of(path: Expression, names: Mapping[str, Type], catalog: Catalog) -> Type | None:
    """The type of a path by the names and the catalog alone."""
    match path:
        case Name(name=name):
            return names.get(name)
        case Field(of=Name(name=("memory" | "user") as home), name=name):
            return names.get(f"{home}.{name}")
        case Field(of=of, name=name):
            return _field(kind_of(of, names, catalog), name, catalog)
        case Index(of=of):
            held = kind_of(of, names, catalog)
            many = present(held) if held is not None else None
            return optional(many.item) if isinstance(many, ListOf) else None
        case _:
            return None


def _field(of: Type | None, name: str, catalog: Catalog) -> Type | None:
    if of is None:
        return None
    held = present(of)
    if isinstance(held, ListOf):
        inside = _field(held.item, name, catalog)
        return ListOf(present(inside)) if inside is not None else None
    record = catalog.record_of(held)
    field = record.field(name) if record is not None else None
    found = field.type if field is not None else dict(held.fields).get(name) if isinstance(held, Row) else None
    found = TEXT if found is None and record is not None and name == "id" else found
    return optional(found) if found is not None and may_be_missing(of) else found


def insertable(
    compiled: Compiled, catalog: Catalog, where: Where, wanted: Type | None = None, element: str = ""
) -> tuple[Chip, ...]:
    """The data that may be put into a field of this line, what fits first; `element` is what a condition is about."""
    if compiled.flow is None or compiled.facts is None:
        return ()
    names = names_at(compiled.flow, compiled.facts, catalog, where)
    names = element_names(element, names) | names
    chips = (
        Chip(path, path_words(path), spoken(present(kind)), may_be_missing(kind))
        for path, kind in paths(names, catalog)
        if wanted is None or may_stand(kind, wanted)
    )
    found = {chip.path: chip for chip in chips}
    order = {name.partition(".")[0]: number for number, name in enumerate([*names, *BUILT_IN, "user"])}
    return tuple(sorted(found.values(), key=lambda chip: _rank(chip.path, order)))


def _rank(path: str, order: Mapping[str, int]) -> tuple[int, int]:
    """What begins alike stands together, shorter paths first; what is always there comes last."""
    root = path[1:].partition(".")[0]
    last = len(order) if root in BUILT_IN or root == "user" else 0
    return order[root] + last, path.count(".")


def may_stand(kind: Type, wanted: Type) -> bool:
    """Whether data of a kind may be put where another is wanted; a text takes whatever can be printed."""
    given, goal = present(kind), present(wanted)
    if goal == TEXT:
        return isinstance(given, Scalar | Choice)
    if isinstance(goal, RecordOf) and goal.name == "*":
        return isinstance(given, RecordOf)
    if is_textlike(goal):
        return is_textlike(given) and fits(given, goal)
    return fits(given, goal)
