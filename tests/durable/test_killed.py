"""Real processes, really killed: the database file and the ledger are all that is left of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durable.acting import settle_uncertain
from tests.durable.crashing import LEASE, Points
from tests.durable.enumerating import Stage, sampled
from tests.durable.playing import Play
from tests.durable.process import Child, FileLedger
from tests.durable.scenes import SCENES
from tests.durable.truth import picture
from tests.services import fresh_database


class Crew:
    """One worker's process after the other."""

    def __init__(self) -> None:
        self.child = Child()

    async def work(self, play: Play, scene: str, points: list[str], deadly: set[int]) -> None:
        """Do all that is due, whoever is killed meanwhile."""
        ledger = play.house.ledger
        assert isinstance(ledger, FileLedger)
        while True:
            done = self.child.work(play.storage.url, ledger.file, scene, play.house.clock(), points, deadly)
            ledger.catch_up()
            if not done:
                play.house.clock.go(seconds=LEASE)
                self.child = Child()
            elif not await settle_uncertain(play):
                return


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew()
    yield made
    made.child.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/scene.sqlite"
    else:
        with fresh_database() as made:
            yield made


async def dies(stage: Stage, crew: Crew, folder: Path, whole: object, *at: int) -> list[str]:
    """The scene with real deaths at these points; gives the points that were passed."""
    file, points = folder / "ledger", list[str]()
    file.unlink(missing_ok=True)
    house = stage.house()
    house.ledger = FileLedger(file)
    async with stage.set(Points(), house) as play:
        await stage.played(play, lambda: crew.work(play, stage.scene.name, points, set(at)))
        assert [name for name in at if name >= len(points)] == []
        shown = await picture(play)
        assert whole in (None, shown)
    return points


@pytest.mark.parametrize(("name", "count"), [("events", 2), ("everything", 2)])
async def test_a_killed_process_leaves_nothing_lost_and_nothing_twice(
    crew: Crew, url: str, tmp_path: Path, name: str, count: int
) -> None:
    stage = await Stage(SCENES[name], url).prepare()
    whole = await stage.whole()
    points = await dies(stage, crew, tmp_path, whole.picture)
    assert len(points) > 20
    for at in sampled(len(points) * 3 // 4, count + 1)[1:]:
        await dies(stage, crew, tmp_path, whole.picture, at)
