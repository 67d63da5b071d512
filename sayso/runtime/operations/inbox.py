"""What waits for people, and what they were told."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select, update

from sayso.interpreter.state import Effect
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.answers import BY_HAND, EDITABLE, HAND_OFF, HELD, UNCERTAIN
from sayso.runtime.operations.door import Door, NotHere
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, flows, notifications

MOST = 200
"""The most that is shown at once."""
CHOICES = {
    "approval": ("yes", "no"), "question": ("value",), "hand-off": HAND_OFF, "held": HELD, "by hand": BY_HAND,
    "uncertain": UNCERTAIN,
}  # fmt: skip
ADDRESSES = {"linkedin": "linkedinUrl"}
"""Where a connector finds somebody, if not under their email."""
SHOWN_AS_CALLS = ("approval", "by hand")
"""What is told in the words of the call that a person looks at."""


class AskLine(msgspec.Struct, frozen=True):
    """Something that waits for a person: whole, with what may be changed in it (`editable`) and said to it.

    `wanted` says which kind of value answers a question, `tool` what would be called, `address` where it would go.
    """

    id: str
    kind: str
    person: str
    title: str
    text: str
    shown: dict[str, str]
    editable: tuple[str, ...]
    choices: tuple[str, ...]
    wanted: str
    flow: str
    name: str
    run: str
    lane: str
    created: datetime
    until: datetime | None
    tool: str = ""
    address: str = ""


class Told(msgspec.Struct, frozen=True):
    """Something a person was told."""

    id: str
    kind: str
    person: str
    message: str
    flow: str
    run: str
    at: datetime
    seen: bool


class Inbox(msgspec.Struct, frozen=True):
    """What waits, the oldest first, and what was told, the newest first."""

    asks: list[AskLine]
    told: list[Told]


async def inbox(door: Door, workspace: str, person: str = "", unseen: bool = True) -> Inbox:
    """What waits for a person (or for anybody), and what they were told."""
    words = Words(door.premises(workspace).catalog)
    mine = (flows.c.workspace == asks.c.workspace) & (flows.c.id == asks.c.flow)
    query = select(asks, flows.c.name).select_from(asks.outerjoin(flows, mine))
    query = query.where(same(asks, workspace=workspace, state="open"))
    told = select(notifications).where(notifications.c.workspace == workspace)
    if person:
        query, told = query.where(asks.c.person == person), told.where(notifications.c.person == person)
    if unseen:
        told = told.where(notifications.c.seen.is_(False))
    async with door.storage.reading(workspace) as connection:
        waiting = (await connection.execute(query.order_by(asks.c.created, asks.c.id).limit(MOST))).all()
        rows = (await connection.execute(told.order_by(notifications.c.at.desc()).limit(MOST))).all()
    return Inbox(
        [_ask(words, row) for row in waiting],
        [Told(r.id, r.kind, r.person, r.message or "", r.flow, r.run, moment(r.at), r.seen) for r in rows],
    )


def _ask(words: Words, row: Any) -> AskLine:
    want = msgspec.convert(value_from(row.want), Effect)
    editable = (
        [name for name in EDITABLE if isinstance(want.arguments.get(name), str)] if row.kind == "approval" else []
    )
    sentence = (value_from(row.shown) or {}).get("sentence", "")
    text = words.sentence(want) if row.kind in SHOWN_AS_CALLS else sentence
    return AskLine(
        row.id, row.kind, row.person, row.title, text,
        {name: words.show(value) for name, value in want.arguments.items()}, tuple(editable), CHOICES[row.kind],
        str(want.answer) if want.answer else "", row.flow, row.name or "", row.run, row.lane, moment(row.created),
        moment(row.until), want.tool, _address(want),
    )  # fmt: skip


def _address(want: Effect) -> str:
    """Where a message would go: the address of whom it is for, as the call has it."""
    to = want.arguments.get("to")
    found = to.get(ADDRESSES.get(want.tool.partition(".")[0], "email")) if isinstance(to, dict) else to
    return found if isinstance(found, str) else ""


async def mark_seen(door: Door, workspace: str, notification: str, who: str) -> None:
    """Somebody has read what they were told."""
    door.premises(workspace)
    mine = same(notifications, workspace=workspace, id=notification)
    async with door.storage.writing(workspace) as connection:
        if (await connection.execute(update(notifications).where(mine).values(seen=True))).rowcount != 1:
            raise NotHere("message")
