"""The practice outbox: what was "sent" in a practice workspace, and answering there as the one who got it.

A workspace that is no practice workspace has none, and says so.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from sayso.connectors.crm.sides import store_of
from sayso.connectors.practice import (
    FAULTS,
    NO_CREDITS,
    SERVICES,
    TAKES_CREDITS,
    CannotAnswer,
    Message,
    NoMessage,
    PracticeLive,
    Recipient,
)
from sayso.dsl import calendar
from sayso.runtime.engine.breakers import tell
from sayso.runtime.operations.door import Door, NotHere, Refused, note
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import runs

OutboxMessage = Message
"""A message of the practice outbox."""
MOST = 1_000
MOST_TIMES = 20
"""A fault is planted for so many calls at most."""
SOON = timedelta(days=14)
"""So long before a permission runs out that is told."""


class PracticeConnection(msgspec.Struct, frozen=True):
    """How a practice connection does: `state` is works, fails or expires, the sentence says more. `faults` will go
    wrong with its next calls; `credits` are left where it takes some; `expires` is when its permission runs out.
    """

    name: str
    title: str
    state: str
    sentence: str
    faults: list[str]
    credits: int | None
    expires: datetime | None


async def outbox(
    door: Door, workspace: str, connection: str = "", person: str = "", most: int = 100
) -> list[Message]:  # fmt: skip
    """What was sent, newest first, exactly as it would have gone out; of one connection, or to one person."""
    side = _practice(door, workspace)
    return await asyncio.to_thread(side.world.messages, connection, person, min(max(most, 1), MOST))


async def reply(door: Door, workspace: str, message: str, text: str, who: str) -> Message:
    """Answer a message as whoever got it; a mail's answer reaches the flows that wait for one."""
    return await _as_recipient(door, workspace, message, who, "replied as the recipient", lambda one, at: one.reply(
        message, text, at))  # fmt: skip


async def accept(door: Door, workspace: str, message: str, who: str) -> Message:
    """Accept an invitation as whoever got it."""
    return await _as_recipient(door, workspace, message, who, "accepted as the recipient", lambda one, at: one.accept(
        message, at))  # fmt: skip


async def unsubscribe(door: Door, workspace: str, message: str, who: str) -> Message:
    """Opt out as whoever got an email: the contact is marked in the CRM, and whose flow wrote it is told."""
    done = await _as_recipient(
        door, workspace, message, who, "opted out as the recipient", lambda one, at: one.unsubscribe(message, at)
    )
    async with door.storage.writing(workspace) as connection:
        query = select(runs.c.flow).where(same(runs, workspace=workspace, id=done.run))
        flow = (await connection.execute(query)).scalar_one_or_none() or ""
        sentence = f"{done.person} opted out of emails. No flow writes to them any more."
        person = "" if flow else door.premises(workspace).owner.id
        await tell(
            connection, door.storage, workspace, flow, "opted-out", sentence, door.now(), person, done.run, done.id
        )
    return done


async def connections(door: Door, workspace: str) -> list[PracticeConnection]:
    """How the practice connections do."""
    now, zone = door.now(), door.premises(workspace).zone
    return [_connection(side, now, zone) for side in _sides(door, workspace)]


def _connection(side: PracticeLive, now: datetime, zone: ZoneInfo) -> PracticeConnection:
    world, name = side.world, side.name
    faults, expires = world.faults(name), world.expires(name)
    credits = world.credits(name) if name in TAKES_CREDITS else None
    state, sentence = "works", "Works, and nothing leaves this machine."
    if expires is not None and expires <= now:
        state, sentence = "fails", "The permission ran out. Connect it again."
    elif credits == 0:
        state, sentence = "fails", "No credits left."
    elif faults:
        state, sentence = "fails", f"The next call goes wrong: {faults[0]}."
    elif expires is not None and expires - now <= SOON:
        state, sentence = "expires", f"The permission runs out on {calendar.local(expires, zone):%d %B}."
    return PracticeConnection(name, side.title, state, sentence, faults, credits, expires)


async def plant_fault(door: Door, workspace: str, connection: str, fault: str, who: str, times: int = 1) -> None:
    """Let something go wrong with the next calls of a practice connection: "hang up" (after the effect), "rate limit",
    or "no credits" (until it is mended)."""
    side = _practice(door, workspace)
    _known(connection)
    if fault not in FAULTS:
        raise Refused("unknown-fault", f"What can go wrong is {', '.join(f'“{one}”' for one in FAULTS)}.")
    if not 1 <= times <= MOST_TIMES:
        raise Refused("wrong-times", f"A fault is planted for 1 to {MOST_TIMES} calls.")
    if fault == NO_CREDITS and connection not in TAKES_CREDITS:
        raise Refused("takes-no-credits", f"Practice {connection} takes no credits, so they cannot run out.")
    if fault == NO_CREDITS:
        await asyncio.to_thread(side.world.set_credits, connection, 0)
    else:
        await asyncio.to_thread(side.world.plant, connection, fault, times)
    await _noted(door, workspace, who, "planted a fault", connection, f"{fault}, {times} times")


async def mend(door: Door, workspace: str, connection: str, who: str) -> None:
    """Nothing goes wrong with this practice connection any more, it has its credits and its permission again."""
    side = _practice(door, workspace)
    _known(connection)
    await asyncio.to_thread(side.world.mend, connection)
    await _noted(door, workspace, who, "mended", connection)


async def _as_recipient(
    door: Door, workspace: str, message: str, who: str, what: str, do: Callable[[Recipient, datetime], Message]
) -> Message:
    side = _practice(door, workspace)
    recipient = Recipient(side.world, side.resources, store_of(side.resources))
    try:
        done = await asyncio.to_thread(do, recipient, door.now())
    except NoMessage:
        raise NotHere("message in the outbox") from None
    except CannotAnswer as problem:
        raise Refused(problem.code, problem.sentence) from None
    await _noted(door, workspace, who, what, done.id)
    door.ring("")
    return done


async def _noted(door: Door, workspace: str, who: str, what: str, about: str, detail: str = "") -> None:
    async with door.storage.writing(workspace) as connection:
        await note(connection, workspace, door.now(), who, what, about, detail)


def _practice(door: Door, workspace: str) -> PracticeLive:
    """Any practice connection of the workspace: all share one world."""
    return _sides(door, workspace)[0]


def _sides(door: Door, workspace: str) -> list[PracticeLive]:
    sides = door.premises(workspace).sides
    found = [side for name in SERVICES if isinstance(side := sides.get(name), PracticeLive)]
    if not found:
        sentence = "This is no practice workspace: what it sends really goes out, so there is no outbox to answer in."
        raise Refused("no-practice", sentence)
    return found


def _known(connection: str) -> None:
    if connection not in SERVICES:
        raise NotHere("practice connection")
