"""Plays pages of recorded triggers with another version, and collects what would have been otherwise.

The work of a thread: it looks at nothing but what it was handed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sayso.connectors.shape import Simulated
from sayso.interpreter import Linked
from sayso.interpreter.state import Note
from sayso.runtime.backtests import Stopping
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.loops import who
from sayso.runtime.engine.premises import Premises
from sayso.runtime.journal import Header, Journal
from sayso.runtime.operations.backtest_tapes import Told, entries_in_order
from sayso.runtime.operations.backtest_triggers import DECIDED, Beginnings, Begun, Trigger
from sayso.runtime.operations.backtest_words import Comparing, Difference, Total
from sayso.runtime.replay import replay
from sayso.runtime.storage import moment
from sayso.runtime.worlds.backtest import BacktestWorld
from sayso.runtime.worlds.backtest_drive import BacktestDrive
from sayso.runtime.worlds.course import Course, Label, acts_of
from sayso.runtime.worlds.pool import Pool
from sayso.runtime.worlds.recorded import Tape

SLICE = timedelta(hours=6)
"""Virtual time goes so far between two looks whether the backtest is to stop."""
MOST_LINES = 20
"""So many differences of one trigger or person are told; the totals count all."""
MOST_DECISIONS = 5


class Row(msgspec.Struct, frozen=True):
    """One trigger: when, what it was, whom it is about, the recorded run (empty: none), and what would be otherwise.

    `label` says how sure that is, `reasons` why it is not simply recorded; `was` and `would` are how the runs ended or
    stand, in words.
    """

    at: datetime
    trigger: str
    title: str
    run: str
    label: Label
    reasons: list[str]
    was: str
    would: str
    differences: list[Difference]
    decisions: list[str]


class _Waiting(msgspec.Struct):
    """What is known of a trigger while its run is played."""

    at: datetime
    about: str
    title: str
    was: str
    row: Any = None


class Play:
    """One backtest's world and what came of it so far."""

    def __init__(
        self, premises: Premises, linked: Linked, programs: dict[str, Linked], sides: Mapping[str, Simulated],
        pool: Pool, until: datetime, stopping: Stopping,
    ) -> None:  # fmt: skip
        self.premises, self.linked, self.until, self.stopping = premises, linked, until, stopping
        catalog = premises.catalog
        self.world = BacktestWorld(catalog, premises.owner, programs, sides, pool, premises.guard_days)
        self.drive = BacktestDrive(self.world, self._ended)
        self.comparing = Comparing(catalog)
        self.rows: list[Row] = []
        self.people: dict[str, list[str]] = {}
        self.labels: dict[str, int] = {"recorded": 0, "simulated": 0, "unknowable": 0}
        self.begins = self.stays = 0
        self._waiting: dict[str, _Waiting] = {}

    # Playing.

    def page(
        self, page: Sequence[Trigger], told: Told, tapes: Mapping[str, Tape], events: Mapping[str, Any],
        beginnings: Beginnings,
    ) -> None:  # fmt: skip
        """Play a page of triggers, in the order of time."""
        if page:
            self._go(moment(page[0].at))
        for one in page:
            match one.kind:
                case "run":
                    self._run(one, told, tapes, events, beginnings)
                case "event":
                    self._event(one, events, beginnings)
                case "tick":
                    self._nothing(one, "a scheduled time", one.reason, one.reason)
                case "due":
                    self._due(one)

    def finish(self) -> None:
        """Go on to the present; what is still under way then is told as it stands."""
        self._go(self.until)
        self.drive.rest()

    def _go(self, until: datetime) -> None:
        drive = self.drive
        while (due := drive.next_due) is not None and due <= until:
            self.stopping.look()
            drive.go(min(until, due + SLICE))
        drive.go(until)
        self.stopping.look()

    def _run(
        self, one: Trigger, told: Told, tapes: Mapping[str, Tape], events: Mapping[str, Any], beginnings: Beginnings
    ) -> None:
        row, tape = told.rows.get(one.id), tapes.get(one.id)
        if row is None or tape is None:
            self._nothing(one, "a run", "its record is too long to play again", "", one.id)
            return
        if tape.is_empty:
            self._nothing(one, "a run", "it has only just begun", "", one.id)
            return
        trigger = value_from(row.trigger) or {}
        waiting = _Waiting(moment(one.at), self._about(trigger), row.title, _stands(row), row)
        begun = self._unchanged(row, tape, trigger) or beginnings.of_run(row, events.get(trigger.get("event", "")))
        if begun.inputs is None:
            self._no_longer(tape, waiting, begun)
            return
        self._waiting[one.id] = waiting
        strip = tape.strips.get("")
        at = strip.began if strip is not None and strip.began is not None else moment(one.at)
        self.drive.play(self.linked, begun.inputs, at, one.id, begun.trigger, tape)

    def _unchanged(self, row: Any, tape: Tape, trigger: dict[str, Any]) -> Begun | None:
        """The very version that ran began with just these values."""
        assert tape.linked is not None
        if tape.linked.program.version != self.linked.program.version:
            return None
        return Begun(value_from(row.inputs) or {}, trigger)

    def _no_longer(self, tape: Tape, waiting: _Waiting, begun: Begun) -> None:
        """A trigger that would begin no run: all the run did would not be."""
        self.stays += 1
        differences = self.comparing.compare(acts_of(tape), [], True, waiting.title)
        course = Course(tape.run, tape, self.linked)
        self._keep(course, waiting, f"no run: {begun.reason}", differences, [])

    def _event(self, one: Trigger, events: Mapping[str, Any], beginnings: Beginnings) -> None:
        event, was = events.get(one.id), one.reason or "nothing listened for it"
        if event is None or (one.reason and one.reason not in DECIDED):
            self._nothing(one, "an event", one.reason, one.reason)
            return
        at = moment(one.at)
        begun = beginnings.of_event(event, None, at)
        if begun.inputs is None:
            self._nothing(one, event.name, was, f"no run: {begun.reason}")
            return
        self._new(f"new-{one.id}", begun, _Waiting(at, event.name, _title(begun.inputs), f"no run: {_bare(was)}"))

    def _due(self, one: Trigger) -> None:
        at = moment(one.at)
        begun = Begun({}, {"kind": "schedule", "scheduled": at.isoformat()})
        about = f"scheduled for {self.comparing.words.when(at)}"
        self._new(f"new-{one.at}", begun, _Waiting(at, about, "", "no run: its schedule did not name this time"))

    def _new(self, id: str, begun: Begun, waiting: _Waiting) -> None:
        """A run that would begin only now: nothing is recorded of it."""
        self.begins += 1
        self._waiting[id] = waiting
        self.drive.play(self.linked, begun.inputs or {}, waiting.at, id, begun.trigger, Tape())
        self.world.courses[id].mark("simulated", "this run never began, so nothing was recorded of it")

    def _nothing(self, one: Trigger, about: str, was: str, would: str, run: str = "") -> None:
        self.labels["recorded"] += 1
        told = f"no run: {_bare(was)}"
        self.rows.append(Row(moment(one.at), about, "", run, "recorded", [], told, _again(told, would), [], []))

    # Collecting.

    def _ended(self, course: Course) -> None:
        waiting = self._waiting.pop(course.id)
        recorded = acts_of(course.tape)
        timed = not course.tape.untimed
        differences = self.comparing.compare(recorded, course.acts, timed, waiting.title)
        decisions = self._decisions(course, waiting) if differences and not course.tape.is_empty else []
        self._keep(course, waiting, course.state, differences, decisions)

    def _keep(
        self, course: Course, waiting: _Waiting, would: str, differences: list[Difference], decisions: list[str]
    ) -> None:
        self.labels[course.label] += 1
        for one in differences:
            lines = self.people.setdefault(one.person or "nobody in particular", [])
            if len(lines) < MOST_LINES:
                lines.append(one.text)
        run = "" if course.tape.is_empty else course.tape.run
        reasons = [reason for reason, label in course.reasons.items() if label == course.label]
        self.rows.append(
            Row(waiting.at, waiting.about, waiting.title, run, course.label, reasons, waiting.was, would,
                differences[:MOST_LINES], decisions[:MOST_DECISIONS])
        )  # fmt: skip

    def _decisions(self, course: Course, waiting: _Waiting) -> list[str]:
        """Conditions that came out otherwise than they did in the recorded run."""
        if not any(note.kind == "decided" for _, note in course.notes):
            return []
        return self.comparing.decisions(_recorded_notes(course.tape, waiting.row), course.notes)

    def _about(self, trigger: dict[str, Any]) -> str:
        kind, name = str(trigger.get("kind", "manual")), str(trigger.get("name", ""))
        if kind == "schedule" and "scheduled" in trigger:
            at = datetime.fromisoformat(trigger["scheduled"])
            return f"scheduled for {self.comparing.words.when(at)}"
        return "started by hand" if kind == "manual" or trigger.get("by") == "hand" else name or kind

    # The whole.

    def sentence(self, triggers: int, days: int) -> str:
        """The difference in one sentence."""
        found = self.comparing.sentence(triggers, days)
        more = [
            f"{count} of them {'begins' if count == 1 else 'begin'} {what}"
            for count, what in ((self.begins, "a run only now"), (self.stays, "no run any more"))
            if count
        ]
        return f"{found} {'; '.join(more).capitalize()}." if more else found

    @property
    def totals(self) -> list[Total]:
        """What was and would have been done, by kind; what reaches people outside first."""
        return sorted(self.comparing.totals.values(), key=lambda one: (not one.sends, one.noun))

    def sorted_rows(self) -> list[Row]:
        """The rows, those that differ first, then in the order of time."""
        return sorted(self.rows, key=lambda row: (not row.differences, row.at))


def _recorded_notes(tape: Tape, row: Any) -> list[tuple[str, Note]]:
    """What was decided in the recorded run: it is replayed."""
    if tape.linked is None or row is None:
        return []
    header = Header(
        tape.run, tape.linked.program.flow, tape.linked.program.version, "", {}, value_from(row.inputs) or {},
        moment(row.started), "live", dict(tape.built_in or {}),
    )  # fmt: skip
    entries = [msgspec.structs.replace(entry, number=number) for number, entry in enumerate(entries_in_order(tape), 1)]
    linked = tape.linked
    found = replay(Journal(lines=[header, *entries]), lambda header: linked, proves=False)
    return [(note.path, note) for run in found.runs.values() for _, _, note in run.notes]


def _stands(row: Any) -> str:
    return str(row.state) if row.state != "active" else "under way"


def _title(inputs: Mapping[str, Any]) -> str:
    return next((found for value in inputs.values() if isinstance(value, dict) and (found := who(value))), "")


def _bare(reason: str) -> str:
    return reason.removeprefix("skipped: ")


def _again(was: str, would: str) -> str:
    return would if would.startswith("no run") else was
