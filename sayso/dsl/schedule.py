"""When a schedule fires: its coming moments, the most it can fire in some days, and its words.

Counting starts on Monday 1 January 2024, so "every 2 weeks" means the same weeks for ever. Minutes and single hours are
exact steps; everything else is a time on the wall clock, where a gap fires at the next valid instant and an overlap
once. Days a month lacks are its last day.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import count
from typing import Final

from sayso.dsl.calendar import DAY_SECONDS, LATEST, at_local, day_of, days_in_month, start_of_day, zone_named
from sayso.dsl.flow import NthWeekday, OnSchedule
from sayso.dsl.render import MONTHS, date_words, list_words, time_words

ANCHOR: Final = date(2024, 1, 1)
"""A Monday, the first of a month, a quarter and a year."""
DEFAULT_TIME: Final = time(9)
"""When a schedule fires that names no time."""
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_STEP_SECONDS: Final = {"minute": 60, "hour": 3_600}
_LAST_DAY: Final = LATEST.date() - timedelta(days=2)
_DAYS_A_TURN: Final = {"day": 1, "weekday": 7, "week": 7}
"""After how many days these repeat themselves; times the number after `every`."""
_CALENDAR_DAYS: Final = 28 * 366
"""After 28 years weekdays and leap years fall together again."""


def upcoming(node: OnSchedule, after: datetime, zone: tzinfo) -> Iterator[datetime]:
    """The moments after one at which a schedule fires, in UTC, ascending; `zone` is for a schedule that names none."""
    zone = _zone(node, zone)
    ticks = _steps(node, after, zone) if _is_exact(node) else _clock_ticks(node, after, zone)
    last = after
    for tick in ticks:
        if tick > last:
            yield tick
            last = tick


def most_in(node: OnSchedule, days: int, zone: tzinfo = UTC) -> int:
    """The most times a schedule can fire in so many calendar days on end, the longest days of its zone included."""
    if days <= 0:
        return 0
    if _is_exact(node):
        zone = _zone(node, zone)
        longest = days * DAY_SECONDS + _fall_back(zone)
        return -(-longest // _step(node))
    if node.unit == "once":
        return 1
    if node.unit == "hour":
        return days * len(_times(node))
    return _most_dates(node, days) * len(_times(node))


def words(node: OnSchedule) -> str:
    """The schedule in plain English: "every weekday at 09:00 (Europe/Berlin)"."""
    often = _often(node)
    at = "" if node.unit in _STEP_SECONDS else " at " + list_words([time_words(clock) for clock in _times(node)])
    return often + at + (f" ({node.zone})" if node.zone else "")


def _zone(node: OnSchedule, zone: tzinfo) -> tzinfo:
    return (zone_named(node.zone) or zone) if node.zone else zone


def _is_exact(node: OnSchedule) -> bool:
    return node.unit == "minute" or (node.unit == "hour" and (node.every == 1 or 24 % _every(node) != 0))


def _every(node: OnSchedule) -> int:
    return max(node.every, 1)


def _step(node: OnSchedule) -> int:
    return _STEP_SECONDS[node.unit] * _every(node)


def _steps(node: OnSchedule, after: datetime, zone: tzinfo) -> Iterator[datetime]:
    start, step = start_of_day(ANCHOR, zone), timedelta(seconds=_step(node))
    number = (after - start) // step
    while (tick := start + number * step) < LATEST - step:
        yield tick
        number += 1


def _fall_back(zone: tzinfo) -> int:
    """How many seconds longer than 24 hours a day of the zone can be, in the years around the anchor."""
    noons = (datetime.combine(ANCHOR + timedelta(days=30 * month), time(12), UTC) for month in range(60))
    offsets = [zone.utcoffset(noon.astimezone(zone).replace(tzinfo=None)) or timedelta() for noon in noons]
    return int((max(offsets) - min(offsets)).total_seconds())


def _clock_ticks(node: OnSchedule, after: datetime, zone: tzinfo) -> Iterator[datetime]:
    times = _times(node)
    for day in _dates(node, day_of(after, zone) - timedelta(days=2)):
        for clock in times:
            yield at_local(datetime.combine(day, clock), zone)


def _times(node: OnSchedule) -> list[time]:
    if node.unit == "hour":
        return [time(hour) for hour in range(0, 24, _every(node))]
    return sorted(set(node.at)) or [DEFAULT_TIME]


def _dates(node: OnSchedule, start: date) -> Iterator[date]:
    """The days on which a schedule fires, from a day on."""
    if node.unit == "once":
        yield from [node.on] if node.on is not None and node.on >= start else []
        return
    for number in count(_number_of(node, start)):
        for day in _DATES[node.unit](node, number):
            if day > _LAST_DAY:
                return
            if day >= start:
                yield day


def _number_of(node: OnSchedule, start: date) -> int:
    """The number of the turn that holds a day, or of one before it."""
    days, years = (start - ANCHOR).days, start.year - ANCHOR.year
    if node.unit == "hour":
        return days
    months, weeks = years * 12 + start.month - 1, days // 7
    reached = {"weekday": weeks * 5, "week": weeks, "month": months, "quarter": months // 3, "year": years}
    return reached.get(node.unit, days) // _every(node) - 1


def _day_dates(node: OnSchedule, number: int) -> Iterator[date]:
    yield from _plus_days(number * _every(node))


def _weekday_dates(node: OnSchedule, number: int) -> Iterator[date]:
    weeks, day = divmod(number * _every(node), 5)
    yield from _plus_days(weeks * 7 + day)


def _week_dates(node: OnSchedule, number: int) -> Iterator[date]:
    for weekday in sorted({_WEEKDAYS.index(name) for name in node.weekdays} or {0}):
        yield from _plus_days(number * _every(node) * 7 + weekday)


def _plus_days(days: int) -> Iterator[date]:
    if days >= (date.min - ANCHOR).days:
        yield ANCHOR + timedelta(days=days) if days <= (_LAST_DAY - ANCHOR).days else date.max


def _month_dates(node: OnSchedule, number: int) -> Iterator[date]:
    yield _in_month(node, number * _every(node))


def _quarter_dates(node: OnSchedule, number: int) -> Iterator[date]:
    yield _in_month(node, number * _every(node) * 3)


def _in_month(node: OnSchedule, months: int) -> date:
    year, month = divmod(ANCHOR.year * 12 + months, 12)
    if not 1 <= year < _LAST_DAY.year:
        return date.min if year < 1 else date.max
    if node.nth is not None:
        return _nth_weekday(year, month + 1, node.nth)
    return date(year, month + 1, _last_if_short(year, month + 1, node.day or 1))


def _year_dates(node: OnSchedule, number: int) -> Iterator[date]:
    year = ANCHOR.year + number * _every(node)
    month, day = node.date_of_year or (1, 1)
    if year >= 1:
        yield date(year, month, _last_if_short(year, month, day)) if year < _LAST_DAY.year else date.max


def _last_if_short(year: int, month: int, day: int) -> int:
    return max(1, min(day, days_in_month(year, month)))


def _nth_weekday(year: int, month: int, nth: NthWeekday) -> date:
    weekday = _WEEKDAYS.index(nth.weekday)
    if nth.nth == "last":
        last = date(year, month, days_in_month(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * _NTH[nth.nth])


_DATES: Final[dict[str, Callable[[OnSchedule, int], Iterator[date]]]] = {
    "hour": lambda node, number: _plus_days(number),
    "day": _day_dates,
    "weekday": _weekday_dates,
    "week": _week_dates,
    "month": _month_dates,
    "quarter": _quarter_dates,
    "year": _year_dates,
}
"""For each unit the days of the turn with that number, counted from the anchor."""


@lru_cache(maxsize=256)
def _most_dates(node: OnSchedule, days: int) -> int:
    if node.unit in _DAYS_A_TURN:
        turn = _DAYS_A_TURN[node.unit] * _every(node)
        if turn < days < _CALENDAR_DAYS:
            return days // turn * _most_dates(node, turn) + (_most_dates(node, days % turn) if days % turn else 0)
    else:
        turn = _CALENDAR_DAYS * _every(node)
    end = ANCHOR + timedelta(days=min(turn + days, (_LAST_DAY - ANCHOR).days))
    window: list[date] = []
    most = 0
    for day in _dates(node, ANCHOR):
        if day > end:
            break
        window.append(day)
        while (day - window[0]).days >= days:
            window.pop(0)
        most = max(most, len(window))
    return max(most, 1)


def _often(node: OnSchedule) -> str:
    many = "every" if _every(node) == 1 else f"every {node.every}"
    plural = "" if _every(node) == 1 else "s"
    match node.unit:
        case "once":
            return "once" + (f" on {date_words(node.on)}" if node.on else "")
        case "week" if node.weekdays:
            days = list_words([name.capitalize() for name in node.weekdays])
            return f"every {days}" if _every(node) == 1 else f"{many} weeks on {days}"
        case "month" | "quarter":
            return f"{many} {node.unit}{plural} on {_day_words(node)}"
        case "year":
            month, day = node.date_of_year or (1, 1)
            return f"{many} year{plural} on {day} {MONTHS[month - 1]}"
        case _:
            return f"{many} {node.unit}{plural}"


def _day_words(node: OnSchedule) -> str:
    if node.nth is not None:
        return f"the {node.nth.nth} {node.nth.weekday.capitalize()}"
    return "the last day" if node.day == 31 else ("the first day" if node.day is None else f"day {node.day}")
