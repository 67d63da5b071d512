"""The inbox in a real browser: the whole message, changed and approved on a phone, everything else that waits."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.editor.browser import PHONE
from tests.editor.checks import LOOKS, problems, too_wide
from tests.editor.conftest import Opens, sayso

LONG_NAME = "Wilhelmina Konstantina Theodora von und zu Hohenfelsen-Lichtenau-Stein"
HEBREW = "דנה לוי"
TITLE = "<b>CEO</b> =1+1"
HELLO = """flow "Hello again"

on manual

use crm.find_contacts
use email.send at most 20 per day with approval

let @two = ["dana.levi@lumenledger.example", "conor.walsh@pagewright.example"]
let @people = crm.find_contacts(where: @contact.email in @two or @contact.title contains "<b>")

for each @contact in @people at most 10
  email.send(
    to: @contact,
    subject: "Hello {@contact.fullName or "you"}",
    text: "You are {@contact.title or "somebody"}, and we would like to talk.",
  )
end
"""


@pytest.fixture(scope="module")
def home(practice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice workspace, in which a flow without hours asks about hostile people."""
    folder = tmp_path_factory.mktemp("inbox")
    home, text = folder / "home", folder / "hello.flow"
    shutil.copytree(practice, home)
    text.write_text(HELLO, "utf-8")
    sayso("publish", str(text), "--not-live", "--home", str(home))
    sayso("start", "Hello again", "--home", str(home))
    return home


def card(page: Page, kind: str, who: str = "", flow: str = "") -> Locator:
    """The first card of a kind: about somebody, of a flow."""
    found = page.locator(f"article[data-kind='{kind}']").filter(has_text=flow)
    return found.filter(has=page.locator("h3", has_text=who)).first if who else found.first


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_it_is_accessible_and_never_wider_than_the_screen(opens: Opens, size: tuple[int, int], theme: str) -> None:
    page = opens("/inbox?whose=all", size, theme)
    expect(page.locator("[data-ask]").first).to_be_visible()
    assert problems(page) == []
    assert not too_wide(page)


def test_each_kind_is_there_with_its_buttons(opens: Opens) -> None:
    page = opens("/inbox?whose=all")
    buttons = {
        "approval": ["Approve", "Reject"],
        "uncertain": ["It arrived, go on", "It did not, send it", "Skip Noor Visser"],
        "held": ["Send anyway", "Skip", "Hand over"], "hand-off": ["Take over", "Go on", "Skip"],
        "by hand": ["I sent it", "Copy the text", "Skip"], "question": ["good", "mixed", "bad"],
    }  # fmt: skip
    for kind, names in buttons.items():
        for name in names:
            expect(card(page, kind).get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(card(page, "uncertain").get_by_role("link", name="Look in Sent")).to_be_visible()


def test_what_may_have_been_sent_says_so_in_these_words(opens: Opens) -> None:
    page = opens("/inbox")
    told = card(page, "uncertain").locator(".note")
    expect(told).to_have_text(re.compile(
        r"^We handed the email to Gmail (on \d+ \w+ )?at \d\d:\d\d and lost the line before its answer\. "
        r"We will not send it again by ourselves\.$"))  # fmt: skip


def test_looking_in_sent_shows_that_very_message(opens: Opens) -> None:
    page = opens("/inbox")
    card(page, "uncertain").get_by_role("link", name="Look in Sent").click()
    expect(page.locator("[data-message]")).to_have_count(1)
    expect(page.locator("[data-message] h3")).to_have_text("Noor Visser")


def test_mine_is_not_everybodys(opens: Opens) -> None:
    page = opens("/inbox")
    expect(page.locator("[data-kind='hand-off']")).to_have_count(0)
    page.get_by_role("link", name="Everybody's").click()
    expect(page.locator("[data-kind='hand-off']")).to_contain_text("asks Alex Moreno")


def test_a_link_leads_to_one_thing_also_where_somebody_else_is_asked(opens: Opens) -> None:
    page = opens("/inbox?whose=all")
    of_alex = page.locator("[data-kind='hand-off']").get_attribute("data-ask")
    page.goto(f"/inbox#{of_alex}")
    expect(page.locator(f"[id='{of_alex}'].aimed")).to_be_in_viewport()


def test_an_email_is_changed_and_approved_on_a_phone(opens: Opens) -> None:
    page = opens("/inbox", PHONE)
    conor = card(page, "approval", "Conor Walsh", "Hello again")
    id = conor.get_attribute("data-ask")
    expect(conor).to_contain_text("conor.walsh@pagewright.example")
    expect(conor.locator(".why")).to_contain_text("Why now")
    conor.get_by_role("textbox", name="Message").fill("Ten minutes, on Thursday?")
    conor.get_by_role("button", name="Edit and approve", exact=True).tap()
    expect(page.locator(f"[data-ask='{id}']")).to_have_count(0)
    expect(page.locator(".toast")).to_contain_text("Approved: Conor Walsh.")
    page.goto("/outbox?who=conor.walsh&connection=email")
    expect(page.locator("[data-message]").first).to_contain_text("Ten minutes, on Thursday?")
    expect(page.locator("[data-message]").first).to_contain_text("Hello Conor Walsh")


def test_what_strangers_wrote_is_shown_as_it_is(opens: Opens) -> None:
    page = opens("/inbox", PHONE)
    long = card(page, "approval", LONG_NAME)
    expect(long.get_by_role("textbox", name="Message")).to_have_value(re.compile(re.escape(TITLE)))
    expect(page.locator("article b")).to_have_count(0)
    expect(card(page, "approval", HEBREW).locator("h3")).to_have_text(HEBREW)
    assert not too_wide(page)


def test_a_rejected_message_does_not_go_out(opens: Opens) -> None:
    page = opens("/inbox")
    dana = card(page, "approval", HEBREW, "Hello again")
    id = dana.get_attribute("data-ask")
    dana.get_by_role("button", name="Reject").click()
    expect(dana).to_contain_text("It does not go out. The reason stands in the history.")
    page.keyboard.type("Not to her")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-ask='{id}']")).to_have_count(0)
    page.goto("/people/contact:c25")
    expect(page.locator("#main")).to_contain_text("Not to her")
    page.goto("/outbox?who=dana.levi&connection=email")
    expect(page.get_by_text("No message like this.")).to_be_visible()


def test_put_back_makes_it_a_plain_approval_again(opens: Opens) -> None:
    page = opens("/inbox")
    one = card(page, "approval", "Tim Hartmann")
    one.get_by_role("textbox", name="Subject").press_sequentially("!")
    one.get_by_role("button", name="Put back").click()
    expect(one.get_by_role("button", name="Approve", exact=True)).to_be_visible()
    expect(one.get_by_role("textbox", name="Subject")).to_have_value("A thought for Lumen Ledger")


def test_what_somebody_types_stays_while_another_answers_and_all_are_approved_once_each_was_seen(opens: Opens) -> None:
    first, second = opens("/inbox", (1280, 420)), opens("/inbox")
    tim = card(first, "approval", "Tim Hartmann")
    together = first.locator("[data-section=approval]").get_by_role("button", name=re.compile("Approve all"))
    expect(together).to_be_disabled()
    expect(first.locator("[data-section=approval]")).to_contain_text("Scroll through the others first.")
    subject = tim.get_by_role("textbox", name="Subject")
    subject.fill("Lumen Ledger and we")
    card(second, "by hand", "Eva Gruber").get_by_role("button", name="I sent it").click()
    expect(card(first, "by hand", "Eva Gruber")).to_have_count(0)
    expect(subject).to_have_value("Lumen Ledger and we")
    for one in first.locator("[data-kind=approval]").all():
        for part in (one.locator(".facts"), one.get_by_role("textbox", name="Message"), one.locator(".why")):
            part.scroll_into_view_if_needed()
            first.wait_for_timeout(100)
    expect(together).to_be_enabled()
    together.click()
    expect(first.locator("[data-kind=approval]")).to_have_count(0)
    expect(second.locator("[data-kind=approval]")).to_have_count(0)
    second.goto("/people/contact:c23")
    expect(second.locator("#main")).to_contain_text("Lumen Ledger and we")


def test_skipping_says_what_happens_and_takes_a_reason(opens: Opens) -> None:
    page = opens("/inbox", PHONE)
    long = card(page, "by hand", LONG_NAME)
    long.get_by_role("button", name="Skip", exact=True).click()
    expect(long).to_contain_text("is left out of the rest of this run")
    long.get_by_role("button", name="Cancel").click()
    expect(long.get_by_role("button", name="I sent it")).to_be_visible()
    long.get_by_role("button", name="Skip", exact=True).click()
    long.get_by_role("textbox", name="Reason, if you like").fill("I met her already")
    long.get_by_role("button", name="Skip", exact=True).click()
    expect(card(page, "by hand", LONG_NAME)).to_have_count(0)


def test_a_question_is_answered_with_one_of_its_answers(opens: Opens) -> None:
    page = opens("/inbox?whose=all")
    card(page, "question").get_by_role("button", name="mixed").click()
    expect(page.locator("[data-kind=question]")).to_have_count(0)
    expect(page.locator(".toast")).to_contain_text("Answered: mixed.")


def test_a_hand_off_goes_on_and_a_held_message_is_sent_anyway(opens: Opens) -> None:
    page = opens("/inbox?whose=all")
    card(page, "hand-off").get_by_role("button", name="Go on").click()
    expect(page.locator("[data-kind='hand-off']")).to_have_count(0)
    card(page, "held").get_by_role("button", name="Send anyway").click()
    expect(page.locator("[data-kind=held]")).to_have_count(0)


def test_who_is_second_is_told_so(opens: Opens) -> None:
    page, other = opens("/inbox"), opens("/inbox")
    other.context.set_offline(True)
    card(page, "uncertain").get_by_role("button", name="It arrived, go on").click()
    expect(page.locator("[data-kind=uncertain]")).to_have_count(0)
    other.context.set_offline(False)
    expect(other.locator("[data-kind=uncertain]")).to_have_count(0, timeout=20_000)


def test_what_was_told_is_marked_as_read(opens: Opens) -> None:
    page = opens("/inbox")
    told = page.locator("[data-told]")
    before = told.count()
    assert before
    told.first.get_by_role("button", name="Mark as read").click()
    expect(told).to_have_count(before - 1)
    page.reload()
    expect(told).to_have_count(before - 1)
