"""The flows: status, when each runs next, how it ended last; and the bin."""

from sayso.editor.kit.tags import box, link, said
from sayso.editor.pages.lists import flow_row
from sayso.editor.view import View
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.flows import list_flows


async def build(view: View) -> None:
    """Build it."""
    async with view.frame("flows", view.say("place.flows"), view.say("flows.sentence")) as action:
        with action:
            link("/", view.say("flows.new"), "button first")
        rows = box("rows")
        await _fill(view, rows)

    async def changed(changes: list[Change]) -> None:
        rows.clear()
        await _fill(view, rows)

    view.on_change(changed)


async def _fill(view: View, rows) -> None:  # type: ignore[no-untyped-def]
    found = await list_flows(view.door, view.workspace)
    with rows:
        for line in found:
            flow_row(view, line)
        if not found:
            said(view.say("flows.none"), "empty")
