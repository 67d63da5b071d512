"""Test Mode as somebody watches it: person by person, with every place where an outsider decides. Nothing is changed.

What is decided there can be chosen for each person alone; the rehearsal is then driven again from its beginning.
"""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler import Compiled
from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Await, Effect, Spawn
from sayso.runtime.guard_ahead import sentence, would_hold
from sayso.runtime.ledger import Ledger
from sayso.runtime.log import LogLine, log
from sayso.runtime.operations.answers_outside import RealAnswers, asked_by, recorded_answers
from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.readiness import not_ready
from sayso.runtime.operations.texts import check_text
from sayso.runtime.operations.trying import MOST_LINES, copied_rows
from sayso.runtime.operations.words import Words
from sayso.runtime.paths import Paths, every_path
from sayso.runtime.simulating import Simulation, WorldProblem, describe, simulate
from sayso.runtime.worlds.answered import AnsweredWorld, Read
from sayso.runtime.worlds.choices import Choices, Chosen, path_of

Does = Literal["yes", "no", "never"]
LONGEST_WATCH = 14
"""The last day on which it can be chosen that the event comes which ends a `sequence`."""


class Choice(msgspec.Struct, frozen=True):
    """What somebody chose for one place: whether it comes, and after how many days (None for half of the time)."""

    does: Does = "yes"
    days: int | None = None


class Point(msgspec.Struct, frozen=True):
    """A place where an outsider decides: `kind` is event, approval, question or hand-off; `days` there are at most. Of
    kind `sequence` is the event that ends one: it comes only if that is chosen, so many days after the first wait.
    """

    path: str
    lane: str
    step: str
    kind: str
    words: str
    until: datetime | None
    days: int


class Message(msgspec.Struct, frozen=True):
    """Something that would go out: at which step, to whom, and what it says, by the names of its parts."""

    lane: str
    step: str
    tool: str
    sentence: str
    shown: dict[str, str]


class Tester(msgspec.Struct, frozen=True):
    """One person or record of the rehearsal, and how their way ended."""

    lane: str
    who: str
    how: str
    reason: str


class Rehearsal(msgspec.Struct, frozen=True):
    """What would happen. `now` is the instant it begins at; `held` what the contact guard would hold back, `reads`
    what was read outside, in the order of the log."""

    state: str
    reason: str
    would_begin: bool
    now: datetime
    people: tuple[Tester, ...]
    points: tuple[Point, ...]
    messages: tuple[Message, ...]
    log: tuple[LogLine, ...]
    held: tuple[str, ...]
    calls: dict[str, int]
    reads: tuple[Read, ...] = ()


async def rehearse(
    door: Door, workspace: str, flow: str, text: str, choices: dict[str, Choice] | None = None,
    data: dict[str, Any] | None = None, real: RealAnswers | None = None,
) -> Rehearsal:  # fmt: skip
    """Rehearse a text on today's data; `choices` by the path of a point. What is read outside has the answer that was
    recorded last, else an example; with `real`, a real one. Refused while it has findings."""
    played = await prepared(door, workspace, flow, text, choices or {}, data or {})
    async with door.storage.reading(workspace) as connection:
        recorded = await recorded_answers(connection, door, workspace, flow, played.program)
    reads: list[Read] = []
    kind = partial(AnsweredWorld, reads=reads, recorded=recorded, ask=asked_by(real))
    found = await asyncio.to_thread(played.play, link(played.program), kind)
    told = _told(found, played.catalog, door.premises(workspace).guard_days, played.now)
    return msgspec.structs.replace(told, reads=tuple(reads))


async def rehearse_every_way(
    door: Door, workspace: str, flow: str, text: str, data: dict[str, Any] | None = None
) -> Paths:
    """Every distinct outcome of one person's way, named by the choices that lead there."""
    played = await prepared(door, workspace, flow, text, {}, data or {})
    return await asyncio.to_thread(every_path, link(played.program), played.catalog, [played.play], 300)


class Prepared(msgspec.Struct, frozen=True):
    """Everything to drive a text once or many times, each time over fresh copies."""

    compiled: Compiled
    program: Any
    catalog: Catalog
    now: datetime
    sides: Any
    rows: Any
    choices: Choices
    world: dict[str, Any]

    def play(self, linked: Linked, kind: Any) -> Simulation:
        """Drive it once."""
        try:
            described = describe(self.world, self.catalog, link(self.program))
        except WorldProblem as problem:
            raise Refused("wrong-world", str(problem)) from None
        return simulate(
            linked, self.catalog, {}, dict(self.sides()), Ledger(self.rows).copy(), self.choices, self.now,
            described.inputs, trigger=described.trigger, kind=kind,
        )  # fmt: skip


async def prepared(
    door: Door, workspace: str, flow: str, text: str, choices: dict[str, Choice], data: dict[str, Any]
) -> Prepared:
    """Make a text ready to be driven over today's data. Refused while it has findings."""
    compiled, catalog = await check_text(door, workspace, text)
    program = _program(compiled)
    premises = door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
        rows = await copied_rows(connection, workspace, flow, program)
    chosen = {path: Chosen(one.does, None if one.days is None else Duration(days=one.days)) for path, one in
              choices.items()}  # fmt: skip
    return Prepared(
        compiled, program, catalog, door.now(), premises.pretend, rows, Choices(places=chosen), {"inputs": data}
    )  # fmt: skip


def _program(compiled: Compiled) -> Any:
    if compiled.program is None:
        raise not_ready(compiled)
    return compiled.program


def _told(found: Simulation, catalog: Catalog, days: int, now: datetime) -> Rehearsal:
    words, run = Words(catalog), found.run
    lines = tuple(log(found.journal, found.drive.runs, catalog)[:MOST_LINES])
    asked = [(entry.lane, entry.want) for entry in found.journal.entries() if entry.want is not None]
    wants = [want for _, want in asked]
    points = {point.path: point for lane, want in asked for point in _points(lane, want, words)}
    messages = [
        Message(lane, want.step, want.tool, words.sentence(want),
                {name: words.show(value) for name, value in want.arguments.items()})
        for lane, want in asked if isinstance(want, Effect) and _sends(want, catalog)
    ]  # fmt: skip
    names = {line.lane: line.who for line in lines if line.who}
    order = {path: number for number, path in enumerate(_spawned(wants))}
    people = sorted(
        (Tester(item.path, names.get(item.path, item.path), item.ended.how, item.ended.reason) for item in run.items),
        key=lambda one: order.get(one.lane, len(order)),
    )  # fmt: skip
    calls: dict[str, int] = {}
    for want in wants:
        if isinstance(want, Effect):
            calls[want.tool] = calls.get(want.tool, 0) + 1
    held = tuple(sentence(one, ZoneInfo(catalog.zone)) for one in would_hold(found.journal, catalog, days))
    reason = run.ended.reason if run.ended else ""
    return Rehearsal(
        run.state, reason, found.would_begin, now, tuple(people), tuple(points.values()), tuple(messages), lines, held,
        calls,
    )  # fmt: skip


def _spawned(wants: list[Any]) -> Iterator[str]:
    """The lanes of loops in the order of their items."""
    for want in wants:
        if isinstance(want, Spawn):
            yield from (f"{want.path}/each[{key}]" for key in want.keys)


def _sends(want: Effect, catalog: Catalog) -> bool:
    tool = catalog.tools.get(want.tool)
    return tool is not None and (tool.sends or tool.by_hand)


def _points(lane: str, want: Any, words: Words) -> Iterator[Point]:
    for watch in want.watch:
        yield Point(path_of(lane, watch), lane, want.step, "sequence", words.event(watch.event), None, LONGEST_WATCH)
    if isinstance(want, Await):
        yield Point(want.path, lane, want.step, "event", words.event(want.event), want.until, _days(want))
    elif isinstance(want, Effect):
        kind = {"people.ask": "question", "people.hand_off": "hand-off"}.get(want.tool) or (
            "approval" if want.approve else "")  # fmt: skip
        if kind:
            yield Point(want.path, lane, want.step, kind, words.sentence(want), want.until, _days(want))


def _days(want: Any) -> int:
    return max(1, (want.until - want.at).days) if want.until is not None and want.at is not None else 7
