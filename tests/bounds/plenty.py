"""Records and values of a world in which there is plenty of all: full lists, and what the flow itself compares with."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import prod
from typing import Any

from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog, RecordType
from sayso.dsl.flow import Flow
from sayso.dsl.node import children, walk
from sayso.dsl.statements import ForEach
from sayso.dsl.types import Choice, ListOf, Optional, RecordOf, Scalar, Type, present
from sayso.dsl.values import Money, Percent
from tests.properties.generating.chance import Chance
from tests.properties.worlds import Things

ZONE = "Antarctica/Troll"
"""Nowhere else the clocks go back by two hours."""
BEFORE_WINTER = datetime(2026, 10, 24, 22, tzinfo=UTC)
"""There a day of twenty-six hours begins."""
FULLEST, DEEP, MISSING = 100, 3, 8
"""The longest list; how deep records go; of a hundred fields that may be missing, so many are."""
DAYS = (-400, -40, -8, -1, 0, 1, 8, 40, 100, 365)


class Plenty(Things):
    """Values by type and name alone, from what the flow itself compares with; lists as long as loops take them.

    `draw` gives the choices for a field.
    """

    def __init__(self, draw: Callable[..., Chance], catalog: Catalog, flow: Flow) -> None:
        super().__init__("", catalog, MISSING)
        self.draw = draw
        sizes = [node.at_most for node in walk(flow) if isinstance(node, ForEach) and node.at_most]
        self.widest = max(sizes, default=9)
        self.full = max(self.widest, min(prod(sizes), FULLEST))
        self.made: dict[tuple[str, int], dict[str, Any]] = {}
        self.written = list(_written(flow))

    def value(self, kind: Type, chance: Chance, depth: int = 0) -> Any:
        """A value of the type."""
        match kind:
            case ListOf(item=RecordOf() as item):
                count = self.full if depth == 0 else 1
                return [self.record(item.name, f"{item.name}{number}", chance, depth) for number in range(count)]
            case ListOf():
                one = self.value(present(kind.item), chance)
                return [f"{one}{number}" if isinstance(one, str) else one for number in range(self.full)]
            case Choice() | RecordOf() | Optional():
                return super().value(kind, chance, depth)
        fitting = [value for name, value in self.written if isinstance(kind, Scalar) and kind.name == name]
        return chance.one(fitting) if fitting and chance.yes(75) else super().value(kind, chance, depth)

    def record(self, name: str, id: str, chance: Chance, depth: int = 0) -> dict[str, Any] | None:
        """A record whose fields are those of all its kind; it can be written to."""
        declared = self.catalog.records.get(name)
        if declared is None or name == "person":
            return super().record(name, id, chance, depth)
        number = int(re.sub(r"\D", "", id) or 0) % self.widest
        own = {**_reachable(id), "owner": {"type": "person", "id": f"p{number}", **_named(f"p{number}")}}
        fields = {name: value for name, value in own.items() if declared.field(name)}
        return {**self._fields(declared, depth), **fields, "type": name, "id": id}

    def _fields(self, declared: RecordType, depth: int) -> dict[str, Any]:
        """The fields that all records of a kind share."""
        key = declared.name, depth
        if key not in self.made:
            found = {}
            for field in declared.fields:
                if field.name != "id" and (depth < DEEP or not isinstance(present(field.type), RecordOf | ListOf)):
                    found[field.name] = self.value(
                        field.type, self.draw("field", declared.name, field.name, depth), depth + 1
                    )
            self.made[key] = {name: value for name, value in found.items() if value is not None}
        return self.made[key]


def _named(id: str) -> dict[str, Any]:
    return {"name": id, "email": f"{id}@acme.example"}


def _reachable(id: str) -> dict[str, Any]:
    return {
        "email": f"{id}@acme.example", "linkedinUrl": f"https://linkedin.example/in/{id}", "phone": "+12025550100",
        "unsubscribed": False,
    }  # fmt: skip


def _written(flow: Flow) -> Iterator[tuple[str, Any]]:
    """The values in a flow's text by type, and those just above and below."""
    for node in walk(flow):
        match node:
            case e.Binary() | e.List():
                compared = (part.parts for part in children(node) if isinstance(part, e.Text))
                yield from (("text", parts[0]) for parts in compared if len(parts) == 1 and isinstance(parts[0], str))
            case e.Number(value=value):
                yield from (("number", value + more) for more in (-1, 0, 1))
            case e.Money(amount=amount, currency=currency):
                yield from (("money", Money(amount + more, currency or "USD")) for more in (-1, 0, 1))
            case e.Percent(value=value):
                yield from (("percent", Percent(value + more)) for more in (-1, 0, 1))
    for days in DAYS:
        day = BEFORE_WINTER + timedelta(days=days)
        yield from (("date", day.date()), ("datetime", day))
    yield from (("boolean", True), ("boolean", False), ("number", Decimal(0)), ("time", time(9)))
