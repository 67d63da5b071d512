"""Drives runs against a world, in one process: delivers outcomes in the order of time, opens lanes, gathers items.

Knows neither clocks nor services: the world answers, the caller says up to which instant to go. A lane strides on as
long as its wants are answered at once; everything it does passes through `_stride`, where the journal is written.
"""

from datetime import datetime
from typing import Any

import msgspec

from sayso.interpreter import Linked, Moving, move
from sayso.interpreter.state import Admit, Effect, Ended, Event, Lane, Note, Outcome, Reread, Spawn, Want
from sayso.runtime.deliveries import Answering, Deliveries
from sayso.runtime.hearing import Hearing
from sayso.runtime.journal import Calling, Entry, Header, Journal
from sayso.runtime.run import Gather, Run
from sayso.runtime.straight import go_straight
from sayso.runtime.world import Answer, Granted, Parked, Place, World

PAST_CALLS = 8
"""How deep flows may call each other; the compiler refuses circles, so this only guards the process."""


class Drive(Deliveries):
    """All runs of one process that belong together: a run, and those it called.

    `told` counts the lines the journal already had when the driver took it up.
    """

    def __init__(self, world: World, journal: Journal | None = None, explain: bool = False) -> None:
        """Nothing to drive yet. `explain` keeps notes of decisions with each run."""
        super().__init__()
        self.world, self.journal, self.explain = world, journal or Journal(), explain
        self.told = len(self.journal.lines)
        self.hearing = Hearing(world)

    def begin(
        self, linked: Linked, inputs: dict[str, Any], at: datetime, text: str = "", id: str = "run", mode: str = "test",
        trigger: dict[str, Any] | None = None, caller: tuple[str, str] | None = None,
    ) -> Run:  # fmt: skip
        """A new run, to begin at an instant."""
        program, trigger = linked.program, trigger or {"kind": "manual"}
        place = Run(id, linked, {}, {}, at).place("")
        built_in = {**self.world.built_in(place), "run": {"id": id}, "trigger": {**inputs, **trigger}}
        run = self.runs[id] = Run(id, linked, inputs, built_in, at)
        run.caller = caller
        self.journal.write(
            Header(id, program.flow, program.version, text or linked.text, trigger, inputs, at, mode, built_in, caller)
        )
        begun = Outcome("began", max(at, self.now))
        if caller is None:
            self._due.add(at, lambda: self._outcome(run, "", begun))
        else:
            self._ready.appendleft((run, "", None, begun))
        return run

    def adopt(self, runs: dict[str, Run], calling: set[tuple[str, str]], at: datetime) -> None:
        """Go on with runs that stood in a journal; `calling` names lanes whose call had gone out without an answer."""
        self.now = max(self.now, at)
        self.runs |= runs
        for run in runs.values():
            for path, lane in run.in_order():
                if lane.ended is None and not (lane.want and path in run.gathers):
                    self._take_up(run, path, lane, (run.id, path) in calling)

    def _take_up(self, run: Run, path: str, lane: Lane, called: bool) -> None:
        """What a lane wanted when its process ended, wanted again; or its beginning."""
        want = lane.want
        if want is None:
            self._outcome(run, path, Outcome("began", self.now))
        elif isinstance(want, Effect) and self._had_begun(run, path, want):
            return
        elif called and isinstance(want, Effect) and not self.world.may_repeat(run.place(path), want):
            sentence = (
                "The call went out, and the line was lost before its answer. It will not be made again by itself."
            )
            self._park(run, path, want, Parked("uncertain", sentence, want.person))
        elif isinstance(want, Effect) and called:
            self._answer_later(run, path, want, want.at, lambda: self._performed(run, path, want))
        else:
            self._answer_later(run, path, want, want.at, lambda: self._answered(run, path, want))

    def _had_begun(self, run: Run, path: str, want: Effect) -> bool:
        """Whether the flow a lane calls began already: it is not begun again, and how it ended is told."""
        flow = self.runs.get(run.id_of_called(want)) if want.tool in _FLOWS else None
        if flow is None:
            return False
        if flow.caller is None:
            self._outcome(run, path, Outcome("done", self.now))
        elif flow.ended is not None:
            self._finish_run(flow, flow.ended)
        return True

    def happen(self, event: Event) -> None:
        """An event will have happened at its instant; one that has is seen by whoever looks from now on."""
        if event.at <= self.now:
            self.hearing.came(event)
        self._due.add(event.at, lambda: self._happen(event))

    def resolve(self, run: str, lane: str, answer: Outcome | Granted) -> None:
        """What a person decided about a parked want."""
        target = self.runs[run]
        want = target.lanes[lane].want
        assert isinstance(want, Effect)
        target.parked.pop(lane, None)
        if isinstance(answer, Outcome):
            self._outcome(target, lane, answer)
        else:
            granted = _with(want, answer.arguments)
            self._answer_later(target, lane, want, answer.at, lambda: self._performed(target, lane, granted))

    # A lane moves.

    def _go_on(self, run: Run, path: str, outcome: Outcome) -> None:
        """A lane that waited moves: it listens no more, and nobody need look at it."""
        run.parked.pop(path, None)
        self.hearing.listening.pop((run.id, path), None)
        self._stride(run, path, run.lanes[path], run.scope(path), outcome)

    def _stride(self, run: Run, path: str, lane: Lane, scope: dict[str, Any], outcome: Outcome | None) -> None:
        """Move a lane on until it must wait, or ends."""
        linked, journal = run.linked, self.journal
        notes: list[Note] | None = [] if self.explain else None
        moving = Moving(linked, scope, lane, notes)
        while outcome is not None:
            if outcome.at < self.now:
                outcome = msgspec.structs.replace(outcome, at=self.now)
            want = move(linked, moving, outcome)
            number = len(journal.lines)
            if notes:
                run.notes += [(number, path, note) for note in notes]
                notes.clear()
            journal.write(Entry(number, run.id, path, outcome, want, lane.ended))
            if want is None:
                self._finish(run, path, lane)
                return
            outcome = self._answered(run, path, want)

    def _answered(self, run: Run, path: str, want: Want) -> Outcome | None:
        """The answer to a want, if there is one at once; else it is arranged for."""
        if isinstance(want, Effect):
            return self._approved(run, path, want) if want.approve else self._performed(run, path, want)
        if isinstance(want, Reread):
            return self.world.reread(run.place(path), want, self.now)
        if isinstance(want, Admit):
            return self.world.admit(run.place(path), want, self.now)
        if isinstance(want, Spawn):
            self._spawn(run, path, want)
            return None
        heard = self.hearing.already(run, path, want, self.now)
        if heard is None:
            self._outcome(run, path, Outcome("time", want.until))
            self._listen(run, path, want)
        return heard

    # Effects: a person's yes, then the window and the quota, then the call.

    def _approved(self, run: Run, path: str, want: Effect) -> Outcome | None:
        place = run.place(path)
        stopped = self.hearing.already(run, path, want, self.now) or self.world.refuses(place, want, self.now)
        if stopped is not None:
            return stopped
        answer = self.world.approve(place, want, self.now)
        match answer:
            case Granted():
                granted = _with(want, answer.arguments)
                return self._by_person(run, path, want, answer.at, lambda: self._performed(run, path, granted))
            case Parked():
                self._park(run, path, want, answer)
                return None
            case Outcome():
                return self._by_person(run, path, want, answer.at, lambda: answer)

    def _by_person(self, run: Run, path: str, want: Effect, at: datetime, answer: Answering) -> Outcome | None:
        """A person answers at an instant; too late is not at all. Meanwhile the lane listens."""
        if at <= self.now:
            return answer()
        if want.until is not None and at > want.until:
            self._expire(run, path, want)
        else:
            self._answer_later(run, path, want, at, answer)
        self._listen(run, path, want)
        return None

    def _expire(self, run: Run, path: str, want: Effect) -> None:
        if want.until is not None:
            what = "nobody approved it in time" if want.approve else "nobody answered in time"
            self._outcome(run, path, Outcome("expired", want.until, sentence=what, error="expired"))

    def _park(self, run: Run, path: str, want: Effect, parked: Parked) -> None:
        run.parked[path] = parked
        if parked.kind == "uncertain":
            self.hearing.listening.pop((run.id, path), None)
        else:
            self._expire(run, path, want)
            self._listen(run, path, want)

    def _performed(self, run: Run, path: str, want: Effect) -> Outcome | None:
        now, world = self.now, self.world
        place = Place(run.id, run.flow, path, run.linked, run.rules)
        held = world.holds(place, want, now)
        if held is not None or want.watch:
            later = held if isinstance(held, datetime) else None
            looks = want.effect == "write" or later is not None
            stopped = (self.hearing.already(run, path, want, now) if looks else None) or held
            if isinstance(stopped, Outcome):
                return stopped
            if later is not None:
                self._hold(run, path, want, later)
                return None
        if want.tool in _FLOWS:
            return self._flow_called(run, path, want)
        answer = self.call(place, want)
        if isinstance(answer, Parked):
            self._park(run, path, want, answer)
            return None
        if want.tool in _PEOPLE:
            return self._by_person(run, path, want, answer.at, lambda: answer)
        return answer

    def call(self, place: Place, want: Effect) -> Answer:
        """Make a call; that it will be made is written down before, if it must not be made twice."""
        world = self.world
        if want.effect == "write":
            self.journal.write(Calling(place.run, place.lane, want.path))
        answer = world.call(place, want, self.now)
        if world.caused:
            for event in world.happened():
                self.happen(event)
        return answer

    def _hold(self, run: Run, path: str, want: Effect, until: datetime) -> None:
        """Try again when the window opens, or the quota is refreshed."""
        waiting = run.lanes[path].want
        assert waiting is not None
        self._answer_later(run, path, waiting, until, lambda: self._performed(run, path, want))
        self._listen(run, path, want)

    def _flow_called(self, run: Run, path: str, want: Effect) -> Outcome | None:
        flow, inputs = str(want.arguments["flow"]), dict(want.arguments["inputs"])  # type: ignore[call-overload]
        linked = self.world.program(flow)
        if isinstance(linked, Outcome):
            return linked
        if linked is None or run.id.count("/flow") >= PAST_CALLS:
            sentence = f"The flow “{flow}” is not here." if linked is None else "Flows call each other too deeply."
            return Outcome("failed", self.now, sentence=sentence, error="not-found")
        waits = want.tool == "flow.run"
        known = [entry for start in linked.program.starts for entry in start.binds if start.kind == "call"]
        given = {name: inputs.get(name) for name, _ in known}
        self.begin(
            linked, given, self.now, id=run.id_of_called(want), trigger={"kind": "call"},
            caller=(run.id, path) if waits else None,
        )  # fmt: skip
        return None if waits else Outcome("done", self.now)

    # Events.

    def _happen(self, event: Event) -> None:
        self.hearing.came(event)
        for run, path, want in self.hearing.listeners(event):
            self._hear(self.runs[run], path, want, event)

    def _listen(self, run: Run, path: str, want: Want) -> None:
        waiting = run.lanes[path].want
        for event in self.hearing.listen(run, path, waiting or want, self.now):
            self._due.add(event.at, lambda event=event: self._happen_to(run, path, event))  # type: ignore[misc]

    def _happen_to(self, run: Run, path: str, event: Event) -> None:
        self.hearing.keep(run, path, event)
        want = self.hearing.listening.get((run.id, path))
        if want is not None:
            self._hear(run, path, want, event)

    def _hear(self, run: Run, path: str, want: Want, event: Event) -> None:
        lane = run.lanes.get(path)
        if lane is None or lane.want is not want:
            return
        outcome = self.hearing.hears(run, path, want, event, self.now)
        if outcome is not None:
            self._go_on(run, path, outcome)

    # Loops. What lies ready before all else is an item's own: its items, then the loop's next item, then what follows.

    def _spawn(self, run: Run, path: str, want: Spawn) -> None:
        run.begin_loop(path, want)
        if want.items:
            self._ready.appendleft((run, path, None, None))
        else:
            self._after_loop(run, path)

    def _next_items(self, run: Run, path: str) -> None:
        """Begin items of a loop one after the other; what an item leaves ready, such as its own items, goes first."""
        gather = run.gathers.get(path)
        if gather is None or not gather.may_open:
            return
        ready, others = self._ready, (run, path, None, None)
        is_straight = gather.spawn.body in run.linked.straight.ahead and not gather.stale
        begin = self._straight if is_straight else self._item
        ready.appendleft(others)
        while gather.may_open:
            begin(run, path, gather)
            if ready[0] is not others:
                return
        ready.popleft()

    def _item(self, run: Run, path: str, gather: Gather) -> None:
        """Begin the next item."""
        lane = run.open_item(path, self.now)
        self._stride(run, lane.path, lane, gather.scope, Outcome("began", self.now))

    def _straight(self, run: Run, path: str, gather: Gather) -> None:
        """Begin items as long as each goes to its end at once; one that must rest goes on as any other lane."""
        if not run.free:
            run.free = self.world.free(run.place(path), run.linked.straight.trusted)
        stopped = go_straight(self, run, path, gather)
        if stopped is not None:
            lane, want, answer = stopped
            if isinstance(answer, Parked):
                self._park(run, lane.path, want, answer)
            else:
                self._stride(run, lane.path, lane, gather.scope, answer or self._answered(run, lane.path, want))
        elif gather.is_over:
            self._after_loop(run, path)

    def _after_loop(self, run: Run, path: str) -> None:
        want, kept = run.lanes[path].want, run.end_loop(path)
        self._ready.appendleft((run, path, want, Outcome("gathered", self.now, value=kept)))

    def _finish(self, run: Run, path: str, lane: Lane) -> None:
        """A lane has ended: the run with it, or an item of a loop."""
        ended = lane.ended
        assert ended is not None
        if path == "":
            self._finish_run(run, ended)
            return
        parent, gather = run.end_item(path, ended)
        self.world.arrivals(run.flow, gather.spawn.loop)(run.items[-1].key)
        if gather.is_over:
            self._after_loop(run, parent)
        elif gather.spawn.one_at_a_time:
            self._ready.appendleft((run, parent, None, None))

    def _finish_run(self, run: Run, ended: Ended) -> None:
        run.ended = ended
        if run.caller is None:
            return
        caller, lane = self.runs[run.caller[0]], run.caller[1]
        if ended.how in ("failed", "cancelled"):
            sentence = f"The flow “{run.linked.program.flow}” failed: {ended.reason}"
            outcome = Outcome("failed", self.now, sentence=sentence, error="failed")
        else:
            outcome = Outcome("done", self.now, value=ended.value)
        self._ready.appendleft((caller, lane, caller.lanes[lane].want, outcome))


_FLOWS = frozenset({"flow.run", "flow.start"})
_PEOPLE = frozenset({"people.ask", "people.hand_off", "people.approve"})


def _with(want: Effect, arguments: dict[str, object]) -> Effect:
    """The want with arguments a person may have edited."""
    return want if arguments is want.arguments else msgspec.structs.replace(want, arguments=arguments)
