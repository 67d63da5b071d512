"""Routes of backtests: a version, a text or the draft over what really began the flow."""

from typing import Annotated

import msgspec
from msgspec import Meta

from sayso.api.programs.route import Asked, Route
from sayso.runtime.operations import backtesting
from sayso.runtime.operations.backtesting import Backtest, LastBacktest


class Tried(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is tried: a version by its number, or a text; neither stands for the draft. Over how many days."""

    version: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    text: str | None = None
    days: Annotated[int, Meta(ge=1, le=backtesting.MOST_DAYS)] = 30


class Place(msgspec.Struct, frozen=True):
    """`cursor` is `next` of the page before."""

    cursor: Annotated[str, Meta(max_length=20)] = ""


class Stopped(msgspec.Struct, frozen=True):
    """Whether there was one to stop."""

    stopped: bool


async def run(asked: Asked) -> Backtest:
    """Run one."""
    body: Tried = asked.body
    return await backtesting.backtest(
        asked.door, asked.workspace, asked.ids["flow"], body.version, body.text, body.days
    )  # fmt: skip


async def page(asked: Asked) -> LastBacktest:
    """Turn its pages."""
    return await backtesting.last_backtest(asked.door, asked.workspace, asked.ids["flow"], asked.query.cursor)


async def stop(asked: Asked) -> Stopped:
    """Stop the one that runs."""
    return Stopped(await backtesting.stop_backtest(asked.door, asked.workspace, asked.ids["flow"]))


ROUTES: tuple[Route, ...] = (
    Route("POST", "/flows/{flow}/backtest", run, "Play a version, a text or the draft over what really began the flow "
          "in the last days: the difference in words, and the first page of triggers. Nothing is sent or changed.",
          Backtest, Tried, example={"days": 30}),
    Route("GET", "/flows/{flow}/backtest", page, "A page of the last backtest of this flow, if one is kept, "
          "and whether one runs now.", LastBacktest, query=Place),
    Route("DELETE", "/flows/{flow}/backtest", stop, "Stop the backtest that runs in this workspace.", Stopped),
)  # fmt: skip
