"""Plays triggers: events are stored and routed, schedules tick, queued runs begin, on a clock that goes when told."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from sayso.runtime.storage.tables import answers, flows, notifications, runs, ticks
from sayso.runtime.triggers.storing import store_event
from sayso.runtime.triggers.sweeping import sweep
from tests.durable.playing import Play


async def come(play: Play, id: str, name: str, source: str = "record", target: str = "", at: datetime | None = None,
               **data: Any) -> bool:  # fmt: skip
    """An event comes in."""
    now = play.house.clock()
    async with play.storage.writing(play.workspace) as connection:
        return await store_event(
            connection, play.storage, play.workspace, id=id, name=name, data=data, at=at or now, now=now, source=source,
            target=target,
        )  # fmt: skip


async def settle(play: Play) -> None:
    """Everything that is due is done."""
    for _ in range(100):
        found = await sweep(play.door, play.workspace)
        worked = await play.worker.turn()
        if not found and not worked:
            return
    raise AssertionError("the sweeps never end")


async def rows(play: Play, table: Any) -> list[Any]:
    async with play.storage.reading(play.workspace) as connection:
        return list((await connection.execute(select(table))).all())


async def states(play: Play) -> list[str]:
    return [row.state for row in sorted(await rows(play, runs), key=lambda row: (row.created, row.id))]


async def told(play: Play, kind: str) -> list[str]:
    return [row.message for row in await rows(play, notifications) if row.kind == kind]


async def reasons(play: Play) -> list[str]:
    return [row.reason for row in await rows(play, answers) if not row.run]


async def flow(play: Play, id: str) -> Any:
    return next(row for row in await rows(play, flows) if row.id == id)


async def tick_rows(play: Play) -> list[Any]:
    return sorted(await rows(play, ticks), key=lambda row: row.at)
