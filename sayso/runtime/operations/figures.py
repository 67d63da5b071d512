"""Figures of what ran: how much went well, how long it took, what was done, by day, beside the period before."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.calendar import local
from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.gists import gists_of
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.tables import flows, runs

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
        looked = await _looked(connection, workspace, mine)
        earlier = _within(workspace, flow, since - length, since) if since else None
        before = _sum(await _looked(connection, workspace, earlier)) if earlier is not None else None
        days = await _days(connection, mine, premises.zone)
        by_flow = [] if flow else await _flows(connection, workspace, looked)
    now = _sum(looked)
    return Figures(range, since, until, now, before, days, by_flow, _sentence(now), _times_told(now), _advice(now))


def _within(workspace: str, flow: str, since: datetime | None, until: datetime) -> Any:
    found = [runs.c.workspace == workspace, runs.c.created < micros(until)]
    found += [runs.c.flow == flow] if flow else []
    found += [runs.c.created >= micros(since)] if since else []
    return and_(*found)


class _Part(NamedTuple):
    """The runs of one flow that stand alike and did alike: how many, of how many the time is known, the microseconds
    that they took together, how many were fast, and how many people they handled."""

    flow: str
    state: str
    deeds: str | None
    runs: int
    timed: int
    took: int
    fast: int
    people: int


class _Looked(NamedTuple):
    """What a look at a period found: its parts, the seconds that 95 of 100 stay under, how many people each flow
    handled, how often each tool was called."""

    parts: list[_Part]
    p95: float | None
    people: Counter[str]
    acts: Counter[str]


_TOOK = runs.c.ended - runs.c.started
_FAST = case((_TOOK < FAST * 1_000_000, 1), else_=0)
_ALIKE = (runs.c.flow, runs.c.state, runs.c.deeds)
_PARTS = select(*_ALIKE, func.count(), func.count(_TOOK), func.sum(_TOOK), func.sum(_FAST), func.sum(runs.c.people))


async def _looked(connection: AsyncConnection, workspace: str, mine: Any) -> _Looked:
    rows = await connection.execute(_PARTS.where(mine).group_by(*_ALIKE))
    parts = [_Part(*row[:3], *(int(number or 0) for number in row[3:])) for row in rows]
    p95 = await _p95(connection, mine, sum(part.timed for part in parts if part.state in ENDED))
    people, acts = Counter[str](), Counter[str]()
    for part in parts:
        if part.deeds is not None:
            people[part.flow] += part.people
            acts.update({tool: times * part.runs for tool, times in msgspec.json.decode(part.deeds).items()})
    if any(part.deeds is None for part in parts):
        await _add_fresh(connection, workspace, mine, people, acts)
    return _Looked(parts, p95, people, acts)


async def _add_fresh(
    connection: AsyncConnection, workspace: str, mine: Any, people: Counter[str], acts: Counter[str]
) -> None:
    """Add what runs did of which that is not kept yet."""
    fresh = select(runs.c.id, runs.c.flow).where(mine, runs.c.deeds.is_(None)).order_by(runs.c.created.desc())
    flow_of = {row.id: row.flow for row in await connection.execute(fresh.limit(MOST_FRESH))}
    ids = list(flow_of)
    for page in range(0, len(ids), AT_ONCE):
        for run, gist in (await gists_of(connection, workspace, ids[page : page + AT_ONCE])).items():
            people[flow_of[run]] += gist.people
            acts.update(gist.deeds)


async def _p95(connection: AsyncConnection, mine: Any, count: int) -> float | None:
    """The time that 95 of 100 of so many runs stay under, counted from the longest: so few are put in order."""
    if not count:
        return None
    timed = and_(mine, runs.c.state.in_(ENDED), _TOOK.is_not(None))
    above = count - max(1, -(-count * 95 // 100))
    query = select(_TOOK).where(timed).order_by(_TOOK.desc()).offset(above).limit(1)
    return round(float((await connection.execute(query)).scalar_one()) / 1e6, 3)


def _sum(looked: _Looked) -> Sum:
    states = Counter[str]()
    for part in looked.parts:
        states[part.state] += part.runs
    well, ended = sum(states[state] for state in WELL), sum(states[state] for state in ENDED)
    done = [part for part in looked.parts if part.state in ENDED]
    timed = sum(part.timed for part in done)
    average = round(sum(part.took for part in done) / timed / 1e6, 3) if timed else None
    acts = looked.acts
    return Sum(
        states.total(), well, states["completed with failures"], states["failed"], states["cancelled"],
        states["queued"] + states["active"], _rate(well, ended), _rate(states["failed"], ended), average, looked.p95,
        _rate(sum(part.fast for part in done), timed), looked.people.total(), _of(acts, MAIL), _of(acts, TASKS),
        dict(sorted(acts.items())),
    )  # fmt: skip


def _of(acts: Counter[str], tools: tuple[str, ...]) -> int:
    return sum(acts[tool] for tool in tools)


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


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


async def _flows(connection: AsyncConnection, workspace: str, looked: _Looked) -> list[FlowSum]:
    """The flows with the most runs."""
    count, well, ended = Counter[str](), Counter[str](), Counter[str]()
    for part in looked.parts:
        count[part.flow] += part.runs
        well[part.flow] += part.runs if part.state in WELL else 0
        ended[part.flow] += part.runs if part.state in ENDED else 0
    most = sorted(count, key=lambda flow: (-count[flow], flow))[:MOST_FLOWS]
    named = select(flows.c.id, flows.c.name).where(flows.c.workspace == workspace, flows.c.id.in_(most))
    names = {row.id: row.name for row in await connection.execute(named)}
    return [
        FlowSum(flow, names.get(flow, ""), count[flow], _rate(well[flow], ended[flow]), looked.people[flow])
        for flow in most
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
