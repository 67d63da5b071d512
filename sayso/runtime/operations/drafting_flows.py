"""A request in English becomes a proposal: by the model where there is one, by Sayso's rules where there is none.

Nothing is saved and nothing runs. A model's answer costs a credit of the workspace's month; when the model is out, the
rules answer at once, for free, and the label says why.
"""

import asyncio
from datetime import datetime
from typing import Final, Literal

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.compiler import compile
from sayso.copilot.drafting import draft
from sayso.copilot.model.assuming import may_now
from sayso.copilot.model.task import Task
from sayso.copilot.proposal import OFFLINE, Proposal, Turn
from sayso.copilot.resaying import resay, worded
from sayso.dsl import calendar
from sayso.dsl.blocks import Address
from sayso.runtime.models.models import Made, Progress, Told
from sayso.runtime.models.out import Out
from sayso.runtime.operations.credits import give_back, take
from sayso.runtime.operations.door import Door, Refused, flow_row, note
from sayso.runtime.operations.publishing import LARGEST_TEXT, catalog_with_flows

__all__ = ["Drafted", "Engine", "Progress", "draft_flow"]

Engine = Literal["auto", "offline", "model"]
PRICE: Final = 1
"""Credits of a model's answer, repairs included."""
LONGEST_REQUEST: Final = 20_000


class Drafted(msgspec.Struct, frozen=True):
    """A proposal and how it came about. `may_now`: sentences of what the flow may do that the current one may not;
    `read` and `written` count the tokens of a model, `why_not` says why it was not the model."""

    proposal: Proposal
    by: Literal["offline", "model"]
    credits: int = 0
    read: int = 0
    written: int = 0
    why_not: str = ""
    may_now: tuple[str, ...] = ()


def _nobody(progress: Progress) -> None:
    """Nobody wants to know."""


async def draft_flow(
    door: Door, workspace: str, who: str, request: str, conversation: tuple[Turn, ...] = (), flow: str = "",
    text: str | None = None, engine: Engine = "auto", told: Told = _nobody, step: Address | None = None,
) -> Drafted:  # fmt: skip
    """Draft a request. It may speak of a flow, by its id, or of a text; of one step of it, which is then to say these
    words. `told` hears how far it is."""
    task = await _task(door, workspace, request, conversation, flow, text)
    task = msgspec.structs.replace(task, step=step)
    if engine == "offline" or (engine == "auto" and door.models.settings is None):
        found = await _by_rules(task, told, "")
    else:
        found = await _by_model(door, workspace, worded(task), told)
    found = msgspec.structs.replace(found, may_now=await asyncio.to_thread(_may_now, found.proposal, task))
    async with door.storage.writing(workspace) as connection:
        await _noted(connection, door, workspace, who, flow, found)
    return found


async def _task(
    door: Door, workspace: str, request: str, conversation: tuple[Turn, ...], flow: str, text: str | None
) -> Task:
    """The request with all that the workspace knows; refused where it, or the text, is too long."""
    premises = door.premises(workspace)
    if len(request) > LONGEST_REQUEST:
        raise Refused(
            "too-large", f"A request may have {LONGEST_REQUEST:,} characters, and this one has {len(request):,}."
        )
    if text is not None and len(text) > LARGEST_TEXT:
        raise Refused("too-large", f"A flow may have {LARGEST_TEXT:,} characters, and this one has {len(text):,}.")
    async with door.storage.reading(workspace) as connection:
        row = await flow_row(connection, workspace, flow) if flow else None
        catalog = await catalog_with_flows(connection, door, workspace)
    current = text if text is not None else (row.draft or "") if row is not None else ""
    today = calendar.local(door.now(), premises.zone).date()
    said = tuple(Turn(turn.who, _sound(turn.text)) for turn in conversation)
    return Task(_sound(request), catalog, today, said, _sound(current))


def _sound(text: str) -> str:
    """Without halves of letters, which no text for others may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


async def _by_rules(task: Task, told: Told, why_not: str) -> Drafted:
    """By Sayso's rules, in a thread; the label says why it was not the model."""
    told(Progress("rules"))
    proposal = await asyncio.to_thread(_ruled, task)
    if why_not:
        proposal = msgspec.structs.replace(proposal, engine=f"{OFFLINE} ({why_not})")
    return Drafted(proposal, "offline", why_not=why_not)


def _ruled(task: Task) -> Proposal:
    if task.step is not None:
        return resay(task.request, task.catalog, task.current_flow, task.step, today=task.today)
    return draft(task.request, task.catalog, task.conversation, task.current_flow, today=task.today)


async def _by_model(door: Door, workspace: str, task: Task, told: Told) -> Drafted:
    models = door.models
    if models.settings is None:
        return await _by_rules(task, told, "no model is set up")
    known = models.kept(models.key(workspace, task))
    if known is not None:
        proposal = msgspec.structs.replace(known.proposal, engine=f"By {models.name}: free, it answered this before")
        return Drafted(proposal, "model")
    at = door.now()
    try:
        await _pay(door, workspace, at)
        made = await _asked(door, workspace, task, told, at)
    except Out as out:
        return await _by_rules(task, told, f"{models.name} {out.why}")
    return Drafted(made.proposal, "model", PRICE, made.read, made.written)


async def _asked(door: Door, workspace: str, task: Task, told: Told, at: datetime) -> Made:
    """The model's answer. One that does not come costs nothing; one that nobody waited for does."""
    label = f"By {door.models.name}: {PRICE} credit"
    try:
        return await door.models.ask(workspace, task, label, told)
    except Out:
        await give_back(door, workspace, PRICE, at)
        raise


async def _pay(door: Door, workspace: str, at: datetime) -> None:
    """Take the price from the month's credits before anything is asked; raises `Out` where none are left."""
    if not await take(door, workspace, PRICE, at):
        limit = door.premises(workspace).plan.per_month
        raise Out(f"was not asked: this month's {limit:,} credits are used up")


def _may_now(proposal: Proposal, task: Task) -> tuple[str, ...]:
    if not proposal.text:
        return ()
    old = compile(task.current_flow, task.catalog) if task.current_flow.strip() else None
    return may_now(old, compile(proposal.text, task.catalog), task.catalog)


async def _noted(connection: AsyncConnection, door: Door, workspace: str, who: str, flow: str, found: Drafted) -> None:
    """Keep who asked, who answered, and what it cost. The request is not kept: people may be named in it."""
    detail = found.proposal.engine
    if found.read or found.written:
        detail += f"; {found.read:,} tokens read, {found.written:,} written"
    await note(connection, workspace, door.now(), who, "asked the copilot", flow, detail)
