"""Test Mode of a flow's draft: driven to its end in virtual time over copies of today's data. Nothing is changed."""

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler.ir import Program
from sayso.connectors.shape import Simulated
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import ListOf, present
from sayso.interpreter import Linked, link
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.guard_ahead import sentence, would_hold
from sayso.runtime.ledger import Ledger, Rows
from sayso.runtime.log import LogLine, log
from sayso.runtime.operations.door import Door, Refused
from sayso.runtime.operations.publishing import check_draft
from sayso.runtime.operations.readiness import not_ready
from sayso.runtime.simulating import Simulation, WorldProblem, describe, simulate
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters, memory, taken
from sayso.runtime.testing import calls_made

MOST_LINES = 2_000
"""The most lines of its log that are told."""


class Tried(msgspec.Struct, frozen=True):
    """What would happen: how the run would end, what would be called how often, the log, and messages the contact guard
    would hold back. `would_begin`: the trigger's condition is met."""

    state: str
    reason: str
    would_begin: bool
    calls: dict[str, int]
    items: dict[str, int]
    held: list[str]
    log: list[LogLine]


async def try_out(
    door: Door, workspace: str, flow: str, data: dict[str, Any] | None = None, world: dict[str, Any] | None = None
) -> Tried:
    """Try the draft with the data its trigger would bring; `world` says what is chosen of the outside, in the shape of
    a world file. Refused while the draft has findings."""
    compiled = await check_draft(door, workspace, flow)
    if compiled.program is None:
        raise not_ready(compiled)
    premises, now = door.premises(workspace), door.now()
    linked = link(compiled.program)
    async with door.storage.reading(workspace) as connection:
        rows = await copied_rows(connection, workspace, flow, compiled.program)
    found = await asyncio.to_thread(
        _played, linked, premises.catalog, premises.pretend, Ledger(rows), now, {**(world or {}), "inputs": data or {}}
    )
    return _told(found, premises.catalog, premises.guard_days)


def _played(
    linked: Linked, catalog: Catalog, pretend: Any, ledger: Ledger, now: datetime, world: dict[str, Any]
) -> Simulation:
    sides: dict[str, Simulated] = dict(pretend())
    try:
        described = describe(world, catalog, linked)
    except WorldProblem as problem:
        raise Refused("wrong-world", str(problem)) from None
    return simulate(
        linked, catalog, {}, sides, ledger, described.choices, described.now or now, described.inputs,
        trigger=described.trigger,
    )  # fmt: skip


def _told(found: Simulation, catalog: Catalog, days: int) -> Tried:
    run = found.run
    tools = sorted({want.tool for entry in found.journal.entries() if (want := entry.want) and hasattr(want, "tool")})
    ended = [item.ended.how for item in run.items]
    held = [sentence(one, ZoneInfo(catalog.zone)) for one in would_hold(found.journal, catalog, days)]
    return Tried(
        run.state, run.ended.reason if run.ended else "", found.would_begin,
        {tool: len(calls_made(found.drive, tool)) for tool in tools}, {how: ended.count(how) for how in set(ended)},
        held, log(found.journal, found.drive.runs, catalog)[:MOST_LINES],
    )  # fmt: skip


async def copied_rows(connection: AsyncConnection, workspace: str, flow: str, program: Program) -> Rows:
    """What the flow remembers, whom its loops took, and what it used up: copies."""
    rows, name = Rows(), program.flow
    kinds = dict(program.memory)
    for row in await connection.execute(
        select(memory).where(same(memory, workspace=workspace, flow=flow)).order_by(memory.c.name, memory.c.number)
    ):
        of = kinds.get(row.name)
        if of is not None and isinstance(present(of), ListOf):
            rows.memory.setdefault(f"{name}/{row.name}", []).append(value_from(row.value))
        else:
            rows.memory[f"{name}/{row.name}"] = value_from(row.value)
    for row in await connection.execute(select(taken).where(same(taken, workspace=workspace, flow=flow))):
        rows.taken.setdefault(f"{name}/{row.loop}", {})[row.key] = moment(row.at)
        if row.on_way:
            rows.on_way.setdefault(f"{name}/{row.loop}", {})[row.key] = row.run
    mine = counters.c.name.startswith(f"{name}/", autoescape=True)
    for row in await connection.execute(select(counters).where(same(counters, workspace=workspace), mine)):
        rows.used[row.name] = row.used
    return rows
