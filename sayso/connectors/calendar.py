"""The calendar: meetings, free times, and the event of a meeting that ended."""

from datetime import datetime, timedelta

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, private, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Event, Field, Parameter, RecordType, Tool
from sayso.dsl.types import BOOLEAN, DATETIME, DURATION, EMAIL, NUMBER, TEXT, URL, Choice, ListOf, RecordOf, optional

MEETING, SLOT = RecordOf("meeting"), RecordOf("slot")
INVITED = ("contact", "person")
FROM = Parameter("from", DATETIME, required=False, default="@today", words=("after", "from"))
UNTIL = Parameter("until", DATETIME, required=False, default="@today + 1 day", words=("before", "until"))

MEETING_FIELDS: tuple[Field, ...] = (
    card("id", TEXT, writable=False),
    *words_of_strangers(internal("title", TEXT, "subject")),
    internal("startsAt", DATETIME, "start", "starts at", writable=False),
    internal("endsAt", DATETIME, "end", "ends at", writable=False),
    internal("durationMinutes", NUMBER, "length", "duration in minutes", writable=False),
    *words_of_strangers(card("attendees", ListOf(EMAIL), "guests"), card("organizer", EMAIL, "host")),
    internal("contact", optional(RecordOf("contact")), "attendee", writable=False),
    internal("customer", optional(RecordOf("customer")), writable=False),
    *words_of_strangers(internal("location", optional(TEXT), "place")),
    internal("url", optional(URL), "link", writable=False),
    internal("external", BOOLEAN, "with people outside", writable=False),
    *words_of_strangers(private("notes", optional(TEXT)), private("transcript", optional(TEXT), "recording text")),
    *words_of_strangers(
        internal("sentiment", optional(Choice(("positive", "neutral", "negative"))), "mood"),
        internal("budgetMentioned", optional(BOOLEAN), "budget came up"),
        internal("competitorMentioned", optional(BOOLEAN), "a competitor came up"),
    ),
)

TOOLS: tuple[Tool, ...] = (
    Tool(
        "calendar.list_events",
        "list the meetings",
        "read",
        (FROM, UNTIL, Parameter("person", RecordOf("person"), required=False, default="@me", words=("of", "for"))),
        ListOf(MEETING),
        repeatable=True,
        at_most=250,
        connection="calendar",
        scopes=("calendar.events.readonly",),
        words=(
            "find the meetings",
            "find my calendar",
            "find the calls",
            "today's meetings",
            "count meetings",
            "get my agenda",
            "get the events",
            "get my schedule",
            "what is on my calendar",
            "find my appointments",
        ),
    ),
    Tool(
        "calendar.find_availability",
        "find free times in the calendar",
        "read",
        (
            Parameter("person", RecordOf("person"), required=False, default="@me", words=("of", "for")),
            Parameter("duration", DURATION, required=False, default="30 minutes", words=("for", "length")),
            FROM,
            Parameter("until", DATETIME, required=False, default="@today + 7 days", words=("before",)),
        ),
        ListOf(SLOT),
        repeatable=True,
        at_most=100,
        connection="calendar",
        scopes=("calendar.freebusy",),
        words=(
            "find a free slot",
            "find availability",
            "find free time",
            "when am I free",
            "check availability",
            "check my availability",
            "look for a free slot",
            "find a time",
            "find an opening",
        ),
    ),
    Tool(
        "calendar.create_event",
        'book "{title}" at {startsAt}',
        "write",
        (
            Parameter("title", TEXT, audience="person", words=("called", "about")),
            Parameter("startsAt", DATETIME, words=("at", "on", "start")),
            Parameter("duration", DURATION, required=False, default="30 minutes", words=("for", "length")),
            Parameter(
                "with",
                EMAIL,
                required=False,
                audience="person",
                aims=True,
                needs=("email",),
                records=INVITED,
                words=("invite", "guest"),
            ),
            Parameter("notes", TEXT, required=False, audience="person", words=("description",)),
        ),
        MEETING,
        repeatable=True,
        sends=True,
        lookup=True,
        connection="calendar",
        scopes=("calendar.events",),
        raises=("invalid", "rate-limited", "not-connected"),
        noun="meeting",
        words=(
            "book a meeting",
            "book a meeting in the calendar",
            "book calendar",
            "calendar invite",
            "invite to a meeting",
            "block an hour",
            "block time",
            "get on the calendar",
            "get a meeting on the books",
            "set up a call",
        ),
    ),
    Tool(
        "calendar.update_event",
        "change {meeting}",
        "write",
        (
            Parameter("meeting", MEETING, changes=True),
            Parameter("startsAt", DATETIME, required=False, words=("move to", "at")),
            Parameter("duration", DURATION, required=False),
            Parameter("title", TEXT, required=False, audience="person"),
            Parameter("notes", TEXT, required=False, audience="person"),
        ),
        repeatable=True,
        connection="calendar",
        scopes=("calendar.events",),
        raises=("not-found", "rate-limited", "not-connected"),
        noun="change",
        words=(
            "move the meeting",
            "reschedule",
            "postpone",
            "update the meeting",
            "add attendee to the meeting",
            "add them to the meeting",
            "change the time of the meeting",
            "shift the meeting",
            "push the meeting back",
            "bring the meeting forward",
            "put the meeting off",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType("meeting", MEETING_FIELDS, "title", "meetings", outsiders=True, words=("call", "event", "appointment")),
    RecordType(
        "slot",
        (
            card("id", TEXT, writable=False),
            card("startsAt", DATETIME, writable=False),
            card("endsAt", DATETIME, writable=False),
        ),
        "startsAt",
        "slots",
        words=("free time",),
    ),
)

EVENTS: tuple[Event, ...] = (
    Event(
        "meeting.ended",
        (("meeting", MEETING),),
        "a meeting ends",
        answers=("calendar.create_event", "zoom.create_meeting"),
        key="id",
        stranger=True,
        connection="calendar",
        words=("after the meeting", "a meeting finishes", "the call is over"),
    ),
)


def _list(call: Call, resources: Resources) -> object:
    return [made_up.meeting(call, 1, "Demo with Acme", 0), made_up.meeting(call, 3, "Pipeline review", 0)]


def _free(call: Call, resources: Resources) -> object:
    start = call.at.replace(minute=0, second=0, microsecond=0)
    times = [start + timedelta(days=day) for day in (1, 2, 3)]
    return [
        {"type": "slot", "id": at.isoformat(), "startsAt": at, "endsAt": at + timedelta(minutes=30)} for at in times
    ]


def _create(call: Call, resources: Resources) -> object:
    made = made_up.meeting(call, 1, made_up.text(call, "title", "Meeting"))
    guest = made_up.address_of(call.arguments.get("with"))
    given = call.arguments.get("startsAt")
    start = given if isinstance(given, datetime) else call.at + timedelta(days=1)
    times = {"startsAt": start, "endsAt": start + timedelta(minutes=30)}
    attendees = [call.actor.email, *([guest] if guest else [])]
    return {**made, **times, "attendees": attendees, "external": guest is not None}


EXAMPLES = {
    "calendar.list_events": _list,
    "calendar.find_availability": _free,
    "calendar.create_event": _create,
    "calendar.update_event": nothing,
}

CONNECTOR = Connector("calendar", "Calendar", unconnected("Calendar"), examples(EXAMPLES), TOOLS, RECORDS, EVENTS)
