"""What is put before a person, as a row of the inbox; and what comes of the person's answer."""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.engine.changes import Demand, Kept, Verdict, Veto
from sayso.runtime.engine.keeping import json_of, value_from
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks

ENDLESS = frozenset({"uncertain", "held", "by hand"})
"""What waits for a person until the person has decided."""
REMINDER = timedelta(days=1)
"""So long before it expires a person is reminded."""


async def ask(
    strand: Strand, want: Effect, kind: str, sentence: str, demands: tuple[Demand, ...] = (), veto: Veto | None = None
) -> Verdict:
    """Put something before a person; the lane rests until it is answered, or the time is out. What the asking itself
    counts against is counted with it; where that is denied, nobody is asked, and the lane stays in hand."""
    before = len(strand.ops)
    listening = kind != "uncertain" and strand.listen()
    until = None if kind in ENDLESS else want.until
    strand.ops.append(("ask", _row(strand, want, kind, sentence)))
    verdict = await strand.rest(kind, until, until, demands, veto)
    if not isinstance(verdict, Kept):
        del strand.ops[before:]
    elif listening:
        from sayso.runtime.engine.answering import look_again

        await look_again(strand, want)
    return verdict


def _row(strand: Strand, want: Effect, kind: str, sentence: str) -> dict[str, Any]:
    standing, now = strand.standing, strand.now()
    person = want.person or want.arguments.get("person") or {}
    who = str(person.get("id", "")) if isinstance(person, dict) else str(person)
    until = None if kind in ENDLESS else want.until
    remind = until - REMINDER if until is not None and until - REMINDER > now else None
    return {
        "workspace": standing.workspace, "id": _id(strand, want, kind, strand.number), "kind": kind,
        "run": standing.id, "lane": strand.path, "path": want.path, "flow": standing.flow,
        "person": who or standing.premises.owner.id, "title": strand.held.who,
        "shown": json_of({"tool": want.tool, "sentence": sentence, "arguments": want.arguments}),
        "want": json_of(want), "created": micros(now), "until": micros(until), "remind": micros(remind),
        "state": "open",
    }  # fmt: skip


def _id(strand: Strand, want: Effect, kind: str, number: int) -> str:
    """What the ask is called that a lane rests on with so many lines: another one is never taken for it."""
    name = f"{strand.standing.id}\n{strand.path}\n{want.path}\n{kind}\n{number}"
    return f"ask-{hashlib.sha256(name.encode()).hexdigest()[:24]}"


async def answered(strand: Strand, want: Effect, kind: str) -> dict[str, Any] | None:
    """What a person has said to this want, if anybody has in time: to the very ask that the lane rests on, else to the
    last one of that kind."""
    query = (
        select(asks.c.answer, asks.c.answered_by, asks.c.answered, asks.c.until)
        .where(same(asks, workspace=strand.standing.workspace, run=strand.standing.id, lane=strand.path))
        .where(same(asks, path=want.path, kind=kind))
        .order_by(asks.c.created.desc(), asks.c.id)
        .limit(1)
    )
    if strand.held.resting == kind:
        query = query.where(asks.c.id == _id(strand, want, kind, strand.held.entries))
    async with strand.hands.storage.reading(strand.standing.workspace) as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None or row.answer is None or (row.until is not None and (row.answered or 0) > row.until):
        return None
    return {"by": row.answered_by, **value_from(row.answer)}


def outcome_of(strand: Strand, said: dict[str, Any]) -> Outcome | None:
    """What a person's answer means for the lane; None where it means: make the call."""
    now, words = strand.now(), str(said.get("words") or "")
    match said["answer"]:
        case "yes" | "send" | "sent":
            return None
        case "no":
            return Outcome("rejected", now, sentence=words or "not approved", error="rejected")
        case "skip":
            return Outcome("skip", now, sentence=words or "skipped by a person")
        case "taken":
            return Outcome("taken", now, sentence=words or "taken over")
        case "arrived":
            return Outcome("done", now, value=said.get("value"))
        case _:
            return Outcome("done", now, value=said.get("value"))
