"""Twilio: text messages and phone calls."""

from sayso.connectors import examples as made_up
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import PHONE, TEXT, Choice

RECIPIENT = Parameter(
    "to",
    PHONE,
    audience="person",
    aims=True,
    needs=("phone",),
    records=("contact", "customer", "person"),
    words=("to",),
)
TEXT_SAID = Parameter("text", TEXT, audience="person", words=("message", "saying"))
RAISES = ("invalid", "rate-limited", "not-connected")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "twilio.send_sms",
        "text {to}",
        "write",
        (RECIPIENT, TEXT_SAID),
        sends=True,
        connection="twilio",
        raises=RAISES,
        noun="text message",
        words=("send a text", "send as text", "text", "text them", "sms", "by sms"),
    ),
    Tool(
        "twilio.call",
        "phone {to}",
        "write",
        (RECIPIENT, TEXT_SAID),
        Choice(("answered", "busy", "no answer")),
        sends=True,
        connection="twilio",
        raises=RAISES,
        noun="phone call",
        words=(
            "phone",
            "call",
            "call by phone",
            "ring",
            "give a ring",
            "give a call",
            "make a phone call to",
            "make a call to",
            "make an automated call",
            "give the customer a ring",
            "place a call",
        ),
    ),
)


def _sent(call: Call, resources: Resources) -> object:
    return None


def _called(call: Call, resources: Resources) -> object:
    return ("answered", "no answer")[made_up.pick(call, 2)]


EXAMPLES = {"twilio.send_sms": _sent, "twilio.call": _called}

CONNECTOR = Connector("twilio", "Twilio", unconnected("Twilio", "email.send"), examples(EXAMPLES), TOOLS)
