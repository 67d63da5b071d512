"""A lane that was woken, or whose time has come, or whose worker died: what has come of what it wanted?

Looking is harmless: where nothing has come, the lane rests as before. So it does not matter how often it is rung.
"""

from typing import Any

from sqlalchemy import select

from sayso.interpreter.state import Await, Effect, Outcome, Sleep, Spawn, Want
from sayso.runtime.engine import asking
from sayso.runtime.engine.answering import already, answer
from sayso.runtime.engine.calling import FLOWS, key_of, performed, settled, with_arguments
from sayso.runtime.engine.flows import called_flow_ended
from sayso.runtime.engine.loops import spawned
from sayso.runtime.engine.strand import Strand
from sayso.runtime.engine.taking import lay_down
from sayso.runtime.storage import moment
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import runs

GAVE_UP = "Sayso could not go on here, after several tries. What was done before stands; see the log."
"""Why a lane failed that could not be driven: whether its last call went out is not known."""
BY_PEOPLE = frozenset({"approval", "question", "hand-off", "held", "uncertain", "by hand"})
"""What a lane rests on while a person is asked."""
CUT_SHORT = "cancelled; a call was under way, and whether it arrived is not known"


async def look(strand: Strand) -> Outcome | None:
    """The outcome that a lane moves on with, or None where it rests (again)."""
    want, resting = strand.lane.want, strand.held.resting
    if want is None:
        return Outcome("began", strand.now())
    if strand.answered is not None:
        return await _decided(strand, want, strand.answered)
    if strand.called:
        assert isinstance(want, Effect)
        return await _lost_call(strand, want)
    ordered = _ordered(strand, want)
    outcome = ordered if ordered is not None else await _found(strand, want, resting)
    if outcome is not None:
        _settle(strand, want, resting)
    return outcome


async def _decided(strand: Strand, want: Want, answered: Outcome) -> Outcome | None:
    """An answer that was kept before the worker died; a called flow is waited for."""
    if isinstance(want, Effect) and want.tool == "flow.run" and answered.kind == "done":
        return await called_flow_ended(strand, want)
    return answered


async def _lost_call(strand: Strand, want: Effect) -> Outcome | None:
    """A call had gone out when its worker died: it is asked about, or made again where that does no harm. While the
    run must not act the lane stays as it is."""
    if strand.held.order is not None and strand.held.order["what"] == "cancel":
        strand.forget_order()
        return Outcome("cancelled", strand.now(), sentence=CUT_SHORT)
    if await _on_hold(strand):
        await lay_down(strand.hands.storage, strand.held)
        return None
    granted = await _granted(strand, want)
    now, key = strand.now(), key_of(strand, want)
    return await settled(strand, want, await strand.premises.settle(strand.place, granted, key, now))


async def _on_hold(strand: Strand) -> bool:
    mine = same(runs, workspace=strand.standing.workspace, id=strand.standing.id)
    async with strand.hands.storage.reading(strand.standing.workspace) as connection:
        return bool((await connection.execute(select(runs.c.hold).where(mine))).scalar_one())


async def _granted(strand: Strand, want: Effect) -> Effect:
    said = await asking.answered(strand, want, "approval") if want.approve else None
    return with_arguments(want, said.get("arguments") if said else None)


def _ordered(strand: Strand, want: Want) -> Outcome | None:
    """What a person ordered for this lane: to go on, to skip it, to cancel the run. A loop ends with its items."""
    order: dict[str, Any] | None = strand.held.order
    if order is None or (isinstance(want, Spawn) and order["what"] == "cancel"):
        return None
    strand.forget_order()
    if isinstance(want, Spawn):
        return None
    now, words = strand.now(), str(order.get("words") or "")
    match order["what"]:
        case "cancel":
            return Outcome("cancelled", now, sentence=words or "cancelled")
        case "skip":
            return Outcome("skip", now, sentence=words or "skipped by a person")
        case "take over":
            return Outcome("taken", now, sentence=words or "taken over")
        case "continue" if isinstance(want, Sleep | Await):
            return Outcome("time", now, forced=True)
    return None


async def _found(strand: Strand, want: Want, resting: str) -> Outcome | None:
    if isinstance(want, Spawn):
        if not strand.cancelling:
            return await spawned(strand, want)
        if await loop_is_empty(strand, want):
            return Outcome("cancelled", strand.now(), sentence="cancelled")
        await strand.rest("items")
        return None
    if isinstance(want, Effect) and resting in BY_PEOPLE:
        return await _by_a_person(strand, want, resting)
    if isinstance(want, Effect) and want.tool in FLOWS and resting == "flow":
        return await called_flow_ended(strand, want)
    if isinstance(want, Sleep | Await) and resting in ("time", "event"):
        return await _waited(strand, want)
    if isinstance(want, Effect) and want.approve and await asking.answered(strand, want, "approval"):
        return await performed(strand, await _granted(strand, want))
    return await answer(strand, want)


async def loop_is_empty(strand: Strand, want: Spawn) -> bool:
    """Whether a loop that is to be cancelled has no item under way."""
    from sayso.runtime.engine.loops import open_items

    return await open_items(strand, want) == 0


async def _waited(strand: Strand, want: Sleep | Await) -> Outcome | None:
    heard = await already(strand, want)
    if heard is not None:
        return heard
    if want.until <= strand.now():
        return Outcome("time", strand.now())
    await _as_before(strand)
    return None


async def _by_a_person(strand: Strand, want: Effect, resting: str) -> Outcome | None:
    """What the person has said; or the event that ends the sequence, or that time is out."""
    said = await asking.answered(strand, want, resting)
    if said is not None:
        outcome = asking.outcome_of(strand, said)
        return outcome if outcome is not None else await _agreed(strand, want, resting, said)
    heard = await already(strand, want) if resting != "uncertain" else None
    if heard is not None:
        return heard
    until = moment(strand.held.until)
    if until is not None and until <= strand.now():
        what = "nobody approved it in time" if want.approve else "nobody answered in time"
        return Outcome("expired", strand.now(), sentence=what, error="expired")
    await _as_before(strand)
    return None


async def _agreed(strand: Strand, want: Effect, resting: str, said: dict[str, Any]) -> Outcome | None:
    """A person agreed: the call goes out, with what the person may have edited."""
    _settle(strand, want, resting)
    granted = with_arguments(want, said.get("arguments")) if resting == "approval" else await _granted(strand, want)
    return await performed(strand, granted, seen=True, sent=resting == "by hand")


async def _as_before(strand: Strand) -> None:
    """Nothing has come: rest on."""
    held = strand.held
    until = moment(held.until)
    await strand.rest(held.resting, until, until)


def _settle(strand: Strand, want: Want, resting: str) -> None:
    """What the lane rested on is over: nobody need wake it, and nobody need answer."""
    if want.watch or isinstance(want, Await):
        strand.stop_listening()
    if resting in BY_PEOPLE:
        strand.close_asks("settled")
