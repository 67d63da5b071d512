"""Every connector's live sides, or simulated sides, behind one door: a call finds its connector by its name.

The two are different objects, so a simulation has nothing in its reach that could change the world.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from sayso.connectors.crm.store import Store
from sayso.connectors.crm.world import adopt
from sayso.connectors.inbox import Inbox
from sayso.connectors.shape import Call, Connector, Live, Looked, Resources, Simulated, ToolError

S = TypeVar("S")


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


def scratch(resources: Resources) -> Resources:
    """The same resources with a CRM and an inbox of their own, no folder and no mail server."""
    return msgspec.structs.replace(resources, crm=resources.crm.copy(), inbox=Inbox(":memory:"), folder=None, smtp=None)


def _homes(connectors: Iterable[Connector]) -> dict[str, str]:
    return {record.name: connector.name for connector in connectors for record in connector.records}


def _side(sides: Mapping[str, S], tool: str) -> S:
    name = tool.partition(".")[0]
    if name not in sides:
        raise ToolError("not-found", f"There is no `{name}` here.")
    return sides[name]
