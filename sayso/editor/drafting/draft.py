"""A draft that is open in this process: one text for all pages that show it, and what the compiler knows of it."""

import asyncio
from collections.abc import Callable

import msgspec

from sayso.compiler import Compiled
from sayso.copilot.suggesting.habits import Habits
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.parse import parse
from sayso.editor.canvas.patch import Graph
from sayso.editor.desk import Desk
from sayso.language import Services
from sayso.runtime.operations import editing
from sayso.runtime.operations.editing import Draft
from sayso.runtime.operations.learning import Learnable, learnable
from sayso.runtime.operations.texts import catalog_of, draft_of

Hears = Callable[[], None]


class OpenDraft:
    """The text, what is known of it, the last text with a safe reading, and who wants to hear of changes.

    Where nothing is written yet, nothing is found wrong. `drawn` is the picture of the last flow that was drawn without
    marks, for the next page that shows it.
    """

    def __init__(self, desk: Desk, workspace: str, flow: str, text: str, services: Services, mark: str) -> None:
        """`mark` is the catalog's: when it changes, the text is checked again."""
        self.desk, self.workspace, self.flow = desk, workspace, flow
        self.services, self.text, self.mark = services, text, mark
        self.hears: list[Hears] = []
        self.drawn: tuple[Compiled, Graph] | None = None
        self._changing = asyncio.Lock()
        self.compiled: Compiled
        self.findings: tuple[Diagnostic, ...]
        self._check()
        self.good = text if self.compiled.flow is not None else ""

    @property
    def catalog(self) -> Catalog:
        """The catalog it is checked against."""
        return self.services.catalog

    def _check(self) -> None:
        analysis = self.services.analyse(self.text)
        self.compiled, self.findings = analysis.compiled, analysis.findings
        if not self.text.strip():
            self.compiled, self.findings = msgspec.structs.replace(analysis.compiled, diagnostics=()), ()

    def take(self, text: str) -> None:
        """The text is this now: check it, and tell everybody who shows it."""
        self.text = text
        self._check()
        if self.compiled.flow is not None:
            self.good = text
        for hears in list(self.hears):
            hears()

    async def change(self, who: str, before: str, after: str, what: str) -> Draft:
        """One step of somebody's: kept, checked and told."""
        async with self._changing:
            done = await editing.edit_draft(self.desk.door, self.workspace, self.flow, who, before, after, what)
            if done.text != self.text:
                self.take(done.text)
            return done

    async def undo(self, who: str) -> Draft:
        """Take back somebody's last step."""
        async with self._changing:
            done = await editing.undo(self.desk.door, self.workspace, self.flow, who)
            self.take(done.text)
            return done

    async def redo(self, who: str) -> Draft:
        """Do again what somebody took back."""
        async with self._changing:
            done = await editing.redo(self.desk.door, self.workspace, self.flow, who)
            self.take(done.text)
            return done

    def differs(self, stored: str) -> bool:
        """Whether what is shown is not what is stored, or was checked against what is no more."""
        return stored != self.text or self.desk.door.premises(self.workspace).mark != self.mark

    async def look(self) -> None:
        """Take over what programs or other processes changed: the text, or what it is checked against."""
        async with self._changing:
            stored = (await draft_of(self.desk.door, self.workspace, self.flow)).text
            mark = self.desk.door.premises(self.workspace).mark
            if mark != self.mark:
                self.mark = mark
                self.services = await services_for(self.desk, self.workspace)
                self.take(stored)
            elif stored != self.text:
                self.take(stored)

    def leave(self, hears: Hears) -> None:
        """Somebody closed a page; the last one closes the draft."""
        if hears in self.hears:
            self.hears.remove(hears)
        if not self.hears:
            self.desk.close_draft(self)


async def services_for(desk: Desk, workspace: str) -> Services:
    """The language services over a workspace's catalog; what its flows taught is learned once for all drafts."""
    known, habits = desk.habits.get(workspace, ("", None))
    found = await learnable(desk.door, workspace, known)
    if found is not None:
        habits = await asyncio.to_thread(_learned, found)
        desk.habits[workspace] = found.mark, habits
    if habits is None:
        return Services(await catalog_of(desk.door, workspace))
    return Services(habits.catalog, habits)


def _learned(found: Learnable) -> Habits:
    read = [parse(text).flow for text in found.texts]
    return Habits(found.catalog).learn([flow for flow in read if flow is not None])


async def opened(desk: Desk, workspace: str, flow: str) -> OpenDraft:
    """The draft of a flow, the same object for every page that shows it."""
    known = desk.drafts.get((workspace, flow))
    if known is None:
        text = (await draft_of(desk.door, workspace, flow)).text
        services = await services_for(desk, workspace)
        mark = desk.door.premises(workspace).mark
        known = desk.drafts.get((workspace, flow)) or _open(desk, workspace, flow, text, services, mark)
        desk.drafts[workspace, flow] = known
    return known


def _open(desk: Desk, workspace: str, flow: str, text: str, services: Services, mark: str) -> OpenDraft:
    """The draft as it was left, where nothing but its text has changed; else a new one."""
    left = desk.left.pop((workspace, flow), None)
    if left is None or left.mark != mark or left.services.habits is not services.habits:
        return OpenDraft(desk, workspace, flow, text, services, mark)
    if left.text != text:
        left.take(text)
    return left
