"""Plays a scene with deaths at chosen points, always from the same beginning, on either database."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from sayso.runtime.operations.publishing import register
from sayso.runtime.operations.starting import start
from sayso.runtime.storage import Storage
from tests.durable.crashing import CrashingStorage, Points, count_commits, mourn_quietly, work
from tests.durable.playing import Play
from tests.durable.practice import House
from tests.durable.scenes import Scene, records_of
from tests.durable.truth import TABLES, over, picture, sound, within_limits

LIMITS = {"twilio.send_sms/": 2, "gmail.send/": 20, "email.send/": 100, "/credits": 50}
"""What no counter may pass, by a part of its name."""


class Whole(NamedTuple):
    """A scene played without a death: what came out, and the points that were passed."""

    picture: dict[str, Any]
    points: list[str]
    commits: int
    begun: int
    finished: int


class Stage:
    """A scene's beginning, kept, so that it can be played again: its flows are published, its run is there."""

    def __init__(self, scene: Scene, url: str) -> None:
        self.scene, self.url, self.run = scene, url, ""
        self._rows: list[tuple[Any, list[dict[str, Any]]]] = []
        self._file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None

    def house(self) -> House:
        """The scene's world."""
        return House(records_of(self.scene), fails=self.scene.fails)

    async def prepare(self) -> "Stage":
        """Set the scene; once."""
        storage = Storage.open(self.url)
        try:
            await storage.create()
            play = Play(storage, self.house())
            await register(play.door, "one", "one")
            for text in self.scene.flows[1:]:
                await play.publish(text)
            self.run = await start(play.door, "one", await play.publish(self.scene.flows[0]), "me", {})
            if self._file is None:
                async with storage.owning() as connection:
                    for table in TABLES:
                        found = [dict(row._mapping) for row in await connection.execute(select(table))]
                        self._rows.append((table, found))
        finally:
            await storage.close()
        return self

    @asynccontextmanager
    async def set(self, points: Points, house: House | None = None) -> AsyncIterator[Play]:
        """The scene as it was at the beginning."""
        mourn_quietly()
        url = self.url
        if self._file is not None:
            copy = self._file.with_name("copy.sqlite")
            for suffix in ("", "-wal", "-shm"):
                copy.with_name(copy.name + suffix).unlink(missing_ok=True)
            shutil.copyfile(self._file, copy)
            url = f"sqlite:///{copy}"
        storage = CrashingStorage.open(url)
        assert isinstance(storage, CrashingStorage)
        try:
            if self._file is None:
                await self._again(storage)
            house = house or self.house()
            house.seam = storage.seam = points
            yield Play(storage, house)
        finally:
            await storage.close()

    async def _again(self, storage: Storage) -> None:
        async with storage.owning() as connection:
            for table, found in self._rows:
                await connection.execute(delete(table))
                if found:
                    await connection.execute(table.insert(), found)

    async def whole(self) -> Whole:
        """The scene without a death."""
        points = Points()
        async with self.set(points) as play:
            commits = count_commits(play.storage, points)
            await self.played(play, lambda: work(play, points))
            shown = await picture(play)
            return Whole(shown, points.names, len(commits), play.house.begun, play.house.finished)

    async def dies(self, whole: Whole, *at: int) -> None:
        """The scene with deaths at these points: it must come out the same."""
        points = Points(*at)
        async with self.set(points) as play:
            try:
                await self.played(play, lambda: work(play, points))
                shown = await picture(play)
                for part, expected in whole.picture.items():
                    assert shown[part] == expected, f"{part} came out otherwise"
            except Exception as problem:
                names = ", ".join(f"{number} ({name})" for number, name in enumerate(points.names) if number in at)
                raise AssertionError(
                    f"{self.scene.name}, dead at {names} of {len(whole.points)}: {problem}"
                ) from problem

    async def played(self, play: Play, work: Callable[[], Awaitable[None]]) -> None:
        """Play the whole story; `work` does all that is due."""
        await work()
        for days, acts in self.scene.story:
            play.house.clock.go(days=days)
            await work()
            for act in acts:
                await act(play)
            await work()
            await sound(play)
        await over(play)
        await within_limits(play, LIMITS)
        row = await play.run(self.run)
        assert row.state == self.scene.state, (row.state, row.reason)


def sampled(total: int, count: int) -> list[int]:
    """So many points of all, spread evenly; all where there are no more."""
    return sorted({round(step * (total - 1) / max(count - 1, 1)) for step in range(count)}) if total else []
