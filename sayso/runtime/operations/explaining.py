"""What an explanation is made of: two versions of a flow side by side, and a run that went otherwise than it should.

Nothing is explained here: these are the plain facts, which `sayso.copilot.explaining` puts into words.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler import Compiled, compile
from sayso.copilot.explaining.cases import Case, Empty, Halt
from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Admit, Await, Effect, Ended, Outcome, Want
from sayso.runtime.engine.flows import id_of_called
from sayso.runtime.engine.looking import GAVE_UP
from sayso.runtime.journal import Entry
from sayso.runtime.operations.door import Door, NotHere, flow_row, run_row
from sayso.runtime.operations.inbox import CHOICES
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.lanes import entries_that_count, lines_of, wants_of
from sayso.runtime.operations.looking import one_run
from sayso.runtime.operations.publishing import catalog_with_flows
from sayso.runtime.operations.starting import OPEN, is_stopped
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, items, lanes, versions

DRAFT = "draft"
MOST_VERSIONS = 1_000
MOST_HALTS = 500
"""So many people and records of a run are looked at, one by one."""
MOST_DEEDS = 200


class Sides(msgspec.Struct, frozen=True):
    """Two versions of a flow, compiled against the workspace as it is now, and what each is called: "v2", "draft"."""

    flow: str
    name: str
    before: str
    after: str
    old: Compiled
    new: Compiled
    catalog: Catalog


async def two_versions(door: Door, workspace: str, flow: str, before: str = "", after: str = "") -> Sides:
    """Two versions of a flow, each by its number, as "v2" or "2", or the "draft". Without `after` the draft is the
    second; without `before` the newest version that says something else is the first."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        query = select(versions.c.number, versions.c.text).where(same(versions, workspace=workspace, flow=flow))
        newest = query.order_by(versions.c.number.desc()).limit(MOST_VERSIONS)
        known = {f"v{one.number}": str(one.text) for one in await connection.execute(newest)}
        catalog = await catalog_with_flows(connection, door, workspace)
    texts = {DRAFT: row.draft or "", **known}
    second = _named(after or DRAFT, texts)
    other = next((name for name in texts if texts[name] != texts[second] and name != DRAFT), second)
    first = _named(before, texts) if before else other
    old, new = (compile(texts[name], catalog) for name in (first, second))
    return Sides(flow, row.name or "", first, second, old, new, catalog)


def _named(asked: str, texts: dict[str, str]) -> str:
    name = f"v{asked}" if asked.isascii() and asked.isdigit() else asked
    if name not in texts:
        raise NotHere("version")
    return name


async def case_of_run(door: Door, workspace: str, run: str) -> tuple[Case, Catalog]:
    """The facts about a run, and the catalog that its texts are checked with."""
    view = await one_run(door, workspace, run)
    words = Words(door.premises(workspace).catalog)
    deeds = [f"{one.who}: {one.text}" if one.who else one.text for one in await told(door, workspace, run)
             if one.kind == "did"]  # fmt: skip
    async with door.storage.reading(workspace) as connection:
        row = await run_row(connection, workspace, run)
        flow = await flow_row(connection, workspace, row.flow)
        mine = same(versions, workspace=workspace, flow=row.flow, number=row.version or 0)
        text = (await connection.execute(select(versions.c.text).where(mine))).scalar_one_or_none()
        lines = await lines_of(connection, workspace, run)
        moves = {path: [entry for _, entry in entries_that_count(one)] for path, one in lines.items()}
        names = await _names(connection, workspace, run)
        ended = [halt for path, one in moves.items() for halt in _ended(run, path, one, names, words)]
        resting = await _resting(connection, workspace, run, words)
        stopped = await is_stopped(connection, workspace)
        catalog = await catalog_with_flows(connection, door, workspace)
    halts = [*resting, *ended]
    case = Case(
        run, row.flow, flow.name or "", row.version, view.line.state, row.reason or "", row.hold,
        flow.pause_reason or "", flow.status == "paused", text or "", flow.draft or "", tuple(halts[:MOST_HALTS]),
        max(0, len(halts) - MOST_HALTS), tuple(empty for one in moves.values() for empty in _empty(one)),
        tuple(deeds[:MOST_DEEDS]), view.counts, _retry(row, flow, stopped),
    )  # fmt: skip
    return case, catalog


def _retry(row: Any, flow: Any, stopped: bool) -> str:
    """Why what failed can't be tried again now, or nothing."""
    if row.state in OPEN:
        return "The run is under way."
    if row.moved_from is not None:
        return "The run was moved to another version on its way."
    if row.how == "cancelled":
        return "The run was cancelled."
    if flow.deleted is not None:
        return "The flow is in the bin. Take it out first."
    if flow.status == "paused":
        return "The flow is paused. Resume it first."
    return "Everything is stopped here. Resume that first." if stopped else ""


async def _names(connection: AsyncConnection, workspace: str, run: str) -> dict[str, str]:
    """What the items of a run's loops are called, by their paths."""
    query = select(items.c.path, items.c.who, items.c.key).where(same(items, workspace=workspace, run=run))
    return {row.path: row.who or row.key for row in await connection.execute(query)}


def _ended(run: str, path: str, moves: Sequence[Entry], names: dict[str, str], words: Words) -> Iterator[Halt]:
    """How a lane ended, unless it ended well."""
    if not moves or (ended := moves[-1].ended) is None or ended.how in ("done", "returned"):
        return
    want = moves[-2].want if len(moves) > 1 else None
    yield _halt(run, path, names.get(path, ""), ended, want, moves[-1].outcome, words)


def _halt(run: str, path: str, who: str, ended: Ended, want: Want | None, outcome: Outcome, words: Words) -> Halt:
    reason = ended.reason or outcome.sentence
    at_call = want is not None and want.step == ended.step
    if not at_call or want is None:
        return Halt(path, who, ended.how, ended.step, reason)
    call = want if isinstance(want, Effect) else None
    return Halt(
        path, who, ended.how, ended.step, reason, outcome.kind, outcome.error, call.tool if call else "",
        call.effect if call else "", words.sentence(call) if call else "", True, outcome.sentence == GAVE_UP,
        called=id_of_called(run, call.path) if call and call.tool == "flow.run" else "",
    )  # fmt: skip


async def _resting(connection: AsyncConnection, workspace: str, run: str, words: Words) -> list[Halt]:
    """Everybody who stands, and what may be said to it."""
    mine = same(lanes, workspace=workspace, run=run)
    rows = (await connection.execute(select(lanes).where(mine).order_by(lanes.c.path).limit(MOST_HALTS))).all()
    wants = await wants_of(connection, workspace, run, MOST_HALTS)
    open_ = select(asks).where(same(asks, workspace=workspace, run=run, state="open"))
    asked = {row.lane: row for row in await connection.execute(open_)}
    found = []
    for row in rows:
        want, ask = wants.get(row.path), asked.get(row.path)
        if row.resting in ("", "items", "flow", "retried") or want is None:
            continue
        call = want if isinstance(want, Effect) else None
        stands = words.event(want.event) if isinstance(want, Await) else words.waits(row.resting, want, None)
        found.append(Halt(
            row.path, row.who or "", "waits", want.step, stands, tool=call.tool if call else "",
            effect=call.effect if call else "", call=words.sentence(call) if call else "", at_call=True,
            resting=row.resting, until=_until(words, row.until), ask=ask.id if ask else "",
            choices=CHOICES[ask.kind] if ask else (),
        ))  # fmt: skip
    return found


def _until(words: Words, at: Any) -> str:
    when = moment(at)
    return words.when(when) if when is not None else ""


def _empty(moves: Sequence[Entry]) -> Iterator[Empty]:
    """The steps of a lane that looked for people or records and got none."""
    want: Want | None = None
    for entry in moves:
        value = entry.outcome.value
        if isinstance(want, Effect) and want.effect == "read" and value == [] and entry.outcome.kind == "done":
            yield Empty(want.step, 0, {})
        if isinstance(want, Admit) and value == [] and want.keys:
            yield Empty(want.step, len(want.keys), dict(entry.outcome.left or {}))
        want = entry.want
