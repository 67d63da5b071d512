"""Somebody's part of one run: their own lanes, and of the others what tells of them or decided about them.

Only these lanes are read and run again, so a run with ten thousand people costs no more than its list of them.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl import render
from sayso.dsl.types import UNKNOWN
from sayso.interpreter import Linked, advance
from sayso.interpreter.state import Effect, Lane, Note, Outcome, Spawn, Want
from sayso.runtime.engine.keeping import line_from, value_from
from sayso.runtime.engine.loops import who
from sayso.runtime.journal import Entry, Header, Journal, plain
from sayso.runtime.log import LogLine, log
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.journals import in_order
from sayso.runtime.operations.lanes import Numbered
from sayso.runtime.operations.persons import Subject
from sayso.runtime.operations.timeline_shapes import Decision
from sayso.runtime.run import Run
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import journal

MOST_LANES = 300
"""The most lanes of a run that are told of somebody."""
Mark = tuple[str, str, datetime]
"""A lane, a step, an instant."""
ANSWERS = {True: "yes", False: "no", None: "unknown"}


class Move(msgspec.Struct):
    """What came of a want: the want, its outcome, and in which lane."""

    lane: str
    want: Want
    outcome: Outcome


class Part:
    """What of a run concerns somebody, run again: `own` are their lanes, `moves` what was asked for and what came of
    it, `data` the names of the body as they stood last, `wants` what each lane wants now."""

    def __init__(self, row: Any, linked: Linked, header: Header, entries: list[Entry], subject: Subject) -> None:
        self.row, self.linked, self.header, self.subject = row, linked, header, subject
        self.entries, self.moves = entries, list[Move]()
        self.own: set[str] = set()
        self.wants: dict[str, Want] = {}
        self.marks: set[Mark] = set()
        self.sent: set[Mark] = set()
        self.notes: dict[Mark, list[Note]] = {}
        self.run = Run(row.id, linked, dict(header.inputs), dict(header.built_in), header.started)
        self.data: dict[str, Any] = dict(header.inputs)
        if any(subject.owns(value) for value in header.inputs.values()):
            self.own.add("")
        self._items: dict[str, object] = {}
        self._scopes: dict[str, dict[str, Any]] = {"": dict(header.built_in)}
        moved = row.moved_from is not None
        self._lanes = {} if moved else {"": Lane("", 0, header.started, dict(header.inputs))}
        self._read = {entry.lane for entry in entries}
        for entry in entries:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        before = self.wants.pop(entry.lane, None)
        if before is not None:
            self.moves.append(Move(entry.lane, before, entry.outcome))
            self._mark(entry, before)
        self._advance(entry)
        if entry.want is not None:
            self.wants[entry.lane] = entry.want
            if isinstance(entry.want, Effect) and self.subject.stands_in(entry.want.arguments):
                self.marks.add((entry.lane, entry.want.step, entry.outcome.at))
        if isinstance(entry.want, Spawn):
            self._begin_items(entry.lane, entry.want)

    def _mark(self, entry: Entry, before: Want) -> None:
        """Remember that they stand in a call or in what came of it."""
        outcome, mark = entry.outcome, (entry.lane, before.step, entry.outcome.at)
        called = isinstance(before, Effect) and self.subject.stands_in(before.arguments)
        heard = outcome.event is not None and self.subject.stands_in(outcome.event.data)
        if called or heard or (isinstance(before, Effect) and self.subject.stands_in(outcome.value)):
            self.marks.add(mark)
        if isinstance(before, Effect) and outcome.kind == "done" and (called or entry.lane in self.own):
            self.sent.add(mark)

    def _advance(self, entry: Entry) -> None:
        """Run one move again for what it decided; a lane that comes out otherwise is told without its whys."""
        lane = self._lanes.get(entry.lane)
        if lane is None:
            return
        notes: list[Note] = []
        step = advance(self.linked, self._scopes[entry.lane], lane, entry.outcome, notes)
        if (plain(step.want), plain(step.ended)) != (plain(entry.want), plain(entry.ended)):
            del self._lanes[entry.lane]
            return
        self._lanes[entry.lane] = step.lane
        if not entry.lane:
            self.data = {**self.header.built_in, **step.lane.data}
        self.run.notes += [(entry.number, entry.lane, note) for note in notes]
        for note in notes:
            if note.kind == "decided":
                self.notes.setdefault((entry.lane, note.step, entry.outcome.at), []).append(note)

    def _begin_items(self, path: str, spawn: Spawn) -> None:
        lane, scope = self._lanes.get(path), self._scopes.get(path, {})
        for key, item in zip(spawn.keys, spawn.items, strict=True):
            child = f"{spawn.path}/each[{key}]"
            if child not in self._read:
                continue
            if path in self.own - {""} or self.subject.owns(item) or key in self.subject.keys:
                self.own.add(child)
            self._items[child] = item
            if lane is not None:
                self._scopes[child] = {**scope, **lane.data}
                stale = lane.stale - {spawn.item}
                self._lanes[child] = Lane(child, spawn.body, spawn.at, {spawn.item: item}, (), stale)

    def who(self, lane: str) -> str:
        """What the item of a lane is called; empty for the body."""
        return who(self._items[lane]) if lane in self._items else ""

    def told(self, catalog: Any) -> list[tuple[LogLine, Decision | None, bool]]:
        """The lines of the log that concern them, with what decided, and whether a message went out to them."""
        whole = Journal(lines=[self.header, *self.entries])
        found = []
        for line in log(whole, {self.row.id: self.run}, catalog):
            decision = self._decision(line)
            if self._concerns(line):
                sends = line.kind == "did" and (line.lane, line.step, line.at) in self.sent
                found.append((line, decision, sends and self._sends(catalog, line)))
        return found

    def _decision(self, line: LogLine) -> Decision | None:
        if line.kind != "decided":
            return None
        waiting = self.notes.get((line.lane, line.step, line.at))
        if not waiting:
            return None
        note = waiting.pop(0)
        values = {label: quoted(value) for label, value in note.values}
        return Decision(note.text, ANSWERS[note.truth], values)

    def _concerns(self, line: LogLine) -> bool:
        if line.lane in self.own or line.kind == "began":
            return True
        if line.kind == "left":
            return False
        around = not line.lane or any(path.startswith(f"{line.lane}/") for path in self.own)
        if around and (line.kind in ("decided", "failed") or (line.kind == "ended" and line.text != "done")):
            return True
        return (line.lane, line.step, line.at) in self.marks

    def _sends(self, catalog: Any, line: LogLine) -> bool:
        tools = [
            move.want.tool for move in self.moves if isinstance(move.want, Effect)
            and (move.lane, move.want.step, move.outcome.at) == (line.lane, line.step, line.at)
        ]  # fmt: skip
        return any(tool in catalog.tools and catalog.tools[tool].sends for tool in tools)


def quoted(value: object) -> str:
    """A value as a sentence shows it."""
    if value is None:
        return "missing"
    return f"“{value}”" if isinstance(value, str) else render.render(value, UNKNOWN) or "empty"


async def part_of(connection: AsyncConnection, door: Door, row: Any, subject: Subject) -> Part | None:
    """Somebody's part of a run; None where it has not begun."""
    if row.version is None or row.started is None:
        return None
    linked = await door.versions.within(connection, row.workspace, row.flow, row.version)
    header = Header(
        row.id, linked.program.flow, linked.program.version, linked.text, value_from(row.trigger) or {},
        value_from(row.inputs) or {}, moment(row.started), row.mode, value_from(row.built_in) or {},
        (row.caller_run, row.caller_lane) if row.caller_run else None,
    )  # fmt: skip
    lines = await _lines(connection, row, await _paths(connection, row, subject))
    entries = [msgspec.structs.replace(one, number=number) for number, one in enumerate(in_order(lines, ""), 1)]
    return Part(row, linked, header, entries, subject)


async def _paths(connection: AsyncConnection, row: Any, subject: Subject) -> set[str]:
    """The body, the lanes that tell of somebody, and all lanes around these."""
    theirs = [journal.c.lane.contains(f"each[{key}]", autoescape=True) for key in sorted(subject.keys)]
    told = [journal.c.body.icontains(needle, autoescape=True) for needle in subject.needles()]
    found: set[str] = set()
    for tells in (theirs, told):
        query = select(journal.c.lane).where(same(journal, workspace=row.workspace, run=row.id), or_(false(), *tells))
        found |= set((await connection.execute(query.distinct().order_by(journal.c.lane).limit(MOST_LANES))).scalars())
    return {"", *found, *(outer for path in found for outer in _around(path))}


def _around(path: str) -> Iterator[str]:
    """The lanes in which a lane may lie."""
    end = path.find("]/")
    while end >= 0:
        yield path[: end + 1]
        end = path.find("]/", end + 1)


async def _lines(connection: AsyncConnection, row: Any, paths: Iterable[str]) -> dict[str, list[Numbered]]:
    query = select(journal.c.lane, journal.c.number, journal.c.body).where(
        same(journal, workspace=row.workspace, run=row.id), journal.c.lane.in_(sorted(paths))
    )
    found: dict[str, list[Numbered]] = {}
    for one in await connection.execute(query.order_by(journal.c.lane, journal.c.number)):
        found.setdefault(one.lane, []).append((one.number, line_from(one.body)))
    return found
