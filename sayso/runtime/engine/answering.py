"""What a lane wants, answered: at once where that can be, else the lane rests until it is."""

from sqlalchemy import select

from sayso.interpreter.state import Admit, Await, Effect, Event, Outcome, Reread, Sleep, Spawn, Want, Watch
from sayso.runtime.engine.calling import called
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.loops import admitted, spawned
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.tables import events

MOST_EVENTS = 10_000
"""The most events a lane looks back at."""


async def answer(strand: Strand, want: Want) -> Outcome | None:
    """The answer to a want, if there is one at once; else the lane has let go."""
    match want:
        case Effect():
            return await called(strand, want)
        case Reread():
            outcome: Outcome = await strand.premises.reread(strand.place, want, strand.now())
            return outcome
        case Admit():
            return await admitted(strand, want)
        case Spawn():
            return await spawned(strand, want)
        case Sleep() | Await():
            return await waits(strand, want)


async def waits(strand: Strand, want: Sleep | Await) -> Outcome | None:
    """Rest until the time comes or an event does; one that has come already is heard at once."""
    heard = await already(strand, want)
    if heard is not None:
        return heard
    if want.until <= strand.now():
        return Outcome("time", strand.now())
    listening = strand.listen()
    await strand.rest("event" if isinstance(want, Await) else "time", want.until, want.until)
    if listening:
        await look_again(strand, want)
    return None


async def look_again(strand: Strand, want: Want) -> None:
    """An event that was stored while the lane lay down found nobody listening: wake the lane for it."""
    if await already(strand, want) is not None:
        from sayso.runtime.engine.waking import ring

        await ring(strand.hands.storage, strand.standing.workspace, strand.standing.id, strand.path)
        strand.hands.nudge()


async def already(strand: Strand, want: Want) -> Outcome | None:
    """An event that has come and ends the wait, or the sequence the want stands in."""
    awaited: list[Await | Watch] = [*want.watch, *([want] if isinstance(want, Await) else [])]
    if not awaited:
        return None
    await strand.hands.pump(strand.standing.workspace)
    since = micros(min(each.since for each in awaited))
    query = (
        select(events.c.id, events.c.name, events.c.at, events.c.data)
        .where(events.c.workspace == strand.standing.workspace, events.c.at >= since)
        .where(events.c.name.in_({each.event for each in awaited}))
        .order_by(events.c.at, events.c.stored, events.c.id)
        .limit(MOST_EVENTS)
    )
    async with strand.hands.storage.reading(strand.standing.workspace) as connection:
        rows = (await connection.execute(query)).all()
    for row in rows:
        if row.id not in strand.lane.heard:
            event = Event(row.id, row.name, moment(row.at), value_from(row.data))
            outcome = hears(strand, want, event)
            if outcome is not None:
                return outcome
    return None


def hears(strand: Strand, want: Want, event: Event) -> Outcome | None:
    """What comes of an event for the lane, if it is the one that was meant."""
    lane, linked, now = strand.lane, strand.standing.linked, strand.now()
    env = {**strand.scope, **lane.data, "now": now}
    for each in want.watch:
        listener = linked.listeners[lane.frames[each.frame].at]
        if each.event == event.name and event.at >= each.since and listener.hears(env, event.data):
            return Outcome("heard", now, event=event, frame=each.frame)
    if not isinstance(want, Await) or want.event != event.name or event.at < want.since:
        return None
    return Outcome("heard", now, event=event) if linked.hearing[lane.pc].hears(env, event.data) else None
