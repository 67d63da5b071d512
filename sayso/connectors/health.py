"""Customer health: scores, trends, and what happens in a customer's life."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Event, Parameter, RecordType, Tool
from sayso.dsl.types import DATE, DATETIME, NUMBER, TEXT, Choice, ListOf, RecordOf, Type, optional

CUSTOMER, CONTACT = RecordOf("customer"), RecordOf("contact")
WHOSE = Parameter("customer", RecordOf("*"), records=("company", "customer"), words=("of", "for"))
TREND = Choice(("rising", "steady", "falling"))
ID = card("id", TEXT, writable=False)

TOOLS: tuple[Tool, ...] = (
    Tool(
        "health.get_score",
        "get the health score of {customer}",
        "read",
        (WHOSE,),
        NUMBER,
        repeatable=True,
        connection="health",
        words=(
            "find the health score",
            "find the health",
            "check the score",
            "health score",
            "get the health of",
            "look up the health",
            "get health score",
        ),
    ),
    Tool(
        "health.set_score",
        "set the health score of {customer} to {score}",
        "write",
        (
            Parameter("customer", RecordOf("*"), records=("company", "customer"), changes=True),
            Parameter("score", NUMBER, words=("to",)),
        ),
        repeatable=True,
        connection="health",
        causes=("health_score.dropped",),
        noun="change",
        words=(
            "update the health score",
            "set the health score",
            "lower the health score",
            "change the health",
            "put the health score at",
            "drop the health score",
            "bump the health score",
            "raise the health score",
        ),
    ),
    Tool(
        "health.get_trend",
        "get the health trend of {customer}",
        "read",
        (WHOSE,),
        RecordOf("health"),
        repeatable=True,
        connection="health",
        words=(
            "find the health trend",
            "find the health score trend",
            "find the trend",
            "health trend",
            "get the health trend",
            "pull the health trend",
            "show the health trend",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "health",
        (
            ID,
            internal("score", NUMBER, "health score", writable=False),
            internal("previousScore", optional(NUMBER), "score before", writable=False),
            internal("trend", TREND, writable=False),
            internal("scores", ListOf(NUMBER), "earlier scores", writable=False),
            internal("measuredAt", DATETIME, writable=False),
        ),
        "score",
        "health scores",
        words=("health score",),
    ),
    RecordType(
        "renewal",
        (ID, internal("daysLeft", NUMBER, "days left", writable=False), internal("date", DATE, writable=False)),
        "date",
        "renewals",
    ),
    RecordType(
        "nps",
        (
            ID,
            *words_of_strangers(internal("score", NUMBER, "nps score"), internal("comment", optional(TEXT))),
            internal("contact", optional(CONTACT), writable=False),
        ),
        "score",
        "NPS answers",
        outsiders=True,
        words=("nps survey", "survey answer"),
    ),
    RecordType(
        "contract",
        (
            ID,
            internal("milestone", TEXT, writable=False),
            internal("date", DATE, writable=False),
            internal("endsOn", optional(DATE), writable=False),
        ),
        "milestone",
        "contracts",
    ),
)


def _event(name: str, binds: tuple[tuple[str, Type], ...], sentence: str, *words: str, stranger: bool = False) -> Event:
    connection = "" if name.startswith("renewal.") else "health"
    return Event(name, binds, sentence, key="id", stranger=stranger, connection=connection, words=words)


EVENTS: tuple[Event, ...] = (
    _event(
        "health_score.dropped",
        (("health", RecordOf("health")), ("customer", CUSTOMER)),
        "a customer's health score drops",
        "health score drops",
        "customer at risk",
    ),
    _event(
        "renewal.approaching",
        (("renewal", RecordOf("renewal")), ("customer", CUSTOMER)),
        "a renewal comes near",
        "before renewal",
        "renewal is coming up",
    ),
    _event(
        "nps.submitted",
        (("nps", RecordOf("nps")), ("customer", CUSTOMER), ("contact", CONTACT)),
        "somebody answers the NPS survey",
        "nps score comes in",
        "survey is answered",
        stranger=True,
    ),
    _event(
        "customer.inactive",
        (("customer", CUSTOMER),),
        "a customer has not logged in for a while",
        "hasn't logged in",
        "goes quiet",
    ),
    _event(
        "champion.left",
        (("champion", CONTACT), ("customer", CUSTOMER)),
        "our champion leaves the customer",
        "champion leaves",
        "main contact changes jobs",
    ),
    _event(
        "contract.milestone",
        (("contract", RecordOf("contract")), ("customer", CUSTOMER)),
        "a contract reaches a milestone",
        "contract milestone",
    ),
)


def _known(call: Call) -> int:
    customer = call.arguments.get("customer")
    score = customer.get("health") if isinstance(customer, dict) else None
    return int(score) if isinstance(score, int) else 40 + made_up.pick(call, 50)


def _score(call: Call, resources: Resources) -> object:
    return _known(call)


def _trend(call: Call, resources: Resources) -> object:
    score = _known(call)
    return {
        "type": "health",
        "id": made_up.short_id(call, "h"),
        "score": score,
        "previousScore": score + 4,
        "trend": "falling",
        "scores": [score + 8, score + 4, score],
        "measuredAt": call.at,
    }


EXAMPLES = {"health.get_score": _score, "health.set_score": nothing, "health.get_trend": _trend}

CONNECTOR = Connector(
    "health", "Customer health", unconnected("Customer health"), examples(EXAMPLES), TOOLS, RECORDS, EVENTS
)
