"""Routes about runs: the list, one run with everybody in it, its log and journal, and what may be ordered for it."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sayso.api.programs.flows import Because, RunId
from sayso.api.programs.route import Asked, Nothing, Route
from sayso.runtime.operations import retrying
from sayso.runtime.operations import runs as orders
from sayso.runtime.operations.history import LogPage, log_page
from sayso.runtime.operations.journals import Proof, journal_lines, prove
from sayso.runtime.operations.looking import STATES, Filter, RunPage, RunView, list_runs, one_run

Words = Annotated[str, Meta(max_length=500)]
Lane = Annotated[str, Meta(max_length=2_000)]


class Which(msgspec.Struct, frozen=True):
    """Which runs: by state, flow, time of their making, a name or address in them; `cursor` is `next` of the page
    before."""

    state: Annotated[str, Meta(extra_json_schema={"enum": ["", *STATES]})] = ""
    flow: str = ""
    since: Annotated[datetime, Meta(tz=True)] | None = None
    until: Annotated[datetime, Meta(tz=True)] | None = None
    text: Annotated[str, Meta(max_length=200)] = ""
    cursor: Annotated[str, Meta(max_length=200, pattern=r"^([0-9]{1,18}\..+)?$")] = ""


class Search(msgspec.Struct, frozen=True):
    """Only lines in which `text` stands; `cursor` is `next` of the page before."""

    text: Annotated[str, Meta(max_length=200)] = ""
    cursor: Annotated[str, Meta(max_length=8, pattern="^[0-9]*$")] = ""


class Journal(msgspec.Struct, frozen=True):
    """What was recorded, line by line: enough to run it again."""

    lines: list[Any]


class Retry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person or record by its `lane`, or everybody that failed."""

    lane: Lane | None = None


class Tried(msgspec.Struct, frozen=True):
    """How many go on."""

    going: int


class Again(msgspec.Struct, frozen=True):
    """What happened, and would happen again."""

    again: list[str]


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`seen`: whoever asks has seen what will happen."""

    seen: bool = False


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For whom: the `path` of a person or record on its way; and why."""

    lane: Lane
    words: Words = ""


class Done(msgspec.Struct, frozen=True):
    """It is done."""

    done: bool = True


def filter_of(asked: Asked) -> Filter:
    """Which runs a query means."""
    query: Which = asked.query
    flow = asked.ids.get("flow", query.flow)
    return Filter(query.state, flow, query.since, query.until, query.text)


async def list_(asked: Asked) -> RunPage:
    """The runs."""
    return await list_runs(asked.door, asked.workspace, filter_of(asked), asked.query.cursor)


async def list_of_flow(asked: Asked) -> RunPage:
    """The runs of a flow."""
    await must_be_here(asked)
    return await list_(asked)


async def must_be_here(asked: Asked) -> None:
    """The flow of the address is in this workspace, or `NotHere`."""
    from sayso.runtime.operations.texts import draft_of

    await draft_of(asked.door, asked.workspace, asked.ids["flow"])


async def one(asked: Asked) -> RunView:
    """One run."""
    return await one_run(asked.door, asked.workspace, asked.ids["run"])


async def log(asked: Asked) -> LogPage:
    """Its log."""
    query: Search = asked.query
    return await log_page(asked.door, asked.workspace, asked.ids["run"], query.text, query.cursor)


async def journal(asked: Asked) -> Journal:
    """Its journal."""
    lines = await journal_lines(asked.door, asked.workspace, asked.ids["run"])
    return Journal([msgspec.Raw(line) for line in lines])


async def proof(asked: Asked) -> Proof:
    """Whether a replay agrees."""
    return await prove(asked.door, asked.workspace, asked.ids["run"])


async def cancel(asked: Asked) -> Done:
    """Cancel it."""
    await orders.cancel(asked.door, asked.workspace, asked.ids["run"], asked.who, asked.body.reason)
    return Done()


async def retry(asked: Asked) -> Tried:
    """Try again what failed."""
    lane = asked.body.lane
    return Tried(await retrying.retry(asked.door, asked.workspace, asked.ids["run"], asked.who, lane))


async def again(asked: Asked) -> Again:
    """What would happen again."""
    return Again(await retrying.what_happens_again(asked.door, asked.workspace, asked.ids["run"]))


async def start_over(asked: Asked) -> RunId:
    """Start it over."""
    seen = asked.body.seen
    return RunId(await retrying.start_over(asked.door, asked.workspace, asked.ids["run"], asked.who, seen))


async def skip(asked: Asked) -> Done:
    """Skip somebody."""
    body: Order = asked.body
    await orders.skip_item(asked.door, asked.workspace, asked.ids["run"], body.lane, asked.who, body.words)
    return Done()


async def go_on(asked: Asked) -> Done:
    """End a wait."""
    await orders.continue_now(asked.door, asked.workspace, asked.ids["run"], asked.body.lane, asked.who)
    return Done()


async def take_over(asked: Asked) -> Done:
    """Go on by hand."""
    body: Order = asked.body
    await orders.take_over(asked.door, asked.workspace, asked.ids["run"], body.lane, asked.who, body.words)
    return Done()


ROUTES: tuple[Route, ...] = (
    Route("GET", "/runs", list_, "The runs, the newest first, 50 a page.", RunPage, query=Which),
    Route("GET", "/flows/{flow}/runs", list_of_flow, "The runs of a flow, the newest first, 50 a page.", RunPage,
          query=Which),
    Route("GET", "/runs/{run}", one, "One run with everybody in it.", RunView),
    Route("GET", "/runs/{run}/log", log, "What happened in it, in words, 50 lines a page; with `text` only lines in "
          "which that stands.", LogPage, query=Search),
    Route("GET", "/runs/{run}/journal", journal, "What was recorded, line by line.", Journal),
    Route("GET", "/runs/{run}/proof", proof, "Whether running it again from its journal gives the same, step for step.",
          Proof),
    Route("POST", "/runs/{run}/cancel", cancel, "End it: nothing more goes out; what was done stays done.", Done,
          Because, example={"reason": "Sent by mistake"}),
    Route("POST", "/runs/{run}/retry", retry, "Try again what failed, from the failing step on.", Tried, Retry,
          example={"lane": None}),
    Route("GET", "/runs/{run}/again", again, "What would happen again if it were started over.", Again),
    Route("POST", "/runs/{run}/start-over", start_over, "A new run with the same data, once what happens again was "
          "seen.", RunId, Seen, status=202, example={"seen": True}),
    Route("POST", "/runs/{run}/skip", skip, "Nothing more happens for this person or record.", Done, Order,
          example={"lane": "s2/each[contact:c1]", "words": "Left the company"}),
    Route("POST", "/runs/{run}/continue", go_on, "End a wait now, as if its time were out.", Done, Order,
          example={"lane": "s2/each[contact:c1]"}),
    Route("POST", "/runs/{run}/take-over", take_over, "A person goes on by hand.", Done, Order,
          example={"lane": "s2/each[contact:c1]", "words": "I call her"}),
)  # fmt: skip

__all__ = ["ROUTES", "Nothing", "Which", "filter_of", "must_be_here"]
