"""Builds the simulated sides of a world: around given records, or around a copy of a workspace's CRM."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sayso.connectors import CONNECTORS
from sayso.connectors.crm.sides import CrmSimulated
from sayso.connectors.crm.store import Store
from sayso.connectors.crm.world import adopt, store_of_records
from sayso.connectors.inbox import Inbox
from sayso.connectors.shape import Crm, CustomField, Resources, Simulated
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.types import Row, present
from sayso.runtime.starting import owner_of


def simulated_sides(resources: Resources) -> dict[str, Simulated]:
    """Every connector's simulated side over resources whose CRM is a copy."""
    return {connector.name: connector.simulated(resources) for connector in CONNECTORS}


def sides_of_records(
    records: Mapping[str, list[dict[str, Any]]], catalog: Catalog, at: datetime
) -> dict[str, Simulated]:
    """The simulated sides of a world in which there are these records and no others."""
    fields = tuple(custom_fields(catalog))
    store = store_of_records(records, at, catalog.people, fields, catalog.zone, catalog.currency)
    return simulated_sides(resources_over(store, catalog))


def sides_of_copy(crm: Store, catalog: Catalog) -> dict[str, Simulated]:
    """The simulated sides over a copy of a workspace's CRM."""
    return simulated_sides(resources_over(crm.copy(), catalog))


def take_in(sides: Mapping[str, Simulated], values: Iterable[Any], at: datetime) -> None:
    """Let the simulated CRM know the records a run begins with, so that they can be read again."""
    crm = sides["crm"]
    assert isinstance(crm, CrmSimulated)
    for value in values:
        for record in value if isinstance(value, list) else [value]:
            if isinstance(record, dict) and isinstance(record.get("type"), str) and "id" in record:
                adopt(crm.store, record["type"], record, at)


def settled(value: Any, sides: Mapping[str, Simulated], catalog: Catalog, at: datetime) -> Any:
    """The value with its records as the world's own CRM knows them, worked-out fields included."""
    if isinstance(value, list):
        return [settled(item, sides, catalog, at) for item in value]
    if not isinstance(value, dict) or value.get("type") not in catalog.records or "id" not in value:
        return value
    reader = catalog.records[value["type"]].reader or ""
    read = sides[reader].read_again(value["type"], value["id"], at) if reader in sides else None
    return read or value


def resources_over(crm: Crm, catalog: Catalog) -> Resources:
    """What simulated sides are lent: a CRM that is a copy, no folder, no mail server."""
    people: tuple[Person, ...] = catalog.people
    return Resources(
        folder=None, owner=owner_of(catalog), people=people, crm=crm, inbox=Inbox(":memory:"),
        templates=catalog.templates, zone=catalog.zone,
        currency=catalog.currency,
    )  # fmt: skip


def custom_fields(catalog: Catalog) -> Iterable[CustomField]:
    """The fields the workspace added, read back from its catalog."""
    for name in ("contact", "company", "deal"):
        record = catalog.records.get(name)
        custom = record.field("custom") if record else None
        if custom is not None and isinstance(custom.type, Row):
            yield from (CustomField(name, field, present(kind)) for field, kind in custom.type.fields)
