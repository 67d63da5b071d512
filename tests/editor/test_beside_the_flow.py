"""What stands beside the views of a flow: its tests, runs, rules, versions, everything that can be done, the keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.editor.browser import ready
from tests.editor.checks import LOOKS, problems, too_wide
from tests.editor.conftest import Opens

PLAYBOOK = "Renewal playbook"


def flow(opens: Opens, name: str, size: tuple[int, int] = (1440, 900), theme: str = "light") -> Page:
    """The editor of a flow of the sample workspace."""
    page = opens("/flows", size, theme)
    page.locator("a.row", has_text=re.compile(name)).first.click()
    page.wait_for_url("**/flows/*")
    return ready(page)


def tab(page: Page, name: str) -> None:
    page.locator(f"[data-tab={name}]").click()
    expect(page.locator(f"[data-tab={name}]")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_tab_is_accessible_and_never_wider_than_the_screen(
    opens: Opens, size: tuple[int, int], theme: str
) -> None:
    page = flow(opens, "Big 4 outbound", size, theme)
    expect(page.locator(".at-most")).to_contain_text(re.compile(r"Today: \d+ contacts match"))
    for name, there in (
        ("runs", "[data-runs]"),
        ("rules", ".rules-tab h2"),
        ("tests", ".view-tests h2, .view-tests .empty"),
    ):
        tab(page, name)
        expect(page.locator(there).first).to_be_visible()
        assert problems(page) == []
        assert not too_wide(page)


def test_a_rehearsal_is_saved_as_tests_that_run_at_every_edit(opens: Opens) -> None:
    page = flow(opens, PLAYBOOK)
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.locator("[data-trigger-data] select")).to_be_visible()
    expect(page.locator("[data-test=open]")).to_contain_text("Saltmarsh Energy")
    page.get_by_role("button", name="Save as tests").click()
    expect(page.locator(".toasts")).to_contain_text("1 test saved")
    tab(page, "tests")
    expect(page.locator("[data-tests]")).to_have_text("1 test, and it holds")
    expect(page.locator("[data-paths]")).to_contain_text(re.compile("Paths never tried|is tried"))
    page.locator("[data-test] .test-title").click()
    expect(page.locator(".view-text")).to_be_visible()
    expect(page.locator(".cm-content")).to_contain_text("expect")
    line = page.locator(".cm-line", has_text=re.compile("expect completed")).last
    line.click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("expect gmail.send 7 times" if page.get_by_text("gmail.send").count() else "expect failed")
    expect(page.locator("[data-tab=tests] .badge")).to_have_text("1")
    tab(page, "tests")
    expect(page.locator("[data-passed=false]")).to_be_visible()
    page.get_by_role("button", name=re.compile("Line [0-9]+:")).first.click()
    expect(page.locator("[data-tab=text]")).to_have_attribute("aria-selected", "true")
    tab(page, "tests")
    page.get_by_role("button", name=re.compile("Delete the test")).click()
    expect(page.locator(".view-tests .empty")).to_be_visible()
    page.locator(".toasts").get_by_role("button", name="Undo").last.click()
    expect(page.locator("[data-passed=false]")).to_be_visible()


def test_versions_are_compared_restored_and_taken_away(opens: Opens) -> None:
    page = flow(opens, PLAYBOOK)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Versions").click()
    newest = page.locator("[data-version='2']")
    newest.get_by_role("button", name="Compare with v1").click()
    expect(newest.locator(".difference [data-change=added]").first).to_be_visible()
    assert problems(page) == []
    with page.expect_download() as taken:
        newest.get_by_role("button", name="Take away").click()
    assert taken.value.suggested_filename == "renewal-playbook-v2.flow"
    newest.get_by_role("button", name="Restore into the draft").click()
    expect(page.locator("[data-sheet=versions]")).to_have_count(0)
    expect(page.locator("[data-status]")).to_have_attribute("data-behind", "0")
    page.get_by_role("button", name=re.compile(r"Undo v2 restored")).click()
    expect(page.locator("[data-status]")).not_to_have_attribute("data-behind", "0")
    page.get_by_role("button", name="Review and publish").click()
    expect(page.locator("[data-sheet=live] .difference")).to_contain_text("Value review")


def test_everything_that_can_be_done_is_found_by_typing(opens: Opens) -> None:
    page = flow(opens, "Big 4 outbound")
    page.keyboard.press("Control+k")
    expect(page.locator("[data-palette] input")).to_be_focused()
    assert problems(page) == []
    page.keyboard.type("show runs")
    expect(page.locator("[data-entry]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-runs]")).to_be_visible()
    page.get_by_role("button", name="Everything you can do here (Ctrl+K)").click()
    expect(page.locator("[data-palette] input")).to_be_focused()
    page.keyboard.type("inbound lead")
    chosen = page.locator("[data-entry][aria-selected=true]")
    expect(chosen).to_have_attribute("data-entry", "Inbound lead response")
    page.keyboard.press("Control+a")
    page.keyboard.type("undo")
    expect(page.get_by_role("status").filter(has_text="Nothing here has these words.")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("inbound l")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Inbound lead response")
    ready(page)
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_contain_text("everything you can do")
    page.keyboard.press("Escape")
    expect(page.locator("[data-keys]")).to_have_count(0)


def test_a_condition_says_of_how_many_it_holds(opens: Opens) -> None:
    page = flow(opens, "Big 4 outbound")
    page.locator("[data-tab=english]").click()
    page.locator(".sentence", has_text=re.compile("find contacts", re.I)).first.click()
    expect(page.locator(".flow-side .count")).to_have_text(re.compile(r"true for \d+ of your 40 contacts now"))
