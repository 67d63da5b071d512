"""When schedules fire."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.dsl.calendar import day_of, local
from sayso.dsl.flow import NthWeekday, OnSchedule
from sayso.dsl.schedule import most_in, upcoming, words

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NINE = (time(9),)


def fires(node: OnSchedule, after: datetime = NEW_YEAR, count: int = 3, zone: ZoneInfo = BERLIN) -> list[str]:
    return [f"{local(tick, zone):%Y-%m-%d %H:%M}" for tick in islice(upcoming(node, after, zone), count)]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (OnSchedule(unit="day", at=NINE), ["2026-01-01 09:00", "2026-01-02 09:00", "2026-01-03 09:00"]),
        (OnSchedule(unit="day", every=2), ["2026-01-02 09:00", "2026-01-04 09:00", "2026-01-06 09:00"]),
        (OnSchedule(unit="weekday"), ["2026-01-01 09:00", "2026-01-02 09:00", "2026-01-05 09:00"]),
        (
            OnSchedule(unit="week", every=2, weekdays=("monday",), at=(time(16), time(8, 30))),
            ["2026-01-12 08:30", "2026-01-12 16:00", "2026-01-26 08:30"],
        ),
        (
            OnSchedule(unit="week", weekdays=("friday", "tuesday")),
            ["2026-01-02 09:00", "2026-01-06 09:00", "2026-01-09 09:00"],
        ),
        (OnSchedule(unit="week"), ["2026-01-05 09:00", "2026-01-12 09:00", "2026-01-19 09:00"]),
        (OnSchedule(unit="month", day=1, at=(time(10),)), ["2026-01-01 10:00", "2026-02-01 10:00", "2026-03-01 10:00"]),
        (OnSchedule(unit="month", day=31), ["2026-01-31 09:00", "2026-02-28 09:00", "2026-03-31 09:00"]),
        (
            OnSchedule(unit="month", nth=NthWeekday(nth="last", weekday="friday")),
            ["2026-01-30 09:00", "2026-02-27 09:00", "2026-03-27 09:00"],
        ),
        (
            OnSchedule(unit="month", nth=NthWeekday(nth="second", weekday="monday")),
            ["2026-01-12 09:00", "2026-02-09 09:00", "2026-03-09 09:00"],
        ),
        (OnSchedule(unit="quarter"), ["2026-01-01 09:00", "2026-04-01 09:00", "2026-07-01 09:00"]),
        (OnSchedule(unit="year", date_of_year=(3, 1)), ["2026-03-01 09:00", "2027-03-01 09:00", "2028-03-01 09:00"]),
        (OnSchedule(unit="year", date_of_year=(2, 29)), ["2026-02-28 09:00", "2027-02-28 09:00", "2028-02-29 09:00"]),
        (OnSchedule(unit="once", on=date(2027, 11, 3), at=(time(10),)), ["2027-11-03 10:00"]),
        (OnSchedule(unit="once", on=date(2025, 11, 3)), []),
        (OnSchedule(unit="minute", every=15), ["2026-01-01 01:15", "2026-01-01 01:30", "2026-01-01 01:45"]),
        (OnSchedule(unit="hour"), ["2026-01-01 02:00", "2026-01-01 03:00", "2026-01-01 04:00"]),
        (OnSchedule(unit="hour", every=6), ["2026-01-01 06:00", "2026-01-01 12:00", "2026-01-01 18:00"]),
    ],
)
def test_every_form(node: OnSchedule, expected: list[str]) -> None:
    assert fires(node) == expected


def test_its_own_zone_counts() -> None:
    node = OnSchedule(unit="day", at=NINE, zone="America/New_York")
    assert next(upcoming(node, NEW_YEAR, BERLIN)) == datetime(2026, 1, 1, 14, tzinfo=UTC)


def test_a_gap_fires_at_the_next_instant_once() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    node = OnSchedule(unit="day", at=(time(2, 15), time(2, 45), time(3)))
    assert fires(node, before, 2) == ["2026-03-29 03:00", "2026-03-30 02:15"]


def test_an_overlap_fires_once() -> None:
    ticks = list(
        islice(upcoming(OnSchedule(unit="day", at=(time(2, 30),)), datetime(2026, 10, 24, 12, tzinfo=UTC), BERLIN), 2)
    )
    assert ticks == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)]


def test_minutes_go_on_through_an_overlap() -> None:
    ticks = list(
        islice(upcoming(OnSchedule(unit="minute", every=15), datetime(2026, 10, 24, 23, tzinfo=UTC), BERLIN), 20)
    )
    assert {late - early for early, late in pairwise(ticks)} == {timedelta(minutes=15)}


def test_hours_stand_on_the_local_hour() -> None:
    tick = next(upcoming(OnSchedule(unit="hour"), NEW_YEAR, ZoneInfo("Asia/Kolkata")))
    assert tick == datetime(2026, 1, 1, 0, 30, tzinfo=UTC)


def test_the_calendar_ends() -> None:
    late = datetime(9997, 1, 1, tzinfo=UTC)
    assert len(list(upcoming(OnSchedule(unit="month", day=31), late, BERLIN))) < 30
    assert list(upcoming(OnSchedule(unit="year", every=10_000), NEW_YEAR, BERLIN)) == []
    assert list(upcoming(OnSchedule(unit="day", every=10**9), NEW_YEAR, BERLIN)) == []


@pytest.mark.parametrize(
    ("node", "days", "most"),
    [
        (OnSchedule(unit="day", at=(time(9), time(15))), 7, 14),
        (OnSchedule(unit="day", every=2), 7, 4),
        (OnSchedule(unit="weekday"), 7, 5),
        (OnSchedule(unit="weekday"), 2, 2),
        (OnSchedule(unit="week", every=2, weekdays=("monday",)), 14, 1),
        (OnSchedule(unit="week", every=2, weekdays=("monday",)), 15, 2),
        (OnSchedule(unit="week", weekdays=("friday", "monday")), 4, 2),
        (OnSchedule(unit="month", day=1), 28, 1),
        (OnSchedule(unit="month", day=1), 29, 2),
        (OnSchedule(unit="month", nth=NthWeekday(nth="last", weekday="friday")), 29, 2),
        (OnSchedule(unit="quarter"), 90, 1),
        (OnSchedule(unit="quarter"), 91, 2),
        (OnSchedule(unit="year"), 365, 1),
        (OnSchedule(unit="once", on=date(2027, 1, 1)), 365, 1),
        (OnSchedule(unit="minute", every=15), 1, 96),
        (OnSchedule(unit="hour", every=6), 7, 28),
        (OnSchedule(unit="minute", every=7), 1, 206),
        (OnSchedule(unit="day"), 0, 0),
    ],
)
def test_the_most_in_some_days(node: OnSchedule, days: int, most: int) -> None:
    assert most_in(node, days) == most


def test_the_longest_day_of_the_zone_counts() -> None:
    assert most_in(OnSchedule(unit="minute", every=15), 1, BERLIN) == 100


weekdays = st.sampled_from(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
clocks = st.lists(st.builds(time, st.integers(0, 23), st.sampled_from([0, 30])), max_size=3).map(tuple)
schedules = st.one_of(
    st.builds(OnSchedule, unit=st.just("minute"), every=st.integers(20, 500)),
    st.builds(OnSchedule, unit=st.just("hour"), every=st.integers(1, 30)),
    st.builds(OnSchedule, unit=st.sampled_from(["day", "weekday"]), every=st.integers(1, 9), at=clocks),
    st.builds(
        OnSchedule,
        unit=st.just("week"),
        every=st.integers(1, 4),
        weekdays=st.lists(weekdays, max_size=4).map(tuple),
        at=clocks,
    ),
    st.builds(
        OnSchedule,
        unit=st.sampled_from(["month", "quarter"]),
        every=st.integers(1, 5),
        day=st.integers(1, 31),
        at=clocks,
    ),
    st.builds(
        OnSchedule,
        unit=st.just("month"),
        nth=st.builds(NthWeekday, nth=st.sampled_from(["first", "fourth", "last"]), weekday=weekdays),
        at=clocks,
    ),
    st.builds(OnSchedule, unit=st.just("year"), date_of_year=st.just((2, 29)), at=clocks),
)
moments = st.datetimes(datetime(2015, 1, 1), datetime(2060, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))
zones = st.sampled_from([UTC, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])


@settings(max_examples=200, deadline=None)
@given(schedules, moments, zones, st.integers(1, 40))
def test_no_days_hold_more_than_the_most(node: OnSchedule, after: datetime, zone: ZoneInfo, days: int) -> None:
    ticks = list(islice(upcoming(node, after, zone), 150))
    assert all(after < early < late for early, late in pairwise(ticks))
    most = most_in(node, days, zone)
    fired = [day_of(tick, zone) for tick in ticks]
    for n, first in enumerate(fired):
        inside = sum(1 for day in fired[n:] if (day - first).days < days)
        assert inside <= most


@settings(max_examples=100, deadline=None)
@given(schedules, moments, zones)
def test_asking_later_gives_the_rest(node: OnSchedule, after: datetime, zone: ZoneInfo) -> None:
    ticks = list(islice(upcoming(node, after, zone), 6))
    assert list(islice(upcoming(node, ticks[2], zone), 3)) == ticks[3:]


def test_words() -> None:
    said = {
        "every weekday at 09:00 (Europe/Berlin)": OnSchedule(unit="weekday", at=NINE, zone="Europe/Berlin"),
        "every 15 minutes": OnSchedule(unit="minute", every=15),
        "every hour": OnSchedule(unit="hour"),
        "every 2 weeks on Monday at 08:30 and 16:00": OnSchedule(
            unit="week", every=2, weekdays=("monday",), at=(time(8, 30), time(16))
        ),
        "every Monday and Friday at 09:00": OnSchedule(unit="week", weekdays=("monday", "friday")),
        "every month on day 5 at 10:00": OnSchedule(unit="month", day=5, at=(time(10),)),
        "every month on the last Friday at 09:00": OnSchedule(
            unit="month", nth=NthWeekday(nth="last", weekday="friday")
        ),
        "every quarter on the first day at 09:00": OnSchedule(unit="quarter"),
        "every year on 1 March at 09:00": OnSchedule(unit="year", date_of_year=(3, 1)),
        "once on 3 November 2027 at 10:00": OnSchedule(unit="once", on=date(2027, 11, 3), at=(time(10),)),
    }
    assert {words(node) for node in said.values()} == set(said)
    assert all(words(node) == text for text, node in said.items())
