"""A run as a worker knows it: its version, what its loops froze, and the workspace around it."""

import asyncio
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler.stored import program_from_json
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Spawn
from sayso.runtime.engine.keeping import line_from, value_from
from sayso.runtime.engine.premises import Premises
from sayso.runtime.journal import Entry
from sayso.runtime.storage import Storage
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import gathers, journal, runs, versions
from sayso.runtime.world import Place

MOST_VERSIONS = 500
"""How many linked versions a process keeps at hand."""


class Loop:
    """A loop that waits for its items, as far as it was read: what it froze never changes."""

    def __init__(self, scope: dict[str, Any], stale: frozenset[str], spawn: Spawn) -> None:
        self.scope, self.stale, self.spawn = scope, stale, spawn


class Standing:
    """One run: what never changes about it, and the loops that were read so far."""

    def __init__(self, row: Any, linked: Linked, premises: Premises) -> None:
        self.workspace, self.id, self.flow = str(row.workspace), str(row.id), str(row.flow)
        self.version, self.linked, self.premises = int(row.version), linked, premises
        self.built_in: dict[str, Any] = value_from(row.built_in) or {}
        self.trigger: dict[str, Any] = value_from(row.trigger) or {}
        self.inputs: dict[str, Any] = value_from(row.inputs) or {}
        self.caller = (row.caller_run, row.caller_lane) if row.caller_run else None
        self.name, self.started = linked.program.flow, row.started
        self.loops: dict[str, Loop] = {}
        self.rules: dict[str, Any] = {}

    def place(self, lane: str) -> Place:
        """Where a want of that lane comes from."""
        return Place(self.id, self.name, lane, self.linked, self.rules)


class Versions:
    """The versions of flows, linked once per process: they never change."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self._known: dict[tuple[str, str, int], Linked] = {}
        self._reading = asyncio.Lock()

    async def linked(self, workspace: str, flow: str, number: int) -> Linked:
        """A version, ready to run."""
        known = self._known.get((workspace, flow, number))
        if known is not None:
            return known
        async with self._reading:
            known = self._known.get((workspace, flow, number))
            if known is not None:
                return known
            async with self.storage.reading(workspace) as connection:
                return await self.within(connection, workspace, flow, number)

    async def within(self, connection: AsyncConnection, workspace: str, flow: str, number: int) -> Linked:
        """A version, ready to run, read with a transaction that is under way."""
        key = (workspace, flow, number)
        if key not in self._known:
            query = select(versions.c.program, versions.c.text).where(
                same(versions, workspace=workspace, flow=flow, number=number)
            )
            row = (await connection.execute(query)).one()
            if len(self._known) >= MOST_VERSIONS:
                self._known.pop(next(iter(self._known)))
            self._known[key] = link(program_from_json(row.program.encode()), row.text)
        return self._known[key]


async def read_run(storage: Storage, versions: Versions, premises: Premises, run: str) -> Standing | None:
    """A run as it stands in the tables."""
    query = select(runs).where(same(runs, workspace=premises.workspace, id=run))
    async with storage.reading(premises.workspace) as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    linked = await versions.linked(premises.workspace, row.flow, row.version)
    return Standing(row, linked, premises)


async def read_loop(storage: Storage, standing: Standing, path: str) -> Loop | None:
    """The loop of that path, if it was begun; what was looped over stands in the journal."""
    known = standing.loops.get(path)
    if known is None:
        wanted = (journal.c.workspace == gathers.c.workspace) & (journal.c.run == gathers.c.run)
        wanted &= (journal.c.lane == gathers.c.lane) & (journal.c.number == gathers.c.wanted)
        query = (
            select(gathers.c.scope, gathers.c.stale, journal.c.body)
            .join(journal, wanted)
            .where(same(gathers, workspace=standing.workspace, run=standing.id, loop=path))
        )
        async with storage.reading(standing.workspace) as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        line = line_from(row.body)
        assert isinstance(line, Entry) and isinstance(line.want, Spawn)
        known = standing.loops[path] = Loop(value_from(row.scope), frozenset(value_from(row.stale)), line.want)
    return known
