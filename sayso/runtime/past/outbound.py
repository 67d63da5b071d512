"""The past of "Big 4 outbound": one invitation each working day, and what became of each person.

People are told apart by how many runs ago they were taken: the latest run took number 0. There are as many runs on
whatever day it is made, so it looks the same and the same people are in it.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import msgspec

from sayso.connectors.practice import HANG_UP
from sayso.dsl import calendar
from sayso.runtime.home import MAIN
from sayso.runtime.operations import answers, outbox
from sayso.runtime.past.playing import ALEX, DAYS, SARAH, ZONE, Past

FLOW: Final = "big-4-outbound"
APPROVAL: Final = (" with approval by @me within 3 days", "")
RUNS: Final = 20
"""So many working days lie in thirty days at the least."""
SECOND, THIRD = 16, 11
"""Versions 2 and 3 began with these runs."""
EVENING: Final = timedelta(hours=13)
"""So long after nine in the morning Sarah sends her invitations."""
YES: Final = "Interesting. Can you call me on Thursday?"
NO: Final = "Thank you, but we chose somebody last month. Ask me again in a year."


class Way(msgspec.Struct, frozen=True):
    """What became of somebody, in days before now: when the invitation was sent and accepted, the mail approved, and a
    reply came; None where it did not."""

    invited: float | None = None
    accepted: float | None = None
    approved: float | None = None
    replied: float | None = None
    text: str = YES
    hangs_up: bool = False
    taken_over: bool = False


RECENT: Final = {
    0: Way(), 1: Way(), 2: Way(),
    3: Way(1), 4: Way(2), 5: Way(3), 6: Way(4),
    7: Way(6, 4), 8: Way(6.5, 5), 9: Way(7, 5.5),
    10: Way(9, 8, 3, hangs_up=True),
    11: Way(14, 13, 8),
}  # fmt: skip
"""Those of the last two weeks, by how many runs ago they were taken."""
HANDED_OVER: Final = Way(8, 7, replied=1)
DECLINED: Final = Way(12, 11, replied=5, text=NO, taken_over=True)
HELD: Final = Way(8.2, 6.2)
SILENT: Final = Way()


class Taken(msgspec.Struct, frozen=True):
    """Somebody whom a run took, and what became of them."""

    at: datetime
    contact: dict[str, Any]
    way: Way


def plan(past: Past) -> None:
    """Put everything into the script."""
    people = taken(past)
    begun = people[-1].at - timedelta(hours=2)
    past.then(begun, partial(past.publish, FLOW, SARAH, "First try", text=f"{FLOW}-first"))
    for number, message, edits in (
        (SECOND, "More patient, and with news of each company", (APPROVAL,)),
        (THIRD, "I read every email before it goes out", ()),
    ):
        evening = people[number].at - timedelta(hours=11)
        past.then(evening, partial(past.publish, FLOW, SARAH, message, *edits))
    for number, one in enumerate(people):
        _follow(past, one, number)


def taken(past: Past) -> list[Taken]:
    """Whom its runs take, the latest first: one each working day at nine, in the order of the CRM."""
    days = [
        at for back in range(DAYS + 1)
        if past.at < (at := past.by_day(back, 9)) <= past.now and calendar.local(at, ZONE).weekday() < 5
    ][:RUNS]  # fmt: skip
    people = past.place.crm.find("contact", past.at, _is_meant)[: len(days)]
    ways = dict(RECENT)
    found = list(zip(days[-len(people) :], reversed(people), strict=True))
    for owner, way in ((ALEX, HANDED_OVER), (SARAH, DECLINED), ("", HELD)):
        ways[_first(found, ways, owner)] = way
    return [Taken(at, person, ways.get(number, SILENT)) for number, (at, person) in enumerate(found)]


def held(past: Past) -> Taken:
    """Whose email the contact guard holds."""
    return next(one for one in taken(past) if one.way is HELD)


def _is_meant(contact: dict[str, Any]) -> bool:
    """The flow's own condition."""
    return contact.get("status") == "Open" and bool(contact.get("linkedinUrl"))


def _first(found: list[tuple[datetime, dict[str, Any]]], ways: dict[int, Way], owner: str) -> int:
    """The latest of those on version 2 with that owner whose way is still open."""
    return next(
        number for number, (_, person) in enumerate(found)
        if number not in ways and (person.get("owner") or {}).get("id", "") in (owner, owner or person["owner"]["id"])
    )  # fmt: skip


def _follow(past: Past, one: Taken, number: int) -> None:
    """Put into the script what Sarah and the person do."""
    way, name = one.way, str(one.contact["fullName"])
    silent = way is SILENT
    invited = one.at + EVENING if silent else None if way.invited is None else past.ago(way.invited)
    accepted = None if way.accepted is None else past.ago(way.accepted)
    if silent and number % 2:
        accepted = one.at + EVENING + timedelta(hours=40)
    if invited is not None:
        past.then(invited, partial(_invite, past, name))
    if accepted is not None:
        past.then(accepted, partial(_accept, past, name))
    if way.approved is not None:
        past.then(past.by_day(way.approved, 10), partial(_approve, past, name, way.hangs_up))
    if way.replied is not None:
        past.then(past.ago(way.replied), partial(past.reply, str(one.contact["email"]), way.text))
        if way.taken_over:
            past.then(past.ago(way.replied - 0.1), partial(past.take_over, FLOW, name, SARAH))


async def _invite(past: Past, name: str) -> None:
    for ask in (await past.waiting(FLOW, "by hand", name))[:1]:
        await answers.done_by_hand(past.door, MAIN, ask.id, SARAH, "sent")


async def _accept(past: Past, name: str) -> None:
    message = await past.message_to(name, "invitation")
    if message is not None:
        await outbox.accept(past.door, MAIN, message.id, SARAH)


async def _approve(past: Past, name: str, hangs_up: bool) -> None:
    if hangs_up:
        past.world.plant("gmail", HANG_UP)
    await past.approve(FLOW, name, SARAH)
