"""The web: searching it and fetching a page. What comes back was written by strangers.

While no search service is connected, a small recorded index answers (`sayso.connectors.searching`).
"""

from sayso.connectors import examples as made_up
from sayso.connectors.answering import answering
from sayso.connectors.declare import card, internal, words_of_strangers
from sayso.connectors.searching import Page
from sayso.connectors.shape import Call, Connector, Resources, ToolError
from sayso.connectors.unconnected import examples
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import DATE, TEXT, URL, ListOf, RecordOf, optional

ARTICLE = RecordOf("article")
MOST_FOUND = 5
SNIPPET = 200
"""Letters of a page that a search shows."""

TOOLS: tuple[Tool, ...] = (
    Tool(
        "web.search",
        'search the web for "{query}"',
        "read",
        (Parameter("query", TEXT, audience="outside", words=("for", "about")),),
        ListOf(ARTICLE),
        repeatable=True,
        stranger=True,
        privacy="card",
        at_most=MOST_FOUND,
        credits=1,
        connection="web",
        raises=("timed-out", "rate-limited", "unavailable", "not-connected"),
        noun="web search",
        words=("search the web", "search the web for news", "google", "research", "search for news", "search online"),
    ),
    Tool(
        "web.fetch_page",
        "read the page {url}",
        "read",
        (Parameter("url", URL, audience="outside", aims=True, words=("page", "website")),),
        RecordOf("page"),
        repeatable=True,
        stranger=True,
        privacy="card",
        connection="web",
        raises=("timed-out", "refused", "not-found", "not-connected"),
        noun="page",
        words=(
            "fetch the url",
            "fetch the page",
            "read the website",
            "read the page",
            "get the content of the url",
            "scrape the url",
            "load the url",
            "read the url",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "article",
        words_of_strangers(
            card("id", TEXT),
            card("title", TEXT, "headline"),
            card("snippet", TEXT, "summary"),
            card("url", URL, "link"),
            card("publishedAt", optional(DATE), "date"),
        ),
        "title",
        "articles",
        outsiders=True,
        words=("news", "result", "search result"),
    ),
    RecordType(
        "page",
        words_of_strangers(card("id", TEXT), card("title", TEXT), internal("text", TEXT, "content"), card("url", URL)),
        "title",
        "pages",
        outsiders=True,
        words=("web page",),
    ),
)


def _search(call: Call, resources: Resources) -> object:
    return [_article(page) for page in resources.search.find(made_up.text(call, "query"), MOST_FOUND)]


def _article(page: Page) -> dict[str, object]:
    return {
        "type": "article",
        "id": page.url,
        "title": page.title,
        "snippet": page.text[:SNIPPET],
        "url": page.url,
        "publishedAt": page.published,
    }


def _page(call: Call, resources: Resources) -> object:
    url = made_up.text(call, "url")
    page = resources.search.page(url)
    if page is None:
        raise ToolError("not-found", f"{url} is not among the recorded pages, and no web search is connected.")
    return {"type": "page", "id": page.url, "title": page.title, "text": page.text, "url": page.url}


def _example_of_search(call: Call, resources: Resources) -> object:
    topic = made_up.text(call, "query", "your company").removeprefix("recent news about ")
    return [
        made_up.article(1, f"{topic} opens a second office", f"{topic} said it would hire thirty people this year."),
        made_up.article(
            2, f"{topic} names a new head of sales", f"The appointment at {topic} takes effect next month."
        ),
        made_up.article(3, f"What customers say about {topic}", "Three customers tell what changed for them."),
    ]


def _example_of_page(call: Call, resources: Resources) -> object:
    url = made_up.text(call, "url", "https://acme.example")
    return {"type": "page", "id": url, "title": "An example page", "text": "Example text of the page.", "url": url}


ANSWERS = {"web.search": _search, "web.fetch_page": _page}
EXAMPLES = {"web.search": _example_of_search, "web.fetch_page": _example_of_page}

CONNECTOR = Connector("web", "Web search", answering(ANSWERS), examples(EXAMPLES), TOOLS, RECORDS)
