"""Searching all runs for words. The gist of ended runs is kept by the sweeps, a minute after; what is under way or has
just ended is looked through as it stands. So a step costs nothing for it, and nothing is missed meanwhile.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.operations.door import Door
from sayso.runtime.operations.gists import Gist, gists_of, words_of
from sayso.runtime.storage import Storage, micros
from sayso.runtime.storage.tables import cursors, journal, runs, words

SOURCE: Final = "sayso.search"
"""The name under which it is kept until when runs were read."""
LAG: Final = timedelta(minutes=1)
"""A run is read so long after its end: until then another process may still be about to commit what it did before."""
AT_ONCE, PAGES = 100, 5
"""So many runs are read in one transaction, and so many times in one sweep."""
COMPLETIONS: Final = 20
"""So many words that begin as the last one of a search does are looked for."""
MOST_FRESH, PAGE = 20_000, 1_000
"""So many runs under way or just ended are looked through, and so many at once."""
LAST: Final = "\U0010ffff"
_PLAIN: Final = re.compile(r"[!-~]+")
_OPEN: Final = ("queued", "active")
Place = tuple[int, str]
"""When a run was made, and its id: the order of every list."""


class Sought(NamedTuple):
    """What is looked for: words, other conditions, from which place on, how many."""

    workspace: str
    wanted: list[str]
    conditions: list[Any]
    after: Place | None
    size: int


async def read_ended(door: Door, workspace: str) -> int:
    """Keep the words of runs that have ended; gives how many were read."""
    door.premises(workspace)
    found = 0
    for _ in range(PAGES):
        read = await _read_page(door, workspace)
        found += read
        if read < AT_ONCE:
            break
    return found


async def _read_page(door: Door, workspace: str) -> int:
    until = micros(door.now() - LAG)
    async with door.storage.reading(workspace) as connection:
        since = await read_until(connection, workspace)
        mine = and_(runs.c.workspace == workspace, runs.c.ended > since, runs.c.ended <= until)
        some = select(runs.c.id, runs.c.created, runs.c.ended).where(mine).order_by(runs.c.ended)
        rows = list((await connection.execute(some.limit(AT_ONCE))).all())
        if not rows:
            return 0
        alike = mine & (runs.c.ended == rows[-1].ended) & runs.c.id.not_in([row.id for row in rows])
        rows += (await connection.execute(some.where(alike))).all()
        gists = await gists_of(connection, workspace, [row.id for row in rows])
    async with door.storage.writing(workspace) as connection:
        await _keep(connection, door.storage, workspace, [(row.created, row.id) for row in rows], gists)
        await connection.execute(_DONE, [_done(workspace, run, gist) for run, gist in gists.items()])
        place = {"workspace": workspace, "source": SOURCE, "number": rows[-1].ended}
        insert = door.storage.insert(cursors).values(**place)
        keys = list(cursors.primary_key.columns)
        await connection.execute(insert.on_conflict_do_update(index_elements=keys, set_={"number": rows[-1].ended}))
    return len(rows)


async def _keep(
    connection: AsyncConnection, storage: Storage, workspace: str, places: Sequence[Place], gists: dict[str, Gist]
) -> None:
    rows = [
        {"workspace": workspace, "word": word, "at": at, "run": run}
        for at, run in places for word in sorted(gists[run].words)
    ]  # fmt: skip
    if rows:
        await connection.execute(storage.insert(words).on_conflict_do_nothing(), rows)


_DONE: Final = (
    update(runs)
    .where(runs.c.workspace == bindparam("w"), runs.c.id == bindparam("r"))
    .values(deeds=bindparam("d"), people=bindparam("p"))
)


def _done(workspace: str, run: str, gist: Gist) -> dict[str, Any]:
    deeds = msgspec.json.encode(dict(sorted(gist.deeds.items()))).decode()
    return {"w": workspace, "r": run, "d": deeds, "p": gist.people}


async def read_until(connection: AsyncConnection, workspace: str) -> int:
    """The end of the last run whose words are kept."""
    query = select(cursors.c.number).where(cursors.c.workspace == workspace, cursors.c.source == SOURCE)
    return int((await connection.execute(query)).scalar_one_or_none() or 0)


async def found_by(connection: AsyncConnection, sought: Sought) -> list[Place]:
    """The newest runs in which every word stands, the last one perhaps only begun: in the order of every list."""
    if not sought.wanted:
        return []
    found = set(await _fresh(connection, sought))
    *exact, begun = sought.wanted
    for word in await _completions(connection, sought.workspace, begun):
        found.update(await _kept(connection, sought, [*exact, word]))
    return sorted(found, reverse=True)[: sought.size]


async def _kept(connection: AsyncConnection, sought: Sought, wanted: list[str]) -> list[Place]:
    """The runs of which all these words are kept; the longest word leads, as it is likely the rarest."""
    leading, *others = sorted(dict.fromkeys(wanted), key=len, reverse=True)
    mine = (runs.c.workspace == words.c.workspace) & (runs.c.id == words.c.run)
    query = select(words.c.at, words.c.run).join(runs, mine)
    query = query.where(words.c.workspace == sought.workspace, words.c.word == leading, *sought.conditions)
    for number, word in enumerate(others):
        other = words.alias(f"other_{number}")
        same_run = (other.c.workspace == words.c.workspace) & (other.c.at == words.c.at) & (other.c.run == words.c.run)
        query = query.where(exists().where(same_run, other.c.word == word))
    if sought.after is not None:
        query = query.where(before(words.c.at, words.c.run, sought.after))
    query = query.order_by(words.c.at.desc(), words.c.run.desc()).limit(sought.size)
    return [(row.at, row.run) for row in await connection.execute(query)]


async def _completions(connection: AsyncConnection, workspace: str, begun: str) -> list[str]:
    """The kept words that begin so, from one to the next."""
    found: list[str] = []
    least = words.c.word >= begun
    for _ in range(COMPLETIONS):
        query = select(func.min(words.c.word)).where(words.c.workspace == workspace, least, words.c.word < begun + LAST)
        word = (await connection.execute(query)).scalar_one_or_none()
        if word is None:
            break
        found.append(word)
        least = words.c.word > word
    return found


async def _fresh(connection: AsyncConnection, sought: Sought) -> list[Place]:
    """The same among runs whose words are not kept yet, the newest first: one word says which may be meant, all say
    which are."""
    places: set[Place] = set()
    since = await read_until(connection, sought.workspace)
    for fresh in (runs.c.state.in_(_OPEN), runs.c.ended > since):
        places.update(await _newest(connection, sought, fresh))
    ordered, found = sorted(places, reverse=True), list[Place]()
    word = _plainest(sought.wanted)
    for page in range(0, len(ordered), PAGE):
        some = {run: at for at, run in ordered[page : page + PAGE]}
        may = await _that_may(connection, sought, list(some), word)
        found += await _that_do(connection, sought, [(some[run], run) for run in some if run in may], len(found))
        if len(found) >= sought.size:
            break
    return found


async def _that_do(connection: AsyncConnection, sought: Sought, places: list[Place], found_before: int) -> list[Place]:
    """Those of these runs in which every word stands, until there are enough."""
    found: list[Place] = []
    for page in range(0, len(places), AT_ONCE):
        some = places[page : page + AT_ONCE]
        told = await gists_of(connection, sought.workspace, [run for _, run in some])
        found += [(at, run) for at, run in some if _all_in(sought.wanted, told[run].words)]
        if found_before + len(found) >= sought.size:
            break
    return found


async def _newest(connection: AsyncConnection, sought: Sought, fresh: Any) -> list[Place]:
    query = select(runs.c.created, runs.c.id).where(runs.c.workspace == sought.workspace, fresh, *sought.conditions)
    if sought.after is not None:
        query = query.where(before(runs.c.created, runs.c.id, sought.after))
    query = query.order_by(runs.c.created.desc(), runs.c.id.desc()).limit(MOST_FRESH)
    return [(int(row.created), str(row.id)) for row in await connection.execute(query)]


async def _that_may(connection: AsyncConnection, sought: Sought, ids: list[str], word: str) -> set[str]:
    """Those of these runs in which a word stands somewhere; whoever a run handles is told of in its journal."""

    def holds(*columns: Any) -> Any:
        return or_(*(column.icontains(word, autoescape=True) for column in columns))

    of_runs = select(runs.c.id).where(runs.c.workspace == sought.workspace, runs.c.id.in_(ids))
    of_lines = select(journal.c.run).where(journal.c.workspace == sought.workspace, journal.c.run.in_(ids))
    found = set((await connection.execute(of_runs.where(holds(runs.c.title, runs.c.inputs)))).scalars())
    found.update((await connection.execute(of_lines.where(holds(journal.c.body)))).scalars())
    return found


def _all_in(wanted: list[str], told: set[str]) -> bool:
    *exact, begun = wanted
    return all(word in told for word in exact) and any(word.startswith(begun) for word in told)


def _plainest(wanted: list[str]) -> str:
    """The longest piece of these words that every database finds whether its letters are small or not."""
    return max((piece for word in wanted for piece in _PLAIN.findall(word)), key=len, default="")


def before(created: Any, id: Any, place: Place) -> Any:
    """The condition that a run stands after a place in the lists; the first half lets an index be used."""
    return and_(created <= place[0], or_(created < place[0], id < place[1]))


async def told_of(connection: AsyncConnection, workspace: str, texts: Sequence[str], most: int) -> list[Place]:
    """The runs whose kept words say that one of these texts stands in them."""
    found: set[Place] = set()
    for text in texts:
        wanted = words_of(text)
        if wanted:
            found.update(await _kept(connection, Sought(workspace, wanted, [], None, most), wanted))
    return sorted(found)


async def read_again(connection: AsyncConnection, storage: Storage, workspace: str, places: Sequence[Place]) -> None:
    """Keep the words of these runs anew, as what they tell has changed."""
    for page in range(0, len(places), AT_ONCE):
        some = places[page : page + AT_ONCE]
        ids = [run for _, run in some]
        await connection.execute(delete(words).where(words.c.workspace == workspace, words.c.run.in_(ids)))
        await _keep(connection, storage, workspace, some, await gists_of(connection, workspace, ids))
