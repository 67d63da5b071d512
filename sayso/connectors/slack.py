"""Slack: messages to channels and colleagues, and what is found there."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, private
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import DATETIME, TEXT, ListOf, RecordOf, optional

CHANNEL, MESSAGE = RecordOf("channel"), RecordOf("message")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "slack.send_message",
        "post to {channel} on Slack",
        "write",
        (
            Parameter("channel", TEXT, aims=True, records=("channel", "person"), words=("to", "in", "dm")),
            Parameter("text", TEXT, words=("message", "saying")),
        ),
        MESSAGE,
        connection="slack",
        scopes=("chat:write",),
        raises=("not-found", "rate-limited", "not-connected"),
        noun="Slack message",
        words=(
            "post to slack",
            "slack",
            "dm",
            "message on slack",
            "dm on slack",
            "ping the channel",
            "post in the channel",
            "tell the channel",
        ),
    ),
    Tool(
        "slack.list_channels",
        "list the Slack channels",
        "read",
        (),
        ListOf(CHANNEL),
        repeatable=True,
        at_most=1_000,
        connection="slack",
        scopes=("channels:read",),
        words=(
            "show the slack channels",
            "list the slack channels",
            "get the slack channels",
        ),
    ),
    Tool(
        "slack.search_messages",
        'search Slack for "{query}"',
        "read",
        (Parameter("query", TEXT, words=("for", "about")),),
        ListOf(MESSAGE),
        repeatable=True,
        stranger=True,
        privacy="private",
        at_most=100,
        connection="slack",
        scopes=("search:read",),
        words=(
            "search slack",
            "find the slack messages",
            "find in slack",
            "look through slack",
            "check slack for",
            "get the slack messages",
            "dig up the slack discussion",
            "search slack history",
        ),
    ),
    Tool(
        "slack.add_reaction",
        "react to {message} with {emoji}",
        "write",
        (Parameter("message", MESSAGE), Parameter("emoji", TEXT, words=("reaction",))),
        repeatable=True,
        connection="slack",
        scopes=("reactions:write",),
        noun="reaction",
        words=(
            "add a reaction",
            "react with",
            "react to the slack message",
            "put an emoji on the slack message",
            "give the slack message an emoji",
            "add an emoji to the slack message",
            "add emoji slack",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType("channel", (card("id", TEXT, writable=False), card("name", TEXT)), "name", "channels"),
    RecordType(
        "message",
        (
            card("id", TEXT, writable=False),
            private("text", TEXT, "message", writable=False),
            card("author", TEXT, "sender", writable=False),
            card("channel", TEXT, writable=False),
            card("sentAt", optional(DATETIME), writable=False),
        ),
        "text",
        "messages",
    ),
)


def _message(call: Call, resources: Resources) -> object:
    return {
        "type": "message",
        "id": made_up.short_id(call, "sl"),
        "text": made_up.text(call, "text", "An example message"),
        "author": call.actor.name,
        "channel": made_up.text(call, "channel", "#general"),
        "sentAt": call.at,
    }


def _channels(call: Call, resources: Resources) -> object:
    return [{"type": "channel", "id": f"ch-{name}", "name": f"#{name}"} for name in ("general", "sales", "wins")]


def _found(call: Call, resources: Resources) -> object:
    return [_message(call, resources)]


EXAMPLES = {
    "slack.send_message": _message,
    "slack.list_channels": _channels,
    "slack.search_messages": _found,
    "slack.add_reaction": nothing,
}

CONNECTOR = Connector("slack", "Slack", unconnected("Slack", "people.notify"), examples(EXAMPLES), TOOLS, RECORDS)
