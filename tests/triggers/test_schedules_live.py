"""Every instant a schedule names is written down once: with its run, or with the reason why there is none."""

from datetime import UTC, datetime

from sqlalchemy import update

from sayso.runtime.storage.tables import flows
from sayso.runtime.triggers.sweeping import sweep
from sayso.runtime.triggers.ticking import tick
from tests.durable.playing import Play
from tests.triggers.playing import flow, settle, states, tick_rows, told

DAILY = 'flow "Daily"\non schedule every day at 09:00 in "Europe/Berlin"\nuse people.notify\npeople.notify(@me, "hi")\n'
SLOW = DAILY.replace('people.notify(@me, "hi")', 'wait 30 hours\npeople.notify(@me, "hi")')


async def test_a_daily_flow_runs_at_nine_every_day(play: Play) -> None:
    await play.publish(DAILY)
    await settle(play)
    assert await states(play) == []
    for _ in range(3):
        play.house.clock.go(days=1)
        await settle(play)
    assert await states(play) == ["completed"] * 3
    assert [datetime.fromtimestamp(row.at / 1e6, UTC).hour for row in await tick_rows(play)] == [8, 8, 8]


async def test_two_schedulers_and_restarts_double_nothing(play: Play) -> None:
    await play.publish(DAILY)
    for _ in range(4):
        play.house.clock.go(hours=24)
        for _ in range(3):
            await tick(play.door, "one")
            await sweep(play.door, "one")
        await settle(play)
    assert await states(play) == ["completed"] * 4
    assert len(await tick_rows(play)) == 4


async def test_a_clock_that_is_set_back_doubles_nothing(play: Play) -> None:
    await play.publish(DAILY)
    play.house.clock.go(days=1)
    await settle(play)
    play.house.clock.go(hours=-2)
    await settle(play)
    play.house.clock.go(hours=2, minutes=1)
    await settle(play)
    assert await states(play) == ["completed"]


async def test_what_was_missed_while_off_is_told_and_made_up_for_once(play: Play) -> None:
    await play.publish(DAILY)
    play.house.clock.go(days=4, hours=3)
    await settle(play)
    ticks = await tick_rows(play)
    assert [bool(row.run) for row in ticks] == [False, False, False, True]
    assert all(row.reason for row in ticks)
    assert await states(play) == ["completed"]


async def test_a_paused_flow_does_not_run_and_the_log_says_so(play: Play) -> None:
    id = await play.publish(DAILY)
    async with play.storage.writing("one") as connection:
        await connection.execute(update(flows).where(flows.c.id == id).values(status="paused"))
    play.house.clock.go(days=1)
    await settle(play)
    assert [row.reason for row in await tick_rows(play)] == ["skipped: the flow was paused"]
    assert await states(play) == []


async def test_a_scheduled_run_waits_while_the_one_before_it_moves_and_the_owner_is_told(play: Play) -> None:
    await play.publish(DAILY)
    play.house.clock.go(days=1)
    await sweep(play.door, "one")
    play.house.clock.go(days=1)
    await sweep(play.door, "one")
    assert await states(play) == ["active", "queued"]
    assert await told(play, "queued") == ["Scheduled run of “Daily” queued, the previous one is still running."]
    await settle(play)
    assert await states(play) == ["completed", "completed"]


async def test_people_who_wait_keep_no_scheduled_run_waiting(play: Play) -> None:
    await play.publish(SLOW)
    for _ in range(2):
        play.house.clock.go(days=1)
        await settle(play)
    assert await states(play) == ["active", "active"]


async def test_a_failure_leaves_the_schedule_on(play: Play) -> None:
    id = await play.publish('flow "F"\non schedule every day at 09:00\nfail "broken"\n')
    for _ in range(4):
        play.house.clock.go(days=1)
        await settle(play)
    assert await states(play) == ["failed"] * 4
    assert (await flow(play, id)).status == "live"
    assert len(await told(play, "failing")) == 1


async def test_daylight_saving_keeps_nine_oclock(play: Play) -> None:
    play.house.clock.at = datetime(2026, 3, 27, 12, tzinfo=UTC)
    await play.publish(DAILY)
    for _ in range(4):
        play.house.clock.go(days=1)
        await settle(play)
    hours = [datetime.fromtimestamp(row.at / 1e6, UTC).hour for row in await tick_rows(play)]
    assert hours == [8, 7, 7, 7]
