"""What an event means: which lanes it wakes, whose trigger it is, and with what values a run begins."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.addresses import same_email
from sayso.interpreter import Linked
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.loops import who
from sayso.runtime.engine.premises import Premises
from sayso.runtime.engine.waking import ring_within
from sayso.runtime.inbound import Submission, fill
from sayso.runtime.loading import loaded
from sayso.runtime.operations.door import Door
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, listeners, touches, triggers
from sayso.runtime.worlds.policy import person_of

FROM_OUTSIDE = ("webhook", "form")


async def wake(connection: AsyncConnection, workspace: str, event: Any, data: dict[str, Any]) -> None:
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


async def touch(connection: AsyncConnection, door: Door, workspace: str, event: Any, data: dict[str, Any]) -> None:
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


async def triggers_of(
    connection: AsyncConnection, workspace: str, name: str, source: str, target: str
) -> list[Any]:  # fmt: skip
    """The triggers of flows that events of this name, from this source and for this flow, may be meant for."""
    joined = (flows.c.workspace == triggers.c.workspace) & (flows.c.id == triggers.c.flow)
    query = (
        select(triggers, flows.c.status)
        .join(flows, joined)
        .where(triggers.c.workspace == workspace, triggers.c.name == name)
        .where(flows.c.deleted.is_(None))
    )
    if source in FROM_OUTSIDE or target:
        query = query.where(triggers.c.flow == target, triggers.c.kind.in_(FROM_OUTSIDE))
    else:
        query = query.where(triggers.c.kind == "event")
    return list((await connection.execute(query.order_by(triggers.c.flow, triggers.c.number))).all())


def inputs_of(
    premises: Premises, linked: Linked, kind: str, number: int, data: dict[str, Any], id: str, now: datetime
) -> tuple[dict[str, Any] | None, str]:
    """The values of the names that a version's trigger of this kind binds, if its condition is met; else the reason."""
    start, where = linked.starts[number]
    if kind in FROM_OUTSIDE:
        filled = fill(start, data, premises.catalog.records, id, premises.catalog.currency, premises.zone)
        if not isinstance(filled, Submission):
            return None, "skipped: its fields do not fit this flow"
        inputs = filled.inputs
    else:
        inputs = {name: loaded(data.get(name), linked.loads) for name, _ in start.binds}
    env = {**premises.built_in(), **inputs, **({} if kind in FROM_OUTSIDE else data), "now": now}
    if where is not None and where(env) is not True:
        return None, "skipped: its condition was not met"
    return inputs, ""


def named(workspace: str, event: Any, trigger: Any) -> tuple[str, str, dict[str, Any]]:
    """What names the run that an event begins: its start key, its id, and its trigger."""
    key = f"event/{event.id}/{trigger.number}"
    run = f"run-{hashlib.sha256(f'{workspace}/{trigger.flow}/{key}'.encode()).hexdigest()[:20]}"
    return key, run, {"kind": trigger.kind, "name": trigger.name, "event": event.id}


def title_of(inputs: dict[str, Any]) -> str:
    """Whom or what a run is about, by what it began with."""
    return next((found for value in inputs.values() if isinstance(value, dict) and (found := who(value))), "")
