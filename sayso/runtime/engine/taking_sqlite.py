"""Taking lanes on SQLite: one function in the writer's thread finds them, claims them and reads their lines."""

import json
import sqlite3
from collections.abc import Container
from typing import Any

from sayso.runtime.engine.claims import JOURNAL, LANE, RUN, Claim, Taken, taken
from sayso.runtime.storage.direct import SqliteWriter
from sayso.runtime.storage.storage import MOST_SCOPES, Due, in_turn

DUE = """select workspace, run, path from lane where due <= ? and lease <= ?
and workspace not in (select value from json_each(?)) order by due limit ?"""
CLAIM = f"""update lane set owner = ?, lease = ?, fence = fence + 1
where workspace = ? and run = ? and path = ? and due <= ? and lease <= ? returning {LANE}"""
LINES = f"""select {JOURNAL} from journal where workspace = ? and run = ? and lane = ? and (number >= ? or number = ?)
order by number"""
RUNS = f"select {RUN} from run where workspace = ? and id = ?"


async def take(writer: SqliteWriter, claim: Claim, known: Container[tuple[str, str]]) -> list[Taken]:
    """Take what is due; runs that are `known` are not read again. Who loses its power holds no lane, so a claim need
    not outlast that."""
    return await writer.run(lambda connection: _taken(connection, claim, known), lasting=False)


def _taken(connection: sqlite3.Connection, claim: Claim, known: Container[tuple[str, str]]) -> list[Taken]:
    until, result = claim.now + claim.lease, []
    rows: dict[tuple[str, str], Any] = {}
    for one in _due(connection, claim):
        row = connection.execute(CLAIM, (claim.owner, until, *one, claim.now, claim.now)).fetchone()
        if row is None:
            continue
        held = taken(row)
        run = (held.workspace, held.run)
        if run not in known and run not in rows:
            rows[run] = connection.execute(RUNS, run).fetchone()
        held.about = rows.get(run)
        between = (*one, held.entries, held.wanted)
        result.append((held, connection.execute(LINES, between).fetchall() if held.fence > 1 or held.entries else []))
    return result


def _due(connection: sqlite3.Connection, claim: Claim) -> list[Due]:
    groups: dict[str, list[Due]] = {name: [] for name in claim.besides}
    while len(groups) < MOST_SCOPES:
        given = (claim.now, claim.now, json.dumps(list(groups)), claim.most)
        found = connection.execute(DUE, given).fetchall()
        for row in found:
            groups.setdefault(row[0], []).append(Due(*row))
        if len(found) < claim.most:
            break
    return in_turn(groups, claim.most)
