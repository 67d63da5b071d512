"""Backtests: a version of a flow over what really began it, beside what really happened. Nothing is sent or changed.

Pages of recorded runs are read between turns of the event loop and played in a thread; a backtest can be stopped at any
page. One runs in a workspace at a time, and the last one of each flow is kept for those who turn its pages.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from sayso.compiler.ir import Program
from sayso.interpreter import Linked, link
from sayso.runtime.backtests import Cancelled, Stopping
from sayso.runtime.operations.backtest_play import Play, Row
from sayso.runtime.operations.backtest_tapes import LINES, PAGE, TOO_LONG, Told, calls_of, read_runs, sizes, taped
from sayso.runtime.operations.backtest_triggers import (
    Beginnings,
    Trigger,
    events_by_id,
    events_to_hear,
    pool_of,
    recorded_triggers,
)
from sayso.runtime.operations.backtest_words import Total
from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.readiness import not_ready
from sayso.runtime.operations.texts import check_text, draft_of, text_of_version
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, ticks
from sayso.runtime.worlds.recorded import Tape

MOST_DAYS = 366
MOST = 10_000
"""The most triggers of one backtest; of more the newest."""
ROWS = 50
"""So many rows a page has."""
MOST_PEOPLE = 200
"""So many people are told one by one; the totals count all."""


class PersonLine(msgspec.Struct, frozen=True):
    """What would be otherwise for one person, in words."""

    person: str
    lines: list[str]


class Backtest(msgspec.Struct, frozen=True):
    """A backtest: in one sentence, by kind of call, by person, and a page of its triggers, those that differ first.

    `against` is what was tried: `v3`, `the draft` or `this text`. `labels` counts triggers by how sure their row is.
    `begins` and `stays` count triggers that begin a run only now, or no longer. `next` is the place of the next page.
    """

    flow: str
    name: str
    against: str
    since: datetime
    until: datetime
    days: int
    triggers: int
    left_out: int
    sentence: str
    totals: list[Total]
    people: list[PersonLine]
    more_people: int
    labels: dict[str, int]
    begins: int
    stays: int
    rows: list[Row]
    next: str


class LastBacktest(msgspec.Struct, frozen=True):
    """The last backtest of a flow, if this process keeps one, and whether one runs in the workspace now."""

    backtest: Backtest | None
    running: bool


async def backtest(
    door: Door, workspace: str, flow: str, version: int | None = None, text: str | None = None, days: int = 30,
    most: int = MOST,
) -> Backtest:  # fmt: skip
    """Play a version, a text or (neither) the draft over what began the flow in the last days; gives the first page.

    `Refused` while another backtest of the workspace runs here, for a text with findings, and where nothing began the
    flow; `NotHere` for a flow or version that is unknown.
    """
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
    if not 1 <= days <= MOST_DAYS:
        raise Refused("wrong-days", f"A backtest looks back 1 to {MOST_DAYS} days, and this says {days}.")
    linked, against = await _tried(door, workspace, row, version, text)
    with door.backtests.running(workspace) as stopped:
        if stopped is None:
            raise Refused("busy", "Another backtest of this workspace is running. Wait until it is done, or stop it.")
        try:
            whole = await _Backtesting(door, workspace, row, linked, stopped).run(against, days, min(most, MOST))
        except Cancelled:
            raise Refused("stopped", "This backtest was stopped. Nothing was changed by it.") from None
    door.backtests.keep(workspace, flow, whole)
    return page_of(whole, 0)


async def last_backtest(door: Door, workspace: str, flow: str, cursor: str = "") -> LastBacktest:
    """A page of the last backtest of a flow that this process has made; `cursor` is `next` of the page before."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
    place = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 8 else 0
    if cursor and not place:
        raise Refused("wrong-cursor", "This is no place in the list. Take `next` of the page before.")
    whole = door.backtests.kept(workspace, flow)
    return LastBacktest(page_of(whole, place) if whole is not None else None, door.backtests.runs(workspace))


async def stop_backtest(door: Door, workspace: str, flow: str) -> bool:
    """Stop the backtest that runs in this workspace; whether there was one."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
    return door.backtests.stop(workspace)


def page_of(whole: Backtest, place: int) -> Backtest:
    """The backtest with one page of its rows."""
    rows = whole.rows[place : place + ROWS]
    following = str(place + ROWS) if place + ROWS < len(whole.rows) else ""
    return msgspec.structs.replace(whole, rows=rows, next=following)


async def _tried(door: Door, workspace: str, row: Any, version: int | None, text: str | None) -> tuple[Linked, str]:
    """What is tried, ready to run, and what it is called."""
    if version is not None and text is not None:
        raise Refused("two-texts", "Name a version or give a text, not both.")
    if version is not None:
        await text_of_version(door, workspace, row.id, version)
        async with door.storage.reading(workspace) as connection:
            return await door.versions.within(connection, workspace, row.id, version), f"v{version}"
    given = text if text is not None else (await draft_of(door, workspace, row.id)).text
    compiled, _ = await check_text(door, workspace, given)
    what = "this text" if text is not None else "the draft"
    if compiled.program is None:
        raise not_ready(compiled, what)
    return link(compiled.program, compiled.text), what


class _Backtesting:
    """One backtest on its way."""

    def __init__(self, door: Door, workspace: str, row: Any, linked: Linked, stopped: Stopping) -> None:
        self.door, self.workspace, self.row, self.linked, self.stopped = door, workspace, row, linked, stopped
        self.premises, self.until = door.premises(workspace), micros(door.now())

    async def run(self, against: str, days: int, most: int) -> Backtest:
        since = micros(moment(self.until) - timedelta(days=days))
        beginnings = Beginnings(self.premises, self.linked, await self._live())
        triggers, left_out = await self._triggers(beginnings, since, most)
        async with self.door.storage.reading(self.workspace) as connection:
            events = await events_to_hear(connection, self.workspace, self.linked, since, self.until)
            programs = await self._programs(connection)
        pool = await asyncio.to_thread(pool_of, self.premises.catalog, events)
        sides = await asyncio.to_thread(self.premises.pretend)
        play = Play(self.premises, self.linked, programs, sides, pool, moment(self.until), self.stopped)
        place = 0
        while place < len(triggers):
            place += await self._page(play, beginnings, triggers[place : place + PAGE])
        await asyncio.to_thread(play.finish)
        return self._told(play, against, days, since, len(triggers), left_out)

    async def _live(self) -> Program | None:
        if self.row.live is None:
            return None
        linked = await self.door.versions.linked(self.workspace, self.row.id, self.row.live)
        return linked.program

    async def _triggers(self, beginnings: Beginnings, since: int, most: int) -> tuple[list[Trigger], int]:
        """The triggers, the oldest first, and how many are left out."""
        names = beginnings.new_names if self.row.live is not None else set()
        async with self.door.storage.reading(self.workspace) as connection:
            found, left_out = await recorded_triggers(
                connection, self.workspace, self.row.id, since, self.until, names, most
            )  # fmt: skip
            if not found:
                await self._refuse_empty()
            scheduled = await self._scheduled(connection, [one.id for one in found if one.kind == "run"])
        found += beginnings.due(found, scheduled, moment(self.until), most)
        found.sort(key=lambda one: (one.at, one.kind, one.id))
        return found[-most:], left_out + max(0, len(found) - most)

    async def _scheduled(self, connection: Any, ids: list[str]) -> dict[str, int]:
        """When the schedule named each of these runs."""
        mine = same(ticks, workspace=self.workspace, flow=self.row.id)
        query = select(ticks.c.run, ticks.c.at).where(mine, ticks.c.run.is_not(None))
        known = set(ids)
        return {run: at for run, at in await connection.execute(query) if run in known}

    async def _refuse_empty(self) -> None:
        kept = self.premises.keep_days
        raise Refused(
            "no-triggers", "Nothing began this flow in that time, so there is nothing to play it over. What began "
            f"a flow is kept for {kept} days. Look back further, or try the flow in Test Mode.",
        )  # fmt: skip

    async def _programs(self, connection: Any) -> dict[str, Linked]:
        """The live versions of the other flows, by name."""
        query = select(flows.c.id, flows.c.name, flows.c.live).where(
            flows.c.workspace == self.workspace, flows.c.deleted.is_(None), flows.c.live.is_not(None)
        )
        rows = (await connection.execute(query)).all()
        return {row.name: await self.door.versions.within(connection, self.workspace, row.id, row.live) for row in rows}

    # A page: read, decoded and played.

    async def _page(self, play: Play, beginnings: Beginnings, page: list[Trigger]) -> int:
        """Play the first triggers of a page; gives how many: with long journals fewer at a time."""
        self.stopped.look()
        ids = [one.id for one in page if one.kind == "run"]
        async with self.door.storage.reading(self.workspace) as connection:
            long = await sizes(connection, self.workspace, ids)
            taken = _as_many(page, long)
            ids = [one.id for one in taken if one.kind == "run" and long.get(one.id, 0) <= TOO_LONG]
            told = await read_runs(connection, self.door, self.workspace, ids, self.until)
            heard = await events_by_id(connection, self.workspace, _events_of(taken, told))
        tapes = await asyncio.to_thread(taped, told)
        await self._called(tapes)
        await asyncio.to_thread(play.page, taken, told, tapes, heard, beginnings)
        return len(taken)

    async def _called(self, tapes: dict[str, Tape]) -> None:
        """The runs that these runs called, and those that they did."""
        level = dict(tapes)
        for _ in range(8):
            calls = await asyncio.to_thread(calls_of, level)
            if not calls:
                return
            level = {}
            ids = list(calls)
            for place in range(0, len(ids), PAGE):
                async with self.door.storage.reading(self.workspace) as connection:
                    told = await read_runs(
                        connection, self.door, self.workspace, ids[place : place + PAGE], self.until
                    )  # fmt: skip
                level |= await asyncio.to_thread(taped, told)
            for run, tape in level.items():
                caller, path = calls[run]
                caller.called[path] = tape

    def _told(self, play: Play, against: str, days: int, since: int, triggers: int, left_out: int) -> Backtest:
        people = [PersonLine(person, lines) for person, lines in sorted(play.people.items())]
        return Backtest(
            self.row.id, self.linked.program.flow, against, moment(since), moment(self.until), days, triggers,
            left_out, play.sentence(triggers, days), play.totals, people[:MOST_PEOPLE],
            max(0, len(people) - MOST_PEOPLE), play.labels, play.begins, play.stays, play.sorted_rows(), "",
        )  # fmt: skip


def _as_many(page: list[Trigger], sizes: dict[str, int]) -> list[Trigger]:
    """So many of a page as have no more lines than are read at once; at least one."""
    total = 0
    for place, one in enumerate(page):
        total += sizes.get(one.id, 0)
        if total > LINES and place:
            return page[:place]
    return page


def _events_of(page: list[Trigger], told: Told) -> list[str]:
    """The events that triggers are about."""
    found = [one.id for one in page if one.kind == "event"]
    return found + [event for row in told.rows.values() if (event := told.event_of(row))]
