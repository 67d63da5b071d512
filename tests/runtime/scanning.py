"""When schedules are due, found the slow way: by looking at the clock on the wall minute by minute."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sayso.dsl.flow import NthWeekday, OnSchedule
from sayso.runtime.schedules import zone_named

MINUTE = timedelta(minutes=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "America/Vancouver": (date(2026, 3, 8), date(2026, 11, 1), date(2027, 3, 14)),
    "America/Havana": (date(2026, 3, 8),),
    "UTC": (date(2026, 3, 1),),
}
"""Days on which clocks change, or on which they no longer do; in Havana it happens at midnight."""


@cache
def wall(name: str, start: datetime, minutes: int) -> list[tuple[datetime, list[datetime], bool]]:
    """For each minute: the instant, what the wall clock shows and skipped to get there, whether it shows it again."""
    zone = home(name)
    shown, before = [], (start - MINUTE).astimezone(zone).replace(tzinfo=None)
    for n in range(minutes):
        at = start + n * MINUTE
        aware = at.astimezone(zone)
        clock = aware.replace(tzinfo=None, fold=0)
        skipped = [before + k * MINUTE for k in range(1, (clock - before) // MINUTE)]
        shown.append((at, [*skipped, clock], bool(aware.fold)))
        before = clock
    return shown


def scanned(node: OnSchedule, name: str, start: datetime, minutes: int, anchor: datetime) -> list[datetime]:
    """Every minute from `start` on at which a schedule is due, for so many minutes."""
    zone = node.zone or name
    seen = wall(zone, start, minutes)
    if node.unit == "minute" or (node.unit == "hour" and (node.every == 1 or 24 % node.every)):
        step = node.every * (1 if node.unit == "minute" else 60)
        if 60 % step == 0:
            return [at for at, clocks, _ in seen if any(clock.minute % step == 0 for clock in clocks)]
        midnight = datetime.combine(anchor.astimezone(home(zone)).date(), time(), home(zone)).astimezone(UTC)
        return [at for at, _, _ in seen if (at - midnight) % timedelta(minutes=step) == timedelta()]
    times, is_day = times_of(node), counted(node, zone, anchor)
    return [
        at for at, clocks, again in seen
        if not again and any(clock.time() in times and is_day(clock.date()) for clock in clocks)
    ]  # fmt: skip


def times_of(node: OnSchedule) -> set[time]:
    """The times of day."""
    if node.unit == "hour":
        return {time(hour) for hour in range(24) if hour % node.every == 0}
    return set(node.at) or {time(9)}


def counted(node: OnSchedule, zone: str, anchor: datetime) -> Callable[[date], bool]:
    """Whether a day is one of the schedule's, its number after `every` counted from going live."""
    if node.unit not in ("day", "weekday", "week") or node.every == 1:
        return lambda day: is_day(node, day)
    live = anchor.astimezone(home(zone)).replace(tzinfo=None)
    first = next(
        day
        for day in days_from(live.date())
        if is_day(node, day) and any(datetime.combine(day, clock) > live for clock in times_of(node))
    )
    return lambda day: is_day(node, day) and apart(node, first, day) % node.every == 0


def home(name: str) -> ZoneInfo:
    """A zone that there is."""
    found = zone_named(name)
    assert found is not None
    return found


def days_from(day: date) -> Iterator[date]:
    for n in range(10_000):
        yield day + timedelta(days=n)


def apart(node: OnSchedule, one: date, other: date) -> int:
    if node.unit == "week":
        monday, another = (day - timedelta(days=day.weekday()) for day in (one, other))
        return (another - monday).days // 7
    early, late = sorted((one, other))
    between = (early + timedelta(days=n) for n in range((late - early).days))
    return sum(node.unit == "day" or day.weekday() < 5 for day in between)


def is_day(node: OnSchedule, day: date) -> bool:
    """Whether the schedule without its number (with it, for months, quarters and years) is due on a day."""
    months = (day.year - 2024) * 12 + day.month - 1
    match node.unit:
        case "hour" | "day":
            return True
        case "weekday":
            return day.weekday() < 5
        case "week":
            return WEEKDAYS[day.weekday()] in (node.weekdays or ("monday",))
        case "month":
            return months % node.every == 0 and in_month(node, day)
        case "quarter":
            return months % (3 * node.every) == 0 and in_month(node, day)
        case "year":
            month, of_month = node.date_of_year or (1, 1)
            last = monthrange(day.year, month)[1]
            return (day.year - 2024) % node.every == 0 and (day.month, day.day) == (month, min(of_month, last))
        case _:
            return day == node.on


def in_month(node: OnSchedule, day: date) -> bool:
    last = monthrange(day.year, day.month)[1]
    if node.nth is None:
        return day.day == min(node.day or 1, last)
    if WEEKDAYS[day.weekday()] != node.nth.weekday:
        return False
    if node.nth.nth == "last":
        return day.day + 7 > last
    return (day.day - 1) // 7 == ("first", "second", "third", "fourth").index(node.nth.nth)


WEEKDAY = st.sampled_from(WEEKDAYS)
CLOCKS = st.lists(
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45, 59]))
    | st.sampled_from([time(0), time(0, 30), time(1, 30), time(2), time(2, 15), time(2, 45), time(3)]),
    max_size=4,
).map(tuple)
EVERY = st.integers(1, 4)
NTH = st.builds(NthWeekday, nth=st.sampled_from(["first", "second", "third", "fourth", "last"]), weekday=WEEKDAY)
WEEKS = st.lists(WEEKDAY, max_size=4).map(tuple)
SCHEDULES = st.one_of(
    st.builds(OnSchedule, unit=st.just("minute"), every=st.sampled_from([1, 5, 7, 12, 15, 20, 30, 45, 60, 90, 1_000])),
    st.builds(OnSchedule, unit=st.just("hour"), every=st.sampled_from([1, 2, 3, 5, 6, 7, 8, 12, 24, 36])),
    st.builds(OnSchedule, unit=st.just("day"), every=EVERY, at=CLOCKS),
    st.builds(OnSchedule, unit=st.just("weekday"), every=EVERY | st.just(5), at=CLOCKS),
    st.builds(OnSchedule, unit=st.just("week"), every=EVERY, weekdays=WEEKS, at=CLOCKS),
    st.builds(OnSchedule, unit=st.just("month"), every=EVERY, day=st.none() | st.integers(1, 31), at=CLOCKS),
    st.builds(OnSchedule, unit=st.just("month"), every=EVERY, nth=NTH, at=CLOCKS),
    st.builds(OnSchedule, unit=st.just("quarter"), every=EVERY, at=CLOCKS),
    st.builds(OnSchedule, unit=st.just("year"), every=st.integers(1, 2), at=CLOCKS, date_of_year=st.tuples(
        st.integers(3, 4), st.integers(1, 30))),
    st.builds(OnSchedule, unit=st.just("once"), on=st.dates(date(2026, 2, 20), date(2026, 4, 10)),
        at=st.just((time(2, 30),))),
)  # fmt: skip
"""Schedules of every form."""


@st.composite
def windows(draw: st.DrawFn) -> tuple[str, datetime, int]:
    """A zone, and about three weeks of it around a day on which its clocks change: their start, their minutes."""
    name = draw(st.sampled_from(sorted(CHANGES)))
    day = draw(st.sampled_from(CHANGES[name]))
    before = draw(st.sampled_from([7, 9]))  # so that it begins on a Sunday or a Friday
    return name, datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=before), 21 * 1_440
