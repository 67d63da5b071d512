"""AI: writing, summarising, picking out and sorting. What it says carries the labels of what it was given.

While no AI is connected, plain rules do the work and say so (`sayso.connectors.text_work`), live and in Test Mode.
"""

from sayso.connectors import examples as made_up
from sayso.connectors.answering import answering
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import TEXT, ListOf, RecordOf, optional

ABOUT = Parameter(
    "about",
    RecordOf("*"),
    required=False,
    audience="ai",
    records=("contact", "company", "customer", "deal", "meeting", "email", "ticket", "usage"),
    words=("for", "to"),
)
MATERIAL = Parameter("text", optional(TEXT), audience="ai", words=("of", "from"))
"""Nothing given is nothing to work on: a missing text is taken, and gives an empty answer."""

TOOLS: tuple[Tool, ...] = (
    Tool(
        "ai.write",
        'let AI write "{instructions}"',
        "read",
        (
            Parameter("instructions", TEXT, audience="ai", words=("write", "about")),
            ABOUT,
            Parameter("using", optional(TEXT), required=False, audience="ai", words=("mentioning", "with")),
        ),
        TEXT,
        repeatable=True,
        credits=2,
        connection="ai",
        raises=("rate-limited", "unavailable", "not-connected"),
        noun="AI text",
        words=(
            "write an email",
            "write a personalised email",
            "AI write",
            "write",
            "come up with",
            "compose",
            "draft with AI",
            "have AI write",
            "write with AI",
            "come up with a text",
        ),
    ),
    Tool(
        "ai.extract",
        "let AI pick out {what}",
        "read",
        (MATERIAL, Parameter("what", TEXT, audience="ai", words=("extract", "the"))),
        ListOf(TEXT),
        repeatable=True,
        at_most=50,
        credits=1,
        connection="ai",
        raises=("rate-limited", "unavailable", "not-connected"),
        noun="AI answer",
        words=(
            "extract",
            "extract action items",
            "extract items",
            "pick out",
            "get items out of the text",
            "take out of the text",
            "extract from the text",
            "get out of the notes",
            "get out of the email",
        ),
    ),
    Tool(
        "ai.classify",
        "let AI sort it into {into}",
        "read",
        (MATERIAL, Parameter("into", ListOf(TEXT), audience="ai", words=("as", "categories"))),
        TEXT,
        repeatable=True,
        credits=1,
        connection="ai",
        raises=("rate-limited", "unavailable", "not-connected"),
        noun="AI answer",
        words=(
            "classify",
            "categorise",
            "AI decides",
            "decide",
            "decide whether",
            "sort into",
            "work out whether",
            "sort by",
            "work out the sentiment",
            "determine the sentiment",
            "find the sentiment",
            "classify by",
        ),
    ),
    Tool(
        "ai.summarize",
        "let AI summarise it",
        "read",
        (MATERIAL, ABOUT),
        TEXT,
        repeatable=True,
        credits=1,
        connection="ai",
        raises=("rate-limited", "unavailable", "not-connected"),
        noun="AI summary",
        words=(
            "summarise",
            "AI summarise",
            "create a summary",
            "write a summary",
            "give me a summary",
            "summary of",
            "boil it down",
            "recap",
            "shorten",
            "make a summary",
            "condense",
        ),
    ),
)


def _write(call: Call, resources: Resources) -> object:
    said = (made_up.text(call, name) for name in ("instructions", "about", "using"))
    return resources.text_work.write(*said)


def _extract(call: Call, resources: Resources) -> object:
    return resources.text_work.pick_out(made_up.text(call, "text"), made_up.text(call, "what"))


def _classify(call: Call, resources: Resources) -> object:
    into = call.arguments.get("into")
    options = [str(option) for option in into] if isinstance(into, list) else []
    return resources.text_work.sort_into(made_up.text(call, "text"), options)


def _summarize(call: Call, resources: Resources) -> object:
    return resources.text_work.summarise(made_up.text(call, "text"))


ANSWERS = {"ai.write": _write, "ai.extract": _extract, "ai.classify": _classify, "ai.summarize": _summarize}

CONNECTOR = Connector("ai", "AI", answering(ANSWERS), examples(ANSWERS), TOOLS)
