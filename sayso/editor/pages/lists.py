"""Rows of lists: the same row wherever a flow, a run or something that waits for somebody is listed."""

from sayso.editor.kit.tags import Tag, badge, box, cut, icon, link, said
from sayso.editor.view import View
from sayso.runtime.operations.flows import FlowLine
from sayso.runtime.operations.inbox import AskLine
from sayso.runtime.operations.looking import RunLine

STATES = {
    "queued": ("clock", ""),
    "active": ("loader", "accent"),
    "running": ("loader", "accent"),
    "waiting": ("clock", "accent"),
    "needs you": ("hand", "warn"),
    "completed": ("circle-check", "good"),
    "completed with failures": ("alert-triangle", "warn"),
    "failed": ("circle-x", "bad"),
    "stopped": ("circle-check", ""),
    "cancelled": ("circle-x", ""),
}
"""A run's state: its drawing and its colour."""
STATUSES = {"live": ("circle-dot", "good"), "paused": ("pause", "warn"), "draft": ("pencil", "")}
KINDS = {
    "approval": "mail", "question": "info", "hand-off": "user", "held": "shield", "by hand": "hand",
    "uncertain": "alert-triangle",
}  # fmt: skip


def state_badge(view: View, state: str) -> Tag:
    """A run's state."""
    drawing, look = STATES.get(state, ("circle", ""))
    return badge(view.say(f"state.{state.replace(' ', '_')}"), look, drawing).mark(data_state=state)


def status_badge(view: View, line: FlowLine) -> Tag:
    """A flow's status: draft, live or paused."""
    drawing, look = STATUSES.get(line.status, ("circle", ""))
    words = view.say(f"status.{line.status}")
    if line.status == "live" and line.live:
        words = view.say("status.live_version", version=line.live)
    return badge(words, look, drawing).mark(data_status=line.status)


def flow_row(view: View, line: FlowLine) -> None:
    """A flow: its status, when it runs next, how it ended last, who is on the way in it."""
    with link(f"/flows/{line.id}", look="row"):
        icon("workflow")
        with box("grow stack tight"):
            cut(line.name or view.say("flows.unnamed"), "strong")
            about = _about(view, line)
            said(about, "small quiet cut", tag="span").mark(title=about)
        if line.last_state:
            state_badge(view, line.last_state).classes("wide-only")
        status_badge(view, line)


def _about(view: View, line: FlowLine) -> str:
    told = []
    if line.next_run is not None:
        told.append(view.say("flows.next", when=view.when(line.next_run)))
    if line.status == "paused" and line.pause_reason:
        told.append(line.pause_reason)
    if line.on_way:
        told.append(view.say("flows.on_way", n=line.on_way))
    return " · ".join(told) or view.say("flows.no_next")


def run_row(view: View, line: RunLine) -> None:
    """A run: of which flow, when, how it ended."""
    with link(f"/runs/{line.id}", look="row"):
        icon("play")
        with box("grow stack tight"):
            cut(line.name or line.title or view.say("flows.unnamed"), "strong")
            about = [view.when(line.created), view.say(f"trigger.{line.trigger}")]
            if line.title and line.title != line.name:
                about.append(line.title)
            cut(" · ".join(about), "small quiet")
        state_badge(view, line.state)


def ask_row(view: View, line: AskLine) -> None:
    """Something that waits for somebody."""
    with link(f"/inbox#{line.id}", look="row"):
        icon(KINDS.get(line.kind, "inbox"))
        with box("grow stack tight"):
            cut(line.title or line.text, "strong")
            about = view.say("ask.about", flow=line.name, when=view.when(line.created))
            said(about, "small quiet cut", tag="span").mark(title=about)
        badge(view.say(f"ask.{line.kind.replace(' ', '_').replace('-', '_')}"))
