"""Email by the workspace itself: the declared tool, the record of a message, and the event of an answer."""

from sayso.connectors.declare import card, internal, private, words_of_strangers
from sayso.connectors.shape import Connector, Live, Resources, Simulated
from sayso.dsl.catalog import Event, Field, Parameter, RecordType, Tool
from sayso.dsl.types import DATETIME, EMAIL, TEXT, Choice, ListOf, RecordOf, optional

MESSAGE, SENT = RecordOf("email"), RecordOf("mail")
WRITTEN_TO = ("contact", "person")

EMAIL_FIELDS: tuple[Field, ...] = (
    card("id", TEXT, writable=False),
    *words_of_strangers(
        card("from", EMAIL, "sender"),
        card("to", ListOf(EMAIL), "recipients"),
        internal("subject", TEXT),
        private("body", TEXT, "text", "message"),
        private("snippet", TEXT, "first words"),
    ),
    internal("receivedAt", DATETIME, "received", writable=False),
    internal("threadId", optional(TEXT), "thread", "conversation", writable=False),
    internal("contact", optional(RecordOf("contact")), "sender's contact", writable=False),
    *words_of_strangers(
        internal("sentiment", optional(Choice(("positive", "neutral", "negative"))), "mood"),
        internal("intent", optional(TEXT)),
    ),
)

SENT_FIELDS: tuple[Field, ...] = (
    card("id", TEXT, writable=False),
    card("to", EMAIL, "recipient", writable=False),
    internal("subject", TEXT, writable=False),
    internal("sentAt", DATETIME, "sent", writable=False),
)
"""What a sending tool gives back: `let @mail = gmail.send(…)`, for `wait for email.replied since @mail`."""

RECIPIENT = Parameter(
    "to", EMAIL, audience="person", aims=True, needs=("email",), records=WRITTEN_TO, words=("recipient", "email")
)
MESSAGE_PARAMETERS: tuple[Parameter, ...] = (
    RECIPIENT,
    Parameter("template", TEXT, required=False, picks="template", words=("using", "with the template")),
    Parameter("subject", TEXT, required=False, audience="person", words=("subject line",)),
    Parameter("text", TEXT, required=False, audience="person", words=("body", "message", "saying")),
)
"""What every tool that writes a mail takes: either a template, or a subject and a text. `needs` is asked of records."""

TOOLS: tuple[Tool, ...] = (
    Tool(
        "email.send",
        "email {to}",
        "write",
        MESSAGE_PARAMETERS,
        SENT,
        sends=True,
        lookup=True,
        raises=("invalid", "opted-out", "unavailable"),
        noun="email",
        words=(
            "send an email",
            "tell by email",
            "remind by email",
            "ask by email",
            "email",
            "email them",
            "by email",
            "send",
            "thank",
            "reply to",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType("mail", SENT_FIELDS, "subject", "mails", words=("sent email",)),
    RecordType("email", EMAIL_FIELDS, "subject", "emails", outsiders=True, words=("mail", "message", "reply")),
)

EVENTS: tuple[Event, ...] = (
    Event(
        "email.replied",
        (("email", MESSAGE),),
        "somebody answers an email",
        answers=("gmail.send", "email.send"),
        key="from",
        stranger=True,
        words=("they reply", "a reply comes in", "they answer", "they respond"),
    ),
)


def _live(resources: Resources) -> Live:
    from sayso.connectors.posting import MailLive

    return MailLive(resources)


def _simulated(resources: Resources) -> Simulated:
    from sayso.connectors.posting import MailSimulated

    return MailSimulated(resources)


CONNECTOR = Connector("email", "Email", _live, _simulated, TOOLS, RECORDS, EVENTS)
