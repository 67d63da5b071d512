"""A server is killed while people wait."""

from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.editor.browser import entered
from tests.editor.stories.programs import FOLLOW_UP, Programs, token_for
from tests.serving.process import process


def test_three_people_who_wait_go_on_after_the_server_was_killed(browser: Browser, home: Path) -> None:
    token = token_for(home)
    with process(["serve", "--port", "0"], home) as first, closing(Programs(first.address, token)) as programs:
        run = programs.start(FOLLOW_UP)
        context = entered(browser, first.address)
        page = context.new_page()
        page.goto(f"/runs/{run}")
        expect(page.locator("[data-person]", has_text="waiting for approval")).to_have_count(3)
        for ask in [one for one in programs.get("/asks")["asks"] if one["run"] == run]:
            programs.post(f"/asks/{ask['id']}/approve")
        waiting = page.locator("[data-person]", has_text="somebody answers an email")
        expect(waiting).to_have_count(3)
        context.close()
        first.kill()
    with process(["serve", "--port", "0"], home) as second, closing(Programs(second.address, token)) as programs:
        context = entered(browser, second.address)
        page = context.new_page()
        page.goto(f"/runs/{run}")
        expect(page.locator("[data-person]", has_text="somebody answers an email")).to_have_count(3)
        for message in programs.get("/outbox?connection=email")["messages"]:
            if message["run"] == run:
                programs.post(f"/outbox/{message['id']}/reply", {"text": "Call me on Thursday"})
        expect(page.locator("[data-log] [data-kind=heard]")).to_have_count(3)
        expect(page.locator("[data-person]", has_text="somebody answers an email")).to_have_count(0)
        context.close()
