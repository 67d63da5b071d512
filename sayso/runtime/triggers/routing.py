"""Stored events go to whom they concern: lanes that wait are rung, flows whose trigger they are answer each for itself.

An answer is a run, or the reason why there is none; one flow's trouble is no other flow's.
"""

import hashlib
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.addresses import same_email
from sayso.interpreter import Linked
from sayso.runtime.engine.beginning import begin
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.waking import ring_within
from sayso.runtime.inbound import Submission, fill
from sayso.runtime.loading import loaded
from sayso.runtime.operations.door import Door, flow_row
from sayso.runtime.operations.rechecking import up_to_date
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import answers, events, flows, listeners, touches, triggers
from sayso.runtime.worlds.policy import person_of

PAGE = 100
FROM_OUTSIDE = ("webhook", "form")
log = structlog.get_logger(__name__)


async def route(door: Door, workspace: str) -> int:
    """Route the events that nobody has routed yet; gives how many."""
    query = select(events).where(same(events, workspace=workspace, state="new")).order_by(events.c.stored).limit(PAGE)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query)).all()
    for row in rows:
        await _route_one(door, workspace, row)
    return len(rows)


async def _route_one(door: Door, workspace: str, event: Any) -> None:
    data = value_from(event.data)
    async with door.storage.writing(workspace) as connection:
        mine = same(events, workspace=workspace, id=event.id, state="new")
        taken = await connection.execute(update(events).where(mine).values(state="routed"))
        if taken.rowcount != 1:
            return
        await _wake(connection, workspace, event, data)
        await _touch(connection, door, workspace, event, data)
        for trigger in await _triggers_of(connection, workspace, event):
            await _answer(connection, door, workspace, event, data, trigger)
    door.ring("")


async def _wake(connection: AsyncConnection, workspace: str, event: Any, data: dict[str, Any]) -> None:
    """Ring the lanes that wait for such an event; each looks for itself whether it is meant."""
    query = select(listeners).where(same(listeners, workspace=workspace, event=event.name))
    first = next(iter(data.values()), None)
    for row in (await connection.execute(query)).all():
        if _may_be_meant(row, first):
            await ring_within(connection, workspace, row.run, row.lane)


def _may_be_meant(row: Any, record: Any) -> bool:
    if not row.field or not isinstance(record, dict) or row.field not in record:
        return True
    wanted, given = value_from(row.value), record[row.field]
    if isinstance(wanted, str) and isinstance(given, str):
        return same_email(wanted) == same_email(given)
    return bool(wanted == given) or isinstance(wanted, dict)


async def _touch(connection: AsyncConnection, door: Door, workspace: str, event: Any, data: dict[str, Any]) -> None:
    """A reply is kept for the contact guard."""
    reply = data.get("email")
    if event.name != "email.replied" or not isinstance(reply, dict):
        return
    people = {person_of(reply.get("from", ""))}
    if isinstance(reply.get("contact"), dict):
        people.add(person_of(reply["contact"]))
    rows = [
        {"workspace": workspace, "person": person, "id": event.id, "kind": "replied", "at": event.at}
        for person in sorted(people)
    ]
    await connection.execute(door.storage.insert(touches).on_conflict_do_nothing(), rows)


async def _triggers_of(connection: AsyncConnection, workspace: str, event: Any) -> list[Any]:
    joined = (flows.c.workspace == triggers.c.workspace) & (flows.c.id == triggers.c.flow)
    query = (
        select(triggers, flows.c.status)
        .join(flows, joined)
        .where(triggers.c.workspace == workspace, triggers.c.name == event.name, triggers.c.since <= event.at)
        .where(flows.c.deleted.is_(None))
    )
    if event.source in FROM_OUTSIDE or event.target:
        query = query.where(triggers.c.flow == event.target, triggers.c.kind.in_(FROM_OUTSIDE))
    else:
        query = query.where(triggers.c.kind == "event")
    return list((await connection.execute(query.order_by(triggers.c.flow, triggers.c.number))).all())


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
    inputs, reason = _inputs(door, workspace, linked, trigger, data, event.id)
    if inputs is None:
        return "", reason
    return await _begun(connection, door, workspace, event, trigger, version, linked, inputs), ""


def _inputs(
    door: Door, workspace: str, linked: Linked, trigger: Any, data: dict[str, Any], id: str
) -> tuple[dict[str, Any] | None, str]:
    """The values of the names the trigger binds, if its condition is met; else the reason."""
    premises = door.premises(workspace)
    start, where = linked.starts[trigger.number]
    if trigger.kind in FROM_OUTSIDE:
        filled = fill(start, data, premises.catalog.records, id, premises.catalog.currency, premises.zone)
        if not isinstance(filled, Submission):
            return None, "skipped: its fields do not fit this flow"
        inputs = filled.inputs
    else:
        inputs = {name: loaded(data.get(name), linked.loads) for name, _ in start.binds}
    env = {**premises.built_in(), **inputs, **({} if trigger.kind in FROM_OUTSIDE else data), "now": door.now()}
    if where is not None and where(env) is not True:
        return None, "skipped: its condition was not met"
    return inputs, ""


async def _begun(
    connection: AsyncConnection, door: Door, workspace: str, event: Any, trigger: Any, version: int, linked: Linked,
    inputs: dict[str, Any],
) -> str:  # fmt: skip
    key = f"event/{event.id}/{trigger.number}"
    run = f"run-{hashlib.sha256(f'{workspace}/{trigger.flow}/{key}'.encode()).hexdigest()[:20]}"
    told = {"kind": trigger.kind, "name": trigger.name, "event": event.id}
    await begin(
        connection, door.storage, door.premises(workspace), trigger.flow, version, linked, door.now(),
        trigger=told, inputs=inputs, id=run, start_key=key, queued=True, title=_title(inputs),
    )  # fmt: skip
    return run


def _title(inputs: dict[str, Any]) -> str:
    from sayso.runtime.engine.loops import who

    return next((found for value in inputs.values() if isinstance(value, dict) and (found := who(value))), "")
