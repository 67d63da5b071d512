"""The inbox: everything that waits for a person, the newest first, and what people were told.

What somebody types stays while others answer: only cards that are gone or new are touched.
"""

import asyncio

from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.showing import Aim
from sayso.editor.kit.tags import Tag, box, link, said
from sayso.editor.pages.inbox_card import Card
from sayso.editor.pages.inbox_kinds import KINDS, make_card
from sayso.editor.pages.inbox_told import told_rows
from sayso.editor.view import View
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.inbox import Inbox, inbox

FEWEST = 2
"""From so many approvals on, they can be given all at once."""


async def build(view: View) -> None:
    """Build it."""
    everybody = view.query.get("whose") == "all"
    async with view.frame("inbox", view.say("place.inbox"), view.say("inbox.sentence")) as action:
        with action:
            _whose(view, everybody)
        room = Room(view, "" if everybody else view.who)
        Aim(lambda name: _missing(view, everybody, name))
        await room.refresh()
    view.on_change(room.changed)


def _whose(view: View, everybody: bool) -> None:
    with Tag("nav", look="tabs", attributes={"aria-label": view.say("inbox.whose")}):
        for key, to, here in (("mine", "/inbox", not everybody), ("all", "/inbox?whose=all", everybody)):
            made = link(to, view.say(f"inbox.{key}"), "tab")
            if here:
                made.mark(aria_current="page")


def _missing(view: View, everybody: bool, name: object) -> None:
    """What an address names may wait for somebody else."""
    if everybody:
        toast(view.say("inbox.elsewhere"))
    else:
        view.client.open(f"/inbox?whose=all#{name}")


class Section:
    """The cards of one kind."""

    def __init__(self, view: View, kind: str) -> None:
        self.outer = Tag("section", look="stack wide hidden", attributes={"data-section": kind})
        with self.outer:
            with box("line wrap section-head"):
                said(view.say(f"inbox.{KINDS[kind].heading}"), tag="h2")
                self.count = Tag("span", "0", "badge", {"translate": "no"})
                box("grow")
                self.extra = box("line wrap")
            self.cards = box("stack wide")

    def show(self, number: int) -> None:
        """Say how many there are; none hides it."""
        self.count.text = str(number)
        self.outer.classes(remove="hidden") if number else self.outer.classes("hidden")


class Room:
    """The whole list, and what changes in it."""

    def __init__(self, view: View, person: str) -> None:
        self.view, self.person = view, person
        self.cards: dict[str, Card] = {}
        self.looking = asyncio.Lock()
        self.sections = {kind: Section(view, kind) for kind in KINDS}
        self.empty = box("empty stack wide hidden")
        with self.empty:
            said(view.say("inbox.none_mine" if person else "inbox.none_all"))
            with box():
                link("/flows", view.say("inbox.none_flows"), "button")
        self.told = box("stack wide")
        with self.sections["approval"].extra:
            self.together = Together(view, self)

    async def changed(self, changes: list[Change]) -> None:
        """Something changed in the workspace."""
        if any(change.kind in ("ask", "notification") for change in changes):
            await self.refresh()

    async def refresh(self) -> None:
        """Take away what is settled, add what is new, and leave everything else as it is."""
        async with self.looking:
            self._show(await inbox(self.view.door, self.view.workspace, self.person))

    def _show(self, found: Inbox) -> None:
        here = {ask.id for ask in found.asks}
        for gone in [id for id in self.cards if id not in here]:
            self.cards.pop(gone).remove()
        for ask in found.asks:
            if ask.id not in self.cards:
                with self.sections[ask.kind].cards:
                    made = make_card(self.view, ask, self)
                    made.outer.move(target_index=0)
                self.cards[ask.id] = made
                made.explain()
        self._counts(found)
        told_rows(self.view, self.told, found.told, self)

    def _counts(self, found: Inbox) -> None:
        for kind, section in self.sections.items():
            section.show(sum(ask.kind == kind for ask in found.asks))
        self.empty.classes("hidden") if found.asks else self.empty.classes(remove="hidden")
        self.together.count()

    async def done(self, card: Card, sentence: str) -> None:
        """A card was answered: say so, and go on with the one after it."""
        order = list(card.outer.parent_slot.children) if card.outer.parent_slot else []
        following = order[order.index(card.outer) + 1 :] if card.outer in order else []
        await self.refresh()
        toast(sentence)
        if following and not following[0].is_deleted:
            following[0].run_method("focus")

    def approvals(self) -> list[Card]:
        """The approvals that are shown, the newest first."""
        return [card for card in reversed(self.cards.values()) if card.ask.kind == "approval"]


class Together:
    """All approvals at once, after each was in view."""

    def __init__(self, view: View, room: Room) -> None:
        self.view, self.room = view, room
        self.note = Tag("span", "", "small quiet")
        self.button = button("", self.approve, drawing="list-checks")
        with self.button:
            self.label = Tag("span")
        self.button.classes(remove="only-icon")

    def count(self) -> None:
        """Count anew how many there are, and how many were in view."""
        cards = self.room.approvals()
        seen = sum(card.seen for card in cards)
        all_seen = seen == len(cards)
        self.label.text = self.view.say("inbox.approve_all", n=len(cards))
        self.note.text = "" if all_seen else self.view.say("inbox.approve_seen", seen=seen, n=len(cards))
        for tag in (self.button, self.note):
            tag.classes(remove="hidden") if len(cards) >= FEWEST else tag.classes("hidden")
        self.button.mark(disabled=not all_seen)
        self.button.update()

    async def approve(self) -> None:
        """Approve them, each as it stands on the page."""
        cards = self.room.approvals()
        if not all(card.seen for card in cards):
            return
        problems = []
        for card in cards:
            try:
                await card.approve_quietly()
            except Refused as problem:
                problems.append(problem.sentence)
        await self.room.refresh()
        toast(" ".join([self.view.say("inbox.approved_all", n=len(cards) - len(problems)), *problems]))
