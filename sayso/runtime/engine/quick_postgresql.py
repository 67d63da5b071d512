"""Plain changes on PostgreSQL: the guards and the lines are one statement, which is one transaction by itself."""

from collections.abc import Iterable, Sequence
from typing import Any

from sayso.runtime.engine.changes import Change, Kept, Verdict, judged
from sayso.runtime.engine.quick import Quick, arrivals, grouped, kept
from sayso.runtime.engine.texts import Texts
from sayso.runtime.storage.direct import Direct

WRITE = """
with guard as materialized (
  select k.n, l.fence, l.rings, run.hold,
    l.fence = k.fence and not (k.calling and run.hold <> '') as good
  from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::integer[], $5::boolean[])
    with ordinality as k (w, r, p, fence, calling, n)
  cross join lateral (select fence, rings from lane where workspace = k.w and run = k.r and path = k.p for update) l
  cross join lateral (select hold from run where workspace = k.w and id = k.r offset 0) run
), written as (
  insert into journal (workspace, run, lane, number, at, calls, body)
  select ($1::varchar[])[j.n], ($2::varchar[])[j.n], ($3::varchar[])[j.n], j.number, j.at, j.calls, j.body
  from unnest($6::bigint[], $7::integer[], $8::bigint[], $9::boolean[], $10::text[]) as j (n, number, at, calls, body)
  where j.n = any (array(select guard.n from guard where guard.good))
)
select n, fence, rings, hold from guard
"""
WRITE_ONE = """
with guard as materialized (
  select l.fence, l.rings, run.hold from lane l join run on run.workspace = l.workspace and run.id = l.run
  where l.workspace = $1 and l.run = $2 and l.path = $3 for update of l
), written as (
  insert into journal (workspace, run, lane, number, at, calls, body)
  select $1::varchar, $2::varchar, $3::varchar, $6::integer, $7::bigint, $8::boolean, $9::text
  from guard where fence = $4::integer and not ($5::boolean and hold <> '')
)
select fence, rings, hold from guard
"""
"""The same for one lane with one line, which is planned once for all."""
REST = """
update lane set resting = k.resting, due = k.due, snapshot = k.snapshot, entries = k.entries, wanted = k.wanted,
  until = k.until, owner = null, lease = 0
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[], $5::bigint[], $6::text[], $7::integer[],
  $8::integer[], $9::bigint[]) as k (w, r, p, resting, due, snapshot, entries, wanted, until)
where lane.workspace = k.w and lane.run = k.r and lane.path = k.p
"""
END = """
delete from lane using unnest($1::varchar[], $2::varchar[], $3::varchar[]) as k (w, r, p)
where lane.workspace = k.w and lane.run = k.r and lane.path = k.p
"""
ARRIVE = """
update gather set open = open - $4, halted = halted or $5 where workspace = $1 and run = $2 and loop = $3
returning lane, one_at_a_time or (open <= 0 and (following >= size or halted))
"""
RING = "update lane set due = 0, rings = rings + 1 where workspace = $1 and run = $2 and path = $3"


def quick(direct: Direct, texts: Texts) -> Quick:
    """Keeps plain changes through these connections."""

    async def keep(changes: Sequence[Change]) -> list[Verdict]:
        order = sorted(range(len(changes)), key=lambda n: (changes[n].workspace, changes[n].run, changes[n].lane))
        ranked = [changes[n] for n in order]
        async with direct.lend(sorted({one.workspace for one in changes})) as connection:
            if all(not one.ops and one.rest is None and not one.ends and one.arrival is None for one in ranked):
                found = await _guarded(connection, ranked)
            else:
                async with connection.transaction():
                    found = await _guarded(connection, ranked)
                    await _more(connection, texts, kept(ranked, found))
        verdicts = dict(zip(order, found, strict=True))
        return [verdicts[n] for n in range(len(changes))]

    return keep


async def _guarded(connection: Any, changes: list[Change]) -> list[Verdict]:
    """Lock the lanes, in the order of their keys, and write the lines of those whose guards hold."""
    if len(changes) == 1 and len(changes[0].lines) == 1:
        return [await _one(connection, changes[0])]
    keys = _columns(((one.workspace, one.run, one.lane, one.fence, one.calling) for one in changes), 5)
    lines = _columns(
        ((n, line.number, line.at, line.calls, line.body) for n, one in enumerate(changes, 1) for line in one.lines), 5
    )
    rows = await connection.fetch(WRITE, *keys, *lines)
    found = {n: (fence, rings, hold) for n, fence, rings, hold in rows}
    return [judged(one, found.get(n)) for n, one in enumerate(changes, 1)]


async def _one(connection: Any, one: Change) -> Verdict:
    (line,) = one.lines
    row = await connection.fetchrow(
        WRITE_ONE, one.workspace, one.run, one.lane, one.fence, one.calling, line.number, line.at, line.calls, line.body
    )
    return judged(one, row)


async def _more(connection: Any, texts: Texts, counting: list[tuple[Change, Kept]]) -> None:
    """What else changes: rows of other tables, lanes that rest or end, loops whose items ended."""
    some = [one for one, _ in counting]
    for text, rows in grouped(texts, some):
        await connection.executemany(text.sql, rows)
    resting = [
        (*_place(one), one.rest.resting, 0 if verdict.rung else one.rest.due, one.rest.snapshot, one.rest.entries,
         one.rest.wanted, one.rest.until)
        for one, verdict in counting if one.rest is not None
    ]  # fmt: skip
    if resting:
        await connection.execute(REST, *_columns(resting, 9))
    ending = [_place(one) for one in some if one.ends]
    if ending:
        await connection.execute(END, *_columns(ending, 3))
    for (workspace, run, loop), (count, halts) in sorted(arrivals(some).items()):
        lane, wakes = await connection.fetchrow(ARRIVE, workspace, run, loop, count, halts)
        if wakes:
            await connection.execute(RING, workspace, run, lane)


def _place(change: Change) -> tuple[str, str, str]:
    return change.workspace, change.run, change.lane


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    """Rows as columns, one array each."""
    return list(zip(*rows, strict=True)) or [()] * width
