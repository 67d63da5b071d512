"""Events are stored before anybody is told that they came; the same event counts once, whoever sends it again."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.keeping import json_of
from sayso.runtime.operations.door import Door
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import cursors, events

PAGE = 500
"""So many events of a source are stored at once."""


async def store_event(
    connection: AsyncConnection, storage: Storage, workspace: str, *, id: str, name: str, data: dict[str, Any],
    at: datetime, now: datetime, source: str, target: str = "",
    proof: str | None = None,
) -> bool:  # fmt: skip
    """Store an event; False where it was stored before."""
    row = row_of(workspace, id, name, data, at, now, source, target, proof)
    made = await connection.execute(storage.insert(events).on_conflict_do_nothing().values(row))
    return bool(made.rowcount == 1)


def row_of(
    workspace: str, id: str, name: str, data: dict[str, Any], at: datetime, now: datetime, source: str,
    target: str = "", proof: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """An event as it is kept before it is routed."""
    return {
        "workspace": workspace, "id": id, "name": name, "source": source, "state": "new", "at": micros(at),
        "stored": micros(now), "data": json_of(data), "target": target, "proof": proof,
    }  # fmt: skip


def event_id(source: str, *parts: str) -> str:
    """An event's id from whatever makes it the same event, of bounded length."""
    return f"{source}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"


async def pump(door: Door, workspace: str) -> int:
    """Store what happened in the connectors' own data since the last time; gives how many events that were."""
    count = 0
    for source, since in door.premises(workspace).sources.items():
        count += await _pump_one(door, workspace, source, since)
    return count


async def _pump_one(door: Door, workspace: str, source: str, since: Any) -> int:
    query = select(cursors.c.number).where(same(cursors, workspace=workspace, source=source))
    stored_until = door.premises(workspace).reached
    if source not in stored_until:
        async with door.storage.reading(workspace) as connection:
            stored_until[source] = (await connection.execute(query)).scalar_one_or_none() or 0
    happened = (await since(stored_until[source], door.now()))[:PAGE]
    if not happened:
        return 0
    async with door.storage.writing(workspace) as connection:
        insert = door.storage.insert(cursors).values(workspace=workspace, source=source, number=0)
        await connection.execute(insert.on_conflict_do_nothing())
        reached = (await connection.execute(query.with_for_update())).scalar_one()
        for one in happened:
            if one.number > reached:
                await store_event(
                    connection, door.storage, workspace, id=f"{source}-{one.id}", name=one.name, data=one.data,
                    at=one.at, now=door.now(), source="record",
                )  # fmt: skip
        last = max(reached, *(one.number for one in happened))
        await connection.execute(
            cursors.update().where(same(cursors, workspace=workspace, source=source)).values(number=last)
        )
    stored_until[source] = last
    return len(happened)
