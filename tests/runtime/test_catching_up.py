"""What becomes of the times a schedule was due while Sayso was off."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.dsl.flow import OnSchedule
from sayso.runtime.catching_up import CatchUp, Missed, due_ticks
from sayso.runtime.schedules import occurrences
from tests.runtime.scanning import SCHEDULES, home, windows

BERLIN = home("Europe/Berlin")
LIVE = datetime(2026, 1, 7, 11, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
DAILY = OnSchedule(unit="day", at=(time(9), time(15)))
POLICIES: tuple[CatchUp, ...] = ("latest", "all", "none")


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2026 on the clocks of Berlin."""
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC) - HOUR


def due(last: datetime, now: datetime, policy: CatchUp = "latest", node: OnSchedule = DAILY, most: int = 1_000
        ) -> list[Missed]:  # fmt: skip
    return due_ticks(node, BERLIN, last, now, LIVE, policy, most=most)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_time_that_has_just_come_runs(policy: CatchUp) -> None:
    nine = berlin(8, 9)
    assert due(nine - MINUTE, nine, policy) == [Missed(nine, True, "due now")]
    assert due(nine - MINUTE, nine + 5 * MINUTE, policy) == [Missed(nine, True, "due now")]
    assert due(nine, nine + MINUTE, policy) == []


def test_the_newest_missed_time_stands_for_the_others() -> None:
    off = "missed while Sayso was off; "
    assert due(berlin(8, 8), berlin(9, 16)) == [
        Missed(berlin(8, 9), False, off + "the run of 9 January 2026 at 15:00 stands for it"),
        Missed(berlin(8, 15), False, off + "the run of 9 January 2026 at 15:00 stands for it"),
        Missed(berlin(9, 9), False, off + "the run of 15:00 stands for it"),
        Missed(berlin(9, 15), True, off + "made up for now"),
    ]


def test_a_time_that_comes_now_stands_for_those_missed() -> None:
    told = due(berlin(9, 8), berlin(9, 15, 3))
    assert [(one.at, one.run) for one in told] == [(berlin(9, 9), False), (berlin(9, 15), True)]
    assert told[0].reason == "missed while Sayso was off; the run of 15:00 stands for it"
    assert told[1].reason == "due now"


def test_what_is_a_day_old_is_not_made_up_for() -> None:
    weekly = OnSchedule(unit="week")
    monday = berlin(12, 9)
    assert [one.run for one in due(LIVE, monday + DAY - MINUTE, node=weekly)] == [True]
    assert due(LIVE, monday + DAY, node=weekly) == [
        Missed(monday, False, "missed while Sayso was off; 24 hours ago or more, too old to make up for")
    ]


def test_all_runs_every_one_and_none_only_what_comes_now() -> None:
    now = berlin(12, 9, 1)
    assert [one.run for one in due(berlin(8, 8), now, "all")] == [True] * 9
    told = due(berlin(8, 8), now, "none")
    assert [one.run for one in told] == [False] * 8 + [True]
    assert {one.reason for one in told[:-1]} == {
        "missed while Sayso was off; this flow does not make up for missed times"
    }


def test_more_than_the_most_are_told_in_one_line() -> None:
    told = due(berlin(8, 0, 30), berlin(8, 9), "all", OnSchedule(unit="minute"), most=10)
    assert told[0] == Missed(
        berlin(8, 8, 50),
        False,
        "500 times missed while Sayso was off; they were not run, only the newest 10 count",
        500,
    )
    assert [(one.at, one.run) for one in told[1:]] == [(berlin(8, 8, 51 + n), True) for n in range(9)] + [
        (berlin(8, 9), True)
    ]
    assert due(berlin(8, 8), berlin(8, 8, 2), "all", OnSchedule(unit="minute"), most=1)[0].reason.startswith("1 time ")


def test_a_year_off_is_told_in_a_short_list() -> None:
    told = due(LIVE, LIVE + 365 * DAY, "latest", OnSchedule(unit="minute", every=5))
    assert len(told) == 1_001
    assert sum(one.count for one in told) == 365 * 288
    assert [one.at for one in told if one.run] == [LIVE + 365 * DAY - 5 * MINUTE, LIVE + 365 * DAY]


def test_a_clock_set_back_makes_nothing_due_again() -> None:
    hourly = OnSchedule(unit="hour")
    assert [one.at for one in due(berlin(8, 9, 30), berlin(8, 10), node=hourly)] == [berlin(8, 10)]
    for minutes in range(0, 60, 5):
        assert due(berlin(8, 10), berlin(8, 9) + minutes * MINUTE, node=hourly) == []
    assert [one.at for one in due(berlin(8, 10), berlin(8, 11), node=hourly)] == [berlin(8, 11)]


@settings(max_examples=150)
@given(
    SCHEDULES,
    windows(),
    st.sampled_from(POLICIES),
    st.lists(st.integers(-3 * 3_600, 4 * 86_400), min_size=1, max_size=8),
    st.sampled_from([1, 7, 1_000]),
    st.timedeltas(timedelta(), timedelta(hours=30)),
)
def test_restarts_and_clocks_that_jump_account_for_each_time_once(
    node: OnSchedule, window: tuple[str, datetime, int], policy: CatchUp, jumps: list[int], most: int, grace: timedelta
) -> None:
    name, start, _ = window
    zone = home(name)
    last = now = start
    told: list[Missed] = []
    for jump in jumps:
        now += timedelta(seconds=jump)
        batch = due_ticks(node, zone, last, now, start, policy, grace, most)
        assert sum(one.run for one in batch) <= most
        assert all(one.run for one in batch[-most:] if one.count == 1 and now - one.at <= grace)
        assert all(one.reason for one in batch)
        assert all(last < one.at <= now for one in batch)
        assert [one.count for one in batch[1:]] == [1] * (len(batch) - 1)
        told += batch
        last = max(last, now)
    every = []
    for tick in occurrences(node, zone, start, start):
        if tick > last:
            break
        every.append(tick)
    position = 0
    for one in told:
        position += one.count
        assert every[position - 1] == one.at
    assert position == len(every)


@settings(max_examples=100)
@given(SCHEDULES, windows(), st.integers(0, 5 * 1_440))
def test_of_all_missed_the_newest_runs_at_most(
    node: OnSchedule, window: tuple[str, datetime, int], minutes: int
) -> None:
    name, start, _ = window
    zone = home(name)
    now = start + minutes * MINUTE
    told = due_ticks(node, zone, start, now, start)
    late = [one for one in told if now - one.at > 5 * MINUTE]
    in_time = told[len(late) :]
    assert all(one.run for one in in_time)
    assert not any(one.run for one in late[:-1])
    if late:
        assert late[-1].run == (not in_time and now - late[-1].at < DAY)
