"""A flow's texts, looked at: its draft, a version, and all that is needed to make the same flow elsewhere."""

import asyncio
from collections.abc import Collection
from datetime import datetime

import msgspec
from sqlalchemy import select

from sayso.compiler import Compiled, compile
from sayso.dsl.catalog import Catalog
from sayso.dsl.difference import difference
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.dsl.statements import Block
from sayso.runtime.operations.door import Door, NotHere, Refused, flow_row
from sayso.runtime.operations.publishing import LARGEST_TEXT, catalog_with_flows
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, versions
from sayso.runtime.triggers.settings import FlowSettings, settings_of


class FlowText(msgspec.Struct, frozen=True):
    """A flow's draft, or one of its versions."""

    flow: str
    version: int | None
    text: str


class FlowExport(msgspec.Struct, frozen=True):
    """A flow to take elsewhere: its name, its draft (with trigger, rules and memory in it), and its pace."""

    name: str
    text: str
    status: str
    live: int | None
    pace: FlowSettings
    updated: datetime | None


async def draft_of(door: Door, workspace: str, flow: str) -> FlowText:
    """The draft as it was saved last."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
    return FlowText(flow, None, row.draft or "")


async def drafts_of(door: Door, workspace: str, chosen: Collection[str]) -> dict[str, str]:
    """The drafts of these flows in one look; one that is gone is left out."""
    door.premises(workspace)
    query = select(flows.c.id, flows.c.draft).where(flows.c.workspace == workspace, flows.c.id.in_(chosen))
    async with door.storage.reading(workspace) as connection:
        return {row.id: row.draft or "" for row in (await connection.execute(query)).all()}


async def text_of_version(door: Door, workspace: str, flow: str, version: int) -> FlowText:
    """The text of a version, which never changes."""
    door.premises(workspace)
    query = select(versions.c.text).where(same(versions, workspace=workspace, flow=flow, number=version))
    async with door.storage.reading(workspace) as connection:
        text = (await connection.execute(query)).scalar_one_or_none()
    if text is None:
        raise NotHere("version")
    return FlowText(flow, version, text)


async def export_flow(door: Door, workspace: str, flow: str) -> FlowExport:
    """All that is needed to make the same flow elsewhere."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
    return FlowExport(row.name, row.draft or "", row.status, row.live, settings_of(row), moment(row.updated))


async def catalog_of(door: Door, workspace: str) -> Catalog:
    """The workspace's catalog, with what its live flows promise."""
    async with door.storage.reading(workspace) as connection:
        return await catalog_with_flows(connection, door, workspace)


async def changes_since_live(door: Door, workspace: str, flow: str) -> int:
    """In how many steps and lines of its header the draft differs from the live version."""
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        mine = same(versions, workspace=workspace, flow=flow, number=row.live or 0)
        live = (await connection.execute(select(versions.c.text).where(mine))).scalar_one_or_none()
    if live is None or live == row.draft:
        return 0
    old, new = parse(live).flow, parse(row.draft or "").flow
    if old is None or new is None:
        return 1
    steps = len([one for one in difference(old, new).changes if one.kind != "unchanged"])
    return steps + (_header(old) != _header(new)) or 1


def _header(flow: Flow) -> Flow:
    return msgspec.structs.replace(flow, body=Block())


async def check_text(door: Door, workspace: str, text: str) -> tuple[Compiled, Catalog]:
    """A text, compiled against the workspace's catalog and its flows, and that catalog; nothing is saved."""
    if len(text) > LARGEST_TEXT:
        raise Refused("too-large", f"A flow may have {LARGEST_TEXT:,} characters, and this one has {len(text):,}.")
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        catalog = await catalog_with_flows(connection, door, workspace)
    return await asyncio.to_thread(compile, text, catalog), catalog
