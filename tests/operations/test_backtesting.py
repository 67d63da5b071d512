"""Backtests: a version over what really began the flow. The same version makes no difference; a planted change makes
exactly its own; nothing is changed or sent.
"""

import asyncio
import random
from typing import Any

import pytest
from sqlalchemy import select

from sayso.runtime.operations.backtesting import backtest, last_backtest, stop_backtest
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.storage.tables import metadata
from tests.durable.acting import settle_uncertain
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.durable.scenes import SCENES, Scene
from tests.durable.simulation import FLOWS, World
from tests.durable.walking import ACTS, _step
from tests.operations.chasing import CHASE, TASKS, a_play, all_come, chased, the_same, tried
from tests.runtime.playing import contact
from tests.triggers.playing import come, settle


async def everything(play: Play) -> list[str]:
    async with play.storage.reading("one") as connection:
        return [str(tuple(row)) for table in metadata.sorted_tables for row in await connection.execute(select(table))]


# The same version makes no difference.


async def test_the_live_version_makes_no_difference(url: str) -> None:
    async with a_play(url) as play:
        flow = await chased(play)
        whole = await backtest(play.door, "one", flow, version=1)
        the_same(whole)
        assert (whole.triggers, whole.against, whole.labels["recorded"]) == (4, "v1", 4)
        assert whole.sentence == (
            "Over 4 triggers of the last 30 days: no difference (6 emails, 1 task)."
        )  # fmt: skip
        the_same(await backtest(play.door, "one", flow))


@pytest.mark.parametrize("scene", SCENES.values(), ids=lambda scene: scene.name)
async def test_a_scene_makes_no_difference_at_any_moment_of_it(url: str, scene: Scene) -> None:
    """Approvals edited, rejected, expired; questions, hand-overs, events, quotas, loops in loops, `once`, memory,
    called flows, calls that fail and calls whose fate is unknown."""
    house = House(records={"contact": [contact(number) for number in range(scene.contacts)]}, fails=scene.fails)
    async with playing(url, house) as play:
        for text in scene.flows[1:]:
            await play.publish(text)
        run = await play.begin(scene.flows[0])
        flow = (await play.run(run)).flow
        await play.work()
        the_same(await backtest(play.door, "one", flow, version=1))
        for step in scene.story:
            for act in step.acts:
                await act(play)
            await play.wait(days=step.days)
            await settle_uncertain(play)
            await play.work()
            the_same(await backtest(play.door, "one", flow, version=1))
        assert (await play.run(run)).state == scene.state


@pytest.mark.parametrize("seed", range(12))
def test_a_walk_makes_no_difference(seed: int) -> None:
    """Workers that die, a clock that jumps, people who order, pause and cancel, services that fail; in the middle of
    it, and when everything has ended."""
    chance = random.Random(seed)
    world = World(chance.randrange(2**32), chance.randint(2, 5))
    try:
        world.do(world.begin(chance.choice(FLOWS)))
        for _ in range(40):
            _step(world, chance, chance.choice(ACTS))
        world.play.house.clock.go(hours=3)
        for ended in (False, True):
            if ended:
                world.do(world.ends())
            for flow in world.flows.values():
                the_same(world.do(backtest(world.play.door, "one", flow, version=1)))
    finally:
        world.close()


# Nothing is changed or sent.


async def test_nothing_is_changed_and_no_live_side_is_called(url: str) -> None:
    async with a_play(url) as play:
        flow = await chased(play)
        tables, effects = await everything(play), dict(play.house.ledger.effects)
        begun, made = play.house.begun, list(play.house.ledger.made)
        for change in (("As written", "Other"), ('== "CEO"', "exists"), (" with approval by @me within 3 days", "")):
            whole = await tried(play, flow, change)
            assert "no difference" not in whole.sentence
        assert await everything(play) == tables
        assert (play.house.begun, play.house.ledger.made, play.house.ledger.effects) == (begun, made, effects)


async def test_it_is_refused_in_words(file: str) -> None:
    async with a_play(file) as play:
        flow = await play.publish(CHASE)
        with pytest.raises(Refused, match=r"Nothing began this flow in that time.*kept for 365 days"):
            await backtest(play.door, "one", flow)
        await all_come(play)
        with pytest.raises(NotHere, match="no such version"):
            await backtest(play.door, "one", flow, version=7)
        with pytest.raises(NotHere, match="no such flow"):
            await backtest(play.door, "one", "flow-x")
        with pytest.raises(Refused, match="In this text there is 1 thing to finish first"):
            await tried(play, flow, ("use crm.create_task\n", ""))
        await save_draft(play.door, "one", "flow", "me", flow)
        with pytest.raises(Refused, match="In the draft"):
            await backtest(play.door, "one", flow)
        with pytest.raises(Refused, match="not both"):
            await backtest(play.door, "one", flow, version=1, text=CHASE)
        with pytest.raises(Refused, match="1 to 366 days"):
            await backtest(play.door, "one", flow, version=1, days=0)


async def test_one_at_a_time_and_it_can_be_stopped(file: str) -> None:
    async with a_play(file) as play:
        flow = await chased(play)
        pretend = play.door.premises("one").pretend
        held, goes_on = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def slowly() -> Any:
            loop.call_soon_threadsafe(held.set)
            asyncio.run_coroutine_threadsafe(goes_on.wait(), loop).result(30)
            return pretend()

        play.door.premises("one").pretend = slowly
        first = asyncio.create_task(backtest(play.door, "one", flow, version=1))
        await asyncio.wait_for(held.wait(), 30)
        with pytest.raises(Refused, match="Another backtest of this workspace is running"):
            await backtest(play.door, "one", flow, version=1)
        assert (await last_backtest(play.door, "one", flow)).running
        assert await stop_backtest(play.door, "one", flow)
        goes_on.set()
        with pytest.raises(Refused, match="This backtest was stopped"):
            await first
        play.door.premises("one").pretend = pretend
        assert not await stop_backtest(play.door, "one", flow)
        the_same(await backtest(play.door, "one", flow, version=1))


async def test_rows_come_in_pages(file: str) -> None:
    async with playing(file, House(records={"contact": [contact(n, title="CEO") for n in range(120)]})) as play:
        flow = await play.publish(TASKS)
        for number in range(120):
            whole = {"type": "contact", "fullName": f"N{number}", **contact(number, title="CEO")}
            await come(play, f"e{number:03}", "contact.created", contact=whole)
        for _ in range(30):
            play.house.clock.go(hours=1)
            await settle(play)
        assert (await last_backtest(play.door, "one", flow)).backtest is None
        found = [await tried(play, flow, ("Call them", "Write to them"), text=TASKS)]
        while found[-1].next:
            page = (await last_backtest(play.door, "one", flow, found[-1].next)).backtest
            assert page is not None
            found.append(page)
        assert [len(page.rows) for page in found] == [50, 50, 20]
        assert len({row.run for page in found for row in page.rows}) == 120
        assert {page.sentence for page in found} == {
            "Over 120 triggers of the last 30 days this would have made 120 tasks, as many as there were: 120 are with "
            "other words."
        }
        with pytest.raises(Refused, match="no place in the list"):
            await last_backtest(play.door, "one", flow, "x")
        few = await backtest(play.door, "one", flow, version=1, most=100)
        assert (few.triggers, few.left_out) == (100, 20)
