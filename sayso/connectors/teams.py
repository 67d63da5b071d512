"""Microsoft Teams: messages to channels and colleagues."""

from sayso.connectors.shape import Connector
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import TEXT

TOOLS: tuple[Tool, ...] = (
    Tool(
        "teams.send_message",
        "post to {channel} on Teams",
        "write",
        (
            Parameter("channel", TEXT, aims=True, records=("person",), words=("to", "in")),
            Parameter("text", TEXT, words=("message", "saying")),
        ),
        connection="teams",
        scopes=("ChannelMessage.Send", "ChatMessage.Send"),
        raises=("not-found", "rate-limited", "not-connected"),
        noun="Teams message",
        words=("post on teams", "message on teams", "teams channel", "teams"),
    ),
)

CONNECTOR = Connector(
    "teams",
    "Microsoft Teams",
    unconnected("Microsoft Teams", "people.notify"),
    examples({"teams.send_message": nothing}),
    TOOLS,
)
