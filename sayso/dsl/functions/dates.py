"""The library's functions on dates and times; days begin and end in the workspace's zone."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from sayso.dsl.calendar import MIDNIGHT, at_local, day_of, days_in_month, local, month_after
from sayso.dsl.functions.shape import Function, FunctionParameter, Site
from sayso.dsl.readings import read_date, read_datetime, read_time
from sayso.dsl.types import BOOLEAN, DATE, DATETIME, NUMBER, TIME, Choice, Type, is_textlike, optional, present

WEEKDAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY: Final = FunctionParameter("date", "a date")


def _day(site: Site, value: date) -> date:
    return day_of(value, site.setting.zone) if isinstance(value, datetime) else value


def _date(site: Site, value: date | str) -> date | None:
    return read_date(value, site.setting.zone) if isinstance(value, str) else _day(site, value)


def _time(site: Site, value: datetime | time | str) -> time | None:
    match value:
        case str():
            moment = read_datetime(value, site.setting.zone)
            return read_time(value) if moment is None else local(moment, site.setting.zone).time()
        case datetime():
            return local(value, site.setting.zone).time()
    return value


def _datetime(site: Site, value: date | str, at: time | None) -> datetime | None:
    moment = read_datetime(value, site.setting.zone) if isinstance(value, str) else value
    if moment is None or (isinstance(moment, datetime) and at is None):
        return moment if isinstance(moment, datetime) else None
    return at_local(datetime.combine(_day(site, moment), at or MIDNIGHT), site.setting.zone)


def _year(site: Site, value: date) -> int:
    return _day(site, value).year


def _month(site: Site, value: date) -> int:
    return _day(site, value).month


def _day_of_month(site: Site, value: date) -> int:
    return _day(site, value).day


def _weekday(site: Site, value: date) -> str:
    return WEEKDAY_NAMES[_day(site, value).weekday()]


def _is_weekend(site: Site, value: date) -> bool:
    return _day(site, value).weekday() >= 5


def _hour(site: Site, value: datetime | time | str) -> int | None:
    clock = _time(site, value)
    return None if clock is None else clock.hour


def _minute(site: Site, value: datetime | time | str) -> int | None:
    clock = _time(site, value)
    return None if clock is None else clock.minute


def _days_between(site: Site, start: date, end: date) -> int:
    return (_day(site, end) - _day(site, start)).days


def _week_start(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _quarter_start(day: date) -> date:
    return day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)


def _year_start(day: date) -> date:
    return day.replace(day=1, month=1)


def _week_end(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _month_end(day: date) -> date:
    return day.replace(day=days_in_month(day.year, day.month))


def _quarter_end(day: date) -> date:
    return _month_end(month_after(_quarter_start(day), 2))


def _year_end(day: date) -> date:
    return day.replace(day=31, month=12)


def _on_day(change: Callable[[date], date]) -> Callable[[Site, date], date]:
    return lambda site, value: change(_day(site, value))


def _text_may_fail(gives: Type) -> Callable[[Sequence[Type | None]], Type]:
    def returns(types: Sequence[Type | None]) -> Type:
        kind = types[0]
        return optional(gives) if kind is not None and is_textlike(present(kind)) else gives

    return returns


_EDGES: Final = (
    ("start_of_week", "the Monday of that week", _week_start, "23 February 2026"),
    ("end_of_week", "the Sunday of that week", _week_end, "1 March 2026"),
    ("start_of_month", "the first day of that month", _month_start, "1 February 2026"),
    ("end_of_month", "the last day of that month", _month_end, "28 February 2026"),
    ("start_of_quarter", "the first day of that quarter", _quarter_start, "1 January 2026"),
    ("end_of_quarter", "the last day of that quarter", _quarter_end, "31 March 2026"),
    ("start_of_year", "the first day of that year", _year_start, "1 January 2026"),
    ("end_of_year", "the last day of that year", _year_end, "31 December 2026"),
)

DATES: Final = (
    Function(
        "date",
        "the day of a moment, or the date that a text such as 2026-03-01 says",
        (FunctionParameter("value", "a date or a text"),),
        _text_may_fail(DATE),
        _date,
        'date("2026-03-01")',
        "1 March 2026",
    ),
    Function(
        "time",
        "the time of day of a moment, or the one that a text such as 09:00 says",
        (FunctionParameter("value", "a time or a text"),),
        _text_may_fail(TIME),
        _time,
        'time("9:30")',
        "09:30",
    ),
    Function(
        "datetime",
        "the moment a day begins, or has that time",
        (FunctionParameter("date", "a date or a text"), FunctionParameter("time", "a time", required=False)),
        _text_may_fail(DATETIME),
        _datetime,
        "datetime(2026-03-01, 09:00)",
        "1 March 2026 09:00",
    ),
    Function("year", "the year of the date", (_DAY,), NUMBER, _year, "year(2026-03-01)", "2026"),
    Function("month", "the month of the date, 1 to 12", (_DAY,), NUMBER, _month, "month(2026-03-01)", "3"),
    Function("day", "the day of the month, 1 to 31", (_DAY,), NUMBER, _day_of_month, "day(2026-03-01)", "1"),
    Function(
        "weekday", "the name of the day", (_DAY,), Choice(WEEKDAY_NAMES), _weekday, "weekday(2026-03-01)", "sunday"
    ),
    Function(
        "is_weekend",
        "whether the day is a Saturday or Sunday",
        (_DAY,),
        BOOLEAN,
        _is_weekend,
        "is_weekend(2026-03-01)",
        "yes",
    ),
    Function(
        "hour",
        "the hour of the day, 0 to 23",
        (FunctionParameter("time", "a time or a text"),),
        _text_may_fail(NUMBER),
        _hour,
        "hour(09:30)",
        "9",
    ),
    Function(
        "minute",
        "the minute of the hour, 0 to 59",
        (FunctionParameter("time", "a time or a text"),),
        _text_may_fail(NUMBER),
        _minute,
        "minute(09:30)",
        "30",
    ),
    Function(
        "days_between",
        "how many days after the first date the second is; below zero where it is earlier",
        (FunctionParameter("start", "a date"), FunctionParameter("end", "a date")),
        NUMBER,
        _days_between,
        "days_between(2026-03-01, 2026-03-08)",
        "7",
    ),
    *(
        Function(name, sentence, (_DAY,), DATE, _on_day(change), f"{name}(2026-02-{day})", gives)
        for (name, sentence, change, gives), day in zip(_EDGES, ("25",) * 8, strict=True)
    ),
)
"""The functions on dates, in the order the documentation shows them."""
