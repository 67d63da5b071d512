"""Many events at once: what they all ask is looked up once, and what comes of them is written in a few statements.

It is what routing one after the other would do, all of it or nothing.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked
from sayso.runtime.engine.beginning import row_of
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.door import Door, flow_row
from sayso.runtime.operations.rechecking import up_to_date
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import answers, events, listeners, runs
from sayso.runtime.triggers.answering import inputs_of, named, title_of, touch, triggers_of, wake

Known = dict[tuple[Any, ...], Any]
"""What was looked up for these events already."""


async def route_together(door: Door, workspace: str, some: Sequence[Any]) -> None:
    """Route these events in one transaction."""
    async with door.storage.writing(workspace) as connection:
        mine = same(events, workspace=workspace, state="new") & events.c.id.in_([event.id for event in some])
        routed = update(events).where(mine).values(state="routed").returning(events.c.id)
        taken = set((await connection.execute(routed)).scalars())
        begun: list[dict[str, Any]] = []
        told: list[dict[str, Any]] = []
        known: Known = {}
        for event in (event for event in some if event.id in taken):
            data = value_from(event.data)
            if await _is_heard(connection, workspace, event.name, known):
                await wake(connection, workspace, event, data)
            await touch(connection, door, workspace, event, data)
            for trigger in await _triggers(connection, workspace, event, known):
                run, reason = await _answer(connection, door, workspace, event, data, trigger, known)
                begun += [run] if run else []
                told.append({
                    "workspace": workspace, "event": event.id, "flow": trigger.flow, "run": run["id"] if run else None,
                    "reason": reason, "at": micros(door.now()),
                })  # fmt: skip
        for table, rows in ((runs, begun), (answers, told)):
            if rows:
                await connection.execute(door.storage.insert(table).on_conflict_do_nothing(), rows)
    door.ring("")


async def _is_heard(connection: AsyncConnection, workspace: str, name: str, known: Known) -> bool:
    """Whether any lane waits for such events."""
    if ("heard", name) not in known:
        query = select(listeners.c.run).where(same(listeners, workspace=workspace, event=name)).limit(1)
        known["heard", name] = (await connection.execute(query)).first() is not None
    return bool(known["heard", name])


async def _triggers(connection: AsyncConnection, workspace: str, event: Any, known: Known) -> list[Any]:
    """The triggers that may be meant; those that began after the event are not."""
    key = ("triggers", event.name, event.source, event.target)
    if key not in known:
        known[key] = await triggers_of(connection, workspace, event.name, event.source, event.target)
    return [trigger for trigger in known[key] if trigger.since <= event.at]


async def _answer(
    connection: AsyncConnection, door: Door, workspace: str, event: Any, data: dict[str, Any], trigger: Any,
    known: Known,
) -> tuple[dict[str, Any] | None, str]:  # fmt: skip
    """The row of the run that one flow begins, or the reason why it begins none."""
    if trigger.status == "paused":
        return None, "skipped: the flow was paused"
    found = await _version(connection, door, workspace, trigger.flow, known)
    if found is None:
        return None, "skipped: something the flow uses was changed, and it no longer fits"
    (version, linked), premises, now = found, door.premises(workspace), door.now()
    inputs, reason = inputs_of(premises, linked, trigger.kind, trigger.number, data, event.id, now)
    if inputs is None:
        return None, reason
    key, run, told = named(workspace, event, trigger)
    row = row_of(premises, trigger.flow, version, now, told, inputs, run)
    return row | {"start_key": key, "title": title_of(inputs)}, ""


async def _version(
    connection: AsyncConnection, door: Door, workspace: str, flow: str, known: Known
) -> tuple[int, Linked] | None:
    """The version that a flow's next run takes."""
    if ("version", flow) not in known:
        number = await up_to_date(connection, door, workspace, await flow_row(connection, workspace, flow))
        linked = await door.versions.within(connection, workspace, flow, number) if number is not None else None
        known["version", flow] = None if linked is None else (number, linked)
    found: tuple[int, Linked] | None = known["version", flow]
    return found
