"""The web: searching it and fetching a page. What comes back was written by strangers."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import DATE, TEXT, URL, ListOf, RecordOf, optional

ARTICLE = RecordOf("article")

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
        at_most=5,
        credits=1,
        connection="web",
        raises=("timed-out", "rate-limited", "unavailable", "not-connected"),
        noun="web search",
        words=("search the web", "google", "research", "look for news", "look it up online"),
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
        words=("fetch the page", "read the website", "open the page"),
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
    topic = made_up.text(call, "query", "your company").removeprefix("recent news about ")
    return [
        made_up.article(1, f"{topic} opens a second office", f"{topic} said it would hire thirty people this year."),
        made_up.article(
            2, f"{topic} names a new head of sales", f"The appointment at {topic} takes effect next month."
        ),
        made_up.article(3, f"What customers say about {topic}", "Three customers tell what changed for them."),
    ]


def _page(call: Call, resources: Resources) -> object:
    url = made_up.text(call, "url", "https://acme.example")
    return {"type": "page", "id": url, "title": "An example page", "text": "Example text of the page.", "url": url}


EXAMPLES = {"web.search": _search, "web.fetch_page": _page}

CONNECTOR = Connector("web", "Web search", unconnected("Web search"), examples(EXAMPLES), TOOLS, RECORDS)
