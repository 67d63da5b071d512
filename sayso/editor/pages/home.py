"""The first page: what should happen, what needs somebody, the flows, and what ran last."""

from urllib.parse import quote

from nicegui import ui

from sayso.editor.kit.doing import button
from sayso.editor.kit.fields import Field
from sayso.editor.kit.tags import Tag, badge, box, link, said
from sayso.editor.pages.lists import ask_row, flow_row, run_row
from sayso.editor.view import View
from sayso.runtime.operations.changes import Change
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.flows import list_flows
from sayso.runtime.operations.inbox import inbox
from sayso.runtime.operations.looking import list_runs
from sayso.runtime.operations.publishing import save_draft

EXAMPLES = ("proposal", "inbound", "renewal")
SHOWN = 5
EMPTY = 'flow "{name}"\non manual\n'


async def build(view: View) -> None:
    """Build it."""
    async with view.frame("home", view.say("home.title")):
        _wish(view)
        columns = box("stack wider")
        await _columns(view, columns)

    async def changed(changes: list[Change]) -> None:
        columns.clear()
        await _columns(view, columns)

    view.on_change(changed)


def _wish(view: View) -> None:
    """The field, three examples that work, and two other ways to begin."""

    async def wished(words: str) -> None:
        await begin(view, words)

    with box("stack"):
        wish = Field("area", view.say("home.wish"), hint=view.say("home.hint"), rows=3, focused=True, entered=wished)
        wish.classes("wish").mark("wish")
        with box("line wrap"):
            button(view.say("home.go"), lambda: wished(str(wish.value)), "first", "sparkles")
            link("/templates", view.say("home.template"), "button plain")
            button(view.say("home.empty"), lambda: _empty(view), "plain")
        with Tag("ul", look="stack tight", attributes={"aria-label": view.say("home.examples")}):
            for name in EXAMPLES:
                with Tag("li"):
                    sentence = view.say(f"example.{name}")
                    button(sentence, lambda words=sentence: _put(wish, words), "link example").mark(data_example=name)


def _put(wish: Field, words: str) -> None:
    wish.put(words)
    wish.focus()


async def begin(view: View, words: str) -> None:
    """Make a draft for a sentence, and go where it grows."""
    if not words.strip():
        raise Refused("empty", view.say("home.say_something"))
    flow = await save_draft(view.door, view.workspace, "", view.who)
    ui.navigate.to(f"/flows/{flow}?say={quote(words.strip())}")


async def _empty(view: View) -> None:
    text = EMPTY.format(name=view.say("flows.new_name"))
    ui.navigate.to(f"/flows/{await save_draft(view.door, view.workspace, text, view.who)}")


async def _columns(view: View, holder: Tag) -> None:
    asks = (await inbox(view.door, view.workspace, view.who)).asks
    flows = await list_flows(view.door, view.workspace)
    runs = (await list_runs(view.door, view.workspace, size=SHOWN)).runs
    with holder:
        with _section(view, "needs", len(asks), "/inbox"):
            for ask in asks[:SHOWN]:
                ask_row(view, ask)
        with _section(view, "flows", len(flows), "/flows"):
            for flow in flows[:SHOWN]:
                flow_row(view, flow)
        with _section(view, "runs", 0, "/runs"):
            for run in runs:
                run_row(view, run)
        if not asks:
            said(view.say("home.needs_nothing"), "quiet")


def _section(view: View, name: str, count: int, to: str) -> Tag:
    with Tag("section", look="stack", attributes={"data-section": name}):
        with box("line"):
            said(view.say(f"home.{name}"), tag="h2")
            if count:
                badge(str(count)).mark(translate="no", data_count=count)
            box("grow")
            link(to, view.say("home.all"), "small")
        return box("rows")
