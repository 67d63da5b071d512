"""Gmail: sending, drafting and reading mail of a connected account."""

from sayso.connectors import examples as made_up
from sayso.connectors.email import MESSAGE, MESSAGE_PARAMETERS, SENT
from sayso.connectors.shape import Call, Connector, Resources, Simulated
from sayso.connectors.unconnected import unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import NUMBER, TEXT, ListOf

TOOLS: tuple[Tool, ...] = (
    Tool(
        "gmail.send",
        "email {to}",
        "write",
        MESSAGE_PARAMETERS,
        SENT,
        sends=True,
        connection="gmail",
        scopes=("gmail.send", "gmail.compose"),
        raises=("invalid", "opted-out", "rate-limited", "not-connected"),
        noun="email",
        words=("send an email", "tell by email", "email", "email them", "by email", "send", "thank", "reply to"),
    ),
    Tool(
        "gmail.draft",
        "save a draft email to {to}",
        "write",
        MESSAGE_PARAMETERS,
        SENT,
        connection="gmail",
        scopes=("gmail.compose",),
        noun="draft",
        words=("draft an email", "draft", "save as draft", "save the email as a draft", "create a draft"),
    ),
    Tool(
        "gmail.search",
        'search the mailbox for "{query}"',
        "read",
        (
            Parameter("query", TEXT, words=("for", "about")),
            Parameter("limit", NUMBER, required=False, default="20", words=("at most",)),
        ),
        ListOf(MESSAGE),
        repeatable=True,
        stranger=True,
        privacy="private",
        at_most=100,
        connection="gmail",
        scopes=("gmail.readonly",),
        noun="search",
        words=(
            "search gmail",
            "search my emails",
            "search for emails",
            "find the email threads",
            "search the mailbox",
            "search the inbox",
            "find in gmail",
            "find in my inbox",
            "search the mailbox for",
            "look in gmail",
        ),
    ),
    Tool(
        "gmail.get_thread",
        "read the conversation of {email}",
        "read",
        (Parameter("email", MESSAGE, words=("thread", "conversation")),),
        ListOf(MESSAGE),
        repeatable=True,
        stranger=True,
        privacy="private",
        at_most=100,
        connection="gmail",
        scopes=("gmail.readonly",),
        words=(
            "get the thread",
            "find the thread",
            "read the thread",
            "read the conversation",
            "get the whole conversation",
            "fetch the email thread",
            "get the gmail thread",
        ),
    ),
)


def _search(call: Call, resources: Resources) -> object:
    topic = made_up.text(call, "query", "your mail")
    return [made_up.email(call, 1, f"Re: {topic}", f"Thank you for the note about {topic}. Could we talk on Thursday?")]


def _thread(call: Call, resources: Resources) -> object:
    given = call.arguments.get("email")
    return [given] if isinstance(given, dict) else []


EXAMPLES = {"gmail.search": _search, "gmail.get_thread": _thread}


def _simulated(resources: Resources) -> Simulated:
    from sayso.connectors.posting import MailSimulated

    return MailSimulated(resources, EXAMPLES)


CONNECTOR = Connector("gmail", "Gmail", unconnected("Gmail", "email.send"), _simulated, TOOLS)
