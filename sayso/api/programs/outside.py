"""Routes about what comes in and goes out: webhooks and forms, events, exports, figures, and live changes."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from sayso.api.programs.live import as_events
from sayso.api.programs.route import Asked, Route, Streamed
from sayso.api.programs.runs import Done, Which, filter_of, must_be_here
from sayso.runtime.operations import receiving, telling
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.exports import as_csv, as_json
from sayso.runtime.operations.figures import Figures, figures
from sayso.runtime.operations.history import LogLine, log_page
from sayso.runtime.operations.in_short import RunShort, runs_in_short
from sayso.runtime.operations.looking import Filter, list_runs
from sayso.runtime.operations.receiving import Place

CSV, JSON, LIVE = "text/csv; charset=utf-8", "application/json", "text/event-stream"
LONGEST_LOG = 1_000_000
FIVE_MINUTES = 300


class PlaceList(msgspec.Struct, frozen=True):
    """Where a flow takes things in."""

    places: list[Place]


class NewSecret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`new` makes another secret; the old one stays valid beside it."""

    new: bool = False


class Secret(msgspec.Struct, frozen=True):
    """What the sender signs with."""

    secret: str


class Sender(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who sends, by the name of its way to sign; and the secret that it gave."""

    scheme: Annotated[str, Meta(max_length=80)]
    secret: Annotated[str, Meta(min_length=1, max_length=1_000)] | None = None


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that happened: its name, the records it tells of, an id that counts once, and when."""

    name: Annotated[str, Meta(max_length=200)]
    data: dict[str, Any]
    id: Annotated[str, Meta(min_length=1, max_length=200)]
    at: Annotated[datetime, Meta(tz=True)] | None = None


class Recorded(msgspec.Struct, frozen=True):
    """`again` where the same id came before."""

    again: bool


class Period(msgspec.Struct, frozen=True):
    """Which period."""

    range: Literal["7d", "30d", "90d", "all"] = "30d"


class Format(Which, frozen=True):
    """Which runs, and how they are written; `text` and `state` as in the list."""

    format: Literal["json", "csv"] = "json"


class LogFormat(msgspec.Struct, frozen=True):
    """How the lines are written; only those in which `text` stands."""

    format: Literal["json", "csv"] = "json"
    text: Annotated[str, Meta(max_length=200)] = ""


async def places(asked: Asked) -> PlaceList:
    """Where it takes things in."""
    return PlaceList(await receiving.places(asked.door, asked.workspace, asked.ids["flow"]))


async def secret(asked: Asked) -> Secret:
    """A webhook's secret."""
    flow, name = asked.ids["flow"], asked.ids["webhook"]
    return Secret(
        await receiving.webhook_secret(asked.door, asked.workspace, flow, name, asked.who, asked.body.new)
    )  # fmt: skip


async def sender(asked: Asked) -> Done:
    """Who sends to a webhook."""
    body: Sender = asked.body
    flow, name = asked.ids["flow"], asked.ids["webhook"]
    await receiving.set_sender(asked.door, asked.workspace, flow, name, body.scheme, asked.who, body.secret)
    return Done()


async def event(asked: Asked) -> Recorded:
    """Something happened."""
    body: Event = asked.body
    stored = await telling.record_event(asked.door, asked.workspace, body.name, body.data, body.id, body.at)
    return Recorded(not stored)


async def dashboard(asked: Asked) -> Figures:
    """Figures of the workspace, or of a flow."""
    return await figures(asked.door, asked.workspace, asked.ids.get("flow", ""), asked.query.range)


async def export_runs(asked: Asked) -> Streamed:
    """The runs of a filter, as a file."""
    if "flow" in asked.ids:
        await must_be_here(asked)
    which = filter_of(asked)
    await list_runs(asked.door, asked.workspace, which, size=1)
    return runs_file(asked.door, asked.workspace, which, asked.query.format)


def runs_file(door: Door, workspace: str, which: Filter, format: str) -> Streamed:
    """The runs of a filter as `csv` or `json`, page by page; a filter that is refused is refused in the first one."""
    return _file(runs_in_short(door, workspace, which), RunShort, format, "runs")


async def export_log(asked: Asked) -> Streamed:
    """A run's log, as a file."""
    page = await log_page(asked.door, asked.workspace, asked.ids["run"], asked.query.text, size=LONGEST_LOG)
    return _file(_at_once(page.lines), LogLine, asked.query.format, "log")


async def _at_once(lines: list[Any]) -> AsyncIterator[list[Any]]:
    for begin in range(0, len(lines), 500):
        yield lines[begin : begin + 500]


def _file(pages: AsyncIterator[list[Any]], of: type[msgspec.Struct], format: str, name: str) -> Streamed:
    if format == "csv":
        return Streamed(as_csv(pages, of.__struct_fields__), CSV, f"{name}.csv")
    return Streamed(as_json(pages, name), JSON, f"{name}.json")


async def live(asked: Asked) -> Streamed:
    """What changes, as it changes."""
    return Streamed(as_events(await asked.live.open(asked.workspace, asked.place)), LIVE)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/flows/{flow}/places", places, "The addresses under which it takes things in.", PlaceList),
    Route("POST", "/flows/{flow}/webhooks/{webhook}/secret", secret, "The secret of a webhook; `new` makes another.",
          Secret, NewSecret, example={"new": False}),
    Route("PUT", "/flows/{flow}/webhooks/{webhook}/sender", sender, "Say who sends to a webhook.", Done, Sender,
          example={"scheme": "github", "secret": "a-secret-of-theirs"}),
    Route("POST", "/events", event, "Tell of something that happened; the same id counts once.", Recorded, Event,
          status=202, example={"name": "product.signed_up", "data": {}, "id": "signup-17"}),
    Route("GET", "/events", live, "What changes, as it changes: server-sent events, resumed by `Last-Event-ID`.", None,
          streams=(LIVE,)),
    Route("GET", "/dashboard", dashboard, "Figures of a period, and of the one before it.", Figures, query=Period,
          cached=FIVE_MINUTES),
    Route("GET", "/flows/{flow}/dashboard", dashboard, "Figures of one flow.", Figures, query=Period,
          cached=FIVE_MINUTES),
    Route("GET", "/runs/export", export_runs, "All runs of a filter as JSON or CSV.", None, query=Format,
          streams=(JSON, CSV)),
    Route("GET", "/flows/{flow}/runs/export", export_runs, "All runs of a flow as JSON or CSV.", None, query=Format,
          streams=(JSON, CSV)),
    Route("GET", "/runs/{run}/log/export", export_log, "A run's log as JSON or CSV.", None, query=LogFormat,
          streams=(JSON, CSV)),
)  # fmt: skip

__all__ = ["LIVE", "ROUTES"]
