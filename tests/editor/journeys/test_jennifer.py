"""Jennifer says what her clients should hear every week."""

from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.journeys.doing import (
    SOON,
    approve,
    cards,
    change,
    close_test,
    go_live,
    go_on,
    look_at,
    person,
    rehearse,
    run_now,
    see,
    sent,
    tell,
    visit,
)
from tests.editor.stories.programs import Programs

WEEKLY = (
    "Every Monday at 9 AM, for each client, send a personalized email 'Hi [client], week in review' with metrics and "
    "insights."
)
HALDEN, INGRID = "Halden Foods", "Ingrid Solberg"
CLIENTS = 4
"""Customers of the practice workspace."""


def test_jennifers_clients_hear_from_her_every_week(opens: Opens, programs: Programs) -> None:
    page = opens("/")
    flow = tell(page, WEEKLY)
    expect(page.get_by_text("assumed: customers are the companies with a renewal date")).to_be_visible()
    change(page, "Yes! Add: if the client hasn't replied in 2 weeks, send a gentle check-in")
    see(page, "at most 2 weeks")
    assert " again\n" in programs.draft(flow)

    rehearse(page, programs, CLIENTS)
    look_at(page, HALDEN)
    page.get_by_role("combobox", name="Does it come?").select_option("never")
    letters = page.locator("[data-message]").filter(has_text=INGRID)
    expect(letters).to_have_count(2)
    expect(letters.first).to_contain_text("Adoption: 64%")
    expect(letters.last).to_contain_text("I just wanted to check in.")
    close_test(page)

    go_live(page)
    run = run_now(page)
    visit(page, "/inbox")
    expect(cards(page, "approval", run)).to_have_count(CLIENTS, timeout=SOON)
    approve(page, run, HALDEN)
    (review,) = sent(programs, run, "email", 1)
    assert (review["person"], review["subject"]) == (INGRID, "Hi Ingrid, week in review")
    assert "Adoption: 64%" in review["body"]
    go_on(page, run, HALDEN)
    visit(page, "/inbox")
    expect(cards(page, "approval", run, HALDEN)).to_have_count(1, timeout=SOON)
    approve(page, run, HALDEN)
    assert sent(programs, run, "email", 2)[0]["subject"] == "Gentle check-in"
    visit(page, f"/runs/{run}")
    expect(person(page, HALDEN)).to_have_attribute("data-state", "done", timeout=SOON)
