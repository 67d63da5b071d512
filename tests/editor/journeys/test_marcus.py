"""Marcus lets no deal go quiet: with a template that knows cold deals, and with a flow of his own words."""

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
    person,
    rehearse,
    reply,
    run_now,
    see,
    sent,
    take_over,
    tell,
    visit,
)
from tests.editor.stories.programs import Programs

COLD = "if a deal goes cold, move it to Nurture and send a monthly update email"
OWN_WORDS = (
    "Every weekday at 9, find deals in Demo Complete with no activity for 7 days, at most 20. Send the contact a "
    "follow-up email. If the deal is over $10K, notify me and the owner. Wait up to 3 days for a reply. If they reply, "
    "notify the owner immediately."
)
ANN, JONAS, NADIA = "Ann Keller", "Jonas Weiß", "Nadia Klein"
BRIGHTWATER, TESSEL, LUMEN = "Brightwater onboarding", "Tessel rollout", "Lumen Ledger pilot"
QUIET = 5
"""Deals of the practice workspace that are quiet after a demo or a proposal."""
MONTHLY = 6
"""So many updates go to whoever stays cold."""


def stage(programs: Programs, deal: str) -> str:
    """The stage of a deal in the CRM."""
    return next(str(one["stage"]) for one in programs.get("/records/deal")["records"] if one["name"] == deal)


def test_marcus_installs_a_template_that_keeps_cold_deals_warm(opens: Opens, programs: Programs) -> None:
    page = opens("/templates")
    flow = install(page, "Deal stage progression", "Marcus's deals")
    before = programs.draft(flow)
    expect(ask(page, COLD)).to_contain_text("It is so already.")
    assert programs.draft(flow) == before
    change(page, "wait 21 days, not 14")
    change(page, AT_ANY_HOUR)
    assert "\n    wait 21 days\n" in programs.draft(flow)

    rehearse(page, programs, QUIET)
    expect(look_at(page, BRIGHTWATER).first).to_contain_text("Hi Ann")
    close_test(page)
    go_live(page)
    run = run_now(page)
    expect(person(page, BRIGHTWATER)).to_be_visible(timeout=SOON)

    visit(page, "/inbox")
    expect(cards(page, "approval", run)).to_have_count(QUIET - 1, timeout=SOON)
    approve(page, run, BRIGHTWATER)
    approve(page, run, TESSEL)
    letters = sent(programs, run, "email", 2)
    assert sorted(one["person"] for one in letters) == [ANN, JONAS]
    visit(page, "/outbox")
    ann = next(one["id"] for one in letters if one["person"] == ANN)
    reply(page, page.locator(f"[data-message='{ann}']"), "Thanks for following up! Let's schedule")
    visit(page, "/inbox")
    expect(cards(page, "hand-off", run)).to_contain_text("Let's schedule", timeout=SOON)
    take_over(page, run, BRIGHTWATER)

    told = [line["text"] for line in programs.get(f"/runs/{run}/log")["lines"]]
    assert any("Tessel rollout is worth €120,000" in words for words in told)
    assert stage(programs, TESSEL) == "Proposal Sent"
    go_on(page, run, TESSEL)
    expect(page.locator("[data-log]")).to_contain_text("Call Jonas Weiß", timeout=SOON)
    go_on(page, run, TESSEL)
    expect(page.locator("[data-log]")).to_contain_text("Nurture", timeout=SOON)
    assert stage(programs, TESSEL) == "Nurture"


def test_marcus_says_it_and_adds_what_happens_to_cold_deals(opens: Opens, programs: Programs) -> None:
    page = opens("/")
    flow = tell(page, OWN_WORDS)
    change(page, f"Perfect. Add: {COLD}")
    see(page, "Nurture")
    assert 'crm.move_stage(deal: @deal, stage: "Nurture")' in programs.draft(flow)
    assert programs.get(f"/flows/{flow}/check")["ok"]

    rehearse(page, programs, 1)
    letters = look_at(page, LUMEN)
    expect(letters).to_have_count(1)
    page.get_by_role("combobox", name="Does it come?").select_option("never")
    expect(letters).to_have_count(1 + MONTHLY)
    expect(see(page, "Nurture")).to_have_attribute("data-state", "done")
    close_test(page)
    go_live(page)
    run = run_now(page)
    visit(page, "/inbox")
    expect(cards(page, "approval", run)).to_have_count(1, timeout=SOON)
    approve(page, run, LUMEN)
    (letter,) = sent(programs, run, "email", 1)
    assert letter["person"] == NADIA
    visit(page, "/outbox")
    reply(page, page.locator(f"[data-message='{letter['id']}']"), "Sorry for the silence")
    visit(page, f"/runs/{run}")
    expect(person(page, LUMEN)).to_have_attribute("data-state", "done", timeout=SOON)
