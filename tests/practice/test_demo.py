"""`sayso demo`: made when absent, anew only when asked for, never in place of a workspace that is no practice one."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sayso.runtime.demo import load_demo
from sayso.runtime.folder import FILE, WorkspaceProblem
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.tokens import list_tokens, make_token
from sayso.runtime.storage.tables import flows, metadata
from sayso.runtime.workspace import Workspace
from tests.cli.conftest import Sayso, folder, sayso
from tests.durable.practice import Clock
from tests.practice.playing import NOW, Fernpost, opened
from tests.practice.test_story import three_went_out

__all__ = ["folder", "sayso"]
COUNTS = {"company": 12, "contact": 40, "deal": 15, "task": 9}


def crm_of(folder: Path) -> list[str]:
    with Workspace.open(folder) as workspace:
        return list(workspace.crm.connection.iterdump())


async def test_it_is_made_once(tmp_path: Path, url: str) -> None:
    loaded = await load_demo(tmp_path / "home", url, NOW)
    assert loaded.how == "made" and COUNTS.items() <= loaded.counts.items()
    before = crm_of(tmp_path / "home")
    again = await load_demo(tmp_path / "home", url, NOW + timedelta(days=1))
    assert again.how == "was there" and crm_of(tmp_path / "home") == before


async def test_reset_makes_it_anew_and_nothing_of_before_is_left(tmp_path: Path, url: str) -> None:
    home = tmp_path / "home"
    await load_demo(home, url, NOW)
    fresh = crm_of(home)
    async with opened(home, url, Clock(NOW)) as play:
        await three_went_out(play)
        assert await practice.outbox(play.door, "main")
        await make_token(play.door, "main", "sarah", "editor")
    assert crm_of(home) != fresh
    loaded = await load_demo(home, url, NOW, anew=True)
    assert loaded.how == "made anew" and sorted_rows(crm_of(home)) == sorted_rows(fresh)
    async with opened(home, url, Clock(NOW)) as play:
        assert [token.name for token in await list_tokens(play.door, "main")] == ["editor"]
        assert {row.name for row in await play.rows(flows)} == {
            "Big 4 outbound", "Inbound lead response", "Renewal playbook"
        }  # fmt: skip
        sent = len(await practice.outbox(play.door, "main"))
        await three_went_out(play)
        assert len(await practice.outbox(play.door, "main")) == sent + 3


def sorted_rows(dump: list[str]) -> list[str]:
    """The rows of what people keep, in no order."""
    kept = tuple(f'INSERT INTO "{name}"' for name in ("contact", "company", "deal", "task"))
    return sorted(line for line in dump if line.startswith(kept))


async def test_a_workspace_that_is_no_practice_one_is_never_touched(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "home").close()
    before = (tmp_path / "home" / FILE).read_text("utf-8"), crm_of(tmp_path / "home")
    with pytest.raises(WorkspaceProblem, match="no practice workspace, so nothing in it was changed"):
        await load_demo(tmp_path / "home", None, NOW, anew=True)
    assert ((tmp_path / "home" / FILE).read_text("utf-8"), crm_of(tmp_path / "home")) == before


async def test_other_workspaces_of_the_home_keep_everything(tmp_path: Path, url: str) -> None:
    home = tmp_path / "home"
    await load_demo(home, url, NOW)
    Workspace.create(home / "workspaces" / "other").close()
    async with opened(home, url, Clock(NOW)) as play:
        await save_draft(play.door, "other", 'flow "Mine"\n\non manual\n\nstop "done"\n', "me")
        before = await counted(play, "other")
        assert (before["workspace"], before["flow"]) == (1, 1)
    await load_demo(home, url, NOW, anew=True)
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


def test_the_command_says_what_it_did(sayso: Sayso, folder: Path) -> None:
    made = sayso("demo", "--home", "here", "--json").json
    assert made["how"] == "made" and made["counts"]["contact"] == 40
    assert "is here already" in sayso("demo", "--home", "here").out
    assert sayso("demo", "--home", "here", "--reset", "--json").json["how"] == "made anew"
    Workspace.create(folder / "own").close()
    said = sayso("demo", "--home", "own", "--reset")
    assert said.code == 2 and "no practice workspace" in said.err
