"""The slots of a schedule, and its next dates."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from itertools import islice
from typing import Any

import msgspec

from sayso.dsl.calendar import zone_named
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import NthWeekday, OnSchedule
from sayso.dsl.schedule import DEFAULT_TIME, upcoming
from sayso.editor.inspector.kinds import quoted
from sayso.editor.inspector.shapes import Option
from sayso.editor.inspector.slots import Known, Slot, options_of, setter

UNITS = ("minute", "hour", "day", "weekday", "week", "month", "quarter", "year", "once")
COUNTED = ("minute", "hour", "day", "week", "month", "quarter", "year")
"""Units that can be counted: every 2 weeks."""
TIMED = ("day", "weekday", "week", "month", "quarter", "year", "once")
"""Units with a time of the day."""
NTHS = ("first", "second", "third", "fourth", "last")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEXT = 3


def next_dates(trigger: OnSchedule, now: datetime, catalog: Catalog) -> tuple[datetime, ...]:
    """The next three moments at which a schedule starts a run, in UTC."""
    zone = zone_named(catalog.zone)
    assert zone is not None
    return tuple(islice(upcoming(trigger, now, zone), NEXT))


def schedule_slots(trigger: OnSchedule, known: Known) -> Iterator[Slot]:
    """How often, on which days, at which times, in which time zone."""
    say = known.say
    yield Slot("unit", say("field.unit"), "choice", _unit(trigger), source=trigger.unit, reads="word", required=True,
               options=options_of(say, "unit", UNITS))  # fmt: skip
    yield Slot("once", say("field.date"), "date", lambda value: _once(trigger, value), reads="date", hidden=True)
    if trigger.unit in COUNTED:
        yield Slot("every", say("field.every"), "number", lambda value: setter(trigger, "every")(value or 1),
                   source=str(trigger.every), reads="count", note=say(f"every.{trigger.unit}"))  # fmt: skip
    yield from _days(trigger, known)
    if trigger.unit in TIMED:
        at = ", ".join(f"{clock:%H:%M}" for clock in trigger.at)
        yield Slot("at", say("field.at"), "schedule", _at(trigger), source=at, reads="times",
                   note=say("inspector.at", time=f"{DEFAULT_TIME:%H:%M}"))  # fmt: skip
    yield Slot("zone", say("field.zone"), "text", setter(trigger, "zone"), reads="title",
               source=quoted(trigger.zone) if trigger.zone else "",
               note=say("inspector.zone", zone=known.catalog.zone))  # fmt: skip


def _days(trigger: OnSchedule, known: Known) -> Iterator[Slot]:
    """On which days of the week, month or year."""
    say = known.say
    if trigger.unit == "week":
        yield Slot("weekdays", say("field.weekdays"), "schedule",
                   lambda value: setter(trigger, "weekdays")(value or ()), reads="weekdays",
                   source=", ".join(trigger.weekdays), options=options_of(say, "weekdays", DAYS))  # fmt: skip
    if trigger.unit == "month":
        yield Slot("on", say("field.on_day"), "choice", _month_day(trigger), source=_on(trigger), reads="word",
                   options=_month_options(known))  # fmt: skip
    if trigger.unit == "year":
        date = "{:02}-{:02}".format(*trigger.date_of_year) if trigger.date_of_year else ""
        yield Slot("date_of_year", say("field.date_of_year"), "schedule", setter(trigger, "date_of_year"),
                   source=date, reads="month-day", note=say("inspector.date_of_year"))  # fmt: skip
    if trigger.unit == "once":
        yield Slot("date", say("field.date"), "date", setter(trigger, "on"), reads="date", required=True,
                   source=trigger.on.isoformat() if trigger.on else "")  # fmt: skip


def _on(trigger: OnSchedule) -> str:
    if trigger.nth is not None:
        return f"{trigger.nth.nth} {trigger.nth.weekday}"
    return "" if trigger.day is None else str(trigger.day)


def _month_options(known: Known) -> tuple[Option, ...]:
    say = known.say
    days = (Option(str(day), say("inspector.day", day=day)) for day in range(1, 32))
    nths = (Option(f"{nth} {day}", say("inspector.nth", nth=say(f"nth.{nth}"), day=say(f"weekdays.{day}")))
            for nth in NTHS for day in DAYS)  # fmt: skip
    return (Option("", say("inspector.first_day")), *days, *nths)


def _month_day(trigger: OnSchedule) -> Callable[[Any], Any]:
    def put(value: Any) -> OnSchedule:
        nth, _, weekday = str(value or "").partition(" ")
        if weekday:
            made: Any = NthWeekday(nth, weekday)  # type: ignore[arg-type]  # one of the options
            return msgspec.structs.replace(trigger, day=None, nth=made)
        return msgspec.structs.replace(trigger, day=int(nth) if nth else None, nth=None)

    return put


def _at(trigger: OnSchedule) -> Callable[[Any], Any]:
    """One that fires once has one time."""

    def put(value: tuple[time, ...] | None) -> OnSchedule:
        times = value or ((DEFAULT_TIME,) if trigger.unit == "once" else ())
        return msgspec.structs.replace(trigger, at=times[:1] if trigger.unit == "once" else times)

    return put


def _once(trigger: OnSchedule, on: Any) -> OnSchedule:
    """Once, on a day: what "once" alone cannot say."""
    return OnSchedule("once", on=on, at=trigger.at[:1] or (DEFAULT_TIME,), zone=trigger.zone)


def _unit(trigger: OnSchedule) -> Callable[[Any], Any]:
    """Another unit: the times and the zone stay, the days go where the unit has none."""

    def put(value: Any) -> OnSchedule:
        if value == trigger.unit:
            return trigger
        at = trigger.at if value in TIMED else ()
        return OnSchedule(value, at=at, zone=trigger.zone)

    return put
