"""The log: what a journal means, in words. The same lines for Test Mode, a live run and a replay.

Derived, never stored: the journal says what happened, the catalog how it is called.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl import calendar, render
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import UNKNOWN
from sayso.dsl.values import Filter
from sayso.dsl.words import words_of
from sayso.interpreter.state import Admit, Await, Effect, Ended, Note, Outcome, Reread, Sleep, Spawn, Want
from sayso.runtime.journal import Entry, Header, Journal
from sayso.runtime.run import Run

Kind = Literal[
    "began", "read", "did", "failed", "refused", "asked", "ordered", "waits", "heard", "decided", "left", "late",
    "ended", "memory",
]  # fmt: skip


class LogLine(msgspec.Struct, frozen=True):
    """One thing that happened: when, in which run, to whom (an item's name, or empty), at which step, in words.

    What a person "ordered" stands in no journal: it comes from the answers and orders that an installation keeps.
    """

    at: datetime
    run: str
    lane: str
    who: str
    step: str
    kind: Kind
    text: str
    detail: dict[str, str] = {}


SAID = ("message", "subject", "note", "text")
"""What a call says, the shortest first: quoted behind its sentence where the sentence does not have it."""


BUILT_IN = {
    "people.ask": "ask {person}: “{question}”",
    "people.hand_off": "hand over to {person}: “{message}”",
    "flow.run": "run the flow “{flow}” and wait for it",
    "flow.start": "start the flow “{flow}”",
    "memory.read": "look up what is remembered as “{name}”",
    "memory.set": "remember {value} as “{name}”",
    "memory.remember": "remember {value} in “{name}”",
}
"""The sentences of what the language itself does."""


class _Telling:
    """The journal on its way to words."""

    def __init__(self, catalog: Catalog, runs: dict[str, Run]) -> None:
        self.catalog, self.runs, self.zone = catalog, runs, ZoneInfo(catalog.zone)
        self.titles = {name: record.title for name, record in catalog.records.items()}
        self.wants: dict[tuple[str, str], Want] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.notes: dict[tuple[str, int], list[Note]] = {}
        for run in runs.values():
            for number, _, note in run.notes:
                self.notes.setdefault((run.id, number), []).append(note)

    def show(self, value: Any) -> str:
        if isinstance(value, Filter):
            return str(value.condition)
        if isinstance(value, dict) and "type" not in value:
            return ", ".join(f"{words_of(name)}: {self.show(item)}" for name, item in value.items() if item is not None)
        return render.render(value, UNKNOWN, self.zone, self.titles) or ""

    def when(self, moment: datetime) -> str:
        local = calendar.local(moment, self.zone)
        return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"

    def sentence(self, want: Effect) -> str:
        """The tool's own sentence with this call's values in it."""
        tool = self.catalog.tools.get(want.tool)
        text = BUILT_IN.get(want.tool) or (tool.sentence if tool else want.tool)
        said = next((name for name in SAID if name in want.arguments and "{" + name + "}" not in text), None)
        if isinstance(tags := want.arguments.get("tags"), list) and len(tags) == 1:
            text = text.replace("the tags {tags}", "the tag {tags}")
        for name, value in want.arguments.items():
            text = text.replace("{" + name + "}", self.show(value))
        quoted = f": “{self.show(want.arguments[said])}”" if said else ""
        return _without_holes(text) + quoted

    def entry(self, entry: Entry) -> Iterator[LogLine]:
        key, at = (entry.run, entry.lane), entry.outcome.at
        before = self.wants.pop(key, None)
        told = [self._answered(before, entry.outcome)] if before is not None else []
        told += [self._note(note) for note in self.notes.get((entry.run, entry.number), ()) if note.kind != "left"]
        if entry.want is not None:
            self.wants[key] = entry.want
            told.append(self._wanted(entry.run, entry.want))
        if entry.ended is not None:
            told.append(self._ended(entry.lane, entry.ended))
        for line in told:
            if line is not None:
                step, kind, text, detail = line
                yield LogLine(at, entry.run, entry.lane, self.names.get(key, ""), step, kind, text, detail)

    def _answered(self, want: Want, outcome: Outcome) -> "Told | None":
        if outcome.kind == "heard" and outcome.event is not None:
            text = self._event(outcome.event.name, outcome.event.data)
            return want.step, "heard", text, {}
        match want:
            case Effect():
                return self._effect(want, outcome)
            case Admit():
                return want.step, "left", self._admitted(outcome), {}
            case Await() if outcome.kind == "time":
                return want.step, "heard", f"nothing came until {self.when(outcome.at)}", {}
            case Reread() if outcome.kind == "gone":
                return want.step, "refused", outcome.sentence, {}
            case Await() | Reread() | Sleep() | Spawn():
                return None

    def _effect(self, want: Effect, outcome: Outcome) -> "Told":
        said = self.sentence(want)
        detail = {name: self.show(value) for name, value in want.arguments.items()}
        match outcome.kind:
            case "done":
                gave = self._gave(want, outcome.value)
                kind: Kind = "memory" if want.tool.startswith("memory.") else "read" if want.effect == "read" else "did"
                return want.step, kind, f"{said}{gave}", detail
            case "failed":
                return want.step, "failed", f"{said}: {outcome.sentence}", detail
            case "expired" if want.tool == "people.hand_off":
                return want.step, "did", f"{said} (nobody took over, going on)", detail
            case "taken":
                return want.step, "did", f"{said} (taken over)", detail
            case _:
                return want.step, "refused", f"{said}: {outcome.sentence or outcome.kind}", detail

    def _gave(self, want: Effect, value: object) -> str:
        if want.tool == "people.ask":
            return f" → {self.show(value)}"
        if want.effect != "read" or want.tool.startswith("memory."):
            return ""
        if isinstance(value, list):
            names = ", ".join(self.show(item) for item in value[:5]) + (" …" if len(value) > 5 else "")
            return f" → {len(value)} found" + (f": {names}" if names else "")
        return f" → {self.show(value) or 'nothing'}"

    def _admitted(self, outcome: Outcome) -> str:
        taken = len(outcome.value) if isinstance(outcome.value, list) else 0
        left = "; ".join(f"{count} not taken, {reason}" for reason, count in (outcome.left or {}).items())
        return f"{taken} taken" + (f"; {left}" if left else "")

    def _wanted(self, run: str, want: Want) -> "Told | None":
        match want:
            case Sleep():
                stage = f" for the stage “{want.reason}”" if want.reason else ""
                return want.step, "waits", f"waits until {self.when(want.until)}{stage}", {}
            case Await():
                declared = self.catalog.events.get(want.event)
                what = declared.sentence if declared else want.event
                return want.step, "waits", f"waits until {what}, at most until {self.when(want.until)}", {}
            case Effect() if want.approve:
                by = self.show(want.person)
                return want.step, "asked", f"asks {by} to approve: {self.sentence(want)}", {}
            case Spawn():
                for key, item in zip(want.keys, want.items, strict=True):
                    self.names[run, f"{want.path}/each[{key}]"] = self.show(item) or key
        return None

    def _event(self, name: str, data: dict[str, Any]) -> str:
        declared = self.catalog.events.get(name)
        first = next(iter(data.values()), None)
        who = first.get("from") or first.get("name") if isinstance(first, dict) else None
        return (declared.sentence if declared else name) + (f": {who}" if who else "")

    def _note(self, note: Note) -> "Told":
        if note.kind == "decided":
            seen = ", ".join(f"{label} is {self._quoted(value)}" for label, value in note.values)
            answer = "yes" if note.truth else "no" if note.truth is False else "unknown, so no"
            return note.step, "decided", f"{note.text} → {answer}" + (f" ({seen})" if seen else ""), {}
        return note.step, "late", note.text, {}

    def _quoted(self, value: object) -> str:
        if value is None:
            return "missing"
        return f"“{value}”" if isinstance(value, str) else self.show(value) or "empty"

    def _ended(self, lane: str, ended: Ended) -> "Told | None":
        if ended.how == "done":
            return None if lane else (ended.step, "ended", "done", {})
        value = f": {self.show(ended.value)}" if ended.value is not None else ""
        reason = f": {ended.reason}" if ended.reason else ""
        return ended.step, "ended", f"{ended.how}{reason}{value}", {}


Told = tuple[str, Kind, str, dict[str, str]]


def log(journal: Journal, runs: dict[str, Run], catalog: Catalog, after: int = 0) -> list[LogLine]:
    """The lines of all runs of a journal in the order they happened; `after` leaves out what its first lines tell."""
    telling = _Telling(catalog, runs)
    lines: list[LogLine] = []
    asked: dict[tuple[str, str], LogLine] = {}
    for number, line in enumerate(journal.lines):
        if number == after:
            lines.clear()
        if isinstance(line, Header):
            text = f"“{line.flow}” begins ({line.trigger.get('kind', 'manual')})"
            lines.append(LogLine(line.started, line.run, "", "", "", "began", text))
        elif isinstance(line, Entry):
            question = asked.pop((line.run, line.lane), None)
            if question in lines and line.outcome.error == "opted-out":
                lines.remove(question)
            told = [one for one in telling.entry(line) if one.kind != "left" or one.text]
            asked.update(((line.run, line.lane), one) for one in told if one.kind == "asked")
            lines += told
    return lines if after < len(journal.lines) else []


def _without_holes(text: str) -> str:
    """A sentence with what was not given left out: "email Ann the template" stays readable."""
    kept = [word for word in text.split(" ") if not (word.startswith("{") and word.rstrip(".,:”").endswith("}"))]
    return " ".join(kept)


def sentence_of(catalog: Catalog, want: Effect) -> str:
    """A call in its tool's own sentence, with its values in it."""
    return _Telling(catalog, {}).sentence(want)
