"""One run on its way through a backtest: what was recorded of it, what it does now, and how sure that is."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Note, Outcome, Want
from sayso.runtime.journal import Entry
from sayso.runtime.worlds.recorded import PEOPLE, Answer, Strip, Tape

Label = Literal["recorded", "simulated", "unknowable"]
RANKS: dict[Label, int] = {"recorded": 0, "simulated": 1, "unknowable": 2}
MOST_REASONS = 20
"""So many reasons for a label are told of one run."""
Reading = Callable[[str, str, datetime], dict[str, Any] | None]
"""Reads a record of today's data, by its type and id."""


class Act(msgspec.Struct, frozen=True, gc=False):
    """Something that a run did: the step's place in the recorded version, the call as it went out, when."""

    path: str
    want: Effect
    at: datetime


class Course:
    """A run of the backtested version. What it does belongs to its `root`, the run that a trigger began."""

    def __init__(self, id: str, tape: Tape, linked: Linked, root: "Course | None" = None) -> None:
        self.id, self.tape, self.linked = id, tape, linked
        self.root = root or self
        self.recorded = tape.steps(linked)
        self.label: Label = "recorded"
        self.reasons: dict[str, Label] = {}
        self.acts: list[Act] = []
        self.notes: list[tuple[str, Note]] = []
        self.granted: dict[str, dict[str, Any]] = {}
        """What really goes out, by the path of a call that a person edited."""
        self.first: dict[tuple[str, str], dict[str, Any]] = {}
        """The records that the run began with."""
        self.open = 0
        """How many of its runs are under way."""
        self.state = ""
        self.changed: set[tuple[str, str]] = set()
        """Records that were changed in the copy alone: what was recorded of them is not so any more."""
        self._wants: dict[str, Want | None] = {}
        self._lacking = _lacking(tape.linked, linked)

    def strip(self, lane: str) -> Strip:
        """What was recorded of a lane."""
        strips, path = self.tape.strips, self.recorded(lane)
        found = strips.get(path)
        if found is None:
            found = strips[path] = Strip()
        return found

    def mark(self, label: Label, reason: str) -> None:
        """The run is only as sure as its least sure part."""
        root = self.root
        if RANKS[label] > RANKS[root.label]:
            root.label = label
        if len(root.reasons) < MOST_REASONS:
            root.reasons.setdefault(reason, label)

    def moved(self, entry: Entry) -> None:
        """A lane moved: what its want came to counts as done."""
        before, outcome = self._wants.get(entry.lane), entry.outcome
        self._wants[entry.lane] = entry.want
        if isinstance(before, Effect) and did(before, outcome):
            self._act(before, outcome.at)
        if isinstance(entry.want, Effect) and entry.want.tool in PEOPLE:
            self._act(entry.want, outcome.at)

    def _act(self, want: Effect, at: datetime) -> None:
        edited = self.granted.get(want.path)
        self.root.acts.append(Act(f"{self.tape.run}:{self.recorded(want.path)}", edited_call(want, edited), at))

    def widened(self, value: Any, now: datetime, read: Reading) -> Any:
        """A recorded value, with the fields that this version looks at and the recorded one did not: as they are
        today."""
        return self._wider(value, now, read) if self._lacking else value

    def _wider(self, value: Any, now: datetime, read: Reading) -> Any:
        if isinstance(value, list):
            return [self._wider(item, now, read) for item in value]
        if not isinstance(value, dict):
            return value
        found = {name: self._wider(item, now, read) for name, item in value.items()}
        lacking = self._lacking.get(value.get("type", "")) if "id" in value else None
        missing = sorted(lacking - found.keys()) if lacking else []
        if missing:
            first = self.first.get((value["type"], value["id"]), {})
            whole = first if first.keys() >= set(missing) else read(value["type"], value["id"], now) or {}
            found |= {name: whole[name] for name in missing if name in whole}
            words = ", ".join(f"{value['type']}.{name}" for name in missing)
            since = "as it was when the run began" if whole is first else "taken from today's data"
            self.mark("simulated", f"{words}: {since}, the recorded run did not look at it")
        return found


def did(want: Effect, outcome: Outcome) -> bool:
    """Whether a call of this kind changed something; questions and hand-overs count when they are asked."""
    return want.effect == "write" and outcome.kind == "done" and want.tool not in PEOPLE


def edited_call(want: Effect, arguments: Mapping[str, Any] | None) -> Effect:
    """The call as it went out."""
    return want if arguments is None else msgspec.structs.replace(want, arguments=dict(arguments))


def acts_of(tape: Tape) -> list[Act]:
    """What a recorded run really did, by the same rule; runs that it called too."""
    found = []
    for path, strip in tape.strips.items():
        for answer in strip.answers:
            found += _act_of(tape, path, answer)
    for called in tape.called.values():
        found += acts_of(called)
    return found


def _act_of(tape: Tape, lane: str, answer: Answer) -> list[Act]:
    want = answer.want
    if not isinstance(want, Effect):
        return []
    place = f"{tape.run}:{want.path}"
    if want.tool in PEOPLE:
        return [Act(place, want, answer.at)]
    if answer.outcome is None or not did(want, answer.outcome):
        return []
    return [Act(place, edited_call(want, tape.edits.get((lane, want.path))), answer.outcome.at)]


def _lacking(recorded: Linked | None, now: Linked) -> dict[str, frozenset[str]]:
    """The fields of each type of record that one version loads and the recorded one did not."""
    if recorded is None or recorded is now:
        return {}
    known = recorded.loads
    found = {kind: fields - known.get(kind, frozenset()) for kind, fields in now.loads.items()}
    return {kind: fields for kind, fields in found.items() if fields}
