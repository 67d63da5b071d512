"""Notion: pages made and found."""

from sayso.connectors import examples as made_up
from sayso.connectors.drive import DOCUMENT, document
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import TEXT, ListOf

RAISES = ("not-found", "rate-limited", "not-connected")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "notion.create_page",
        'put the page "{title}" in Notion',
        "write",
        (
            Parameter("title", TEXT, words=("called", "about")),
            Parameter("text", TEXT, words=("content", "with")),
            Parameter("parent", TEXT, required=False, aims=True, words=("under", "in")),
        ),
        DOCUMENT,
        connection="notion",
        raises=RAISES,
        noun="Notion page",
        words=(
            "create a notion page",
            "save it in notion",
            "put it in notion",
            "write it down in notion",
            "write it up in notion",
            "log it in notion",
            "record it in notion",
        ),
    ),
    Tool(
        "notion.search",
        'search Notion for "{query}"',
        "read",
        (Parameter("query", TEXT, words=("for", "about")),),
        ListOf(DOCUMENT),
        repeatable=True,
        at_most=100,
        connection="notion",
        raises=RAISES,
        words=(
            "search notion",
            "find the notion page",
            "find in notion",
            "check notion",
            "look in notion",
        ),
    ),
)


def _page(call: Call, resources: Resources) -> object:
    return document(call, made_up.text(call, "title", "Page"))


def _search(call: Call, resources: Resources) -> object:
    return [document(call, made_up.text(call, "query", "Page"))]


EXAMPLES = {"notion.create_page": _page, "notion.search": _search}

CONNECTOR = Connector("notion", "Notion", unconnected("Notion"), examples(EXAMPLES), TOOLS)
