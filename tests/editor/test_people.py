"""People in a real browser: found by any word, each with everything that happened to them and why."""

from playwright.sync_api import expect

from tests.editor.conftest import Opens

LONG_NAME = "Wilhelmina Konstantina Theodora von und zu Hohenfelsen-Lichtenau-Stein"


def test_somebody_is_found_by_a_title_that_looks_like_markup(opens: Opens) -> None:
    page = opens("/people")
    page.get_by_role("searchbox", name="Search").press_sequentially("<b>CEO</b> =1+1")
    expect(page.locator("[data-record]")).to_have_count(1)
    expect(page.locator("[data-record]")).to_contain_text("<b>CEO</b> =1+1")
    expect(page.locator("#main b")).to_have_count(0)
    page.locator("[data-record]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG_NAME)
    expect(page.locator("#main")).to_contain_text("<b>CEO</b> =1+1")


def test_a_name_in_hebrew_is_found_and_shown(opens: Opens) -> None:
    page = opens("/people?text=דנה")
    expect(page.locator("[data-record]")).to_have_count(1)
    page.locator("[data-record]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("דנה לוי")


def test_deals_and_companies_are_found_too(opens: Opens) -> None:
    page = opens("/people")
    page.get_by_role("button", name="Deals").click()
    expect(page.locator("[data-record]")).to_have_count(15)
    page.get_by_role("button", name="Companies").click()
    expect(page.locator("[data-record]")).to_have_count(12)
    page.wait_for_url("**/people?kind=company")
    page.reload()
    expect(page.locator("[data-record]")).to_have_count(12)


def test_why_she_was_not_found_is_told_with_the_values(opens: Opens) -> None:
    page = opens("/people/contact:c1")
    expect(page.locator("[data-answer]")).to_contain_text("Ann Keller was not written to")
    left = page.locator("[data-left=true]").first
    expect(left).to_contain_text("Ann Keller was not among them")
    expect(left).to_contain_text("the contact's status was “Qualified”")
    expect(left.get_by_text("Skipped")).to_be_visible()


def test_what_was_sent_what_decided_and_what_they_wait_for(opens: Opens) -> None:
    page = opens("/people/contact:c15")
    expect(page.locator("[data-standing=held]")).to_contain_text("held back by the contact guard")
    runs = page.locator("section[data-run]")
    expect(runs.filter(has_text="A message went out").first).to_be_visible()
    expect(runs.filter(has_text="accepted was yes").first).to_be_visible()
    expect(page.locator("#main")).to_contain_text("thank you for getting in touch")


def test_only_one_flow_is_told_of_where_it_is_chosen(opens: Opens) -> None:
    page = opens("/people/contact:c15")
    page.get_by_role("combobox", name="Flow").select_option(label="Inbound lead response")
    page.wait_for_url("**/people/contact:c15?flow=*")
    expect(page.locator("section[data-run] h3").first).to_have_text("Inbound lead response")
    expect(page.locator("section[data-run] h3").filter(has_text="Big 4 outbound")).to_have_count(0)


def test_nobody_of_that_name_is_said_in_the_frame(opens: Opens) -> None:
    page = opens("/people/nobody@nowhere.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not found")
    expect(page.get_by_role("link", name="Go to the first page")).to_be_visible()


def test_where_several_could_be_meant_they_are_offered(opens: Opens) -> None:
    page = opens("/people/onboarding")
    expect(page.locator("#main")).to_contain_text("could be meant by")
    assert page.locator("#main a.row").count() > 1
