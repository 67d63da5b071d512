"""What must be true of a database whatever happened to the workers: nothing lost, nothing twice, nothing left lying."""

from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import select

from sayso.interpreter import Linked, advance
from sayso.interpreter.state import Lane, Spawn
from sayso.runtime.engine.keeping import line_from, value_from
from sayso.runtime.engine.standing import Versions
from sayso.runtime.journal import Answered, Calling, Entry, plain
from sayso.runtime.storage import Storage, moment
from sayso.runtime.storage.tables import (
    asks,
    counters,
    gathers,
    items,
    journal,
    lanes,
    listeners,
    memory,
    metadata,
    runs,
    taken,
)
from tests.durable.playing import Play
from tests.durable.practice import House

OPEN = ("queued", "active")


async def rows(storage: Storage, workspace: str, table: Any) -> list[Any]:
    """All rows of a table that are the workspace's, by their keys."""
    query = select(table).where(table.c.workspace == workspace).order_by(*table.primary_key.columns)
    async with storage.reading(workspace) as connection:
        return list((await connection.execute(query)).all())


async def picture(play: Play) -> dict[str, Any]:
    """Everything that must come out the same, whether workers died or not."""
    storage, here = play.storage, play.workspace
    return {
        "runs": [(r.id, r.state, r.how, r.reason, r.value, r.lost) for r in await rows(storage, here, runs)],
        "lanes": [(r.path, r.resting) for r in await rows(storage, here, lanes)],
        "items": [(r.path, r.how, r.reason, r.kept) for r in await rows(storage, here, items)],
        "loops": [(r.loop, r.following, r.open, r.closed) for r in await rows(storage, here, gathers)],
        "memory": sorted((r.name, r.value) for r in await rows(storage, here, memory)),
        "taken": [(r.loop, r.key, r.on_way) for r in await rows(storage, here, taken)],
        "asks": sorted((r.path, r.kind, r.state) for r in await rows(storage, here, asks) if r.kind != "uncertain"),
        "listeners": len(await rows(storage, here, listeners)),
        "ledger": sorted((key, tool, str(given)) for key, (tool, given) in play.house.ledger.effects.items()),
    }


def at_most_once(house: House) -> None:
    """No call that must not be repeated arrived twice."""
    for (tool, key), count in house.ledger.attempts().items():
        declared = house.catalog.tools[tool]
        assert declared.repeatable or declared.effect == "read" or count == 1, f"{tool} was called {count} times: {key}"
    doubled = [key for key in house.ledger.effects if not key.endswith("#0")]
    assert doubled == []


async def sound(play: Play) -> None:
    """What holds at every moment between two commits."""
    at_most_once(play.house)
    storage, here = play.storage, play.workspace
    ended = Counter((r.run, r.loop) for r in await rows(storage, here, items))
    opened = Counter((r.run, r.loop) for r in await rows(storage, here, lanes) if r.parent is not None)
    for row in await rows(storage, here, gathers):
        key = (row.run, row.loop)
        assert row.following == ended[key] + opened[key], f"of {row.following} items {ended[key]} ended: {key}"
        assert row.open == opened[key], f"{row.open} items are said to be open, {opened[key]} are: {key}"
        assert not row.one_at_a_time or row.open <= 1, key
        assert not row.closed or row.open == 0, f"gathered too early: {key}"
    over = {r.id for r in await rows(storage, here, runs) if r.state not in OPEN}
    for table in (lanes, listeners):
        assert [r for r in await rows(storage, here, table) if r.run in over] == [], f"left lying in {table.name}"
    assert [r for r in await rows(storage, here, asks) if r.run in over and r.state == "open"] == []
    assert [r for r in await rows(storage, here, taken) if r.run in over and r.on_way] == []
    standing = {(r.run, r.path) for r in await rows(storage, here, lanes)}
    assert [r for r in await rows(storage, here, asks) if r.state == "open" and (r.run, r.lane) not in standing] == []


async def over(play: Play) -> None:
    """What holds when everything has ended: every item of every loop did, and the journals say the same."""
    await sound(play)
    storage, here = play.storage, play.workspace
    states = {r.id: r.state for r in await rows(storage, here, runs)}
    assert [run for run, state in states.items() if state in OPEN] == []
    for row in await rows(storage, here, gathers):
        assert row.open == 0
        assert row.following == row.size or row.halted or states[row.run] == "cancelled", row
    ends = Counter(r.how for r in await rows(storage, here, items))
    assert set(ends) <= {"done", "skipped", "failed", "cancelled", "stopped"}, ends
    for run in states:
        await replays(play, run)


async def within_limits(play: Play, limits: dict[str, int]) -> None:
    """No counter went past its limit; each is named by a part of its name."""
    for row in await rows(play.storage, play.workspace, counters):
        for part, limit in limits.items():
            assert part not in row.name or row.used <= limit, f"{row.name}: {row.used} of {limit}"


async def replays(play: Play, run: str) -> None:
    """The lines of every lane's journal, through the machine again, say the same."""
    row = await play.run(run)
    linked = await Versions(play.storage).linked(play.workspace, row.flow, row.version)
    lines: dict[str, list[Any]] = defaultdict(list)
    for line in await rows(play.storage, play.workspace, journal):
        if line.run == run:
            assert line.number == len(lines[line.lane]), f"a line is missing: {line.lane} {line.number}"
            lines[line.lane].append(line_from(line.body))
    loops = {r.loop: r for r in await rows(play.storage, play.workspace, gathers) if r.run == run}
    ends = {(r.loop, r.number): r.ended for r in await rows(play.storage, play.workspace, items) if r.run == run}
    begun = {"": (Lane("", 0, moment(row.started), value_from(row.inputs)), value_from(row.built_in))}
    for path in sorted(lines, key=len):
        lane, scope = begun[path]
        _replayed(linked, scope, lane, lines[path], loops, begun, ends)


def _replayed(
    linked: Linked, scope: Any, lane: Lane, lines: list[Any], loops: dict[str, Any], begun: dict[str, Any],
    ends: dict[tuple[str, int], int],
) -> None:  # fmt: skip
    for line in lines:
        if isinstance(line, Calling | Answered):
            continue
        assert isinstance(line, Entry)
        step = advance(linked, scope, lane, line.outcome, [])
        lane = step.lane
        recorded, replayed = plain(line.want), plain(step.want)
        assert recorded == replayed, f"{line.lane} {line.number}: {recorded} is not {replayed}"
        assert plain(line.ended) == plain(step.ended), f"{line.lane} {line.number}"
        if isinstance(step.want, Spawn):
            loop, want = loops[step.want.path], step.want
            for number, (key, item) in enumerate(zip(want.keys, want.items, strict=True)):
                path = f"{want.path}/each[{key}]"
                before = ends.get((want.path, number - 1)) if want.one_at_a_time else None
                at = want.at if before is None else moment(before)
                opened = Lane(path, want.body, at, {want.item: item}, (), frozenset(value_from(loop.stale)))
                begun[path] = opened, value_from(loop.scope)


TABLES = tuple(metadata.sorted_tables)
"""Every table."""
