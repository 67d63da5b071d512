"""Any web service by its address. It leaves the machine, so it needs a connection that names the hosts it may reach."""

from sayso.connectors.declare import internal, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import NUMBER, TEXT, UNKNOWN, URL, Choice, RecordOf

METHOD = Choice(("GET", "POST", "PUT", "PATCH", "DELETE"))

TOOLS: tuple[Tool, ...] = (
    Tool(
        "http.request",
        "call {url}",
        "write",
        (
            Parameter("url", URL, audience="outside", aims=True, words=("address", "endpoint")),
            Parameter("method", METHOD, required=False, aims=True, default='"GET"'),
            Parameter("body", UNKNOWN, required=False, audience="outside", words=("with", "json")),
        ),
        RecordOf("response"),
        stranger=True,
        connection="http",
        raises=("timed-out", "refused", "unavailable", "not-connected"),
        noun="request",
        words=(
            "call the api",
            "http request",
            "call the webhook",
            "post to the api",
            "hit the webhook",
            "hit the url",
            "post to the url",
            "send to the url",
            "call the url",
            "request to the url",
            "ping the url",
            "trigger the webhook",
            "post json to the url",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "response",
        words_of_strangers(internal("id", TEXT), internal("status", NUMBER), internal("text", TEXT, "body")),
        "status",
        "responses",
        outsiders=True,
    ),
)


def _answer(call: Call, resources: Resources) -> object:
    return {"type": "response", "id": call.key, "status": 200, "text": "{}"}


CONNECTOR = Connector(
    "http", "HTTP requests", unconnected("HTTP requests"), examples({"http.request": _answer}), TOOLS, RECORDS
)
