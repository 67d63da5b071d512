"""Every connector's live sides, or simulated sides, behind one door: a call finds its connector by its name.

The two are different objects, so a simulation has nothing in its reach that could change the world.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from sayso.connectors.crm.store import Store
from sayso.connectors.crm.world import adopt, store_of_records
from sayso.connectors.inbox import Inbox
from sayso.connectors.shape import Call, Connector, CustomField, Live, Looked, Resources, Simulated, ToolError
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.types import Row, present

S = TypeVar("S")

BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When the records of a made-up world came to be."""


class LiveSides:
    """The live sides of a workspace's connectors."""

    def __init__(self, connectors: Iterable[Connector], resources: Resources) -> None:
        chosen = tuple(connectors)
        self.sides: dict[str, Live] = {connector.name: connector.live(resources) for connector in chosen}
        self.homes = _homes(chosen)

    async def call(self, call: Call) -> object:
        """Do it; raises `ToolError` or `UncertainError`."""
        return await _side(self.sides, call.tool).call(call)

    async def lookup(self, call: Call) -> Looked:
        """Whether an uncertain call happened."""
        return await _side(self.sides, call.tool).lookup(call)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as its connector has it now, or None where it is no longer there."""
        home = self.homes.get(record_type)
        return await self.sides[home].read_again(record_type, id, at) if home else None


class SimulatedSides:
    """The simulated sides of connectors, sharing one copy of the CRM."""

    def __init__(self, connectors: Iterable[Connector], resources: Resources) -> None:
        """`resources` are copied first: what is simulated changes only the copy."""
        chosen = tuple(connectors)
        self.resources = scratch(resources)
        self.sides: dict[str, Simulated] = {connector.name: connector.simulated(self.resources) for connector in chosen}
        self.homes = _homes(chosen)

    def simulate(self, call: Call) -> object:
        """A plausible answer."""
        return _side(self.sides, call.tool).simulate(call)

    def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as the copy has it now, or None."""
        home = self.homes.get(record_type)
        return self.sides[home].read_again(record_type, id, at) if home else None

    def adopt(self, record: Mapping[str, Any], at: datetime) -> None:
        """Take a made-up record into the copy, so that it can be changed and read again."""
        if isinstance(self.resources.crm, Store):
            adopt(self.resources.crm, str(record.get("type")), record, at)


def simulated_of_records(
    connectors: Iterable[Connector], records: Mapping[str, Sequence[Mapping[str, Any]]], catalog: Catalog
) -> Mapping[str, Simulated]:
    """The simulated sides, by connector name, of a world that holds only these records: what a `test` block needs."""
    people = catalog.people or (Person(catalog.owner, catalog.owner, f"{catalog.owner}@localhost.example"),)
    own = tuple(custom_fields_of(catalog))
    resources = made_up_resources(records, BEGINNING, people, own, catalog.zone, catalog.currency)
    return SimulatedSides(connectors, resources).sides


def custom_fields_of(catalog: Catalog) -> Iterator[CustomField]:
    """The fields a catalog's workspace added, found in the `custom` rows of its record types."""
    for home in ("contact", "company", "deal"):
        record = catalog.records.get(home)
        field = record.field("custom") if record else None
        if field is not None and isinstance(field.type, Row):
            yield from (CustomField(home, name, present(kind)) for name, kind in field.type.fields)


def scratch(resources: Resources) -> Resources:
    """The same resources with a CRM and an inbox of their own, no folder and no mail server."""
    return msgspec.structs.replace(resources, crm=resources.crm.copy(), inbox=Inbox(":memory:"), folder=None, smtp=None)


def made_up_resources(
    records: Mapping[str, Sequence[Mapping[str, Any]]],
    at: datetime,
    people: tuple[Person, ...],
    custom_fields: Sequence[CustomField] = (),
    zone: str = "UTC",
    currency: str = "USD",
) -> Resources:
    """Resources of a world that holds only these records, by type; the first person owns it."""
    crm = store_of_records(records, at, people, custom_fields, zone, currency)
    return Resources(None, people[0], people, crm, Inbox(":memory:"), zone=zone, currency=currency)


def _homes(connectors: Iterable[Connector]) -> dict[str, str]:
    return {record.name: connector.name for connector in connectors for record in connector.records}


def _side(sides: Mapping[str, S], tool: str) -> S:
    name = tool.partition(".")[0]
    if name not in sides:
        raise ToolError("not-found", f"There is no `{name}` here.")
    return sides[name]
