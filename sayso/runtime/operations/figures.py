"""Figures of what ran: how much went well, how long it took, what was done, by day, beside the period before."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.calendar import local
from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.gists import gists_of
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.tables import flows, items, runs

RANGES = {"7d": 7, "30d": 30, "90d": 90, "all": 0}
"""The periods that are looked at, in days up to now; 0 is all there is."""
ENDED = ("completed", "completed with failures", "stopped", "failed")
WELL = ("completed", "stopped")
"""A run that a step of its own stopped did what it was told."""
FAST = 30
"""Seconds within which a run is fast."""
GOOD, POOR = 0.9, 0.8
MAIL = ("email.send", "gmail.send", "outlook.send")
TASKS = ("crm.create_task",)
QUARTER = 900 * 1_000_000
"""Runs are counted by the quarter of an hour, as no zone is off by less, and then by the day of the workspace."""
MOST_DAYS, MOST_FLOWS = 3_660, 200
MOST_FRESH, AT_ONCE = 20_000, 100
"""Of so many runs whose gist is not kept yet it is looked up what they did, so many at once."""
A_MOMENT = timedelta(microseconds=1)


class Sum(msgspec.Struct, frozen=True):
    """What a period comes to. Rates are of those that ended by themselves, None where none did; times in seconds."""

    runs: int
    completed: int
    with_failures: int
    failed: int
    cancelled: int
    open: int
    success_rate: float | None
    failure_rate: float | None
    average_seconds: float | None
    p95_seconds: float | None
    fast_rate: float | None
    contacts: int
    emails: int
    tasks: int
    actions: dict[str, int]


class Day(msgspec.Struct, frozen=True):
    """One day of the workspace's zone."""

    day: date
    runs: int
    completed: int
    failed: int


class FlowSum(msgspec.Struct, frozen=True):
    """One flow among the others."""

    flow: str
    name: str
    runs: int
    success_rate: float | None
    contacts: int


class Figures(msgspec.Struct, frozen=True):
    """A period, the one before it (none for `all`), its days, its flows, how it went and how long it took in words, and
    what that should make one think of."""

    range: str
    since: datetime | None
    until: datetime
    now: Sum
    before: Sum | None
    days: list[Day]
    flows: list[FlowSum]
    sentence: str
    times: str
    advice: str


async def figures(door: Door, workspace: str, flow: str = "", range: str = "30d") -> Figures:
    """The figures of a workspace, or of one flow, over `7d`, `30d`, `90d` or `all`."""
    premises = door.premises(workspace)
    if range not in RANGES:
        raise Refused("unknown-range", f"A range is {', '.join(RANGES)}; `{range[:40]}` isn't one of these.")
    until, length = door.now() + A_MOMENT, timedelta(days=RANGES[range])
    since = until - length if length else None
    async with door.storage.reading(workspace) as connection:
        if flow:
            await flow_row(connection, workspace, flow)
        mine = _within(workspace, flow, since, until)
        now = await _sum(connection, workspace, mine)
        earlier = _within(workspace, flow, since - length, since) if since else None
        before = await _sum(connection, workspace, earlier) if earlier is not None else None
        days = await _days(connection, mine, premises.zone)
        by_flow = [] if flow else await _flows(connection, mine)
    return Figures(range, since, until, now, before, days, by_flow, _sentence(now), _times_told(now), _advice(now))


def _within(workspace: str, flow: str, since: datetime | None, until: datetime) -> Any:
    found = [runs.c.workspace == workspace, runs.c.created < micros(until)]
    found += [runs.c.flow == flow] if flow else []
    found += [runs.c.created >= micros(since)] if since else []
    return and_(*found)


async def _sum(connection: AsyncConnection, workspace: str, mine: Any) -> Sum:
    query = select(runs.c.state, func.count()).where(mine).group_by(runs.c.state)
    states = {row[0]: int(row[1]) for row in await connection.execute(query)}
    ended = sum(states.get(state, 0) for state in ENDED)
    average, p95, fast = await _times(connection, mine)
    contacts, acts = await _done(connection, workspace, mine)
    well = sum(states.get(state, 0) for state in WELL)
    failed = states.get("failed", 0)
    return Sum(
        sum(states.values()), well, states.get("completed with failures", 0), failed, states.get("cancelled", 0),
        states.get("queued", 0) + states.get("active", 0), _rate(well, ended), _rate(failed, ended), average, p95,
        fast, contacts, _of(acts, MAIL), _of(acts, TASKS), dict(sorted(acts.items())),
    )  # fmt: skip


async def _done(connection: AsyncConnection, workspace: str, mine: Any) -> tuple[int, dict[str, int]]:
    """How many people, and how often each tool was called: as it is kept of ended runs, counted for the others."""
    kept = select(runs.c.deeds, func.count(), func.sum(runs.c.people)).where(mine, runs.c.deeds.is_not(None))
    contacts, acts = 0, Counter[str]()
    for deeds, count, people in await connection.execute(kept.group_by(runs.c.deeds)):
        contacts += int(people)
        acts.update({tool: times * count for tool, times in msgspec.json.decode(deeds).items()})
    fresh = select(runs.c.id).where(mine, runs.c.deeds.is_(None)).order_by(runs.c.created.desc()).limit(MOST_FRESH)
    ids = list((await connection.execute(fresh)).scalars())
    for page in range(0, len(ids), AT_ONCE):
        for gist in (await gists_of(connection, workspace, ids[page : page + AT_ONCE])).values():
            contacts += gist.people
            acts.update(gist.deeds)
    return contacts, dict(acts)


def _of(acts: dict[str, int], tools: tuple[str, ...]) -> int:
    return sum(acts.get(tool, 0) for tool in tools)


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


async def _times(connection: AsyncConnection, mine: Any) -> tuple[float | None, float | None, float | None]:
    """The average time of runs that ended, the one 95 of 100 stay under, and the share of those that were fast."""
    took = runs.c.ended - runs.c.started
    done = and_(mine, runs.c.state.in_(ENDED), runs.c.started.is_not(None), runs.c.ended.is_not(None))
    fast = func.sum(case((took < FAST * 1_000_000, 1), else_=0))
    row = (await connection.execute(select(func.count(), func.avg(took), fast).where(done))).one()
    count = int(row[0])
    if not count:
        return None, None, None
    at = max(0, -(-count * 95 // 100) - 1)
    p95 = (await connection.execute(select(took).where(done).order_by(took).offset(at).limit(1))).scalar_one()
    return round(float(row[1]) / 1e6, 3), round(float(p95) / 1e6, 3), _rate(int(row[2]), count)


async def _days(connection: AsyncConnection, mine: Any, zone: Any) -> list[Day]:
    quarter = runs.c.created // QUARTER
    query = select(quarter, runs.c.state, func.count()).where(mine).group_by(quarter, runs.c.state)
    found: dict[date, list[int]] = {}
    for row in await connection.execute(query):
        at = moment(int(row[0]) * QUARTER)
        assert at is not None
        day = found.setdefault(local(at, zone).date(), [0, 0, 0])
        day[0] += int(row[2])
        day[1] += int(row[2]) if row[1] in WELL else 0
        day[2] += int(row[2]) if row[1] == "failed" else 0
    return [Day(day, *counts) for day, counts in sorted(found.items())[-MOST_DAYS:]]


async def _flows(connection: AsyncConnection, mine: Any) -> list[FlowSum]:
    of = (flows.c.workspace == runs.c.workspace) & (flows.c.id == runs.c.flow)
    well = func.sum(case((runs.c.state.in_(WELL), 1), else_=0))
    ended = func.sum(case((runs.c.state.in_(ENDED), 1), else_=0))
    people = func.coalesce(func.sum(runs.c.people), 0)
    query = select(runs.c.flow, func.max(flows.c.name), func.count(), well, ended, people).select_from(
        runs.outerjoin(flows, of)
    )
    query = query.where(mine).group_by(runs.c.flow).order_by(func.count().desc(), runs.c.flow).limit(MOST_FLOWS)
    rows = (await connection.execute(query)).all()
    joined = (items.c.workspace == runs.c.workspace) & (items.c.run == runs.c.id)
    fresh = select(runs.c.flow, func.count()).select_from(runs.join(items, joined))
    more = await connection.execute(fresh.where(mine, runs.c.people.is_(None)).group_by(runs.c.flow))
    counted = {flow: int(count) for flow, count in more}
    return [
        FlowSum(
            row[0], row[1] or "", int(row[2]), _rate(int(row[3]), int(row[4])), int(row[5]) + counted.get(row[0], 0)
        )
        for row in rows
    ]


def _sentence(now: Sum) -> str:
    if now.success_rate is None:
        return "Nothing has ended yet."
    ended = now.completed + now.with_failures + now.failed
    return f"{now.success_rate:.0%} went well ({now.completed:,} of {ended:,} runs)."


def _times_told(now: Sum) -> str:
    if now.average_seconds is None or now.fast_rate is None:
        return ""
    return f"{_length(now.average_seconds)} on average ({now.fast_rate:.0%} within {FAST} s)."


def _length(seconds: float) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def _advice(now: Sum) -> str:
    if now.success_rate is None or now.success_rate >= GOOD:
        return ""
    if now.success_rate >= POOR:
        return f"{now.success_rate:.0%} went well, the aim is {GOOD:.0%}."
    told = f"Success rate below target ({now.success_rate:.0%}, the aim is {GOOD:.0%})."
    return f"{told} Look at what failed lately, and mend the flow."
