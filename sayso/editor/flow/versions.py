"""The versions of a flow: when, by whom, what changed in words; restore one into the draft, take one away."""

import asyncio

from nicegui import ui

from sayso.copilot.explaining.differing import Difference, differing
from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.sheets import Sheet, sheet
from sayso.editor.kit.tags import Tag, badge, box, icon, said, theirs
from sayso.editor.pages.lists import STATUSES
from sayso.runtime.operations.explaining import DRAFT, two_versions
from sayso.runtime.operations.looking import VersionLine, list_versions
from sayso.runtime.operations.texts import text_of_version

SIGNS = {"added": "plus", "removed": "minus", "changed": "pencil", "moved": "arrow-right"}
MOST_CHANGES = 40


async def open_versions(editor: Editor) -> None:
    """The sheet with every version."""
    view, say = editor.view, editor.say
    lines = await list_versions(view.door, view.workspace, editor.flow)
    with sheet(view, say("versions.title")) as open_, box("stack wide", data_sheet="versions"):
        if not lines:
            said(say("versions.none"), "empty")
        with box("rows"):
            for number, line in enumerate(lines):
                _row(editor, open_, line, lines[number + 1] if number + 1 < len(lines) else None)


def _row(editor: Editor, open_: Sheet, line: VersionLine, before: VersionLine | None) -> None:
    say = editor.say
    with box("row version", data_version=line.number), box("grow stack"):
        with box("line wrap"):
            said(say("versions.number", number=line.number), "strong", tag="span")
            if line.live:
                drawing, look = STATUSES.get(editor.line.status, ("circle", ""))
                badge(say(f"status.{editor.line.status}"), look, drawing)
            theirs(
                say("versions.made", when=editor.view.when(line.created), who=_who(editor, line.made_by)), "small quiet"
            )
        if line.note:
            theirs(line.note, "words", tag="p")
        with box("line wrap"):
            button(say("versions.to_draft"), lambda: _compare(editor, place, f"v{line.number}", DRAFT), "link")
            if before is not None:
                older = f"v{before.number}"
                button(say("versions.to_before", number=before.number),
                       lambda: _compare(editor, place, older, f"v{line.number}"), "link")  # fmt: skip
            button(say("versions.restore"), lambda: _restore(editor, open_, line.number), "link", off=editor.read_only)
            button(say("versions.export"), lambda: _export(editor, line.number), "link", "download")
        place = box("stack")


def _who(editor: Editor, id: str) -> str:
    return next((one.name for one in editor.catalog.people if one.id == id), id)


async def _compare(editor: Editor, place: Tag, before: str, after: str) -> None:
    found = await difference_of(editor, before, after)
    place.clear()
    with place:
        draw_difference(editor, found)


async def difference_of(editor: Editor, before: str, after: str = DRAFT) -> Difference:
    """Two versions compared in words; each is "draft" or "v3"."""
    sides = await two_versions(editor.view.door, editor.view.workspace, editor.flow, before, after)
    return await asyncio.to_thread(differing, sides.old, sides.new, sides.catalog)


def draw_difference(editor: Editor, found: Difference) -> None:
    """A difference: in a sentence, in what the flow may do, and step by step."""
    with box("stack difference", data_widens="true" if found.widens else "false"):
        theirs(found.sentence.replace("`", ""), "strong words", tag="p")
        for power in found.powers:
            with box("line"):
                icon("alert-triangle" if power.widens else "shield")
                theirs(power.text.replace("`", ""), "words", tag="span")
        with Tag("ul", look="stack tight changes"):
            for change in found.changes[:MOST_CHANGES]:
                row = Tag("li", look=f"line change {change.kind}").mark(data_change=change.kind)
                with row.style(f"margin-left: {16 * min(change.indent, 6)}px"):
                    icon(SIGNS[change.kind], editor.say(f"versions.{change.kind}"))
                    theirs(change.text.replace("`", ""), "words", tag="span")
        if len(found.changes) > MOST_CHANGES:
            said(editor.say("versions.more", n=len(found.changes) - MOST_CHANGES), "small quiet")


async def draw_changes(editor: Editor) -> None:
    """What publishing the draft would change; nothing where no version is live."""
    if editor.line.status == "draft" or not editor.line.live:
        return
    said(editor.say("versions.changes", number=editor.line.live), tag="h3")
    draw_difference(editor, await difference_of(editor, f"v{editor.line.live}"))


async def _restore(editor: Editor, open_: Sheet, number: int) -> None:
    """Into the draft, as one step that can be undone."""
    view, say = editor.view, editor.say
    found = await text_of_version(view.door, view.workspace, editor.flow, number)
    await editor.change(found.text, say("versions.restored", number=number))
    open_.close()
    toast(say("versions.restored_toast", number=number), say("editor.undo"), editor.undo)


async def _export(editor: Editor, number: int) -> None:
    view = editor.view
    found = await text_of_version(view.door, view.workspace, editor.flow, number)
    name = "".join(letter if letter.isalnum() else "-" for letter in editor.line.name.lower())[:60].strip("-")
    ui.download(found.text.encode(), f"{name or 'flow'}-v{number}.flow")
