"""LinkedIn: invitations and messages. A person presses the button there; acceptance is told to us."""

from sayso.connectors import examples as made_up
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import BOOLEAN, TEXT, RecordOf

CONTACT = RecordOf("contact")


def _to(name: str) -> Parameter:
    return Parameter(
        name, CONTACT, audience="person", aims=True, needs=("linkedinUrl",), records=("contact",), words=("to",)
    )


TOOLS: tuple[Tool, ...] = (
    Tool(
        "linkedin.invite",
        "invite {to} on LinkedIn",
        "write",
        (_to("to"), Parameter("note", TEXT, required=False, audience="person", words=("note", "saying"))),
        sends=True,
        connection="linkedin",
        by_hand=True,
        raises=("invalid", "refused", "rate-limited", "not-connected"),
        noun="invitation",
        words=(
            "send a linkedin invitation",
            "connect on linkedin",
            "linkedin invite",
            "invite",
            "invite on linkedin",
            "linkedin connection request",
            "add to my network on LinkedIn",
            "connect with them on LinkedIn",
        ),
    ),
    Tool(
        "linkedin.message",
        "message {to} on LinkedIn",
        "write",
        (_to("to"), Parameter("text", TEXT, audience="person", words=("message", "saying"))),
        sends=True,
        connection="linkedin",
        by_hand=True,
        raises=("invalid", "refused", "rate-limited", "not-connected"),
        noun="LinkedIn message",
        words=(
            "send a linkedin message",
            "message them on linkedin",
            "linkedin message",
            "dm on linkedin",
        ),
    ),
    Tool(
        "linkedin.check_accepted",
        "check whether {contact} accepted the invitation",
        "read",
        (_to("contact"),),
        BOOLEAN,
        repeatable=True,
        connection="linkedin",
        noun="LinkedIn look-up",
        words=(
            "check if they accepted",
            "check accepted",
            "check the invitation",
            "check whether the linkedin invite accepted",
            "check if connected on linkedin",
            "check the linkedin request",
        ),
    ),
)


def _accepted(call: Call, resources: Resources) -> object:
    return made_up.pick(call, 2) == 0


EXAMPLES = {"linkedin.invite": nothing, "linkedin.message": nothing, "linkedin.check_accepted": _accepted}

CONNECTOR = Connector("linkedin", "LinkedIn", unconnected("LinkedIn"), examples(EXAMPLES), TOOLS)
