"""People of the workspace: telling them, handing over, asking, approving; and the visitor of a chat."""

from sayso.connectors.declare import card, internal, private, words_of_strangers
from sayso.connectors.shape import Connector, Live, Resources, Simulated
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import (
    BOOLEAN,
    DATETIME,
    DURATION,
    EMAIL,
    PERSON,
    PHONE,
    TEXT,
    UNKNOWN,
    Choice,
    ListOf,
    RecordOf,
    optional,
)

VISITOR = RecordOf("visitor")


def _who(name: str = "person") -> Parameter:
    return Parameter(name, PERSON, aims=True, words=("to", "with"))


WITHIN = Parameter("within", DURATION, required=False, words=("for", "at most"))
MESSAGE = Parameter("message", TEXT, words=("that", "saying", "about"))

TOOLS: tuple[Tool, ...] = (
    Tool(
        "people.notify",
        "tell {person}",
        "write",
        (_who(), MESSAGE),
        repeatable=True,
        noun="notification",
        words=(
            "notify",
            "tell",
            "alert",
            "let me know",
            "let them know",
            "send me",
            "give me a heads-up",
            "warn",
            "escalate to",
        ),
    ),
    Tool(
        "people.hand_off",
        "hand over to {person}",
        "write",
        (_who(), MESSAGE, WITHIN),
        Choice(("done", "taken over", "out of time")),
        repeatable=True,
        waits=True,
        noun="hand-off",
        words=(
            "hand",
            "hand off",
            "hand over",
            "hand it to",
            "pass to",
            "pass on",
            "take over",
            "let take over",
            "route to",
            "turn over to a human",
            "hand over to",
        ),
    ),
    Tool(
        "people.ask",
        'ask {person} "{question}"',
        "write",
        (
            Parameter("person", RecordOf("*"), aims=True, audience="person", records=("person", "visitor")),
            Parameter("question", TEXT, audience="person"),
            WITHIN,
        ),
        UNKNOWN,
        repeatable=True,
        waits=True,
        noun="question",
        words=(
            "ask",
            "ask whether",
            "question to",
            "get an answer from",
            "put a question to",
        ),
    ),
    Tool(
        "people.approve",
        'ask {person} to approve "{what}"',
        "write",
        (_who(), Parameter("what", TEXT, words=("that", "the")), WITHIN),
        RecordOf("approval"),
        repeatable=True,
        waits=True,
        noun="approval",
        words=(
            "get approval",
            "get sign-off",
            "ask to approve",
            "request approval",
            "approve it",
            "ask for approval",
            "run past for approval",
            "have them sign off",
            "get the ok from",
            "get the go-ahead from",
            "get a sign-off from",
        ),
    ),
    Tool(
        "people.say",
        'say "{message}"',
        "write",
        (
            Parameter("message", TEXT, audience="person"),
            Parameter("visitor", VISITOR, required=False, audience="person"),
        ),
        repeatable=True,
        noun="chat message",
        words=("say", "answer in the chat"),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "person",
        (
            card("id", TEXT, writable=False),
            card("name", TEXT, writable=False),
            card("email", EMAIL, writable=False),
            card("phone", optional(PHONE), "mobile", writable=False),
        ),
        "name",
        "people",
        words=("colleague", "rep", "teammate", "user"),
    ),
    RecordType(
        "approval",
        (
            card("id", TEXT, writable=False),
            internal("approved", BOOLEAN, "is approved", writable=False),
            internal("note", optional(TEXT), "reason", writable=False),
            internal("by", optional(PERSON), "who decided", writable=False),
            internal("at", optional(DATETIME), writable=False),
        ),
        "approved",
        "approvals",
    ),
    RecordType(
        "visitor",
        words_of_strangers(
            card("id", TEXT),
            card("name", optional(TEXT)),
            card("email", optional(EMAIL)),
            private("message", optional(TEXT), "first message"),
            private("messages", ListOf(TEXT)),
        ),
        "name",
        "visitors",
        outsiders=True,
        words=("chat visitor", "person in the chat"),
    ),
)


def _live(resources: Resources) -> Live:
    from sayso.connectors.asking import PeopleLive

    return PeopleLive(resources)


def _simulated(resources: Resources) -> Simulated:
    from sayso.connectors.asking import PeopleSimulated

    return PeopleSimulated(resources)


CONNECTOR = Connector("people", "People", _live, _simulated, TOOLS, RECORDS)
