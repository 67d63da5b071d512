"""What people do to a draft, step by step: every step is kept, and can be undone and done again.

A history belongs to one person and one draft. What somebody else changed meanwhile stays: a step is undone where its
words still stand, and refused where they don't.
"""

from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.operations.door import Door, Refused, flow_row
from sayso.runtime.operations.publishing import LARGEST_TEXT
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import edits, flows

MOST_STEPS = 200
"""So many steps of one person can be undone."""
PAUSE = timedelta(seconds=1)
"""After such a pause typing begins a new step."""
TYPED = "typing"


class Draft(msgspec.Struct, frozen=True):
    """A draft as it stands, and what this person can undo and do again, in words ("" for nothing).

    `at`: where the last change ended, for the page to scroll to.
    """

    text: str
    undo: str = ""
    redo: str = ""
    did: str = ""
    at: int = 0


class Splice(msgspec.Struct, frozen=True):
    """`old` was replaced by `new` at `start`."""

    start: int
    old: str
    new: str


def splice(before: str, after: str) -> Splice:
    """The one stretch in which two texts differ."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    return Splice(start, before[start : len(before) - end], after[start : len(after) - end])


async def open_draft(door: Door, workspace: str, flow: str, who: str) -> Draft:
    """The draft, with what this person can undo in it."""
    door.premises(workspace)
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow)
        return await _told(connection, workspace, flow, who, row.draft or "")


async def edit_draft(
    door: Door, workspace: str, flow: str, who: str, before: str, after: str, what: str = TYPED
) -> Draft:
    """Turn `before`, as this person saw it, into `after`; what others changed elsewhere meanwhile stays.

    Typing goes on with the last step until there is a pause or a new line. Refused where somebody changed the same
    words.
    """
    if len(after) > LARGEST_TEXT:
        raise Refused("too-large", f"A flow may have {LARGEST_TEXT:,} characters, and this one has {len(after):,}.")
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await _open(connection, workspace, flow)
        made = _based(splice(before, after), before, row.draft or "")
        text = _with(row.draft or "", made)
        if text != row.draft:
            await _save(connection, door, workspace, flow, text)
            await _keep(connection, door, workspace, flow, who, made, what)
        return await _told(connection, workspace, flow, who, text, what, made.start + len(made.new))


async def undo(door: Door, workspace: str, flow: str, who: str) -> Draft:
    """Take back this person's last step."""
    return await _turn(door, workspace, flow, who, undone=False)


async def redo(door: Door, workspace: str, flow: str, who: str) -> Draft:
    """Do again what this person took back last."""
    return await _turn(door, workspace, flow, who, undone=True)


async def _turn(door: Door, workspace: str, flow: str, who: str, undone: bool) -> Draft:
    """Undo the last step that is done, or do again the first that is undone."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await _open(connection, workspace, flow)
        step = await _next(connection, workspace, flow, who, undone)
        if step is None:
            raise Refused("nothing", "There is nothing more to do again." if undone else "There is nothing to undo.")
        there, back = (step.old, step.new) if undone else (step.new, step.old)
        place = _found(row.draft or "", there, step.start)
        text = _with(row.draft or "", Splice(place, there, back))
        await _save(connection, door, workspace, flow, text)
        mine = same(edits, workspace=workspace, flow=flow, person=who, number=step.number)
        await connection.execute(update(edits).where(mine).values(undone=not undone, start=place))
        return await _told(connection, workspace, flow, who, text, step.what, place + len(back))


def _with(text: str, made: Splice) -> str:
    return text[: made.start] + made.new + text[made.start + len(made.old) :]


def _based(made: Splice, before: str, now: str) -> Splice:
    """The same change in the text as it is now; refused where somebody else changed the same words."""
    if before == now:
        return made
    other, end = splice(before, now), made.start + len(made.old)
    if end <= other.start:
        return made
    if made.start >= other.start + len(other.old):
        return msgspec.structs.replace(made, start=made.start + len(other.new) - len(other.old))
    raise Refused("changed-meanwhile", "Somebody changed the same words meanwhile. Look at them, and do it again.")


def _found(text: str, words: str, start: int) -> int:
    """Where a step's words stand now: where they were, else the nearest place that has them all."""
    if text.startswith(words, start):
        return start
    places = [text.find(words, start), text.rfind(words, 0, start)] if words.strip() else []
    known = [place for place in places if place >= 0]
    if not known:
        raise Refused(
            "changed-meanwhile", "What this step did was changed by somebody else, so it can't be taken back."
        )
    return min(known, key=lambda place: abs(place - start))


async def _open(connection: AsyncConnection, workspace: str, flow: str) -> Any:
    row = await flow_row(connection, workspace, flow, lock=True)
    if row.deleted is not None:
        raise Refused("deleted", "This flow is in the bin. Take it out first.")
    return row


async def _save(connection: AsyncConnection, door: Door, workspace: str, flow: str, text: str) -> None:
    values = {"draft": text, "updated": micros(door.now())}
    await connection.execute(update(flows).where(same(flows, workspace=workspace, id=flow)).values(**values))


async def _keep(
    connection: AsyncConnection, door: Door, workspace: str, flow: str, who: str, made: Splice, what: str
) -> None:
    """Keep the step; what was undone before can't be done again any more, and the oldest steps are forgotten."""
    mine, now = same(edits, workspace=workspace, flow=flow, person=who), micros(door.now())
    await connection.execute(delete(edits).where(mine, edits.c.undone.is_(True)))
    last = await _next(connection, workspace, flow, who, undone=False)
    joined = _joined(last, made, what, now) if last is not None else None
    if last is not None and joined is not None:
        this = same(edits, workspace=workspace, flow=flow, person=who, number=last.number)
        values = {"start": joined.start, "old": joined.old, "new": joined.new, "at": now}
        await connection.execute(update(edits).where(this).values(**values))
        return
    number = (last.number if last is not None else 0) + 1
    row = {"workspace": workspace, "flow": flow, "person": who, "number": number, "start": made.start, "old": made.old,
           "new": made.new, "what": what[:200], "undone": False, "at": now}  # fmt: skip
    await connection.execute(edits.insert(), [row])
    await connection.execute(delete(edits).where(mine, edits.c.number <= number - MOST_STEPS))


def _joined(last: Any, made: Splice, what: str, now: int) -> Splice | None:
    """The last step and this one as one, where both are typing at one place without a pause or a new line."""
    fast = now - last.at < PAUSE // timedelta(microseconds=1)
    if not (what == last.what == TYPED and fast) or "\n" in made.new + made.old + last.new + last.old:
        return None
    if not made.old and made.start == last.start + len(last.new):
        return Splice(last.start, last.old, last.new + made.new)
    if not made.new and not last.new and made.start + len(made.old) == last.start:
        return Splice(made.start, made.old + last.old, "")
    if not made.new and made.start >= last.start and made.start + len(made.old) == last.start + len(last.new):
        return Splice(last.start, last.old, last.new[: made.start - last.start])
    return None


async def _next(connection: AsyncConnection, workspace: str, flow: str, who: str, undone: bool) -> Any:
    """The step that would be undone, or done again, next."""
    mine = same(edits, workspace=workspace, flow=flow, person=who) & edits.c.undone.is_(undone)
    order = edits.c.number.asc() if undone else edits.c.number.desc()
    return (await connection.execute(select(edits).where(mine).order_by(order).limit(1))).one_or_none()


async def _told(
    connection: AsyncConnection, workspace: str, flow: str, who: str, text: str, did: str = "", at: int = 0
) -> Draft:
    undoable = await _next(connection, workspace, flow, who, undone=False)
    again = await _next(connection, workspace, flow, who, undone=True)
    return Draft(text, undoable.what if undoable else "", again.what if again else "", did, at)
