"""`sayso demo`: made when absent, anew only when asked for, never in place of a workspace that is no practice one."""

import asyncio
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sayso.runtime.demo import load_demo
from sayso.runtime.folder import FILE, WorkspaceProblem
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.tokens import list_tokens, make_token
from sayso.runtime.storage.tables import flows, metadata, runs
from sayso.runtime.workspace import Workspace
from tests.cli.conftest import Sayso, folder, sayso
from tests.durable.practice import Clock
from tests.practice.playing import NOW, Fernpost, opened
from tests.practice.test_story import three_went_out

__all__ = ["folder", "sayso"]
TODAY = NOW.date()
COUNTS = {"company": 12, "contact": 40, "deal": 15, "task": 9}


def crm_of(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return list(workspace.crm.connection.iterdump())


async def test_it_is_made_quickly_and_once(tmp_path: Path, url: str) -> None:
    begun = time.monotonic()
    loaded = await load_demo(tmp_path / "home", url, TODAY)
    assert time.monotonic() - begun < 10
    assert loaded.how == "made" and COUNTS.items() <= loaded.counts.items()
    before = crm_of(tmp_path / "home")
    again = await load_demo(tmp_path / "home", url, TODAY + timedelta(days=1))
    assert again.how == "was there" and crm_of(tmp_path / "home") == before


async def test_reset_makes_it_anew_and_nothing_of_before_is_left(tmp_path: Path, url: str) -> None:
    home = tmp_path / "home"
    await load_demo(home, url, TODAY)
    fresh = crm_of(home)
    async with opened(home, url, Clock(NOW)) as play:
        await three_went_out(play)
        assert await practice.outbox(play.door, "main")
        await make_token(play.door, "main", "sarah", "editor")
    assert crm_of(home) != fresh
    loaded = await load_demo(home, url, TODAY, anew=True)
    assert loaded.how == "made anew" and without_numbers(crm_of(home)) == without_numbers(fresh)
    async with opened(home, url, Clock(NOW)) as play:
        assert await practice.outbox(play.door, "main") == []
        assert [token.name for token in await list_tokens(play.door, "main")] == ["editor"]
        assert await play.rows(runs) == [] and await play.rows(flows) == []
        await three_went_out(play)
        assert len(await practice.outbox(play.door, "main")) == 3


def without_numbers(dump: list[str]) -> list[str]:
    """The rows without the counters of SQLite itself."""
    return [line for line in dump if "sqlite_sequence" not in line]


async def test_a_workspace_that_is_no_practice_one_is_never_touched(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "home").close()
    before = (tmp_path / "home" / FILE).read_text("utf-8"), crm_of(tmp_path / "home")
    with pytest.raises(WorkspaceProblem, match="no practice workspace, so nothing in it was changed"):
        await load_demo(tmp_path / "home", None, TODAY, anew=True)
    assert ((tmp_path / "home" / FILE).read_text("utf-8"), crm_of(tmp_path / "home")) == before


async def test_other_workspaces_of_the_home_keep_everything(tmp_path: Path, url: str) -> None:
    home = tmp_path / "home"
    await load_demo(home, url, TODAY)
    Workspace.create(home / "workspaces" / "other").close()
    async with opened(home, url, Clock(NOW)) as play:
        await save_draft(play.door, "other", 'flow "Mine"\n\non manual\n\nstop "done"\n', "me")
        before = await counted(play, "other")
        assert (before["workspace"], before["flow"]) == (1, 1)
    await load_demo(home, url, TODAY, anew=True)
    async with opened(home, url, Clock(NOW)) as play:
        assert await counted(play, "other") == before


async def counted(play: Fernpost, workspace: str) -> dict[str, int]:
    """How many rows each table has of a workspace."""
    tables = [table for table in metadata.sorted_tables if "workspace" in table.c]
    async with play.home.storage.reading(workspace) as connection:
        return {
            table.name: (
                await connection.execute(select(func.count()).select_from(table).where(table.c.workspace == workspace))
            ).scalar_one()
            for table in tables
        }


def test_its_past_is_full_and_makes_no_deal_less_idle(tmp_path: Path) -> None:
    asyncio.run(load_demo(tmp_path / "home", None, TODAY))
    at = datetime.combine(TODAY, NOW.timetz())
    with Workspace.open(tmp_path / "home") as workspace:
        activities = workspace.crm.find("activity", at)
        assert 110 <= len(activities) <= 130
        assert all(at - timedelta(days=91) <= one["createdAt"] <= at for one in activities)
        idle = workspace.crm.find("deal", at, lambda d: d["stage"] == "Proposal Sent" and d["daysSinceActivity"] >= 5)
        assert sorted(deal["daysSinceActivity"] for deal in idle) == [6, 7, 8, 11]
        assert workspace.practice is not None
        meetings = workspace.practice.rows("select * from meeting")
        assert len(meetings) == 5 and sum(row["transcript"] is not None for row in meetings) == 2
        assert workspace.practice.events_since(0, at + timedelta(days=30)) == []
        assert workspace.crm.events_since(0, at) == []


def test_the_command_says_what_it_did(sayso: Sayso, folder: Path) -> None:
    made = sayso("demo", "--home", "here", "--json").json
    assert made["how"] == "made" and made["counts"]["contact"] == 40
    assert "is here already" in sayso("demo", "--home", "here").out
    assert sayso("demo", "--home", "here", "--reset", "--json").json["how"] == "made anew"
    Workspace.create(folder / "own").close()
    said = sayso("demo", "--home", "own", "--reset")
    assert said.code == 2 and "no practice workspace" in said.err
