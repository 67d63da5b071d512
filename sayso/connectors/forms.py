"""Forms of the workspace's own website: no tools, one record, one event. All of it was written by strangers."""

from sayso.connectors.declare import card, internal, words_of_strangers
from sayso.connectors.shape import Connector
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Event, RecordType
from sayso.dsl.types import DATETIME, EMAIL, MONEY, NUMBER, PHONE, TEXT, RecordOf, optional

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "form",
        words_of_strangers(
            card("id", TEXT),
            card("name", TEXT, "which form"),
            card("email", optional(EMAIL)),
            card("firstName", optional(TEXT)),
            card("lastName", optional(TEXT)),
            card("fullName", optional(TEXT)),
            card("phone", optional(PHONE)),
            card("company", optional(TEXT), "company name"),
            card("title", optional(TEXT), "job title"),
            card("country", optional(TEXT)),
            internal("employees", optional(NUMBER), "company size"),
            internal("budget", optional(MONEY)),
            internal("volume", optional(NUMBER)),
            internal("plan", optional(TEXT)),
            internal("message", optional(TEXT), "comment"),
            internal("submittedAt", DATETIME),
        ),
        "name",
        "forms",
        outsiders=True,
        words=("form submission", "demo request", "inbound lead"),
    ),
)

EVENTS: tuple[Event, ...] = (
    Event(
        "form.submitted",
        (("form", RecordOf("form")),),
        "somebody submits a form",
        key="email",
        stranger=True,
        words=("form is submitted", "form comes in", "demo request", "signs up"),
    ),
)

CONNECTOR = Connector("forms", "Forms", unconnected("Forms"), examples({}), (), RECORDS, EVENTS)
