"""Answers from outside for a test: those that earlier runs of the flow got, and real ones, which cost their credits."""

import asyncio
import time
import uuid
from collections.abc import Sequence

from sqlalchemy import Text, cast, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler.ir import Call, Program
from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.engine.keeping import line_from
from sayso.runtime.journal import Entry
from sayso.runtime.operations.credits import give_back, take
from sayso.runtime.operations.door import Door
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import journal, runs
from sayso.runtime.world import Place
from sayso.runtime.worlds.answered import Ask, Known, Read, is_outside, settled
from sayso.runtime.worlds.recorded import same_call

__all__ = ["Read", "RealAnswers", "asked_by", "recorded_answers"]

MOST_RUNS, MOST_ANSWERS = 10, 300
"""So many runs are looked through for answers, and so many answers are taken."""
MOST_REAL, LONGEST = 50, 60.0
"""So many real answers one test gets, and in so many seconds."""


async def recorded_answers(
    connection: AsyncConnection, door: Door, workspace: str, flow: str, program: Program
) -> list[Known]:
    """What the flow's last runs were told by the tools that this program reads outside with, the newest first."""
    tools = sorted(_outside(program, door.premises(workspace).catalog))
    if not tools:
        return []
    newest = select(runs.c.id, runs.c.version, runs.c.started).where(
        same(runs, workspace=workspace, flow=flow), runs.c.version.is_not(None), runs.c.started.is_not(None)
    )
    found: list[Known] = []
    for run in (await connection.execute(newest.order_by(runs.c.started.desc()).limit(MOST_RUNS))).all():
        linked = await door.versions.within(connection, workspace, flow, run.version)
        found += [Known(want, outcome.value, outcome.at, linked.loads) for want, outcome in
                  await _answers(connection, workspace, run.id, tools, MOST_ANSWERS - len(found))]  # fmt: skip
    return sorted(found, key=lambda one: one.at, reverse=True)


def _outside(program: Program, catalog: Catalog) -> set[str]:
    used = {operation.tool for operation in program.operations if isinstance(operation, Call)}
    return {name for name in used if is_outside(catalog.tools.get(name))}


async def _answers(
    connection: AsyncConnection, workspace: str, run: str, tools: Sequence[str], most: int
) -> list[tuple[Effect, Outcome]]:
    """Calls of these tools in one run that were answered: a line says what is wanted, the next what came of it."""
    named = or_(*(cast(journal.c.body, Text).contains(f'"{tool}"', autoescape=True) for tool in tools))
    here = same(journal, workspace=workspace, run=run)
    query = select(journal.c.lane, journal.c.number, journal.c.body).where(here, named).limit(most)
    wanted = {(row.lane, row.number + 1): want for row in await connection.execute(query)
              if (want := _want(row.body)) is not None and want.tool in tools}  # fmt: skip
    following = select(journal.c.lane, journal.c.number, journal.c.body).where(
        here, tuple_(journal.c.lane, journal.c.number).in_(list(wanted))
    )
    found: list[tuple[Effect, Outcome]] = []
    for row in await connection.execute(following):
        line = line_from(row.body)
        if isinstance(line, Entry) and line.outcome.kind == "done":
            found.append((wanted[row.lane, row.number], line.outcome))
    return found


def _want(body: str) -> Effect | None:
    line = line_from(body)
    return line.want if isinstance(line, Entry) and isinstance(line.want, Effect) else None


class RealAnswers:
    """Real answers for the tests of one flow: each call is made once, however often its test is driven again."""

    def __init__(self, door: Door, workspace: str) -> None:
        """To be made on the loop on which the services live."""
        self._door, self._workspace, self._loop = door, workspace, asyncio.get_running_loop()
        self._known: list[Known] = []
        self._until = 0.0
        self.spent = 0
        """Credits that were taken so far."""

    def begin(self) -> None:
        """A test is driven: its time begins."""
        self._until = time.monotonic() + LONGEST

    def ask(self, place: Place, want: Effect) -> Outcome | None:
        """The answer to a call; None where there were enough, it takes too long, or no credits are left for it. To be
        called from another thread."""
        known = next((one for one in self._known if same_call(one.want, want)), None)
        if known is not None:
            return Outcome("done", known.at, known.value)
        if len(self._known) >= MOST_REAL or time.monotonic() > self._until:
            return None
        return asyncio.run_coroutine_threadsafe(self._asked(place, want), self._loop).result()

    async def _asked(self, place: Place, want: Effect) -> Outcome | None:
        premises, at = self._door.premises(self._workspace), self._door.now()
        price = premises.catalog.tools[want.tool].credits
        if price and not await take(self._door, self._workspace, price, at):
            return None
        key = f"test/{uuid.uuid4().hex}"
        outcome = settled(await premises.perform(place, want, key, at), at)
        if outcome.kind == "done":
            self.spent += price
            self._known.append(Known(want, outcome.value, at, place.linked.loads))
        elif price:
            await give_back(self._door, self._workspace, price, at)
        return outcome


def asked_by(real: RealAnswers | None) -> Ask:
    """Who is asked for real answers, if anybody."""
    if real is None:
        return lambda place, want: None
    real.begin()
    return real.ask
