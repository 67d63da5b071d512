"""A flow's texts, looked at: its draft, a version, and all that is needed to make the same flow elsewhere."""

from datetime import datetime

import msgspec
from sqlalchemy import select

from sayso.compiler import Compiled, compile
from sayso.dsl.catalog import Catalog
from sayso.runtime.operations.door import Door, NotHere, Refused, flow_row
from sayso.runtime.operations.publishing import LARGEST_TEXT, catalog_with_flows
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import versions
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


async def check_text(door: Door, workspace: str, text: str) -> tuple[Compiled, Catalog]:
    """A text, compiled against the workspace's catalog and its flows, and that catalog; nothing is saved."""
    if len(text) > LARGEST_TEXT:
        raise Refused("too-large", f"A flow may have {LARGEST_TEXT:,} characters, and this one has {len(text):,}.")
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        catalog = await catalog_with_flows(connection, door, workspace)
    return compile(text, catalog), catalog
