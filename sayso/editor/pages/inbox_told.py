"""What people were told and have not read yet, below what waits for them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, box, icon, link, said, theirs
from sayso.editor.view import View
from sayso.runtime.operations.inbox import Told, mark_seen

if TYPE_CHECKING:
    from sayso.editor.pages.inbox import Room


def told_rows(view: View, holder: Tag, told: Sequence[Told], room: "Room") -> None:
    """Draw them anew; nobody types in here."""
    holder.clear()
    if not told:
        return
    with holder:
        with box("line wrap section-head"):
            said(view.say("told.title" if room.person else "told.title_all"), tag="h2")
            Tag("span", str(len(told)), "badge", {"translate": "no"})
            box("grow")
            if len(told) > 1:
                button(view.say("told.read_all"), lambda: _read(view, told, room), "plain", "check")
        with box("rows"):
            for one in told:
                _row(view, one, room)


def _row(view: View, one: Told, room: "Room") -> None:
    with box("row wraps").mark(data_told=one.id):
        icon("bell")
        with box("grow stack tight"):
            theirs(one.message, "words", tag="p")
            with box("line wrap small quiet"):
                said(view.when(one.at), tag="span")
                if one.run:
                    link(f"/runs/{one.run}", view.say("told.run"))
        button(view.say("told.read"), lambda: _read(view, [one], room), "plain", "check")


async def _read(view: View, told: Sequence[Told], room: "Room") -> None:
    for one in told:
        await mark_seen(view.door, view.workspace, one.id, view.who)
    await room.refresh()
