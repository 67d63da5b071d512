"""Taking lanes on PostgreSQL: found by the function that alone sees every workspace, claimed in the order of keys."""

from collections import defaultdict
from collections.abc import Container
from typing import Any

from sayso.runtime.engine.claims import JOURNAL, LANE, RUN, Claim, Taken, taken
from sayso.runtime.storage.direct import Direct
from sayso.runtime.storage.storage import MOST_SCOPES, Due, in_turn

DUE = "select workspace, run, path from sayso_due($1, $2, $3)"
KEYS = "unnest($1::varchar[], $2::varchar[], $3::varchar[])"
CLAIM = f"""
with free as materialized (
  select k.w, k.r, k.p from {KEYS} as k (w, r, p)
  cross join lateral (
    select 1 from lane where workspace = k.w and run = k.r and path = k.p and due <= $4 and lease <= $4 for update
  ) l
)
update lane set owner = $5, lease = $6, fence = fence + 1 from free
where lane.workspace = free.w and lane.run = free.r and lane.path = free.p returning {LANE}
"""
LINES = f"""
select k.n, {JOURNAL} from {KEYS[:-1]}, $4::integer[], $5::integer[]) with ordinality as k (w, r, p, entries, wanted, n)
join journal on journal.workspace = k.w and journal.run = k.r and journal.lane = k.p
  and (journal.number >= k.entries or journal.number = k.wanted)
order by k.n, journal.number
"""
RUNS = f"""
select {RUN} from unnest($1::varchar[], $2::varchar[]) as k (w, r)
join run on run.workspace = k.w and run.id = k.r
"""


async def take(direct: Direct, claim: Claim, known: Container[tuple[str, str]]) -> list[Taken]:
    """Take what is due; runs that are `known` are not read again."""
    async with direct.lend(None) as connection:
        due = await _due(connection, claim)
    if not due:
        return []
    keys = list(zip(*sorted(due), strict=True))
    async with direct.lend(sorted(set(keys[0]))) as connection, connection.transaction():
        rows = await connection.fetch(CLAIM, *keys, claim.now, claim.owner, claim.now + claim.lease)
        place = {one: n for n, one in enumerate(due)}
        found = sorted((taken(row) for row in rows), key=lambda held: place[Due(held.workspace, held.run, held.path)])
        lines = await _lines(connection, [held for held in found if held.fence > 1 or held.entries])
        runs = {(held.workspace, held.run) for held in found if (held.workspace, held.run) not in known}
        if runs:
            abouts = {(row[0], row[1]): row for row in await connection.fetch(RUNS, *zip(*runs, strict=True))}
            for held in found:
                held.about = abouts.get((held.workspace, held.run))
    return [(held, lines.get((held.workspace, held.run, held.path), [])) for held in found]


async def _lines(connection: Any, found: list[Any]) -> dict[tuple[str, str, str], Any]:
    lines: dict[tuple[str, str, str], Any] = defaultdict(list)
    if found:
        keys = [(held.workspace, held.run, held.path, held.entries, held.wanted) for held in found]
        for row in await connection.fetch(LINES, *zip(*keys, strict=True)):
            lines[keys[row[0] - 1][:3]].append(tuple(row)[1:])
    return lines


async def _due(connection: Any, claim: Claim) -> list[Due]:
    groups: dict[str, list[Due]] = {name: [] for name in claim.besides}
    while len(groups) < MOST_SCOPES:
        found = await connection.fetch(DUE, claim.now, claim.most, list(groups))
        for row in found:
            groups.setdefault(row[0], []).append(Due(*row))
        if len(found) < claim.most:
            break
    return in_turn(groups, claim.most)
