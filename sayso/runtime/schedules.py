"""When a live flow's schedule is due: every instant after a moment, in the zone it names, counted from going live.

What a form means on the calendar (its days, 09:00 where no time stands, a short month's last day) is `dsl.schedule`'s.
Minutes that divide the hour, and `every hour`, stand on the wall clock, in the hour that comes twice both times; other
steps are exact, from the midnight that began the day it went live. Every N days, weekdays or weeks are counted from the
first one due after going live; months, quarters and years as the bounds were proven, from January 2024.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl import calendar
from sayso.dsl.calendar import EARLIEST, LATEST, day_of, start_of_day
from sayso.dsl.flow import OnSchedule
from sayso.dsl.schedule import upcoming

FROM_GOING_LIVE: Final = frozenset({"day", "weekday", "week"})
"""Units whose number after `every` is counted from going live; no bound depends on where that count begins."""
_MINUTES: Final = {"minute": 1, "hour": 60}
_MOST_EVERY: Final = 10**9
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-")
_INSTANT: Final = timedelta(microseconds=1)


def occurrences(schedule: OnSchedule, zone: ZoneInfo, after: datetime, anchor: datetime) -> Iterator[datetime]:
    """Every instant at which a schedule is due after a moment, in UTC, rising, until the calendar ends.

    `zone` is the workspace's, for a schedule that names none; `anchor` is when the flow went live and says only where
    counting begins. ValueError where a moment has no zone.
    """
    if after.tzinfo is None or anchor.tzinfo is None:
        raise ValueError("A schedule is asked about moments of a known zone; this one has none.")
    home = zone_of(schedule, zone)
    every = min(max(schedule.every, 1), _MOST_EVERY)
    node = msgspec.structs.replace(schedule, zone=None, every=every)
    after, anchor = (min(max(moment.astimezone(UTC), EARLIEST), LATEST) for moment in (after, anchor))
    minutes = _MINUTES.get(node.unit, 0) * every
    if minutes and 60 % minutes == 0:
        return _on_the_clock(timedelta(minutes=minutes), home, after)
    if minutes and (node.unit == "minute" or 24 % every):
        return _exact(timedelta(minutes=minutes), start_of_day(day_of(anchor, home), home), after)
    if node.unit in FROM_GOING_LIVE and every > 1:
        return _counted(node, home, after, anchor)
    return upcoming(node, after, home)


def next_after(schedule: OnSchedule, zone: ZoneInfo, after: datetime, anchor: datetime) -> datetime | None:
    """The first instant after a moment at which a schedule is due, in UTC; None where there is none any more."""
    return next(occurrences(schedule, zone, after, anchor), None)


def zone_of(schedule: OnSchedule, zone: ZoneInfo) -> ZoneInfo:
    """The zone a schedule is told in: its own, else the workspace's."""
    named = zone_named(schedule.zone) if schedule.zone else None
    return named or (zone_named(zone.key) if zone.key else None) or zone


@lru_cache(maxsize=1_024)
def zone_named(name: str) -> ZoneInfo | None:
    """The zone of that name as the pinned `tzdata` package knows it, else the machine; None where there is none.

    A machine's own tables may be years old; the same flow must be due at the same instants on every machine.
    """
    if not name or not all(part and _LETTERS.issuperset(part) for part in name.split("/")):
        return None
    try:
        with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as table:
            return ZoneInfo.from_file(table, key=name)
    except (ImportError, OSError, ValueError):
        return calendar.zone_named(name)


def _on_the_clock(step: timedelta, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """The instants at which the wall clock shows a multiple of a step that divides the hour."""
    while (after := _next_on_the_clock(step, zone, after)) < LATEST:
        yield after


def _next_on_the_clock(step: timedelta, zone: ZoneInfo, after: datetime) -> datetime:
    offset = _offset(after, zone)
    found = after + step - (after + offset - EARLIEST) % step
    new = _offset(found, zone)
    if new == offset:
        return found
    change = _change(after, found, zone)
    shown = change + new - EARLIEST
    if found + offset - EARLIEST <= shown or not shown % step:
        return change  # the multiple was left out, or stands exactly where the clocks go on
    return _next_on_the_clock(step, zone, change)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The second in which a zone's offset becomes what it is at `late`."""
    early, offset = early.replace(microsecond=0), _offset(early, zone)
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if _offset(middle, zone) == offset:
            early = middle
        else:
            late = middle
    return late


def _exact(step: timedelta, start: datetime, after: datetime) -> Iterator[datetime]:
    number = (after - start) // step + 1
    while number * step < LATEST - start:
        yield start + number * step
        number += 1


def _counted(node: OnSchedule, zone: ZoneInfo, after: datetime, anchor: datetime) -> Iterator[datetime]:
    """Every Nth day, weekday or week: of the turns of the schedule without its number, each Nth from the first on."""
    plain = msgspec.structs.replace(node, every=1)
    first = next(upcoming(plain, anchor, zone), None)
    if first is None:
        return
    turn = _turn_of(node.unit, day_of(after, zone))
    turn += (_turn_of(node.unit, day_of(first, zone)) - turn) % node.every
    while (start := _start_of_turn(node.unit, turn, zone)) < LATEST:
        end = _start_of_turn(node.unit, turn + 1, zone)
        for tick in upcoming(plain, max(after, start - _INSTANT), zone):
            if tick >= end:
                break
            yield tick
        turn += node.every


def _turn_of(unit: str, day: date) -> int:
    """The number of the day, weekday or week that holds a day; a weekend belongs to its Friday."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    return {"day": weeks * 7 + weekday, "weekday": weeks * 5 + min(weekday, 4), "week": weeks}[unit]


def _start_of_turn(unit: str, turn: int, zone: ZoneInfo) -> datetime:
    weeks, weekday = divmod(turn, {"day": 7, "weekday": 5, "week": 1}[unit])
    ordinal = weeks * 7 + weekday + 1
    return start_of_day(date.fromordinal(ordinal), zone) if ordinal <= LATEST.toordinal() else LATEST
