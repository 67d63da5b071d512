"""Drives runs against a world, in one process: delivers outcomes in the order of time, opens lanes, gathers items.

Knows neither clocks nor services: the world answers, the caller says up to which instant to go. Everything a lane
does passes through `_move`, which is where the journal is written.
"""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from sayso.interpreter import Linked, advance
from sayso.interpreter.operations import Listener
from sayso.interpreter.state import (
    Admit,
    Await,
    Effect,
    Ended,
    Event,
    Lane,
    Note,
    Outcome,
    Reread,
    Sleep,
    Spawn,
    Want,
    Watch,
)
from sayso.runtime.journal import Calling, Entry, Header, Journal
from sayso.runtime.run import Run
from sayso.runtime.world import Granted, Parked, World

PAST_CALLS = 8
"""How deep flows may call each other; the compiler refuses circles, so this only guards the process."""


class Subscription(msgspec.Struct, frozen=True):
    """A lane that listens: for an event it waits for, or (with a frame) for one that ends a sequence."""

    run: str
    lane: str
    turn: int
    event: str
    since: datetime
    frame: int | None


class Drive:
    """All runs of one process that belong together: a run, and those it called.

    `told` counts the lines the journal already had when the driver took it up.
    """

    def __init__(self, world: World, journal: Journal | None = None, explain: bool = False) -> None:
        """Nothing to drive yet. `explain` keeps notes of decisions with each run."""
        self.world, self.journal, self.explain = world, journal or Journal(), explain
        self.told = len(self.journal.lines)
        self.runs: dict[str, Run] = {}
        self.events: list[Event] = []
        self.lane_events: dict[tuple[str, str], list[Event]] = {}
        self.subscriptions: dict[tuple[str, str], list[Subscription]] = {}
        self.turns: dict[tuple[str, str], int] = {}
        self._announced: set[tuple[str, str, str]] = set()
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self.now = datetime.min.replace(tzinfo=UTC)

    def begin(
        self, linked: Linked, inputs: dict[str, Any], at: datetime, text: str = "", id: str = "run", mode: str = "test",
        trigger: dict[str, Any] | None = None, caller: tuple[str, str] | None = None,
    ) -> Run:  # fmt: skip
        """A new run, to begin at an instant."""
        program, trigger = linked.program, trigger or {"kind": "manual"}
        place = Run(id, linked, {}, {}, at).place("")
        built_in = {**self.world.built_in(place), "run": {"id": id}, "trigger": {**trigger, **inputs}}
        run = self.runs[id] = Run(id, linked, inputs, built_in, at)
        run.caller = caller
        self.journal.write(
            Header(id, program.flow, program.version, text or linked.text, trigger, inputs, at, mode, built_in, caller)
        )
        self.turns[id, ""] = 0
        self._outcome(run, "", Outcome("began", at))
        return run

    def adopt(self, runs: dict[str, Run], calling: set[tuple[str, str]], at: datetime) -> None:
        """Go on with runs that stood in a journal; `calling` names lanes whose call had gone out without an answer."""
        self.now = max(self.now, at)
        self.runs |= runs
        for run in runs.values():
            self.turns |= {(run.id, path): 0 for path in run.lanes}
            for path, lane in [*run.lanes.items()]:
                if lane.ended is None and not (lane.want and path in run.gathers):
                    self._take_up(run, path, lane, (run.id, path) in calling)

    def _take_up(self, run: Run, path: str, lane: Lane, called: bool) -> None:
        """What a lane wanted when its process ended, wanted again; or its beginning."""
        want = lane.want
        if want is None:
            self._outcome(run, path, Outcome("began", self.now))
        elif called and isinstance(want, Effect) and not self.world.may_repeat(run.place(path), want):
            sentence = (
                "The call went out, and the line was lost before its answer. It will not be made again by itself."
            )
            self._park(run, path, want, Parked("uncertain", sentence, want.person))
        elif isinstance(want, Effect) and called:
            self._perform(run, path, want)
        else:
            self._wanted(run, path, want)

    def happen(self, event: Event) -> None:
        """An event will have happened at its instant."""
        self._at(event.at, lambda: self._happen(event))

    def go(self, until: datetime) -> None:
        """Deliver all that is due up to an instant."""
        while self._due and self._due[0][0] <= until:
            at, _, deliver = heapq.heappop(self._due)
            self.now = max(self.now, at)
            deliver()

    @property
    def next_due(self) -> datetime | None:
        """When something is due next."""
        return self._due[0][0] if self._due else None

    def resolve(self, run: str, lane: str, answer: Outcome | Granted) -> None:
        """What a person decided about a parked want."""
        target = self.runs[run]
        target.parked.pop(lane, None)
        if isinstance(answer, Outcome):
            self._outcome(target, lane, answer)
        else:
            want = target.lanes[lane].want
            assert isinstance(want, Effect)
            granted = msgspec.structs.replace(want, arguments=answer.arguments)
            self._later(target, lane, answer.at, lambda: self._perform(target, lane, granted))

    # The queue: what is due when. A delivery to a lane that has moved on meanwhile is dropped.

    def _at(self, at: datetime, deliver: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._due, (at, self._count, deliver))

    def _later(self, run: Run, lane: str, at: datetime, deliver: Callable[[], None]) -> None:
        turn = self.turns[run.id, lane]
        self._at(at, lambda: deliver() if self.turns.get((run.id, lane)) == turn else None)

    def _outcome(self, run: Run, lane: str, outcome: Outcome) -> None:
        self._later(run, lane, outcome.at, lambda: self._move(run, lane, outcome))

    # A lane moves.

    def _move(self, run: Run, path: str, outcome: Outcome) -> None:
        outcome = _at_least(outcome, self.now)
        key = run.id, path
        self.turns[key] += 1
        self.subscriptions.pop(key, None)
        run.parked.pop(path, None)
        notes: list[Note] | None = [] if self.explain else None
        step = advance(run.linked, run.scope(path), run.lanes[path], outcome, notes)
        run.lanes[path], run.now = step.lane, outcome.at
        number = len(self.journal.lines)
        run.notes += [(number, path, note) for note in notes or ()]
        self.journal.write(Entry(number, run.id, path, outcome, step.want, step.ended))
        if step.ended is not None:
            self._finish(run, path, step.ended)
        elif step.want is not None:
            self._wanted(run, path, step.want)

    def _wanted(self, run: Run, path: str, want: Want) -> None:
        place = run.place(path)
        match want:
            case Effect():
                if not self._interrupted(run, path, want):
                    self._approve(run, path, want)
            case Reread():
                self._outcome(run, path, self.world.reread(place, want, self.now))
            case Admit():
                self._outcome(run, path, self.world.admit(place, want, self.now))
            case Spawn():
                self._spawn(run, path, want)
            case Sleep() | Await():
                if not self._interrupted(run, path, want):
                    self._outcome(run, path, Outcome("time", want.until))
                    self._listen(run, path, want)

    # Effects: a person's yes, then the window and the quota, then the call.

    def _approve(self, run: Run, path: str, want: Effect) -> None:
        if not want.approve:
            self._perform(run, path, want)
            return
        refusal = self.world.refuses(run.place(path), want, self.now)
        if refusal is not None:
            self._outcome(run, path, refusal)
            return
        answer = self.world.approve(run.place(path), want, self.now)
        match answer:
            case Granted():
                granted = msgspec.structs.replace(want, arguments=answer.arguments)
                self._answered(run, path, want, answer.at, lambda: self._perform(run, path, granted))
            case Parked():
                self._park(run, path, want, answer)
            case Outcome():
                self._answered(run, path, want, answer.at, lambda: self._move(run, path, answer))

    def _answered(self, run: Run, path: str, want: Effect, at: datetime, deliver: Callable[[], None]) -> None:
        """A person answers at an instant; too late is not at all. Meanwhile the lane listens."""
        if want.until is not None and at > want.until:
            self._expire(run, path, want)
        else:
            self._later(run, path, max(at, self.now), deliver)
        if at > self.now:
            self._listen(run, path, want)

    def _expire(self, run: Run, path: str, want: Effect) -> None:
        if want.until is not None:
            what = "nobody approved it in time" if want.approve else "nobody answered in time"
            self._outcome(run, path, Outcome("expired", want.until, sentence=what, error="expired"))

    def _park(self, run: Run, path: str, want: Effect, parked: Parked) -> None:
        run.parked[path] = parked
        if parked.kind != "uncertain":
            self._expire(run, path, want)
            self._listen(run, path, want)

    def _perform(self, run: Run, path: str, want: Effect) -> None:
        if self._interrupted(run, path, want):
            return
        place = run.place(path)
        refusal = self.world.refuses(place, want, self.now)
        if refusal is not None:
            self._outcome(run, path, refusal)
            return
        opens = self.world.opens(place, want, self.now)
        if opens > self.now:
            self._later(run, path, opens, lambda: self._perform(run, path, want))
            self._listen(run, path, want)
        elif want.tool in ("flow.run", "flow.start"):
            self._call_flow(run, path, want)
        else:
            if want.effect == "write":
                self.journal.write(Calling(run.id, path, want.path))
            self._take(run, path, want, self.world.call(place, want, self.now))

    def _take(self, run: Run, path: str, want: Effect, answer: Outcome | Parked) -> None:
        if isinstance(answer, Parked):
            self._park(run, path, want, answer)
        elif want.tool in _PEOPLE:
            self._answered(run, path, want, answer.at, lambda: self._move(run, path, answer))
        else:
            self._outcome(run, path, _at_least(answer, self.now))
        for event in self.world.happened():
            self.happen(event)

    def _call_flow(self, run: Run, path: str, want: Effect) -> None:
        flow, inputs = str(want.arguments["flow"]), dict(want.arguments["inputs"])  # type: ignore[call-overload]
        linked = self.world.program(flow)
        depth = run.id.count("/flow")
        if isinstance(linked, Outcome):
            self._outcome(run, path, _at_least(linked, self.now))
            return
        if linked is None or depth >= PAST_CALLS:
            sentence = f"The flow “{flow}” is not here." if linked is None else "Flows call each other too deeply."
            self._outcome(run, path, Outcome("failed", self.now, sentence=sentence, error="not-found"))
            return
        waits = want.tool == "flow.run"
        known = [entry for start in linked.program.starts for entry in start.binds if start.kind == "call"]
        given = {name: inputs.get(name) for name, _ in known}
        self.begin(
            linked, given, self.now, id=f"{run.id}/{want.path}/flow", trigger={"kind": "call"},
            caller=(run.id, path) if waits else None,
        )  # fmt: skip
        if not waits:
            self._outcome(run, path, Outcome("done", self.now))

    # Events.

    def _happen(self, event: Event) -> None:
        self.events.append(event)
        for listening in [s for found in self.subscriptions.values() for s in found if s.event == event.name]:
            self._offer(listening, event)

    def _offer(self, listening: Subscription, event: Event) -> bool:
        """Hand an event to a listening lane, if it is the one that was meant."""
        key = listening.run, listening.lane
        if self.turns.get(key) != listening.turn:
            return False
        run, lane = self.runs[listening.run], self.runs[listening.run].lanes[listening.lane]
        if event.at < listening.since or event.id in lane.heard:
            return False
        env = {**run.scope(listening.lane), **lane.data, "now": self.now}
        if not self._listener(run, lane, listening.frame).hears(env, event.data):
            return False
        self._move(run, listening.lane, Outcome("heard", self.now, event=event, frame=listening.frame))
        return True

    def _listener(self, run: Run, lane: Lane, frame: int | None) -> Listener:
        return run.linked.hearing[lane.pc] if frame is None else run.linked.listeners[lane.frames[frame].at]

    def _subscriptions(self, run: Run, path: str, want: Want) -> list[Subscription]:
        turn = self.turns[run.id, path]
        found = [Subscription(run.id, path, turn, w.event, w.since, w.frame) for w in want.watch]
        if isinstance(want, Await):
            found.append(Subscription(run.id, path, turn, want.event, want.since, None))
        return found

    def _interrupted(self, run: Run, path: str, want: Want) -> bool:
        """Whether an event that already happened ends the wait, or the sequence the call stands in."""
        past = [*self.events, *self.lane_events.get((run.id, path), ())]
        subscriptions = self._subscriptions(run, path, want)
        return any(
            self._offer(listening, event)
            for event in past
            for listening in subscriptions
            if listening.event == event.name
        )

    def _listen(self, run: Run, path: str, want: Want) -> None:
        """Subscribe, and let the world say what will come to this lane because it waits."""
        self.subscriptions[run.id, path] = self._subscriptions(run, path, want)
        awaited: list[Await | Watch] = [*want.watch, *([want] if isinstance(want, Await) else [])]
        for each in awaited:
            guard = f"{want.path}" if isinstance(each, Await) else f"{path}#{each.frame}"
            if (run.id, path, guard) in self._announced:
                continue
            self._announced.add((run.id, path, guard))
            for number, (at, data) in enumerate(self.world.coming(run.place(path), each, self.now)):
                event = Event(f"{path}/{guard}/{each.event}/{number}", each.event, at, data)
                self._at(at, lambda event=event: self._happen_to(run, path, event))  # type: ignore[misc]

    def _happen_to(self, run: Run, path: str, event: Event) -> None:
        self.lane_events.setdefault((run.id, path), []).append(event)
        for listening in self.subscriptions.get((run.id, path), []):
            if listening.event == event.name and self._offer(listening, event):
                return

    # Loops.

    def _spawn(self, run: Run, path: str, want: Spawn) -> None:
        for child in run.begin_loop(path, want, self.now):
            self._open(run, child)
        if run.loop_is_over(path):
            self._gathered(run, path)

    def _open(self, run: Run, child: str) -> None:
        self.turns[run.id, child] = 0
        self._outcome(run, child, Outcome("began", self.now))

    def _gathered(self, run: Run, path: str) -> None:
        self._outcome(run, path, Outcome("gathered", self.now, value=run.end_loop(path)))

    def _finish(self, run: Run, path: str, ended: Ended) -> None:
        self.turns.pop((run.id, path), None)
        if path == "":
            self._finish_run(run, ended)
            return
        parent, following = run.end_item(path, ended, self.now)
        spawn, key = run.gathers[parent].spawn, run.items[-1].key
        self.world.arrived(run.place(path), spawn.loop, key)
        if following is not None:
            self._open(run, following)
        elif run.loop_is_over(parent):
            self._gathered(run, parent)

    def _finish_run(self, run: Run, ended: Ended) -> None:
        run.ended = ended
        if run.caller is None:
            return
        caller, lane = self.runs[run.caller[0]], run.caller[1]
        if ended.how in ("failed", "cancelled"):
            sentence = f"The flow “{run.linked.program.flow}” failed: {ended.reason}"
            self._outcome(caller, lane, Outcome("failed", self.now, sentence=sentence, error="failed"))
        else:
            self._outcome(caller, lane, Outcome("done", self.now, value=ended.value))


_PEOPLE = frozenset({"people.ask", "people.hand_off", "people.approve"})


def _at_least(outcome: Outcome, now: datetime) -> Outcome:
    return outcome if outcome.at >= now else msgspec.structs.replace(outcome, at=now)
