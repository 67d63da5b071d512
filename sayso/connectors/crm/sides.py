"""The two sides of the CRM: the workspace's own file, called from a thread, and a copy that is thrown away."""

import asyncio
from datetime import datetime

from sayso.connectors.crm.calls import perform
from sayso.connectors.crm.store import Store
from sayso.connectors.crm.world import adopt
from sayso.connectors.shape import Call, Happened, Looked, Resources


class CrmLive:
    """The workspace's CRM."""

    def __init__(self, resources: Resources) -> None:
        self.store = store_of(resources)
        self.heard = self.store.last_event()

    async def call(self, call: Call) -> object:
        """Do it in a thread, so that nothing else has to wait for the disk."""
        return await asyncio.to_thread(perform, self.store, call)

    async def lookup(self, call: Call) -> Looked:
        """Whether a call with this key had its effect, and its answer."""
        done = await asyncio.to_thread(self.store.was_done, call.key)
        return Looked(done, await self.call(call) if done else None)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as it is now."""
        return await asyncio.to_thread(self.store.read, record_type, id, at)

    def drain_events(self, at: datetime) -> list[Happened]:
        """What happened in the CRM since this was last asked."""
        return _drained(self, at)


class CrmSimulated:
    """A CRM of its own, to play with: the copy that all simulated sides share."""

    def __init__(self, resources: Resources) -> None:
        self.store = store_of(resources)
        self.heard = self.store.last_event()

    def simulate(self, call: Call) -> object:
        """The same code on the copy; records the copy has never seen are taken in first."""
        for value in call.arguments.values():
            if isinstance(value, dict) and "type" in value:
                adopt(self.store, str(value["type"]), value, call.at)
        return perform(self.store, call)

    def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as the copy has it now."""
        return self.store.read(record_type, id, at)

    def drain_events(self, at: datetime) -> list[Happened]:
        """What happened in the copy since this was last asked."""
        return _drained(self, at)


def _drained(side: CrmLive | CrmSimulated, at: datetime) -> list[Happened]:
    happened = side.store.events_since(side.heard, at)
    side.heard = max([side.heard, *(event.number for event in happened)])
    return happened


def store_of(resources: Resources) -> Store:
    """The store behind the resources' CRM."""
    if not isinstance(resources.crm, Store):
        raise TypeError("the CRM of the resources must be a Store")
    return resources.crm
