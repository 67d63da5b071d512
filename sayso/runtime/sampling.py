"""Made-up values of any type, always the same and plainly marked as samples: for records nobody chose."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import BOOLEAN, Choice, ListOf, Optional, RecordOf, Row, Scalar, Type, Unknown, present
from sayso.dsl.values import Money, Percent

SAMPLES: dict[str, Any] = {
    "text": "(sample)",
    "number": 1,
    "percent": Percent(Decimal(10)),
    "boolean": True,
    "date": date(2026, 1, 15),
    "time": time(9, 0),
    "datetime": datetime(2026, 1, 15, 9, 0, tzinfo=UTC),
    "duration": Duration(days=1),
    "email": "sample@sample.example",
    "url": "https://sample.example",
    "phone": "+12025550100",
}
DEEPEST = 2
"""How many linked records deep a sample goes."""


def sample(kind: Type, catalog: Catalog, depth: int = 0) -> Any:
    """A value of the type."""
    match kind:
        case Optional():
            return sample(kind.of, catalog, depth)
        case Scalar("money"):
            return Money(Decimal(1000), catalog.currency)
        case Scalar():
            return SAMPLES[kind.name]
        case Choice():
            return kind.options[0]
        case ListOf():
            return [sample(kind.item, catalog, depth)]
        case Row():
            return {name: sample(of, catalog, depth) for name, of in kind.fields}
        case RecordOf():
            return sample_record(kind.name, catalog, {}, depth)
        case Unknown():
            return None


def _field(kind: Type, catalog: Catalog, depth: int) -> Any:
    """A field's sample: what can be true or false of somebody is not (unsubscribed, replied, …)."""
    return False if present(kind) == BOOLEAN else sample(kind, catalog, depth + 1)


def sample_record(kind: str, catalog: Catalog, fields: dict[str, Any], depth: int = 0) -> dict[str, Any] | None:
    """A record of the type with the fields that were chosen, the others sampled; None deeper than samples go."""
    record = catalog.records.get(kind)
    if record is None or depth > DEEPEST:
        return None
    filled = {field.name: _field(field.type, catalog, depth) for field in record.fields}
    known = {name: value for name, value in filled.items() if value is not None}
    return {**known, **fields, "type": kind, "id": fields.get("id", f"sample-{kind}")}
