"""What a flow remembers between runs: looked at, and forgotten where somebody says so."""

import asyncio
from itertools import groupby

import msgspec
from sqlalchemy import delete, select

from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.loops import who as called
from sayso.runtime.operations.door import Door, NotHere, flow_row, note
from sayso.runtime.operations.records import KINDS, store_of
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import memory

MOST_SHOWN = 50
"""So many of a list are shown, the newest."""


class Entry(msgspec.Struct, frozen=True):
    """One value that is remembered: its number, what it is in words, and how it is kept."""

    number: int
    words: str
    kept: str


class Remembered(msgspec.Struct, frozen=True):
    """What stands under one name: how much there is, and the newest of it."""

    name: str
    count: int
    entries: tuple[Entry, ...]


async def remembered(door: Door, workspace: str, flow: str) -> tuple[Remembered, ...]:
    """Everything a flow remembers, by its names."""
    door.premises(workspace)
    query = select(memory).where(same(memory, workspace=workspace, flow=flow))
    async with door.storage.reading(workspace) as connection:
        await flow_row(connection, workspace, flow)
        rows = (await connection.execute(query.order_by(memory.c.name, memory.c.number))).all()
    found = []
    for name, group in groupby(rows, lambda row: str(row.name)):
        held = list(group)
        shown = held[-MOST_SHOWN:][::-1]
        told = await asyncio.to_thread(_words, door, workspace, [str(row.value) for row in shown])
        entries = [Entry(row.number, words, str(row.value)) for row, words in zip(shown, told, strict=True)]
        found.append(Remembered(name, len(held), tuple(entries)))
    return tuple(found)


async def forget(door: Door, workspace: str, flow: str, name: str, who: str, entry: Entry | None = None) -> int:
    """Forget one entry, or all that stands under a name; gives how many went."""
    door.premises(workspace)
    mine = same(memory, workspace=workspace, flow=flow, name=name)
    which = mine if entry is None else mine & (memory.c.number == entry.number) & (memory.c.value == entry.kept)
    async with door.storage.writing(workspace) as connection:
        await flow_row(connection, workspace, flow, lock=True)
        gone = (await connection.execute(delete(memory).where(which))).rowcount
        if gone:
            await note(connection, workspace, door.now(), who, "forgot what a flow remembered", flow, f"{name}: {gone}")
    return int(gone)


def _words(door: Door, workspace: str, kept: list[str]) -> list[str]:
    """Values in words: a record, or a record's id, by its name."""
    values = [value_from(one) for one in kept]
    return [called(_record(door, workspace, value) or value) for value in values]


def _record(door: Door, workspace: str, value: object) -> object:
    """The record of which a value is the id."""
    if not isinstance(value, str) or not value:
        return None
    try:
        stores = [(kind, store_of(door, workspace, kind)) for kind in KINDS]
    except NotHere:
        return None
    return next((found for kind, store in stores if (found := store.read(kind, value, door.now()))), None)
