"""The history of somebody, run by run: each step with why, and why they were not found or not taken."""

from collections.abc import Sequence

from sayso.copilot.plainly import clause, field
from sayso.editor.kit.tags import Tag, badge, box, icon, link, said, theirs
from sayso.editor.view import View
from sayso.runtime.operations.timeline import Line
from sayso.runtime.operations.timeline_shapes import Decision

DRAWINGS = {
    "began": "play", "read": "eye", "did": "check", "decided": "split", "waits": "clock", "heard": "message",
    "asked": "hand", "ordered": "user", "left": "circle-slash", "held": "shield", "uncertain": "alert-triangle",
    "failed": "alert-triangle", "ended": "flag", "late": "clock",
}  # fmt: skip
LOOKS = {
    "skipped": "", "waiting": "accent", "failed": "bad", "held": "warn", "may have been sent": "warn", "cancelled": "",
}  # fmt: skip
"""States that are said; what is done needs no word."""
BACKGROUND = ("began", "read")
"""What happened for everybody in a run."""


def grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each run together, the run whose last line is newest first; each in the order of time."""
    found: dict[str, list[Line]] = {}
    for number, line in enumerate(lines):
        found.setdefault(line.run or f"outside/{number}", []).append(line)
    return sorted(found.values(), key=lambda group: group[-1].at, reverse=True)


def group(view: View, lines: Sequence[Line]) -> None:
    """One run, or something that happened outside of any."""
    first = lines[0]
    left = all(line.kind in (*BACKGROUND, "left") for line in lines)
    with Tag("section", look="card stack", attributes={"data-run": first.run, "data-left": left}):
        if first.run:
            _head(view, first, lines)
        with Tag("ol", look="steps"):
            for line in lines:
                if not (left and line.kind in BACKGROUND):
                    _step(view, line)


def _head(view: View, first: Line, lines: Sequence[Line]) -> None:
    with box("line wrap"):
        theirs(first.name or view.say("flows.unnamed"), "strong words", tag="h3")
        if first.version is not None:
            badge(view.say("people.version", number=first.version)).mark(translate="no")
        if any(line.sent for line in lines):
            badge(view.say("people.sent"), "accent", "send")
        box("grow")
        with box("line small quiet"):
            said(view.when(first.at), tag="span")
            link(f"/runs/{first.run}", view.say("people.run"))


def _step(view: View, line: Line) -> None:
    with Tag("li", look="step", attributes={"data-line": line.kind, "data-state": line.state}):
        icon("send" if line.sent else DRAWINGS.get(line.kind, "circle"))
        with box("grow stack tight"):
            if line.decision is not None and line.kind == "decided":
                theirs(clause(line.decision.condition, view.catalog), "words", tag="p")
            else:
                theirs(view.plainly(line.text), "words", tag="p")
            if line.decision is not None:
                _decision(view, line.decision)
            if line.sent and (text := line.detail.get("text") or line.detail.get("message")):
                theirs(text, "letter", tag="p")
            if line.by:
                theirs(view.say("people.by", who=line.by), "small quiet")
        if line.state in LOOKS:
            badge(view.say(f"line.{line.state.replace(' ', '_')}"), LOOKS[line.state])
        said(view.when(line.at), "small quiet time", tag="span")


def _decision(view: View, decision: Decision) -> None:
    """What decided: yes or no, and the values it looked at."""
    with box("line wrap small decision"):
        badge(view.say.known(f"decided.{decision.answer}", decision.answer), "")
        for name, value in decision.values.items():
            with Tag("span", look="chip words"):
                theirs(view.say("people.was", name=field(name, view.catalog), value=value), "words")
