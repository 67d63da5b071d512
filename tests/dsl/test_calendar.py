"""Durations, zones, windows and quotas."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dsl import expressions
from sayso.dsl.calendar import (
    LATEST,
    Duration,
    after,
    at_local,
    date_after,
    day_of,
    duration_words,
    from_literal,
    local,
    next_window,
    parse_duration,
    quota_refresh,
    seconds_at_most,
    start_of_day,
    zone_named,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [UTC, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]
zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(lambda m: m.replace(tzinfo=UTC, microsecond=0))
lengths = st.builds(Duration, st.integers(0, 30), st.integers(0, 400), st.integers(0, 60), st.integers(0, 10**6))


def berlin(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=BERLIN, fold=fold).astimezone(UTC)


def test_days_keep_the_local_time_and_hours_are_exact() -> None:
    start = berlin(2026, 3, 28, 9)
    assert after(start, Duration(days=1), BERLIN) == berlin(2026, 3, 29, 9) == start + timedelta(hours=23)
    assert after(start, Duration(seconds=86_400), BERLIN) == start + timedelta(hours=24)


def test_a_gap_takes_the_next_valid_instant() -> None:
    assert after(berlin(2026, 3, 28, 2, 30), Duration(days=1), BERLIN) == berlin(2026, 3, 29, 3)
    assert after(berlin(2026, 3, 28, 2, 0), Duration(days=1), BERLIN) == berlin(2026, 3, 29, 3)
    assert local(after(berlin(2026, 3, 28, 2, 59), Duration(days=1), BERLIN), BERLIN) == datetime(2026, 3, 29, 3)


def test_a_lost_day_ends_at_the_first_instant_of_the_next() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    assert local(at_local(datetime(2011, 12, 30, 12), samoa), samoa) == datetime(2011, 12, 31)


def test_an_overlap_takes_the_first() -> None:
    found = after(berlin(2026, 10, 24, 2, 30), Duration(days=1), BERLIN)
    assert found == berlin(2026, 10, 25, 2, 30, fold=0) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2026, 1, 31), Duration(months=1), date(2026, 2, 28)),
        (date(2024, 1, 31), Duration(months=1), date(2024, 2, 29)),
        (date(2024, 2, 29), Duration(months=12), date(2025, 2, 28)),
        (date(2026, 3, 31), Duration(months=-1), date(2026, 2, 28)),
        (date(2026, 3, 6), Duration(business_days=1), date(2026, 3, 9)),
        (date(2026, 3, 7), Duration(business_days=1), date(2026, 3, 9)),
        (date(2026, 3, 8), Duration(business_days=5), date(2026, 3, 13)),
        (date(2026, 3, 4), Duration(business_days=10), date(2026, 3, 18)),
        (date(2026, 3, 9), Duration(business_days=-1), date(2026, 3, 6)),
        (date(2026, 3, 7), Duration(business_days=-1), date(2026, 3, 6)),
        (date(2026, 3, 7), Duration(days=-7), date(2026, 2, 28)),
        (date(2026, 3, 7), Duration(seconds=36 * 3600), date(2026, 3, 8)),
    ],
)
def test_dates_after_a_duration(start: date, length: Duration, end: date) -> None:
    assert date_after(start, length) == end


def test_nothing_lies_beyond_the_calendar() -> None:
    assert date_after(date(9999, 1, 1), Duration(months=12)) is None
    assert date_after(date(2026, 1, 1), Duration(business_days=10**9)) is None
    assert after(datetime(2026, 1, 1, tzinfo=UTC), Duration(days=10**9), BERLIN) == LATEST
    assert after(datetime(9998, 12, 1, tzinfo=UTC), Duration(seconds=10**12), BERLIN) == LATEST


def test_literals() -> None:
    def length(count: str, unit: expressions.Unit) -> Duration:
        return from_literal(expressions.Duration(count=Decimal(count), unit=unit))

    assert length("2", "weeks") == Duration(days=14)
    assert length("1", "years") == Duration(months=12)
    assert length("1.5", "hours") == Duration(seconds=5400)
    assert length("1.5", "days") == Duration(days=1, seconds=43_200)
    assert length("3", "business days") == Duration(business_days=3)


def test_words() -> None:
    assert duration_words(Duration(days=5)) == "5 days"
    assert duration_words(Duration(seconds=5400)) == "1 hour 30 minutes"
    assert duration_words(Duration(months=14, business_days=1)) == "1 year 2 months 1 business day"
    assert duration_words(Duration()) == "0 minutes"
    assert duration_words(Duration(days=-2)) == "-2 days"
    assert parse_duration("45 min") == Duration(seconds=2700)
    assert parse_duration("2 weeks") == Duration(days=14)
    assert [parse_duration(text) for text in ("", "soon", "5", "-", "5 apples", "5 days maybe")] == [None] * 6


@given(lengths)
def test_words_read_back(length: Duration) -> None:
    assert parse_duration(duration_words(length)) == length


@given(moments, moments, lengths, zones)
def test_after_keeps_the_order(one: datetime, other: datetime, length: Duration, zone: ZoneInfo) -> None:
    """Calendar parts alone decide, and they never swap two moments that are further apart than an overlap."""
    whole = Duration(length.months, length.days, length.business_days)
    early, late = sorted((one, other))
    if late - early > timedelta(hours=2):
        assert after(early, whole, zone) <= after(late, whole, zone)


@given(moments, lengths, zones)
def test_after_is_forward_and_within_its_bound(moment: datetime, length: Duration, zone: ZoneInfo) -> None:
    taken = after(moment, length, zone) - moment
    assert timedelta(hours=-2) <= taken <= timedelta(seconds=seconds_at_most(length))


@given(moments, st.integers(0, 3_000), zones)
def test_business_days_end_on_one(moment: datetime, count: int, zone: ZoneInfo) -> None:
    day = day_of(moment, zone)
    end = date_after(day, Duration(business_days=count + 1))
    assert end is not None and end.weekday() < 5
    passed = sum((day + timedelta(days=n)).weekday() < 5 for n in range(1, (end - day).days + 1))
    assert passed == count + 1


@given(moments, zones)
def test_a_day_starts_when_it_does(moment: datetime, zone: ZoneInfo) -> None:
    start = start_of_day(day_of(moment, zone), zone)
    assert start <= moment
    assert day_of(start, zone) == day_of(moment, zone)
    assert day_of(start - timedelta(seconds=1), zone) < day_of(moment, zone)


def test_a_window_opens() -> None:
    def opened(*parts: int) -> datetime:
        return next_window(berlin(*parts), time(8), time(18), BERLIN)

    assert opened(2026, 3, 2, 7, 59) == berlin(2026, 3, 2, 8)
    assert opened(2026, 3, 2, 8) == berlin(2026, 3, 2, 8)
    assert opened(2026, 3, 2, 17, 59) == berlin(2026, 3, 2, 17, 59)
    assert opened(2026, 3, 2, 18) == berlin(2026, 3, 3, 8)


def test_a_window_past_midnight() -> None:
    assert next_window(berlin(2026, 3, 2, 3), time(22), time(6), BERLIN) == berlin(2026, 3, 2, 3)
    assert next_window(berlin(2026, 3, 2, 7), time(22), time(6), BERLIN) == berlin(2026, 3, 2, 22)


def test_a_window_lost_in_a_gap_opens_a_day_later() -> None:
    assert next_window(berlin(2026, 3, 28, 23), time(2), time(2, 30), BERLIN) == berlin(2026, 3, 30, 2)


times = st.times(datetime.min.time(), time(23, 59)).map(lambda clock: clock.replace(second=0, microsecond=0))


@given(moments, times, times, zones)
def test_a_window_is_never_early_and_stays_open(moment: datetime, start: time, end: time, zone: ZoneInfo) -> None:
    opened = next_window(moment, start, end, zone)
    assert moment <= opened <= moment + timedelta(days=3)
    assert next_window(opened, start, end, zone) == opened


def test_quotas_refresh() -> None:
    now = berlin(2026, 3, 4, 17, 20)
    assert quota_refresh(now, "hour", BERLIN) == berlin(2026, 3, 4, 18)
    assert quota_refresh(now, "day", BERLIN) == berlin(2026, 3, 5)
    assert quota_refresh(now, "day", BERLIN, sends=True) == berlin(2026, 3, 5, 9)
    assert quota_refresh(now, "day", BERLIN, (time(8), time(18)), sends=True) == berlin(2026, 3, 5, 8)
    assert quota_refresh(now, "hour", BERLIN, (time(8), time(18))) == berlin(2026, 3, 5, 8)
    assert quota_refresh(now, "week", BERLIN) == berlin(2026, 3, 9)
    assert quota_refresh(berlin(2026, 12, 31, 9), "month", BERLIN) == berlin(2027, 1, 1)


@given(moments, st.sampled_from(["hour", "day", "week", "month"]), zones)
def test_a_quota_refreshes_later(moment: datetime, per: str, zone: ZoneInfo) -> None:
    assert moment < quota_refresh(moment, per, zone) <= moment + timedelta(days=32)  # type: ignore[arg-type]


def test_zones() -> None:
    assert zone_named("Europe/Berlin") == BERLIN
    assert [zone_named(name) for name in ("Europe/Atlantis", "../../etc/passwd", "", "\0", "Europe")] == [None] * 5
