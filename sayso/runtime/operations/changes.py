"""What changed since the last look: runs, what waits for people, what they were told. One look serves all who watch."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import or_, select

from sayso.runtime.operations.door import Door
from sayso.runtime.operations.looking import RunLine, lines_where
from sayso.runtime.operations.starting import OPEN
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.tables import asks, notifications, runs

MOST = 1_000
"""The most open runs, asks and messages that are looked at; of more the newest."""
BACK = timedelta(seconds=5)
"""A look goes back so far, as what another process wrote may be seen a little later than it was written."""


class Change(msgspec.Struct, frozen=True):
    """Something that is now as it is told: a run, something that waits for a person, or a message."""

    kind: Literal["run", "ask", "notification"]
    id: str
    state: str
    flow: str
    run: str
    text: str
    at: datetime


class Watch:
    """The looks at one workspace, one after the other."""

    def __init__(self, door: Door, workspace: str) -> None:
        self.door, self.workspace = door, workspace
        self._since = micros(door.now())
        self._runs: dict[str, tuple[Any, ...]] = {}
        self._asks: dict[str, str] = {}
        self._told: dict[str, int] = {}
        self._begun = False

    async def look(self) -> list[Change]:
        """What changed since the last look; the first one only learns how things stand."""
        now = self.door.now()
        since = self._since - BACK // timedelta(microseconds=1)
        found = [*await self._of_runs(since, now), *await self._of_asks(now), *await self._of_messages(since)]
        self._since = micros(now)
        if not self._begun:
            self._begun = True
            return []
        return sorted(found, key=lambda change: change.at)

    async def _of_runs(self, since: int, now: datetime) -> list[Change]:
        known = list(self._runs)
        lines = await lines_where(runs.c.state.in_(OPEN), self.door, self.workspace, MOST)
        lines += await lines_where(runs.c.created >= since, self.door, self.workspace, MOST)
        seen = {line.id: line for line in lines}
        gone = [id for id in known if id not in seen]
        for page in range(0, len(gone), 500):
            for line in await lines_where(runs.c.id.in_(gone[page : page + 500]), self.door, self.workspace, 500):
                seen[line.id] = line
        changed = [line for line in seen.values() if self._runs.get(line.id) != _stands(line)]
        since_when = moment(since)
        self._runs = {
            id: _stands(line) for id, line in seen.items()
            if line.ended is None or (since_when is not None and line.created >= since_when)
        }  # fmt: skip
        return [
            Change("run", line.id, line.state, line.flow, line.id, line.reason, line.ended or now) for line in changed
        ]

    async def _of_asks(self, now: datetime) -> list[Change]:
        known = list(self._asks)[:500]
        which = or_(asks.c.state == "open", asks.c.id.in_(known)) if known else asks.c.state == "open"
        query = select(asks).where(asks.c.workspace == self.workspace, which).order_by(asks.c.created.desc())
        async with self.door.storage.reading(self.workspace) as connection:
            rows = (await connection.execute(query.limit(MOST))).all()
        changed = [row for row in rows if self._asks.get(row.id) != row.state]
        self._asks = {row.id: row.state for row in rows if row.state == "open"}
        return [
            Change("ask", row.id, row.state, row.flow, row.run, row.title, moment(row.answered or row.created) or now)
            for row in changed
        ]

    async def _of_messages(self, since: int) -> list[Change]:
        query = select(notifications).where(notifications.c.workspace == self.workspace, notifications.c.at >= since)
        async with self.door.storage.reading(self.workspace) as connection:
            rows = (await connection.execute(query.order_by(notifications.c.at.desc()).limit(MOST))).all()
        new = [row for row in rows if row.id not in self._told]
        self._told = {row.id: row.at for row in rows}
        return [
            Change("notification", row.id, row.kind, row.flow, row.run, row.message or "", moment(row.at))
            for row in new
        ]  # fmt: skip


def _stands(line: RunLine) -> tuple[Any, ...]:
    return line.state, line.hold, line.lost, line.ended
