"""A worker may die at every single point: nothing is lost, and nothing happens twice.

Here a sample of the points of every scene; `python -m tests.durable --all` tries each.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.durable.enumerating import Stage, sampled
from tests.durable.scenes import SCENES

SAMPLE = 6
"""Points of each scene that are tried in every run of the tests."""


@pytest.mark.parametrize("name", SCENES)
async def test_wherever_a_worker_dies_the_end_is_the_same(tmp_path: Path, name: str) -> None:
    stage = await Stage(SCENES[name], f"sqlite:///{tmp_path}/scene.sqlite").prepare()
    whole = await stage.whole()
    for at in sampled(len(whole.points), SAMPLE):
        await stage.dies(whole, at)


@pytest.mark.parametrize("name", ["nested", "lost", "calls"])
async def test_workers_may_die_again_and_again(tmp_path: Path, name: str) -> None:
    stage = await Stage(SCENES[name], f"sqlite:///{tmp_path}/scene.sqlite").prepare()
    whole = await stage.whole()
    for first in sampled(len(whole.points), 2):
        await stage.dies(whole, first, first + 1, first + 2, first + 7)


@pytest.mark.parametrize("name", SCENES)
async def test_the_points_are_the_commits_and_the_calls(tmp_path: Path, name: str) -> None:
    stage = await Stage(SCENES[name], f"sqlite:///{tmp_path}/scene.sqlite").prepare()
    whole = await stage.whole()
    counted = {
        "before commit": whole.commits, "after commit": whole.commits,
        "before call": whole.begun, "after call": whole.finished,
    }  # fmt: skip
    assert Counter(whole.points) == counted
    assert len(whole.points) == 2 * whole.commits + whole.begun + whole.finished
