"""A CRM made of given records: what a test, a sample or a backtest says there is, linked records included."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sayso.connectors.crm.schema import HOMES, STORED
from sayso.connectors.crm.store import Store
from sayso.connectors.crm.writing import FIELDS, Writing
from sayso.connectors.shape import CustomField
from sayso.dsl.catalog import Person
from sayso.dsl.types import PERSON, RecordOf, present

LIKELY: dict[str, dict[str, object]] = {
    "company": {"name": "Example company"},
    "deal": {"name": "Example deal", "stage": "Lead", "value": 0},
    "task": {"title": "Example task", "status": "open"},
    "activity": {"title": "Example activity", "kind": "note"},
}
"""What a made-up record gets where nothing was said about a field it must have."""
RENEWS_IN = timedelta(days=120)
"""A made-up customer renews then: a company without a renewal date is no customer."""


BACKWARDS: dict[str, str] = {
    "daysSinceContacted": "lastContactedAt",
    "daysSinceReply": "lastRepliedAt",
    "daysSinceSurvey": "lastSurveyedAt",
    "daysSinceCreated": "createdAt",
    "daysInactive": "lastLoginAt",
    "daysInStage": "stageChangedAt",
    "daysSinceActivity": "lastActivityAt",
}
"""A record may be described by days since; the moment they count from is worked out backwards."""


def store_of_records(
    records: Mapping[str, Sequence[Mapping[str, Any]]],
    at: datetime,
    people: Sequence[Person] = (),
    custom_fields: Sequence[CustomField] = (),
    zone: str = "UTC",
    currency: str = "USD",
) -> Store:
    """A CRM in memory that holds these records, by type."""
    store = Store.in_memory(zone, currency)
    store.set_people(people)
    for field in custom_fields:
        store.add_custom_field(field)
    for record_type, given in records.items():
        for record in given:
            adopt(store, record_type, record, at)
    return store


def adopt(store: Store, record_type: str, record: Mapping[str, Any], at: datetime) -> None:
    """Take in one record with those it links to, unless its id is already known; causes no events."""
    with store.writing(at) as writing:
        writing.silent = True
        owner = next((person.id for person in store.people()), None)
        _take_in(writing, record_type, record, owner)


def _take_in(writing: Writing, record_type: str, record: Mapping[str, Any], owner: str | None) -> str | None:
    home = HOMES.get(record_type, record_type)
    id = record.get("id")
    record = {**_backwards(home, record, writing), **record}
    if home not in STORED or not isinstance(id, str):
        return None
    if writing.exists(home, id):
        return id
    values: dict[str, object] = dict(LIKELY.get(home, {}))
    if record_type == "customer":
        values["renewalDate"] = writing.at.date() + RENEWS_IN
    waiting: list[tuple[str, Mapping[str, Any]]] = []
    for name, value in record.items():
        field = FIELDS[home].get(name)
        if field is None or value is None:
            continue
        kind = present(field.type)
        if isinstance(kind, RecordOf) and kind != PERSON and isinstance(value, Mapping):
            waiting.append((name, value))
        else:
            values[name] = value
    for name in ("owner", "assignee"):
        if name in FIELDS[home] and FIELDS[home][name].type == PERSON and name not in values and owner:
            values[name] = {"type": "person", "id": owner}
    values |= {name: {"type": _type_of(home, name), "id": linked.get("id")} for name, linked in waiting}
    values |= {k: v for k, v in (record.get("custom") or {}).items() if v is not None and (home, k) in writing.custom}
    if home == "deal" and "contact" not in values:
        values["contact"] = {"type": "contact", "id": writing.create("contact", {})}
    writing.create(home, values, id)
    for name, linked in waiting:
        _take_in(writing, _type_of(home, name), linked, owner)
    return id


def _backwards(home: str, record: Mapping[str, Any], writing: Writing) -> dict[str, Any]:
    fields = FIELDS.get(home, {})
    found: dict[str, Any] = {
        field: writing.at - timedelta(days=record[name])
        for name, field in BACKWARDS.items()
        if field in fields and isinstance(record.get(name), int) and record.get(field) is None
    }
    if home == "contact" and record.get("fullName") and not (record.get("firstName") or record.get("lastName")):
        first, _, last = str(record["fullName"]).rpartition(" ")
        found |= {"firstName": first or last, "lastName": last if first else None}
    return found


def _type_of(home: str, name: str) -> str:
    kind = present(FIELDS[home][name].type)
    return kind.name if isinstance(kind, RecordOf) else name
