"""A backtest's world: whatever was recorded answers, the rest is simulated on a copy, and what nobody can know is said.

Nothing here can reach a live connector: like Test Mode's world it is handed simulated sides alone. Times are those of
the record: what came two days after a message comes two days after it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sayso.connectors.shape import Call, Simulated, ToolError
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.types import UNKNOWN
from sayso.interpreter import Linked
from sayso.interpreter.state import Admit, Await, Effect, Event, Outcome, Reread, Sleep, Want, Watch
from sayso.runtime.ledger import Ledger
from sayso.runtime.loading import loaded
from sayso.runtime.sampling import sample
from sayso.runtime.world import Answer as Answered
from sayso.runtime.world import Granted, Parked, Place
from sayso.runtime.worlds import policy
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.course import Course
from sayso.runtime.worlds.finding import condition_of, found_again, is_like
from sayso.runtime.worlds.pool import Pool
from sayso.runtime.worlds.recorded import Answer, Strip
from sayso.runtime.worlds.simulated import SimulatedWorld, half


class BacktestWorld(SimulatedWorld):
    """A simulated world that remembers what really happened."""

    def __init__(
        self, catalog: Catalog, owner: Person, programs: dict[str, Linked], sides: Mapping[str, Simulated], pool: Pool,
        guard_days: int,
    ) -> None:  # fmt: skip
        super().__init__(catalog, Ledger(), owner, programs, sides, Choices())
        self.pool, self.guard = pool, timedelta(days=guard_days)
        self.sending = frozenset(tool.name for tool in catalog.tools.values() if tool.sends)
        self.courses: dict[str, Course] = {}
        self.next_called: Linked | None = None
        self.apart: set[tuple[str, str]] = set()
        """The loops and entries of memory that are no longer as they were recorded, by flow and name."""
        self.written: dict[str, datetime] = {}
        """When each person was last written to."""
        self.own: dict[str, str] = {}
        """The events that simulated calls brought about, and in which run."""

    def course(self, place: Place) -> Course:
        """The run that wants something."""
        return self.courses[place.run]

    def today(self, kind: str, id: str, now: datetime) -> dict[str, Any] | None:
        """A record of today's data."""
        declared = self.catalog.records.get(kind)
        return self._read_again(declared.reader, kind, id, now) if declared and declared.reader else None

    # What was recorded.

    def counts(self, place: Place, strip: Strip, want: Want, answer: Answer, now: datetime) -> bool:
        """Whether what was recorded of the very same want is what would come of it now."""
        if isinstance(want, Admit):
            return (place.flow, want.loop) not in self.apart
        if isinstance(want, Effect):
            if want.tool.startswith("memory."):
                return (place.flow, f"memory {want.arguments['name']}") not in self.apart
            heard = answer.outcome is not None and answer.outcome.kind == "heard"
            return not heard or self._heard_alike(strip, want, answer, now)
        return not (isinstance(want, Await) or want.watch) or self._heard_alike(strip, want, answer, now)

    def _heard_alike(self, strip: Strip, want: Want, answer: Answer, now: datetime) -> bool:
        names = [each.event for each in want.watch] + ([want.event] if isinstance(want, Await) else [])
        if all(self.pool.is_answer(name) for name in names):
            return strip.sent in ("", "recorded")
        return now == answer.at

    def took(
        self, place: Place, strip: Strip, want: Want, answer: Answer, at: datetime, counted: bool = False
    ) -> Outcome:
        """Use what was recorded, at an instant; everything that is counted or remembered follows."""
        outcome, course = answer.outcome, self.course(place)
        assert outcome is not None
        answer.used = True
        strip.shift = at - outcome.at
        if isinstance(want, Effect):
            self._took_call(place, course, strip, want, outcome, at, counted)
        elif isinstance(want, Admit) and outcome.kind == "admitted":
            self._taken(place, want, outcome.value, at)
        value = course.widened(outcome.value, at, self.today)
        return msgspec.structs.replace(outcome, at=at, value=value)

    def _took_call(
        self, place: Place, course: Course, strip: Strip, want: Effect, outcome: Outcome, at: datetime, counted: bool
    ) -> None:
        if want.tool.startswith("memory."):
            self._remembers(place, want, outcome)
        if want.effect != "write" or outcome.kind != "done":
            return
        edited = course.tape.edits.get((course.recorded(place.lane), course.recorded(want.path)))
        if edited is not None and want.approve:
            course.granted[want.path] = edited
        allowance = self.limits.allowance(place, want.tool)
        if not allowance.free and not counted:
            self.limits.count(place, allowance, at)
        if allowance.sends:
            strip.sent, strip.sent_shift = "recorded", strip.shift
            self._wrote(want, allowance, at)

    def _wrote(self, want: Effect, allowance: Any, at: datetime) -> None:
        for name in allowance.aims:
            if name in want.arguments and not policy.is_colleague(want.arguments[name]):
                self.written[policy.person_of(want.arguments[name])] = at

    def _remembers(self, place: Place, want: Effect, outcome: Outcome) -> None:
        """The copy of the memory follows what was recorded."""
        if outcome.kind != "done":
            return
        name = str(want.arguments["name"])
        if want.tool == "memory.read":
            self.ledger.remember(place.flow, name, list(outcome.value) if isinstance(outcome.value, list)
                                 else outcome.value)  # fmt: skip
        else:
            super()._memory(place, want, outcome.at)

    def _taken(self, place: Place, want: Admit, taken: Any, at: datetime) -> None:
        before, on_way = self.ledger.loop(place.flow, want.loop)
        before.update(dict.fromkeys(taken, at))
        on_way.update(dict.fromkeys(taken, place.run))

    def left_over(self, course: Course) -> None:
        """A run is over; what its record remembered or took and the run did not makes later records of it unsure."""
        tape = course.tape
        for strip in tape.strips.values():
            for answer in strip.answers:
                if answer.used or answer.outcome is None:
                    continue
                want = answer.want
                if isinstance(want, Admit):
                    self.apart.add((course.linked.program.flow, want.loop))
                elif isinstance(want, Effect) and want.tool in ("memory.set", "memory.remember"):
                    self.apart.add((course.linked.program.flow, f"memory {want.arguments['name']}"))

    # What was not: people.

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """As the same person decided about other words there; else yes, after half of the time."""
        course = self.course(place)
        known = course.strip(place.lane).at(course.recorded(want.path), Effect, want.tool)
        if known is None or not getattr(known.want, "approve", False):
            course.mark("unknowable", f"nobody was asked to approve {self._call(want)}; yes is assumed")
            return Granted(now + half(now, want.until), want.arguments)
        if known.outcome is None:
            course.mark("unknowable", f"nobody has decided yet about {self._call(want)}, in other words")
            return Parked("approval", "waits for an approval", want.person)
        at = now + (known.outcome.at - known.at)
        if known.outcome.kind == "done" or known.outcome.kind == "failed":
            course.mark("unknowable", f"other words were approved for {self._call(want)}; yes is assumed again")
            return Granted(at, want.arguments)
        if known.outcome.kind == "heard":
            course.mark("unknowable", f"nobody was asked to approve {self._call(want)}; yes is assumed")
            return Granted(now + half(now, want.until), want.arguments)
        course.mark("unknowable", f"other words were not approved for {self._call(want)}; no is assumed again")
        return msgspec.structs.replace(known.outcome, at=at)

    def _call(self, want: Effect) -> str:
        tool = self.catalog.tools.get(want.tool)
        return f"this {tool.noun}" if tool is not None and tool.noun else f"`{want.tool}`"

    def _person(self, place: Place, want: Effect, now: datetime) -> Answered:
        course = self.course(place)
        known = course.strip(place.lane).at(course.recorded(want.path), Effect, want.tool)
        what = "took over" if want.tool == "people.hand_off" else "answered"
        alike = known is not None and isinstance(known.want, Effect) and known.want.answer == want.answer
        if known is not None and alike and known.outcome is not None and known.outcome.kind != "heard":
            course.mark("unknowable", f"somebody {what} other words at this step; the same is assumed")
            known.used = True
            return msgspec.structs.replace(known.outcome, at=now + (known.outcome.at - known.at))
        course.mark("unknowable", f"nobody was asked at this step, so nobody {what}; an answer after half of the time "
                    "is assumed")  # fmt: skip
        value = None if want.tool == "people.hand_off" else sample(want.answer or UNKNOWN, self.catalog, now)
        return Outcome("done", now + half(now, want.until), value=value)

    # What was not: calls.

    def _tool(self, place: Place, want: Effect, now: datetime) -> Answered:
        course, strip = self.course(place), self.course(place).strip(place.lane)
        known = course.tape.like(course.recorded(place.lane), want)
        if known is not None and self._holds_for(course, known):
            if want.effect == "write":
                return self.took(place, strip, want, known, now, counted=True)
            return self._known(course, known, now)
        allowance = self.limits.allowance(place, want.tool)
        if allowance.sends:
            held = self._send(place, course, strip, want, now)
            if held is not None:
                return held
            self._wrote(want, allowance, now)
        found = self._found_again(place, course, strip, want, now) if want.effect == "read" else None
        if found is not None:
            return found
        what = "made up for the copy" if want.effect == "write" else "looked up in today's data"
        course.mark("simulated", f"{self._call(want)} was not recorded like this: {what}")
        if want.effect == "write":
            course.root.changed |= _records_in(want.arguments)
        return super()._tool(place, want, now)

    def _found_again(self, place: Place, course: Course, strip: Strip, want: Effect, now: datetime) -> Outcome | None:
        """What another condition would have found."""
        known = strip.at(course.recorded(want.path), Effect, want.tool)
        linked = course.tape.linked
        if known is None or linked is None or known.outcome is None or not isinstance(known.outcome.value, list):
            return None
        assert isinstance(known.want, Effect)
        if not is_like(known.want, want):
            return None
        given = policy.bound(place, want, self.limits.allowance(place, want.tool), self.catalog)
        call = Call(want.tool, given, f"{place.run}/{want.path}", now, place.flow, place.run, self.owner)
        try:
            today = self._pretend(call)
        except ToolError:
            return None
        then = course.widened(known.outcome.value, now, self.today)
        course.mark("simulated", "another condition was searched for: what was found then is looked through again, the "
                    "rest is looked up in today's data")  # fmt: skip
        old, new = condition_of(linked, known.want), condition_of(place.linked, want)
        found = found_again(then, today if isinstance(today, list) else [], old, new)
        return Outcome("done", now, value=loaded(found, place.linked.loads))

    def _known(self, course: Course, known: Answer, now: datetime) -> Outcome:
        assert known.outcome is not None
        value = course.widened(known.outcome.value, now, self.today)
        return msgspec.structs.replace(known.outcome, at=now, value=value)

    def _holds_for(self, course: Course, known: Answer) -> bool:
        """Whether the service itself answered just this call: what a person edited went out otherwise."""
        kind = known.outcome.kind if known.outcome is not None else ""
        edited = any(path == known.want.path for _, path in course.tape.edits)
        return kind == "failed" or (kind == "done" and not edited)

    def _send(self, place: Place, course: Course, strip: Strip, want: Effect, now: datetime) -> Parked | None:
        """A message that nobody sent like this: whether its answer is known depends on what was sent instead."""
        known = strip.at(course.recorded(want.path), Effect, want.tool)
        if known is not None and known.outcome is not None and known.outcome.kind == "done":
            known.used = True
            strip.sent, strip.sent_shift = "other words", now - known.outcome.at
            return None
        allowance = self.limits.allowance(place, want.tool)
        for name in allowance.aims if not want.approve else ():
            last = self.written.get(policy.person_of(want.arguments[name])) if name in want.arguments else None
            if last is not None and now - last < self.guard:
                course.mark("unknowable", "the contact guard would hold a message until somebody decides; not sent is "
                            "assumed")  # fmt: skip
                return Parked("approval", "held back by the contact guard")
        strip.sent, strip.sent_shift = "never", strip.shift
        return None

    def _pretend(self, call: Any) -> object:
        before = len(self.caused)
        answer = super()._pretend(call)
        self.own |= {event.id: call.run for event in self.caused[before:]}
        return answer

    def _memory(self, place: Place, want: Effect, now: datetime) -> Outcome:
        if want.tool != "memory.read":
            self.apart.add((place.flow, f"memory {want.arguments['name']}"))
        self.course(place).mark("simulated", "what the flow remembers follows from this backtest, not from the record")
        return super()._memory(place, want, now)

    def admit(self, place: Place, want: Admit, now: datetime) -> Outcome:
        """By what this backtest took before."""
        if not self.course(place).tape.is_empty:
            self.course(place).mark("simulated", "whom the loop took before follows from this backtest, not the record")
        self.apart.add((place.flow, want.loop))
        return super().admit(place, want, now)

    def reread(self, place: Place, want: Reread, now: datetime) -> Outcome:
        """As the recorded run saw the records, else as they are today."""
        found: dict[str, object] = {}
        course = self.course(place)
        for name, kind, ids, several in want.records:
            seen = [self._seen(course, course.strip(place.lane), kind, id, now) for id in ids]
            there = [one for one in seen if one is not None]
            if not several and not there:
                return Outcome("gone", now, sentence=f"this {kind} is no longer there")
            found[name] = loaded(there if several else there[0], place.linked.loads)
        return Outcome("done", now, value=found)

    def _seen(self, course: Course, strip: Strip, kind: str, id: str, now: datetime) -> dict[str, Any] | None:
        known = strip.reread(kind, id) if (kind, id) not in course.root.changed else None
        if known is not None:
            found: dict[str, Any] = course.widened(known, now, self.today)
            return found
        course.mark("simulated", f"a {kind} was read again in today's data")
        return self.today(kind, id, now)

    # Events.

    def events(self, place: Place, want: Want, each: Await | Watch, now: datetime) -> Iterator[Event]:
        """The recorded events that come to a lane because it listens: answers as long after the message as they really
        came, all others when they came."""
        course, strip = self.course(place), self.course(place).strip(place.lane)
        is_answer = self.pool.is_answer(each.event)
        if is_answer and strip.sent == "never":
            course.mark("unknowable", "nobody knows whether a message that was never sent would have been answered; "
                        "no answer is assumed")  # fmt: skip
            return
        if is_answer and strip.sent == "other words":
            course.mark("unknowable", "other words were really sent; the same answers to them are assumed")
        shift = strip.sent_shift if is_answer else timedelta()
        until = want.until if isinstance(want, Sleep | Await) else None
        for event in self.pool.of(each, each.since - shift, until - shift if until is not None else None):
            if is_answer and strip.sent_besides(event.at, self.sending):
                course.mark("unknowable", "an answer came after a message that this version would not have sent by "
                            "then; the same answer is assumed")  # fmt: skip
            yield msgspec.structs.replace(event, at=event.at + shift)

    def built_in(self, place: Place) -> dict[str, Any]:
        """As it was when the recorded run began."""
        course = self.courses.get(place.run)
        known = course.tape.built_in if course is not None else None
        return dict(known) if known is not None else super().built_in(place)

    def program(self, flow: str) -> Linked | Outcome | None:
        """The version that the recorded run called, else the live one."""
        return self.next_called or self.programs.get(flow)


def _records_in(value: Any) -> set[tuple[str, str]]:
    if isinstance(value, list):
        return {found for item in value for found in _records_in(item)}
    if not isinstance(value, dict):
        return set()
    inner = {found for item in value.values() for found in _records_in(item)}
    return inner | {(value["type"], value["id"])} if "type" in value and "id" in value else inner
