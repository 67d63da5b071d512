"""A restore into an empty place gives the same runs, and they go on there."""

import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url

from sayso.runtime.backing_up import back_up
from sayso.runtime.folder import WorkspaceProblem
from sayso.runtime.storage import Storage
from sayso.runtime.storage.migrating import migrate
from sayso.runtime.workspace import Workspace
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.services import fresh_database

WAITS = 'flow "Waits"\non manual\nuse people.notify\nwait 2 days\npeople.notify(@me, "after the wait")\n'


async def made(url: str) -> None:
    storage = Storage.open(url)
    await migrate(storage)
    await storage.close()


async def goes_on(url: str, house: House, run: str) -> None:
    storage = Storage.open(url)
    await migrate(storage)
    again = Play(storage, house)
    assert (await again.run(run)).state == "active"
    await again.wait(days=2)
    assert (await again.run(run)).state == "completed"
    assert len(again.effects("people.notify")) == 1
    await storage.close()


async def test_a_home_that_was_backed_up_while_in_use_goes_on_elsewhere(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    Workspace.create(home).close()
    house = House()
    await made(f"sqlite:///{home}/sayso.sqlite")
    async with playing(f"sqlite:///{home}/sayso.sqlite", house) as play:
        run = await play.begin(WAITS)
        await play.work()
        assert back_up(home, copy).files >= 4
    shutil.rmtree(home)
    await goes_on(f"sqlite:///{copy}/sayso.sqlite", house, run)


def test_a_backup_never_writes_over_anything(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Workspace.create(home).close()
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    with pytest.raises(WorkspaceProblem, match="not empty"):
        back_up(home, full)
    assert [file.name for file in full.iterdir()] == ["mine.txt"]


async def test_a_dump_of_postgresql_restored_into_an_empty_database_goes_on() -> None:
    house = House()
    with ExitStack() as stack:
        url, empty = stack.enter_context(fresh_database()), stack.enter_context(fresh_database())
        await made(url)
        async with playing(url, house) as play:
            run = await play.begin(WAITS)
            await play.work()
        _copy(url, empty)
        await goes_on(empty, house, run)


def _copy(url: str, empty: str) -> None:
    """As `docs/operations.md` says: pg_dump, then psql."""
    dumped = subprocess.run(["pg_dump", "--no-owner", _plain(url)], check=True, capture_output=True).stdout
    subprocess.run(
        ["psql", "-q", "-v", "ON_ERROR_STOP=1", _plain(empty)], input=dumped, check=True, capture_output=True
    )


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
