"""A run's journal out of the tables: one list in an order of cause, which a replay can prove."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Spawn
from sayso.runtime.engine.calling import FLOWS
from sayso.runtime.engine.flows import id_of_called
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.journal import Entry, Header, Journal, Line, encode, plain
from sayso.runtime.log import LogLine, log
from sayso.runtime.operations.door import Door, run_row
from sayso.runtime.operations.lanes import Numbered, entries_that_count, lines_of
from sayso.runtime.operations.orders import Order, orders_in
from sayso.runtime.replay import Replayed, replay
from sayso.runtime.storage import moment
from sayso.runtime.storage.tables import runs

MOST_RUNS = 1_000
"""The most called runs that are told with one run."""
ERASED = "erased-"
"""With this begins what stands in the place of somebody whose data was erased."""


class Story(msgspec.Struct):
    """A run and those it called: the journal, the program of each run, and which were moved to another version."""

    journal: Journal
    programs: dict[str, Linked]
    moved: list[str]


class Proof(msgspec.Struct, frozen=True):
    """Whether a replay is the same as what was recorded, in how many steps, and a sentence about it."""

    agrees: bool
    steps: int
    sentence: str


async def journal_of(door: Door, workspace: str, run: str) -> Journal:
    """A run's journal, with those of the runs it called, in an order in which a replay can take it."""
    return (await story_of(door, workspace, run)).journal


async def journal_lines(door: Door, workspace: str, run: str) -> list[bytes]:
    """The same as lines of JSON, as a journal's file has them."""
    return [encode(line) for line in (await journal_of(door, workspace, run)).lines]


async def story_of(door: Door, workspace: str, run: str) -> Story:
    """A run's journal and the programs it ran on."""
    door.premises(workspace)
    story = Story(Journal(), {}, [])
    async with door.storage.reading(workspace) as connection:
        await run_row(connection, workspace, run)
        known: dict[str, list[Line]] = {}
        waiting = [run]
        while waiting and len(known) < MOST_RUNS:
            one = waiting.pop()
            if one not in known:
                known[one], called = await _told(connection, door, workspace, one, story)
                waiting += called
    for number, line in enumerate(_woven(run, known)):
        numbered = msgspec.structs.replace(line, number=number) if isinstance(line, Entry) else line
        story.journal.lines.append(numbered)
    return story


async def _told(
    connection: AsyncConnection, door: Door, workspace: str, run: str, story: Story
) -> tuple[list[Line], list[str]]:
    """The header and moves of one run in their order, and the runs it called that are there."""
    row = await run_row(connection, workspace, run)
    if row.version is None or row.started is None:
        return [], []
    linked = story.programs[run] = await door.versions.within(connection, workspace, row.flow, row.version)
    if row.moved_from is not None:
        story.moved.append(run)
    header = Header(
        run, linked.program.flow, linked.program.version, linked.text, value_from(row.trigger) or {},
        value_from(row.inputs) or {}, moment(row.started), row.mode, value_from(row.built_in) or {},
        (row.caller_run, row.caller_lane) if row.caller_run else None,
    )  # fmt: skip
    lines = await lines_of(connection, workspace, run)
    moves = list(in_order(lines, ""))
    called = [id_of_called(run, entry.want.path) for entry in moves if isinstance(entry.want, Effect) and
              entry.want.tool in FLOWS]  # fmt: skip
    return [header, *moves], await _known(connection, workspace, called)


def in_order(lines: dict[str, list[Numbered]], path: str) -> Iterator[Entry]:
    """A lane's moves; after the one that begins a loop those of its items, one item after the other."""
    for _, entry in entries_that_count(lines.get(path, [])):
        yield entry
        if isinstance(entry.want, Spawn):
            for key in entry.want.keys:
                yield from in_order(lines, f"{entry.want.path}/each[{key}]")


def _woven(run: str, known: dict[str, list[Line]]) -> Iterator[Line]:
    """A run's lines; after the one that calls a flow those of the called run."""
    for line in known.pop(run, []):
        yield line
        if isinstance(line, Entry) and isinstance(line.want, Effect) and line.want.tool in FLOWS:
            yield from _woven(id_of_called(run, line.want.path), known)


async def _known(connection: AsyncConnection, workspace: str, ids: list[str]) -> list[str]:
    found: list[str] = []
    for page in range(0, len(ids), 500):
        query = select(runs.c.id).where(runs.c.workspace == workspace, runs.c.id.in_(ids[page : page + 500]))
        found += [row.id for row in await connection.execute(query)]
    return found


async def replayed(door: Door, workspace: str, run: str) -> tuple[Story, Replayed]:
    """A run's journal, and what a replay makes of it."""
    story = await story_of(door, workspace, run)
    return story, replay(story.journal, lambda header: story.programs[header.run])


async def prove(door: Door, workspace: str, run: str) -> Proof:
    """Run what was recorded through the machine again: is it the same, step for step?"""
    story, found = await replayed(door, workspace, run)
    if found.difference is None:
        return Proof(True, found.steps, f"{found.steps} steps, all the same.")
    return Proof(False, found.steps, await _why(door, workspace, story, found))


async def _why(door: Door, workspace: str, story: Story, found: Replayed) -> str:
    if story.moved:
        return "This run was moved to another version on its way, so it can't be proven by running it again."
    if any(ERASED in line.run or ERASED in str(plain(line)) for line in story.journal.lines):
        return "Values of this run were erased on request, so it can't be proven by running it again."
    assert found.difference is not None
    return f"Line {found.difference.number + 1}, step {found.difference.step}: this differs from what was recorded."


async def told(door: Door, workspace: str, run: str) -> list[LogLine]:
    """What happened in a run, in words and in the order of time, with what was decided and why; without the whys where
    it can't be replayed."""
    story, found = await replayed(door, workspace, run)
    catalog = door.premises(workspace).catalog
    lines = sorted(log(story.journal, found.runs, catalog), key=lambda line: line.at)
    async with door.storage.reading(workspace) as connection:
        orders = await orders_in(connection, workspace, list(story.programs), catalog)
    return _with(lines, orders)


def _with(lines: list[LogLine], orders: list[Order]) -> list[LogLine]:
    """The log with what people said, each before the first thing that happened upon it."""
    names = {(line.run, line.lane): line.who for line in lines if line.who}
    told: list[LogLine] = []
    for line in lines:
        while orders and orders[0].at <= line.at and line.kind != "asked":
            told.append(_ordered(orders.pop(0), names))
        told.append(line)
    return told + [_ordered(order, names) for order in orders]


def _ordered(order: Order, names: dict[tuple[str, str], str]) -> LogLine:
    who = names.get((order.run, order.lane), order.who if order.lane else "")
    return LogLine(order.at, order.run, order.lane, who, order.step, "ordered", order.text, order.edited)
