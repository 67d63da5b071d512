"""The two-minute demonstration, in a real browser, as a user performs it; and again with everything killed amid it.

On one process with SQLite, and on a server and a worker with PostgreSQL and Redis.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.editor.apart import apart
from tests.editor.browser import entered, ready
from tests.editor.served import Served

ANN, JONAS, OFFICE, MEI = "Ann Keller", "Jonas Weiß", "office@orchardpine.example", "Mei Tanaka"
THURSDAY = "Thanks, let's talk Thursday"
SOON = 30_000
"""Milliseconds within which the engine has done what it was told."""


@pytest.fixture
def served(request: pytest.FixtureRequest, practice: Path, tmp_path: Path) -> Iterator[Served]:
    """The practice workspace: in one process, or in a server and a worker."""
    home = tmp_path / "home"
    with apart(home) if request.param == "apart" else Served(Path(shutil.copytree(practice, home))) as server:
        yield server


WAYS = {
    "straight": ("one process", False), "killed": ("one process", True),
    "postgresql": ("apart", False), "postgresql-killed": ("apart", True),
}  # fmt: skip


@pytest.mark.parametrize(("served", "killed"), WAYS.values(), ids=WAYS, indirect=["served"])
def test_the_two_minute_demonstration(browser: Browser, served: Served, killed: bool) -> None:
    context = entered(browser, served.address)
    page = context.new_page()
    try:
        _say(page)
        _read(page)
        _test(page)
        _change(page)
        _go_live(page)
        run = _run_once(page)
        if killed:
            served.kill()
            served.start()
            page = context.new_page()
        _approve(page, run)
        _answer(page)
        _watch(page, run)
        _again(page, run)
        _why(page)
        _outside(served, run)
    finally:
        context.close()


def _say(page: Page) -> None:
    """0:00: the example, Enter."""
    ready_at(page, "/")
    expect(page.get_by_text("Practice workspace: nothing leaves this machine")).to_be_visible()
    page.locator("[data-example=proposal]").click()
    wish = page.get_by_role("textbox", name="What should happen?")
    expect(wish).not_to_have_value("")
    wish.press("Enter")
    page.wait_for_url("**/flows/flow-*")


def _read(page: Page) -> None:
    """0:10: the flow on the canvas, the sentence with every clause marked, what was assumed, the ceiling."""
    for words in ("Every weekday at 09:00", "Find deals", "For each deal, at most 20", "Email the deal's contact",
                  "Wait for a reply", "Hand over to the deal's owner", "Create the task"):  # fmt: skip
        expect(step(page, words)).to_be_visible()
    expect(step(page, "Email the deal's contact")).to_have_attribute("data-tone", "send")
    expect(step(page, "Email the deal's contact")).to_contain_text("asks first")
    expect(page.locator("[data-engine=offline]")).to_contain_text("By Sayso's rules: free, no AI")
    expect(page.locator("[data-became='not used']")).to_have_count(0)
    expect(page.get_by_text("assumed: Europe/Berlin")).to_be_visible()
    expect(page.get_by_text("assumed: once per deal in 30 days")).to_be_visible()
    expect(page.locator("[data-at-most]")).to_contain_text("Never more than 20")
    tab(page, "English")
    expect(page.locator(".english")).to_contain_text("at most 3 days")
    tab(page, "Canvas")


def _test(page: Page) -> None:
    """0:25: four people, Ann's reply switched, every path; and nothing was sent."""
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.locator("[data-people='4']")).to_be_visible()
    expect(person(page, ANN)).to_have_attribute("data-how", "done")
    expect(person(page, MEI)).to_contain_text("opted out")
    person(page, OFFICE).click()
    expect(page.locator("[data-message]")).to_contain_text("Hi there")
    person(page, OFFICE).click()
    expect(page.locator("[data-message]")).to_have_count(0)
    person(page, ANN).click()
    expect(page.locator("[data-message]")).to_contain_text("Hi Ann")
    page.get_by_label("Does it come?").select_option("2")
    expect(step(page, "Hand over")).to_have_attribute("data-state", "done")
    page.get_by_label("Does it come?").select_option("never")
    expect(step(page, "Create the task")).to_have_attribute("data-state", "done")
    expect(step(page, "Hand over")).not_to_have_attribute("data-state", "done")
    page.get_by_role("button", name="Every path").click()
    expect(page.locator("[data-path]")).to_have_count(5)
    for way in ("replied", "no reply", "not approved", "opted out", "nothing found"):
        expect(page.locator(f"[data-path='{way}']")).to_be_visible()
    expect(page.get_by_text("Nothing was sent: 0 messages, 0 changes.")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()


def _change(page: Page) -> None:
    """0:50: "wait 5 days, not 3": one box marked; undone and done again; a slip in the text mended by one click."""
    chat = page.get_by_role("textbox", name="Say what should change")
    chat.fill("wait 5 days, not 3")
    chat.press("Enter")
    expect(page.locator("[data-proposal=open]")).to_contain_text("→")
    expect(page.locator("[data-mark=changed]")).to_have_count(1)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(step(page, "Wait for a reply")).to_contain_text("5 days")
    step(page, "Wait for a reply").click()
    page.keyboard.press("Control+z")
    expect(step(page, "Wait for a reply")).to_contain_text("3 days")
    page.keyboard.press("Control+y")
    expect(step(page, "Wait for a reply")).to_contain_text("5 days")
    tab(page, "Text")
    title = page.locator(".cm-line", has_text="title:")
    title.click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type(" for @deal.vlaue")
    expect(page.locator("[data-finding]").first).to_contain_text("vlaue")
    page.locator("[data-finding]").first.get_by_role("button").first.click()
    expect(page.locator(".cm-line", has_text="@deal.value")).to_be_visible()
    expect(page.locator("[data-finding]")).to_have_count(0)
    tab(page, "Canvas")


def _go_live(page: Page) -> None:
    """1:10: three dates, the ceiling, the message, asked before every email."""
    page.get_by_role("button", name="Go live").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("[data-date]")).to_have_count(3)
    expect(sheet).to_contain_text("Never more than 20")
    expect(sheet.locator("[data-message]")).to_contain_text("case study")
    expect(sheet.get_by_role("checkbox", name="Ask me before every email")).to_be_checked()
    sheet.get_by_role("button", name="Go live").click()
    expect(page.locator(".flow-head [data-status=live]")).to_be_visible()
    expect(page.locator(".toast").filter(has_text="First run")).to_be_visible()


def _run_once(page: Page) -> str:
    page.locator(".toast").get_by_role("button", name="Run it once now").last.click()
    page.get_by_role("dialog").get_by_role("button", name="Run now").click()
    page.wait_for_url("**/runs/run-*")
    ready(page)
    expect(page.locator("[data-people='4']")).to_be_visible(timeout=SOON)
    expect(page.locator(".rail [data-count='11']")).to_be_visible(timeout=SOON)
    return page.url.rpartition("/")[2]


def _approve(page: Page, run: str) -> None:
    """1:25: one word changed in Ann's, then the other two."""
    ready_at(page, "/inbox")
    mine = page.locator("[data-kind=approval]").filter(has=page.locator(f"a[href*='{run}']"))
    expect(mine).to_have_count(3)
    ann = mine.filter(has_text=ANN)
    ann.get_by_role("textbox", name="Message").fill("Hi Ann,\n\nhere is the promised case study.\n\nBest regards")
    ann.get_by_role("button", name="Edit and approve").click()
    expect(mine).to_have_count(2)
    for left in (1, 0):
        mine.first.get_by_role("button", name="Approve", exact=True).click()
        expect(mine).to_have_count(left)


def _answer(page: Page) -> None:
    """The outbox shows three messages, Ann's with the changed words; she answers."""
    ready_at(page, "/outbox")
    letters = page.locator("[data-message]").filter(has_text="How three teams like yours did it")
    expect(letters).to_have_count(3, timeout=SOON)
    ann = page.locator("[data-message]").filter(has_text="promised case study")
    expect(ann).to_contain_text(ANN)
    ann.get_by_role("button", name="Reply").click()
    ann.get_by_role("textbox").fill(THURSDAY)
    ann.get_by_role("button", name=re.compile("Reply|Send")).last.click()
    expect(ann).to_have_attribute("data-state", "replied")


def _watch(page: Page, run: str) -> None:
    """1:40: Ann was handed over, Jonas waits and is let go on, Mei was skipped."""
    ready_at(page, f"/runs/{run}")
    expect(person(page, "Brightwater")).to_contain_text("handed over", timeout=SOON)
    expect(person(page, "Tessel")).to_contain_text("waiting until")
    expect(person(page, "Kestrel")).to_contain_text("opted out")
    person(page, "Tessel").click()
    page.get_by_role("button", name="Continue now").click()
    expect(page.locator("[data-log]")).to_contain_text("Call Jonas Weiß", timeout=SOON)


def _again(page: Page, run: str) -> None:
    """Run now again: nobody new, and the run says why."""
    page.get_by_role("link", name="Open the flow").click()
    page.wait_for_url("**/flows/flow-*")
    ready(page)
    page.get_by_role("button", name="Run now").click()
    page.get_by_role("dialog").get_by_role("button", name="Run now").click()
    page.wait_for_url(re.compile(rf".*/runs/(?!{run})run-.*"))
    ready(page)
    expect(page.locator("[data-log]")).to_contain_text("0 taken", timeout=SOON)
    expect(page.locator("[data-log]")).to_contain_text("not taken")


def _why(page: Page) -> None:
    """1:55: Ann in People: every step of every flow that touched her."""
    ready_at(page, "/people/ann.keller@brightwater.example")
    expect(page.locator("#main")).to_contain_text("How three teams like yours did it")


def _outside(served: Served, run: str) -> None:
    """What really happened, asked over the API: the outbox, the CRM and the log agree with what was seen."""
    headers = {"Authorization": f"Bearer {served.token}"}
    base = f"{served.address}/api/workspaces/main"
    with httpx2.Client(base_url=base, headers=headers, timeout=30, trust_env=False) as client:
        sent = [one for one in client.get("/outbox").json()["messages"] if one["run"] == run]
        tasks = client.get("/records/task").json()["records"]
        log = client.get(f"/runs/{run}/log").json()
    assert sorted(one["person"] for one in sent) == sorted([ANN, JONAS, OFFICE])
    assert any("promised case study" in one["body"] for one in sent)
    assert any("Call Jonas Weiß" in str(one) for one in tasks)
    assert "sarah" in str(log).lower()


def ready_at(page: Page, path: str) -> None:
    page.goto(path)
    ready(page)


def step(page: Page, words: str) -> Locator:
    """A box of the canvas, by the words of its sentence."""
    return page.locator(".sy-box[data-step]").filter(has_text=words)


def person(page: Page, words: str) -> Locator:
    return page.locator("[data-person]").filter(has_text=words)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
