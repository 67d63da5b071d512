"""Changes of a flow: by the copilot, by the keyboard, by the mouse, in two windows at once."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.editor.conftest import Opens
from tests.editor.stories.programs import FOLLOW_UP, Programs, lines_that_differ
from tests.editor.stories.views import box, edit, form, line, show, toast

NEWS = """\
flow "News"

on manual

use crm.find_contacts, web.search
use people.notify

let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 5
  let @news = web.search("recent news about {@contact.fullName}")
  people.notify(@me, "{@contact.fullName}: {length(@news)} articles")
end
wait 1 day
"""


DIGEST = """\
flow "Digest"

on manual

use people.notify, web.search

wait 1 day
if length(@me.name) > 3
  let @news = web.search("recent news about us")
  people.notify(@me, "{length(@news)} headlines")
end
"""


def carry(page: Page, words: str, place: str) -> Locator:
    """Pick a step up and hold it over a place, which is given back."""
    target = page.locator(f".sy-plus[data-place='{place}']")
    start, end = box(page, words).bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 60, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 70, start["y"] + 40, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    return target


def drag(page: Page, words: str, place: str) -> None:
    """Drag a step to a place."""
    expect(carry(page, words, place)).to_have_class(re.compile("is-target"))
    page.mouse.up()


def ask(page: Page, words: str) -> None:
    field = page.get_by_role("textbox", name="Say what should change")
    field.fill(words)
    field.press("Enter")


def test_a_proposal_marks_one_box_and_changes_nothing_until_it_is_accepted(opens: Opens, programs: Programs) -> None:
    flow = programs.make(FOLLOW_UP)
    page = edit(opens, flow)
    ask(page, "wait 5 days, not 3")
    proposal = page.locator("[data-proposal=open]")
    expect(proposal).to_contain_text("→")
    expect(page.locator("[data-mark=changed]")).to_have_count(1)
    expect(page.locator("[data-mark=changed]")).to_contain_text("Wait for a reply")
    assert programs.draft(flow) == FOLLOW_UP
    proposal.get_by_role("button", name="Reject").click()
    expect(page.locator("[data-proposal=rejected]")).to_be_visible()
    expect(page.locator("[data-mark=changed]")).to_have_count(0)
    assert programs.draft(flow) == FOLLOW_UP
    ask(page, "wait 5 days, not 3")
    page.locator("[data-proposal=open]").get_by_role("button", name="Accept").click()
    expect(page.locator("[data-proposal=accepted]")).to_be_visible()
    expect(box(page, "at most 5 days")).to_be_visible()
    assert [new for _, new in lines_that_differ(FOLLOW_UP, programs.draft(flow))] == [
        "  wait for email.replied where @email.from == @deal.contact.email at most 5 days"
    ]


def test_a_step_is_inserted_by_keyboard_alone_and_brings_its_use_line(opens: Opens, programs: Programs) -> None:
    flow = programs.make('flow "A note"\n\non manual\n\nwait 1 day\nwait 2 days\n')
    page = edit(opens, flow)
    page.locator(".sy-box[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    expect(box(page, "Wait 1 day")).to_be_focused()
    page.keyboard.press("/")
    search = page.get_by_role("combobox", name="What comes here?")
    expect(search).to_be_focused()
    page.keyboard.type("notify")
    expect(page.get_by_role("option").first).to_contain_text(re.compile("notif", re.IGNORECASE))
    page.keyboard.press("Enter")
    expect(search).to_have_count(0)
    told = page.locator(".toast", has=page.get_by_role("button", name="Undo", exact=True))
    expect(told).to_contain_text(re.compile("notif|tell", re.IGNORECASE))
    expect(page.locator(".sy-box")).to_have_count(4)
    added = [
        row
        for row in programs.draft(flow).splitlines()
        if row not in ("", 'flow "A note"', "on manual", "wait 1 day", "wait 2 days")
    ]
    assert added[0] == "use people.notify"
    assert len(added) == 2
    assert added[1].startswith("people.notify(")
    assert (
        programs.draft(flow).index("wait 1 day")
        < programs.draft(flow).index(added[1])
        < programs.draft(flow).index("wait 2 days")
    )
    expect(form(page).get_by_role("textbox").first).to_be_focused()


def test_a_step_dragged_out_of_its_loop_is_amber_then_a_finding_and_undo_gives_back_the_same_bytes(
    opens: Opens, programs: Programs
) -> None:
    flow = programs.make(NEWS)
    page = edit(opens, flow)
    target = carry(page, "articles", ":1")
    expect(target).to_have_class(re.compile("is-amber"))
    expect(page.locator(".sy-ghost-note")).to_contain_text("@")
    page.mouse.up()
    finding = page.locator("[data-finding]").first
    expect(finding).to_contain_text("@contact")
    assert programs.draft(flow) != NEWS
    toast(page, "Undo").get_by_role("button").click()
    expect(finding).to_have_count(0)
    assert programs.draft(flow) == NEWS


def test_a_step_moved_away_from_its_data_may_take_the_data_along(opens: Opens, programs: Programs) -> None:
    flow = programs.make(DIGEST)
    page = edit(opens, flow)
    drag(page, "headlines", ":0")
    finding = page.locator("[data-finding]").first
    expect(finding).to_contain_text("@news")
    finding.get_by_role("button", name="Move `let @news` too").click()
    expect(page.get_by_role("button", name="Undo moved a step with")).to_be_enabled()
    expect(page.locator("[data-finding]")).to_have_count(0)
    rows = [row.strip() for row in programs.draft(flow).splitlines()]
    assert [row.split("(")[0] for row in rows[6:8]] == ["let @news = web.search", "people.notify"]
    page.locator(".flow-head, body").first.press("Control+z")
    expect(toast(page, "moved a step with")).to_be_visible()
    assert programs.draft(flow) == DIGEST


def sentence(page: Page, words: str) -> Locator:
    return page.locator(".english .sentence", has_text=words)


def test_a_sentence_said_otherwise_is_a_proposal_for_its_box(opens: Opens, programs: Programs) -> None:
    flow = programs.make(FOLLOW_UP)
    page = edit(opens, flow)
    show(page, "english")
    sentence(page, "Wait for a reply").click()
    field = page.get_by_role("textbox", name="Say instead")
    expect(field).to_be_focused()
    field.fill("Wait until the moon is full")
    field.press("Enter")
    expect(page.locator("[data-asked]")).to_contain_text("Wait until the moon is full")
    expect(field).to_have_value("Wait until the moon is full")
    assert programs.draft(flow) == FOLLOW_UP
    field.fill("Wait for a reply by email from the deal's contact, at most 6 days.")
    field.press("Enter")
    expect(page.locator("[data-proposal=open]")).to_be_visible()
    expect(field).to_have_count(0)
    expect(page.locator("[data-mark=changed]")).to_have_count(1)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(sentence(page, "at most 6 days")).to_be_visible()
    assert len(lines_that_differ(FOLLOW_UP, programs.draft(flow))) == 1


def test_sentences_are_moved_and_deleted_by_key(opens: Opens, programs: Programs) -> None:
    flow = programs.make('flow "A note"\n\non manual\n\nuse people.notify\n\nwait 1 day\nwait 2 days\n')
    page = edit(opens, flow)
    show(page, "english")
    sentence(page, "Wait 2 days").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".english .sentence").nth(1)).to_have_text("Wait 2 days.")
    sentence(page, "Wait 1 day").focus()
    page.keyboard.press("Delete")
    expect(sentence(page, "Wait 1 day")).to_have_count(0)
    expect(page.locator(".sy-box")).to_have_count(2)
    sentence(page, "Wait 2 days").click()
    page.get_by_role("button", name="Delete this step (Delete)").click()
    expect(sentence(page, "Wait 2 days")).to_have_count(0)


def test_two_windows_of_one_flow_agree_within_a_second(opens: Opens, programs: Programs) -> None:
    flow = programs.make(FOLLOW_UP)
    first, second = edit(opens, flow), edit(opens, flow)
    show(second, "text")
    box(first, "Wait for a reply").click()
    at_most = form(first).get_by_role("textbox", name="At most")
    at_most.fill("6 days")
    at_most.press("Enter")
    expect(box(first, "at most 6 days")).to_be_visible()
    expect(line(second, "at most 6 days")).to_be_visible(timeout=1_000)
    line(second, "at most 6 days").click()
    for key in ("End", *["ArrowLeft"] * 5, "Backspace", "8"):
        second.keyboard.press(key)
    expect(second.locator("[data-at-most]")).to_contain_text("up to 13 days")
    expect(box(first, "at most 8 days")).to_be_visible(timeout=1_000)
    assert programs.draft(flow) == FOLLOW_UP.replace("at most 3 days", "at most 8 days")
