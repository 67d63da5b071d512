"""What pages share in one process: the door to the operations, the drafts that are open, and who looks at what."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.runtime.operations.changes import Change, Watch
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.texts import drafts_of

if TYPE_CHECKING:
    from sayso.copilot.suggesting.habits import Habits
    from sayso.editor.drafting.draft import OpenDraft

PAUSE = 0.7
"""Seconds between two looks at what changed."""
LEFT = 16
"""So many drafts that nobody has open are kept as they were left."""
Hears = Callable[[list[Change]], None]
_log = logging.getLogger("sayso.editor")


class Desk:
    """One process's pages. Everything a page does goes through `door`."""

    def __init__(self, door: Door, public_url: str = "", language: str = "") -> None:
        """`language` shows every page in it; empty is English."""
        self.door, self.public_url, self.language = door, public_url, language
        self.drafts: dict[tuple[str, str], OpenDraft] = {}
        self.left: dict[tuple[str, str], OpenDraft] = {}
        self.habits: dict[str, tuple[str, Habits]] = {}
        self._leaving: dict[str, list[Callable[[], None]]] = {}
        self._pulses: dict[str, Pulse] = {}

    def close_draft(self, draft: "OpenDraft") -> None:
        """Nobody has it open any more. The last ones are kept, for whoever comes back."""
        key = draft.workspace, draft.flow
        if self.drafts.get(key) is draft:
            del self.drafts[key]
            self.left[key] = draft
        while len(self.left) > LEFT:
            del self.left[next(iter(self.left))]

    def listen(self, workspace: str, hears: Hears) -> Callable[[], None]:
        """Hear what changes in a workspace; gives what ends it."""
        pulse = self._pulses.get(workspace)
        if pulse is None:
            pulse = self._pulses[workspace] = Pulse(self, workspace)
        pulse.hears.append(hears)
        pulse.begin()
        return lambda: pulse.hears.remove(hears) if hears in pulse.hears else None

    def on_leave(self, session: str, leave: Callable[[], None]) -> None:
        """What to do with a page when its session ends."""
        self._leaving.setdefault(session, []).append(leave)

    def forget(self, session: str, leave: Callable[[], None]) -> None:
        """The page is closed anyway."""
        if leave in self._leaving.get(session, []):
            self._leaving[session].remove(leave)

    def signed_out(self, session: str) -> None:
        """Close the pages that are open in a session that ended."""
        for leave in self._leaving.pop(session, []):
            leave()


class Pulse:
    """One look at a workspace's tables, again and again, for all who have a page of it open."""

    def __init__(self, desk: Desk, workspace: str) -> None:
        self.desk, self.workspace = desk, workspace
        self.hears: list[Hears] = []
        self._watch = Watch(desk.door, workspace)
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look, as long as somebody listens."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while self.hears:
            try:
                found = await self._watch.look()
                await self._look_at_drafts()
                for hears in list(self.hears) if found else []:
                    hears(found)
            except Exception:
                _log.exception("a look at what changed failed; the next one is in a moment")
            await asyncio.sleep(PAUSE)

    async def _look_at_drafts(self) -> None:
        """One look at all that are open; only those that changed elsewhere are asked to look themselves."""
        drafts = {flow: one for (workspace, flow), one in self.desk.drafts.items() if workspace == self.workspace}
        stored = await drafts_of(self.desk.door, self.workspace, drafts)
        for flow, draft in drafts.items():
            if draft.differs(stored.get(flow, draft.text)):
                await draft.look()
