"""Where things stand in the flow editor, as the stories name them."""

from playwright.sync_api import Locator, Page, expect

from tests.editor.browser import ready
from tests.editor.conftest import Opens


def edit(opens: Opens, flow: str, **window: object) -> Page:
    """The flow editor, with its boxes drawn."""
    page = opens(f"/flows/{flow}", **window)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Wait until the canvas can be used."""
    ready(page)
    expect(page.locator(".sy-canvas")).to_have_attribute("data-ready", "true")


def box(page: Page, words: str) -> Locator:
    """The box whose sentence says so."""
    return page.locator(".sy-box", has_text=words).first


def show(page: Page, view: str) -> None:
    """Another view: canvas, text or english."""
    page.locator(f"[data-tab={view}]").click()
    expect(page.locator(f"[data-tab={view}]")).to_have_attribute("aria-selected", "true")


def code(page: Page) -> Locator:
    """The text that can be written in."""
    return page.locator(".cm-content")


def line(page: Page, words: str) -> Locator:
    """The first line of the text with these words."""
    return page.locator(".cm-line", has_text=words).first


def toast(page: Page, words: str) -> Locator:
    """What is said in passing."""
    return page.locator(".toast", has_text=words).first


def form(page: Page) -> Locator:
    """The form of what is chosen."""
    return page.locator(".flow-side")


def whole(page: Page) -> None:
    """Bring every box into sight: what is out of it is not drawn."""
    page.get_by_role("button", name="Show the whole flow").click()


def laid_out(page: Page) -> Locator:
    """The form, once nothing of it is drawn anew any more: a click on what is about to be taken away says nothing."""
    page.evaluate(STILL)
    return form(page)


STILL = """
() => new Promise((done) => {
  const seen = new MutationObserver(() => wait());
  let timer = 0;
  const wait = () => { clearTimeout(timer); timer = setTimeout(() => { seen.disconnect(); done(); }, 300); };
  seen.observe(document.querySelector(".flow-side"), { childList: true, subtree: true });
  wait();
})
"""
"""Ends when nothing was put in or taken out for three tenths of a second."""
