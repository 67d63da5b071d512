"""Going on typing while the form is drawn again: nothing that was typed in the next field is lost."""

from time import monotonic, sleep

from playwright.sync_api import Locator, Page, expect

from tests.editor.conftest import Opens
from tests.editor.stories.programs import Programs
from tests.editor.stories.views import box, edit, form, whole

TIMES = 20
UNDECIDED = """\
flow "Two to decide"

on manual with
  contact: contact
end

use email.send with approval

email.send(to: @contact, subject: todo "about what?", text: todo "saying what?")
"""
FILTER = """\
flow "Two rows"

on contact.created where @contact.title == "a" and @contact.email contains "b"

use crm.create_task

crm.create_task(title: "Call", about: @contact)
"""


def named(page: Page, label: str) -> Locator:
    """A field of the form."""
    return form(page).get_by_label(label, exact=True).first


def chosen(opens: Opens, programs: Programs, text: str, words: str) -> tuple[Page, str]:
    flow = programs.make(text)
    page = edit(opens, flow)
    whole(page)
    box(page, words).click()
    return page, flow


def test_what_is_typed_in_the_next_field_stays(opens: Opens, programs: Programs) -> None:
    """The first field leaves those that are still to decide, so the whole form is laid out anew."""
    page, flow = chosen(opens, programs, UNDECIDED, "Send")
    subject, text = named(page, "Subject"), named(page, "Text")
    undecided = page.locator("[data-finding]")
    for time in range(TIMES):
        subject.click()
        page.keyboard.type(f"Number {time}")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Because they asked for it, {time} times in all", delay=time)
        page.keyboard.press("Tab")
        expect(text).to_have_text(f"Because they asked for it, {time} times in all")
        _comes(programs, flow, f'subject: "Number {time}"', f'text: "Because they asked for it, {time} times in all"')
        expect(undecided).to_have_count(0)
        programs.write(flow, UNDECIDED)
        expect(undecided).to_have_count(2)  # a field alone is blank for a moment while the form is laid out anew
        expect(text).to_have_text("")


def test_what_is_typed_in_another_row_of_the_same_field_stays(opens: Opens, programs: Programs) -> None:
    page, flow = chosen(opens, programs, FILTER, "contact")
    first, second = (named(page, f"Compared with Contact › {name}") for name in ("Title", "Email"))
    for delay in (0, 5, 15, 40):
        for field, words, pause in ((first, f"Head {delay}", 0), (second, f"a-long-word-{delay}.example", delay)):
            field.click()
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(words, delay=pause)
        page.keyboard.press("Tab")
        _comes(programs, flow, f'@contact.title == "Head {delay}"', f'contains "a-long-word-{delay}.example"')


def test_a_field_that_adds_is_empty_again_and_what_comes_next_is_kept(opens: Opens, programs: Programs) -> None:
    page, flow = chosen(opens, programs, UNDECIDED.replace("Two", "Given"), "start it")
    more = form(page).locator('[data-field="input:+"]').get_by_label("Name", exact=True)
    for name in ("Company size", "Region", "Budget"):
        more.click()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        expect(more).to_have_value("")
    _comes(programs, flow, "  companySize: text", "  region: text", "  budget: text")


def _comes(programs: Programs, flow: str, *lines: str) -> None:
    """Wait until the draft says all of this."""
    until = monotonic() + 15
    while any(line not in (draft := programs.draft(flow)) for line in lines):
        assert monotonic() < until, draft
        sleep(0.1)
