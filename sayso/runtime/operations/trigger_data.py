"""What a flow may be tried with: the newest records of its trigger's kind, those a search finds, what came in at its
webhooks and forms, or a sample."""

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from sayso.compiler import Compiled
from sayso.compiler.ir import Program
from sayso.dsl import render
from sayso.dsl.types import RecordOf, Type, present
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.inbound import Submission, Unfit, fill
from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.handing_in import fitted
from sayso.runtime.operations.records import KINDS, records, store_of
from sayso.runtime.sampling import sample
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import events

NEWEST = 5
FROM_OUTSIDE = ("webhook", "form")
MOST_FOUND = 10
NAMED_BY = ("fullName", "name", "title", "subject", "email", "id")


class Asked(msgspec.Struct, frozen=True):
    """One name the trigger binds: `record` is the kind of record, or empty; `sample` what stands there otherwise.

    `newest` are the last ones there were, as id and name.
    """

    name: str
    record: str
    sample: str
    newest: tuple[tuple[str, str], ...] = ()


class Came(msgspec.Struct, frozen=True):
    """Something that came in at a webhook or form of the flow."""

    id: str
    kind: str
    name: str
    at: datetime
    data: dict[str, Any]


async def asked_of(door: Door, workspace: str, compiled: Compiled) -> tuple[Asked, ...]:
    """What the triggers of a flow bring that somebody can choose."""
    door.premises(workspace)
    if compiled.program is None:
        return ()
    binds: dict[str, Type] = {name: kind for start in compiled.program.starts for name, kind in start.binds}
    return tuple([await _asked(door, workspace, name, kind) for name, kind in binds.items() if name != "previous"])


async def _asked(door: Door, workspace: str, name: str, kind: Type) -> Asked:
    catalog, plain = door.premises(workspace).catalog, present(kind)
    if isinstance(plain, RecordOf):
        if _home(plain.name) is None:
            return Asked(name, plain.name, "")
        store, now = store_of(door, workspace, _home(plain.name) or ""), door.now()
        found = await asyncio.to_thread(store.find, plain.name, now)
        return Asked(name, plain.name, "", tuple(_named(one) for one in found[-NEWEST:][::-1]))
    value = sample(plain, catalog, door.now())
    return Asked(name, "", render.render(value, plain, ZoneInfo(catalog.zone), {}) or "")


async def search_for(door: Door, workspace: str, kind: str, text: str) -> tuple[tuple[str, str], ...]:
    """Records of a kind in which a text stands, as id and name."""
    home = _home(kind)
    if home is None or not text.strip():
        return ()
    page = await records(door, workspace, home, text)
    return tuple(_named(one) for one in page.records[:MOST_FOUND])


async def came_in(door: Door, workspace: str, flow: str, compiled: Compiled) -> tuple[Came, ...]:
    """The last that came in at the webhooks and forms that the flow has now, the newest first."""
    door.premises(workspace)
    starts = compiled.program.starts if compiled.program is not None else ()
    places = {(start.kind, start.name) for start in starts if start.kind in FROM_OUTSIDE}
    query = select(events).where(same(events, workspace=workspace, target=flow))
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
        named = query.where(events.c.name.in_([name for _, name in places]))
        rows = (await connection.execute(named.order_by(events.c.at.desc()).limit(2 * NEWEST))).all() if places else []
    caught = [
        Came(one.id, kind, name, one.at, one.data)
        for kind, name in places if kind == "webhook" for one in door.listening.of((workspace, flow, name))
    ]  # fmt: skip
    kinds = [("form" if row.source == "form" else "webhook", row) for row in rows]
    found = [Came(row.id, kind, row.name, moment(row.at), value_from(row.data)) for kind, row in kinds]
    there = [*caught, *(one for one in found if (one.kind, one.name) in places)]
    return tuple(sorted(there, key=lambda one: one.at, reverse=True)[:NEWEST])


async def data_from(
    door: Door, workspace: str, compiled: Compiled, chosen: dict[str, str], came: Came | None = None
) -> dict[str, Any]:
    """What was chosen, by name, as a rehearsal takes it; records by their id, and what `came` in its own names.
    Refused where a value does not fit."""
    door.premises(workspace)
    if compiled.program is None:
        return {}
    binds: dict[str, Type] = {name: kind for start in compiled.program.starts for name, kind in start.binds}
    given = {
        name: await fitted(door, workspace, name, value, binds[name])
        for name, value in chosen.items() if name in binds and value
    }  # fmt: skip
    return {**given, **_filled(door, workspace, compiled.program, came)} if came is not None else given


def _filled(door: Door, workspace: str, program: Program, came: Came) -> dict[str, Any]:
    """The values that something brought to its trigger, as the flow is now."""
    start = next((one for one in program.starts if (one.kind, one.name) == (came.kind, came.name)), None)
    if start is None:
        return {}
    premises = door.premises(workspace)
    filled = fill(start, came.data, premises.catalog.records, came.id, premises.catalog.currency, premises.zone)
    if isinstance(filled, Submission):
        return filled.inputs
    told = filled.problems[0].sentence if isinstance(filled, Unfit) else ""
    raise Refused("wrong-data", f"What came in does not fit this flow as it is now. {told}".strip())


def _home(kind: str) -> str | None:
    """Where records of a kind are kept; a customer is a company."""
    return {"customer": "company"}.get(kind, kind) if kind in (*KINDS, "customer") else None


def _named(record: dict[str, Any]) -> tuple[str, str]:
    return str(record["id"]), next((str(record[name]) for name in NAMED_BY if record.get(name)), str(record["id"]))
