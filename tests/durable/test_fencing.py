"""A worker that is slower than its lease: another has its lane, and nothing it still wants to keep counts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from sayso.connectors.shape import Call
from sayso.runtime.engine.changes import Change, Kept, Verdict
from sayso.runtime.engine.commits import Commits
from sayso.runtime.engine.worker import Worker
from tests.durable.acting import order
from tests.durable.playing import Play, playing, sqlite_url
from tests.durable.truth import over

TASKS = """flow "Tasks"
on manual
use github.create_issue, crm.create_task
github.create_issue(repository: "a/b", title: "one")
crm.create_task(title: "two")
"""

WAITS = """flow "Waits"
on manual
use crm.create_task
wait 5 days
crm.create_task(title: "two")
"""


class Slow(Commits):
    """Keeps nothing before it is let go: its process stands still just before a commit."""

    gate: asyncio.Event
    stands: asyncio.Event

    async def _tried(self, changes: list[Change], plain: bool) -> list[Verdict]:
        self.stands.set()
        await self.gate.wait()
        return await super()._tried(changes, plain)


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    async with playing(sqlite_url(tmp_path)) as made:
        yield made


def stalled(play: Play, name: str) -> tuple[Worker, Slow]:
    worker = play.new_worker(name=name)
    slow = Slow(play.storage)
    slow.gate, slow.stands = asyncio.Event(), asyncio.Event()
    worker.commits = worker.hands.commits = slow
    return worker, slow


async def test_who_stalls_before_a_commit_past_the_lease_keeps_nothing_and_calls_nothing(play: Play) -> None:
    run = await play.begin(TASKS)
    worker, slow = stalled(play, "old")
    turn = asyncio.create_task(worker.turn())
    await slow.stands.wait()
    await play.wait(seconds=31)
    slow.gate.set()
    await turn
    assert [tool for tool, _ in play.house.ledger.made] == ["github.create_issue", "crm.create_task"]
    assert (await play.run(run)).state == "completed"
    await over(play)


async def test_who_stalls_in_a_call_past_the_lease_keeps_no_answer(play: Play) -> None:
    run = await play.begin(TASKS)
    gate, stands = asyncio.Event(), asyncio.Event()

    async def stall(call: Call) -> None:
        if not stands.is_set():
            stands.set()
            await gate.wait()

    play.house.stalls = stall
    old = asyncio.create_task(play.new_worker(name="old").turn())
    await stands.wait()
    await play.wait(seconds=31)
    (asked,) = await play.asks()
    assert asked.kind == "uncertain"
    gate.set()
    await old
    assert ((await play.run(run)).state, len(play.house.ledger.made)) == ("active", 1)
    assert len(await play.told(run)) == 1


async def test_signs_of_life_keep_the_lane_of_a_long_call(play: Play) -> None:
    run = await play.begin(TASKS)
    gate, stands = asyncio.Event(), asyncio.Event()

    async def stall(call: Call) -> None:
        if not stands.is_set():
            stands.set()
            await gate.wait()

    play.house.stalls = stall
    worker = play.new_worker(name="long", lease=timedelta(seconds=0.6))
    await worker.start()
    try:
        await stands.wait()
        for _ in range(8):
            await asyncio.sleep(0.25)
            play.house.clock.go(seconds=0.25)
            assert await play.new_worker(name="other").turn() == 0
        gate.set()
        async with asyncio.timeout(20):
            while (await play.run(run)).state != "completed":
                await asyncio.sleep(0.05)
    finally:
        await worker.stop()
    assert [tool for tool, _ in play.house.ledger.made] == ["github.create_issue", "crm.create_task"]


async def test_the_same_line_is_kept_by_one_of_two_holders(play: Play) -> None:
    run = await play.begin(TASKS)
    first, second = Commits(play.storage), Commits(play.storage)
    await play.work()
    lane = Change("one", run, "", 99, calling=True)
    verdicts = [*await first.write([lane]), *await second.write([lane])]
    assert not any(isinstance(verdict, Kept) for verdict in verdicts)


async def test_an_order_that_is_given_while_a_lane_lies_down_is_followed(play: Play) -> None:
    run = await play.begin(WAITS)
    worker, slow = stalled(play, "old")
    turn = asyncio.create_task(worker.turn())
    await slow.stands.wait()
    await order(play, run, "", "continue")
    slow.gate.set()
    await turn
    await play.work()
    assert (await play.run(run)).state == "completed"
