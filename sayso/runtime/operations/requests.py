"""A webhook as its owner sees it: its address, whether it takes requests now, and the last of them, taken or not."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import and_, select

from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.door import Door, flow_row
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import answers, events, triggers
from sayso.runtime.turned_away import KEPT

BEFORE_LIVE = "taken to be tried, before the flow was live"


class WebhookPlace(msgspec.Struct, frozen=True):
    """A webhook: the path under which it is reached, how its flow stands ("" where this name is not live), how its
    sender proves itself, and how many secrets are good."""

    path: str
    status: str = ""
    scheme: str = ""
    secrets: int = 0


class Request(msgspec.Struct, frozen=True):
    """One request: `taken` or why not in a sentence; the run it began, or the reason why it began none."""

    id: str
    at: datetime
    taken: bool
    sentence: str = ""
    run: str = ""
    reason: str = ""
    data: dict[str, Any] = {}


async def webhook_place(door: Door, workspace: str, flow: str, name: str) -> WebhookPlace:
    """Where a webhook of this name is, or will be."""
    door.premises(workspace)
    path = f"/hooks/{workspace}/{flow}/{name}"
    mine = same(triggers, workspace=workspace, flow=flow, kind="webhook", name=name)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        trigger = (await connection.execute(select(triggers).where(mine).limit(1))).one_or_none()
    if trigger is None or row.deleted is not None:
        return WebhookPlace(path)
    return WebhookPlace(path, row.status, trigger.scheme, len(value_from(trigger.secrets) or []))


async def wait_for_one(door: Door, workspace: str, flow: str, name: str, waits: bool = True) -> None:
    """Take the next request to a webhook that is not live, or no longer: it starts nothing, and may be tried."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
    address = (workspace, flow, name)
    door.listening.begin(address, door.now()) if waits else door.listening.end(address)


def is_waited_for(door: Door, workspace: str, flow: str, name: str) -> bool:
    """Whether the next request to a webhook that is not live is still waited for."""
    door.premises(workspace)
    return door.listening.waits((workspace, flow, name), door.now())


async def requests_of(door: Door, workspace: str, flow: str, name: str) -> list[Request]:
    """The last five requests that came to a webhook, the newest first. Those turned away, and those that came before
    the flow was live, are known to this process."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
        rows = (await connection.execute(_taken(workspace, flow, name))).all()
    taken = [
        Request(row.id, moment(row.at), True, "", row.run or "", row.reason or "", value_from(row.data)) for row in rows
    ]
    turned = [
        Request(f"{one.code} {one.at.isoformat()}", one.at, False, one.sentence)
        for one in door.turned_away.of((workspace, flow, name))
    ]
    caught = [
        Request(one.id, one.at, True, "", "", BEFORE_LIVE, one.data)
        for one in door.listening.of((workspace, flow, name))
    ]
    return sorted([*taken, *turned, *caught], key=lambda one: one.at, reverse=True)[:KEPT]


def _taken(workspace: str, flow: str, name: str) -> Any:
    """What was stored of it, and what the flow made of it."""
    answered = and_(answers.c.workspace == events.c.workspace, answers.c.event == events.c.id, answers.c.flow == flow)
    shown = (events.c.id, events.c.at, events.c.data, answers.c.run, answers.c.reason)
    mine = same(events, workspace=workspace, name=name, target=flow)
    query = select(*shown).select_from(events.outerjoin(answers, answered)).where(mine, events.c.source != "form")
    return query.order_by(events.c.at.desc(), events.c.id).limit(KEPT)
