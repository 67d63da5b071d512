"""Pictures of pages, light and dark, wide and on a phone: `python -m tests.editor.shots ADDRESS [PATH …]`."""

import sys
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.editor.browser import PHONE, WIDE, browsing, entered, ready

FOLDER = Path("shots")
PAGES = ("/", "/flows", "/runs", "/inbox", "/outbox", "/templates", "/people")
INSIDE = ("/flows", "/runs", "/templates", "/people")
"""Lists of which the first page that they lead to is pictured too."""


def shoot(address: str, paths: tuple[str, ...]) -> None:
    """Make those of some paths, or of every kind of page."""
    FOLDER.mkdir(exist_ok=True)
    with browsing() as browser:
        for theme in ("light", "dark"):
            for name, size in (("wide", WIDE), ("phone", PHONE)):
                context = entered(browser, address, size, theme)
                for path in paths or (*PAGES, *_inside(context)):
                    page = context.new_page()
                    page.on("console", lambda said: print("  console:", said.text) if said.type == "error" else None)
                    page.goto(path)
                    ready(page)
                    page.wait_for_timeout(400)
                    file = (
                        FOLDER / f"{path.partition('?')[0].strip('/').replace('/', '_') or 'home'}-{theme}-{name}.png"
                    )
                    page.screenshot(path=file)
                    page.close()
                    print(file)
                context.close()


def _inside(context: BrowserContext) -> list[str]:
    """A flow, a run, a template, a person: whichever stands first."""
    found, page = [], context.new_page()
    for path in INSIDE:
        page.goto(path)
        link = ready(page).locator(f"#main a[href^='{path}/']").first
        found.append(str(link.get_attribute("href")))
    page.close()
    return found


if __name__ == "__main__":
    shoot(sys.argv[1], tuple(sys.argv[2:]))
