"""The practice web: one to three invented articles about each company of the CRM, so marked, and recorded pages."""

import hashlib
import re
from datetime import timedelta
from typing import Final

from sayso.connectors import examples as made_up
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.searching import Page, RecordedIndex
from sayso.connectors.shape import Call, ToolError
from sayso.connectors.web import MOST_FOUND, SNIPPET
from sayso.dsl.addresses import fold

LABEL: Final = "[practice article]"
SITE: Final = "https://news.practice.example"
NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")
NEWS: Final = (
    (
        "opens a second office",
        "{name} opens a second office this autumn and will hire thirty people there. New colleagues are to be ready "
        "within their first two weeks.",
    ),
    (
        "names a new head of operations",
        "{name} has named a new head of operations, who led teams at two larger companies. The first task is the "
        "onboarding of new staff.",
    ),
    (
        "reports a good half-year",
        "{name} grew by a fifth in the first half of the year. It wants to spend more on training and on tools.",
    ),
    (
        "joins a trade association",
        "{name} has joined the association of its trade and will speak at its meeting in spring.",
    ),
    (
        "renews how it serves customers",
        "{name} answers its customers in one place from now on, and measures how fast it does.",
    ),
)
"""Headlines and texts."""


def _search(desk: Desk, call: Call) -> object:
    query = made_up.text(call, "query")
    ours = RecordedIndex(_articles(desk)).find(query, MOST_FOUND)
    found = [*ours, *desk.resources.search.find(query, MOST_FOUND)][:MOST_FOUND]
    return [_article(page) for page in found]


def _article(page: Page) -> dict[str, object]:
    return {
        "type": "article", "id": page.url, "title": page.title, "snippet": page.text[:SNIPPET], "url": page.url,
        "publishedAt": page.published,
    }  # fmt: skip


def _page(desk: Desk, call: Call) -> object:
    url = made_up.text(call, "url")
    page = RecordedIndex(_articles(desk)).page(url) or desk.resources.search.page(url)
    if page is None:
        raise ToolError("not-found", f"{url[:200]} is not a page of the practice web. No page outside was asked for.")
    return {"type": "page", "id": page.url, "title": page.title, "text": page.text, "url": page.url}


def _articles(desk: Desk) -> list[Page]:
    """The articles about every company of the CRM: which ones depends on its name alone, their dates on today."""
    found = []
    for company in desk.crm.find("company", desk.call.at):
        name = str(company.get("name"))
        slug = NOT_A_LETTER.sub("-", fold(name)).strip("-")
        seed = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)
        for number in range(seed % 3 + 1):
            title, text = NEWS[(seed + number) % len(NEWS)]
            published = desk.call.at.date() - timedelta(days=3 + (seed // 7 + 11 * number) % 60)
            told = f"{LABEL} {text.format(name=name)}"
            found.append(Page(f"{SITE}/{slug}-{number + 1}", f"{name} {title} {LABEL}", told, published))
    return found


WEB: Final[dict[str, Act]] = {"web.search": _search, "web.fetch_page": _page}
