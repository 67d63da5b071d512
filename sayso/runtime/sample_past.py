"""What went on before the sample workspace was made: activities of ninety days, and meetings, two with a transcript.

An activity never lies after the day on which its contact was last contacted, so nothing here makes a deal less idle.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sayso.connectors.crm.store import Store
from sayso.connectors.practice import World

DAYS: Final = 90
GAPS: Final = (0, 16, 41, 70)
"""Days between the last contact and each activity before it."""
KINDS: Final = (
    ("email", "Email to {name}"),
    ("call", "Call with {name}"),
    ("note", "{name}: asked about onboarding times"),
    ("email", "Answer from {name}"),
    ("meeting", "Meeting with {name}"),
    ("note", "{name}: sent the price list"),
    ("linkedin", "LinkedIn message to {name}"),
)

ANN: Final = """Sarah: Thank you for the time, Ann. How long does it take today until a new nurse works alone?
Ann: Five to six weeks. Our budget for next year is settled in three weeks, so a proposal would help me now.
Sarah: Then you have it tomorrow, with a case study of a clinic of your size.
Ann: Good. We also look at a tool that our hospital group uses, to be honest."""
OWEN: Final = """Alex: How is the roll-out going at the northern sites?
Owen: Slowly. Two sites never began, and our people write tickets that take a week.
Alex: I will have somebody look at the urgent one today. Is the renewal in question?
Owen: It is, if this goes on. Let us talk again once the ticket is solved."""

MEETINGS: Final = (
    ("Brightwater: first call", -12, 10, 45, "sarah", "ann.keller@brightwater.example", ANN),
    ("Saltmarsh: how the year went", -9, 14, 30, "alex", "owen.hargreaves@saltmarsh.example", OWEN),
    ("Corvid: demo", -3, 11, 60, "sarah", "luc.moreau@corvid.example", None),
    ("Nimbus Desk: seats", 1, 15, 30, "priya", "dana.whitfield@nimbusdesk.example", None),
    ("Halden: second site", 3, 10, 45, "priya", "ingrid.solberg@halden.example", None),
)
"""Title, in how many days, at which hour, minutes, whose, with whom, and what was said."""


def add_past(store: Store, at: datetime) -> None:
    """Keep the activities, each on the day it happened; nothing else in the CRM changes, and no event comes of it."""
    with store.lock:
        people = store.find("contact", at)
    with store.writing(at) as writing:
        writing.silent = True
        for number, contact in enumerate(people):
            for place, day in enumerate(_days(contact, at)):
                kind, title = KINDS[(number + place) % len(KINDS)]
                linked = {name: contact[name] for name in ("company",) if isinstance(contact.get(name), dict)}
                values = {
                    "title": title.format(name=contact["fullName"]), "kind": kind, "createdAt": day, "updatedAt": day,
                    "contact": contact, **linked,
                }  # fmt: skip
                writing.create("activity", values)


def _days(contact: dict[str, Any], at: datetime) -> list[datetime]:
    """When something went on with a contact, the latest first: none with whom nobody was in contact."""
    last, made = contact.get("lastContactedAt"), contact.get("createdAt")
    if not isinstance(last, datetime) or not isinstance(made, datetime):
        return []
    first = max(at - timedelta(days=DAYS), made)
    return [day for gap in GAPS if (day := last - timedelta(days=gap)) >= first]


def add_meetings(world: World, at: datetime) -> None:
    """Put the meetings into the practice calendar."""
    zone = ZoneInfo("Europe/Berlin")
    today: date = at.astimezone(zone).date()
    for number, (title, days, hour, minutes, person, guest, transcript) in enumerate(MEETINGS, 1):
        starts = datetime.combine(today + timedelta(days=days), time(hour), zone)
        ends = starts + timedelta(minutes=minutes)
        organizer = f"{person}@fernpost.example"
        world.keep_meeting(f"practice-calendar-sample-{number}", title, starts, ends, organizer, guest, transcript)
