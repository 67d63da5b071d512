"""What people and outsiders do while flows run, written into the tables as operations and the router write it."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import select, update

from sayso.runtime.engine.keeping import json_of, value_from
from sayso.runtime.engine.waking import ring_all, ring_within
from sayso.runtime.sampling import sample_record
from sayso.runtime.storage import micros
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import asks, events, gathers, lanes, listeners, runs
from tests.durable.playing import Play

Act = Callable[[Play], Awaitable[object]]


async def answer(play: Play, ask: Any, edit: dict[str, Any] | None = None, **said: Any) -> None:
    """A person answers; `edit` changes some of the arguments."""
    if edit is not None:
        said["arguments"] = {**value_from(ask.want)["arguments"], **edit}
    async with play.storage.writing(play.workspace) as connection:
        kept = await connection.execute(
            update(asks)
            .where(same(asks, workspace=play.workspace, id=ask.id, state="open"))
            .values(answer=json_of(said), state="answered", answered_by="sarah", answered=micros(play.house.clock()))
        )
        if kept.rowcount:
            await ring_within(connection, play.workspace, ask.run, ask.lane)


def answers(kind: str, who: str, **said: Any) -> Act:
    """A person answers the open ask of that kind about somebody."""

    async def act(play: Play) -> None:
        (ask,) = [ask for ask in await play.asks() if ask.kind == kind and who in ask.lane]
        await answer(play, ask, **said)

    return act


async def happen(play: Play, name: str, who: str, id: str = "") -> None:
    """An event: stored first, then whoever listens is rung."""
    at = play.house.clock()
    data = {"email": sample_record("email", play.house.catalog, at, {"from": f"{who}@acme.example"})}
    row = {
        "workspace": play.workspace, "id": id or f"event-{who}-{micros(at)}", "name": name, "source": "test",
        "at": micros(at), "stored": micros(at), "data": json_of(data),
    }  # fmt: skip
    async with play.storage.writing(play.workspace) as connection:
        await connection.execute(play.storage.insert(events).on_conflict_do_nothing(), [row])
    await route(play, name)


async def route(play: Play, name: str) -> None:
    """Ring whoever listens for an event of that name."""
    async with play.storage.writing(play.workspace) as connection:
        query = select(listeners.c.run, listeners.c.lane).where(same(listeners, workspace=play.workspace, event=name))
        for row in sorted({tuple(row) for row in await connection.execute(query)}):
            await ring_within(connection, play.workspace, *row)


def happens(name: str, who: str) -> Act:
    """An event from somebody."""
    return lambda play: happen(play, name, who)


async def hold(play: Play, run: str, why: str) -> None:
    """Pause a run, stop it, or let it go on (``)."""
    async with play.storage.writing(play.workspace) as connection:
        mine = same(runs, workspace=play.workspace, id=run, state="active")
        await connection.execute(update(runs).where(mine).values(hold=why))
        if not why:
            await ring_all(connection, play.workspace, run)


async def order(play: Play, run: str, path: str, what: str) -> None:
    """A person orders something for one lane."""
    async with play.storage.writing(play.workspace) as connection:
        said = json_of({"what": what, "words": "", "by": "sarah"})
        await connection.execute(
            update(lanes).where(same(lanes, workspace=play.workspace, run=run, path=path)).values(order=said)
        )
        await ring_within(connection, play.workspace, run, path)


async def cancel(play: Play, run: str) -> None:
    """Cancel a run."""
    async with play.storage.writing(play.workspace) as connection:
        mine = same(runs, workspace=play.workspace, id=run, state="active")
        if not (await connection.execute(update(runs).where(mine).values(hold="cancelling"))).rowcount:
            return
        said = json_of({"what": "cancel", "words": "", "by": "sarah"})
        here = {"workspace": play.workspace, "run": run}
        await connection.execute(update(gathers).where(same(gathers, **here)).values(halted=True))
        await connection.execute(update(lanes).where(same(lanes, **here)).values(order=said))
        await ring_all(connection, play.workspace, run)


async def settle_uncertain(play: Play) -> int:
    """A person who looked into the service says what became of every call whose fate is unknown."""
    found = [ask for ask in await play.asks() if ask.kind == "uncertain"]
    for ask in found:
        arrived = f"{ask.run}/{ask.path}#0" in play.house.ledger.effects
        await answer(play, ask, answer="arrived" if arrived else "send")
    return len(found)
