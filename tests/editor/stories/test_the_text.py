"""Text that cannot be read: what is drawn then, and that nothing else of it is touched."""

import re

from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.stories.programs import FOLLOW_UP, Programs, lines_that_differ
from tests.editor.stories.views import box, code, edit, form, line, show, toast, whole

EIGHT_LINES = """\
flow "A slow week"
on manual
use people.notify
wait 1 day
wait   2 days
people.notify(@me, "One")
wait 3 days
people.notify(@me,  "Two")
wait 4 days
"""
"""Lines 5 and 8 are written as no formatter writes them."""


def test_a_missing_end_greys_the_canvas_until_it_is_added_and_undo_gives_back_the_same_bytes(
    opens: Opens, programs: Programs
) -> None:
    flow = programs.make(FOLLOW_UP)
    page = edit(opens, flow)
    boxes = page.locator(".sy-box").count()
    show(page, "text")
    code(page).press("Control+End")
    for key in ("ArrowUp", "End", "Shift+Home", "Delete"):
        code(page).press(key)
    bar = page.locator("[data-bar=broken]")
    expect(bar).to_contain_text("Line 10: This `for each` is never closed: its `end` is missing.")
    expect(page.locator(".sy-canvas")).to_have_class(re.compile("is-greyed"))
    expect(page.locator(".sy-box")).to_have_count(boxes)
    assert programs.draft(flow) == FOLLOW_UP.removesuffix("end\n") + "\n"
    bar.get_by_role("button", name="Add it").click()
    expect(bar).to_have_count(0)
    expect(page.locator(".is-greyed")).to_have_count(0)
    code(page).press("Control+z")
    expect(bar).to_be_visible()
    code(page).press("Control+z")
    expect(bar).to_have_count(0)
    expect(toast(page, "Undone: typing")).to_be_visible()
    assert programs.draft(flow) == FOLLOW_UP


def test_a_form_changes_its_own_line_alone_while_another_line_cannot_be_read(opens: Opens, programs: Programs) -> None:
    flow = programs.make(EIGHT_LINES)
    page = edit(opens, flow)
    show(page, "text")
    line(page, "Two").click()
    code(page).press("End")
    code(page).press("Backspace")
    show(page, "canvas")
    whole(page)
    expect(box(page, 'people.notify(@me,  "Two"')).to_be_visible()
    expect(page.locator(".is-broken")).to_have_count(1)
    before = programs.draft(flow)
    assert lines_that_differ(EIGHT_LINES, before) == [('people.notify(@me,  "Two")', 'people.notify(@me,  "Two"')]
    box(page, "Wait 2 days").click()
    form(page).get_by_role("textbox", name="How long").fill("6 days")
    form(page).get_by_role("textbox", name="How long").press("Enter")
    expect(box(page, "Wait 6 days")).to_be_visible()
    assert lines_that_differ(before, programs.draft(flow)) == [("wait   2 days", "wait   6 days")]
