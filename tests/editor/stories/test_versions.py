"""A flow that is live and being changed."""

from playwright.sync_api import expect

from tests.editor.browser import ready
from tests.editor.conftest import Opens
from tests.editor.stories.programs import Programs, lines_that_differ
from tests.editor.stories.views import box, code, edit, line, show

TELLING = """\
flow "Telling me"

on manual

use people.notify

people.notify(@me, "the old words")
"""


def test_a_live_flow_acts_as_it_was_published_until_its_draft_is_published(opens: Opens, programs: Programs) -> None:
    flow = programs.make(TELLING)
    programs.post(f"/flows/{flow}/publish")
    page = edit(opens, flow)
    status = page.locator("[data-status]")
    expect(status).to_have_text("Live v1")
    show(page, "text")
    line(page, "the old words").click()
    for key in ("End", *["ArrowLeft"] * len(' words")'), *["Backspace"] * len("old")):
        code(page).press(key)
    page.keyboard.type("new")
    expect(box(page, "the new words")).to_be_attached()
    expect(status).to_have_attribute("data-behind", "1")
    expect(status).to_contain_text("Live: v1")
    assert lines_that_differ(TELLING, programs.draft(flow))[0][1] == 'people.notify(@me, "the new words")'
    old = str(programs.post(f"/flows/{flow}/trigger")["run"])
    page.get_by_role("button", name="Review and publish").click()
    page.locator("[data-go]").click()
    expect(status).to_have_text("Live v2")
    new = str(programs.post(f"/flows/{flow}/trigger")["run"])
    for run, words in ((old, "the old words"), (new, "the new words")):
        page.goto(f"/runs/{run}")
        expect(ready(page).locator("[data-log]")).to_contain_text(words)


RARE = """\
flow "A rare word"

on manual

use crm.find_contacts
use gmail.send with approval by @me within 1 day

let @people = crm.find_contacts(where: "webinar-june" in @contact.tags)
for each @contact in @people at most 3
  if @contact.title contains "Astronaut"
    gmail.send(to: @contact, subject: "To the moon", text: "Hi {@contact.firstName or "there"}, mind the gap.")
  otherwise
    gmail.send(to: @contact, subject: "Thank you", text: "Hi {@contact.firstName or "there"}, thank you.")
  end
end
"""


def test_no_message_goes_live_unread_not_even_one_that_nobody_gets_today(opens: Opens, programs: Programs) -> None:
    page = edit(opens, programs.make(RARE))
    page.get_by_role("button", name="Go live").click()
    sheet = page.locator("[data-sheet=live]")
    expect(sheet.get_by_role("heading", name="2 messages to read")).to_be_visible()
    met, rare = sheet.locator("[data-message]:not([data-written])"), sheet.locator("[data-message][data-written]")
    expect(met).to_contain_text("thank you.")
    expect(rare).to_contain_text("To the moon")
    expect(rare).to_contain_text("mind the gap.")
