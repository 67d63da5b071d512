"""The last times that something happened which may start a flow, and whether each would start it as it is now."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from sayso.compiler import Compiled
from sayso.dsl.flow import OnEvent
from sayso.interpreter import Linked, link
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.door import Door
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import events
from sayso.runtime.triggers.answering import inputs_of, title_of

LATEST = 5


class Happened(msgspec.Struct, frozen=True):
    """It happened once: when, to whom or what, and whether the flow would start (None while that is not known)."""

    id: str
    at: datetime
    about: str
    starts: bool | None


async def happened(door: Door, workspace: str, compiled: Compiled, number: int = 0) -> list[Happened]:
    """The last five events that the trigger of this number is about, the newest first."""
    door.premises(workspace)
    triggers = compiled.flow.triggers if compiled.flow is not None else ()
    trigger = triggers[number] if number < len(triggers) else None
    if not isinstance(trigger, OnEvent):
        return []
    linked = link(compiled.program) if compiled.program is not None else None
    mine = same(events, workspace=workspace, name=trigger.event, target="")
    query = select(events).where(mine).order_by(events.c.at.desc(), events.c.id).limit(LATEST)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query)).all()
    return [_told(door, workspace, linked, number, row) for row in rows]


def _told(door: Door, workspace: str, linked: Linked | None, number: int, row: Any) -> Happened:
    data, starts = value_from(row.data), None
    if linked is not None:
        premises = door.premises(workspace)
        starts = inputs_of(premises, linked, "event", number, data, row.id, door.now())[0] is not None
    return Happened(row.id, moment(row.at), title_of(data), starts)
