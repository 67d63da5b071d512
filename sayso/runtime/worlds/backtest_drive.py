"""Drives recorded runs again, with another version: every want is answered by the record first, then by the world.

All runs of a backtest share one virtual time, as they shared the real one: what a loop took, what the flow remembers
and what its quotas allow follow in the order of time.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from sayso.interpreter import Linked
from sayso.interpreter.state import Effect, Ended, Event, Lane, Outcome, Sleep, Spawn, Want
from sayso.runtime.drive import Drive
from sayso.runtime.hearing import Hearing
from sayso.runtime.journal import Entry, Journal, Line
from sayso.runtime.run import Gather, Run
from sayso.runtime.worlds.backtest import BacktestWorld
from sayso.runtime.worlds.course import Course
from sayso.runtime.worlds.recorded import Strip, Tape

FLOWS = frozenset({"flow.run", "flow.start"})


class _Told(Journal):
    """A journal that keeps nothing and tells everything."""

    def __init__(self, tell: Callable[[Line], None]) -> None:
        super().__init__()
        self.write = tell


class _Heard(Hearing):
    """Hearing over recorded events; an event that a simulated call brought about is heard in its own run alone."""

    world: BacktestWorld

    def __init__(self, world: BacktestWorld) -> None:
        super().__init__(world)
        self._in_run: dict[str, list[Event]] = {}

    def listen(self, run: Run, path: str, want: Want, now: datetime) -> Iterator[Event]:
        """The recorded events that come because a lane listens."""
        place = run.place(path)
        for each in self.begin(run, path, want):
            yield from self.world.events(place, want, each, now)

    def came(self, event: Event) -> None:
        """Kept for the lanes of its run, and no other."""
        known = self._in_run.setdefault(self.world.own.get(event.id, ""), [])
        if event not in known:
            known.append(event)

    def forget(self, run: str) -> None:
        """A run is over."""
        self._in_run.pop(run, None)

    def already(self, run: Run, path: str, want: Want, now: datetime) -> Outcome | None:
        """An event that has come to this lane or its run."""
        self.events = self._in_run.get(run.id, [])
        return super().already(run, path, want, now)

    def listeners(self, event: Event) -> list[tuple[str, str, Want]]:
        """The lanes of the event's run that listen for it."""
        mine = self.world.own.get(event.id, "")
        return [one for one in super().listeners(event) if one[0] == mine] if mine else []


class BacktestDrive(Drive):
    """All runs of a backtest. `ended` is told of each as soon as it is over."""

    world: BacktestWorld

    def __init__(self, world: BacktestWorld, ended: Callable[[Course], None]) -> None:
        super().__init__(world, _Told(self._written), explain=True)
        self.hearing = self.heard = _Heard(world)
        self.ended = ended
        self._rules: dict[int, dict[str, Any]] = {}

    def play(
        self, linked: Linked, inputs: dict[str, Any], at: datetime, id: str, trigger: dict[str, Any], tape: Tape
    ) -> Run:  # fmt: skip
        """A run to begin at an instant, with what was recorded of it."""
        course = self.world.courses[id] = Course(id, tape, linked)
        inputs = {name: course.widened(value, at, self.world.today) for name, value in inputs.items()}
        course.first = {
            (value["type"], value["id"]): value
            for value in inputs.values() if isinstance(value, dict) and "type" in value and "id" in value
        }  # fmt: skip
        return self.begin(linked, inputs, at, id=id, mode="backtest", trigger=trigger)

    def begin(self, linked: Linked, *given: Any, **named: Any) -> Run:
        """Begin a run; what its version may do is worked out once for all of them."""
        run = super().begin(linked, *given, **named)
        self.world.courses[run.id].root.open += 1
        run.rules = self._rules.setdefault(id(linked), {})
        known = self.world.courses[run.id].tape.built_in
        if known is not None:
            run.built_in["run"] = known.get("run", run.built_in["run"])
        return run

    def _written(self, line: Line) -> None:
        if isinstance(line, Entry):
            self.world.courses[line.run].moved(line)

    # The record answers first.

    def _answered(self, run: Run, path: str, want: Want) -> Outcome | None:
        course = self.world.courses[run.id]
        strip = course.strip(path)
        answer = strip.now = strip.find(course.recorded(want.path), want)
        strip.made = self.now
        if isinstance(want, Spawn):
            return super()._answered(run, path, want)
        if isinstance(want, Effect) and want.tool in FLOWS and (answer is None or self._was_run(course, want)):
            self._ended_by_hand(run, path, strip)
            return super()._answered(run, path, want)
        place = run.place(path)
        if answer is None or not self.world.counts(place, strip, want, answer, self.now):
            self._look_at_hand(course, strip, want)
            return super()._answered(run, path, want)
        if answer.outcome is None:
            return self._still_open(run, path, want, strip)
        at = self.now + (answer.outcome.at - answer.at)
        outcome = self.world.took(place, strip, want, answer, at)
        if outcome.kind == "cancelled":
            self._due.add(at, lambda: self._halt(run))
        if at <= self.now:
            return outcome
        self._outcome(run, path, outcome)
        return None

    def _still_open(self, run: Run, path: str, want: Want, strip: Strip) -> Outcome | None:
        """Nothing has come of it yet; a wait that began at another time may be over all the same."""
        assert strip.now is not None
        strip.now.used = True
        if self.now != strip.now.at and not isinstance(want, Effect):
            return super()._answered(run, path, want)
        return None

    def _look_at_hand(self, course: Course, strip: Strip, want: Want) -> None:
        """A wait that a person ended by hand was another one than this."""
        known = strip.at(course.recorded(want.path), Sleep) if isinstance(want, Sleep) else None
        if known is not None and known.outcome is not None:
            known.used = True
            if known.outcome.forced or known.outcome.kind not in ("time", "heard"):
                course.mark("unknowable", "a person ended another wait by hand here; the whole wait is assumed")

    def _was_run(self, course: Course, want: Effect) -> bool:
        """Whether the run that was called is recorded too."""
        return course.recorded(want.path) in course.tape.called

    def _ended_by_hand(self, run: Run, path: str, strip: Strip) -> None:
        """Somebody did not wait for the called flow."""
        outcome = strip.now.outcome if strip.now is not None else None
        if strip.now is not None and outcome is not None and outcome.kind not in ("done", "failed"):
            strip.now.used = True
            at = self.now + (outcome.at - strip.now.at)
            strip.shift = at - outcome.at
            self._outcome(run, path, msgspec.structs.replace(outcome, at=at))

    def _halt(self, run: Run) -> None:
        """A person cancelled the run: no loop of it opens another item."""
        for gather in run.gathers.values():
            gather.halted = True

    # Lanes begin, loops and called flows end, when they really did.

    def _straight(self, run: Run, path: str, gather: Gather) -> None:
        """Every item has its lane, which begins when it really did."""
        self._item(run, path, gather)

    def _stride(self, run: Run, path: str, lane: Lane, scope: dict[str, Any], outcome: Outcome | None) -> None:
        course = self.world.courses[run.id]
        if outcome is not None and outcome.kind == "began" and (path or course.root is not course):
            if self._never_began(run, path):
                self._ends_unbegun(run, path, lane)
                return
            at = self._begins(run, path)
            if at > self.now:
                begun = Outcome("began", at)
                self._due.add(at, lambda: self._began(run, path, lane, scope, begun))
                return
        super()._stride(run, path, lane, scope, outcome)

    def _began(self, run: Run, path: str, lane: Lane, scope: dict[str, Any], begun: Outcome) -> None:
        if run.lanes.get(path) is lane and lane.want is None and lane.ended is None:
            super()._stride(run, path, lane, scope, begun)

    def _never_began(self, run: Run, path: str) -> bool:
        """Whether the same lane did not begin: its loop or its call was not that far, or somebody ended it before."""
        tape = self.world.courses[run.id].tape
        if not path and tape.run and tape.is_empty:
            return True
        known = self._above(run, path).now
        if known is None or self.world.courses[run.id].strip(path).began is not None:
            return False
        if known.outcome is None or known.outcome.kind == "cancelled":
            return True
        return isinstance(known.want, Spawn) and not known.want.stop_on_error

    def _ends_unbegun(self, run: Run, path: str, lane: Lane) -> None:
        """A lane that somebody ended before its first move ends with its loop; one that has not begun yet waits."""
        above = self._above(run, path)
        outcome = above.now.outcome if above.now is not None else None
        if outcome is None or not path:
            return

        def end() -> None:
            if run.lanes.get(path) is lane:
                lane.ended = Ended("cancelled", "", outcome.sentence)
                self._finish(run, path, lane)

        self._due.add(max(self.now, outcome.at + above.shift), end)

    def _begins(self, run: Run, path: str) -> datetime:
        """When a lane began after the one it comes from, which may be later than it could have."""
        course = self.world.courses[run.id]
        strip, above = course.strip(path), self._above(run, path)
        shift = above.made - above.now.at if above.now is not None and above.made is not None else above.shift
        strip.shift, strip.sent_shift, strip.sent = shift, above.sent_shift, above.sent
        return strip.began + shift if strip.began is not None else self.now

    def _above(self, run: Run, path: str) -> Strip:
        if path:
            return self.world.courses[run.id].strip(run.parents[path][0])
        return self.world.courses[run.caller[0]].strip(run.caller[1]) if run.caller else Strip()

    def _after_loop(self, run: Run, path: str) -> None:
        super()._after_loop(run, path)
        self._when_it_was(self.world.courses[run.id])

    def _finish_run(self, run: Run, ended: Ended) -> None:
        course = self.world.courses[run.id]
        if run.caller is not None and not self._is_waited_for(run.caller, run.id):
            run.caller = None
        super()._finish_run(run, ended)
        course.root.notes += [(course.recorded(note.path), note) for _, _, note in run.notes]
        self.world.left_over(course)
        if run.caller is not None:
            self._when_it_was(self.world.courses[run.caller[0]])
        course.state = run.state
        course.root.open -= 1
        self._forget(run)
        if course.root.open == 0:
            self.ended(course.root)

    def _is_waited_for(self, caller: tuple[str, str], run: str) -> bool:
        """Whether the caller takes what this run gives: it may have gone on, or somebody may have decided otherwise."""
        waiting = self.runs.get(caller[0])
        known = self.world.courses[caller[0]].strip(caller[1]).now if waiting is not None else None
        if known is not None and known.outcome is not None and known.outcome.kind not in ("done", "failed"):
            return False
        lane = waiting.lanes.get(caller[1]) if waiting is not None else None
        want = lane.want if lane is not None else None
        return waiting is not None and isinstance(want, Effect) and waiting.id_of_called(want) == run

    def _forget(self, run: Run) -> None:
        """A run is over: what was kept of it is let go."""
        del self.runs[run.id], self.world.courses[run.id]
        self.heard.forget(run.id)

    def rest(self) -> None:
        """The time is up: what is still under way is told as it stands."""
        for run in list(self.runs.values()):
            course = self.world.courses[run.id]
            course.state = run.state
            course.root.notes += [(course.recorded(note.path), note) for _, _, note in run.notes]
        for course in [one for one in self.world.courses.values() if one.root is one]:
            self.ended(course)

    def _when_it_was(self, course: Course) -> None:
        """The outcome that lies ready comes when it really came, or not yet; a person's cancelling goes before it."""
        run, path, want, outcome = self._ready[0]
        strip = course.strip(path)
        answer = strip.now
        if outcome is None or answer is None or strip.made is None:
            return
        if answer.outcome is None:
            if strip.made == answer.at:
                self._ready.popleft()
            return
        self._ready.popleft()
        answer.used = True
        if answer.outcome.kind == "cancelled":
            outcome = answer.outcome
        at = max(self.now, answer.outcome.at + (strip.made - answer.at))
        strip.shift = at - answer.outcome.at
        outcome = msgspec.structs.replace(outcome, at=at)
        if at > self.now:
            self._outcome(run, path, outcome)
        else:
            self._ready.appendleft((run, path, want, outcome))

    def _flow_called(self, run: Run, path: str, want: Effect) -> Outcome | None:
        course = self.world.courses[run.id]
        strip = course.strip(path)
        tape = course.tape.called.get(course.recorded(want.path)) if strip.now is not None else None
        tape = tape or Tape()
        self.world.next_called = tape.linked
        linked = self.world.program(str(want.arguments["flow"]))
        if isinstance(linked, Linked):
            self.world.courses[run.id_of_called(want)] = Course(run.id_of_called(want), tape, linked, course.root)
        outcome = super()._flow_called(run, path, want)
        self.world.next_called = None
        if outcome is not None and strip.now is not None and strip.now.outcome is not None:
            return self._as_it_was(run, path, strip, outcome)
        return outcome

    def _as_it_was(self, run: Run, path: str, strip: Strip, outcome: Outcome) -> Outcome | None:
        """What a call of a flow gave at once, when it really did."""
        assert strip.now is not None and strip.now.outcome is not None
        strip.now.used = True
        at = max(self.now, self.now + (strip.now.outcome.at - strip.now.at))
        if at <= self.now:
            return outcome
        self._outcome(run, path, msgspec.structs.replace(outcome, at=at))
        return None
