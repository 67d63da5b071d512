"""Events that a program tells of: something that happened in a product, a reply that a mailbox received."""

from datetime import datetime
from typing import Any

from sayso.dsl.coerce import WrongType, coerce
from sayso.runtime.operations.door import Door, Refused
from sayso.runtime.triggers.storing import event_id, store_event

LONGEST_ID = 200


async def record_event(
    door: Door, workspace: str, name: str, data: dict[str, Any], id: str, at: datetime | None = None
) -> bool:
    """Store an event by its name, with the records it tells of; False where the same id came before."""
    premises = door.premises(workspace)
    event = premises.catalog.events.get(name)
    if event is None:
        raise Refused("unknown-event", f"There is no event `{name[:80]}` here.")
    if not id or len(id) > LONGEST_ID:
        raise Refused("no-id", f"Give the event an id of at most {LONGEST_ID} characters: the same id counts once.")
    fitted: dict[str, Any] = {}
    for bound, kind in event.binds:
        try:
            fitted[bound] = coerce(
                data.get(bound), kind, premises.catalog.records, bound, None, premises.catalog.currency, premises.zone
            )
        except WrongType as wrong:
            raise Refused("wrong-data", f"{wrong.where or bound}: {wrong.sentence}") from None
    now = door.now()
    async with door.storage.writing(workspace) as connection:
        stored = await store_event(
            connection, door.storage, workspace, id=event_id("event", name, id), name=name, data=fitted,
            at=min(at or now, now), now=now, source="product",
        )  # fmt: skip
    door.ring("")
    return stored
