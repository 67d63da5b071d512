"""Routes of the copilot: a request in English becomes a proposal, at once or told as it grows. Nothing is saved."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from sayso.api.failing import BROKEN, shape
from sayso.api.programs.flows import Edit, Finding, finding_of
from sayso.api.programs.outside import LIVE
from sayso.api.programs.route import Asked, Route, Streamed
from sayso.copilot.proposal import Proposal, Turn
from sayso.dsl.diagnostics import Edit as TextEdit
from sayso.runtime.observing.logs import log
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.drafting_flows import LONGEST_REQUEST, Drafted, Engine, Progress, draft_flow

MOST_TURNS = 50
MOST_TOLD = 1_000
"""So much progress is kept for a listener who is slow; what comes on top is left out."""


class Before(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing said before."""

    who: Literal["user", "copilot"]
    text: Annotated[str, Meta(max_length=LONGEST_REQUEST)]


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What should happen, in English. It may speak of a flow, by its id, and of a `text` of it that was not saved; with
    `step`, an address, it is what this one step is to say instead."""

    request: Annotated[str, Meta(min_length=1, max_length=LONGEST_REQUEST)]
    conversation: Annotated[list[Before], Meta(max_length=MOST_TURNS)] = []
    flow: Annotated[str, Meta(max_length=200)] = ""
    text: str | None = None
    engine: Engine = "auto"
    step: Annotated[list[int | str], Meta(min_length=1, max_length=100)] | None = None


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the request, from character to character, and what it became. `address` is the step's: places in
    blocks, with the names of blocks between them."""

    start: int
    end: int
    became: Literal["step", "rule", "assumption", "question", "not used"]
    address: list[int | str] | None
    number: int | None


class Other(msgspec.Struct, frozen=True):
    """Another value of what was assumed, and what it changes in the proposed text."""

    title: str
    edits: list[Edit]


class Assumed(msgspec.Struct, frozen=True):
    """What nobody said and was assumed, on which step, and what else it could be."""

    text: str
    address: list[int | str] | None
    alternatives: list[Other]


class Question(msgspec.Struct, frozen=True):
    """Something that must be answered; `answers` may be clicked, or something else said."""

    slug: str
    text: str
    answers: list[str]


class Proposed(msgspec.Struct, frozen=True):
    """A proposal. `text` compiles, or is empty; `edits` turn the current flow into it. `label` says who answered, and
    what it cost; `may_now` what the flow may do that the current one may not; `not_read` counts characters at the
    request's end that were not looked at; `answer` is what was asked about Sayso itself, and then there is no flow."""

    label: str
    by: Literal["offline", "model"]
    credits: int
    text: str
    edits: list[Edit]
    heard: list[Piece]
    assumptions: list[Assumed]
    questions: list[Question]
    findings: list[Finding]
    english: str
    at_most: str
    may_now: list[str]
    not_read: int
    answer: str


async def propose(asked: Asked) -> Proposed:
    """Propose a flow."""
    return _proposed(await _draft(asked, lambda progress: None))


async def tell(asked: Asked) -> Streamed:
    """Propose a flow, told as it grows. What is refused is refused before anything is told."""
    telling: asyncio.Queue[Progress] = asyncio.Queue(MOST_TOLD)

    def told(progress: Progress) -> None:
        if not telling.full():
            telling.put_nowait(progress)

    drafting = asyncio.create_task(_draft(asked, told))
    first = asyncio.create_task(telling.get())
    try:
        await asyncio.wait({drafting, first}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        first.cancel()
    if not first.done():
        await drafting
    begun = [first.result()] if first.done() and not first.cancelled() else []
    return Streamed(_events(drafting, telling, begun), LIVE)


async def _draft(asked: Asked, told: Any) -> Drafted:
    body: Request = asked.body
    said = tuple(Turn(one.who, one.text) for one in body.conversation)
    return await draft_flow(
        asked.door, asked.workspace, asked.who, body.request, said, body.flow, body.text, body.engine, told,
        tuple(body.step) if body.step is not None else None,
    )  # fmt: skip


async def _events(
    drafting: asyncio.Task[Drafted], telling: asyncio.Queue[Progress], begun: list[Progress]
) -> AsyncIterator[bytes]:
    """Progress as it comes, then the proposal, or why there is none. Whoever stops listening stops the drafting."""
    try:
        for progress in begun:
            yield _event("progress", msgspec.json.encode(progress))
        while not (drafting.done() and telling.empty()):
            coming = asyncio.ensure_future(telling.get())
            await asyncio.wait({drafting, coming}, return_when=asyncio.FIRST_COMPLETED)
            if coming.done():
                yield _event("progress", msgspec.json.encode(coming.result()))
            else:
                coming.cancel()
        yield _last(drafting)
    finally:
        drafting.cancel()


def _last(drafting: asyncio.Task[Drafted]) -> bytes:
    try:
        return _event("proposal", msgspec.json.encode(_proposed(drafting.result())))
    except Refused as refused:
        return _event("error", shape(refused.code, refused.sentence, ""))
    except Exception as problem:
        log().error("a draft failed", exc_info=problem)
        return _event("error", shape(*BROKEN, ""))


def _event(name: str, body: bytes) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (name.encode(), body)


def _proposed(drafted: Drafted) -> Proposed:
    proposal: Proposal = drafted.proposal
    return Proposed(
        proposal.engine, drafted.by, drafted.credits, proposal.text, _edits(proposal.edits),
        [Piece(one.start, one.end, one.became, _place(one.address), one.number) for one in proposal.heard],
        [Assumed(one.text, _place(one.address), [Other(other.title, _edits(other.edits)) for other in one.alternatives])
         for one in proposal.assumptions],
        [Question(one.slug, one.text, list(one.answers)) for one in proposal.questions],
        [finding_of(one, proposal.text) for one in proposal.diagnostics],
        proposal.readback, proposal.bounds, list(drafted.may_now), proposal.cut, proposal.answer,
    )  # fmt: skip


def _edits(edits: tuple[TextEdit, ...]) -> list[Edit]:
    return [Edit(edit.span.start, edit.span.end, edit.text) for edit in edits]


def _place(address: tuple[int | str, ...] | None) -> list[int | str] | None:
    return None if address is None else list(address)


EXAMPLE = {"request": "When a deal closes, tell me", "engine": "offline"}

ROUTES: tuple[Route, ...] = (
    Route("POST", "/copilot", propose, "A request in English becomes a proposal: a new flow, or a change of one. "
          "Nothing is saved; a model's answer costs a credit.", Proposed, Request, example=EXAMPLE),
    Route("POST", "/copilot/live", tell, "The same, told as it grows: server-sent events `progress`, then `proposal` "
          "or `error`.", None, Request, example=EXAMPLE, streams=(LIVE,)),
)  # fmt: skip
