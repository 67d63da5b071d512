"""Test: what would happen today, and that nothing did."""

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.served import Served
from tests.editor.stories.programs import FOLLOW_UP, Programs
from tests.editor.stories.views import box, edit, whole

PASSING = frozenset({"tick", "session", "sqlite_sequence"})
"""Tables in which a process that is merely alive writes."""


@pytest.fixture(scope="module")
def sockets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server's sockets are written down, one a line."""
    return tmp_path_factory.mktemp("sockets") / "seen"


@pytest.fixture(scope="module")
def address(home: Path, sockets: Path) -> Iterator[str]:
    """A server whose sockets are watched."""
    watched = {"PYTHONPATH": str(Path(__file__).parent / "watching"), "SOCKETS_SEEN": str(sockets)}
    with Served(home, environment=watched) as server:
        yield server.address


def test_a_test_changes_nothing_and_lights_the_other_branch_when_nobody_replies(
    opens: Opens, programs: Programs, home: Path, sockets: Path
) -> None:
    flow = programs.make(FOLLOW_UP)
    page = edit(opens, flow)
    whole(page)
    programs.post("/stop")
    before, opened = _all_that_is_kept(home), sockets.read_text("utf-8")
    assert "socket.bind" in opened, "nobody watches"
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.locator("[data-test=open]")).to_be_visible()
    expect(page.locator("[data-nothing-sent]")).to_have_text("Nothing was sent: 0 messages, 0 changes.")
    expect(page.locator("[data-people] [data-person]")).to_have_count(4)
    page.locator("[data-person]", has_text="Ann Keller").click()
    expect(page.locator("[data-message]")).to_contain_text("Hi Ann")
    hand_off, task = box(page, "Hand over"), box(page, "Create the task")
    expect(hand_off).to_have_attribute("data-state", "done")
    expect(task).not_to_have_attribute("data-state", "done")
    ends = page.locator("[data-credits]").inner_text()
    page.get_by_role("combobox", name="Does it come?").select_option("never")
    expect(task).to_have_attribute("data-state", "done")
    expect(hand_off).not_to_have_attribute("data-state", "done")
    expect(page.locator("[data-credits]")).not_to_have_text(ends)
    page.get_by_role("button", name="Every path").click()
    expect(page.locator("[data-paths] [data-path]").first).to_be_visible()
    assert _all_that_is_kept(home) == before
    assert sockets.read_text("utf-8") == opened
    programs.post("/resume", {"seen": True})


NEWS = """flow "News of proposals"

on manual

use crm.find_deals, web.search, crm.create_task

let @deals = crm.find_deals(where: @deal.stage == "Proposal Sent")
for each @deal in @deals at most 3
  let @found = web.search(query: "@deal.name news")
  crm.create_task(title: "Read {length(@found)} pages about @deal.name", assignee: @me, due: @today + 1 day)
end
"""


def test_what_is_read_outside_says_how_it_was_answered_and_may_be_asked_for_real(
    opens: Opens, programs: Programs
) -> None:
    page = edit(opens, programs.make(NEWS))
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.locator("[data-people] [data-person]")).to_have_count(3)
    page.locator("[data-person]").first.click()
    expect(page.locator("[data-answer]")).to_have_text("example answer")
    page.get_by_role("checkbox", name="Use real answers (3 credits)").check()
    expect(page.locator("[data-answer=real]")).to_contain_text("real answer of")
    expect(page.locator("[data-nothing-sent]")).to_be_visible()
    page.get_by_role("checkbox", name="Use real answers (3 credits)").uncheck()
    expect(page.locator("[data-answer=example]")).to_be_visible()
    page.get_by_role("checkbox", name="Use real answers (3 credits)").check()
    expect(page.locator("[data-answer=real]")).to_be_visible()
    expect(page.locator("[data-credits]")).to_contain_text("3 credits")


def _all_that_is_kept(home: Path) -> dict[str, str]:
    """What every table holds, and every file of the workspace, each as a hash."""
    found = {}
    for file in sorted(home.glob("*.sqlite")):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as base:
            tables = [str(row[0]) for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in sorted(set(tables) - PASSING):
                rows = sorted(repr(row) for row in base.execute(f'SELECT * FROM "{table}"'))
                found[f"{file.name} {table}"] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        base.close()
    for file in sorted(one for one in home.rglob("*") if one.is_file() and ".sqlite" not in one.name):
        found[str(file.relative_to(home))] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found
