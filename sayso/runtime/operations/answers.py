"""What people say to what waits for them. Of two who answer at once one is heard, and the other is told so."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import UNKNOWN, Type
from sayso.dsl.values import clean
from sayso.interpreter.state import Effect
from sayso.runtime.engine.keeping import json_of, value_from
from sayso.runtime.engine.waking import ring_within
from sayso.runtime.operations.door import Door, NotHere, Refused, note
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks

EDITABLE = ("subject", "text", "message", "note", "title", "body")
"""Arguments that whoever approves may change."""
LONGEST_TEXT = 100_000
"""The most characters of an edited argument."""
LONGEST_WORDS = 500
TRUTHS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
NAMES = {
    "approval": "an approval", "question": "a question", "hand-off": "something handed over",
    "held": "a message held back", "by hand": "a step for you to do", "uncertain": "something that may have been sent",
}  # fmt: skip
HAND_OFF = ("go on", "taken", "skip")
UNCERTAIN = ("arrived", "send", "skip")
HELD = ("send", "skip", "taken")
BY_HAND = ("sent", "skip", "taken")


async def approve(door: Door, workspace: str, ask: str, who: str) -> None:
    """Yes: it goes out as it was shown."""
    await _answer(door, workspace, ask, who, "approval", lambda want: {"answer": "yes"})


async def edit_and_approve(door: Door, workspace: str, ask: str, who: str, edits: dict[str, str]) -> None:
    """Yes, with other words; only texts such as the subject and the message can be changed, never to whom it goes."""

    def said(want: Effect) -> dict[str, Any]:
        return {"answer": "yes", "arguments": edited(want, edits)}

    await _answer(door, workspace, ask, who, "approval", said)


async def reject(door: Door, workspace: str, ask: str, who: str, reason: str = "") -> None:
    """No: it does not go out."""
    said = {"answer": "no", "words": reason[:LONGEST_WORDS]}
    await _answer(door, workspace, ask, who, "approval", lambda want: said)


async def answer(door: Door, workspace: str, ask: str, who: str, value: Any) -> None:
    """Answer a question, with a value of the kind it asks for (or a text that stands for one)."""
    catalog = door.premises(workspace).catalog

    def said(want: Effect) -> dict[str, Any]:
        try:
            return {"answer": "value", "value": _typed(value, want.answer, catalog)}
        except WrongType as problem:
            raise Refused("wrong-answer", f"{problem.sentence[:1].upper()}{problem.sentence[1:]}.") from None

    await _answer(door, workspace, ask, who, "question", said)


async def answer_hand_off(door: Door, workspace: str, ask: str, who: str, decision: str, words: str = "") -> None:
    """Say of something handed over: "go on", "taken" (a person does the rest), or "skip"."""
    await _decide(door, workspace, ask, who, "hand-off", HAND_OFF, decision, words)


async def resolve_uncertain(
    door: Door, workspace: str, ask: str, who: str, decision: str, value: Any = None, words: str = ""
) -> None:
    """Say of something that may have been sent: "arrived" (with what it gave, if that is known), "send" it, "skip"."""
    catalog = door.premises(workspace).catalog

    def given(want: Effect) -> Any:
        declared = catalog.tools.get(want.tool)
        kind = declared.returns if declared is not None else None
        try:
            return None if value is None else _typed(value, kind, catalog)
        except WrongType as problem:
            raise Refused("wrong-answer", f"{problem.sentence[:1].upper()}{problem.sentence[1:]}.") from None

    await _decide(door, workspace, ask, who, "uncertain", UNCERTAIN, decision, words, given)


async def release_held(door: Door, workspace: str, ask: str, who: str, decision: str, words: str = "") -> None:
    """Say of a message that the contact guard held back: "send" it anyway, "skip", or "taken" (a person writes)."""
    await _decide(door, workspace, ask, who, "held", HELD, decision, words)


async def done_by_hand(door: Door, workspace: str, ask: str, who: str, decision: str, words: str = "") -> None:
    """Say of a step that only a person may do, such as a LinkedIn invitation: it is "sent", "skip" it, or "taken"."""
    await _decide(door, workspace, ask, who, "by hand", BY_HAND, decision, words)


async def _decide(
    door: Door, workspace: str, ask: str, who: str, kind: str, known: tuple[str, ...], decision: str, words: str,
    given: Any = None,
) -> None:  # fmt: skip
    def said(want: Effect) -> dict[str, Any]:
        if decision not in known:
            raise Refused("unknown-answer", f"One can say {', '.join(f'“{one}”' for one in known)} to this.")
        value = given(want) if given is not None and decision == "arrived" else None
        return {"answer": decision, "words": words[:LONGEST_WORDS], "value": value}

    await _answer(door, workspace, ask, who, kind, said)


async def _answer(door: Door, workspace: str, ask: str, who: str, kind: str, said: Any) -> None:
    """Keep the answer if the ask is still open, and wake whoever waits for it."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await _open(connection, door, workspace, ask, kind)
        told = said(msgspec.convert(value_from(row.want), Effect))
        now = micros(door.now())
        mine = same(asks, workspace=workspace, id=ask, state="open")
        change = {"state": "answered", "answer": json_of(told), "answered_by": who, "answered": now}
        if (await connection.execute(update(asks).where(mine).values(**change))).rowcount != 1:
            raise Refused("answered", "Somebody answered this in the same moment.")
        await ring_within(connection, workspace, row.run, row.lane)
        detail = f"{told['answer']} {told.get('words') or ''}".strip()
        await note(connection, workspace, door.now(), who, "answered", ask, detail)
    door.ring(row.run)


async def _open(connection: AsyncConnection, door: Door, workspace: str, ask: str, kind: str) -> Any:
    query = select(asks).where(same(asks, workspace=workspace, id=ask)).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotHere("thing that waits for you")
    if row.state == "answered":
        raise Refused("answered", f"{row.answered_by or 'Somebody'} answered this already.", by=row.answered_by)
    if row.state != "open":
        raise Refused("settled", "This was settled meanwhile: nobody needs to answer it any more.")
    if row.until is not None and row.until <= micros(door.now()):
        raise Refused("expired", "The time to answer this is over.")
    if row.kind != kind:
        raise Refused("other-kind", f"This is {NAMES.get(row.kind, row.kind)}, not {NAMES[kind]}.", kind=row.kind)
    return row


def edited(want: Effect, edits: dict[str, str]) -> dict[str, object]:
    """A call's arguments with other words; `Refused` where something else than words would change."""
    arguments = dict(want.arguments)
    for name, text in edits.items():
        if name not in EDITABLE or not isinstance(arguments.get(name), str):
            can = [f"`{one}`" for one in EDITABLE if isinstance(arguments.get(one), str)]
            may = f" What can be: {', '.join(can)}." if can else ""
            raise Refused("not-editable", f"`{name[:40]}` can't be changed here.{may}")
        if not isinstance(text, str) or not text.strip():
            raise Refused("empty", f"`{name}` can't be empty. Reject it if it should not go out.")
        if len(text) > LONGEST_TEXT:
            raise Refused("too-large", f"`{name}` may have {LONGEST_TEXT:,} characters, and this has {len(text):,}.")
        arguments[name] = clean(text)
    return arguments


def _typed(value: Any, kind: Type | None, catalog: Any) -> object:
    if isinstance(value, str) and str(kind) == "boolean" and value.strip().lower() in TRUTHS:
        return TRUTHS[value.strip().lower()]
    return coerce(value, kind or UNKNOWN, catalog.records, "", None, catalog.currency, ZoneInfo(catalog.zone))
