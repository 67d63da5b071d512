"""Alex begins with Sarah's flow: duplicated for him, with the replies in his name."""

import re

from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.journeys.doing import (
    AT_ANY_HOUR,
    SOON,
    approve,
    cards,
    change,
    close_test,
    go_live,
    go_on,
    person,
    rehearse,
    reply,
    run_now,
    sent,
    take_over,
    visit,
)
from tests.editor.stories.programs import Programs
from tests.editor.stories.views import drawn, whole


def test_alex_takes_over_who_answered_a_flow_that_was_duplicated_for_him(opens: Opens, programs: Programs) -> None:
    page = opens("/flows")
    page.get_by_role("link", name="Big 4 outbound").first.click()
    page.wait_for_url(re.compile("/flows/flow-"))
    drawn(page)
    hers = page.url
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Duplicate").click()
    page.wait_for_url(lambda url: "/flows/flow-" in url and url != hers)
    drawn(page)
    whole(page)
    flow = page.url.rpartition("/")[2]
    change(page, "Assign the replies to Alex and rename it to Outbound for Alex")
    change(page, "3 prospects a day")
    change(page, AT_ANY_HOUR)
    expect(page.get_by_role("heading", level=1)).to_have_text("Outbound for Alex")
    text = programs.draft(flow)
    assert "hand off to @user.salesRep or @me" in text
    assert "at most 3 once" in text

    rehearse(page, programs, 3)
    close_test(page)
    go_live(page)
    run = run_now(page)
    visit(page, "/inbox")
    invitations = cards(page, "by hand", run)
    expect(invitations).to_have_count(3, timeout=SOON)
    who = invitations.first.locator("h3").inner_text()
    invitations.first.get_by_role("button", name="I sent it").click()
    (invitation,) = sent(programs, run, "invitation", 1)
    assert invitation["person"] == who
    visit(page, "/outbox")
    page.locator(f"[data-message='{invitation['id']}']").get_by_role("button", name="Accept").click()
    go_on(page, run, who)
    visit(page, "/inbox")
    approve(page, run, who)
    (email,) = sent(programs, run, "email", 1)
    visit(page, "/outbox")
    reply(page, page.locator(f"[data-message='{email['id']}']"), "I would like a demo")

    visit(page, "/inbox?whose=all")
    flagged = cards(page, "hand-off", run)
    expect(flagged).to_contain_text("I would like a demo", timeout=SOON)
    expect(flagged).to_contain_text("Alex Moreno")
    take_over(page, run, who)
    visit(page, f"/runs/{run}")
    expect(person(page, who)).to_contain_text("taken over", timeout=SOON)
    assert programs.get(f"/runs/{run}")["line"]["state"] == "needs you"
