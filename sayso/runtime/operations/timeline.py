"""The person timeline: every step of every flow that touched somebody, and why others did not.

Derived, never stored: the tables say which runs concern them, and only their part of these is run again. It looks back
90 days and at 200 runs at most, and says where there is more.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.log import LogLine
from sayso.runtime.operations.absences import not_found, not_in_a_loop, not_taken
from sayso.runtime.operations.concerning import DAYS, MOST_RUNS, Runs, empty_ticks, events_about, runs_concerning
from sayso.runtime.operations.door import Door, NotHere, Refused, flow_row, run_row
from sayso.runtime.operations.looking import PAGE
from sayso.runtime.operations.orders import name_of
from sayso.runtime.operations.person_lanes import Part, part_of
from sayso.runtime.operations.persons import Subject, subject_of
from sayso.runtime.operations.persons_acts import asked, ordered, outside, unrun
from sayso.runtime.operations.timeline_shapes import Decision, Line, Standing, State, of_run
from sayso.runtime.operations.timeline_summary import answer_of
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import lanes

STATES: dict[str, State] = {"failed": "failed", "refused": "skipped", "late": "skipped"}
"""How a line stands by its kind; what is not named here is done."""
ENDS: dict[str, State] = {"skipped": "skipped", "stopped": "skipped", "failed": "failed", "cancelled": "cancelled"}
RESTS: dict[str, State] = {"held": "held", "uncertain": "may have been sent"}


class Whom(msgspec.Struct, frozen=True):
    """Whom a timeline is about; `kind` and `id` are empty for an address that no record has."""

    name: str
    kind: str
    id: str
    email: str


class Timeline(msgspec.Struct, frozen=True):
    """What happened to somebody, in the order of time: the newest page first, `next` is the place of the one before it
    in time, or empty. `answer` is it all in one sentence; `left` says what was not looked at, or is empty."""

    person: Whom
    answer: str
    standing: list[Standing]
    lines: list[Line]
    next: str
    since: datetime
    left: str


async def timeline(
    door: Door, workspace: str, about: str, flow: str = "", run: str = "", cursor: str = "", size: int = PAGE
) -> Timeline:
    """What flows did about somebody, and why they did not: `about` is an address, a name, or a record such as
    "deal:d1". With `flow` or `run` only of these, and of all runs there. `NotHere` where nobody is known by it."""
    premises = door.premises(workspace)
    place = _place(cursor)
    words, since = Words(premises.catalog), door.now() - timedelta(days=DAYS)
    async with door.storage.reading(workspace) as connection:
        wanted = await flow_row(connection, workspace, flow) if flow else None
        if run:
            await run_row(connection, workspace, run)
    subject = await subject_of(premises, about, door.now())
    async with door.storage.reading(workspace) as connection:
        found = await runs_concerning(connection, workspace, subject, since, flow, run)
        happened = [] if run else await events_about(connection, workspace, subject, since)
        due = await empty_ticks(connection, workspace, flow, since) if flow else []
        gathered = _Gathered(door, workspace, subject, words, connection)
        await gathered.all(found, bool(flow or run))
    if not subject.kind and not found.theirs and not happened:
        raise NotHere("person, deal or company")
    others = [*outside(happened, subject, words, flow), *(unrun(row, wanted) for row in due)]
    lines = sorted([*gathered.lines, *others], key=lambda line: line.at)
    end = len(lines) if place is None else min(place, len(lines))
    begin = max(0, end - max(1, min(size, PAGE)))
    where = "in this run" if run else f"by “{wanted.name}”" if wanted is not None else ""
    return Timeline(
        Whom(subject.name, subject.kind, subject.id, subject.email),
        answer_of(subject, words, lines, gathered.standing, where), gathered.standing, lines[begin:end],
        str(begin) if begin else "", since, _left(found, wanted, since, words),
    )  # fmt: skip


def _place(cursor: str) -> int | None:
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9 and int(cursor) > 0):
        raise Refused("wrong-cursor", "This page doesn't exist. Begin with the first one.")
    return int(cursor) if cursor else None


def _left(found: Runs, wanted: Any, since: datetime, words: Words) -> str:
    if wanted is not None and not found.theirs and not found.others:
        return f"“{wanted.name}” did not run since {words.when(since)}."
    if not found.more:
        return ""
    return f"Only the newest {MOST_RUNS} runs since {words.when(since)} are told. Name a flow, or a run, to see others."


class _Gathered:
    """The lines of one person's runs, and where they are on the way."""

    def __init__(
        self, door: Door, workspace: str, subject: Subject, words: Words, connection: AsyncConnection
    ) -> None:  # fmt: skip
        self.door, self.workspace, self.subject, self.words = door, workspace, subject, words
        self.premises, self.connection = door.premises(workspace), connection
        self.lines: list[Line] = []
        self.standing: list[Standing] = []

    async def all(self, found: Runs, wanted: bool) -> None:
        """Every run; `wanted`: this flow or run was asked for, so it is told though it only read about them."""
        for row in found.theirs:
            await self._run(row, wanted)
        for row in found.others:
            part = await part_of(self.connection, self.door, row, self.subject)
            if part is not None:
                missing = await not_found(part, self.premises, self.subject, self.words)
                self.lines += missing or ([self._nothing(row)] if wanted else [])

    def _nothing(self, row: Any) -> Line:
        text = f"“{row.flow_name}” ran and had nothing to do with {self.subject.name}: it looked for no such record"
        return of_run(row, moment(row.created), "left", text, "done")

    async def _run(self, row: Any, wanted: bool) -> None:
        part = await part_of(self.connection, self.door, row, self.subject)
        if part is None:
            text = "waits for its turn" if row.state == "queued" else f"never began: {row.reason or row.state}"
            state: State = "waiting" if row.state == "queued" else "cancelled"
            self.lines.append(of_run(row, moment(row.created), "began", text, state))
            return
        open_ = await self._open(part)
        catalog = self.premises.catalog
        told = [self._line(part, one, open_) for one in part.told(catalog)]
        reasons = await not_found(part, self.premises, self.subject, self.words)
        reasons += not_in_a_loop(part, self.subject)
        reasons += await not_taken(self.connection, part, self.subject, self.words)
        acts = await asked(self.connection, part, catalog, self.words)
        acts += await ordered(self.connection, part, catalog)
        only_read = not reasons and all(line.kind in ("began", "read", "decided") for line in told)
        if only_read and not wanted and not part.own:
            return
        if wanted and len(told) == 1 and not reasons and not acts:
            told.append(self._nothing(row))
        self.lines += _woven(told, reasons, acts)
        self.standing += [self._standing(part, lane) for lane in open_.values() if lane.resting != "items"]

    async def _open(self, part: Part) -> dict[str, Any]:
        """Their open lanes."""
        query = select(lanes).where(same(lanes, workspace=self.workspace, run=part.row.id))
        rows = await self.connection.execute(query.where(lanes.c.path.in_(sorted(part.own))).order_by(lanes.c.path))
        return {row.path: row for row in rows}

    def _standing(self, part: Part, lane: Any) -> Standing:
        until = moment(lane.until)
        text = self.words.waits(lane.resting, part.wants.get(lane.path), until, part.row.hold)
        state = RESTS.get(lane.resting, "waiting")
        row = part.row
        return Standing(row.flow, row.flow_name or "", row.id, lane.path, lane.who or row.title, state, text, until)

    def _line(self, part: Part, told: tuple[LogLine, Decision | None, bool], open_: dict[str, Any]) -> Line:
        line, decision, sent = told
        state: State = STATES.get(line.kind, "done")
        if line.kind == "ended":
            state = ENDS.get(line.text.partition(":")[0], "done")
        by = name_of(self.premises.catalog, part.row.by) if line.kind == "began" else ""
        lane = open_.get(line.lane)
        if line.kind in ("asked", "waits") and lane is not None and self._is_last(part, line):
            state = "waiting"
        return of_run(
            part.row, line.at, line.kind, line.text, state, step=line.step, who=line.who, sent=sent, by=by,
            decision=decision, detail=line.detail,
        )  # fmt: skip

    def _is_last(self, part: Part, line: LogLine) -> bool:
        want = part.wants.get(line.lane)
        return want is not None and want.step == line.step and want.at == line.at


def _woven(told: list[Line], reasons: list[Line], acts: list[Line]) -> list[Line]:
    """One list in the order of time; at the same instant an answer comes before what was done upon it."""
    ranked = [(line.at, _rank(line), number, line) for number, line in enumerate([*told, *reasons, *acts])]
    ranked.sort(key=lambda one: one[:3])
    return [line for *_, line in ranked]


FIRST = {"began": 0, "read": 1, "decided": 2, "left": 3, "asked": 4, "held": 4, "uncertain": 4, "ordered": 5}
"""What comes first of things of the same instant in one run; all else after these, as the log has it."""


def _rank(line: Line) -> int:
    return FIRST.get(line.kind, 6)


__all__ = ["Line", "Standing", "Timeline", "Whom", "timeline"]
