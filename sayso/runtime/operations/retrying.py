"""Trying again what failed: from the failing step in the same run, or from the start in a new one."""

import secrets
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Spawn
from sayso.runtime.engine.beginning import begin
from sayso.runtime.engine.ending import retried_counter
from sayso.runtime.engine.flows import id_of_called
from sayso.runtime.engine.keeping import body_of, line_from, snapshot_of, value_from
from sayso.runtime.engine.looking import GAVE_UP
from sayso.runtime.journal import Entry, Reopened
from sayso.runtime.operations.door import Door, Refused, flow_row, note, run_row
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.lanes import beginning_of, entries_that_count, lines_of
from sayso.runtime.operations.starting import OPEN, is_stopped
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import counters, gathers, items, journal, lanes, runs, taken

MOST_ITEMS = 10_000
"""The most people and records that are tried again at once."""
MOST_TOLD = 200
"""The most effects that are listed before a run is started over."""
DEEPEST = 10


async def retry(door: Door, workspace: str, run: str, who: str, lane: str | None = None) -> int:
    """Try again what failed in a run, from the failing step on: everybody, or one `lane` alone; gives how many go on.

    Refused while the run is under way, and where nothing failed that can be tried again.
    """
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await run_row(connection, workspace, run, lock=True)
        await _may_go_on(connection, workspace, row)
        count = await _retried(connection, door, workspace, row, lane, 0)
        if not count:
            raise Refused("nothing-failed", "Nothing failed here that can be tried again. Start the run over instead.")
        await note(connection, workspace, door.now(), who, "retried", run, f"{count} tried again")
    door.ring(run)
    return count


async def _may_go_on(connection: AsyncConnection, workspace: str, row: Any) -> None:
    if row.state in OPEN:
        raise Refused("running", "This run is under way. Wait until it is done, then try again what failed.")
    if row.moved_from is not None:
        raise Refused("moved", "This run was moved to another version on its way. Start it over instead.")
    if row.how == "cancelled":
        raise Refused("cancelled", "This run was cancelled. Start it over instead.")
    await _flow_may_run(connection, workspace, row)


async def _retried(
    connection: AsyncConnection, door: Door, workspace: str, row: Any, lane: str | None, depth: int
) -> int:
    """Reopen what failed in a run; in the runs it called too, where it failed because they did."""
    linked = await door.versions.within(connection, workspace, row.flow, row.version)
    query = select(items).where(same(items, workspace=workspace, run=row.id, how="failed"))
    query = query.where(items.c.path == lane) if lane else query
    failed = (await connection.execute(query.order_by(items.c.path).limit(MOST_ITEMS))).all() if lane != "" else []
    opened = [item for item in failed if await _reopen(connection, door, row, linked, item, depth)]
    if opened:
        await _count(connection, door, workspace, row.id, len(opened))
    body = row.how == "failed" and not lane and await _reopen(connection, door, row, linked, None, depth)
    if not opened and not body:
        return 0
    change: dict[str, Any] = {"state": "active", "hold": "", "lost": row.lost - len(opened), "deeds": None}
    change |= {"ended": None, "how": "", "reason": None, "value": None} if body else {}
    await connection.execute(update(runs).where(same(runs, workspace=workspace, id=row.id)).values(**change))
    return len(opened) + bool(body)


async def _count(connection: AsyncConnection, door: Door, workspace: str, run: str, count: int) -> None:
    """So many items must end before the run's state is worked out anew."""
    insert = door.storage.insert(counters).values(workspace=workspace, name=retried_counter(run), used=count)
    again = insert.on_conflict_do_update(index_elements=list(counters.primary_key.columns), set_={"used": count})
    await connection.execute(again)


async def _reopen(
    connection: AsyncConnection, door: Door, run: Any, linked: Linked, item: Any | None, depth: int
) -> bool:
    """Open a failed lane again, so that it wants what failed; False where no step of it failed, or where nobody knows
    whether its last call went out."""
    path, loop, number = (item.path, item.loop, item.number) if item is not None else ("", "", 0)
    lines = (await lines_of(connection, run.workspace, run.id, path)).get(path, [])
    entries = entries_that_count(lines)
    if len(entries) < 2 or entries[-1][1].outcome.kind != "failed":
        return False
    began = await beginning_of(connection, run, path, loop, number)
    lane = began.moved(linked, [entry for _, entry in entries[:-1]])
    unknown = (
        entries[-1][1].outcome.sentence == GAVE_UP and isinstance(lane.want, Effect) and lane.want.effect == "write"
    )
    if unknown or lane.want is None or not await _called_again(connection, door, run, lane.want, depth):
        return False
    following, failing = lines[-1][0] + 1, entries[-1][0]
    line = Reopened(run.id, path, failing)
    now = micros(door.now())
    await connection.execute(journal.insert(), [{
        "workspace": run.workspace, "run": run.id, "lane": path, "number": following, "at": now, "calls": False,
        "body": body_of(line),
    }])  # fmt: skip
    parent = await _parent(connection, run, loop) if item is not None else None
    await connection.execute(lanes.insert(), [{
        "workspace": run.workspace, "run": run.id, "path": path, "parent": parent, "loop": loop, "number": number,
        "who": item.who if item is not None else run.title, "snapshot": snapshot_of(lane), "entries": following + 1,
        "wanted": entries[-2][0], "resting": "retried", "due": 0, "again": True, "version": run.version,
    }])  # fmt: skip
    if item is not None:
        await _on_its_way(connection, run, item)
    return True


async def _called_again(connection: AsyncConnection, door: Door, run: Any, want: object, depth: int) -> bool:
    """Where a called flow failed, what failed in it is tried again."""
    if not isinstance(want, Effect) or want.tool != "flow.run":
        return True
    query = select(runs).where(same(runs, workspace=run.workspace, id=id_of_called(run.id, want.path)))
    called = (await connection.execute(query.with_for_update())).one_or_none()
    if called is None:
        return True
    if called.how != "failed" or called.moved_from is not None or depth >= DEEPEST:
        return False
    return bool(await _retried(connection, door, run.workspace, called, None, depth + 1))


async def _parent(connection: AsyncConnection, run: Any, loop: str) -> str:
    query = select(gathers.c.lane).where(same(gathers, workspace=run.workspace, run=run.id, loop=loop))
    return str((await connection.execute(query)).scalar_one())


async def _on_its_way(connection: AsyncConnection, run: Any, item: Any) -> None:
    """An item is open again: its loop counts it, it has not ended, and no other run takes it."""
    mine = same(gathers, workspace=run.workspace, run=run.id, loop=item.loop)
    await connection.execute(update(gathers).where(mine).values(open=gathers.c.open + 1))
    ended = same(items, workspace=run.workspace, run=run.id, loop=item.loop, number=item.number)
    await connection.execute(delete(items).where(ended))
    wanted = (journal.c.run == gathers.c.run) & (journal.c.lane == gathers.c.lane)
    wanted &= (journal.c.workspace == gathers.c.workspace) & (journal.c.number == gathers.c.wanted)
    query = select(journal.c.body).select_from(gathers.join(journal, wanted)).where(mine)
    line = line_from((await connection.execute(query)).scalar_one())
    assert isinstance(line, Entry) and isinstance(line.want, Spawn)
    took = same(taken, workspace=run.workspace, flow=run.flow, loop=line.want.loop, key=item.key, run=run.id)
    await connection.execute(update(taken).where(took).values(on_way=True))


async def what_happens_again(door: Door, workspace: str, run: str) -> list[str]:
    """What a run has done, in words: all this happens again when it is started over."""
    lines = await told(door, workspace, run)
    return [f"{line.who}: {line.text}" if line.who else line.text for line in lines if line.kind == "did"]


async def start_over(door: Door, workspace: str, run: str, who: str, seen: bool = False) -> str:
    """A new run with the same data; gives its id. Refused with the list of what happens again, till that was `seen`;
    while a run of the flow is under way; and where the flow is paused or in the bin."""
    premises = door.premises(workspace)
    if not seen and (again := await what_happens_again(door, workspace, run)):
        sentence = f"This run did {len(again)} things, and they would happen again. Look at them, then confirm."
        raise Refused("not-seen", sentence, again=again[:MOST_TOLD], more=max(0, len(again) - MOST_TOLD))
    async with door.storage.writing(workspace) as connection:
        row = await run_row(connection, workspace, run, lock=True)
        if row.version is None:
            raise Refused("not-begun", "This run never began, so there is nothing to start over.")
        await flow_row(connection, workspace, row.flow, lock=True)
        under_way = select(runs.c.id).where(same(runs, workspace=workspace, flow=row.flow), runs.c.state.in_(OPEN))
        if (other := (await connection.execute(under_way.limit(1))).scalar_one_or_none()) is not None:
            raise Refused("running", "This flow is running. Wait until that run is done.", run=other)
        await _flow_may_run(connection, workspace, row)
        linked = await door.versions.within(connection, workspace, row.flow, row.version)
        new = f"run-{secrets.token_hex(10)}"
        await begin(
            connection, door.storage, premises, row.flow, row.version, linked, door.now(), id=new, title=row.title,
            trigger=value_from(row.trigger) or {}, inputs=value_from(row.inputs) or {}, by=who, retry_of=run,
            mode=row.mode,
        )  # fmt: skip
        await note(connection, workspace, door.now(), who, "started over", run, f"as {new}")
    door.ring(new)
    return new


async def _flow_may_run(connection: AsyncConnection, workspace: str, row: Any) -> None:
    flow = await flow_row(connection, workspace, row.flow)
    if flow.deleted is not None:
        raise Refused("deleted", "The flow of this run is in the bin. Take it out first.")
    if flow.status == "paused":
        raise Refused("paused", "The flow of this run is paused. Resume it first.")
    if await is_stopped(connection, workspace):
        raise Refused("stopped", "Everything is stopped here. Resume that first.")
