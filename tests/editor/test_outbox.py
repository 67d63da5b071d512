"""The practice outbox in a real browser: whole messages, answered as whoever got them, connections mended."""

from playwright.sync_api import expect

from tests.editor.browser import PHONE
from tests.editor.conftest import Opens


def test_somebody_replies_accepts_and_opts_out(opens: Opens) -> None:
    page = opens("/outbox")
    mail = page.locator("[data-message]", has=page.get_by_role("button", name="Reply")).first
    id = mail.get_attribute("data-message")
    mail = page.locator(f"[data-message='{id}']")
    mail.get_by_role("button", name="Reply").click()
    mail.get_by_role("textbox").fill("Thanks, let's talk Thursday <b>now</b>")
    mail.get_by_role("button", name="Send the reply").click()
    expect(mail.locator(".answers")).to_contain_text("Thanks, let's talk Thursday <b>now</b>")
    expect(mail).to_have_attribute("data-state", "replied")
    mail.get_by_role("button", name="Unsubscribe").click()
    expect(mail).to_have_attribute("data-state", "unsubscribed")
    expect(mail.get_by_role("button", name="Unsubscribe")).to_have_count(0)
    invited = page.locator("[data-message]", has=page.get_by_role("button", name="Accept")).first
    id = invited.get_attribute("data-message")
    invited.get_by_role("button", name="Accept").click()
    expect(page.locator(f"[data-message='{id}']")).to_have_attribute("data-state", "accepted")


def test_a_reply_in_the_making_stays_while_something_else_happens(opens: Opens) -> None:
    page, other = opens("/outbox"), opens("/outbox")
    mails = page.locator("[data-message]", has=page.get_by_role("button", name="Reply"))
    id = mails.nth(1).get_attribute("data-message")
    mails.first.get_by_role("button", name="Reply").click()
    page.get_by_role("textbox", name="Answer as").fill("I am still")
    theirs = other.locator(f"[data-message='{id}']")
    theirs.get_by_role("button", name="Reply").click()
    theirs.get_by_role("textbox").fill("Call me")
    theirs.get_by_role("textbox").press("Control+Enter")
    expect(page.locator(f"[data-message='{id}'] .answers")).to_contain_text("Call me")
    expect(page.get_by_role("textbox", name="Answer as")).to_have_value("I am still")


def test_an_empty_reply_says_why_not(opens: Opens) -> None:
    page = opens("/outbox")
    page.get_by_role("button", name="Reply").first.click()
    page.get_by_role("button", name="Send the reply").click()
    expect(page.locator(".toast")).to_contain_text("There is nothing in this answer.")


def test_it_is_filtered_by_connection_and_by_whom(opens: Opens) -> None:
    page = opens("/outbox")
    page.get_by_role("combobox", name="Connection").select_option("linkedin")
    expect(page.locator("[data-message]", has=page.get_by_role("button", name="Reply"))).to_have_count(0)
    page.get_by_role("searchbox", name="Name or address").press_sequentially("dana.levi")
    expect(page.get_by_text("No message like this.")).to_be_visible()
    page.get_by_role("searchbox", name="Name or address").fill("דנה")
    expect(page.locator("[data-message]")).to_have_count(1)


def test_a_connection_is_mended_with_one_click(opens: Opens) -> None:
    page = opens("/outbox", PHONE)
    apollo = page.locator("[data-connection=apollo]")
    expect(apollo).to_have_attribute("data-state", "fails")
    page.get_by_role("button", name="Mend Apollo").click()
    expect(apollo).to_have_attribute("data-state", "works")
    expect(page.locator(".toast")).to_contain_text("Apollo works again.")
