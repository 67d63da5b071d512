"""Moving runs that wait to another version, where it is sure that their place is there and all they need is known.

Whatever is not sure stays on the version it began with, and says why.
"""

from typing import Any

import msgspec
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler import ir
from sayso.compiler.ir import Program
from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Frame, Lane, Spawn
from sayso.runtime.engine.keeping import lane_from, snapshot_of, value_from
from sayso.runtime.journal import Entry
from sayso.runtime.operations.door import Door, NotHere, flow_row, note
from sayso.runtime.operations.lanes import lines_of, wants_of
from sayso.runtime.operations.shapes import BUILT_IN, Pair, Shape, bound_inside, given, read
from sayso.runtime.operations.starting import OPEN
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import gathers, lanes, runs, versions

MOST_RUNS = 1_000
MOST_LANES = 10_000
RESTING = (
    "time", "event", "approval", "question", "hand-off", "held", "by hand", "window", "quota", "items", "paused",
    "stopped",
)  # fmt: skip
"""What a lane may rest on when it is moved; all else is about to act, or may have acted."""


class Staying(msgspec.Struct, frozen=True):
    """Somebody who is not moved, and why."""

    run: str
    who: str
    why: str


class Moving(msgspec.Struct, frozen=True):
    """How many people and records are on their way, how many of them fit the new version, and why the others stay."""

    on_way: int
    fit: int
    stays: list[Staying]

    @property
    def sentence(self) -> str:
        """It in one sentence."""
        return f"{self.on_way} on their way: {self.fit} fit."


async def move_waiting(door: Door, workspace: str, flow: str, version: int, who: str, dry_run: bool = True) -> Moving:
    """Move a flow's runs that wait to a version; with `dry_run` only say which would be."""
    door.premises(workspace)
    stays: list[Staying] = []
    on_way = fit = 0
    async with door.storage.writing(workspace) as connection:
        await flow_row(connection, workspace, flow, lock=True)
        if (await connection.execute(select(versions.c.number).where(
                same(versions, workspace=workspace, flow=flow, number=version)))).first() is None:  # fmt: skip
            raise NotHere("version")
        new = await door.versions.within(connection, workspace, flow, version)
        open_ = select(runs).where(same(runs, workspace=workspace, flow=flow), runs.c.state.in_(OPEN))
        others = open_.where(runs.c.version != version).order_by(runs.c.created).limit(MOST_RUNS)
        for run in (await connection.execute(others.with_for_update())).all():
            old = await door.versions.within(connection, workspace, flow, run.version)
            rows = await _lanes_of(connection, run)
            plan = await _planned(connection, run, rows, old, new)
            people = [row for row in rows if row.resting not in ("items", "flow")]
            on_way += len(people)
            stays += _staying(run, people, plan)
            if not isinstance(plan, dict):
                continue
            fit += len(people)
            if not dry_run:
                await _move(connection, door, run, version, plan)
        if not dry_run:
            detail = f"{fit} of {on_way} to v{version}"
            await note(connection, workspace, door.now(), who, "moved those that wait", flow, detail)
    return Moving(on_way, fit, stays)


Plan = dict[str, Lane]
Reasons = list[tuple[str, str]]


async def _lanes_of(connection: AsyncConnection, run: Any) -> list[Any]:
    mine = same(lanes, workspace=run.workspace, run=run.id)
    query = select(lanes).where(mine).order_by(lanes.c.path).limit(MOST_LANES).with_for_update()
    return list((await connection.execute(query)).all())


def _staying(run: Any, people: list[Any], plan: Plan | Reasons) -> list[Staying]:
    if isinstance(plan, dict):
        return []
    why = dict(plan)
    other = why.get("", "") or "others of this run can't be moved, and a run moves as a whole"
    return [Staying(run.id, row.who or run.title, why.get(row.path, other)) for row in people]


async def _planned(connection: AsyncConnection, run: Any, rows: list[Any], old: Linked, new: Linked) -> Plan | Reasons:
    """Each lane as it would stand in the new version; or, by its path, why it can't."""
    whole = _whole_run(run, rows, old.program, new.program)
    if whole:
        return [("", whole)]
    pair = Pair(old, new)
    wants = await wants_of(connection, run.workspace, run.id, MOST_LANES)
    lines = await lines_of(connection, run.workspace, run.id)
    loops = {row.loop: row for row in await connection.execute(select(gathers).where(
        same(gathers, workspace=run.workspace, run=run.id, closed=False)))}  # fmt: skip
    known = set(value_from(run.built_in) or {}) | BUILT_IN
    plan: Plan = {}
    reasons: Reasons = []
    for row in rows:
        scope = set(value_from(loops[row.loop].scope)) if row.loop in loops else known
        lane = lane_from(row.snapshot, wants.get(row.path))
        passed = {line.want.step for _, line in lines.get(row.path, []) if isinstance(line, Entry) and line.want}
        why = _why_not(row, lane, loops, pair) or _ahead(lane, pair, passed, scope | known)
        if why:
            reasons.append((row.path, why))
        else:
            plan[row.path] = _placed(lane, pair)
    return reasons or plan


def _whole_run(run: Any, rows: list[Any], old: Program, new: Program) -> str:
    """Why no lane of a run can be moved, or nothing."""
    if run.state != "active" or not rows or len(rows) == MOST_LANES:
        return "it has not begun yet"
    if run.hold == "cancelling":
        return "it is being cancelled"
    used = dict(old.uses)
    for kind, fields in new.uses:
        if missing := sorted(set(fields) - set(used.get(kind, ()))):
            return f"the new version looks at `{missing[0]}` of a {kind}, which was not read for it"
    if not set(new.marks) <= set(old.marks):
        return "the new version counts time from a step that was not noted"
    if _binds(old) != _binds(new):
        return "the trigger brings other data in the new version"
    return ""


def _binds(program: Program) -> dict[str, Any]:
    return {name: kind for start in program.starts for name, kind in start.binds}


def _why_not(row: Any, lane: Lane, loops: dict[str, Any], pair: Pair) -> str:
    """Why a lane's place can't be found in the new version, or nothing."""
    old, new = pair.old, pair.new
    if row.owner is not None or row.resting not in RESTING or row.order is not None or lane.want is None:
        return "it is about to act"
    if isinstance(lane.want, Effect) and lane.want.tool in ("flow.run", "flow.start"):
        return "it waits for another flow"
    opened = loops.get(lane.want.path)
    if row.resting == "items" and (opened is None or opened.following < opened.size):
        return "not everybody of its loop has begun"
    place = pair.place(lane.pc)
    if place is None or lane.pc not in old.frames or place not in new.frames:
        return "the step it waits at is not in the new version"
    if not _same_kind(old.operations[lane.pc], new.operations[place]):
        return "the step it waits at does something else in the new version"
    if _around(pair, lane.pc) != (new.frames[place], new.loop[place]):
        return "what stands around its step is another in the new version"
    if any(not _same_frame(pair, frame) for frame in lane.frames):
        return "what stands around its step says something else in the new version"
    return ""


def _same_kind(old: Any, new: Any) -> bool:
    """Whether an operation takes the answer to what the old one wanted in the same way."""
    match old:
        case ir.Call():
            return (old.tool, old.into, old.returns) == (new.tool, new.into, new.returns)
        case ir.Hear():
            return bool(old.listen == new.listen)
        case ir.Each():
            return (old.item, old.loop, old.item_type, old.collect) == (new.item, new.loop, new.item_type, new.collect)
        case ir.Pause():
            return bool(old.stage == new.stage)
    return bool(old == new)


def _around(pair: Pair, at: int) -> tuple[Any, int | None]:
    """The frames and the loop around a place, as they are called in the new version."""
    frames = tuple((kind, pair.place(place)) for kind, place in pair.old.frames[at])
    loop = pair.old.loop[at]
    return frames, loop if loop < 0 else pair.place(loop)


def _same_frame(pair: Pair, frame: Frame) -> bool:
    place = pair.place(frame.at)
    if place is None:
        return False
    one: Any = pair.old.operations[frame.at]
    other: Any = pair.new.operations[place]
    if isinstance(one, ir.Guard):
        return (one.listen, one.error) == (other.listen, other.error)
    return True


def _ahead(lane: Lane, pair: Pair, passed: set[str], known: set[str]) -> str:
    """Why a lane can't go on in the new version, or nothing: a step ahead would bear the name of one that was passed,
    or a name that is read from there on is not known, or was made otherwise."""
    old, new = pair.old, pair.new
    place = pair.place(lane.pc)
    assert place is not None
    ahead = new.reach(place, isinstance(lane.want, Spawn))
    kept = {step for step, now in pair.steps.items() if step == now}
    if any(new.operations[at].step in passed - kept for at in ahead):
        return "steps before its place were taken out or moved"
    env = known | set(lane.data)
    wanted: set[str] = set()
    for at in ahead | {place}:
        wanted |= read(new.operations[at]) - bound_inside(new.operations[at])
    for name in sorted(wanted - BUILT_IN):
        sites = {at for at, op in enumerate(new.operations) if name in given(op)}
        later = bool(sites) and all(_follows(new, place, at, ahead) for at in sites)
        if name not in env and not later:
            return f"the new version needs `@{name}`, which it does not have"
        if name in env and not later and _made(old, name) != _made(new, name):
            return f"`@{name}` is made in another way in the new version"
    return ""


def _follows(new: Shape, place: int, site: int, ahead: set[int]) -> bool:
    """Whether a name given there is given after the lane has gone on, whichever way it came."""
    return site == place or (site in ahead and place not in new.reach(site))


def _made(shape: Shape, name: str) -> list[Any]:
    found = [given(op)[name] for op in shape.operations if name in given(op)]
    return sorted(found, key=repr)


def _placed(lane: Lane, pair: Pair) -> Lane:
    """The lane at its place in the new version."""
    place = pair.place(lane.pc)
    assert place is not None
    frames = tuple(msgspec.structs.replace(one, at=pair.place(one.at)) for one in lane.frames)
    return msgspec.structs.replace(lane, pc=place, frames=frames)


async def _move(connection: AsyncConnection, door: Door, run: Any, version: int, plan: Plan) -> None:
    """Put a run's lanes at their places in the new version; whoever held what the old one was reads it anew."""
    for path, lane in plan.items():
        mine = same(lanes, workspace=run.workspace, run=run.id, path=path)
        change = {"snapshot": snapshot_of(lane), "version": version, "fence": lanes.c.fence + 1}
        await connection.execute(update(lanes).where(mine).values(**change))
    mine = same(runs, workspace=run.workspace, id=run.id)
    began = run.version if run.moved_from is None else run.moved_from
    await connection.execute(update(runs).where(mine).values(version=version, moved_from=began))
