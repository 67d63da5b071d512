"""Sarah has a template, changes one wait, and finds who answered in her inbox."""

from playwright.sync_api import expect

from tests.editor.conftest import Opens
from tests.editor.journeys.doing import (
    AT_ANY_HOUR,
    SOON,
    approve,
    ask,
    cards,
    change,
    close_test,
    go_live,
    go_on,
    install,
    look_at,
    outbox,
    person,
    rehearse,
    reply,
    run_now,
    see,
    sent,
    take_over,
    visit,
)
from tests.editor.stories.programs import Programs

LUC, CLARA = "Luc Moreau", "Clara Vogt"
"""One who accepts the invitation when the flow is tested, and one who does not."""
VPS = 7
"""VPs at companies of 50 to 200 people in the practice workspace."""


def test_sarah_installs_changes_tests_runs_and_takes_over(opens: Opens, programs: Programs) -> None:
    page = opens("/templates")
    flow = install(page, "Big 4 outbound", "Sarah's outbound")
    see(page, "Wait 3 days")
    change(page, "Yes! But email after 5 days, not 3")
    see(page, "Wait 5 days")
    assert "\n  wait 5 days\n" in programs.draft(flow)
    assert "with approval by @me within 3 days" in programs.draft(flow)
    expect(ask(page, "20 prospects a day")).to_contain_text("It is so already.")
    change(page, AT_ANY_HOUR)

    rehearse(page, programs, VPS)
    letters = look_at(page, LUC)
    expect(letters).to_have_count(2)
    expect(letters.first).to_contain_text("Hi Luc")
    expect(look_at(page, CLARA)).to_have_count(1)
    close_test(page)

    expect(page.locator("[data-at-most]")).to_contain_text("Never more than 20 invitations")
    go_live(page)
    run = run_now(page)
    expect(person(page, LUC)).to_be_visible(timeout=SOON)
    visit(page, "/inbox")
    mine = cards(page, "by hand", run)
    expect(mine).to_have_count(VPS, timeout=SOON)
    cards(page, "by hand", run, LUC).get_by_role("button", name="I sent it").click()
    expect(mine).to_have_count(VPS - 1)

    (invitation,) = sent(programs, run, "invitation", 1)
    assert invitation["person"] == LUC
    visit(page, "/outbox")
    page.locator(f"[data-message='{invitation['id']}']").get_by_role("button", name="Accept").click()
    go_on(page, run, LUC)
    visit(page, "/inbox")
    expect(cards(page, "approval", run)).to_have_count(1, timeout=SOON)
    approve(page, run, LUC)
    (email,) = sent(programs, run, "email", 1)
    assert email["person"] == LUC
    visit(page, "/outbox")
    reply(page, page.locator(f"[data-message='{email['id']}']"), "Yes, let's talk about it on Monday")

    visit(page, "/inbox")
    flagged = cards(page, "hand-off", run)
    expect(flagged).to_contain_text("Yes, let's talk about it on Monday", timeout=SOON)
    take_over(page, run, LUC)
    visit(page, f"/runs/{run}")
    expect(person(page, LUC)).to_contain_text("taken over", timeout=SOON)
    assert sorted(one["kind"] for one in outbox(programs, run)) == ["email", "invitation"]
