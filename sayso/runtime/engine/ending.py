"""Ends: an item is counted at its loop, whatever became of it; a run's end is told to whoever waits for it."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.breakers import after_run
from sayso.runtime.engine.changes import Act, Arrival
from sayso.runtime.engine.keeping import json_of
from sayso.runtime.engine.standing import read_loop
from sayso.runtime.engine.strand import Strand
from sayso.runtime.engine.waking import ring_within
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters, runs, taken

STATES = {"failed": "failed", "cancelled": "cancelled", "stopped": "stopped", "skipped": "stopped"}


async def item_ended(strand: Strand) -> Arrival:
    """Keep how an item ended and what it kept, and tell its loop."""
    ended, held, standing = strand.lane.ended, strand.held, strand.standing
    assert ended is not None
    loop = await read_loop(strand.hands.storage, standing, held.loop)
    assert loop is not None
    spawn = loop.spawn
    kept = json_of(list(strand.lane.kept)) if strand.lane.kept and ended.how == "done" else None
    strand.ops.append((
        "item",
        {
            "workspace": standing.workspace, "run": standing.id, "loop": held.loop, "number": held.number,
            "path": held.path, "key": spawn.keys[held.number], "step": ended.step, "who": held.who, "how": ended.how,
            "reason": ended.reason, "ended": micros(strand.last), "kept": kept,
        },
    ))  # fmt: skip
    if ended.how == "failed":
        strand.ops.append(("run.lost", {"w": standing.workspace, "r": standing.id}))
    if held.again:
        strand.acts.append(retried_item_ended(strand))
    arrived = {"w": standing.workspace, "f": standing.flow, "l": spawn.loop, "k": spawn.keys[held.number]}
    strand.ops.append(("arrived", arrived))
    return Arrival(held.loop, halts=ended.how == "failed" and spawn.stop_on_error)


def tell_run_ended(strand: Strand) -> None:
    """Keep how the run ended. A failure is counted, and a run that was tried again is looked at, before that."""
    ended, standing = strand.lane.ended, strand.standing
    assert ended is not None
    if ended.how == "failed" or strand.held.again:
        strand.acts.append(run_ended(strand))
        return
    mine = {"w": standing.workspace, "r": standing.id}
    end = {
        **mine, "b_state": _state(ended.how, 0), "b_ended": micros(strand.last), "b_how": ended.how,
        "b_reason": ended.reason, "b_value": json_of(ended.value),
    }  # fmt: skip
    flow = {"w": standing.workspace, "f": standing.flow}
    strand.ops += [("run.end", end), ("flow.well", flow)]
    if strand.has_rested:
        strand.ops.append(("run.arrived", mine))
    if standing.caller is not None:
        run, lane = standing.caller
        strand.ops.append(("lane.ring", {"w": standing.workspace, "r": run, "p": lane}))


def run_ended(strand: Strand) -> Act:
    """Keep how the run ended; tell the flow that called it, and its owner where that is due."""
    ended, standing, at = strand.lane.ended, strand.standing, strand.last
    assert ended is not None

    async def act(connection: AsyncConnection) -> None:
        mine = same(runs, workspace=standing.workspace, id=standing.id)
        lost = (await connection.execute(runs.select().with_only_columns(runs.c.lost).where(mine))).scalar_one()
        state = _state(ended.how, lost)
        if strand.held.again and await retried(connection, standing.workspace, standing.id):
            state = "active"
        await connection.execute(
            update(runs)
            .where(mine)
            .values(
                state=state, hold="", ended=micros(at), how=ended.how, reason=ended.reason, value=json_of(ended.value)
            )
        )
        await connection.execute(
            update(taken).where(same(taken, workspace=standing.workspace, run=standing.id)).values(on_way=False)
        )
        if standing.caller is not None:
            await ring_within(connection, standing.workspace, *standing.caller)
        await after_run(connection, strand, state, ended)

    return act


def retried_item_ended(strand: Strand) -> Act:
    """An item that was tried again has ended, perhaps long after the run's body: the last one says how the run stands
    now."""

    async def act(connection: AsyncConnection) -> None:
        await retried_arrived(connection, strand.standing.workspace, strand.standing.id, micros(strand.last))

    return act


async def retried_arrived(connection: AsyncConnection, workspace: str, run: str, at: int) -> None:
    """One more item of a run that was tried again has ended; after the last one so has the run, if its body has."""
    left = await retried(connection, workspace, run, 1)
    mine = same(runs, workspace=workspace, id=run)
    row = (await connection.execute(runs.select().where(mine))).one()
    if left > 0 or not row.how:
        return
    await connection.execute(update(runs).where(mine).values(state=_state(row.how, row.lost), hold="", ended=at))
    await connection.execute(update(taken).where(same(taken, workspace=workspace, run=run)).values(on_way=False))
    if row.caller_run:
        await ring_within(connection, workspace, row.caller_run, row.caller_lane)


async def retried(connection: AsyncConnection, workspace: str, run: str, arrived: int = 0) -> int:
    """How many items of a run that are tried again are still under way, once so many more have arrived."""
    mine = same(counters, workspace=workspace, name=retried_counter(run))
    counted = update(counters).where(mine).values(used=counters.c.used - arrived).returning(counters.c.used)
    return int((await connection.execute(counted)).scalar_one_or_none() or 0)


def retried_counter(run: str) -> str:
    """The counter of a run's items that are tried again."""
    return f"{run}/retried"


def _state(how: str, lost: int) -> str:
    if how in STATES:
        return STATES[how]
    return "completed with failures" if lost else "completed"
