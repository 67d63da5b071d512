"""Whole flows: paused, resumed, duplicated, deleted, restored; everything stopped and resumed."""

import pytest
from sqlalchemy import select

from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.flows import delete, duplicate, list_flows, one_flow, pause, restore, resume
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.starting import start
from sayso.runtime.operations.stopping import resume_everything, stop_everything, what_would_happen
from sayso.runtime.storage.tables import audit, flows, triggers
from tests.operations.flows import WAITING
from tests.operations.scenes import played, proven

TASK = "crm.create_task"
DAILY = WAITING.replace("on manual", "on schedule every day at 09:00").replace("Waiting", "Daily")


async def test_pausing_holds_people_where_they_are_and_says_how_many(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        flow = (await play.run(run)).flow
        assert await pause(play.door, "one", flow, "me", "the offer changed") == 3
        await play.wait(days=3)
        assert play.effects(TASK) == []
        assert {lane.resting for lane in await play.lanes()} == {"items", "paused"}
        line = await one_flow(play.door, "one", flow)
        assert (line.status, line.pause_reason, line.on_way) == ("paused", "the offer changed", 3)
        with pytest.raises(Refused, match="paused"):
            await start(play.door, "one", flow, "me")
        assert await resume(play.door, "one", flow, "me") == 3
        await play.work()
        assert len(play.effects(TASK)) == 3
        assert (await play.run(run)).state == "completed"
        await proven(play, run)


async def test_only_what_is_live_is_paused_and_only_what_is_paused_resumed(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(WAITING, live=False)
        with pytest.raises(Refused, match="not live"):
            await pause(play.door, "one", flow, "me")
        with pytest.raises(Refused, match="not paused"):
            await resume(play.door, "one", flow, "me")


async def test_a_resumed_schedule_does_not_make_up_for_what_it_missed(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(DAILY)
        await pause(play.door, "one", flow, "me")
        play.house.clock.go(days=10)
        await resume(play.door, "one", flow, "me")
        async with play.storage.reading("one") as connection:
            following = (await connection.execute(select(triggers.c.next))).scalar_one()
        line = await one_flow(play.door, "one", flow)
        assert line.next_run is not None and line.next_run > play.house.clock()
        assert following is not None


async def test_a_copy_says_the_same_under_a_name_of_its_own(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(WAITING)
        first = await duplicate(play.door, "one", flow, "me")
        await publish(play.door, "one", first, "me", live=False)
        second = await duplicate(play.door, "one", flow, "me")
        await publish(play.door, "one", second, "me", live=False)
        names = sorted(line.name for line in await list_flows(play.door, "one"))
        assert names == ["Copy 2 of Waiting", "Copy of Waiting", "Waiting"]


async def test_a_flow_with_people_on_their_way_is_deleted_only_when_that_was_confirmed(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        flow = (await play.run(run)).flow
        with pytest.raises(Refused, match="live, with 3 on their way"):
            await delete(play.door, "one", flow, "me", confirmed=True)
        await pause(play.door, "one", flow, "me")
        with pytest.raises(Refused, match="Deleting it cancels them"):
            await delete(play.door, "one", flow, "me")
        assert await delete(play.door, "one", flow, "me", confirmed=True) == 1
        await play.work()
        assert (await play.run(run)).state == "cancelled"
        assert await list_flows(play.door, "one") == []
        assert [line.name for line in await list_flows(play.door, "one", deleted=True)] == ["Waiting"]
        await proven(play, run)
        for done in (start(play.door, "one", flow, "me"), publish(play.door, "one", flow, "me"),
                     save_draft(play.door, "one", WAITING, "me", flow)):  # fmt: skip
            with pytest.raises(Refused, match="in the bin"):
                await done


async def test_a_flow_comes_back_paused_within_30_days_and_not_after(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(WAITING)
        await delete(play.door, "one", flow, "me")
        other = await play.publish(WAITING)
        with pytest.raises(Refused, match="another flow"):
            await restore(play.door, "one", flow, "me")
        await delete(play.door, "one", other, "me")
        assert await restore(play.door, "one", flow, "me") == "paused"
        await resume(play.door, "one", flow, "me")
        await delete(play.door, "one", flow, "me")
        play.house.clock.go(days=30)
        with pytest.raises(Refused, match="30 days"):
            await restore(play.door, "one", flow, "me")


async def test_everything_stops_and_resuming_first_tells_what_would_happen(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        assert await stop_everything(play.door, "one", "me") == 1
        with pytest.raises(Refused, match="stopped"):
            await start(play.door, "one", await play.publish(DAILY), "me")
        await play.wait(days=3)
        assert play.effects(TASK) == []
        ahead = await what_would_happen(play.door, "one")
        assert len(ahead.sentences) == 3 and all("Call them" in sentence for sentence in ahead.sentences)
        assert any("Ann Keller" in sentence for sentence in ahead.sentences)
        with pytest.raises(Refused, match="3 things would happen"):
            await resume_everything(play.door, "one", "me")
        assert await resume_everything(play.door, "one", "me", seen=True) == 1
        await play.work()
        assert len(play.effects(TASK)) == 3
        assert (await play.run(run)).state == "completed"


async def test_what_a_person_paused_stays_paused_when_everything_is_resumed(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(WAITING)
        await play.work()
        flow = (await play.run(run)).flow
        await stop_everything(play.door, "one", "me")
        await pause(play.door, "one", flow, "me")
        assert await resume_everything(play.door, "one", "me", seen=True) == 0
        assert (await play.run(run)).hold == "paused"
        await stop_everything(play.door, "one", "me")
        await resume(play.door, "one", flow, "me")
        assert (await play.run(run)).hold == "stopped"
        assert await resume_everything(play.door, "one", "me", seen=True) == 1
        assert (await play.run(run)).hold == ""


async def test_every_operation_is_noted_with_who_did_it(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(WAITING)
        await pause(play.door, "one", flow, "ann")
        await resume(play.door, "one", flow, "bo")
        async with play.storage.reading("one") as connection:
            rows = (await connection.execute(select(audit.c.who, audit.c.what).where(audit.c.about == flow))).all()
            assert (await connection.execute(select(flows.c.status))).scalar_one() == "live"
        assert {("ann", "paused"), ("bo", "resumed")} <= {tuple(row) for row in rows}
