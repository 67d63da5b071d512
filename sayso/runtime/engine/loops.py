"""Loops: who of a list is taken, a lane for each in pages, and what they kept when the last one has ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter.state import Admit, Lane, Outcome, Spawn
from sayso.runtime.engine.changes import Kept
from sayso.runtime.engine.keeping import json_of, snapshot_of, value_from
from sayso.runtime.engine.remembering import lock
from sayso.runtime.engine.standing import Loop, read_loop
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import gathers, items, lanes, taken
from sayso.runtime.worlds.shared import chosen

PAGE = 100
"""So many lanes are opened in one commit."""
KEYS = 500
"""So many keys are asked for at once."""
TITLES = ("fullName", "name", "title", "subject", "email", "id")


async def admitted(strand: Strand, want: Admit) -> Outcome | None:
    """Who of these items may be taken now; they are taken in the same commit."""
    return await strand.decide(lambda connection: _admit(strand, connection, want))


async def _admit(strand: Strand, connection: AsyncConnection, want: Admit) -> Outcome:
    standing, now = strand.standing, strand.now()
    await lock(strand, connection, f"{standing.flow}/loop/{want.loop}")
    mine = same(taken, workspace=standing.workspace, flow=standing.flow, loop=want.loop)
    before, on_way = {}, {}
    for page in range(0, len(want.keys), KEYS):
        query = select(taken.c.key, taken.c.at, taken.c.run, taken.c.on_way).where(
            mine, taken.c.key.in_(want.keys[page : page + KEYS])
        )
        for row in await connection.execute(query):
            before[row.key] = moment(row.at)
            if row.on_way:
                on_way[row.key] = row.run
    took, left = chosen(want, standing.id, before, on_way)
    rows = [
        {"workspace": standing.workspace, "flow": standing.flow, "loop": want.loop, "key": key, "at": micros(now),
         "run": standing.id, "on_way": True}
        for key in dict.fromkeys(took)
    ]  # fmt: skip
    if rows:
        upsert = strand.hands.storage.insert(taken)
        change = {"at": upsert.excluded.at, "run": upsert.excluded.run, "on_way": True}
        await connection.execute(
            upsert.on_conflict_do_update(index_elements=list(taken.primary_key.columns), set_=change), rows
        )
    return Outcome("admitted", now, value=took, left=left)


async def spawned(strand: Strand, want: Spawn) -> Outcome | None:
    """Begin the loop, or go on with one that was begun: open what may be opened, and see whether all have ended."""
    loop = await read_loop(strand.hands.storage, strand.standing, want.path)
    if loop is None:
        loop = await _begun(strand, want)
    while True:
        row = await _standing_of(strand, want)
        if row.open <= 0 and (row.following >= row.size or row.halted):
            return await _gathered(strand, want)
        if not _may_open(strand, row):
            await strand.rest("items", 0 if strand.held.order is not None and row.open <= 0 else None)
            return None
        await _open_page(strand, want, loop, row.following)


async def _standing_of(strand: Strand, want: Spawn) -> Any:
    query = select(gathers).where(
        same(gathers, workspace=strand.standing.workspace, run=strand.standing.id, loop=want.path)
    )
    async with strand.hands.storage.reading(strand.standing.workspace) as connection:
        return (await connection.execute(query)).one()


async def open_items(strand: Strand, want: Spawn) -> int:
    """How many items of a loop are under way."""
    if await read_loop(strand.hands.storage, strand.standing, want.path) is None:
        return 0
    return int((await _standing_of(strand, want)).open)


def _may_open(strand: Strand, row: Any) -> bool:
    if row.following >= row.size or row.halted or strand.cancelling:
        return False
    return row.open <= 0 or not row.one_at_a_time


async def _begun(strand: Strand, want: Spawn) -> Loop:
    """Freeze what the items see, and keep that the loop was begun."""
    lane = strand.lane
    loop = Loop({**strand.scope, **lane.data}, lane.stale - {want.item}, want)
    row = {
        "workspace": strand.standing.workspace, "run": strand.standing.id, "loop": want.path, "lane": strand.path,
        "wanted": strand.wanted, "scope": json_of(loop.scope), "stale": json_of(sorted(loop.stale)),
        "size": len(want.items), "following": 0, "open": 0, "halted": False, "one_at_a_time": want.one_at_a_time,
    }  # fmt: skip

    async def act(connection: AsyncConnection) -> None:
        await connection.execute(strand.hands.storage.insert(gathers).on_conflict_do_nothing(), [row])

    strand.acts.append(act)
    await strand.keep()
    strand.standing.loops[want.path] = loop
    return loop


async def _open_page(strand: Strand, want: Spawn, loop: Loop, first: int) -> None:
    """Open the next items' lanes, in one commit."""
    last = min(first + (1 if want.one_at_a_time else PAGE), len(want.items))
    standing = strand.standing
    began = await _beginning(strand, want, first)
    rows = [_lane_row(strand, want, loop, number, began) for number in range(first, last)]
    mine = same(gathers, workspace=standing.workspace, run=standing.id, loop=want.path)

    async def act(connection: AsyncConnection) -> None:
        opened = (
            update(gathers)
            .where(mine, gathers.c.following == first, gathers.c.halted.is_(False))
            .values(following=last, open=gathers.c.open + (last - first))
        )
        if (await connection.execute(opened)).rowcount == 1:
            await connection.execute(insert(lanes), rows)

    strand.acts.append(act)
    verdict = await strand.keep()
    assert isinstance(verdict, Kept)
    strand.hands.nudge()


async def _beginning(strand: Strand, want: Spawn, number: int) -> datetime:
    """The instant an item begins, as a replay finds it again: that of the loop, or of the end of the item before."""
    if not want.one_at_a_time or number == 0:
        return want.at
    query = select(items.c.ended).where(
        same(items, workspace=strand.standing.workspace, run=strand.standing.id, loop=want.path, number=number - 1)
    )
    async with strand.hands.storage.reading(strand.standing.workspace) as connection:
        return moment(int((await connection.execute(query)).scalar_one()))


def _lane_row(strand: Strand, want: Spawn, loop: Loop, number: int, began: datetime) -> dict[str, Any]:
    item, now = want.items[number], strand.now()
    path = f"{want.path}/each[{want.keys[number]}]"
    lane = Lane(path, want.body, began, {want.item: item}, (), loop.stale)
    return {
        "workspace": strand.standing.workspace, "run": strand.standing.id, "path": path, "parent": strand.path,
        "loop": want.path, "number": number, "who": who(item), "snapshot": snapshot_of(lane), "due": micros(now),
        "version": strand.standing.version,
    }  # fmt: skip


def who(item: object) -> str:
    """What an item of a loop is called on every page."""
    if not isinstance(item, dict):
        return str(item)[:120]
    return next((str(item[name])[:120] for name in TITLES if item.get(name)), "")


async def _gathered(strand: Strand, want: Spawn) -> Outcome:
    """What the items kept, in their order; the loop is over."""
    standing = strand.standing
    query = (
        select(items.c.kept)
        .where(same(items, workspace=standing.workspace, run=standing.id, loop=want.path), items.c.kept.is_not(None))
        .order_by(items.c.number)
    )
    async with strand.hands.storage.reading(standing.workspace) as connection:
        kept = [value for row in await connection.execute(query) for value in value_from(row.kept)]

    async def act(connection: AsyncConnection) -> None:
        mine = same(gathers, workspace=standing.workspace, run=standing.id, loop=want.path)
        await connection.execute(update(gathers).where(mine).values(closed=True))

    strand.acts.append(act)
    standing.loops.pop(want.path, None)
    return Outcome("gathered", strand.now(), value=kept)
