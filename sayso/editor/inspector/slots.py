"""A slot: one place of a line that a form may change, and how the line looks with another value in it."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec

from sayso.compiler.facts import Facts
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node
from sayso.dsl.types import Type
from sayso.editor.catalogue import Words
from sayso.editor.inspector.shapes import Kind, Option

Reads = Literal[
    "expression", "text", "title", "length", "count", "name", "kind", "flag", "word", "times", "date", "day", "between",
    "quota", "limit", "input", "weekdays", "month-day", "line",
]  # fmt: skip
"""How what is written in a slot is read; `reading.READERS` has one for each."""


class Known(msgspec.Struct, frozen=True):
    """What slots are made from: the flow, its facts, the catalog, and the words of the page."""

    text: str
    flow: Flow
    facts: Facts
    catalog: Catalog
    say: Words


class Slot(msgspec.Struct, frozen=True):
    """One place of a line.

    `put` gives the line with another value, or without one (None). `node` is what stands there now; `source` is asked
    only where that is no node of its own. `wanted`, `many`, `element`, `options`, `note`: see `FormField`. A slot that
    is `hidden` is changed through another one; slots of one `group` stand under one heading.
    """

    name: str
    label: str
    kind: Kind
    put: Callable[[Any], Any]
    node: Node | None = None
    source: str = ""
    reads: Reads = "expression"
    required: bool = False
    wanted: Type | None = None
    many: bool = False
    element: str = ""
    options: tuple[Option, ...] = ()
    note: str = ""
    theirs: bool = False
    hidden: bool = False
    group: str = ""


def setter(line: Any, field: str) -> Callable[[Any], Any]:
    """Puts a value into a field of a line."""

    def put(value: Any) -> Any:
        return msgspec.structs.replace(line, **{field: value})

    return put


def replaced(items: tuple[Any, ...], number: int, new: Any) -> tuple[Any, ...]:
    """A tuple with one item replaced, or taken out (None), or added behind the last."""
    before, after = items[:number], items[number + 1 :]
    return (*before, *(() if new is None else (new,)), *after)


def options_of(say: Words, page: str, values: Iterable[str]) -> tuple[Option, ...]:
    """Choices whose words stand in the catalogue under `page`."""
    return tuple(Option(value, say(f"{page}.{value.replace(' ', '_') or 'none'}")) for value in values)
