"""What people do between an idea and an answer, as the journeys name it. What it came to is asked of the API."""

import re
import time
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.editor.browser import ready
from tests.editor.stories.programs import Programs
from tests.editor.stories.views import box, drawn, whole

SOON = 30_000
"""Milliseconds within which the engine has done what it was told."""
AT_ANY_HOUR = "send the emails between 0:00 and 23:59"
"""Said in every journey whose flow keeps office hours, so that it can be made at night."""


def tell(page: Page, words: str) -> str:
    """Say it on the first page; gives the flow that grows."""
    wish = page.get_by_role("textbox", name="What should happen?")
    wish.fill(words)
    wish.press("Enter")
    page.wait_for_url(re.compile("/flows/flow-"))
    drawn(page)
    expect(page.locator("[data-turn=applied]")).to_be_visible()
    whole(page)
    return _flow(page)


def install(page: Page, title: str, name: str) -> str:
    """Take a template from the gallery, under a name of one's own; gives the flow."""
    page.locator("[data-template]").filter(has_text=title).click()
    page.get_by_role("textbox", name="What is it called?").fill(name)
    page.get_by_role("button", name="Make the flow").click()
    page.wait_for_url(re.compile("/flows/flow-"))
    drawn(page)
    whole(page)
    return _flow(page)


def _flow(page: Page) -> str:
    return page.url.rpartition("/")[2].partition("?")[0]


def ask(page: Page, words: str) -> Locator:
    """Tell the copilot; gives its answer."""
    turns = page.locator("[data-turn]")
    before = turns.count()
    field = page.get_by_role("textbox", name="Say what should change")
    field.fill(words)
    field.press("Enter")
    expect(turns).to_have_count(before + 1)
    expect(turns.last).not_to_contain_text("Reading …")
    return turns.last


def change(page: Page, words: str) -> None:
    """Tell the copilot, and accept what it proposes."""
    turn = ask(page, words)
    turn.locator("[data-proposal=open]").get_by_role("button", name="Accept").click()
    expect(turn.locator("[data-proposal=accepted]")).to_be_visible()


def see(page: Page, words: str) -> Locator:
    """A box, wherever on the canvas it is."""
    found, until = box(page, words), time.monotonic() + SOON / 1000
    while not found.is_visible():
        assert time.monotonic() < until, words
        whole(page)
        page.wait_for_timeout(200)
    return found


def rehearse(page: Page, programs: Programs, people: int) -> None:
    """Press Test: so many people are met, and nothing is sent."""
    before = outbox(programs)
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.locator("[data-nothing-sent]")).to_have_text("Nothing was sent: 0 messages, 0 changes.")
    expect(page.locator(f"[data-people='{people}']")).to_be_visible()
    assert outbox(programs) == before


def look_at(page: Page, who: str) -> Locator:
    """Open somebody in Test, and nobody else; gives the messages they would get."""
    letters = page.locator("[data-message]")
    open_ = page.locator("[data-people] [data-person][aria-expanded=true]")
    if open_.count():
        open_.click()
        expect(open_).to_have_count(0)
    person(page, who).click()
    expect(open_).to_have_count(1)
    expect(letters.first).to_be_visible()
    return letters


def go_live(page: Page, asks_first: bool = True) -> None:
    """Read every message, be asked before each email or not, and turn it on."""
    page.get_by_role("button", name="Go live").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("[data-date]")).to_have_count(3)
    expect(sheet.locator("[data-message] .letter").first).to_be_visible()
    assert all(len(words.strip()) > 10 for words in sheet.locator("[data-message]").all_inner_texts())
    asked = sheet.get_by_role("checkbox", name="Ask me before every email")
    if asks_first and not asked.is_checked():
        asked.click()
    expect(asked).to_be_checked(checked=asks_first)
    sheet.get_by_role("button", name="Go live").click()
    expect(page.locator(".flow-head [data-status=live]")).to_be_visible()


def run_now(page: Page) -> str:
    """Run once what just went live, having read every message again; gives the run."""
    page.locator(".toast").get_by_role("button", name="Run it once now").last.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("[data-message] .letter").first).to_be_visible()
    sheet.get_by_role("button", name="Run now").click()
    page.wait_for_url(re.compile("/runs/run-"))
    ready(page)
    return page.url.rpartition("/")[2]


def close_test(page: Page) -> None:
    """Leave Test."""
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("[data-test=open]")).to_have_count(0)


def visit(page: Page, path: str) -> None:
    """Go to another page."""
    page.goto(path)
    ready(page)


def person(page: Page, who: str) -> Locator:
    """Somebody's row, in Test and on the page of a run."""
    return page.locator("[data-people] [data-person]").filter(has_text=who)


def cards(page: Page, kind: str, run: str, who: str = "") -> Locator:
    """What waits in the inbox, of a run, about somebody."""
    found = page.locator(f"article[data-kind='{kind}']").filter(has=page.locator(f"a[href='/runs/{run}']"))
    return found.filter(has=page.locator("h3", has_text=who)) if who else found


def approve(page: Page, run: str, who: str) -> None:
    """Approve the message to somebody, as it stands."""
    card = cards(page, "approval", run, who)
    card.get_by_role("button", name="Approve", exact=True).click()
    expect(card).to_have_count(0)


def take_over(page: Page, run: str, who: str) -> None:
    """Take somebody over who was flagged."""
    card = cards(page, "hand-off", run, who)
    card.get_by_role("button", name="Take over").click()
    card.locator(".danger").click()
    expect(card).to_have_count(0)


def reply(page: Page, letter: Locator, words: str) -> None:
    """Answer a message of the practice outbox as whoever got it."""
    letter.get_by_role("button", name="Reply").click()
    letter.get_by_role("textbox").fill(words)
    letter.get_by_role("button", name=re.compile("Reply|Send")).last.click()
    expect(letter).to_have_attribute("data-state", "replied")


def go_on(page: Page, run: str, who: str) -> None:
    """Let somebody's wait be over, on the page of the run."""
    visit(page, f"/runs/{run}")
    person(page, who).click()
    page.get_by_role("button", name="Continue now").click()
    expect(page.locator("[data-log] [data-kind=ordered]").filter(has_text="Continue now").first).to_be_visible()


def outbox(programs: Programs, run: str = "") -> list[dict[str, Any]]:
    """Every message that went out, or those of a run."""
    return [one for one in programs.get("/outbox")["messages"] if run in ("", one["run"])]


def sent(programs: Programs, run: str, kind: str, count: int) -> list[dict[str, Any]]:
    """What a run sent of a kind, as soon as it is so much."""
    until = time.monotonic() + SOON / 1000
    while len(found := [one for one in outbox(programs, run) if one["kind"] == kind]) != count:
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return found
