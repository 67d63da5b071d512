"""Made-up values of any type, plainly samples, the same each time for the same instant: for records nobody chose."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Catalog, Field
from sayso.dsl.types import BOOLEAN, Choice, ListOf, Optional, RecordOf, Row, Scalar, Type, Unknown, present
from sayso.dsl.values import Money, Percent
from sayso.runtime.starting import owner_of, person_record

NAMES: dict[str, str] = {
    "firstName": "Sam", "lastName": "Sample", "fullName": "Sam Sample", "title": "Sample title", "name": "Sample",
    "id": "sample",
}  # fmt: skip
"""Fields whose samples read better with words of their own."""
SCALARS: dict[str, Callable[[datetime], Any]] = {
    "text": lambda now: "(sample)",
    "number": lambda now: 1,
    "percent": lambda now: Percent(Decimal(10)),
    "boolean": lambda now: True,
    "date": lambda now: now.date() + timedelta(days=120),
    "time": lambda now: time(9, 0),
    "datetime": lambda now: now + timedelta(days=2),
    "duration": lambda now: Duration(days=1),
    "email": lambda now: "sam@sample.example",
    "url": lambda now: "https://sample.example",
    "phone": lambda now: "+12025550100",
}
"""Dates lie ahead: a renewal in four months, a meeting the day after tomorrow."""
DEEPEST = 2
"""How many linked records deep a sample goes."""


def sample(kind: Type, catalog: Catalog, now: datetime, depth: int = 0) -> Any:
    """A value of the type, as of an instant."""
    match kind:
        case Optional():
            return sample(kind.of, catalog, now, depth)
        case Scalar("money"):
            return Money(Decimal(1000), catalog.currency)
        case Scalar():
            return SCALARS[kind.name](now)
        case Choice():
            return kind.options[0]
        case ListOf():
            return [sample(kind.item, catalog, now, depth)]
        case Row():
            return {name: sample(of, catalog, now, depth) for name, of in kind.fields}
        case RecordOf("person"):
            return person_record(owner_of(catalog))
        case RecordOf():
            return sample_record(kind.name, catalog, now, {}, depth)
        case Unknown():
            return None


def sample_record(
    kind: str, catalog: Catalog, now: datetime, fields: dict[str, Any], depth: int = 0
) -> dict[str, Any] | None:
    """A record of the type with the fields that were chosen, the others sampled; None deeper than samples go."""
    record = catalog.records.get(kind)
    if record is None or depth > DEEPEST:
        return None
    filled = {field.name: _field(field, kind, catalog, now, depth) for field in record.fields}
    known = {name: value for name, value in filled.items() if value is not None}
    return {**known, **fields, "type": kind, "id": fields.get("id", f"sample-{kind}")}


def _field(field: Field, record: str, catalog: Catalog, now: datetime, depth: int) -> Any:
    """A field's sample: what can be true or false of somebody is not (unsubscribed, replied, …)."""
    if present(field.type) == BOOLEAN:
        return False
    if field.name in NAMES and isinstance(present(field.type), Scalar):
        return f"Sample {record}" if field.name == "name" else NAMES[field.name]
    return sample(field.type, catalog, now, depth + 1)
