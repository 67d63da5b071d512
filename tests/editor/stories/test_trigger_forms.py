"""What starts a flow, in its form: a webhook's address and secret, what came in, the public form, a second trigger."""

import hashlib
import hmac
import json
import time

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.editor.checks import problems, too_wide
from tests.editor.conftest import Opens
from tests.editor.stories.programs import Programs
from tests.editor.stories.views import box, edit, form, laid_out, show, toast, whole

HOOK = """\
flow "Inbound {name}"

on webhook "inbound-lead" with
  email: email
  company: text
  seats: number?
end

use crm.create_task

crm.create_task(title: "Call @company")
"""
FORM = """\
flow "Ask for a demonstration"

on form "Demo" with
  email: email
  size: "1-10" | "more"
  message: text?
end

use crm.create_task

crm.create_task(title: "Answer @email")
"""
HEADS = """\
flow "Heads of sales"

on contact.created where @contact.title contains "Head"

use crm.create_task, crm.add_tags

memory
  greeted: list of text
end

remember @contact.fullName in @memory.greeted
if @contact.email exists
  crm.create_task(title: "Call", about: @contact)
end
"""


def opened(opens: Opens, flow: str, **window: object) -> Page:
    """The editor with the trigger's form."""
    page = edit(opens, flow, **window)
    page.locator(".sy-box").first.click()
    return page


def send(address: str, secret: str, id: str, **data: object) -> int:
    """What a sender of one's own posts."""
    body, at = json.dumps(data).encode(), str(int(time.time()))
    signed = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"Sayso-Signature": f"t={at},v1={signed}", "Sayso-Delivery": id, "Content-Type": "application/json"}
    return httpx.post(address, content=body, headers=headers, trust_env=False, timeout=30).status_code


def test_a_webhook_is_listened_to_and_tried_with_what_came(opens: Opens, programs: Programs) -> None:
    flow = programs.make(HOOK.format(name="one"))
    page = opened(opens, flow)
    side = form(page)
    expect(side.locator("[data-stands=draft]")).to_have_text("Not live yet")
    expect(side).to_contain_text("It is made when you go live")
    address = side.locator("[data-outside]").inner_text()
    assert send(address, "no secret yet", "early", email="eve@early.example", company="Early") == 404
    side.get_by_role("button", name="Listen for one").click()
    expect(side.locator("[data-listening]")).to_be_visible()
    assert send(address, "no secret yet", "first", email="eve@early.example", company="Early", seats=3) == 202
    expect(side.locator("[data-came]")).to_contain_text("Early")
    expect(side.locator("[data-request=taken]")).to_contain_text("before the flow was live")
    assert send(address, "no secret yet", "late", email="eve@early.example", company="Early") == 404
    side.get_by_role("button", name="Test with it").click()
    expect(page.locator("[data-test=open]")).to_contain_text("Call Early")
    programs.post(f"/flows/{flow}/publish", {"live": True})
    page = opened(opens, flow)
    side = form(page)
    expect(side.locator("[data-stands=live]")).to_be_visible()
    address = side.locator("[data-outside]").inner_text()
    assert address.endswith(f"/hooks/main/{flow}/inbound-lead")
    secret = side.locator("[data-secret] code")
    expect(secret).to_have_text("•" * 16)
    side.get_by_role("button", name="Show", exact=True).click()
    expect(side.locator("[data-secret=shown]")).to_be_visible()
    known = secret.inner_text()
    assert send(address, "not the secret", "a", email="a@acme.example") == 401
    expect(side.locator("[data-request=refused]")).to_have_count(1)
    side.get_by_role("button", name="Listen for one").click()
    expect(side.locator("[data-listening]")).to_be_visible()
    assert send(address, known, "b", email="ann@acme.example", company="Acme", seats=40) == 202
    expect(side.locator("[data-came]")).to_contain_text("Acme")
    expect(side.locator("[data-request=taken]")).to_have_count(2)
    side.get_by_role("button", name="Test with it").click()
    expect(page.locator("[data-test=open]")).to_contain_text("Call Acme")


def test_a_secret_is_made_anew_after_its_consequence_was_told(opens: Opens, programs: Programs) -> None:
    flow = programs.make(HOOK.format(name="two"))
    programs.post(f"/flows/{flow}/publish", {"live": True})
    page = opened(opens, flow)
    side = form(page)
    side.get_by_role("button", name="Show", exact=True).click()
    before = side.locator("[data-secret=shown] code").inner_text()
    side.get_by_role("button", name="Make another").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("stays good beside it")
    expect(asked).not_to_contain_text("stops being good")
    asked.get_by_role("button", name="Make another secret").click()
    expect(side.locator("[data-secret] code")).not_to_have_text(before)
    address = side.locator("[data-outside]").inner_text()
    assert send(address, before, "old", email="a@acme.example", company="A") == 202
    assert (
        send(address, side.locator("[data-secret] code").inner_text(), "new", email="b@x.example", company="B") == 202
    )
    side.get_by_role("button", name="Make another").click()
    expect(page.get_by_role("dialog")).to_contain_text("stops being good at once")


@pytest.mark.parametrize(("size", "theme"), [((1440, 900), "light"), ((390, 844), "dark")])
def test_a_form_is_shown_as_a_visitor_sees_it(
    size: tuple[int, int], theme: str, opens: Opens, programs: Programs
) -> None:
    flow = programs.make(FORM.replace("Ask", f"Ask {theme}"))
    page = opened(opens, flow, size=size, theme=theme)
    look = form(page).get_by_role("group", name="What a visitor sees")
    expect(look.locator("[data-entry]")).to_have_count(3)
    expect(look.locator("[data-entry=message]")).to_contain_text("(optional)")
    expect(form(page).get_by_role("link", name="Open the form")).to_have_count(0)
    assert not problems(page) and not too_wide(page)
    programs.post(f"/flows/{flow}/publish", {"live": True})
    page = opened(opens, flow, size=size, theme=theme)
    address = form(page).get_by_role("link", name="Open the form").get_attribute("href")
    assert "Ask" in httpx.get(str(address), trust_env=False, timeout=30).text


def test_the_last_times_are_judged_by_the_condition_and_what_is_remembered_is_forgotten(
    opens: Opens, programs: Programs
) -> None:
    flow = programs.make(HEADS)
    programs.post(f"/flows/{flow}/publish", {"live": True})
    for number, (name, title) in enumerate((("Una Berg", "Head of Sales"), ("Ivo Kern", "CEO"))):
        first, last = name.split()
        contact = {"type": "contact", "id": f"n{number}", "firstName": first, "lastName": last, "fullName": name,
                   "title": title, "email": f"{first}@berg.example"}  # fmt: skip
        programs.post("/events", {"name": "contact.created", "data": {"contact": contact}, "id": f"n{number}"})
    page = opened(opens, flow)
    happened = form(page).locator("[data-happened]")
    expect(happened.locator("li", has_text="Una Berg").locator("[data-starts=would]")).to_be_visible()
    expect(happened.locator("li", has_text="Ivo Kern").locator("[data-starts=would_not]")).to_be_visible()
    expect(page.locator(".view-rules [data-entry]")).to_have_count(0)
    for _ in range(20):
        show(page, "rules")
        page.wait_for_timeout(500)
        if page.locator(".view-rules [data-entry]").count():
            break
        page.reload()
    rules = page.locator(".view-rules")
    expect(rules.locator("[data-level=warning]")).to_contain_text("never calls it")
    assert not problems(page)
    rules.locator("[data-memory=greeted] [data-entry]", has_text="Una Berg").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_contain_text("To the next run it is new")
    page.get_by_role("button", name="Forget", exact=True).click()
    expect(rules.locator("[data-memory=greeted]")).to_contain_text("Nothing yet")


def test_a_second_trigger_and_other_ways_come_and_go_as_one_step_each(opens: Opens, programs: Programs) -> None:
    flow = programs.make(HEADS.replace("Heads", "Ways"))
    before = programs.draft(flow)
    page = opened(opens, flow)
    whole(page)
    side = form(page)
    side.get_by_label("Another way to start it").select_option("schedule")
    expect(side.get_by_label("What starts it").first).to_be_visible()
    expect(side.locator(".way")).to_have_count(2)
    expect(side.locator(".way[aria-pressed=true]")).to_contain_text("Every weekday")
    assert "\non schedule every weekday\n" in programs.draft(flow)
    laid_out(page).get_by_role("button", name="Remove this way").click()
    expect(side.locator(".way")).to_have_count(0)
    assert programs.draft(flow) == before
    toast(page, "Removed a way").get_by_role("button", name="Undo").click()
    expect(side.locator(".way")).to_have_count(2)
    laid_out(page).locator(".way", has_text="weekday").click()
    laid_out(page).get_by_role("button", name="Remove this way").click()
    expect(side.locator(".way")).to_have_count(0)
    box(page, "email is not empty").click()
    laid_out(page).get_by_role("button", name="Add “otherwise”").click()
    expect(side.locator("[data-branch=otherwise]")).to_contain_text("Nothing happens there yet")
    laid_out(page).get_by_role("button", name="Add “otherwise, if”").click()
    expect(side.locator("[data-branch=then2]")).to_contain_text("when?")
    assert '\notherwise if todo "when?"\notherwise\nend\n' in programs.draft(flow)
    laid_out(page).locator("[data-branch=then2]").get_by_role("button").click()
    expect(side.locator("[data-branch]")).to_have_count(1)
    laid_out(page).locator("[data-branch=otherwise]").get_by_role("button").click()
    expect(side.locator("[data-branch]")).to_have_count(0)
    assert programs.draft(flow) == before
