"""All of one installation: the workspaces of a folder, the tables they share, and the door to everything one may do.

The folder itself is the workspace `main`; each folder below `workspaces` is another, named by it.
"""

import asyncio
import os
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sayso.connectors.practice import events_since
from sayso.connectors.shape import Happened, Live
from sayso.runtime.engine.plan import Plan
from sayso.runtime.engine.premises import Premises, Source
from sayso.runtime.engine.standing import Versions
from sayso.runtime.folder import FILE, WorkspaceProblem, default_folder
from sayso.runtime.models.models import Models
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.publishing import register
from sayso.runtime.starting import owner_of
from sayso.runtime.storage import Storage
from sayso.runtime.storage.migrating import migrate
from sayso.runtime.vault import Vault
from sayso.runtime.workspace import Workspace

MAIN = "main"
"""The workspace that the folder itself is."""
OTHERS = "workspaces"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
FRESH = 1.0
"""Seconds for which a workspace's catalog is taken as it was read."""


class Houses:
    """The workspaces of a folder, opened when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Workspace] = {}
        self._sides: dict[str, Mapping[str, Live]] = {}
        self._premises: dict[str, tuple[float, Premises]] = {}

    def workspaces(self) -> list[str]:
        """The ids of all workspaces there are."""
        found = [MAIN] if (self.folder / FILE).is_file() else []
        others = sorted((self.folder / OTHERS).glob(f"*/{FILE}"))
        return found + [file.parent.name for file in others if _NAME.fullmatch(file.parent.name)]

    def workspace(self, id: str) -> Workspace:
        """The workspace of that id, open; `KeyError` where it is not here."""
        if id not in self._open:
            folder = self._folder(id)
            if not (folder / FILE).is_file():
                raise KeyError(id)
            self._open[id] = Workspace.open(folder)
        return self._open[id]

    def premises(self, workspace: str) -> Premises:
        """The workspace of that id, as running flows meet it; `KeyError` where it is not here."""
        known = self._premises.get(workspace)
        if known is not None and time.monotonic() - known[0] < FRESH:
            return known[1]
        place = self.workspace(workspace)
        if workspace not in self._sides:
            resources = place.resources()
            self._sides[workspace] = {one.name: one.live(resources) for one in place.connectors}
        catalog, policy = place.catalog(), place.settings.policy
        made = Premises(
            workspace, catalog, self._sides[workspace], owner_of(catalog), _sources(place),
            policy.guard_days, policy.keep_days, pretend=lambda: place.simulated().sides,
            plan=Plan(policy.credits_per_month, policy.credits_from_day),
        )  # fmt: skip
        self._premises[workspace] = (time.monotonic(), made)
        return made

    def _folder(self, id: str) -> Path:
        if id == MAIN:
            return self.folder
        if not _NAME.fullmatch(id):
            raise KeyError(id)
        return self.folder / OTHERS / id

    def close(self) -> None:
        """Close every workspace."""
        for place in self._open.values():
            place.close()
        self._open.clear()
        self._premises.clear()
        self._sides.clear()


def _crm_events(place: Workspace) -> Callable[[int, datetime], "asyncio.Future[list[Happened]]"]:
    async def since(number: int, now: datetime) -> list[Happened]:
        if place.crm.last_event() <= number:
            return []
        return await asyncio.to_thread(place.crm.events_since, number, now)

    return since  # type: ignore[return-value]


def _sources(place: Workspace) -> dict[str, Source]:
    """Where a workspace's own events come from."""
    return {"crm": _crm_events(place)} | ({"practice": _practice_events(place)} if place.practice is not None else {})


def _practice_events(place: Workspace) -> Source:
    async def since(number: int, now: datetime) -> list[Happened]:
        if place.practice is None or not place.practice.has_news(number, now):
            return []
        return await asyncio.to_thread(events_since, place.practice, place.resources(), number, now)

    return since


class Home:
    """An installation, open. Use `Home.open`, and close it when done."""

    def __init__(self, folder: Path, storage: Storage, houses: Houses, vault: Vault) -> None:
        self.folder, self.storage, self.houses, self.vault = folder, storage, houses, vault

    @classmethod
    async def open(cls, folder: Path | None = None, database: str | None = None) -> "Home":
        """The installation in a folder; its tables are brought to their newest shape, its workspaces registered."""
        place = (folder or default_folder()).absolute()
        url = database or os.environ.get("SAYSO_DATABASE") or f"sqlite:///{place}/sayso.sqlite"
        storage = Storage.open(url)
        try:
            await migrate(storage)
            home = cls(place, storage, Houses(place), Vault.open(place))
            for workspace in home.houses.workspaces():
                await register(home.door(), workspace, home.houses.workspace(workspace).settings.name)
        except BaseException:
            await storage.close()
            raise
        return home

    def door(self, ring: Callable[[str], None] = lambda run: None) -> Door:
        """The door to everything one may do; `ring` wakes the workers."""
        models = Models.from_environment(os.environ)
        return Door(self.storage, self.houses, Versions(self.storage), vault=self.vault, ring=ring, models=models)

    @property
    def queue(self) -> str:
        """Where the bell rings: SAYSO_QUEUE, else a file of the folder."""
        return os.environ.get("SAYSO_QUEUE") or f"sqlite:///{self.folder}/bell.sqlite"

    @property
    def lease(self) -> timedelta:
        """So long a lane stays with a worker that gives no sign of life: SAYSO_LEASE seconds, else 30."""
        try:
            return timedelta(seconds=max(1.0, float(os.environ.get("SAYSO_LEASE", "30"))))
        except ValueError:
            raise WorkspaceProblem("SAYSO_LEASE is a number of seconds, such as 30.") from None

    async def close(self) -> None:
        """Close everything."""
        self.houses.close()
        await self.storage.close()
