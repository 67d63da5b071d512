"""What happens to people while a flow runs: approvals, a server that dies, failures, and what may have been sent."""

from playwright.sync_api import Locator, Page, expect

from tests.editor.browser import PHONE
from tests.editor.conftest import Opens
from tests.editor.stories.programs import FOLLOW_UP, Programs

ONE_OF_TWENTY = """\
flow "Look somebody up"

on manual

use crm.find_contacts, crm.log_activity, apollo.enrich

let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 20
  if @contact.firstName == "Ann"
    apollo.enrich(@contact)
  end
  crm.log_activity(@contact, "Looked up")
end
"""
THREE_EMAILS = """\
flow "A word to three"

on manual

use crm.find_contacts, crm.log_activity
use gmail.send at most 10 per day

let @people = crm.find_contacts(where: "webinar-june" in @contact.tags and @contact.firstName != "Ann")
for each @contact in @people at most 3
  gmail.send(to: @contact, subject: "The webinar", text: "Thank you for coming.")
  crm.log_activity(@contact, "Wrote to them")
end
"""


def person(page: Page, name: str) -> Locator:
    return page.locator("[data-people] [data-person]", has_text=name)


def test_an_email_edited_on_a_phone_goes_out_as_edited_and_the_log_names_who_did_it(
    opens: Opens, programs: Programs
) -> None:
    run = programs.start(FOLLOW_UP)
    page = opens("/inbox", PHONE)
    card = page.locator("article[data-kind=approval]", has=page.locator(f"a[href='/runs/{run}']"))
    ann = card.filter(has_text="Ann Keller")
    ask = ann.get_attribute("data-ask")
    words = ann.get_by_role("textbox", name="Message")
    words.fill("Hi Ann,\n\nthis is the sentence I chose myself.")
    ann.get_by_role("button", name="Edit and approve").click()
    expect(ann).to_have_count(0)
    page.goto("/outbox?who=Ann+Keller")
    expect(page.locator("[data-message]").first).to_contain_text("this is the sentence I chose myself.")
    assert [(one["who"], one["what"]) for one in programs.get("/audit")["lines"] if one["about"] == ask] == [
        ("sarah", "answered")
    ]
    page.goto(f"/runs/{run}")
    logged = page.locator("[data-log] [data-kind=ordered]")
    expect(logged).to_have_count(1)
    expect(logged).to_contain_text("Sarah Lind approved it with other words")
    expect(logged).to_contain_text("this is the sentence I chose myself.")


def test_one_failed_person_of_twenty_is_retried_from_where_it_failed(opens: Opens, programs: Programs) -> None:
    programs.post("/connections/apollo/plant", {"fault": "no credits"})
    run = programs.start(ONE_OF_TWENTY)
    page = opens(f"/runs/{run}")
    expect(page.locator("[data-people] [data-state=done]")).to_have_count(19)
    expect(page.locator("[data-people] [data-state=failed]")).to_have_count(1)
    programs.post("/connections/apollo/mend")
    person(page, "Ann Keller").click()
    page.get_by_role("button", name="Retry from here").last.click()
    expect(page.locator("[data-people] [data-state=done]")).to_have_count(20)
    person(page, "Ann Keller").click()
    logged = page.locator("[data-log] [data-kind=did]", has_text="Looked up")
    expect(logged).to_have_count(20)


def test_an_uncertain_email_is_resolved_each_way(opens: Opens, programs: Programs) -> None:
    programs.post("/connections/gmail/plant", {"fault": "hang up", "times": 3})
    run = programs.start(THREE_EMAILS)
    page = opens("/inbox")
    cards = page.locator("article[data-kind=uncertain]", has=page.locator(f"a[href='/runs/{run}']"))
    expect(cards).to_have_count(3)
    names = cards.locator("h3").all_inner_texts()
    arrived, again, skipped = (cards.filter(has=page.get_by_role("heading", name=name)) for name in names)
    arrived.get_by_role("button", name="It arrived, go on").click()
    expect(cards).to_have_count(2)
    again.get_by_role("button", name="It did not, send it").click()
    expect(cards).to_have_count(1)
    skipped.get_by_role("button", name=f"Skip {names[2]}").click()
    skipped.locator(".danger").click()
    expect(cards).to_have_count(0)
    page.goto(f"/runs/{run}")
    for name, state in zip(names, ("done", "done", "skipped"), strict=True):
        expect(person(page, name)).to_have_attribute("data-state", state)
    sent = [one["person"] for one in programs.get("/outbox?connection=gmail")["messages"] if one["run"] == run]
    assert sorted(sent) == sorted([*names, names[1]])
