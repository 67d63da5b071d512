"""What may be done to a whole flow: pause, resume, duplicate, delete, restore."""

import secrets
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.edit_header import set_name
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.parse import parse
from sayso.runtime.engine.waking import ring_all
from sayso.runtime.operations.cancelling import cancel_within
from sayso.runtime.operations.door import Door, NotHere, Refused, flow_row, note
from sayso.runtime.operations.publishing import set_triggers
from sayso.runtime.operations.starting import OPEN, is_stopped
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, lanes, runs, triggers

IN_THE_BIN = timedelta(days=30)
"""So long a deleted flow can be taken out of the bin."""
NO_PERSON = ("items", "flow")
"""What a lane rests on that only waits for other lanes: nobody is counted twice."""
LONGEST_REASON = 200
MOST_FLOWS = 1_000
"""The most flows that are listed at once."""


class FlowLine(msgspec.Struct, frozen=True):
    """One flow as a list shows it. `on_way` counts the people and records under way in it."""

    id: str
    name: str
    status: str
    live: int | None
    pause_reason: str
    resumes: datetime | None
    updated: datetime | None
    deleted: datetime | None
    next_run: datetime | None
    on_way: int
    last_run: str
    last_state: str


async def pause(door: Door, workspace: str, flow: str, who: str, reason: str = "") -> int:
    """Turn the trigger off and hold every run where it is; gives how many people wait there."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow, lock=True)
        if row.deleted is not None or row.status == "draft":
            raise Refused("not-live", "This flow is not live, so there is nothing to pause.")
        change = {"status": "paused", "pause_reason": reason[:LONGEST_REASON], "resumes": None}
        await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(**change))
        under_way = same(runs, workspace=workspace, flow=flow, hold="")
        await connection.execute(update(runs).where(under_way, runs.c.state.in_(OPEN)).values(hold="paused"))
        waiting = await on_the_way(connection, workspace, flow)
        await note(connection, workspace, door.now(), who, "paused", flow, f"{waiting} waiting. {reason}".strip())
    return waiting


async def resume(door: Door, workspace: str, flow: str, who: str) -> int:
    """Turn the trigger on again and let every run go on; what the trigger missed meanwhile is not made up for. Gives
    how many people go on."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow, lock=True)
        if row.deleted is not None or row.status != "paused" or row.live is None:
            raise Refused("not-paused", "This flow is not paused, so there is nothing to resume.")
        change = {"status": "live", "pause_reason": "", "resumes": None, "live_since": micros(door.now())}
        await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(**change))
        linked = await door.versions.within(connection, workspace, flow, row.live)
        await set_triggers(connection, door, workspace, flow, linked.program, door.now())
        hold = "stopped" if await is_stopped(connection, workspace) else ""
        await let_go(connection, workspace, same(runs, workspace=workspace, flow=flow, hold="paused"), hold)
        going = await on_the_way(connection, workspace, flow)
        await note(connection, workspace, door.now(), who, "resumed", flow, f"{going} go on")
    door.ring("")
    return going


async def let_go(connection: AsyncConnection, workspace: str, which: Any, hold: str = "") -> int:
    """Let held runs go on, or hold them for another reason; gives how many there are."""
    held = [row.id for row in await connection.execute(select(runs.c.id).where(which, runs.c.state.in_(OPEN)))]
    for run in held:
        await connection.execute(update(runs).where(same(runs, workspace=workspace, id=run)).values(hold=hold))
        if not hold:
            await ring_all(connection, workspace, run)
    return len(held)


async def on_the_way(connection: AsyncConnection, workspace: str, flow: str) -> int:
    """How many people and records are under way in a flow's runs."""
    mine = (runs.c.workspace == lanes.c.workspace) & (runs.c.id == lanes.c.run)
    query = select(func.count()).select_from(lanes.join(runs, mine))
    query = query.where(lanes.c.workspace == workspace, runs.c.flow == flow, lanes.c.resting.not_in(NO_PERSON))
    return int((await connection.execute(query)).scalar_one())


async def duplicate(door: Door, workspace: str, flow: str, who: str) -> str:
    """A new draft that says the same under another name; gives its id."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        taken = {one.name for one in await connection.execute(select(flows.c.name).where(
            flows.c.workspace == workspace))}  # fmt: skip
        text, name = _renamed(row.draft or "", row.name, taken)
        new, now = f"flow-{secrets.token_hex(8)}", micros(door.now())
        made = {
            "workspace": workspace, "id": new, "draft": text, "owner": who, "created": now, "updated": now,
            "settings": row.settings,
        }  # fmt: skip
        await connection.execute(flows.insert(), [made])
        await note(connection, workspace, door.now(), who, "duplicated", flow, f"as {new}, “{name}”")
    return new


def _renamed(text: str, name: str, taken: set[str]) -> tuple[str, str]:
    """The text under a name that is free; a text that has no safe reading stays as it is."""
    flow = parse(text).flow
    if flow is None:
        return text, name
    free = next(copy for n in range(1, MOST_FLOWS + 2) if (copy := _copy_of(flow.name, n)) not in taken)
    try:
        return set_name(text, flow, free), free
    except EditProblem:
        return text, flow.name


def _copy_of(name: str, number: int) -> str:
    return f"Copy of {name}" if number == 1 else f"Copy {number} of {name}"


async def delete(door: Door, workspace: str, flow: str, who: str, confirmed: bool = False) -> int:
    """Put a flow in the bin for 30 days; what it did stays in the logs. Gives how many runs were cancelled.

    Refused while people are on their way in a live flow; with a paused one they are cancelled, once that was
    `confirmed`.
    """
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow, lock=True)
        if row.deleted is not None:
            raise Refused("deleted", "This flow is in the bin already.")
        under_way = select(runs.c.id).where(same(runs, workspace=workspace, flow=flow), runs.c.state.in_(OPEN))
        open_ = [one.id for one in await connection.execute(under_way)]
        if open_ and not (confirmed and row.status != "live"):
            await _refuse_to_delete(connection, workspace, row)
        for run in open_:
            await cancel_within(connection, workspace, run, who, "the flow was deleted", door.now())
        await connection.execute(delete_rows(triggers).where(same(triggers, workspace=workspace, flow=flow)))
        change = {"deleted": micros(door.now()), "status": "paused" if row.live else "draft"}
        await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(**change))
        await note(
            connection, workspace, door.now(), who, "deleted", flow, f"“{row.name}”, {len(open_)} runs cancelled"
        )
    door.ring("")
    return len(open_)


async def _refuse_to_delete(connection: AsyncConnection, workspace: str, row: Any) -> None:
    waiting = await on_the_way(connection, workspace, row.id)
    on_way = f"{waiting} on their way" if waiting != 1 else "1 on the way"
    if row.status == "live":
        raise Refused("under-way", f"This flow is live, with {on_way}. Pause it first.", waiting=waiting)
    sentence = f"This flow has {on_way}. Deleting it cancels them: nothing more happens to them. Confirm that."
    raise Refused("not-confirmed", sentence, waiting=waiting)


async def restore(door: Door, workspace: str, flow: str, who: str) -> str:
    """Take a flow out of the bin; it comes back paused, or as the draft it was. Gives its status."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await flow_row(connection, workspace, flow, lock=True)
        if row.deleted is None:
            raise Refused("not-deleted", "This flow is not in the bin.")
        if row.deleted + IN_THE_BIN // timedelta(microseconds=1) <= micros(door.now()):
            raise Refused("too-late", "This flow was in the bin for 30 days and can't be taken out any more.")
        other = select(flows.c.id).where(same(flows, workspace=workspace, name=row.name), flows.c.deleted.is_(None))
        if row.name and (await connection.execute(other)).first() is not None:
            raise Refused("name-taken", f"There is another flow “{row.name}” by now. Rename that one first.")
        status = "draft" if row.live is None else "paused"
        change = {"deleted": None, "status": status, "pause_reason": "it was in the bin" if row.live else ""}
        await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(**change))
        await note(connection, workspace, door.now(), who, "restored", flow, f"“{row.name}”")
    return status


async def list_flows(door: Door, workspace: str, deleted: bool = False) -> list[FlowLine]:
    """The workspace's flows by name; with `deleted` those in the bin."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        in_bin = flows.c.deleted.is_not(None) if deleted else flows.c.deleted.is_(None)
        query = select(flows).where(flows.c.workspace == workspace, in_bin).order_by(flows.c.name, flows.c.id)
        rows = (await connection.execute(query.limit(MOST_FLOWS))).all()
        return [await _line(connection, row) for row in rows]


async def one_flow(door: Door, workspace: str, flow: str) -> FlowLine:
    """One flow, in the bin or not."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        return await _line(connection, await flow_row(connection, workspace, flow))


async def flow_named(door: Door, workspace: str, name: str) -> str:
    """The id of the flow of that name, or of that id; `NotHere` where there is none."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        mine = (flows.c.workspace == workspace) & flows.c.deleted.is_(None)
        query = select(flows.c.id).where(mine, (flows.c.name == name) | (flows.c.id == name)).limit(1)
        found = (await connection.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotHere("flow")
    return str(found)


async def _line(connection: AsyncConnection, row: Any) -> FlowLine:
    mine = same(runs, workspace=row.workspace, flow=row.id)
    last = (await connection.execute(select(runs.c.id, runs.c.state).where(mine).order_by(
        runs.c.created.desc()).limit(1))).one_or_none()  # fmt: skip
    coming = select(func.min(triggers.c.next)).where(same(triggers, workspace=row.workspace, flow=row.id))
    following = (await connection.execute(coming)).scalar_one_or_none() if row.status == "live" else None
    on_way = await on_the_way(connection, row.workspace, row.id)
    return FlowLine(
        row.id, row.name, row.status, row.live, row.pause_reason, moment(row.resumes), moment(row.updated),
        moment(row.deleted), moment(following), on_way, last.id if last else "", last.state if last else "",
    )  # fmt: skip
