"""Drafts and versions: a draft is saved as it is, a version is compiled, numbered, and never changes."""

import secrets
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler import Compiled, compile
from sayso.compiler.contracts import contracts
from sayso.compiler.ir import Program
from sayso.compiler.stored import program_to_json
from sayso.dsl.catalog import Catalog
from sayso.runtime.engine.keeping import json_of
from sayso.runtime.operations.door import Door, Refused, flow_row, note
from sayso.runtime.operations.readiness import not_ready
from sayso.runtime.schedules import next_after
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, triggers, versions, workspaces

LARGEST_TEXT = 200_000
"""The most characters a flow's text can have."""
KINDS_THAT_COME = ("schedule", "event", "webhook", "form")


class Published(msgspec.Struct, frozen=True):
    """What publishing made: the flow's id, the version's number, and whether its trigger is on."""

    flow: str
    version: int
    live: bool


async def save_draft(door: Door, workspace: str, text: str, who: str, flow: str | None = None) -> str:
    """Save a draft, whatever it says; makes a new flow where none is named. Gives the flow's id."""
    if len(text) > LARGEST_TEXT:
        raise Refused("too-large", f"A flow may have {LARGEST_TEXT:,} characters, and this one has {len(text):,}.")
    door.premises(workspace)
    now = micros(door.now())
    async with door.storage.writing(workspace) as connection:
        if flow is None:
            flow = f"flow-{secrets.token_hex(8)}"
            row = {"workspace": workspace, "id": flow, "draft": text, "owner": who, "created": now, "updated": now}
            await connection.execute(flows.insert(), [row])
        else:
            _not_in_the_bin(await flow_row(connection, workspace, flow, lock=True))
            await connection.execute(
                update(flows).where(same(flows, workspace=workspace, id=flow)).values(draft=text, updated=now)
            )
    return flow


async def publish(door: Door, workspace: str, flow: str, who: str, live: bool = True, message: str = "") -> Published:
    """Make a version of the draft, and turn its trigger on (`live`). Refused while the draft has findings."""
    compiled = await check_draft(door, workspace, flow)
    program = compiled.program
    if program is None:
        raise not_ready(compiled)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow, lock=True)
        _not_in_the_bin(row)
        other = select(flows.c.id).where(same(flows, workspace=workspace, name=program.flow), flows.c.deleted.is_(None))
        if (await connection.execute(other.where(flows.c.id != flow))).first() is not None:
            raise Refused("name-taken", f"There is a flow “{program.flow}” already. Give this one another name.")
        number = await keep_version(connection, door, workspace, flow, program, compiled.text, who, message)
        mark = door.premises(workspace).mark
        changes: dict[str, object] = {"name": program.flow, "updated": micros(door.now()), "checked": mark}
        if live:
            changes |= {
                "live": number, "status": "live", "pause_reason": "", "resumes": None, "live_since": micros(door.now()),
            }  # fmt: skip
        elif row.status == "draft":
            changes |= {"live": number}
        await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(**changes))
        if live:
            await set_triggers(connection, door, workspace, flow, program, door.now())
        did = "published" if live else "named a version"
        await note(connection, workspace, door.now(), who, did, flow, f"v{number}")
    door.ring("")
    return Published(flow, number, live)


def _not_in_the_bin(row: Any) -> None:
    if row.deleted is not None:
        raise Refused("deleted", "This flow is in the bin. Take it out first.")


async def check_draft(door: Door, workspace: str, flow: str) -> Compiled:
    """The draft, compiled against the workspace's catalog and its other flows."""
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        catalog = await catalog_with_flows(connection, door, workspace)
    return compile(row.draft, catalog)


async def catalog_with_flows(connection: AsyncConnection, door: Door, workspace: str) -> Catalog:
    """The workspace's catalog, with the contracts of its published flows."""
    catalog = door.premises(workspace).catalog
    query = (
        select(versions.c.text)
        .join(flows, (flows.c.workspace == versions.c.workspace) & (flows.c.id == versions.c.flow))
        .where(versions.c.workspace == workspace, versions.c.number == flows.c.live, flows.c.deleted.is_(None))
    )
    texts = [row.text for row in await connection.execute(query)]
    return msgspec.structs.replace(catalog, flows={**catalog.flows, **contracts(texts, catalog)})


async def keep_version(
    connection: AsyncConnection, door: Door, workspace: str, flow: str, program: Program, text: str, who: str, said: str
) -> int:
    """The number of the version with this very program; a new one where it is not the latest."""
    mine = same(versions, workspace=workspace, flow=flow)
    latest = select(versions).where(mine).order_by(versions.c.number.desc()).limit(1)
    row = (await connection.execute(latest)).one_or_none()
    if row is not None and row.hash == program.version and row.text == text:
        return int(row.number)
    number = int((await connection.execute(select(func.max(versions.c.number)).where(mine))).scalar() or 0) + 1
    made = {
        "workspace": workspace, "flow": flow, "number": number, "hash": program.version, "text": text,
        "program": program_to_json(program).decode(), "created": micros(door.now()), "made_by": who, "note": said[:500],
    }  # fmt: skip
    await connection.execute(versions.insert(), [made])
    return number


async def set_triggers(
    connection: AsyncConnection, door: Door, workspace: str, flow: str, program: Program, since: datetime
) -> None:
    """Turn on the triggers of a version in place of those before it; a webhook that stays keeps its secret."""
    premises = door.premises(workspace)
    mine = same(triggers, workspace=workspace, flow=flow)
    before = {(row.kind, row.name): row for row in await connection.execute(select(triggers).where(mine))}
    await connection.execute(delete(triggers).where(mine))
    rows = []
    for number, start in enumerate(program.starts):
        if start.kind not in KINDS_THAT_COME:
            continue
        known = before.get((start.kind, start.name))
        due = next_after(start.schedule, premises.zone, since, since) if start.schedule else None
        rows.append({
            "workspace": workspace, "flow": flow, "number": number, "kind": start.kind, "name": start.name,
            "scheme": known.scheme if known else "sayso",
            "secrets": known.secrets if known else json_of([new_secret(door, workspace, flow)]),
            "since": micros(since), "next": micros(due), "last": micros(since),
        })  # fmt: skip
    if rows:
        await connection.execute(triggers.insert(), rows)


def new_secret(door: Door, workspace: str, flow: str) -> str:
    """A webhook's secret, sealed."""
    return door.vault.seal(secrets.token_urlsafe(32), f"{workspace}/{flow}")


async def register(door: Door, workspace: str, name: str) -> None:
    """Make the workspace known to the tables, once."""
    row = {"workspace": workspace, "name": name, "created": micros(door.now())}
    async with door.storage.writing(workspace) as connection:
        await connection.execute(door.storage.insert(workspaces).on_conflict_do_nothing(), [row])
