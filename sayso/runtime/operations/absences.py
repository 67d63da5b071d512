"""Why somebody was not in a run, or not taken by one of its loops: the condition that left them out, and the values.

What a flow found is recorded; what it did not find is not. So a record that was changed since is told with today's
values, and the line says so.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler import ir
from sayso.dsl.values import Filter
from sayso.interpreter.expressions import closure
from sayso.interpreter.operations.plain import looks_at
from sayso.interpreter.state import Admit, Effect, Spawn
from sayso.runtime.engine.premises import Premises
from sayso.runtime.operations.person_lanes import ANSWERS, Move, Part, quoted
from sayso.runtime.operations.persons import FINDS, Subject
from sayso.runtime.operations.timeline_shapes import Decision, Line, of_run
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import items, lanes, runs, taken
from sayso.runtime.worlds.shared import ON_WAY, OVER, TAKEN

MOST_MISSING = 5
"""So many of somebody's records are told that one reading did not find: those that came nearest."""
KINDS = {tool: kind for kind, tool in FINDS.items()}


class Judged(msgspec.Struct):
    """A condition and one record: what of it is not met, and the values it looked at."""

    decision: Decision
    unmet: bool

    @property
    def text(self) -> str:
        """The values in words: "deal.stage was “Negotiation”"."""
        return ", ".join(f"{label} was {value}" for label, value in self.decision.values.items())


def judged(text: str, core: ir.Core, env: dict[str, Any], settings: Any) -> Judged:
    """Why a condition is not met: the parts of it that are not, with the values these look at."""
    parts = list(_parts(core))
    truths = [(part, closure(part, settings)(env)) for part in parts]
    unmet = [(part, truth) for part, truth in truths if truth is not True]
    looks = [pair for part, _ in unmet or truths for pair in looks_at(part)]
    values = {label: quoted(closure(look, settings)(env)) for label, look in dict(looks).items()}
    known = any(truth is False for _, truth in unmet)
    answer = ANSWERS[True] if not unmet else ANSWERS[False] if known else ANSWERS[None]
    return Judged(Decision(text, answer, values), bool(unmet))


def _parts(core: ir.Core) -> Iterator[ir.Core]:
    if isinstance(core, ir.All):
        for item in core.items:
            yield from _parts(item)
    else:
        yield core


async def not_found(part: Part, premises: Premises, subject: Subject, words: Words) -> list[Line]:
    """Of every reading of a run that did not give what is theirs: why it didn't. What came nearest stands last."""
    told = []
    for move in part.moves:
        want, found = move.want, move.outcome.value
        if not isinstance(want, Effect) or move.outcome.kind != "done" or not isinstance(found, list):
            continue
        candidates = [one for one in subject.theirs if one["type"] == KINDS.get(want.tool)]
        if not candidates or subject.stands_in(found):
            continue
        missing = [await _missing(part, premises, words, move, record) for record in candidates]
        missing.sort(key=lambda line: len(line.decision.values) if line.decision else 0)
        told += missing[:MOST_MISSING][::-1]
    return told


async def _missing(part: Part, premises: Premises, words: Words, move: Move, record: dict[str, Any]) -> Line:
    want, at = move.want, move.outcome.at
    assert isinstance(want, Effect) and isinstance(move.outcome.value, list)
    title, found = words.show(record) or str(record["id"]), _condition(part, want)
    now = await premises.sides["crm"].read_again(str(record["type"]), str(record["id"]), at)
    decision, why, where = None, "", f" where {found[1].text}" if found else ""
    if found is not None and now is not None:
        name, condition = found
        given = want.arguments[name]
        values = given.values if isinstance(given, Filter) else {}
        env = {**values, **dict.fromkeys(condition.names, now)}
        known = judged(condition.text, condition.condition, env, part.linked.settings)
        decision, why = known.decision, _because(known, now, at)
    text = f"{words.sentence(want)}{where} → {len(move.outcome.value)} found; {title} was not among them{why}"
    return of_run(part.row, at, "left", text, "skipped", step=want.step, decision=decision)


def _condition(part: Part, want: Effect) -> tuple[str, ir.Condition] | None:
    for op in part.linked.program.operations:
        if isinstance(op, ir.Call) and op.step == want.step:
            return next(((name, core) for name, core in op.arguments if isinstance(core, ir.Condition)), None)
    return None


def _because(known: Judged, record: dict[str, Any], at: datetime) -> str:
    """The values, and whether they are surely those of then."""
    changed = any(isinstance(value, datetime) and value > at for value in record.values())
    if not changed:
        return f": {known.text}" if known.unmet else ", though its values today would have been found then"
    if not known.unmet:
        return ". Today it would be found: it was changed since, and what it was then is not recorded"
    return f". It was changed since, so only today's values are known: {known.text.replace(' was ', ' is ')}"


def not_in_a_loop(part: Part, subject: Subject) -> list[Line]:
    """Where a flow found what is theirs, but no loop went through it: the condition between the two."""
    found = [
        (move, record) for move in part.moves
        if isinstance(move.want, Effect) and move.outcome.kind == "done" and isinstance(move.outcome.value, list)
        for record in move.outcome.value if isinstance(record, dict) and subject.owns(record)
    ]  # fmt: skip
    admits = [move.want for move in part.moves if isinstance(move.want, Admit)]
    told = []
    for move, record in found:
        key = f"{record.get('type')}:{record.get('id')}"
        keeps = [(op, keep) for op in part.linked.program.operations if (keep := _keep(op)) is not None]
        if any(key in want.keys for want in admits) or not admits or not keeps:
            continue
        for op, keep in keeps:
            env = {**part.data, **dict.fromkeys(keep.names, record), "now": move.outcome.at}
            known = judged(f"where, in step {op.step}", keep.condition, env, part.linked.settings)
            if known.unmet:
                title = str(record.get("fullName") or record.get("name") or key)
                text = f"{title} was found, but left out by the condition of the list: {known.text}"
                told.append(
                    of_run(part.row, move.outcome.at, "left", text, "skipped", step=op.step, who=title,
                           decision=known.decision)
                )  # fmt: skip
                break
    return told


def _keep(op: ir.Op) -> ir.Keep | None:
    value = op.items if isinstance(op, ir.Each) else op.value if isinstance(op, ir.Assign) else None
    while value is not None and not isinstance(value, ir.Keep):
        value = getattr(value, "of", None)
    return value


async def not_taken(
    connection: AsyncConnection, part: Part, subject: Subject, words: Words
) -> list[Line]:  # fmt: skip
    """Whom a loop was offered and did not take: taken before, still on the way, beyond its `at most`."""
    told = []
    for move in part.moves:
        if not isinstance(move.want, Admit) or not isinstance(move.outcome.value, list):
            continue
        keys = _theirs(part, subject, move.want)
        for key, title in keys.items():
            if key in move.outcome.value:
                text = f"taken by the loop ({move.outcome.value.index(key) + 1} of {len(move.outcome.value)})"
                told.append(of_run(part.row, move.outcome.at, "left", text, "done", step=move.want.step, who=title))
            else:
                why = await _why_left(connection, part, move, key, words)
                text = f"not taken by the loop: {why}"
                told.append(of_run(part.row, move.outcome.at, "left", text, "skipped", step=move.want.step, who=title))
    return told


def _theirs(part: Part, subject: Subject, want: Admit) -> dict[str, str]:
    """What is theirs of the items a loop was offered, and how it is called."""
    records = [
        record for move in part.moves if isinstance(move.outcome.value, list) for record in move.outcome.value
        if isinstance(record, dict) and subject.owns(record)
    ]  # fmt: skip
    records += subject.theirs
    named = {f"{one.get('type')}:{one.get('id')}": one for one in reversed(records)}
    spawned = {
        key: item for entry in part.entries if isinstance(entry.want, Spawn) and entry.want.path == want.path
        for key, item in zip(entry.want.keys, entry.want.items, strict=True)
    }  # fmt: skip
    named |= {key: item for key, item in spawned.items() if isinstance(item, dict) and subject.owns(item)}
    return {key: str(one.get("fullName") or one.get("name") or key) for key, one in named.items() if key in want.keys}


async def _why_left(connection: AsyncConnection, part: Part, move: Move, key: str, words: Words) -> str:
    want, at = move.want, move.outcome.at
    assert isinstance(want, Admit)
    query = select(taken).where(same(taken, workspace=part.row.workspace, flow=part.row.flow, loop=want.loop, key=key))
    row = (await connection.execute(query)).one_or_none()
    before = moment(row.at) if row is not None else None
    reasons = list(move.outcome.left or {})
    if row is not None and before is not None and before <= at and row.run != part.row.id:
        there = await _there(connection, part, row.run, key, words)
        if want.again == "once" and (want.since is None or before >= want.since) and TAKEN in reasons:
            within = f" within {(at - want.since).days} days" if want.since else ""
            return f"taken before, on {words.when(before)}{there}, and nobody is taken twice{within}"
        if ON_WAY in reasons:
            return f"still on the way in an earlier run, since {words.when(before)}{there}"
    if OVER in reasons and (row is None or before is None or before <= at):
        place = want.keys.index(key) + 1
        return f"beyond `at most {want.at_most}`: number {place} of {len(want.keys)} on the list"
    many = len(reasons) > 1
    return f"{'one of: ' if many else ''}{', '.join(reasons)}{'; which of these is not recorded' if many else ''}"


async def _there(connection: AsyncConnection, part: Part, run: str, key: str, words: Words) -> str:
    """What became of them in the run that took them."""
    mine = same(items, workspace=part.row.workspace, run=run, key=key)
    item = (await connection.execute(select(items.c.how, items.c.reason).where(mine).limit(1))).one_or_none()
    if item is not None:
        return f" (there: {item.how}{f', {item.reason}' if item.reason else ''})"
    on_way = select(lanes.c.path).where(
        same(lanes, workspace=part.row.workspace, run=run), lanes.c.path.endswith(f"each[{key}]", autoescape=True)
    )
    if (await connection.execute(on_way.limit(1))).first() is not None:
        return " (there: still on the way)"
    ended = select(runs.c.state).where(same(runs, workspace=part.row.workspace, id=run))
    state = (await connection.execute(ended)).scalar_one_or_none()
    return f" (that run: {state})" if state else ""
