"""A workspace that is crowded keeps none of the others waiting: not for a lane, not for a commit."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sayso.runtime.engine.changes import Change
from sayso.runtime.engine.commits import LEAST, MOST, Commits
from sayso.runtime.engine.worker import Worker
from sayso.runtime.storage import Storage
from tests.durable.playing import Play, playing, sqlite_url
from tests.durable.practice import House

LONG = 'flow "Long"\non manual\nuse people.notify\n' + "".join(f'people.notify(@me, "{n}")\n' for n in range(5))


async def test_a_commit_takes_changes_of_each_workspace_in_turn(tmp_path: Path) -> None:
    storage = Storage.open(sqlite_url(tmp_path))
    commits = Commits(storage)
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    crowd = [(Change("crowd", f"r{n}", "", 1), future) for n in range(3 * MOST)]
    commits._waiting = [*crowd, (Change("quiet", "r", "", 1), future)]
    batch = commits._next()
    assert len(batch) == MOST
    assert "quiet" in {change.workspace for change, _ in batch[:2]}
    assert len(commits._waiting) == 2 * MOST + 1
    future.cancel()
    await storage.close()


async def test_commits_that_take_long_become_smaller_and_grow_again(tmp_path: Path) -> None:
    storage = Storage.open(sqlite_url(tmp_path))
    commits = Commits(storage)
    for _ in range(10):
        commits._took(200, 1.0)
    assert commits._most == LEAST
    for _ in range(10):
        commits._took(25, 0.001)
    assert commits._most == MOST
    await storage.close()


async def test_a_crowded_workspace_leaves_room_for_the_others(tmp_path: Path) -> None:
    storage = Storage.open(sqlite_url(tmp_path))
    worker = Worker(storage, House(), most=100)
    assert worker._room() == (80, ())
    worker.tasks = {n: SimpleNamespace(workspace="crowd") for n in range(80)}  # type: ignore[misc, assignment]
    assert worker._room() == (20, ("crowd",))
    assert worker._room() == (0, ("crowd",))
    await storage.close()


async def test_a_run_ends_while_a_crowd_of_another_workspace_waits(tmp_path: Path) -> None:
    house = House(workspaces=("crowd", "quiet"))
    async with playing(sqlite_url(tmp_path), house) as play:
        crowd, quiet = Play(play.storage, house, "crowd"), Play(play.storage, house, "quiet")
        for number in range(60):
            await crowd.begin(LONG.replace('"Long"', f'"Long {number}"'))
        run = await quiet.begin(LONG)
        worker = play.new_worker(most=20)
        await worker.start()
        async with asyncio.timeout(30):
            while (await quiet.run(run)).state != "completed":
                await asyncio.sleep(0.01)
        left = len(await crowd.lanes())
        await worker.stop()
        assert left > 0
