"""Zendesk: tickets opened and searched, and the event of one being escalated."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, private, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Event, Parameter, RecordType, Tool
from sayso.dsl.types import BOOLEAN, DATETIME, EMAIL, TEXT, Choice, ListOf, RecordOf, optional

TICKET = RecordOf("ticket")
PRIORITY = Choice(("low", "normal", "high", "urgent"))
STATUS = Choice(("new", "open", "pending", "solved", "closed"))

TOOLS: tuple[Tool, ...] = (
    Tool(
        "zendesk.create_ticket",
        'open the Zendesk ticket "{subject}"',
        "write",
        (
            Parameter("subject", TEXT, words=("called", "about")),
            Parameter("text", TEXT, words=("description", "saying")),
            Parameter(
                "requester",
                EMAIL,
                required=False,
                audience="person",
                aims=True,
                needs=("email",),
                records=("contact", "person"),
                words=("for", "from"),
            ),
            Parameter("priority", PRIORITY, required=False, default='"normal"'),
        ),
        TICKET,
        repeatable=True,
        lookup=True,
        connection="zendesk",
        scopes=("tickets:write",),
        raises=("invalid", "rate-limited", "not-connected"),
        noun="ticket",
        words=(
            "create a ticket",
            "create a zendesk ticket",
            "create a support ticket",
            "raise a ticket with support",
            "open a case",
            "new zendesk ticket",
            "log a case with support",
            "put it in zendesk",
        ),
    ),
    Tool(
        "zendesk.search",
        'search Zendesk for "{query}"',
        "read",
        (
            Parameter("query", TEXT, words=("for", "about")),
            Parameter("customer", RecordOf("*"), required=False, records=("company", "customer", "contact")),
        ),
        ListOf(TICKET),
        repeatable=True,
        stranger=True,
        privacy="private",
        at_most=1_000,
        connection="zendesk",
        scopes=("read",),
        raises=("rate-limited", "not-connected"),
        words=(
            "search zendesk",
            "search tickets in zendesk",
            "find their tickets",
            "find in zendesk",
            "get the zendesk tickets",
            "check zendesk",
            "find support tickets",
            "find support cases",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "ticket",
        (
            card("id", TEXT, writable=False),
            *words_of_strangers(internal("subject", TEXT, "title"), private("text", TEXT, "description")),
            internal("priority", PRIORITY, writable=False),
            internal("status", STATUS, writable=False),
            internal("assigned", BOOLEAN, "has somebody working on it", writable=False),
            internal("assignee", optional(TEXT), writable=False),
            *words_of_strangers(card("requesterEmail", optional(EMAIL), "who asked")),
            internal("createdAt", DATETIME, writable=False),
        ),
        "subject",
        "tickets",
        outsiders=True,
        words=("support request", "case"),
    ),
)

EVENTS: tuple[Event, ...] = (
    Event(
        "ticket.escalated",
        (("ticket", TICKET), ("customer", RecordOf("customer"))),
        "a support ticket is escalated",
        answers=("zendesk.create_ticket",),
        key="id",
        stranger=True,
        connection="zendesk",
        words=("ticket is escalated", "escalation"),
    ),
)


def _ticket(call: Call, subject: str) -> dict[str, object]:
    return {
        "type": "ticket",
        "id": made_up.short_id(call, "tk"),
        "subject": subject,
        "text": made_up.text(call, "text", "An example description."),
        "priority": made_up.text(call, "priority", "normal"),
        "status": "new",
        "assigned": False,
        "assignee": None,
        "requesterEmail": made_up.address_of(call.arguments.get("requester")),
        "createdAt": call.at,
    }


def _create(call: Call, resources: Resources) -> object:
    return _ticket(call, made_up.text(call, "subject", "Ticket"))


def _search(call: Call, resources: Resources) -> object:
    return [{**_ticket(call, made_up.text(call, "query", "Login fails")), "status": "open"}]


EXAMPLES = {"zendesk.create_ticket": _create, "zendesk.search": _search}

CONNECTOR = Connector("zendesk", "Zendesk", unconnected("Zendesk"), examples(EXAMPLES), TOOLS, RECORDS, EVENTS)
