"""What a person may order for a run, or for one person or record on its way in it."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.engine.keeping import json_of
from sayso.runtime.engine.waking import ring_within
from sayso.runtime.operations.cancelling import cancel_called, cancel_within
from sayso.runtime.operations.door import Door, NotHere, Refused, note, run_row
from sayso.runtime.operations.lanes import lane_row
from sayso.runtime.operations.starting import OPEN
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import lanes

LONGEST_WORDS = 500
"""The most characters of a reason."""
WAITS_FOR_TIME = ("time", "event")


async def cancel(door: Door, workspace: str, run: str, who: str, words: str = "") -> None:
    """End a run: nothing more goes out, what was done stays done. The runs it waits for are cancelled too."""
    door.premises(workspace)
    async with door.storage.writing(workspace) as connection:
        row = await run_row(connection, workspace, run, lock=True)
        _still_open(row)
        await cancel_within(connection, workspace, run, who, words[:LONGEST_WORDS], door.now())
        await note(connection, workspace, door.now(), who, "cancelled", run, words)
    door.ring(run)


async def continue_now(door: Door, workspace: str, run: str, lane: str, who: str) -> None:
    """End a wait for a time or an event now, as if the time were out."""

    def waits(row: Any) -> None:
        if row.resting not in WAITS_FOR_TIME:
            raise Refused("not-waiting", f"{_name(row)} isn't waiting for a time, so there is nothing to shorten.")

    await _order(door, workspace, run, lane, who, "continue", "", waits)


async def skip_item(door: Door, workspace: str, run: str, lane: str, who: str, words: str = "") -> None:
    """Nothing more happens for this person or record in this run."""
    await _order(door, workspace, run, lane, who, "skip", words, _alone)


async def take_over(door: Door, workspace: str, run: str, lane: str, who: str, words: str = "") -> None:
    """A person goes on with this person or record by hand; for the run it counts as done."""
    await _order(door, workspace, run, lane, who, "take over", words, _alone)


async def _order(
    door: Door, workspace: str, run: str, lane: str, who: str, what: str, words: str, check: Any
) -> None:  # fmt: skip
    door.premises(workspace)
    words = words[:LONGEST_WORDS]
    async with door.storage.writing(workspace) as connection:
        row = await run_row(connection, workspace, run, lock=True)
        found = await lane_row(connection, workspace, run, lane)
        if found is None:
            _still_open(row)
            raise NotHere("person or record on its way")
        if row.hold == "cancelling":
            raise Refused("cancelling", "This run is being cancelled already.")
        check(found)
        await _ordered(connection, found, json_of({"what": what, "words": words, "by": who}))
        if what != "continue":
            await cancel_called(connection, workspace, run, lane, who, words, door.now())
        await note(connection, workspace, door.now(), who, what, f"{run}/{lane}", words)
    door.ring(run)


async def _ordered(connection: AsyncConnection, row: Any, order: str) -> None:
    mine = same(lanes, workspace=row.workspace, run=row.run, path=row.path)
    await connection.execute(update(lanes).where(mine).values(order=order))
    await ring_within(connection, row.workspace, row.run, row.path)


def _alone(row: Any) -> None:
    """A lane that waits for its items cannot end before them."""
    if row.resting == "items":
        sentence = f"{_name(row)} waits for others that are on their way. Choose one of these, or cancel the run."
        raise Refused("has-items", sentence)


def _still_open(row: Any) -> None:
    if row.state not in OPEN:
        raise Refused("ended", f"This run has ended already: it is {row.state}.")


def _name(row: Any) -> str:
    return str(row.who) or "The run"
