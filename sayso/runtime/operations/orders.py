"""What people said to a run: their answers to what it asked, and their orders for it or somebody in it; in words."""

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Effect
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.operations.words import Words
from sayso.runtime.storage import moment
from sayso.runtime.storage.tables import asks, audit

SHOWN = 160
"""So many characters of a text stand in a sentence; `edited` has all."""
AT_ONCE = 100
"""Of so many runs the answers and orders are read in one query."""
SAID: Final = {
    ("approval", "yes"): "approved it", ("approval", "no"): "did not approve it", ("held", "send"): "sent it anyway",
    ("uncertain", "arrived"): "says that it arrived", ("uncertain", "send"): "has it sent again",
    ("hand-off", "go on"): "lets the flow go on", ("question", "value"): "answered",
    ("by hand", "sent"): "did it",
}  # fmt: skip
EITHER: Final = {"skip": "skipped it", "taken": "took it over"}
ORDERS: Final = {
    "continue": "Continue now", "skip": "nothing more happens here", "take over": "goes on by hand",
    "cancelled": "cancelled the run", "retried": "has it tried again", "started over": "started the run over",
}  # fmt: skip
"""Orders for a run or somebody in it, in words."""
Stands = Literal["done", "skipped", "cancelled"]


class Order(msgspec.Struct, frozen=True):
    """What somebody said: when, in which run and lane, at which step, about whom, in words that begin with the name.

    `edited` has the words of a message that they changed, by the field; `stands` is how it stands after it.
    """

    at: datetime
    run: str
    lane: str
    step: str
    who: str
    by: str
    text: str
    stands: Stands
    edited: dict[str, str] = {}


def name_of(catalog: Catalog, id: str) -> str:
    """What a person of the workspace is called."""
    return next((one.name for one in catalog.people if one.id == id), id)


def answer_of(row: Any, want: Effect, catalog: Catalog, words: Words) -> Order | None:
    """The answer to an ask, if there is one; `row` is the ask."""
    if row.answered is None or row.answer is None:
        return None
    said, by = value_from(row.answer), name_of(catalog, row.answered_by)
    told = SAID.get((row.kind, said["answer"])) or EITHER.get(said["answer"], str(said["answer"]))
    edited = {
        name: str(value) for name, value in (said.get("arguments") or {}).items() if value != want.arguments.get(name)
    }
    given = words.show(said.get("value")) if row.kind == "question" else ""
    reason = f": {said['words']}" if said.get("words") else ""
    text = f"{by} {told}{' with other words' if edited else ''}{f': {given}' if given else ''}{reason}"
    text += "".join(f"; {name} is now “{shorten(value, SHOWN, placeholder=' …')}”" for name, value in edited.items())
    stands: Stands = "skipped" if said["answer"] in ("no", "skip") else "done"
    return Order(moment(row.answered), row.run, row.lane, want.step, row.title, by, text, stands, edited)


def order_of(row: Any, catalog: Catalog) -> Order:
    """An order for a run or a lane of it; `row` stands in the list of who did what."""
    by, (run, _, lane) = name_of(catalog, row.who), row.about.partition("/")
    words = f": {row.detail}" if row.detail else ""
    stands: Stands = "cancelled" if row.what == "cancelled" else "skipped" if row.what == "skip" else "done"
    return Order(moment(row.at), run, lane, "", "", by, f"{by}: {ORDERS[row.what]}{words}", stands)


async def orders_in(connection: AsyncConnection, workspace: str, runs: Sequence[str], catalog: Catalog) -> list[Order]:
    """Everything that people said to these runs, in the order of time."""
    words, told = Words(catalog), list[Order]()
    for at in range(0, len(runs), AT_ONCE):
        some = runs[at : at + AT_ONCE]
        answered = select(asks).where(asks.c.workspace == workspace, asks.c.run.in_(some), asks.c.answered.is_not(None))
        for row in await connection.execute(answered):
            order = answer_of(row, msgspec.convert(value_from(row.want), Effect), catalog, words)
            told += [order] if order is not None else []
        about = or_(*(audit.c.about.startswith(f"{run}/", autoescape=True) for run in some), audit.c.about.in_(some))
        ordered = select(audit).where(audit.c.workspace == workspace, audit.c.what.in_(ORDERS), about)
        told += [order_of(row, catalog) for row in await connection.execute(ordered)]
    return sorted(told, key=lambda one: one.at)
