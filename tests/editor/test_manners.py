"""What every page is held to: WCAG 2.1 AA, few sizes, nothing cut off unsaid, every word from the catalogue."""

import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.editor.browser import NARROW, WIDE, entered, ready
from tests.editor.checks import problems, too_wide
from tests.editor.conftest import Opens
from tests.editor.served import Served

PLACES = (
    "/",
    "/flows",
    "/runs",
    "/inbox",
    "/outbox",
    "/templates",
    "/people",
    "flow",
    "run",
    "person",
    "/runs?period=dates&since=2020-01-01",
    "/templates/big-4-outbound",
    "/people/contact:c15",
    "/people/contact:c36",
    "/enter",
    "/nowhere",
)
"""Every page, some of them full; a flow, a run and a person are looked up. Whose name is long is among them."""
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
FORBIDDEN = re.compile(
    r"\b(type|null|bound|lane|effect|journal|untrusted|uncertain|idempotent|diagnostic)s?\b", re.IGNORECASE
)
WORDS = Path(__file__).parents[2] / "sayso" / "editor" / "words"


def path_of(page: Page, place: str) -> str:
    """The address of a page; the first flow, the newest run, and Ann."""
    if place in ("flow", "run"):
        page.goto(f"/{place}s")
        ready(page)
        return str(page.locator(f"a.row[href^='/{place}s/']").first.get_attribute("href"))
    return "/people/ann.keller@brightwater.example" if place == "person" else place


def shown(page: Page, place: str) -> Page:
    page.goto(path_of(page, place))
    if place in ("flow", "run"):
        page.wait_for_selector(".sy-box")
    return ready(page)


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=["wide-light", "wide-dark", "narrow-light", "narrow-dark"])
def test_every_page_is_for_everybody(opens: Opens, size: tuple[int, int], theme: str) -> None:
    page = opens("/", size, theme)
    found = {place: told for place in PLACES if (told := problems(shown(page, place)))}
    assert not found


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_keep_to_few_sizes_and_nothing_is_cut_off_unsaid(opens: Opens, size: tuple[int, int]) -> None:
    page = opens("/", size)
    sizes: set[str] = set()
    for place in PLACES:
        shown(page, place)
        assert not too_wide(page), place
        measured: dict[str, Any] = page.evaluate(MEASURE)
        sizes |= set(measured["sizes"])
        assert not measured["odd"], (place, measured["odd"][:5])
        assert not measured["cut"], (place, measured["cut"][:5])
    assert len(sizes) <= 6, sizes


MEASURE = """() => {
  const sizes = new Set(), odd = [], cut = [];
  for (const one of document.querySelectorAll('#app *, .entrance *')) {
    const style = getComputedStyle(one);
    if (!one.offsetParent || one.closest('.sy-canvas, .vue-flow, .cm-editor, svg, .only-said')) continue;
    if ([...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) {
      sizes.add(style.fontSize);
      if (one.scrollWidth > one.clientWidth + 1 && style.overflow === 'hidden' && !one.title && !one.closest('[title]'))
        cut.push(one.outerHTML.slice(0, 120));
    }
    for (const side of ['paddingTop', 'paddingLeft', 'marginTop', 'rowGap', 'columnGap']) {
      const px = parseFloat(style[side]);
      if (px && px % 4 && !one.closest('.q-layout, .nicegui-content') === false && one.className && px > 2)
        odd.push(`${one.tagName}.${one.className} ${side} ${style[side]}`);
    }
  }
  return { sizes: [...sizes], odd, cut };
}"""


@pytest.fixture
def pseudo(practice: Path, tmp_path: Path) -> Iterator[Served]:
    """A server whose every word of the catalogue stands in brackets."""
    before = os.environ.get("SAYSO_LANGUAGE")
    os.environ["SAYSO_LANGUAGE"] = "xx"
    try:
        with Served(Path(shutil.copytree(practice, tmp_path / "home"))) as server:
            yield server
    finally:
        os.environ.pop("SAYSO_LANGUAGE") if before is None else os.environ.update(SAYSO_LANGUAGE=before)


@pytest.mark.parametrize("place", ["/", "flow", "/enter"])
def test_a_page_asks_for_one_page_and_brings_its_icon(opens: Opens, place: str) -> None:
    page = opens("/")
    address, answers = path_of(page, place), list[tuple[str, str]]()
    page.on("response", lambda answer: answers.append((answer.url, answer.headers.get("content-type", ""))))
    page.goto(address)
    ready(page)
    assert [url for url, kind in answers if kind.startswith("text/html")] == [page.url]
    icon = page.locator("link[rel~=icon]").first.get_attribute("href") or ""
    assert icon.startswith("data:image/svg+xml") or page.request.get(icon).ok
    old = page.request.get("/favicon.ico")
    assert old.headers["content-type"].startswith("image/svg+xml")


def test_every_word_of_ours_comes_from_the_catalogue(browser: Browser, pseudo: Served) -> None:
    context = entered(browser, pseudo.address)
    page = context.new_page()
    found = {place: told for place in PLACES if (told := shown(page, place).evaluate(BARE))}
    context.close()
    assert not found


BARE = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim(), at = node.parentElement;
    if (!/[A-Za-z]{2}/.test(text) || text.includes('⟦') || text.includes('⟧')) continue;
    if (at.closest('[translate=no], script, style, noscript, select, .cm-editor')) continue;
    if (at.closest('.sy-canvas, .vue-flow, #popup, #too_long_message_popup, #esm-fallback')) continue;
    if (!at.offsetParent) continue;
    found.push(text.slice(0, 80));
  }
  return [...new Set(found)];
}"""


def test_the_catalogue_says_nothing_that_never_reaches_a_page_and_nothing_twice() -> None:
    told: dict[str, str] = {}
    for file in sorted(WORDS.glob("en*.toml")):
        for key, text in _flat(tomllib.loads(file.read_text("utf-8")), ""):
            assert key not in told, key
            told[key] = text
    assert not {key: text for key, text in told.items() if FORBIDDEN.search(text)}


def _flat(table: dict[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
