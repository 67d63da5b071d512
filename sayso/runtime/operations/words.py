"""What a lane waits for, or would do next, in a person's words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sayso.dsl import calendar, render
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import UNKNOWN
from sayso.interpreter.state import Await, Effect, Sleep, Spawn, Want
from sayso.runtime.log import sentence_of

LONGEST = 300
"""The most characters of a sentence about somebody."""
BY_HAND = {
    "approval": "waiting for approval", "question": "waiting for an answer", "hand-off": "handed over",
    "held": "held back by the contact guard", "by hand": "for you to do",
    "uncertain": "may have been sent: somebody must look",
}  # fmt: skip
HELD = {"paused": "paused", "stopped": "stopped", "cancelling": "being cancelled"}


class Words:
    """Tells wants and rests in the words of one workspace."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog, self.zone = catalog, ZoneInfo(catalog.zone)
        self.titles = {name: record.title for name, record in catalog.records.items()}

    def show(self, value: Any) -> str:
        """A value as people read it."""
        return render.render(value, UNKNOWN, self.zone, self.titles) or ""

    def when(self, at: datetime) -> str:
        """An instant as people read it."""
        local = calendar.local(at, self.zone)
        return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"

    def sentence(self, want: Effect) -> str:
        """A call, in its tool's own sentence."""
        return sentence_of(self.catalog, want)[:LONGEST]

    def event(self, name: str) -> str:
        """What an event is called."""
        declared = self.catalog.events.get(name)
        return declared.sentence if declared else name

    def would(self, want: Want | None) -> str:
        """What comes next for a lane, if it goes on now."""
        match want:
            case Effect():
                return self.sentence(want)
            case Sleep() | Await():
                return "goes on after waiting"
            case Spawn():
                return "goes on with its items"
        return "begins" if want is None else "goes on"

    def waits(self, resting: str, want: Want | None, until: datetime | None, hold: str = "") -> str:
        """How a lane stands: what it waits for, until when."""
        text = self._waits(resting, want, until)
        if hold in HELD and resting not in HELD:
            text += f" ({HELD[hold]})"
        return text[:LONGEST]

    def _waits(self, resting: str, want: Want | None, until: datetime | None) -> str:
        before = f" until {self.when(until)}" if until else ""
        if resting in BY_HAND:
            called = f": {self.sentence(want)}" if isinstance(want, Effect) else ""
            return f"{BY_HAND[resting]}{before}{called}"
        if resting in HELD:
            return HELD[resting] + (f" before: {self.sentence(want)}" if isinstance(want, Effect) else "")
        match resting, want:
            case "time", Sleep():
                stage = f" for the stage “{want.reason}”" if want.reason else ""
                return f"waiting{before}{stage}"
            case "event", Await():
                return f"waiting until {self.event(want.event)}, at most{before}"
            case "window", Effect():
                return f"waiting for its hours{before}: {self.sentence(want)}"
            case "quota", Effect():
                return f"the limit is used up; goes on{before.replace('until', 'on')}: {self.sentence(want)}"
            case "items", _:
                return "waiting for its items"
            case "flow", Effect():
                return f"waiting for the flow “{want.arguments.get('flow', '')}”"
        return "running"
