"""The practice workspace of a home: made when it is absent, and made anew when somebody says so; nothing else is."""

import asyncio
import sqlite3
import threading
from datetime import date
from pathlib import Path

import msgspec

from sayso.runtime.folder import WorkspaceProblem, holds_workspace
from sayso.runtime.home import MAIN, Home
from sayso.runtime.operations.publishing import register
from sayso.runtime.sample_workspace import create_sample, fill_sample
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import metadata
from sayso.runtime.workspace import Workspace

KEPT = ("alembic_version", "token")
"""Tables in which nothing is of the sample: what programs prove themselves with stays theirs."""
COUNTED = ("company", "contact", "deal", "task", "activity")


class Loaded(msgspec.Struct, frozen=True):
    """The practice workspace as it stands; `how` is made, made anew, or was there."""

    how: str
    folder: str
    counts: dict[str, int]


async def load_demo(folder: Path, database: str | None, today: date, anew: bool = False) -> Loaded:
    """Make the practice workspace in a home that holds none, or anew in place of what was done in it.

    Raises `WorkspaceProblem` where the home holds a workspace of another kind: that is never touched.
    """
    if not holds_workspace(folder):
        await asyncio.to_thread(lambda: create_sample(folder, today, practice=True).close())
        how = "made"
    else:
        how = "made anew" if anew else "was there"
    home = await Home.open(folder, database)
    try:
        place = home.houses.workspace(MAIN)
        if place.practice is None:
            sentence = f"The workspace in `{folder}` is no practice workspace, so nothing in it was changed."
            raise WorkspaceProblem(f"{sentence} Name another folder with --home.")
        if how == "made anew":
            await _forget(home)
            await asyncio.to_thread(_refill, place, today)
        return Loaded(how, str(folder), {kind: place.crm.count(kind) for kind in COUNTED})
    finally:
        await home.close()


async def _forget(home: Home) -> None:
    """Take every run, flow, message and note of the practice workspace out of the tables."""
    async with home.storage.writing(MAIN) as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name not in KEPT:
                await connection.execute(table.delete().where(same(table, workspace=MAIN)))
    await register(home.door(), MAIN, home.houses.workspace(MAIN).settings.name)


def _refill(place: Workspace, today: date) -> None:
    assert place.practice is not None
    for one in (place.practice, place.crm, place.inbox):
        _empty(one.connection, one.lock)
    place.crm.set_people(place.people)
    fill_sample(place, today)


def _empty(connection: sqlite3.Connection, lock: threading.RLock) -> None:
    """Take every row out of a file, at once; whoever has it open goes on with it."""
    names = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
    with lock:
        connection.execute("begin immediate")
        try:
            for row in connection.execute(names).fetchall():
                connection.execute(f'delete from "{row["name"]}"')
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
