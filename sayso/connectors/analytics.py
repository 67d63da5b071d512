"""Product analytics: how much a customer uses the product, and when that changes suddenly."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Event, Field, Parameter, RecordType, Tool
from sayso.dsl.types import DURATION, NUMBER, PERCENT, TEXT, RecordOf, optional

USAGE, CUSTOMER = RecordOf("usage"), RecordOf("customer")
BINDS = (("usage", USAGE), ("customer", CUSTOMER))

USAGE_FIELDS: tuple[Field, ...] = (
    card("id", TEXT, writable=False),
    internal("dropPercent", optional(PERCENT), "drop", writable=False),
    internal("risePercent", optional(PERCENT), "rise", writable=False),
    internal("adoptionPercent", optional(PERCENT), "adoption", writable=False),
    internal("seats", NUMBER, "seats in use", writable=False),
    internal("seatsPercent", optional(PERCENT), "share of seats in use", writable=False),
    internal("logins", NUMBER, writable=False),
    internal("invites", NUMBER, writable=False),
    internal("summary", TEXT, "in words", writable=False),
)

TOOLS: tuple[Tool, ...] = (
    Tool(
        "analytics.get_usage_metrics",
        "get the usage metrics of {customer}",
        "read",
        (
            Parameter("customer", RecordOf("*"), records=("company", "customer"), words=("of", "for")),
            Parameter("over", DURATION, required=False, default="30 days", words=("last", "past")),
        ),
        USAGE,
        repeatable=True,
        connection="analytics",
        raises=("rate-limited", "unavailable", "not-connected"),
        words=(
            "find usage metrics",
            "check usage",
            "find their usage",
            "find the metrics",
            "usage numbers",
            "get the usage",
            "get usage data",
            "get login stats",
            "get the numbers on usage",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (RecordType("usage", USAGE_FIELDS, "summary", "usage metrics", words=("metrics",)),)

EVENTS: tuple[Event, ...] = (
    Event(
        "usage.spiked",
        BINDS,
        "a customer's usage goes up suddenly",
        key="id",
        connection="analytics",
        words=("usage goes up", "usage spikes"),
    ),
    Event(
        "usage.dropped",
        BINDS,
        "a customer's usage drops",
        key="id",
        connection="analytics",
        words=("usage drops", "usage falls"),
    ),
)


def _metrics(call: Call, resources: Resources) -> object:
    logins = 20 + made_up.pick(call, 80)
    return {
        "type": "usage",
        "id": made_up.short_id(call, "u"),
        "dropPercent": None,
        "risePercent": None,
        "adoptionPercent": None,
        "seats": 12,
        "seatsPercent": None,
        "logins": logins,
        "invites": 3,
        "summary": f"12 seats in use, {logins} logins, 3 invitations",
    }


CONNECTOR = Connector(
    "analytics",
    "Product analytics",
    unconnected("Product analytics"),
    examples({"analytics.get_usage_metrics": _metrics}),
    TOOLS,
    RECORDS,
    EVENTS,
)
