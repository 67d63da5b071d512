"""When a live flow's schedule is due."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise, takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.dsl.calendar import local
from sayso.dsl.flow import NthWeekday, OnSchedule
from sayso.dsl.schedule import most_in, upcoming
from sayso.runtime.schedules import next_after, occurrences, zone_named
from tests.runtime.scanning import SCHEDULES, home, scanned, windows

BERLIN, NEW_YORK, LORD_HOWE = home("Europe/Berlin"), home("America/New_York"), home("Australia/Lord_Howe")
LIVE = datetime(2026, 1, 7, 11, tzinfo=UTC)
"""A Wednesday, noon in Berlin."""
HOUR = timedelta(hours=1)
MONDAYS = OnSchedule(unit="week", every=2, weekdays=("monday",), at=(time(8, 30), time(16)))


def ticks(node: OnSchedule, name: str, after: datetime, until: datetime, anchor: datetime = LIVE) -> list[datetime]:
    return list(takewhile(lambda tick: tick <= until, occurrences(node, home(name), after, anchor)))


def said(node: OnSchedule, after: datetime = LIVE, count: int = 3, where: zoneinfo.ZoneInfo = BERLIN) -> list[str]:
    return [f"{local(tick, where):%m-%d %H:%M}" for tick in islice(occurrences(node, where, after, LIVE), count)]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (OnSchedule(unit="minute"), ["01-07 12:01", "01-07 12:02", "01-07 12:03"]),
        (OnSchedule(unit="minute", every=15), ["01-07 12:15", "01-07 12:30", "01-07 12:45"]),
        (OnSchedule(unit="minute", every=45), ["01-07 12:45", "01-07 13:30", "01-07 14:15"]),
        (OnSchedule(unit="hour"), ["01-07 13:00", "01-07 14:00", "01-07 15:00"]),
        (OnSchedule(unit="hour", every=6), ["01-07 18:00", "01-08 00:00", "01-08 06:00"]),
        (OnSchedule(unit="hour", every=5), ["01-07 15:00", "01-07 20:00", "01-08 01:00"]),
        (OnSchedule(unit="day", at=(time(16), time(8, 30))), ["01-07 16:00", "01-08 08:30", "01-08 16:00"]),
        (OnSchedule(unit="day"), ["01-08 09:00", "01-09 09:00", "01-10 09:00"]),
        (OnSchedule(unit="day", every=3), ["01-08 09:00", "01-11 09:00", "01-14 09:00"]),
        (OnSchedule(unit="day", every=3, at=(time(8), time(13))), ["01-07 13:00", "01-10 08:00", "01-10 13:00"]),
        (OnSchedule(unit="day", every=2, at=(time(0),)), ["01-08 00:00", "01-10 00:00", "01-12 00:00"]),
        (OnSchedule(unit="weekday"), ["01-08 09:00", "01-09 09:00", "01-12 09:00"]),
        (OnSchedule(unit="weekday", every=2), ["01-08 09:00", "01-12 09:00", "01-14 09:00"]),
        (OnSchedule(unit="week"), ["01-12 09:00", "01-19 09:00", "01-26 09:00"]),
        (OnSchedule(unit="week", weekdays=("friday", "tuesday")), ["01-09 09:00", "01-13 09:00", "01-16 09:00"]),
        (MONDAYS, ["01-12 08:30", "01-12 16:00", "01-26 08:30"]),
        (
            OnSchedule(unit="week", every=3, weekdays=("friday", "tuesday")),
            ["01-09 09:00", "01-27 09:00", "01-30 09:00"],
        ),
        (OnSchedule(unit="month"), ["02-01 09:00", "03-01 09:00", "04-01 09:00"]),
        (OnSchedule(unit="month", day=31), ["01-31 09:00", "02-28 09:00", "03-31 09:00"]),
        (OnSchedule(unit="month", every=2, day=30), ["01-30 09:00", "03-30 09:00", "05-30 09:00"]),
        (
            OnSchedule(unit="month", nth=NthWeekday(nth="last", weekday="friday")),
            ["01-30 09:00", "02-27 09:00", "03-27 09:00"],
        ),
        (
            OnSchedule(unit="month", nth=NthWeekday(nth="second", weekday="tuesday")),
            ["01-13 09:00", "02-10 09:00", "03-10 09:00"],
        ),
        (OnSchedule(unit="quarter", at=(time(7),)), ["04-01 07:00", "07-01 07:00", "10-01 07:00"]),
        (OnSchedule(unit="year", date_of_year=(3, 1)), ["03-01 09:00", "03-01 09:00", "03-01 09:00"]),
        (OnSchedule(unit="year", date_of_year=(2, 29)), ["02-28 09:00", "02-28 09:00", "02-29 09:00"]),
        (OnSchedule(unit="once", on=date(2027, 11, 3), at=(time(10),)), ["11-03 10:00"]),
        (OnSchedule(unit="once", on=date(2026, 1, 7), at=(time(12),)), []),
    ],
)
def test_every_form_is_due_at_its_times(node: OnSchedule, expected: list[str]) -> None:
    assert said(node) == expected


def test_a_schedules_own_zone_counts_before_the_workspaces() -> None:
    node = OnSchedule(unit="day", zone="America/New_York")
    assert next_after(node, BERLIN, LIVE, LIVE) == datetime(2026, 1, 7, 14, tzinfo=UTC)


def test_the_weeks_stay_the_same_however_late_it_is_asked() -> None:
    far = datetime(2031, 6, 1, tzinfo=UTC)
    weeks = {(local(tick, BERLIN).date() - date(2026, 1, 12)).days % 14 for tick in islice(
        occurrences(MONDAYS, BERLIN, far, LIVE), 50)}  # fmt: skip
    assert weeks == {0}


@pytest.mark.parametrize("asked", [datetime(2026, 1, day, 12, tzinfo=UTC) for day in (8, 9, 10, 11)], ids=str)
def test_over_a_weekend_working_days_are_counted_on(asked: datetime) -> None:
    node = OnSchedule(unit="weekday", every=2)
    assert said(node, asked) == ["01-12 09:00", "01-14 09:00", "01-16 09:00"]


def test_what_can_never_be_again_ends() -> None:
    over = [
        OnSchedule(unit="once", on=date(2020, 1, 1), at=(time(9),)),
        OnSchedule(unit="year", every=10_000),
        *(OnSchedule(unit=unit, every=10**15) for unit in ("hour", "month", "quarter")),
    ]
    assert [next_after(node, BERLIN, LIVE, LIVE) for node in over] == [None] * len(over)
    for unit in ("day", "weekday", "week"):
        assert len(said(OnSchedule(unit=unit, every=10**15))) == 1
    late = datetime(9998, 12, 30, tzinfo=UTC)
    assert all(
        len(list(islice(occurrences(OnSchedule(unit=unit), BERLIN, late, LIVE), 100))) < 50
        for unit in ("hour", "day", "week", "month", "year")
    )


def test_a_moment_of_no_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="known zone"):
        occurrences(OnSchedule(unit="day"), BERLIN, datetime(2026, 1, 1), LIVE)


@settings(max_examples=250)
@given(SCHEDULES, windows(), st.integers(-50 * 1_440, 21 * 1_440))
def test_a_schedule_is_due_when_the_wall_clock_says_so(
    node: OnSchedule, window: tuple[str, datetime, int], live: int
) -> None:
    name, start, minutes = window
    anchor = start + timedelta(minutes=live)
    until = start + timedelta(minutes=minutes - 1)
    found = ticks(node, name, start - timedelta(seconds=30), until, anchor)
    assert found == scanned(node, name, start, minutes, anchor)
    assert all(early < late for early, late in pairwise(found))


@settings(max_examples=100)
@given(SCHEDULES, windows(), st.lists(st.integers(0, 21 * 86_400), min_size=1, max_size=4), st.integers(0, 40))
def test_an_interval_may_be_cut_anywhere(
    node: OnSchedule, window: tuple[str, datetime, int], cuts: list[int], days: int
) -> None:
    name, start, minutes = window
    anchor, end = start - timedelta(days=days, hours=7), start + timedelta(minutes=minutes)
    edges = [start, *(start + timedelta(seconds=cut) for cut in sorted(cuts)), end]
    parts = [tick for early, late in pairwise(edges) for tick in ticks(node, name, early, late, anchor)]
    assert parts == ticks(node, name, start, end, anchor)
    for tick in ticks(node, name, start, end, anchor)[:5]:
        assert ticks(node, name, tick - timedelta(microseconds=1), tick, anchor) == [tick]
        assert tick not in ticks(node, name, tick, end, anchor)


@settings(max_examples=100)
@given(SCHEDULES, windows(), st.integers(-400, 400), st.integers(1, 40))
def test_it_is_never_due_more_often_than_was_proven(
    node: OnSchedule, window: tuple[str, datetime, int], live: int, days: int
) -> None:
    name, start, _ = window
    place = home(name)
    found = ticks(node, name, start, start + timedelta(days=60), start + timedelta(days=live))
    most, fired = most_in(node, days, place), [local(tick, place).date() for tick in found]
    assert all(len([1 for day in fired if 0 <= (day - first).days < days]) <= most for first in sorted(set(fired)))


@given(SCHEDULES.filter(lambda node: node.every == 1 and node.unit not in ("minute", "hour")), windows())
def test_without_a_number_going_live_changes_nothing(node: OnSchedule, window: tuple[str, datetime, int]) -> None:
    name, start, _ = window
    assert list(islice(occurrences(node, home(name), start, LIVE), 9)) == list(
        islice(upcoming(node, start, home(name)), 9)
    )


@cache
def changes(where: zoneinfo.ZoneInfo) -> list[tuple[datetime, timedelta]]:
    """Every change of the clocks from 2026 to 2030: the instant, and how far they go forward."""
    found, at = [], datetime(2026, 1, 1, tzinfo=UTC)
    while at.year < 2031:
        moved = local(at + HOUR / 2, where) - local(at, where) - HOUR / 2
        at += HOUR / 2
        if moved:
            found.append((at, moved))
    return found


@pytest.mark.parametrize("where", [BERLIN, NEW_YORK, LORD_HOWE], ids=str)
def test_every_change_of_the_clocks_for_five_years(where: zoneinfo.ZoneInfo) -> None:
    assert len(changes(where)) == 10
    for at, moved in changes(where):
        forward = moved > timedelta()
        clock = (local(at, where) if forward else local(at - HOUR / 60, where) + HOUR / 60) - HOUR / 4
        due = ticks(OnSchedule(unit="day", at=(clock.time(),)), where.key, at - 12 * HOUR, at + 12 * HOUR)
        assert due == [at if forward else at - HOUR / 4]
        for minutes in (1, 10, 30):
            step = timedelta(minutes=minutes)
            all_day = ticks(OnSchedule(unit="minute", every=minutes), where.key, at - 12 * HOUR, at + 12 * HOUR)
            assert all_day == [at - 12 * HOUR + n * step for n in range(1, 24 * HOUR // step + 1)]


def test_every_hour_is_every_real_hour() -> None:
    for at, _ in changes(BERLIN) + changes(NEW_YORK):
        due = ticks(OnSchedule(unit="hour"), "Europe/Berlin", at - 12 * HOUR, at + 12 * HOUR)
        assert due == [at + n * HOUR for n in range(-11, 13)]


def test_where_clocks_change_by_half_an_hour_every_hour_stays_on_the_hour() -> None:
    autumn, spring = datetime(2026, 4, 4, 13, tzinfo=UTC), datetime(2026, 10, 3, 13, tzinfo=UTC)
    assert said(OnSchedule(unit="hour"), autumn, 4, LORD_HOWE) == [
        "04-05 01:00", "04-05 02:00", "04-05 03:00", "04-05 04:00",
    ]  # fmt: skip
    assert said(OnSchedule(unit="hour"), spring, 4, LORD_HOWE) == [
        "10-04 00:00", "10-04 01:00", "10-04 02:30", "10-04 03:00",
    ]  # fmt: skip


def test_nine_in_vancouver_is_the_same_instant_all_year_from_november_2026() -> None:
    node = OnSchedule(unit="day", zone="America/Vancouver")
    due = ticks(node, "UTC", datetime(2026, 10, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    assert {tick.hour for tick in due} == {16}
    before = ticks(node, "UTC", datetime(2025, 11, 10, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    assert {tick.hour for tick in before} == {17}


@pytest.fixture
def stale_machine(tmp_path: Path) -> Iterator[None]:
    """A machine whose own tables say that Vancouver keeps the time of Tokyo."""
    (tmp_path / "America").mkdir()
    table = files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    (tmp_path / "America" / "Vancouver").write_bytes(table)
    path = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[tmp_path])
    zoneinfo.ZoneInfo.clear_cache()
    zone_named.cache_clear()
    yield
    zoneinfo.reset_tzpath(to=path)
    zoneinfo.ZoneInfo.clear_cache()
    zone_named.cache_clear()


@pytest.mark.usefixtures("stale_machine")
def test_what_the_machine_thinks_of_a_zone_does_not_matter() -> None:
    wrong = zoneinfo.ZoneInfo("America/Vancouver")
    assert wrong.utcoffset(datetime(2027, 1, 1)) == 9 * HOUR
    winter = datetime(2027, 1, 10, tzinfo=UTC)
    nine = winter.replace(hour=16)
    assert next_after(OnSchedule(unit="day"), wrong, winter, LIVE) == nine
    assert next_after(OnSchedule(unit="day", zone="America/Vancouver"), BERLIN, winter, LIVE) == nine


def test_names_that_are_no_zones() -> None:
    names = (
        "Europe/Atlantis",
        "../../etc/passwd",
        "Europe/../Europe/Berlin",
        "",
        "\0",
        "Europe",
        "leapseconds",
        "/",
        "UTC/",
    )
    assert [zone_named(name) for name in names] == [None] * len(names)
    assert zone_named("Europe/Berlin") is zone_named("Europe/Berlin")
