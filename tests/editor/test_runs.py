"""The list of runs in a real browser: filtered, searched, live, paged and taken away as a file."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.editor.conftest import Opens, sayso

HELLO = 'flow "Say hello"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "Hello")\n'
STATES = (
    "Completed", "Completed with failures", "Failed", "Waiting", "Needs you", "Cancelled",
)  # fmt: skip


def rows(page: Page) -> int:
    return page.locator("#main a.row").count()


@pytest.mark.parametrize("state", STATES)
def test_each_state_shows_runs_that_stand_so_and_no_others(opens: Opens, state: str) -> None:
    page = opens("/runs")
    page.get_by_role("button", name=state, exact=True).click()
    key = state.lower()
    expect(page.locator("#main [data-state]").first).to_have_attribute("data-state", key)
    expect(page.locator(f"#main [data-state]:not([data-state='{key}'])")).to_have_count(0)
    page.wait_for_url(lambda url: "state=" in url)
    page.reload()
    expect(page.get_by_role("button", name=state, exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#main [data-state]:not([data-state='{key}'])")).to_have_count(0)


def test_a_run_is_found_by_an_address_in_it_and_by_its_flow(opens: Opens) -> None:
    page = opens("/runs")
    page.get_by_role("searchbox", name="Search").press_sequentially("priscilla.ortega@nimbusdesk")
    page.wait_for_url("**/runs?text=priscilla.ortega%40nimbusdesk")
    expect(page.locator("#main a.row")).to_have_count(1)
    page.get_by_role("combobox", name="Flow").select_option(label="Renewal playbook")
    expect(page.get_by_text("No run is like this.")).to_be_visible()
    page.get_by_role("link", name="Show all runs").click()
    expect(page.locator("#main a.row").nth(3)).to_be_visible()


def test_days_are_counted_as_the_workspace_counts_them(opens: Opens) -> None:
    page = opens("/runs")
    page.get_by_role("combobox", name="When").select_option("dates")
    page.get_by_label("From", exact=True).fill("2020-01-01")
    page.get_by_label("To", exact=True).fill("2020-02-01")
    page.get_by_label("To", exact=True).blur()
    expect(page.get_by_text("No run is like this.")).to_be_visible()
    page.get_by_role("combobox", name="When").select_option("30d")
    expect(page.locator("#main a.row").nth(10)).to_be_visible()


def test_what_is_shown_can_be_taken_away(opens: Opens) -> None:
    page = opens("/runs?state=failed")
    expect(page.locator("#main a.row")).to_have_count(1)
    with page.expect_download() as given:
        page.get_by_role("link", name="CSV").click()
    found = list(csv.DictReader(Path(given.value.path()).read_text("utf-8").splitlines()))
    assert [row["state"] for row in found] == ["failed"]
    assert given.value.suggested_filename == "runs.csv"
    with page.expect_download() as given:
        page.get_by_role("link", name="JSON").click()
    assert [one["state"] for one in json.loads(Path(given.value.path()).read_text("utf-8"))["runs"]] == ["failed"]


def test_nothing_is_taken_away_by_who_is_not_signed_in(opens: Opens, address: str) -> None:
    page = opens("/runs")
    page.context.clear_cookies()
    answer = page.context.request.get("/export/runs.csv", max_redirects=0)
    assert answer.status == 303
    assert "run-" not in answer.text()


def test_a_new_run_appears_by_itself_and_the_fifty_first_is_on_the_next_page(opens: Opens, home: Path) -> None:
    page = opens("/runs")
    text = home.parent / "hello.flow"
    text.write_text(HELLO, "utf-8")
    sayso("publish", str(text), "--not-live", "--home", str(home))
    sayso("start", "Say hello", "--home", str(home))
    first = page.locator("#main a.row").first
    expect(first).to_contain_text("Say hello", timeout=30_000)
    expect(first.locator("[data-state=completed]")).to_be_visible(timeout=30_000)
    assert rows(page) <= 50
    if page.get_by_role("button", name="Older").count():
        page.get_by_role("button", name="Older").click()
        expect(first).not_to_contain_text("Say hello")
        page.get_by_role("button", name="Newer").click()
        expect(first).to_contain_text("Say hello")
