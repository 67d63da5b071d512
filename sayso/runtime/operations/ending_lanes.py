"""Ending a lane from outside, in one transaction: as skipped, with its journal, its loop and its run told of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Moving, move
from sayso.interpreter.state import Lane, Outcome
from sayso.runtime.engine.ending import STATES, retried_arrived
from sayso.runtime.engine.keeping import body_of, json_of, lane_from
from sayso.runtime.engine.waking import ring_within
from sayso.runtime.journal import Entry
from sayso.runtime.operations.cancelling import cancel_called
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.lanes import beginning_of, lines_of
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, gathers, items, journal, lanes, listeners, runs, taken


async def end_lane(connection: AsyncConnection, door: Door, run: Any, row: Any, who: str, words: str) -> None:
    """End an open lane as skipped; whoever holds it finds that it is in other hands. Its own items end before it."""
    linked = await door.versions.within(connection, run.workspace, run.flow, run.version)
    lines = (await lines_of(connection, run.workspace, run.id, row.path)).get(row.path, [])
    lane = lane_from(row.snapshot)
    scope = (await beginning_of(connection, run, row.path, row.loop, row.number)).scope
    moving, at = Moving(linked, scope, lane, None), door.now()
    for number, line in lines:
        if isinstance(line, Entry) and number >= row.entries:
            move(linked, moving, line.outcome)
        elif isinstance(line, Entry) and number == row.wanted:
            lane.want = line.want
        at = max(at, line.outcome.at) if isinstance(line, Entry) else at
    number = lines[-1][0] + 1 if lines else 0
    outcomes = [] if lane.want is not None else [Outcome("began", at)]
    for outcome in [*outcomes, Outcome("skip", at, sentence=words)] if lane.ended is None else []:
        if lane.ended is None:
            want = move(linked, moving, outcome)
            await _line(connection, run, row.path, Entry(number, run.id, row.path, outcome, want, lane.ended), at)
            number += 1
    await _gone(connection, run, row.path)
    await cancel_called(connection, run.workspace, run.id, row.path, who, words, at)
    await (_arrived if row.parent is not None else _run_over)(connection, run, row, lane, at)


async def _line(connection: AsyncConnection, run: Any, path: str, entry: Entry, at: datetime) -> None:
    line = {
        "workspace": run.workspace, "run": run.id, "lane": path, "number": entry.number, "at": micros(at),
        "calls": False, "body": body_of(entry),
    }  # fmt: skip
    await connection.execute(journal.insert(), [line])


async def _gone(connection: AsyncConnection, run: Any, path: str) -> None:
    """The lane is no more: nobody wakes it, nobody need answer."""
    await connection.execute(delete(lanes).where(same(lanes, workspace=run.workspace, run=run.id, path=path)))
    mine = {"workspace": run.workspace, "run": run.id, "lane": path}
    await connection.execute(delete(listeners).where(same(listeners, **mine)))
    await connection.execute(update(asks).where(same(asks, **mine, state="open")).values(state="settled"))


async def _arrived(connection: AsyncConnection, run: Any, row: Any, lane: Lane, at: datetime) -> None:
    """An item has ended: its loop counts it, and goes on after the last one."""
    ended = lane.ended
    assert ended is not None
    key = row.path.removeprefix(f"{row.loop}/each[").removesuffix("]")
    item = {
        "workspace": run.workspace, "run": run.id, "loop": row.loop, "number": row.number, "path": row.path,
        "key": key, "step": ended.step, "who": row.who, "how": ended.how, "reason": ended.reason, "ended": micros(at),
        "kept": json_of(list(lane.kept)) if lane.kept and ended.how == "done" else None,
    }  # fmt: skip
    await connection.execute(items.insert(), [item])
    mine = same(gathers, workspace=run.workspace, run=run.id, loop=row.loop)
    counted = update(gathers).where(mine).values(open=gathers.c.open - 1).returning(gathers)
    loop = (await connection.execute(counted)).one()
    over = loop.open <= 0 and (loop.following >= loop.size or loop.halted)
    if over or loop.one_at_a_time:
        await ring_within(connection, run.workspace, run.id, loop.lane)
    took = same(taken, workspace=run.workspace, flow=run.flow, run=run.id, key=key)
    await connection.execute(update(taken).where(took).values(on_way=False))
    if row.again:
        await retried_arrived(connection, run.workspace, run.id, micros(at))


async def _run_over(connection: AsyncConnection, run: Any, row: Any, lane: Lane, at: datetime) -> None:
    """The body has ended, and the run with it."""
    ended = lane.ended
    assert ended is not None
    change = {
        "state": STATES.get(ended.how, "completed"), "hold": "", "ended": micros(at), "how": ended.how,
        "reason": ended.reason, "value": json_of(ended.value),
    }  # fmt: skip
    await connection.execute(update(runs).where(same(runs, workspace=run.workspace, id=run.id)).values(**change))
    mine = same(taken, workspace=run.workspace, run=run.id)
    await connection.execute(update(taken).where(mine).values(on_way=False))
    if run.caller_run:
        await ring_within(connection, run.workspace, run.caller_run, run.caller_lane)
