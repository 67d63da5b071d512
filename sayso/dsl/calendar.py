"""Durations, days and zones: what "in 5 days", "at 09:00" and "tomorrow" mean on a clock.

Moments are aware datetimes in UTC. Days, weeks, months and years follow the calendar at the same local time; hours and
minutes are exact. A local time that a clock change leaves out is the next instant that exists; one that comes twice is
the first. Nothing here reads the clock.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from sayso.dsl import expressions

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAY_SECONDS: Final = 86_400
LATEST: Final = datetime(9998, 12, 31, tzinfo=UTC)
"""No moment lies later; what would is this one."""
EARLIEST: Final = datetime(2, 1, 1, tzinfo=UTC)
MIDNIGHT: Final = time(0)
SENDING_OPENS: Final = time(9)
"""When a tool that sends, and has no window of its own, goes on after its day was full."""
_FALL_BACK_SECONDS: Final = 7_200
_FARTHEST_DAYS: Final = 4_000_000

Window = tuple[time, time]
"""From, and up to but not including; past midnight where the first is the later one, the whole day where they agree."""


class Duration(msgspec.Struct, frozen=True):
    """A length of time: calendar months, calendar days, business days and exact seconds, added in that order."""

    months: int = 0
    days: int = 0
    business_days: int = 0
    seconds: int = 0

    @property
    def nominal(self) -> int:
        """Seconds for comparing: a year is 365 days, another month 30, five business days a week."""
        years, months = divmod(self.months, 12)
        days = years * 365 + months * 30 + self.days
        return days * DAY_SECONDS + self.business_days * DAY_SECONDS * 7 // 5 + self.seconds

    def __neg__(self) -> "Duration":
        """As long, backwards."""
        return Duration(-self.months, -self.days, -self.business_days, -self.seconds)


def zone_named(name: str) -> "ZoneInfo | None":
    """The time zone of that name, as in "Europe/Berlin", or None where there is none."""
    from zoneinfo import ZoneInfo  # here, because few commands need a zone and all should begin quickly

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The calendar day a moment falls on in a zone."""
    return local(moment, zone).date()


def local(moment: datetime, zone: tzinfo) -> datetime:
    """What the clock on the wall shows: the moment without its zone."""
    return min(max(moment, EARLIEST), LATEST).astimezone(zone).replace(tzinfo=None)


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first instant of a day in a zone."""
    return at_local(datetime.combine(day, MIDNIGHT), zone)


def at_local(clock: datetime, zone: tzinfo) -> datetime:
    """The instant at which a wall clock shows `clock`: the next one that exists, and the first of two."""
    if not EARLIEST.replace(tzinfo=None) <= clock <= LATEST.replace(tzinfo=None):
        return LATEST if clock.year > 2 else EARLIEST
    first = clock.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None, fold=0) == clock.replace(fold=0):
        return first
    return _end_of_gap(clock.replace(tzinfo=zone, fold=1).astimezone(UTC), first, zone)


def _end_of_gap(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The instant between the two at which the clocks go forward."""
    target = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == target:
            after = middle
        else:
            before = middle
    return after


def after(moment: datetime, duration: Duration, zone: tzinfo) -> datetime:
    """The moment that lies a duration later (or earlier, if it is negative) for somebody in that zone."""
    try:
        if duration.months or duration.days or duration.business_days:
            clock = local(moment, zone)
            day = _shifted(clock.date(), duration)
            moment = moment if day == clock.date() else at_local(datetime.combine(day, clock.time()), zone)
        moment = moment.astimezone(UTC) + timedelta(seconds=duration.seconds)
    except OverflowError:
        return EARLIEST if duration.nominal < 0 else LATEST
    return min(max(moment, EARLIEST), LATEST)


def date_after(day: date, duration: Duration) -> date | None:
    """The day a duration later, whole days only (36 hours are one); None where the calendar ends."""
    try:
        return _shifted(day, duration) + timedelta(days=duration.seconds // DAY_SECONDS)
    except OverflowError:
        return None


def _shifted(day: date, duration: Duration) -> date:
    if abs(duration.days) + abs(duration.months) * 31 + abs(duration.business_days) * 2 > _FARTHEST_DAYS:
        raise OverflowError
    day = month_after(day, duration.months) if duration.months else day
    return _business_day_after(day + timedelta(days=duration.days), duration.business_days)


def month_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month; OverflowError past the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return day.replace(year=year, month=month + 1, day=min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def _business_day_after(day: date, count: int) -> date:
    if count == 0:
        return day
    step = 1 if count > 0 else -1
    while day.weekday() >= 5:
        day -= timedelta(days=step)
    weeks, rest = divmod(abs(count), 5)
    day += timedelta(days=7 * weeks * step)
    while rest:
        day += timedelta(days=step)
        rest -= day.weekday() < 5
    return day


def next_window(moment: datetime, start: time, end: time, zone: tzinfo) -> datetime:
    """The moment itself if it lies in the daily window, else the window's next beginning."""
    if _inside(local(moment, zone).time(), start, end):
        return moment
    for opening in openings(moment, start, zone):
        if opening >= moment and _inside(local(opening, zone).time(), start, end):
            return opening
    return LATEST


def openings(moment: datetime, start: time, zone: tzinfo) -> Iterator[datetime]:
    """When a daily window opens, from the day before a moment on."""
    day = day_of(moment, zone)
    for offset in range(-1, 400):
        yield at_local(datetime.combine(day + timedelta(days=offset), start), zone)


def _inside(clock: time, start: time, end: time) -> bool:
    if start == end:
        return True
    return start <= clock < end if start < end else clock >= start or clock < end


def quota_refresh(
    moment: datetime,
    per: Literal["hour", "day", "week", "month"],
    zone: tzinfo,
    window: Window | None = None,
    sends: bool = False,
) -> datetime:
    """When a full quota lets the next call through: the next hour, day, week (Monday) or month of that zone.

    Inside the tool's window if it has one; a tool that sends and has none goes on at 09:00, not at midnight.
    """
    if per == "hour":
        fresh = at_local(local(moment, zone).replace(minute=0, second=0, microsecond=0), zone) + timedelta(hours=1)
        while fresh <= moment:
            fresh += timedelta(hours=1)
    else:
        day = _next_period(day_of(moment, zone), per)
        opens = SENDING_OPENS if sends and window is None else MIDNIGHT
        fresh = at_local(datetime.combine(day, opens), zone)
    return next_window(fresh, window[0], window[1], zone) if window else fresh


def _next_period(day: date, per: Literal["day", "week", "month"]) -> date:
    match per:
        case "day":
            return day + timedelta(days=1)
        case "week":
            return day + timedelta(days=7 - day.weekday())
        case "month":
            return month_after(day.replace(day=1), 1)


_UNITS: Final[dict[str, Duration]] = {
    "years": Duration(months=12),
    "months": Duration(months=1),
    "weeks": Duration(days=7),
    "days": Duration(days=1),
    "business days": Duration(business_days=1),
    "hours": Duration(seconds=3_600),
    "minutes": Duration(seconds=60),
    "seconds": Duration(seconds=1),
}


def from_literal(node: expressions.Duration) -> Duration:
    """The length a flow writes: `5 days`, `1.5 hours`, `2 weeks`."""
    return times(_UNITS[node.unit], node.count)


def times(duration: Duration, factor: Decimal | int) -> Duration:
    """So many times as long: part of a month counts 30 days, of a day 24 hours, of a business day a whole one.

    OverflowError where that is longer than the calendar.
    """
    if isinstance(factor, Decimal) and abs(factor) > _FARTHEST_DAYS * DAY_SECONDS:
        raise OverflowError
    months, part = _split(duration.months * factor)
    days, rest = _split(duration.days * factor + part * 30)
    business = -int((-duration.business_days * factor) // 1)
    return Duration(months, days, business, round(duration.seconds * factor + rest * DAY_SECONDS))


def _split(amount: Decimal | int) -> tuple[int, Decimal]:
    whole = int(amount)
    return whole, Decimal(amount) - whole


def seconds_at_most(duration: Duration) -> int:
    """No wait of this length takes longer, whatever the month, the weekday and the clocks do."""
    years, months = divmod(max(duration.months, 0), 12)
    weeks, rest = divmod(max(duration.business_days, 0), 5)
    days = years * 366 + months * 31 + max(duration.days, 0) + weeks * 7 + (rest + 2 if rest else 0)
    return max(duration.seconds, 0) + (days * DAY_SECONDS + _FALL_BACK_SECONDS if days else 0)


def duration_words(duration: Duration) -> str:
    """In English: "5 days", "1 hour 30 minutes", "1 year 2 months"; "0 minutes" for none."""
    minus = "-" if duration.nominal < 0 else ""
    length = -duration if minus else duration
    years, months = divmod(length.months, 12)
    hours, rest = divmod(length.seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    amounts = (years, months, length.days, length.business_days, hours, minutes, seconds)
    units = ("year", "month", "day", "business day", "hour", "minute", "second")
    said = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in zip(amounts, units, strict=True) if n]
    return minus + (" ".join(said) or "0 minutes")


_DURATION_PART: Final = re.compile(r"\s*(?:and\s+|,\s*)?(\d{1,9}(?:\.\d{1,6})?)\s*(business days?|[a-z]+)", re.I)
_SHORT_UNITS: Final = {"h": "hours", "min": "minutes", "m": "minutes", "s": "seconds", "d": "days", "w": "weeks"}


def parse_duration(text: str) -> Duration | None:
    """What `duration_words` writes, read back; also `2h`, `45 min`. None where it says no length of time."""
    text, negative = text.strip(), text.strip().startswith("-")
    position, total = int(negative), Duration()
    while position < len(text):
        part = _DURATION_PART.match(text, position)
        unit = part and _unit(part[2].lower())
        if part is None or unit is None:
            return None
        total, position = plus(total, times(unit, Decimal(part[1]))), part.end()
    return (-total if negative else total) if position > int(negative) else None


def _unit(word: str) -> Duration | None:
    return _UNITS.get(_SHORT_UNITS.get(word, word if word.endswith("s") else word + "s"))


def plus(one: Duration, other: Duration) -> Duration:
    """Both lengths, one after the other."""
    return Duration(
        one.months + other.months,
        one.days + other.days,
        one.business_days + other.business_days,
        one.seconds + other.seconds,
    )
