"""Stop everything: no run of the workspace acts until somebody has seen what would happen, and resumes."""

import msgspec
from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.keeping import line_from
from sayso.runtime.journal import Entry
from sayso.runtime.operations.door import Door, NotHere, Refused, note
from sayso.runtime.operations.flows import NO_PERSON, let_go
from sayso.runtime.operations.starting import OPEN, is_stopped
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, journal, lanes, runs, workspaces

SHOWN = 200
"""So many things that would happen are told in words; the rest is counted."""
HELD = ("", "stopped", "retried")


class Ahead(msgspec.Struct, frozen=True):
    """What would happen at once if everything went on: sentences, and how many more there are."""

    sentences: list[str]
    more: int


async def stop_everything(door: Door, workspace: str, who: str) -> int:
    """Nothing of this workspace acts any more; calls that are out already end. Gives how many runs are held."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        await _set(connection, workspace, True)
        under_way = same(runs, workspace=workspace, hold="")
        held = await connection.execute(update(runs).where(under_way, runs.c.state.in_(OPEN)).values(hold="stopped"))
        await note(connection, workspace, door.now(), who, "stopped everything", workspace, f"{held.rowcount} runs")
    return int(held.rowcount)


async def is_stopped_now(door: Door, workspace: str) -> bool:
    """Whether everything is stopped in this workspace."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        return await is_stopped(connection, workspace)


async def what_would_happen(door: Door, workspace: str) -> Ahead:
    """What goes on at once when everything is resumed: everybody whose time has come, or who stood before a step."""
    premises = door.premises(workspace)
    words = Words(premises.catalog)
    now = micros(door.now())
    run_of = (runs.c.workspace == lanes.c.workspace) & (runs.c.id == lanes.c.run)
    wanted = (journal.c.workspace == lanes.c.workspace) & (journal.c.run == lanes.c.run)
    wanted &= (journal.c.lane == lanes.c.path) & (journal.c.number == lanes.c.wanted)
    about = or_(lanes.c.resting.in_(HELD), lanes.c.due <= now)
    mine = (lanes.c.workspace == workspace) & (runs.c.hold == "stopped") & about & lanes.c.resting.not_in(NO_PERSON)
    flow_of = (flows.c.workspace == runs.c.workspace) & (flows.c.id == runs.c.flow)
    held = lanes.join(runs, run_of).join(flows, flow_of)
    query = select(lanes.c.who, lanes.c.resting, flows.c.name, journal.c.body)
    query = query.select_from(held.outerjoin(journal, wanted)).where(mine).order_by(lanes.c.due, lanes.c.path)
    async with door.storage.reading(workspace) as connection:
        rows = (await connection.execute(query.limit(SHOWN))).all()
        count = (await connection.execute(select(func.count()).select_from(held).where(mine))).scalar_one()
    sentences = []
    for row in rows:
        line = line_from(row.body) if row.body else None
        want = line.want if isinstance(line, Entry) else None
        sentences.append(f"“{row.name}”, {row.who or 'the run'}: {words.would(want)}")
    return Ahead(sentences, int(count) - len(sentences))


async def resume_everything(door: Door, workspace: str, who: str, seen: bool = False) -> int:
    """Let everything go on, once what would happen was `seen`; gives how many runs go on. What a person paused stays
    paused."""
    door.premises(workspace)
    if not seen:
        ahead = await what_would_happen(door, workspace)
        if ahead.sentences:
            count = len(ahead.sentences) + ahead.more
            sentence = f"{count} things would happen at once. Look at them, then confirm."
            raise Refused("not-seen", sentence, ahead=ahead.sentences, more=ahead.more)
    async with door.storage.writing(workspace) as connection:
        if not await is_stopped(connection, workspace):
            raise Refused("not-stopped", "Nothing is stopped here, so there is nothing to resume.")
        await _set(connection, workspace, False)
        paused = select(flows.c.id).where(same(flows, workspace=workspace, status="paused"), flows.c.resumes.is_(None))
        stopped = same(runs, workspace=workspace, hold="stopped")
        await let_go(connection, workspace, stopped & runs.c.flow.in_(paused), "paused")
        going = await let_go(connection, workspace, stopped)
        await note(connection, workspace, door.now(), who, "resumed everything", workspace, f"{going} runs")
    door.ring("")
    return going


async def _set(connection: AsyncConnection, workspace: str, stopped: bool) -> None:
    changed = await connection.execute(
        update(workspaces).where(same(workspaces, workspace=workspace)).values(stopped=stopped)
    )
    if changed.rowcount != 1:
        raise NotHere("workspace")
