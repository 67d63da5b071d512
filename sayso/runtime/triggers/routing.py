"""Stored events go to whom they concern: lanes that wait are rung, flows whose trigger they are answer each for itself.

An answer is a run, or the reason why there is none; one flow's trouble is no other flow's.
"""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked
from sayso.runtime.engine.beginning import begin
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.door import Door, flow_row
from sayso.runtime.operations.rechecking import up_to_date
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import answers, events
from sayso.runtime.triggers.answering import FROM_OUTSIDE, inputs_of, named, title_of, touch, triggers_of, wake
from sayso.runtime.triggers.together import route_together

PAGE = 100
TOGETHER = 50
"""So many events are routed in one transaction: fewer commits, and none that holds up others for long."""
log = structlog.get_logger(__name__)
__all__ = ["FROM_OUTSIDE", "inputs_of", "route"]


async def route(door: Door, workspace: str) -> int:
    """Route the events that nobody has routed yet; gives how many."""
    query = select(events).where(same(events, workspace=workspace, state="new")).order_by(events.c.stored).limit(PAGE)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query)).all()
    for first in range(0, len(rows), TOGETHER):
        await _route_some(door, workspace, rows[first : first + TOGETHER])
    return len(rows)


async def _route_some(door: Door, workspace: str, some: Sequence[Any]) -> None:
    """Route them together; where that is not possible, one by one, so that one's trouble is no other's."""
    if len(some) > 1:
        try:
            await route_together(door, workspace, some)
            return
        except Exception as problem:
            log.warning("events are routed one by one", problem=f"{type(problem).__name__}: {problem}"[:300])
    for row in some:
        await _route_one(door, workspace, row)


async def _route_one(door: Door, workspace: str, event: Any) -> None:
    data = value_from(event.data)
    async with door.storage.writing(workspace) as connection:
        mine = same(events, workspace=workspace, id=event.id, state="new")
        taken = await connection.execute(update(events).where(mine).values(state="routed"))
        if taken.rowcount != 1:
            return
        await wake(connection, workspace, event, data)
        await touch(connection, door, workspace, event, data)
        for trigger in await triggers_of(connection, workspace, event.name, event.source, event.target):
            if trigger.since > event.at:
                continue
            await _answer(connection, door, workspace, event, data, trigger)
    door.ring("")


async def _answer(
    connection: AsyncConnection, door: Door, workspace: str, event: Any, data: dict[str, Any], trigger: Any
) -> None:
    """What one flow makes of an event."""
    run, reason = "", ""
    if trigger.status == "paused":
        reason = "skipped: the flow was paused"
    else:
        try:
            async with connection.begin_nested():
                run, reason = await _tried(connection, door, workspace, event, data, trigger)
        except Exception as problem:
            log.exception("a trigger could not be looked at", flow=trigger.flow, problem=str(problem)[:300])
            reason = "skipped: this flow's trigger could not be looked at"
    row = {
        "workspace": workspace, "event": event.id, "flow": trigger.flow, "run": run or None, "reason": reason,
        "at": micros(door.now()),
    }  # fmt: skip
    await connection.execute(door.storage.insert(answers).on_conflict_do_nothing(), [row])


async def _tried(
    connection: AsyncConnection, door: Door, workspace: str, event: Any, data: dict[str, Any], trigger: Any
) -> tuple[str, str]:
    """The run that begins, or the reason why none does."""
    flow = await flow_row(connection, workspace, trigger.flow)
    version = await up_to_date(connection, door, workspace, flow)
    if version is None:
        return "", "skipped: something the flow uses was changed, and it no longer fits"
    linked = await door.versions.within(connection, workspace, trigger.flow, version)
    premises = door.premises(workspace)
    inputs, reason = inputs_of(premises, linked, trigger.kind, trigger.number, data, event.id, door.now())
    if inputs is None:
        return "", reason
    return await _begun(connection, door, workspace, event, trigger, version, linked, inputs), ""


async def _begun(
    connection: AsyncConnection, door: Door, workspace: str, event: Any, trigger: Any, version: int, linked: Linked,
    inputs: dict[str, Any],
) -> str:  # fmt: skip
    key, run, told = named(workspace, event, trigger)
    await begin(
        connection, door.storage, door.premises(workspace), trigger.flow, version, linked, door.now(),
        trigger=told, inputs=inputs, id=run, start_key=key, queued=True, title=title_of(inputs),
    )  # fmt: skip
    return run
