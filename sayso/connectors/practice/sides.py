"""The live side of a practice service: every call is really done, in the practice world alone.

A repeatable tool acts once per key. Another acts as often as it is called: what keeps it from being called twice is
the engine's affair, here as with a real service.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.practice.world import World
from sayso.connectors.shape import Call, Connector, Happened, Looked, Resources, ToolError, UncertainError

HANG_UP: Final = "hang up"
RATE_LIMIT: Final = "rate limit"
NO_CREDITS: Final = "no credits"
FAULTS: Final = (HANG_UP, RATE_LIMIT, NO_CREDITS)
"""What can be planted: the line breaks after the effect; the service asks to wait; the credits are used up."""
RETRY_AFTER: Final = 1.0
"""Seconds that a practice service asks to wait."""

Find = Callable[[Desk, Call], object]
"""The answer of a call that happened, or None."""
Describe = Callable[[World, Resources, str, datetime], dict[str, object] | None]
"""The record of that id, as events and answers tell of it."""


class PracticeLive:
    """One service of the practice world."""

    def __init__(
        self, name: str, title: str, world: World, resources: Resources, acts: Mapping[str, Act],
        finds: Mapping[str, Find],
    ) -> None:  # fmt: skip
        """`acts` and `finds` are keyed by the tool's whole name; only tools among `finds` can be looked up."""
        self.name, self.title, self.world, self.resources = name, title, world, resources
        self.acts, self.finds = acts, finds

    async def call(self, call: Call) -> object:
        """Do it in the practice world; raises `ToolError`, or `UncertainError` where a hang-up was planted."""
        return await asyncio.to_thread(self._done, call)

    async def lookup(self, call: Call) -> Looked:
        """Whether a call with this key happened; a service without a look-up cannot say."""
        return await asyncio.to_thread(self._looked_up, call)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """Records of practice services are not read again."""
        return None

    def _done(self, call: Call) -> object:
        if call.tool not in self.acts:
            raise ToolError("not-found", f"Practice {self.title} has no `{call.tool}`.")
        expires = self.world.expires(self.name)
        if expires is not None and expires <= call.at:
            sentence = f"The permission to use practice {self.title} ran out. Nothing was done; connect it again."
            raise ToolError("not-connected", sentence)
        desk = Desk(self.world, self.resources, self.name, call)
        with self.world.changing():
            fault = self._fault()
            answer = None if fault == RATE_LIMIT else self.acts[call.tool](desk, call)
        if fault == RATE_LIMIT:
            sentence = f"Practice {self.title} takes no more calls just now. Nothing was done."
            raise ToolError("rate-limited", sentence, RETRY_AFTER)
        for one in desk.afterwards:
            one()
        if fault == HANG_UP:
            sentence = f"Practice {self.title} took the call, and the line broke before it answered."
            raise UncertainError(f"{sentence} It may have happened.")
        return answer

    def _fault(self) -> str:
        """The fault planted for this call, used up with it."""
        query = "delete from fault where number = (select min(number) from fault where service = ?) returning kind"
        with self.world.lock:
            found = self.world.connection.execute(query, (self.name,)).fetchall()
        return str(found[0]["kind"]) if found else ""

    def _looked_up(self, call: Call) -> Looked:
        find = self.finds.get(call.tool)
        if find is None:
            return Looked()
        with self.world.lock:
            answer = find(Desk(self.world, self.resources, self.name, call), call)
        return Looked(answer is not None, answer)


def happened(
    world: World, resources: Resources, describe: Mapping[str, Describe], number: int, now: datetime
) -> list[Happened]:
    """What happened in a practice world after that number, oldest first, with its records as they are now."""
    found = []
    for row in world.events_since(number, now):
        record = describe[row["record"]](world, resources, row["id"], now)
        if record is not None:
            at = datetime.fromisoformat(row["at"])
            data: dict[str, object] = {row["record"]: record}
            found.append(Happened(str(row["number"]), row["name"], at, data, row["number"]))
    return found


def with_side(
    connector: Connector, world: World, acts: Mapping[str, Act], finds: Mapping[str, Find]
) -> Callable[[Resources], PracticeLive]:
    """How the practice side of a connector is built."""
    return lambda resources: PracticeLive(connector.name, connector.title, world, resources, acts, finds)
