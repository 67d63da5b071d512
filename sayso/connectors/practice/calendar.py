"""The practice calendar: meetings are kept, free times are free, a meeting that is over becomes an event."""

import sqlite3
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sayso.connectors import examples as made_up
from sayso.connectors.addresses import is_email
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.practice.sides import Find
from sayso.connectors.practice.world import World, moment, stored
from sayso.connectors.shape import Call, Resources, ToolError
from sayso.dsl.addresses import same_email
from sayso.dsl.calendar import Duration, after, local

HALF_AN_HOUR: Final = Duration(seconds=1_800)
WORK: Final = (time(9), time(17))
"""Free times lie between these hours of working days."""
STEP: Final = timedelta(minutes=30)
MOST_LISTED: Final = 250
MOST_FREE: Final = 100
FARTHEST: Final = timedelta(days=92)


def _list(desk: Desk, call: Call) -> object:
    begin, end = _span(desk, call, timedelta(days=1))
    query = "select * from meeting where starts >= ? and starts < ? order by starts, id"
    address = _person(desk, call)
    found = [_meeting(desk, row) for row in desk.rows(query, stored(begin), stored(end))]
    return [one for one in found if address in (same_email(str(at)) for at in _list_of(one["attendees"]))][:MOST_LISTED]


def _free(desk: Desk, call: Call) -> object:
    begin, end = _span(desk, call, timedelta(days=7))
    length, zone, address = _length(call), ZoneInfo(desk.resources.zone), _person(desk, call)
    query = "select * from meeting where ends > ? and starts < ?"
    taken = [
        (moment(row["starts"]), moment(row["ends"])) for row in desk.rows(query, stored(begin), stored(end))
        if address in (same_email(row["organizer"]), same_email(row["guest"] or ""))
    ]  # fmt: skip
    found: list[dict[str, object]] = []
    at = _next_step(begin)
    while at < min(end, begin + FARTHEST) and len(found) < MOST_FREE:
        until = after(at, length, zone)
        if _at_work(at, until, zone) and not any(at < busy_until and until > busy for busy, busy_until in taken):
            found.append({"type": "slot", "id": f"practice-calendar-{at.isoformat()}", "startsAt": at, "endsAt": until})
        at += STEP
    return found


def _next_step(at: datetime) -> datetime:
    whole = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
    return whole if whole == at else whole + STEP


def _at_work(begin: datetime, end: datetime, zone: ZoneInfo) -> bool:
    first, last = local(begin, zone), local(end, zone)
    opens, closes = (datetime.combine(first.date(), clock) for clock in WORK)
    return first.weekday() < 5 and first >= opens and last <= closes


def _create(desk: Desk, call: Call) -> object:
    starts = call.arguments.get("startsAt")
    if not isinstance(starts, datetime):
        raise ToolError("invalid", "A meeting needs a time at which it starts.")
    given = call.arguments.get("with")
    guest = made_up.address_of(given)
    if guest is not None and not is_email(guest):
        raise ToolError("invalid", f"Invalid email address: {guest[:100]}")
    title = made_up.text(call, "title", "Meeting")
    id, ends = desk.own_id, after(starts, _length(call), ZoneInfo(desk.resources.zone))
    if desk.first():
        notes = made_up.text(call, "notes") or None
        values = (id, title, stored(starts), stored(ends), call.actor.email, guest, notes)
        desk.write(
            "insert into meeting (id, title, starts, ends, organizer, guest, notes) values (?, ?, ?, ?, ?, ?, ?)",
            *values,
        )
        if guest is not None:
            _invite(desk, call, given, guest, f"Invitation: {title}", starts, notes)
    return _by_id(desk, id)


def _invite(
    desk: Desk, call: Call, given: object, guest: str, subject: str, starts: datetime, notes: str | None
) -> None:
    contact = desk.known(given) or _contact_id(desk, guest)
    when = local(starts, ZoneInfo(desk.resources.zone))
    body = f"{when:%A %d %B %Y, %H:%M} ({desk.resources.zone})" + (f"\n\n{notes}" if notes else "")
    name = made_up.name_of(given, guest)
    desk.send("invitation", name, body, address=guest, contact=contact, subject=subject, sender=call.actor.email)


def _contact_id(desk: Desk, address: str) -> str | None:
    found = desk.crm.contact_by_email(address, desk.call.at)
    return str(found["id"]) if found else None


def _update(desk: Desk, call: Call) -> object:
    given = call.arguments.get("meeting")
    id = str(given.get("id")) if isinstance(given, dict) else ""
    rows = desk.rows("select * from meeting where id = ?", id)
    if not rows:
        raise ToolError("not-found", "There is no such meeting in the practice calendar.")
    if not desk.first():
        return None
    row, zone = rows[0], ZoneInfo(desk.resources.zone)
    starts, length = call.arguments.get("startsAt"), call.arguments.get("duration")
    begin = starts if isinstance(starts, datetime) else moment(row["starts"])
    end = begin + (moment(row["ends"]) - moment(row["starts"]))
    if isinstance(length, Duration):
        end = after(begin, length, zone)
    title, notes = made_up.text(call, "title", row["title"]), made_up.text(call, "notes", row["notes"] or "") or None
    query = "update meeting set title = ?, starts = ?, ends = ?, notes = ?, told = told and ends = ? where id = ?"
    desk.write(query, title, stored(begin), stored(end), notes, stored(end), id)
    if row["guest"]:
        _invite(desk, call, row["guest"], row["guest"], f"Changed: {title}", begin, notes)
    return None


def _by_id(desk: Desk, id: str) -> dict[str, object] | None:
    rows = desk.rows("select * from meeting where id = ?", id)
    return _meeting(desk, rows[0]) if rows else None


def _found(desk: Desk, call: Call) -> object:
    return _by_id(desk, desk.own_id)


def _meeting(desk: Desk, row: sqlite3.Row) -> dict[str, object]:
    return meeting_of(row, desk.resources, desk.call.at)


def meeting_of(row: sqlite3.Row, resources: Resources, at: datetime) -> dict[str, object]:
    """A meeting as flows see it, with the contact it is with as the CRM knows them now."""
    starts, ends, guest = moment(row["starts"]), moment(row["ends"]), row["guest"]
    contact = resources.crm.contact_by_email(guest, at) if guest else None
    company = contact.get("company") if contact else None
    customer = resources.crm.read("customer", str(company["id"]), at) if isinstance(company, dict) else None
    ours = {same_email(person.email) for person in resources.people}
    return {
        "type": "meeting", "id": row["id"], "title": row["title"], "startsAt": starts, "endsAt": ends,
        "durationMinutes": int((ends - starts).total_seconds() // 60),
        "attendees": [row["organizer"], *([guest] if guest else [])], "organizer": row["organizer"],
        "contact": contact, "customer": customer, "location": None,
        "url": f"https://meet.practice.example/{row['id']}",
        "external": guest is not None and same_email(guest) not in ours, "notes": row["notes"],
        "transcript": row["transcript"],
        "sentiment": None, "budgetMentioned": None, "competitorMentioned": None,
    }  # fmt: skip


def describe(world: World, resources: Resources, id: str, at: datetime) -> dict[str, object] | None:
    """A meeting of the practice calendar."""
    rows = world.rows("select * from meeting where id = ?", id)
    return meeting_of(rows[0], resources, at) if rows else None


def _span(desk: Desk, call: Call, length: timedelta) -> tuple[datetime, datetime]:
    begin, end = call.arguments.get("from"), call.arguments.get("until")
    start = begin if isinstance(begin, datetime) else call.at
    return start, end if isinstance(end, datetime) else start + length


def _length(call: Call) -> Duration:
    given = call.arguments.get("duration")
    if given is None:
        return HALF_AN_HOUR
    if not isinstance(given, Duration) or given.nominal <= 0:
        raise ToolError("invalid", "A meeting takes some time.")
    return given


def _person(desk: Desk, call: Call) -> str:
    return same_email(made_up.address_of(call.arguments.get("person")) or call.actor.email)


def _list_of(value: object) -> list[object]:
    return value if isinstance(value, list) else []


CALENDAR: Final[dict[str, Act]] = {
    "calendar.list_events": _list, "calendar.find_availability": _free, "calendar.create_event": _create,
    "calendar.update_event": _update,
}  # fmt: skip
CALENDAR_FINDS: Final[dict[str, Find]] = {"calendar.create_event": _found}
