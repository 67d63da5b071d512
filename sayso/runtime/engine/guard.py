"""The contact guard: all flows together write to nobody twice within days, and to nobody who answered meanwhile.

It looks within the commit that lets the message go out, so two flows cannot both find that nobody was written to.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter.state import Effect
from sayso.runtime.engine.changes import Demand, Veto
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.tables import touches
from sayso.runtime.worlds.allowances import Allowance
from sayso.runtime.worlds.policy import is_colleague, person_of

HELD = "contact guard"
SINCE_RUN = {"replied": "replied", "colleague": "was written to by a colleague"}


def guarding(strand: Strand, want: Effect, allowance: Allowance, seen: bool) -> tuple[tuple[Demand, ...], Veto]:
    """Locks for the people a message goes to, and the look at whether they may be written to now. One that a person has
    `seen` is not held, and counts for those after it all the same."""
    aims = [want.arguments[name] for name in allowance.aims if name in want.arguments]
    people = sorted({person_of(value) for value in aims if not is_colleague(value)})
    locks = tuple(Demand(f"person/{person}", 1) for person in people)

    async def veto(connection: AsyncConnection) -> Demand | None:
        for person in () if seen else people:
            sentence = await _against(connection, strand, person)
            if sentence is not None:
                return Demand(HELD, 0, 0, sentence)
        rows = [_touch(strand, want, person) for person in people]
        if rows:
            await connection.execute(strand.hands.storage.insert(touches).on_conflict_do_nothing(), rows)
        return None

    return locks, veto


async def _against(connection: AsyncConnection, strand: Strand, person: str) -> str | None:
    """Why this person should not get a message now."""
    standing, now = strand.standing, strand.now()
    recently = micros(now - timedelta(days=standing.premises.guard_days))
    query = (
        select(touches.c.kind, touches.c.at, touches.c.flow, touches.c.id)
        .where(touches.c.workspace == standing.workspace, touches.c.person == person)
        .where(touches.c.at >= min(recently, standing.started or recently))
        .order_by(touches.c.at.desc())
        .limit(100)
    )
    who = strand.held.who or "This person"
    for row in await connection.execute(query):
        day = f"{moment(row.at):%A %d %B}"
        if row.kind == "sent" and row.at >= recently:
            return f"{who} got an automatic message on {day}, from “{row.flow}”."
        if row.kind in SINCE_RUN and row.at >= (standing.started or 0) and row.id not in strand.lane.heard:
            return f"{who} {SINCE_RUN[row.kind]} on {day}."
    return None


def _touch(strand: Strand, want: Effect, person: str) -> dict[str, Any]:
    standing = strand.standing
    return {
        "workspace": standing.workspace, "person": person, "id": f"{standing.id}/{want.path}", "kind": "sent",
        "at": micros(strand.now()), "flow": standing.name, "run": standing.id,
    }  # fmt: skip
