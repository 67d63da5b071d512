"""From a sentence to a flow, and from a sentence to a live run with the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.editor.browser import ready
from tests.editor.conftest import Opens
from tests.editor.stories.programs import Programs
from tests.editor.stories.views import code, drawn, show, whole

NEVER_PREPARED = (
    "Every Thursday at 16:30, find contacts tagged webinar-june, at most 7. Wait 2 days. "
    "Email each of them the Win back template and let me approve it first."
)
WISH = "Every Tuesday at 10, find contacts tagged webinar-june, at most 5. Create a task for me to call each of them."
FOCUSED = "document.activeElement?.matches('button') && document.activeElement.innerText.trim()"


def test_a_sentence_nobody_prepared_becomes_boxes_text_and_readback_that_agree(
    opens: Opens, programs: Programs
) -> None:
    page = opens("/")
    wish = page.get_by_role("textbox", name="What should happen?")
    wish.fill(NEVER_PREPARED)
    wish.press("Enter")
    page.wait_for_url(re.compile("/flows/flow-"))
    drawn(page)
    expect(page.locator("[data-turn=applied]")).to_be_visible()
    whole(page)
    sentences = page.locator(".sy-box .sy-sentence")
    expect(sentences.first).to_contain_text("Thursday at 16:30")
    for words in ("webinar-june", "at most 7", "Wait 2 days", "Win back"):
        expect(sentences.filter(has_text=words).first).to_be_visible()
    boxes = [words.rstrip(".:") for words in sentences.all_inner_texts()]
    show(page, "english")
    read = [words.rstrip(".: ") for words in page.locator(".english .sentence:not(.goal)").all_inner_texts()]
    assert read == boxes
    show(page, "text")
    flow = page.url.rsplit("/", 1)[-1]
    text = programs.draft(flow)
    expect(code(page)).to_have_text(text.replace("\n", ""), use_inner_text=False)
    for words in (
        "every thursday at 16:30",
        '"webinar-june"',
        "at most 7",
        "wait 2 days",
        '"Win back"',
        "with approval",
    ):
        assert words in text
    assert programs.get(f"/flows/{flow}/check")["ok"]


def test_a_sentence_nobody_understands_is_asked_back_and_nothing_is_called_wrong(opens: Opens) -> None:
    page = opens("/")
    wish = page.get_by_role("textbox", name="What should happen?")
    wish.fill("frobnicate the splines asap")
    wish.press("Enter")
    page.wait_for_url(re.compile("/flows/flow-"))
    ready(page)
    expect(page.locator("[data-turn]").first).to_contain_text("frobnicate the splines")
    expect(page.get_by_text("A file begins with its name")).to_have_count(0)
    expect(page.locator("[data-bar=broken]")).to_have_count(0)


def test_what_was_assumed_stays_on_its_box_and_is_changed_from_there(opens: Opens, programs: Programs) -> None:
    page = opens("/")
    wish = page.get_by_role("textbox", name="What should happen?")
    wish.fill("Every Monday at 9, email my contacts tagged vip about the webinar and wait for a reply")
    wish.press("Enter")
    page.wait_for_url(re.compile("/flows/flow-"))
    drawn(page)
    noted = page.locator(".sy-box[data-mark=assumed]")
    expect(noted).to_contain_text("once per contact in 30 days")
    expect(noted).to_contain_text("at most 50 each time")
    boxes = page.locator(".sy-box").count()
    page.locator("[data-step=on]").first.click()
    page.locator(".sy-box").first.press("/")
    page.get_by_role("combobox", name="What comes here?").press_sequentially("wait")
    page.keyboard.press("Enter")
    expect(page.locator(".sy-box")).to_have_count(boxes + 1)
    expect(noted).to_have_count(1)
    expect(noted).to_contain_text("For each contact")
    page.locator("[data-note=assumed]").click()
    expect(page.locator("[data-assumed]", has_text="at most 50 each time").get_by_role("button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sy-box", has_text="For each contact")).to_contain_text("at most 20")
    expect(noted).to_have_count(0)


def test_somebody_gets_from_a_sentence_to_a_live_run_with_the_keyboard_alone(opens: Opens, programs: Programs) -> None:
    page = opens("/")
    expect(page.get_by_role("textbox", name="What should happen?")).to_be_focused()
    page.keyboard.type(WISH)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/flows/flow-"))
    drawn(page)
    expect(page.locator("[data-turn=applied]")).to_be_visible()
    _tab_to(page, "Test")
    page.keyboard.press("Enter")
    expect(page.locator("[data-test=open]")).to_be_visible()
    _tab_to(page, "Close")
    page.keyboard.press("Enter")
    expect(page.locator("[data-test=open]")).to_have_count(0)
    _tab_to(page, "Go live", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-sheet=live]")).to_be_visible()
    _tab_to(page, "Go live")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_text("Live v1")
    _tab_to(page, "Run now", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-sheet=run]")).to_be_visible()
    _tab_to(page, "Run now")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/runs/run-"))
    expect(ready(page).locator("[data-people] [data-state=done]")).to_have_count(5)
    run = page.url.rsplit("/", 1)[-1]
    assert programs.get(f"/runs/{run}")["line"]["state"] == "completed"


def _tab_to(page: Page, name: str, back: bool = False) -> None:
    """Press Tab until a button has the focus; no more often than somebody would bear."""
    for _ in range(90):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if (
            page.evaluate("document.activeElement?.matches('button') && document.activeElement.innerText.trim()")
            == name
        ):
            return
    raise AssertionError(f"No Tab leads to “{name}”.")
