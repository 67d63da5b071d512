"""Jennifer's second flow: who has good numbers gets an offer, and a task is made."""

from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.journeys.doing import SOON, close_test, go_live, look_at, rehearse, run_now, sent, tell
from tests.editor.stories.programs import Programs

OFFER = "Your campaign is crushing it! Scale the budget?"
UPSELL = (
    f"Every Monday at 10, find customers with adoption over 50%, email their contact '{OFFER}' and create a task for a "
    "follow-up."
)
HALDEN = "Halden Foods"
GOOD = 2
"""Customers of the practice workspace with an adoption over 50%."""


def test_good_numbers_become_an_offer_and_a_task(opens: Opens, programs: Programs) -> None:
    page = opens("/")
    tell(page, UPSELL)
    rehearse(page, programs, GOOD)
    expect(look_at(page, HALDEN).first).to_contain_text("crushing it")
    close_test(page)
    go_live(page, asks_first=False)
    run = run_now(page)
    expect(page.locator("[data-people] [data-state=done]")).to_have_count(GOOD, timeout=SOON)
    assert {one["subject"] for one in sent(programs, run, "email", GOOD)} == {OFFER}
    made = {str(one["title"]) for one in programs.get("/records/task")["records"]}
    assert {f"Follow up: {HALDEN}", "Follow up: Pagewright"} <= made
