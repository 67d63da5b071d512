"""The flow editor: one flow as canvas, text, English and runs, with copilot and inspector beside it."""

from nicegui import ui

from sayso.editor.drafting.draft import opened
from sayso.editor.drafting.editor import Editor
from sayso.editor.flow.room import draw_room
from sayso.editor.view import View
from sayso.runtime.operations.editing import open_draft
from sayso.runtime.operations.flows import one_flow


async def build(view: View, flow: str) -> None:
    """Build it; a sentence handed over grows into a flow as soon as the page is there."""
    line = await one_flow(view.door, view.workspace, flow)
    steps = await open_draft(view.door, view.workspace, flow, view.who)
    draft = await opened(view.desk, view.workspace, flow)
    async with view.frame("flows", line.name or view.say("flows.unnamed"), full=True):
        editor = Editor(view, draft, line, steps)
        chat = await draw_room(editor)
    wish = view.query.get("say", "")[:20_000]
    if wish and not editor.text.strip():
        ui.timer(0.01, lambda: chat.say(wish), once=True)
        ui.run_javascript("history.replaceState(null, '', location.pathname)")
