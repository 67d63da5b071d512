"""One page's hold on a draft: what is chosen, what is marked, and every change somebody makes here."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import background_tasks

from sayso.compiler import Compiled, compile
from sayso.copilot.proposal import Turn
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Fix
from sayso.dsl.edit_problem import EditProblem
from sayso.editor.canvas.boxes import Marks
from sayso.editor.canvas.places import is_step, read
from sayso.editor.drafting.draft import OpenDraft
from sayso.editor.inspector.inserting import widened
from sayso.editor.kit.doing import toast
from sayso.editor.view import View
from sayso.runtime.operations.counting import matching
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.editing import TYPED, Draft
from sayso.runtime.operations.flows import FlowLine, one_flow

PAUSE = 0.12
"""Seconds without a change after which what is slow to draw is drawn."""
Shows = Callable[[], Awaitable[None] | None]


class Editor:
    """What the parts of the page share. Each part shows itself again when it is told."""

    def __init__(self, view: View, draft: OpenDraft, line: FlowLine, steps: Draft) -> None:
        self.view, self.say, self.draft, self.line = view, view.say, draft, line
        self.selected = ""
        self.marks = Marks()
        self._marked = draft.compiled.flow
        self.on_note: list[Callable[[str], None]] = []
        self.read_only = False
        self.conversation: list[Turn] = []
        self.offered: tuple[str, Callable[[], Awaitable[None]]] | None = None
        self.last_values: dict[str, str] = {}
        self.undo_words, self.redo_words = steps.undo, steps.redo
        self.at_once: list[Shows] = []
        self.after_pause: list[Shows] = []
        self.on_select: list[Shows] = []
        self.on_reveal: list[Callable[[int], None]] = []
        self._pause: asyncio.Task[None] | None = None
        draft.hears.append(self._heard)
        view.at_end(lambda: draft.leave(self._heard))

    @property
    def text(self) -> str:
        """The draft's text."""
        return self.draft.text

    @property
    def compiled(self) -> Compiled:
        """What is known of it."""
        return self.draft.compiled

    @property
    def catalog(self) -> Catalog:
        """The catalog it is checked against."""
        return self.draft.catalog

    @property
    def flow(self) -> str:
        """The flow's id."""
        return self.line.id

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps it from running."""
        return tuple(one for one in self.draft.findings if one.severity == "error")

    def last_value(self, path: str) -> str:
        """What a path was when the flow was last tried, or nothing."""
        return self.last_values.get(path, "")

    async def count_matching(self, condition: str) -> str:
        """Of how many records a condition holds now, in words; nothing where that can't be told."""
        found = await matching(self.view.door, self.view.workspace, condition)
        return self.say("matching.words", n=found.count, of=found.of, kind=found.kind) if found is not None else ""

    # ------------------------------------------------------------------ changing

    async def change(self, text: str, what: str, select: str | None = None, before: str | None = None) -> None:
        """One step: the draft says this now. `select` is the address that is chosen afterwards."""
        self.offered = None
        done = await self.draft.change(self.view.who, self.text if before is None else before, text, what)
        self._know(done)
        if select is not None:
            self.select(select)

    async def typed(self, before: str, after: str) -> None:
        """What somebody types, kept at every key."""
        await self.change(after, TYPED, before=before)

    async def edit(self, make: Callable[[str], str], what: str, select: str | None = None) -> None:
        """A change of the tree; told where it can't be made."""
        try:
            text = make(self.text)
        except (EditProblem, LookupError) as problem:
            raise Refused("cannot-edit", str(problem) or self.say("editor.cannot")) from None
        before = compile(self.text, self.catalog)
        await self.change(text, what, select)
        told = widened(before, self.compiled, self.catalog)
        if told:
            toast(told, self.say("editor.undo"), self.undo)

    async def fix(self, fix: Fix) -> None:
        """Apply a fix that a finding offers; where somebody typed meanwhile, the same one as it is offered now."""
        offered = [one for finding in self.draft.findings for one in finding.fixes]
        same = [one for one in offered if one == fix] or [one for one in offered if _alike(one, fix)]
        if not same:
            raise Refused("changed-meanwhile", self.say("editor.changed_meanwhile"))
        await self.change(self.draft.services.fix(self.text, same[0]), fix.title)

    def offer(self, words: str, do: Callable[[], Awaitable[None]]) -> None:
        """Offer another mend of what the last step broke, beside those that the findings have; until the next step."""
        self.offered = words, do
        for shows in self.at_once:
            self._show(shows)

    async def undo(self) -> None:
        """Take back this person's last step, and go where it was."""
        self.offered = None
        await self._turn(await self.draft.undo(self.view.who), "editor.undid")

    async def redo(self) -> None:
        """Do it again."""
        await self._turn(await self.draft.redo(self.view.who), "editor.redid")

    async def _turn(self, done: Draft, key: str) -> None:
        self._know(done)
        what = self.say("editor.typing") if done.did == TYPED else done.did
        toast(self.say(key, what=what))
        for reveal in self.on_reveal:
            reveal(done.at)

    def _know(self, done: Draft) -> None:
        self.undo_words, self.redo_words = done.undo, done.redo
        for shows in self.at_once:
            self._show(shows)

    # ------------------------------------------------------------------ showing

    def select(self, address: str) -> None:
        """Choose a step, the trigger or the rules; empty chooses nothing."""
        self.selected = address
        for shows in self.on_select:
            self._show(shows)

    def mark(self, marks: Marks) -> None:
        """Mark boxes of the flow as it is now."""
        self.marks, self._marked = marks, self.compiled.flow
        self._heard()

    def exists(self, address: str) -> bool:
        """Whether a chosen thing is still there."""
        if not is_step(address) or self.compiled.flow is None:
            return bool(address)
        try:
            return self.compiled.flow is not None and _at(self.compiled, address)
        except LookupError:
            return False

    def _heard(self) -> None:
        flow = self.compiled.flow
        if flow is not None and flow is not self._marked:
            self.marks = self.marks.carried(self._marked, flow) if self._marked is not None else self.marks
            self._marked = flow
        if self.selected and not self.exists(self.selected):
            self.select("")
        for shows in self.at_once:
            self._show(shows)
        if self._pause is not None:
            self._pause.cancel()
        self._pause = background_tasks.create(self._paused())

    async def _paused(self) -> None:
        """Draw what is slow, one part after the other; a change meanwhile comes first, and then all of it is drawn."""
        await asyncio.sleep(PAUSE)
        for shows in self.after_pause:
            self._show(shows)
            await asyncio.sleep(0)

    def _show(self, shows: Shows) -> None:
        """Let a part show itself, in the page's own room, whoever made the change."""
        if self.view.client.is_deleted:
            return
        with self.view.client.content:
            found = shows()
            if found is not None:
                background_tasks.create(self._shown(found))

    async def _shown(self, found: Awaitable[None]) -> None:
        with self.view.client.content:
            await found

    async def look_again(self) -> None:
        """How the flow stands: draft, live, paused; who is on the way."""
        self.line = await one_flow(self.view.door, self.view.workspace, self.flow)
        for shows in (*self.at_once, *self.after_pause):
            self._show(shows)


def _alike(one: Fix, other: Fix) -> bool:
    """The same fix, wherever its words stand."""
    return (one.title, [edit.text for edit in one.edits]) == (other.title, [edit.text for edit in other.edits])


def _at(compiled: Compiled, address: str) -> bool:
    from sayso.dsl.blocks import statement_at

    assert compiled.flow is not None
    return statement_at(compiled.flow, read(address)) is not None
