"""Zoom: meetings, their recordings and transcripts."""

from sayso.connectors import examples as made_up
from sayso.connectors.calendar import MEETING
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import DATETIME, DURATION, EMAIL, TEXT, URL, ListOf, optional

WHICH = Parameter("meeting", MEETING, words=("of", "for"))
RAISES = ("not-found", "rate-limited", "not-connected")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "zoom.list_meetings",
        "list the Zoom meetings",
        "read",
        (),
        ListOf(MEETING),
        repeatable=True,
        at_most=300,
        connection="zoom",
        scopes=("meeting:read",),
        words=("list the zoom meetings",),
    ),
    Tool(
        "zoom.create_meeting",
        'set up the Zoom meeting "{title}" at {startsAt}',
        "write",
        (
            Parameter("title", TEXT, audience="person", words=("called", "about")),
            Parameter("startsAt", DATETIME, words=("at", "on")),
            Parameter("duration", DURATION, required=False, default="30 minutes"),
            Parameter(
                "with",
                EMAIL,
                required=False,
                audience="person",
                aims=True,
                needs=("email",),
                records=("contact", "person"),
                words=("with", "invite"),
            ),
        ),
        MEETING,
        sends=True,
        lookup=True,
        connection="zoom",
        scopes=("meeting:write",),
        raises=("invalid", "rate-limited", "not-connected"),
        noun="Zoom meeting",
        words=(
            "create a zoom",
            "book a zoom",
            "book a zoom meeting",
            "zoom invite",
            "get a zoom on the calendar",
            "set up a zoom",
            "schedule a zoom call",
        ),
    ),
    Tool(
        "zoom.get_recording",
        "get the recording of {meeting}",
        "read",
        (WHICH,),
        optional(URL),
        repeatable=True,
        privacy="private",
        connection="zoom",
        scopes=("cloud_recording:read",),
        raises=RAISES,
        words=(
            "get the recording",
            "find the recording",
            "save the recording",
            "fetch the zoom recording",
            "download the recording",
            "get the zoom video",
        ),
    ),
    Tool(
        "zoom.get_transcript",
        "get the transcript of {meeting}",
        "read",
        (WHICH,),
        optional(TEXT),
        repeatable=True,
        stranger=True,
        privacy="private",
        connection="zoom",
        scopes=("cloud_recording:read",),
        raises=RAISES,
        words=(
            "get the transcript",
            "find the transcript",
            "find the zoom transcript",
            "fetch the zoom transcript",
            "grab the transcript",
        ),
    ),
)


def _list(call: Call, resources: Resources) -> object:
    return [made_up.meeting(call, 1, "Demo with Acme", 1), made_up.meeting(call, 2, "Kick-off", 2)]


def _create(call: Call, resources: Resources) -> object:
    return made_up.meeting(call, 1, made_up.text(call, "title", "Meeting"))


def _recording(call: Call, resources: Resources) -> object:
    return f"https://zoom.example/rec/{made_up.short_id(call, '')}"


def _transcript(call: Call, resources: Resources) -> object:
    meeting = made_up.text(call, "meeting", "the meeting")
    said = "We agreed to send the proposal by Friday. The budget is open. Ann will ask legal to look at it."
    return f"This is about {meeting}. {said}"


EXAMPLES = {
    "zoom.list_meetings": _list,
    "zoom.create_meeting": _create,
    "zoom.get_recording": _recording,
    "zoom.get_transcript": _transcript,
}

CONNECTOR = Connector("zoom", "Zoom", unconnected("Zoom"), examples(EXAMPLES), TOOLS)
