"""The practice workspace of a home: made when it is absent, and made anew when somebody says so; nothing else is."""

import asyncio
import sqlite3
import tempfile
import threading
from datetime import date, datetime
from pathlib import Path

import msgspec
from sqlalchemy import select

from sayso.dsl import calendar
from sayso.runtime.folder import FILE, WorkspaceProblem, holds_workspace
from sayso.runtime.home import MAIN, Home
from sayso.runtime.operations.publishing import register
from sayso.runtime.past import play_past
from sayso.runtime.past.playing import ZONE
from sayso.runtime.sample_workspace import create_sample, fill_sample, sample_settings
from sayso.runtime.settings import write_settings
from sayso.runtime.storage import Storage
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import cursors, metadata
from sayso.runtime.workspace import Workspace

KEPT = ("alembic_version", "token", "session")
"""Tables in which nothing is of the sample: what programs and browsers prove themselves with stays theirs."""
COUNTED = ("company", "contact", "deal", "task", "activity")
THERE = (*KEPT, "workspace")
"""What the tables hold already when a past is brought in."""
PAGE = 500
MARK, HALF, WHOLE = "sample", 0, 1
"""Where it is kept whether the workspace was made to its end."""


class Loaded(msgspec.Struct, frozen=True):
    """The practice workspace as it stands; `how` is made, made anew, or was there."""

    how: str
    folder: str
    counts: dict[str, int]


async def load_demo(folder: Path, database: str | None, now: datetime, anew: bool = False) -> Loaded:
    """Make the practice workspace in a home that holds none, or anew in place of what was done in it.

    One whose making was interrupted is made anew. Raises `WorkspaceProblem` where the home holds a workspace of another
    kind: that is never touched.
    """
    today = calendar.local(now, ZONE).date()
    made = not holds_workspace(folder)
    folder.mkdir(parents=True, exist_ok=True)
    home = await Home.open(folder, database)
    try:
        if made:
            await asyncio.to_thread(lambda: create_sample(folder, today, practice=True).close())
            await register(home.door(), MAIN, home.houses.workspace(MAIN).settings.name)
        place = home.houses.workspace(MAIN)
        if place.practice is None:
            sentence = f"The workspace in `{folder}` is no practice workspace, so nothing in it was changed."
            raise WorkspaceProblem(f"{sentence} Name another folder with --home.")
        again = anew or await _half_made(home)
        if again and not made:
            await _forget(home)
            await asyncio.to_thread(_refill, place, today)
        if made or again:
            await _mark(home, HALF)
            await _past(home, now)
            await _mark(home, WHOLE)
        how = "made" if made else "made anew" if again else "was there"
        return Loaded(how, str(folder), {kind: place.crm.count(kind) for kind in COUNTED})
    finally:
        await home.close()


async def _past(home: Home, now: datetime) -> None:
    """Play the past in a file aside, whose rows are then brought in at once."""
    with tempfile.TemporaryDirectory(prefix="sayso-past-") as folder:
        aside = Storage.aside(Path(folder) / "past.sqlite")
        try:
            await aside.create()
            other = Home(home.folder, aside, home.houses, home.vault)
            await register(other.door(), MAIN, home.houses.workspace(MAIN).settings.name)
            await play_past(other, now)
            await _bring(aside, home.storage)
        finally:
            await aside.close()


async def _bring(aside: Storage, storage: Storage) -> None:
    """Bring every row of the workspace from one database into another, all of them or none."""
    async with aside.reading(MAIN) as source, storage.writing(MAIN) as target:
        for table in metadata.sorted_tables:
            if table.name not in THERE:
                found = await source.execute(select(table).where(same(table, workspace=MAIN)))
                rows = [dict(row._mapping) for row in found]
                for page in range(0, len(rows), PAGE):
                    await target.execute(table.insert(), rows[page : page + PAGE])


async def _half_made(home: Home) -> bool:
    """Whether the making of the workspace was interrupted."""
    query = select(cursors.c.number).where(same(cursors, workspace=MAIN, source=MARK))
    async with home.storage.reading(MAIN) as connection:
        return (await connection.execute(query)).scalar_one_or_none() == HALF


async def _mark(home: Home, number: int) -> None:
    """Keep how far the making is."""
    row = {"workspace": MAIN, "source": MARK, "number": number}
    insert = home.storage.insert(cursors).values(row)
    key = [cursors.c.workspace, cursors.c.source]
    async with home.storage.writing(MAIN) as connection:
        await connection.execute(insert.on_conflict_do_update(index_elements=key, set_={"number": number}))


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
    place.settings = sample_settings(today, practice=True)
    write_settings(place.folder / FILE, place.settings)


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
