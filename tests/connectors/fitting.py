"""Whether a value is one of a declared type, field by field: what the contract test asks of every simulated answer."""

from datetime import date, datetime, time
from decimal import Decimal

from sayso.connectors.addresses import is_email
from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import RecordType
from sayso.dsl.types import Choice, ListOf, RecordOf, Row, Scalar, Type, Unknown, may_be_missing, present
from sayso.dsl.values import Money, Percent

SCALARS: dict[str, type | tuple[type, ...]] = {
    "text": str, "email": str, "url": str, "phone": str, "number": (int, Decimal), "percent": Percent, "money": Money,
    "boolean": bool, "date": date, "time": time, "datetime": datetime, "duration": Duration,
}  # fmt: skip


def misfit(value: object, kind: Type | None, records: dict[str, RecordType], place: str = "answer") -> str | None:
    """What does not fit, in a sentence, or None."""
    if kind is None:
        return None if value is None else f"{place} is {value!r}, nothing was declared"
    if value is None:
        return None if may_be_missing(kind) else f"{place} is missing"
    match present(kind):
        case Unknown():
            return None
        case Scalar(name):
            return _scalar(value, name, place)
        case Choice(options):
            return None if value in options else f"{place} is {value!r}, none of {options}"
        case ListOf(item):
            if not isinstance(value, list):
                return f"{place} is no list"
            found = (misfit(one, item, records, f"{place}[{n}]") for n, one in enumerate(value))
            return next((one for one in found if one), None)
        case RecordOf(name):
            return _record(value, records[name], records, place)
        case Row(fields):
            assert isinstance(value, dict)
            found = (misfit(value.get(name), kind, records, f"{place}.{name}") for name, kind in fields)
            return next((one for one in found if one), None)
    raise AssertionError(kind)


def _scalar(value: object, name: str, place: str) -> str | None:
    if not isinstance(value, SCALARS[name]) or (name == "number" and isinstance(value, bool)):
        return f"{place} is {value!r}, not a {name}"
    if name == "email" and not is_email(str(value)):
        return f"{place} is {value!r}, no address"
    if name == "datetime" and isinstance(value, datetime) and value.tzinfo is None:
        return f"{place} has no zone"
    return None


def _record(value: object, record: RecordType, records: dict[str, RecordType], place: str) -> str | None:
    if not isinstance(value, dict) or value.get("type") != record.name or not isinstance(value.get("id"), str):
        return f"{place} is {value!r}, not a {record.name}"
    unknown = set(value) - {field.name for field in record.fields} - {"type"}
    if unknown:
        return f"{place} has {sorted(unknown)}, which a {record.name} has not"
    for field in record.fields:
        if field.name not in value and not may_be_missing(field.type):
            return f"{place} lacks {field.name}"
        found = misfit(value.get(field.name), field.type, records, f"{place}.{field.name}")
        if found and not (value.get(field.name) is None and isinstance(present(field.type), RecordOf)):
            return found
    return None
