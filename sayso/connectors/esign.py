"""E-signature: sending a document and asking what became of it."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import DATETIME, EMAIL, TEXT, URL, Choice, RecordOf, optional

ENVELOPE = RecordOf("envelope")
STATUS = Choice(("sent", "delivered", "signed", "declined", "voided", "expired"))

TOOLS: tuple[Tool, ...] = (
    Tool(
        "esign.send",
        "send {document} to {to} for signature",
        "write",
        (
            Parameter("document", TEXT, audience="person", aims=True, records=("document",), words=("contract", "nda")),
            Parameter("to", EMAIL, audience="person", aims=True, needs=("email",), records=("contact", "person")),
            Parameter("message", TEXT, required=False, audience="person"),
        ),
        ENVELOPE,
        repeatable=True,
        sends=True,
        lookup=True,
        connection="esign",
        raises=("invalid", "rate-limited", "not-connected"),
        noun="document to sign",
        words=(
            "send for signature",
            "e-signature",
            "send it to be signed",
            "get it signed",
            "send the document for signature",
            "send out for signing",
            "get the document signed",
        ),
    ),
    Tool(
        "esign.status",
        "check whether {envelope} is signed",
        "read",
        (Parameter("envelope", ENVELOPE, words=("document", "contract")),),
        STATUS,
        repeatable=True,
        connection="esign",
        raises=("rate-limited", "not-connected"),
        words=(
            "check if it was signed",
            "check whether it was signed",
            "check the signature",
            "signature status",
            "check the status",
            "check whether it is signed",
            "get the signature status",
            "look up the signature",
            "check whether signed yet",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "envelope",
        (
            card("id", TEXT, writable=False),
            card("title", TEXT, writable=False),
            card("signer", EMAIL, "sent to", writable=False),
            internal("status", STATUS, writable=False),
            internal("sentAt", DATETIME, writable=False),
            internal("signedAt", optional(DATETIME), writable=False),
            card("url", optional(URL), writable=False),
        ),
        "title",
        "envelopes",
        words=("signature request", "document to sign"),
    ),
)


def _send(call: Call, resources: Resources) -> object:
    return {
        "type": "envelope",
        "id": made_up.short_id(call, "env"),
        "title": made_up.text(call, "document", "Document"),
        "signer": made_up.address_of(call.arguments.get("to")) or "guest@acme.example",
        "status": "sent",
        "sentAt": call.at,
        "signedAt": None,
        "url": None,
    }


def _status(call: Call, resources: Resources) -> object:
    return "signed" if made_up.pick(call, 2) == 0 else "delivered"


EXAMPLES = {"esign.send": _send, "esign.status": _status}

CONNECTOR = Connector("esign", "E-signature", unconnected("E-signature"), examples(EXAMPLES), TOOLS, RECORDS)
