"""A real Chromium, and how tests get into a workspace with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.house.chromium import chromium

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 15_000
"""Milliseconds within which a page must show what it should, on a machine that has other work too."""
WIDE, PHONE, NARROW = (1440, 900), (390, 844), (360, 740)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as play:
        expect.set_options(timeout=PATIENCE)
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def entered(browser: Browser, address: str, size: tuple[int, int] = WIDE, theme: str = "light") -> BrowserContext:
    """Somebody signed in: a context of their own."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, base_url=address, color_scheme="dark" if theme == "dark" else
        "light", locale="en-GB",
    )  # fmt: skip
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/enter")
    page.get_by_role("button").click()
    ready(page)
    page.close()
    return context


def ready(page: Page) -> Page:
    """Wait until the page can be used."""
    page.wait_for_selector("body[data-ready=true]")
    return page
