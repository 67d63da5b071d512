"""What becomes of the times a schedule was due while Sayso was off: which run now, and why the others do not."""

from collections import deque
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl.calendar import local
from sayso.dsl.flow import OnSchedule
from sayso.dsl.render import date_words, time_words
from sayso.runtime.schedules import occurrences, zone_of

CatchUp = Literal["latest", "all", "none"]
"""Which missed times run after all: the newest, every one, or none."""
GRACE: Final = timedelta(minutes=5)
"""So late a time is not missed."""
TOO_OLD: Final = timedelta(hours=24)
"""The newest missed time stands for the others unless it is as old as this."""
MOST: Final = 1_000
"""So many times at most are run, and told one by one."""

_OFF: Final = "missed while Sayso was off"


class Missed(msgspec.Struct, frozen=True):
    """One time a schedule was due, in UTC: whether it runs now, and a sentence's worth of why.

    `count` is more than 1 only on the first line, where it stands for all times up to `at` that are too many to list.
    """

    at: datetime
    run: bool
    reason: str
    count: int = 1


def due_ticks(
    schedule: OnSchedule,
    zone: ZoneInfo,
    last: datetime,
    now: datetime,
    anchor: datetime,
    policy: CatchUp = "latest",
    grace: timedelta = GRACE,
    most: int = MOST,
) -> list[Missed]:
    """What becomes of every time a schedule was due after `last`, up to and with `now`; rising, each exactly once.

    The caller keeps the later of `last` and `now` for the next time: where the clock was set back nothing is due again.
    A time at most `grace` old runs; what becomes of older ones the policy says. Of more than `most` the newest count.
    """
    newest: deque[datetime] = deque(maxlen=max(most, 1))
    beyond, left_out = 0, last
    for tick in occurrences(schedule, zone, last, anchor):
        if tick > now:
            break
        if len(newest) == newest.maxlen:
            beyond, left_out = beyond + 1, newest[0]
        newest.append(tick)
    ticks = list(newest)
    runs = _running(ticks, now, policy, grace)
    home = zone_of(schedule, zone)
    told = [Missed(tick, tick in runs, _reason(tick, ticks, runs, policy, now - grace, home)) for tick in ticks]
    return ([Missed(left_out, False, _too_many(beyond, len(ticks)), beyond)] if beyond else []) + told


def _running(ticks: list[datetime], now: datetime, policy: CatchUp, grace: timedelta) -> frozenset[datetime]:
    if policy == "all":
        return frozenset(ticks)
    in_time = frozenset(tick for tick in ticks if now - tick <= grace)
    if policy == "latest" and not in_time and ticks and now - ticks[-1] < TOO_OLD:
        return frozenset(ticks[-1:])
    return in_time


def _reason(
    tick: datetime, ticks: list[datetime], runs: frozenset[datetime], policy: CatchUp, limit: datetime, zone: ZoneInfo
) -> str:
    if tick in runs:
        return "due now" if tick >= limit else f"{_OFF}; made up for now"
    if policy == "none":
        return f"{_OFF}; this flow does not make up for missed times"
    if ticks[-1] in runs:
        return f"{_OFF}; the run of {_told(ticks[-1], tick, zone)} stands for it"
    return f"{_OFF}; 24 hours ago or more, too old to make up for"


def _told(moment: datetime, beside: datetime, zone: ZoneInfo) -> str:
    """The time of day, with the date where it is another day than the one beside it."""
    clock = local(moment, zone)
    time = time_words(clock.time())
    return time if clock.date() == local(beside, zone).date() else f"{date_words(clock.date())} at {time}"


def _too_many(beyond: int, listed: int) -> str:
    times, they = ("1 time", "it was") if beyond == 1 else (f"{beyond:,} times", "they were")
    return f"{times} {_OFF}; {they} not run, only the newest {listed:,} count"
