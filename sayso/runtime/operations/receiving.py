"""What comes in from outside: webhooks proven, forms read; stored before anybody is told that it came."""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler.ir import Start
from sayso.runtime.engine.keeping import json_of, value_from
from sayso.runtime.inbound import (
    Challenge,
    Delivery,
    Entry,
    Received,
    Refused,
    Trapped,
    Unfit,
    entries_of,
    fill,
    read_submission,
    verify,
)
from sayso.runtime.listening import Caught
from sayso.runtime.operations.door import Door, NotHere, flow_row, note
from sayso.runtime.operations.door import Refused as No
from sayso.runtime.operations.publishing import new_secret
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, triggers
from sayso.runtime.triggers.storing import event_id, row_of
from sayso.runtime.turned_away import Address, Turned

BY_PROOF = frozenset({"sayso", "github", "jira", "twilio", "zendesk"})
"""Schemes whose senders do not sign their delivery's id: what they signed counts once."""
LONGEST_TOLD = 300


class Stored(msgspec.Struct, frozen=True):
    """It is stored; `again` where it was stored before. `reply` are headers the sender wants back."""

    id: str
    again: bool = False
    reply: tuple[tuple[str, str], ...] = ()


class PublicForm(msgspec.Struct, frozen=True):
    """A flow's public form."""

    title: str
    entries: tuple[Entry, ...]


class Place(msgspec.Struct, frozen=True):
    """Where something comes in: a webhook's or form's kind, name and path, and how its sender proves itself."""

    kind: str
    name: str
    scheme: str
    path: str


async def receive(
    door: Door, workspace: str, flow: str, name: str, delivery: Delivery
) -> Stored | Challenge | Refused | Unfit | Trapped:
    """A webhook's delivery. Raises `NotHere` for an address nobody has, or nobody waits at."""

    async def look() -> tuple[Any, Start]:
        async with door.storage.reading(workspace) as connection:
            return await _trigger(connection, door, workspace, flow, "webhook", name)

    try:
        trigger, start = await door.intake.ask((workspace, flow, name), look)
    except NotHere:
        if not door.listening.waits((workspace, flow, name), door.now()):
            raise
        return _caught(door, (workspace, flow, name), delivery)
    secrets = [door.vault.open_sealed(one, f"{workspace}/{flow}") for one in value_from(trigger.secrets) or []]
    found = verify(trigger.scheme, secrets, delivery, door.now())
    if not isinstance(found, Received):
        _turned_away(door, (workspace, flow, name), found)
        return found
    if trigger.scheme in ("sayso", "none"):
        problem = _unfit(door, workspace, start, found.data, found.id)
        if problem is not None:
            _turned_away(door, (workspace, flow, name), problem)
            return problem
    proof = found.proof if trigger.scheme in BY_PROOF else None
    id = event_id("webhook", flow, name, found.id)
    stored = await _stored(door, workspace, id, name, found.data, trigger.scheme, flow, proof)
    return Stored(found.id, not stored, found.reply)


def _caught(door: Door, address: Address, delivery: Delivery) -> Stored | Challenge | Refused | Unfit | Trapped:
    """A delivery to a webhook that is not live, and whose owner waits for it: kept to be looked at."""
    found = verify("none", [], delivery, door.now())
    if not isinstance(found, Received):
        _turned_away(door, address, found)
        return found
    door.listening.catch(address, Caught(found.id, door.now(), found.data))
    return Stored(found.id)


def _turned_away(door: Door, address: Address, found: Challenge | Refused | Unfit | Trapped) -> None:
    """Remember for the webhook's owner what was not taken, and why."""
    match found:
        case Refused():
            door.turned_away.add(address, Turned(door.now(), found.code, found.sentence))
        case Unfit():
            told = " ".join(f"{one.field}: {one.sentence}" for one in found.problems[:3])
            door.turned_away.add(address, Turned(door.now(), "unfit", told[:LONGEST_TOLD]))
        case Challenge():
            told = "The sender asked whether this address is ours."
            door.turned_away.add(address, Turned(door.now(), "question", told))


async def submit(door: Door, workspace: str, flow: str, delivery: Delivery) -> Stored | Refused | Unfit | Trapped:
    """A form that was filled in. Raises `NotHere` for a form nobody has."""
    async with door.storage.reading(workspace) as connection:
        trigger, start = await _trigger(connection, door, workspace, flow, "form", None)
    read = read_submission(delivery)
    if isinstance(read, Refused):
        return read
    id, data = read
    problem = _unfit(door, workspace, start, data, id)
    if problem is not None:
        return problem
    stored = await _stored(door, workspace, event_id("form", flow, id), trigger.name, data, "form", flow, None)
    return Stored(id, not stored)


async def form_of(door: Door, workspace: str, flow: str) -> PublicForm:
    """The public form of a live flow. Raises `NotHere` where there is none."""
    async with door.storage.reading(workspace) as connection:
        trigger, start = await _trigger(connection, door, workspace, flow, "form", None)
        row = await flow_row(connection, workspace, flow)
    return PublicForm(str(row.name or trigger.name), entries_of(start))


async def webhook_secret(door: Door, workspace: str, flow: str, name: str, who: str, new: bool = False) -> str:
    """The secret of a webhook, for the person who sets up its sender; `new` makes another one, the old stays valid
    beside it until the next change."""
    async with door.storage.writing(workspace) as connection:
        trigger, _ = await _trigger(connection, door, workspace, flow, "webhook", name)
        sealed: list[str] = value_from(trigger.secrets) or []
        if new:
            sealed = [new_secret(door, workspace, flow), *sealed[:1]]
            mine = same(triggers, workspace=workspace, flow=flow, number=trigger.number)
            await connection.execute(triggers.update().where(mine).values(secrets=json_of(sealed)))
        await note(connection, workspace, door.now(), who, "saw a webhook's secret", flow, name)
    return door.vault.open_sealed(sealed[0], f"{workspace}/{flow}")


async def set_sender(
    door: Door, workspace: str, flow: str, name: str, scheme: str, who: str, secret: str | None = None
) -> None:
    """Say who sends to a webhook, and the secret that sender signs with."""
    from sayso.runtime.inbound import SCHEMES

    if scheme not in SCHEMES:
        raise No("unknown-sender", f"No sender is known that signs as `{scheme[:40]}`.")
    async with door.storage.writing(workspace) as connection:
        trigger, _ = await _trigger(connection, door, workspace, flow, "webhook", name)
        sealed = value_from(trigger.secrets) or []
        if secret is not None:
            sealed = [door.vault.seal(secret, f"{workspace}/{flow}")]
        mine = same(triggers, workspace=workspace, flow=flow, number=trigger.number)
        await connection.execute(triggers.update().where(mine).values(scheme=scheme, secrets=json_of(sealed)))
        await note(connection, workspace, door.now(), who, "set a webhook's sender", flow, f"{name}: {scheme}")


async def _trigger(
    connection: AsyncConnection, door: Door, workspace: str, flow: str, kind: str, name: str | None
) -> tuple[Any, Start]:
    """The trigger of a live flow, and what its version says of it."""
    sought = {"its_workspace": workspace, "its_flow": flow, "its_kind": kind, "its_name": name}
    row = (await connection.execute(_ANY if name is None else _NAMED, sought)).one_or_none()
    if row is None:
        raise NotHere("webhook" if kind == "webhook" else "form")
    linked = await door.versions.within(connection, workspace, flow, row.live)
    return row, linked.program.starts[row.number]


_OF_FLOW = (
    select(triggers, flows.c.live, flows.c.status)
    .join(flows, (flows.c.workspace == triggers.c.workspace) & (flows.c.id == triggers.c.flow))
    .where(flows.c.deleted.is_(None))
    .where(*(triggers.c[name] == bindparam(f"its_{name}") for name in ("workspace", "flow", "kind")))
)
_ANY = _OF_FLOW.limit(1)
_NAMED = _OF_FLOW.where(triggers.c.name == bindparam("its_name")).limit(1)
"""Asked for every delivery, so put together once."""


def _unfit(door: Door, workspace: str, start: Start, data: dict[str, object], id: str) -> Unfit | Trapped | None:
    premises = door.premises(workspace)
    filled = fill(start, data, premises.catalog.records, id, premises.catalog.currency, premises.zone)
    return filled if isinstance(filled, Unfit | Trapped) else None


async def _stored(
    door: Door, workspace: str, id: str, name: str, data: dict[str, object], source: str, flow: str, proof: str | None
) -> bool:
    now = door.now()
    row = row_of(workspace, id, name, data, now, now, source, flow, proof)
    stored = await door.intake.store(door.storage, workspace, row)
    door.ring("")
    return stored


async def places(door: Door, workspace: str, flow: str) -> list[Place]:
    """The addresses under which a live flow takes things in."""
    query = (
        select(triggers)
        .where(same(triggers, workspace=workspace, flow=flow), triggers.c.kind.in_(("webhook", "form")))
        .order_by(triggers.c.number)
    )
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
        rows = (await connection.execute(query)).all()
    return [Place(row.kind, row.name, row.scheme, _path(workspace, flow, row)) for row in rows]


def _path(workspace: str, flow: str, row: Any) -> str:
    return f"/forms/{workspace}/{flow}" if row.kind == "form" else f"/hooks/{workspace}/{flow}/{row.name}"
