"""What every page is held to: accessible, nothing wider than the screen, nothing that a stranger wrote is markup."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.editor.browser import NARROW, PHONE, WIDE

AXE = Path(__file__).parents[2] / "sayso" / "editor" / "web" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = ((WIDE, "light"), (PHONE, "dark"), (NARROW, "light"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def problems(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 AA, a line each."""
    page.add_script_tag(content=AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("(tags) => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


def too_wide(page: Page) -> bool:
    """Whether something makes the page scroll sideways."""
    wide = """[document.documentElement, document.querySelector('.main')].filter(Boolean)
        .some((one) => one.scrollWidth > one.clientWidth)"""
    return bool(page.evaluate(wide))
