"""Orders for runs: cancel, continue now, skip, take over, try again, start over."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.flows import pause, resume
from sayso.runtime.operations.retrying import retry, start_over, what_happens_again
from sayso.runtime.operations.runs import cancel, continue_now, skip_item, take_over
from sayso.runtime.storage.tables import lanes
from tests.durable.playing import Play
from tests.durable.practice import Clock
from tests.operations.flows import BODY, CALLED, CALLING, FAILING, LISTENING, LOOPS, WAITING
from tests.operations.scenes import played, proven

ISSUE = "github.create_issue"


async def path_of(play: Play, who: str) -> str:
    return next(lane.path for lane in await play.lanes() if lane.who == who)


async def hows(play: Play) -> dict[str, str]:
    return {item.who: item.how for item in await play.items()}


async def test_a_cancelled_run_does_nothing_more_and_counts_everybody(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        await cancel(play.door, "one", run, "me", "wrong list")
        await play.work()
        assert (await play.run(run)).state == "cancelled"
        assert await hows(play) == {"Ann Keller": "cancelled", "Bo Lindt": "cancelled", "Cy Moor": "cancelled"}
        await play.wait(days=3)
        assert play.effects("crm.create_task") == []
        await proven(play, run)
        with pytest.raises(Refused, match="ended already"):
            await cancel(play.door, "one", run, "me")


async def test_a_run_that_is_cancelled_before_it_began_ends_with_its_lanes(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(LOOPS)
        await cancel(play.door, "one", run, "me")
        await play.work()
        assert (await play.run(run)).state == "cancelled"
        assert await play.lanes() == []
        await proven(play, run)


async def test_cancelling_a_run_cancels_the_one_it_waits_for(file: str) -> None:
    waiting = CALLED.replace("github.create_issue(repo", "wait 1 day\ngithub.create_issue(repo")
    async with played(file) as play:
        await play.publish(waiting)
        run = await play.begin(CALLING)
        await play.work()
        await cancel(play.door, "one", run, "me")
        await play.work()
        assert await play.lanes() == []
        await play.wait(days=2)
        assert play.effects(ISSUE) == []


async def test_continue_now_acts_on_one_person_alone(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        await continue_now(play.door, "one", run, await path_of(play, "Bo Lindt"), "me")
        await play.work()
        assert await hows(play) == {"Bo Lindt": "done"}
        assert len(play.effects("crm.create_task")) == 1
        with pytest.raises(Refused, match="waiting for a time"):
            await continue_now(play.door, "one", run, "", "me")
        with pytest.raises(NotHere):
            await continue_now(play.door, "one", run, "nobody", "me")
        await play.wait(days=3)
        await proven(play, run)


async def test_skip_and_take_over_end_one_person_each_in_its_way(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(WAITING)
        await play.work()
        await skip_item(play.door, "one", run, await path_of(play, "Ann Keller"), "me", "knows already")
        await take_over(play.door, "one", run, await path_of(play, "Bo Lindt"), "me")
        with pytest.raises(Refused, match="others that are on their way"):
            await skip_item(play.door, "one", run, "", "me")
        await play.wait(days=3)
        items = {item.who: (item.how, item.reason) for item in await play.items()}
        assert items["Ann Keller"] == ("skipped", "knows already")
        assert items["Bo Lindt"][0] == "done"
        assert len(play.effects("crm.create_task")) == 1
        assert (await play.run(run)).state == "completed"
        await proven(play, run)


async def test_what_failed_goes_on_from_the_failing_step_in_the_same_run(url: str) -> None:
    async with played(url, faults={ISSUE: ["unavailable"] * 8}) as play:
        run = await play.begin(FAILING)
        await play.work()
        assert (await play.run(run)).state == "completed with failures"
        assert sorted((await hows(play)).values()) == ["done", "failed", "failed"]
        assert await retry(play.door, "one", run, "me") == 2
        assert (await play.run(run)).state == "active"
        with pytest.raises(Refused, match="under way"):
            await retry(play.door, "one", run, "me")
        await play.work()
        row = await play.run(run)
        assert (row.state, row.lost) == ("completed", 0)
        assert set((await hows(play)).values()) == {"done"}
        assert len(play.effects("crm.create_task")) == 3, "what had been done before the failing step is not done again"
        assert len(play.effects(ISSUE)) == 3
        assert len(play.effects("people.notify")) == 1
        await proven(play, run)


async def test_what_fails_again_can_be_tried_again(file: str) -> None:
    async with played(file, count=1, faults={ISSUE: ["unavailable"] * 6}) as play:
        run = await play.begin(FAILING)
        await play.work()
        assert await retry(play.door, "one", run, "me") == 1
        await play.work()
        row = await play.run(run)
        assert (row.state, row.lost) == ("completed with failures", 1)
        await proven(play, run)
        assert await retry(play.door, "one", run, "me") == 1
        await play.work()
        row = await play.run(run)
        assert (row.state, row.lost) == ("completed", 0)
        await proven(play, run)
        with pytest.raises(Refused, match="Nothing failed"):
            await retry(play.door, "one", run, "me")


async def test_a_call_of_which_nobody_knows_whether_it_went_out_is_not_tried_again(file: str) -> None:
    def broken(*anything: object) -> None:
        raise RuntimeError("a fault of our own")

    async with played(file, count=1) as play:
        play.house._premises["one"].perform = broken  # type: ignore[method-assign, assignment]
        play.house._premises["one"].settle = broken  # type: ignore[method-assign, assignment]
        run = await play.begin(BODY)
        for _ in range(8):
            await play.work()
            await play.wait(hours=1)
        row = await play.run(run)
        assert (row.state, "could not go on here" in row.reason) == ("failed", True)
        with pytest.raises(Refused, match="Nothing failed here that can be tried again"):
            await retry(play.door, "one", run, "me")


async def test_one_person_alone_is_tried_again(file: str) -> None:
    async with played(file, faults={ISSUE: ["unavailable"] * 8}) as play:
        run = await play.begin(FAILING)
        await play.work()
        failed = [item for item in await play.items() if item.how == "failed"]
        assert await retry(play.door, "one", run, "me", failed[0].path) == 1
        await play.work()
        row = await play.run(run)
        assert (row.state, row.lost) == ("completed with failures", 1)


async def test_a_body_that_failed_goes_on_from_the_failing_step(url: str) -> None:
    async with played(url, faults={ISSUE: ["unavailable"] * 3}) as play:
        run = await play.begin(BODY)
        await play.work()
        assert (await play.run(run)).state == "failed"
        assert await retry(play.door, "one", run, "me") == 1
        await play.work()
        row = await play.run(run)
        assert (row.state, row.how) == ("completed", "done")
        assert [one["message"] for one in play.effects("people.notify")] == ["before", "after"]
        await proven(play, run)


async def test_a_called_flow_that_failed_is_tried_again_with_its_caller(file: str) -> None:
    async with played(file, faults={ISSUE: ["unavailable"] * 3}) as play:
        await play.publish(CALLED)
        run = await play.begin(CALLING)
        await play.work()
        assert (await play.run(run)).state == "failed"
        await proven(play, run)
        assert await retry(play.door, "one", run, "me") == 1
        await play.work()
        assert (await play.run(run)).state == "completed"
        assert len(play.effects(ISSUE)) == 1
        assert [one["message"] for one in play.effects("people.notify")] == ["got it"]
        await proven(play, run)


async def test_a_worker_that_dies_between_does_not_try_the_failed_call_as_a_lost_one(file: str) -> None:
    async with played(file, count=1, faults={ISSUE: ["unavailable"] * 3}) as play:
        run = await play.begin(FAILING)
        await play.work()
        await retry(play.door, "one", run, "me")
        async with play.storage.reading("one") as connection:
            (lane,) = (await connection.execute(select(lanes))).all()
        assert lane.resting == "retried"
        await play.work()
        assert await play.asks() == [], "nobody is asked whether it may have been sent"
        assert (await play.run(run)).state == "completed"


async def test_starting_over_first_tells_what_happens_again(url: str) -> None:
    async with played(url, faults={ISSUE: ["unavailable"] * 3}) as play:
        run = await play.begin(BODY)
        await play.work()
        again = await what_happens_again(play.door, "one", run)
        assert len(again) == 1 and "before" in again[0]
        with pytest.raises(Refused, match="happen again") as refused:
            await start_over(play.door, "one", run, "me")
        assert refused.value.detail["again"] == again
        new = await start_over(play.door, "one", run, "me", seen=True)
        with pytest.raises(Refused, match="is running"):
            await start_over(play.door, "one", run, "me", seen=True)
        await play.work()
        row = await play.run(new)
        assert (row.state, row.retry_of) == ("completed", run)
        assert [one["message"] for one in play.effects("people.notify")] == ["before", "before", "after"]


async def test_nothing_is_tried_again_while_the_flow_is_paused(file: str) -> None:
    async with played(file, faults={ISSUE: ["unavailable"] * 3}) as play:
        run = await play.begin(BODY)
        await play.work()
        flow = (await play.run(run)).flow
        await pause(play.door, "one", flow, "me")
        with pytest.raises(Refused, match="paused"):
            await retry(play.door, "one", run, "me")
        with pytest.raises(Refused, match="paused"):
            await start_over(play.door, "one", run, "me", seen=True)
        await resume(play.door, "one", flow, "me")
        assert await retry(play.door, "one", run, "me") == 1


class Ticking(Clock):
    """A clock that goes on by itself, as real ones do."""

    def __call__(self) -> datetime:
        self.at += timedelta(microseconds=137)
        return self.at


@pytest.mark.parametrize("how", ["", " one at a time"])
async def test_a_replay_finds_every_instant_again_on_a_clock_that_goes(file: str, how: str) -> None:
    text = LISTENING.replace(" at most 4", f" at most 4{how}")
    async with played(file, clock=Ticking()) as play:
        run = await play.begin(text)
        for _ in range(4):
            await play.work()
            await proven(play, run)
            await play.wait(days=8)
        assert (await play.run(run)).state == "completed"
        await proven(play, run)


async def test_loops_in_loops_one_at_a_time_are_told_in_an_order_that_a_replay_takes(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(LOOPS)
        for _ in range(6):
            await play.work()
            await proven(play, run)
            await play.wait(hours=13)
        await play.wait(days=3)
        await play.wait(days=3)
        assert (await play.run(run)).state == "completed"
        await proven(play, run)
        async with play.storage.reading("one") as connection:
            assert (await connection.execute(select(func.count()).select_from(lanes))).scalar_one() == 0
