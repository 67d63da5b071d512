"""What people and the world outside did about somebody: answers to asks, orders, replies, events that began no run."""

from textwrap import shorten
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Effect
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.orders import ORDERS, SHOWN, Order, answer_of, name_of, order_of
from sayso.runtime.operations.person_lanes import Part
from sayso.runtime.operations.persons import Subject
from sayso.runtime.operations.timeline_shapes import Line, State, of_run
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import micros, moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, audit

OPEN: Final[dict[str, tuple[str, State]]] = {
    "held": ("held back by the contact guard", "held"), "uncertain": ("may have been sent", "may have been sent"),
    "question": ("asked", "waiting"), "hand-off": ("handed over", "waiting"), "by hand": ("to be done", "waiting"),
}  # fmt: skip
"""What is put before a person beside approvals, which the log tells by itself."""
BY_WHOM: Final = {"question": "of", "hand-off": "to", "by hand": "by"}


async def asked(connection: AsyncConnection, part: Part, catalog: Catalog, words: Words) -> list[Line]:
    """What was put before people about somebody in a run, and what they said to it."""
    query = select(asks).where(same(asks, workspace=part.row.workspace, run=part.row.id))
    told = []
    for row in await connection.execute(query.order_by(asks.c.created, asks.c.id)):
        want = msgspec.convert(value_from(row.want), Effect)
        if row.lane in part.own or part.subject.stands_in(want.arguments):
            told += _put(part, row, want, catalog, words)
            told += _answered(part, row, want, catalog, words)
    return told


def _put(part: Part, row: Any, want: Effect, catalog: Catalog, words: Words) -> list[Line]:
    if row.kind not in OPEN:
        return []
    lead, state = OPEN[row.kind]
    sentence = str((value_from(row.shown) or {}).get("sentence") or words.sentence(want))
    to = f" {BY_WHOM[row.kind]} {name_of(catalog, row.person)}" if row.kind in BY_WHOM else ""
    about = f" ({words.sentence(want)})" if row.kind in ("held", "uncertain") else ""
    return [of_run(
        part.row, moment(row.created), row.kind, f"{lead}{to}: {sentence}{about}",
        state if row.state == "open" else "done", step=want.step, who=row.title, detail=_detail(want, words),
    )]  # fmt: skip


def _detail(want: Effect, words: Words) -> dict[str, str]:
    return {name: words.show(value) for name, value in want.arguments.items()}


def _answered(part: Part, row: Any, want: Effect, catalog: Catalog, words: Words) -> list[Line]:
    order = answer_of(row, want, catalog, words)
    return [_line(part, order, order.who)] if order is not None else []


def _line(part: Part, order: Order, who: str) -> Line:
    return of_run(
        part.row, order.at, "ordered", order.text, order.stands, step=order.step, who=who, by=order.by,
        detail=order.edited,
    )  # fmt: skip


async def ordered(connection: AsyncConnection, part: Part, catalog: Catalog) -> list[Line]:
    """What people ordered for a run, or for somebody in it."""
    about = [part.row.id, *(f"{part.row.id}/{lane}" for lane in part.own)]
    query = select(audit).where(
        audit.c.workspace == part.row.workspace, audit.c.id >= str(micros(moment(part.row.created))),
        audit.c.about.in_(about), audit.c.what.in_(ORDERS),
    )  # fmt: skip
    rows = await connection.execute(query.order_by(audit.c.at, audit.c.id))
    return [_line(part, order, part.who(order.lane)) for order in (order_of(row, catalog) for row in rows)]


def outside(found: list[tuple[Any, Any]], subject: Subject, words: Words, flow: str = "") -> list[Line]:
    """What happened outside about somebody: replies, and events of which a flow made no run, with the reason."""
    told, replied = [], set[str]()
    for event, answer in found:
        data = value_from(event.data) or {}
        if not subject.stands_in(data):
            continue
        if event.name == "email.replied" and event.id not in replied and not flow:
            replied.add(event.id)
            letter = data.get("email")
            snippet = str(letter.get("snippet") or "") if isinstance(letter, dict) else ""
            text = f"{subject.name} answered: “{shorten(snippet, SHOWN, placeholder=' …')}”"
            told.append(_event_line(event, None, "heard", text, "done", subject))
        if answer is not None and not answer.run and flow in ("", answer.flow):
            text = f"{words.event(event.name)}: no run began, {answer.reason or 'for no recorded reason'}"
            told.append(_event_line(event, answer, "left", text, "skipped", subject))
    return told


def unrun(row: Any, flow: Any) -> Line:
    """An instant of a flow's schedule that began no run, for whomever."""
    text = f"“{flow.name}” was due, and no run began: {row.reason or 'for no recorded reason'}"
    deleted = flow.deleted is not None
    return Line(moment(row.at), flow.id, flow.name, deleted, None, "", "", "", "left", text, "skipped")


def _event_line(event: Any, answer: Any, kind: str, text: str, state: State, subject: Subject) -> Line:
    flow = answer.flow if answer is not None else ""
    name = (answer.flow_name or "") if answer is not None else ""
    deleted = answer is not None and answer.flow_deleted is not None
    return Line(moment(event.at), flow, name, deleted, None, "", "", subject.name, kind, text, state)
