"""An approval: the whole message, whose words can be changed, to whom, and yes or no."""

from typing import TYPE_CHECKING

from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field, labelled
from sayso.editor.kit.tags import Tag, box, said
from sayso.editor.pages.inbox_card import Card
from sayso.editor.view import View
from sayso.runtime.operations import answers
from sayso.runtime.operations.inbox import AskLine

if TYPE_CHECKING:
    from sayso.editor.pages.inbox import Room

LONG = ("text", "message", "note", "body")
"""Arguments that are written over several lines."""


class Approval(Card):
    """The whole message, changeable, to whom, and yes or no."""

    def __init__(self, view: View, ask: AskLine, room: "Room") -> None:
        super().__init__(view, ask, room)
        self.fields: dict[str, Field] = {}
        with self.body:
            self.facts([name for name in ask.shown if name not in ask.editable])
            for name in ask.editable:
                self._field(name)
            self.changed = box("line wrap small hidden")
            with self.changed:
                said(view.say("inbox.edited"))
                button(view.say("inbox.put_back"), self._put_back, "link")
        with self.actions:
            self.yes = button("", self._approve, "first", "check")
            with self.yes:
                self.label_of_yes = Tag("span", view.say("inbox.approve"))
            self.yes.classes(remove="only-icon")
        self.twice(view.say("inbox.reject"), view.say("inbox.reject_title"), self._reject)

    def _field(self, name: str) -> None:
        value = self.ask.shown[name]
        rows = max(3, 1 + sum(1 + len(row) // 72 for row in value.split("\n"))) if name in LONG else 1
        with labelled(self.label(name)):
            self.fields[name] = Field(
                "area", self.label(name), value, rows=rows, longest=answers.LONGEST_TEXT, typed=self._typed,
                changed=self._typed, entered=None if name in LONG else self._typed,
            )  # fmt: skip
            self.fields[name].classes("grows").mark(name)

    def edits(self) -> dict[str, str]:
        """What was changed, by its name."""
        return {name: str(one.value) for name, one in self.fields.items() if one.value != self.ask.shown[name]}

    def _typed(self, _: object = None) -> None:
        edits = self.edits()
        self.label_of_yes.text = self.view.say("inbox.edit_and_approve" if edits else "inbox.approve")
        self.changed.classes(remove="hidden") if edits else self.changed.classes("hidden")

    def _put_back(self) -> None:
        for name, one in self.fields.items():
            one.put(self.ask.shown[name])
        self._typed()

    async def approve_quietly(self) -> None:
        """Say yes to it as it stands on the page."""
        view, edits = self.view, self.edits()
        if edits:
            await answers.edit_and_approve(view.door, view.workspace, self.ask.id, view.who, edits)
        else:
            await answers.approve(view.door, view.workspace, self.ask.id, view.who)

    async def _approve(self) -> None:
        await self.tell(self.approve_quietly(), "approved")

    async def _reject(self, reason: str) -> None:
        view = self.view
        await self.tell(answers.reject(view.door, view.workspace, self.ask.id, view.who, reason), "rejected")
