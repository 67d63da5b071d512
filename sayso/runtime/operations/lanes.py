"""Lanes as operations meet them: their lines that count, and the lane that comes of them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked, Moving, move
from sayso.interpreter.state import Lane, Spawn, Want
from sayso.runtime.engine.keeping import line_from, value_from
from sayso.runtime.journal import Answered, Calling, Entry, Reopened
from sayso.runtime.operations.door import Refused
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import gathers, items, journal, lanes

MOST_LINES = 500_000
"""The most lines of a run that are read at once."""
Numbered = tuple[int, Entry | Calling | Answered | Reopened]


async def lines_of(
    connection: AsyncConnection, workspace: str, run: str, lane: str | None = None
) -> dict[str, list[Numbered]]:
    """The journal of a run's lanes (or of one), by their paths."""
    query = select(journal.c.lane, journal.c.number, journal.c.body).where(same(journal, workspace=workspace, run=run))
    if lane is not None:
        query = query.where(journal.c.lane == lane)
    query = query.order_by(journal.c.lane, journal.c.number).limit(MOST_LINES + 1)
    found: dict[str, list[Numbered]] = defaultdict(list)
    count = 0
    for row in await connection.execute(query):
        found[row.lane].append((row.number, line_from(row.body)))
        count += 1
    if count > MOST_LINES:
        raise Refused(
            "too-large", f"This run has more than {MOST_LINES:,} lines of history, which is too many to read."
        )
    return found


def entries_that_count(lines: Sequence[Numbered]) -> list[tuple[int, Entry]]:
    """A lane's moves, without those that were taken back when it was tried again."""
    found: list[tuple[int, Entry]] = []
    for number, line in lines:
        if isinstance(line, Entry):
            found.append((number, line))
        elif isinstance(line, Reopened):
            found = [one for one in found if one[0] != line.reopened]
    return found


class Beginning:
    """How a lane began: what its ancestors froze, and the lane before its first move."""

    def __init__(self, scope: dict[str, Any], lane: Lane) -> None:
        self.scope, self.lane = scope, lane

    def moved(self, linked: Linked, entries: Sequence[Entry]) -> Lane:
        """The lane as it stands after these moves."""
        moving = Moving(linked, self.scope, self.lane, None)
        for entry in entries:
            move(linked, moving, entry.outcome)
        return self.lane


async def beginning_of(connection: AsyncConnection, run: Any, path: str, loop: str, number: int) -> Beginning:
    """How a lane of a run began: the body with the run, an item with its loop."""
    built_in = value_from(run.built_in) or {}
    if not path:
        return Beginning(built_in, Lane("", 0, moment(run.started), dict(value_from(run.inputs) or {})))
    row = (await connection.execute(_loop_query(run, loop))).one()
    line = line_from(row.body)
    assert isinstance(line, Entry) and isinstance(line.want, Spawn)
    began = line.want.at
    if line.want.one_at_a_time and number:
        before = select(items.c.ended).where(
            same(items, workspace=run.workspace, run=run.id, loop=loop, number=number - 1)
        )
        ended = (await connection.execute(before)).scalar_one_or_none()
        began = began if ended is None else moment(int(ended))
    data = {line.want.item: line.want.items[number]}
    return Beginning(
        value_from(row.scope), Lane(path, line.want.body, began, data, (), frozenset(value_from(row.stale)))
    )


def _loop_query(run: Any, loop: str) -> Any:
    wanted = (journal.c.workspace == gathers.c.workspace) & (journal.c.run == gathers.c.run)
    wanted &= (journal.c.lane == gathers.c.lane) & (journal.c.number == gathers.c.wanted)
    query = select(gathers.c.scope, gathers.c.stale, journal.c.body).join(journal, wanted)
    return query.where(same(gathers, workspace=run.workspace, run=run.id, loop=loop))


async def lane_row(connection: AsyncConnection, workspace: str, run: str, path: str) -> Any | None:
    """An open lane's row, kept from everybody else till the commit."""
    query = select(lanes).where(same(lanes, workspace=workspace, run=run, path=path)).with_for_update()
    return (await connection.execute(query)).one_or_none()


async def wants_of(connection: AsyncConnection, workspace: str, run: str, most: int) -> dict[str, Want]:
    """What each open lane of a run wants, for so many lanes at most."""
    wanted = (journal.c.workspace == lanes.c.workspace) & (journal.c.run == lanes.c.run)
    wanted &= (journal.c.lane == lanes.c.path) & (journal.c.number == lanes.c.wanted)
    query = select(lanes.c.path, journal.c.body).join(journal, wanted)
    query = query.where(same(lanes, workspace=workspace, run=run)).order_by(lanes.c.path).limit(most)
    found = {}
    for row in await connection.execute(query):
        line = line_from(row.body)
        if isinstance(line, Entry) and line.want is not None:
            found[row.path] = line.want
    return found
