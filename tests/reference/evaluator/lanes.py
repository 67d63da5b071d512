"""Lanes: every statement as the language's page tells it, one method each.

A lane is a Python generator. What ends something early is an exception: `Ending` a lane, `Trouble` a `try`, `Cut` a
`sequence`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sayso.dsl import calendar
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog, Parameter, Tool
from sayso.dsl.compare import comparer
from sayso.dsl.flow import Flow, OnSchedule
from sayso.dsl.node import walk
from sayso.dsl.types import TEXT, UNKNOWN, Choice, ListOf, RecordOf, Row, Scalar, Type, present
from sayso.dsl.values import Duration
from sayso.dsl.words import words_of
from tests.reference.evaluator.kinds import item_kind, kind_of, written
from tests.reference.evaluator.scheduling import Clock, Join, Pause, Steps, Strand
from tests.reference.evaluator.values import Inside, evaluate
from tests.reference.evaluator.world import Happening, LaneTrace, Made, RunTrace, Said

LONGEST = Duration(days=400)
LATE = timedelta(days=1)
A_WEEK = Duration(days=7)
MOST_REMEMBERED = 10_000
ERROR = Row((("message", TEXT), ("kind", Choice(("failed", "rejected", "expired"))), ("step", TEXT)))


class Ending(Exception):
    """The lane ends here."""

    def __init__(self, how: str, reason: str | None = "", value: Any = None) -> None:
        self.how, self.reason, self.value = how, reason, value


class Trouble(Exception):
    """A call, a question or a called flow came to no good end; `ends` is how the lane ends where no `try` takes it."""

    def __init__(self, kind: str, sentence: str | None, step: str) -> None:
        self.kind, self.sentence, self.step = kind, sentence, step


class Cut(Exception):
    """The event of a `sequence` has come."""

    def __init__(self, guard: "Guard", event: Happening) -> None:
        self.guard, self.event = guard, event


@dataclass(eq=False)
class Guard:
    """An open `sequence`: the event it looks for, and since when."""

    pattern: s.EventPattern
    since: datetime


@dataclass
class Shared:
    """What runs share: quotas used, who was taken, who is on the way, what is remembered."""

    used: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)
    taken: dict[tuple[str, str, str], datetime] = field(default_factory=dict)
    under_way: dict[tuple[str, str, str], "Run"] = field(default_factory=dict)
    memory: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(eq=False)
class Run:
    """One run of a flow."""

    flow: Flow
    catalog: Catalog
    clock: Clock
    shared: Shared
    trigger: tuple[str, str | None]
    inputs: dict[str, Any]
    trace: RunTrace
    order: tuple[int, ...]
    ids: dict[int, str] = field(default_factory=dict)
    failures: int = 0
    end: Ending | None = None
    begin: Callable[..., "Run"] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The flow's zone: its schedule's where that names one, else the workspace's."""
        named = (one.zone for one in self.flow.triggers if isinstance(one, OnSchedule) and one.zone)
        return ZoneInfo(next(named, self.catalog.zone))


class Lane:
    """One strand of a run: its names, and what it has done so far."""

    def __init__(self, run: Run, path: str, order: tuple[int, ...], parent: "Lane | None" = None) -> None:
        self.run, self.path, self.order, self.parent = run, path, order, parent
        self.catalog, self.clock, self.world = run.catalog, run.clock, run.clock.world
        self.began = self.clock.now
        self.names: dict[str, Any] = dict(parent.names) if parent else {}
        self.kinds: dict[str, Type] = dict(parent.kinds) if parent else {}
        self.stale: set[str] = set(parent.stale) if parent else set()
        self.marks: dict[str, datetime] = {}
        self.brought: dict[str, datetime] = {}
        self.heard: set[str] = set()
        self.kept: list[Any] = []
        self.guards: list[Guard] = []
        self.turns: list[str] = []
        self.strand: Strand | None = None
        self.trace = LaneTrace()
        run.trace.lanes[path] = self.trace

    # Names.

    @property
    def zone(self) -> ZoneInfo:
        """The flow's zone."""
        return self.run.zone

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.clock.now

    def began_with(self, kind: str, name: str | None) -> bool:
        """Whether this trigger began the run."""
        began, called = self.run.trigger
        return kind == began and name in (None, called)

    def value(self, name: str) -> Any:
        """What a name stands for; a record that has grown stale is read again."""
        if name == "now":
            return self.now
        if name == "today":
            return calendar.day_of(self.now, self.zone)
        if name == "memory":
            return self.run.shared.memory[self.run.flow.name]
        if name in self.stale:
            self.stale.discard(name)
            self.names[name] = self._read_again(self.names[name])
        return self.names[name]

    def _read_again(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._read_again(item) for item in value]
        record = self.world.read(value["type"], value["id"], self.now)
        if record is None:
            raise Ending("skipped" if self.parent else "stopped", "no longer there")
        return record

    def grow_stale(self, changed: Any = None) -> None:
        """From now on these names are to be read again: all, or those of one record."""
        for name, value in self.names.items():
            if name != "previous" and self._is_live(value) and (changed is None or _holds(value, changed)):
                self.stale.add(name)

    def _is_live(self, value: Any) -> bool:
        if isinstance(value, list):
            return bool(value) and all(self._is_live(item) for item in value)
        kind = self.catalog.records.get(value.get("type", "")) if isinstance(value, dict) and "id" in value else None
        return kind is not None and kind.reader is not None

    def let(self, name: str, value: Any, kind: Type) -> None:
        """Set a name."""
        self.names[name], self.kinds[name] = value, kind
        self.stale.discard(name)

    def work_out(self, expression: e.Expression) -> Any:
        """The value of an expression here and now."""
        return evaluate(expression, self)

    def kind(self, expression: e.Expression) -> Type:
        """The type of an expression here."""
        return kind_of(expression, self.kinds, self.catalog)

    def text(self, text: s.Text | None) -> str:
        """A reason or a message."""
        return "" if text is None else str(self.work_out(text))

    def at(self, statement: s.Line) -> str:
        """The path of a statement."""
        parts = [self.path, *self.turns, self.run.ids[id(statement)]]
        return "/".join(part for part in parts if part)

    # Going through a body.

    def live(self, block: s.Block) -> Steps:
        """The whole life of a lane."""
        try:
            yield from self.block(block)
            raise Ending("done")
        except Ending as ending:
            return ending
        except Trouble as trouble:
            if trouble.kind == "failed":
                return Ending("failed", trouble.sentence)
            return Ending("skipped" if self.parent else "stopped", trouble.sentence)

    def block(self, block: s.Block) -> Steps:
        """Every statement of a block."""
        for statement in block.statements:
            yield from STATEMENTS[type(statement)](self, statement)

    # Waiting.

    def pause(self, until: datetime | None, hears: Callable[[Happening], bool] | None = None) -> Steps:
        """Wait; an open sequence's event cuts the wait short."""
        self._look()
        event = yield Pause(until, lambda one: self._guard_of(one) is not None or bool(hears and hears(one)))
        if event is not None:
            guard = self._guard_of(event)
            if guard is not None:
                self.heard.add(event.id)
                raise Cut(guard, event)
        return event

    def _guard_of(self, event: Happening) -> Guard | None:
        return next((guard for guard in self.guards if self.matches(event, guard.pattern, guard.since)), None)

    def _look(self) -> None:
        """Whether the event of an open sequence has come already."""
        for event in self.clock.past:
            guard = self._guard_of(event)
            if guard is not None:
                self.heard.add(event.id)
                raise Cut(guard, event)

    def matches(self, event: Happening, pattern: s.EventPattern, since: datetime) -> bool:
        """Whether an event is one that is waited for, and not yet taken by this lane."""
        if event.name != pattern.event or event.at < since or event.id in self.heard:
            return False
        if pattern.where is None:
            return True
        return evaluate(pattern.where, self._with_event(event)) is True

    def _with_event(self, event: Happening) -> Inside:
        values, kinds = self._names_of(event)
        return Inside(self, values, kinds)

    def _names_of(self, event: Happening) -> tuple[dict[str, Any], dict[str, Type]]:
        short, kind = self.catalog.events[event.name].binds[0]
        names = ["event", short] if short not in self.names else ["event"]
        return dict.fromkeys(names, event.data[short]), dict.fromkeys(names, kind)

    def since(self, pattern: s.EventPattern) -> datetime:
        """From when on events count: the step that is named, the lane's last call that they answer, its beginning."""
        if isinstance(pattern.since, e.Name):
            return self.brought[pattern.since.name]
        answers = self.catalog.events[pattern.event].answers
        return max((self.marks[tool] for tool in answers if tool in self.marks), default=self.began)

    def with_event_names(self, event: Happening, block: s.Block) -> Steps:
        """A block in which the event has its names."""
        values, kinds = self._names_of(event)
        before = {name: (self.names.get(name), self.kinds.get(name), name in self.stale) for name in values}
        for name, value in values.items():
            self.let(name, value, kinds[name])
        yield from self.block(block)
        for name, (value, kind, stale) in before.items():
            if kind is None:
                self.names.pop(name), self.kinds.pop(name), self.stale.discard(name)
            else:
                self.let(name, value, kind)
                self.stale.update({name} if stale else ())

    # Statements.

    def do(self, do: s.Do) -> Steps:
        yield from self.call(do, do.call)

    def let_statement(self, let: s.Let) -> Steps:
        if not isinstance(let.value, s.ToolCall):
            kind = self.kind(let.value)
            self.let(let.name, self.work_out(let.value), kind)
            return
        value = yield from self.call(let, let.value)
        self.let(let.name, value, self.catalog.tools[let.value.tool].returns or UNKNOWN)
        self.brought[let.name] = self.now

    def set(self, one: s.Set) -> Steps:
        value = self.work_out(one.value)
        self._look()
        self.run.shared.memory[self.run.flow.name][one.name] = value
        return
        yield

    def wait(self, wait: s.Wait) -> Steps:
        until = calendar.after(self.now, self.work_out(wait.duration), self.zone)
        if not isinstance(wait.duration, e.Duration) and until > calendar.after(self.now, LONGEST, self.zone):
            raise Ending("skipped" if self.parent else "stopped", None)
        if until > self.now:
            yield from self.pause(until)
            self.grow_stale()

    def moment(self, expression: e.Expression, began: datetime) -> datetime:
        """A date's beginning, or the moment itself, as told by the clock when the wait began."""
        clock = {"now": began, "today": calendar.day_of(began, self.zone)}
        value = evaluate(expression, Inside(self, clock, {}))
        return value if isinstance(value, datetime) else calendar.start_of_day(value, self.zone)

    def sleep_until(self, expression: e.Expression, at_most: Duration) -> Steps:
        """Sleep until a moment that is worked out again on waking, and give what it was in the end."""
        began = self.now
        latest = calendar.after(began, at_most, self.zone)
        while (moment := self.moment(expression, began)) > self.now:
            if moment > latest:
                raise Ending("skipped" if self.parent else "stopped", None)
            yield from self.pause(moment)
            self.grow_stale()
        return moment

    def wait_until(self, wait: s.WaitUntil) -> Steps:
        yield from self.sleep_until(wait.moment, calendar.from_literal(wait.at_most) if wait.at_most else LONGEST)

    def stage(self, stage: s.Stage) -> Steps:
        moment = yield from self.sleep_until(stage.moment, LONGEST)
        late = calendar.after(moment, calendar.from_literal(stage.late), self.zone) if stage.late else moment + LATE
        if self.now <= late:
            yield from self.block(stage.body)

    def wait_for(self, wait: s.WaitFor) -> Steps:
        until, since = calendar.after(self.now, calendar.from_literal(wait.at_most), self.zone), self.since(wait.event)
        event = next((one for one in self.clock.past if self.matches(one, wait.event, since)), None)
        if event is None:
            event = yield from self.pause(until, lambda one: self.matches(one, wait.event, since))
        self.grow_stale()
        if event is not None:
            self.heard.add(event.id)
            yield from self.with_event_names(event, wait.body)
        elif wait.otherwise is not None:
            yield from self.block(wait.otherwise)

    def sequence(self, sequence: s.Sequence) -> Steps:
        guard = Guard(sequence.event, self.since(sequence.event))
        self.guards.append(guard)
        turns = list(self.turns)
        depth = len(self.guards)
        try:
            yield from self.block(sequence.body)
            self.guards.pop()
            return
        except Cut as cut:
            if cut.guard is not guard:
                raise
            event = cut.event
        del self.guards[depth - 1 :]
        self.turns = turns
        self.grow_stale()
        yield from self.with_event_names(event, sequence.unless)

    def if_statement(self, one: s.If) -> Steps:
        for branch in one.branches:
            if self.work_out(branch.condition) is True:
                yield from self.block(branch.body)
                return
        if one.otherwise is not None:
            yield from self.block(one.otherwise)

    def repeat(self, repeat: s.Repeat) -> Steps:
        for turn in range(1, repeat.at_most + 1):
            self.turns.append(f"turn[{turn}]")
            yield from self.block(repeat.body)
            met = repeat.until is not None and self.work_out(repeat.until) is True
            self.turns.pop()
            if met:
                return
        if repeat.otherwise is not None:
            yield from self.block(repeat.otherwise)

    def try_statement(self, one: s.Try) -> Steps:
        turns, guards = list(self.turns), list(self.guards)
        try:
            yield from self.block(one.body)
            return
        except Trouble as trouble:
            error = {"message": trouble.sentence, "kind": trouble.kind, "step": trouble.step}
        self.turns, self.guards = turns, guards
        if one.error:
            self.let(one.error, error, ERROR)
        yield from self.block(one.handler)
        if one.error:
            self.names.pop(one.error), self.kinds.pop(one.error)

    def ask(self, ask: s.Ask) -> Steps:
        kind = written(ask.type)
        arguments = {"person": self.work_out(ask.person), "question": self.text(ask.question)}
        said = yield from self.to_person("people.ask", arguments, ask.within, ask, kind)
        self.grow_stale()
        if said.kind == "done":
            self.let(ask.answer, said.value, kind)
        elif ask.otherwise is None:
            raise Trouble("expired", "nobody answered in time", self.run.ids[id(ask)])
        else:
            self.let(ask.answer, self.work_out(ask.otherwise), kind)

    def hand_off(self, one: s.HandOff) -> Steps:
        arguments = {"person": self.work_out(one.person), "message": self.text(one.message)}
        said = yield from self.to_person("people.hand_off", arguments, one.within, one, UNKNOWN)
        self.grow_stale()
        if said.kind == "taken":
            raise Ending("done")

    def to_person(self, tool: str, arguments: dict[str, Any], within: e.Duration, line: s.Line, kind: Type) -> Steps:
        """Something put to a person, who has so long."""
        self._look()
        until = calendar.after(self.now, calendar.from_literal(within), self.zone)
        self.record(tool, arguments, line)
        said = self.world.person(tool, arguments, self.now, until, kind)
        if said.kind == "never" or said.at > until:
            said = Said("never", until)
        yield from self.pause(said.at)
        return said

    def say(self, say: s.Say) -> Steps:
        message = self.text(say.message)
        self._look()
        yield from self.carry_out("people.say", {"message": message}, say)

    def remember(self, one: s.Remember) -> Steps:
        value = self.work_out(one.value)
        self._look()
        kind = dict(self.memory_kind().fields)[one.name]
        same = comparer("==", self.kind(one.value), item_kind(kind), self.zone)
        listed = self.run.shared.memory[self.run.flow.name][one.name]
        if any(same(value, item) is True for item in listed):
            if one.skip:
                raise Ending("skipped", self.text(one.reason) if one.reason else None)
            return
        if len(listed) >= MOST_REMEMBERED:
            raise Ending("failed", None)
        self.run.shared.memory[self.run.flow.name][one.name] = [*listed, value]
        return
        yield

    def memory_kind(self) -> Row:
        """The type of what this flow remembers."""
        kind = self.kinds["memory"]
        assert isinstance(kind, Row)
        return kind

    def stop(self, one: s.Stop) -> Steps:
        raise Ending("stopped", self.text(one.reason))
        yield

    def skip(self, one: s.Skip) -> Steps:
        raise Ending("skipped", self.text(one.reason))
        yield

    def fail(self, one: s.Fail) -> Steps:
        raise Ending("failed", self.text(one.reason))
        yield

    def give(self, one: s.Return) -> Steps:
        raise Ending("returned", "", self.work_out(one.value))
        yield

    def keep(self, one: s.Keep) -> Steps:
        self.kept.append((self.work_out(one.value), self.kind(one.value)))
        return
        yield

    def nothing(self, one: s.Line) -> Steps:
        return
        yield

    # Loops.

    def for_each(self, loop: s.ForEach) -> Steps:
        items = self.work_out(loop.items) or []
        element = item_kind(self.kind(loop.items))
        keyed: dict[str, Any] = {}
        for number, item in enumerate(items):
            keyed.setdefault(_key(item, number, loop.again), item)
        mine = (self.run.flow.name, self.run.ids[id(loop)])
        chosen = [pair for pair in keyed.items() if self._may_take(loop, (*mine, pair[0]))]
        if loop.at_most is not None:
            chosen = chosen[: loop.at_most]
        for key, _ in chosen:
            self.run.shared.taken[(*mine, key)] = self.now
            self.run.shared.under_way[(*mine, key)] = self.run
        kept = yield from self._through(loop, element, chosen)
        if loop.collect:
            kinds = [kind for _, kind in kept]
            self.let(loop.collect, [value for value, _ in kept], ListOf(kinds[0] if kinds else UNKNOWN))
        else:
            self.kept += kept

    def _may_take(self, loop: s.ForEach, key: tuple[str, str, str]) -> bool:
        if loop.again == "again":
            return True
        if loop.again == "":
            return self.run.shared.under_way.get(key) in (None, self.run)
        before = self.run.shared.taken.get(key)
        if before is None:
            return True
        return loop.per is not None and before < calendar.after(self.now, -calendar.from_literal(loop.per), self.zone)

    def _through(self, loop: s.ForEach, element: Type, chosen: list[tuple[str, Any]]) -> Steps:
        path, ends = self.at(loop), {}
        mine = (self.run.flow.name, self.run.ids[id(loop)])

        def begin(number: int) -> None:
            key, item = chosen[number]
            lane = Lane(self.run, f"{path}/each[{key}]", (*self.order, number), self)
            lane.let(loop.item, item, element)

            def life() -> Steps:
                ends[number] = yield from lane.live(loop.body)

            def ended() -> None:
                self.run.shared.under_way.pop((*mine, key), None)
                self._close(lane, ends[number])
                assert self.strand is not None
                self.clock.joined(self.strand)

            lane.strand = self.clock.open(lane.order, life(), ended)
            lanes[number] = lane

        lanes: dict[int, Lane] = {}
        if not (loop.one_at_a_time or loop.stop_on_error):
            for number in range(len(chosen)):
                begin(number)
            yield Join(len(chosen))
        else:
            for number in range(len(chosen)):
                begin(number)
                yield Join(1)
                if loop.stop_on_error and ends[number].how == "failed":
                    break
        return [pair for number, lane in sorted(lanes.items()) if ends[number].how == "done" for pair in lane.kept]

    def _close(self, lane: "Lane", ending: Ending) -> None:
        lane.trace.how, lane.trace.reason = ending.how, ending.reason
        self.run.failures += ending.how == "failed"

    # Calls.

    def record(self, tool: str, arguments: dict[str, Any], line: s.Line) -> None:
        """Write a call down."""
        self.trace.calls.append(Made(tool, self.at(line), self.now, arguments))

    def call(self, line: s.Line, call: s.ToolCall) -> Steps:
        """A tool call with all that stands before it: needs, approval, window and quota."""
        tool = self.catalog.tools[call.tool]
        arguments = self._arguments(tool, call)
        step = self.run.ids[id(line)]
        self._refuse(tool, arguments, step)
        if tool.effect == "write":
            self._look()
        use = next((use for use in self.run.flow.uses if call.tool in use.tools), None)
        approval = call.approval or (use.approval if use else None)
        if approval is not None:
            yield from self._approved(tool, arguments, approval, step)
            self._refuse(tool, arguments, step)
        while use is not None and (opens := self._opens(tool, use)) > self.now:
            yield from self.pause(opens)
        if tool.effect == "write":
            self._look()
        return (yield from self.carry_out(tool.name, arguments, line))

    def carry_out(self, name: str, arguments: dict[str, Any], line: s.Line) -> Steps:
        """The call itself."""
        tool = self.catalog.tools[name]
        self.run.shared.used.setdefault((self.run.flow.name, name), []).append(self.now)
        self.record(name, arguments, line)
        said = self.world.answer(name, arguments, self.now)
        self.marks[name] = self.now
        if said.kind in ("failed", "rejected"):
            raise Trouble(said.kind, said.sentence, self.run.ids[id(line)])
        value = said.value
        for given in arguments.values():
            if callable(given) and isinstance(value, list):
                value = [one for one in value if given(one)]
        for parameter in tool.parameters:
            if parameter.changes and isinstance(arguments.get(parameter.name), dict):
                self.grow_stale(arguments[parameter.name])
        return value
        yield

    def _arguments(self, tool: Tool, call: s.ToolCall) -> dict[str, Any]:
        arguments: dict[str, Any] = {}
        for number, argument in enumerate(call.arguments):
            name = argument.name or tool.parameters[number].name
            parameter = tool.parameter(name)
            if parameter is not None and parameter.filter:
                arguments[name] = self._filter(argument.value, parameter.filter)
            else:
                arguments[name] = self.work_out(argument.value)
        return {name: value for name, value in arguments.items() if value is not None}

    def _filter(self, condition: e.Expression, record: str) -> Callable[[dict[str, Any]], bool]:
        names = ["it", record] if record not in self.kinds else ["it"]
        kinds = dict.fromkeys(names, RecordOf(record))
        mentioned = {node.name for node in walk(condition) if isinstance(node, e.Name)} - set(names)
        frozen = {name: self.value(name) for name in mentioned}
        return lambda one: evaluate(condition, Inside(self, {**frozen, **dict.fromkeys(names, one)}, kinds)) is True

    def _refuse(self, tool: Tool, arguments: dict[str, Any], step: str) -> None:
        for parameter in tool.parameters:
            given = arguments.get(parameter.name)
            if not isinstance(given, dict):
                continue
            if any(given.get(name) is None for name in parameter.needs):
                raise Trouble("rejected", self._lacks(given, parameter), step)
            if tool.sends and parameter.aims and given.get("unsubscribed"):
                raise Trouble("opted-out", f"{self._called(given)} opted out", step)

    def _called(self, record: dict[str, Any]) -> str:
        kind = self.catalog.records[record["type"]]
        return str(record.get(kind.title) or "this record")

    def _lacks(self, record: dict[str, Any], parameter: Parameter) -> str | None:
        """The wording is the project's: "Ann Keller has no LinkedIn address"."""
        field = next(name for name in parameter.needs if record.get(name) is None)
        return f"{self._called(record)} has no {words_of(field)}"

    def _approved(self, tool: Tool, arguments: dict[str, Any], approval: s.Approval, step: str) -> Steps:
        within = calendar.from_literal(approval.within) if approval.within else A_WEEK
        until = calendar.after(self.now, within, self.zone)
        if approval.by is not None:
            self.work_out(approval.by)
        said = self.world.approval(tool.name, arguments, self.now, until)
        if said.kind == "never" or said.at > until:
            said = Said("never", until)
        yield from self.pause(said.at)
        self.grow_stale()
        if said.kind == "rejected":
            raise Trouble("rejected", said.sentence, step)
        if said.kind == "never":
            raise Trouble("expired", "nobody approved it in time", step)

    def _opens(self, tool: Tool, use: Any) -> datetime:
        zone = ZoneInfo(self.catalog.zone)
        window = (use.between.start, use.between.end) if use.between else None
        if use.quota is not None and use.quota.per != "run":
            used = self.run.shared.used.get((self.run.flow.name, tool.name), [])
            period = calendar.quota_refresh(self.now, use.quota.per, zone)
            if sum(calendar.quota_refresh(at, use.quota.per, zone) == period for at in used) >= use.quota.count:
                return calendar.quota_refresh(self.now, use.quota.per, zone, window, tool.sends)
        return calendar.next_window(self.now, *window, zone) if window else self.now

    # Other flows.

    def run_flow(self, one: s.RunFlow) -> Steps:
        inputs = {argument.name or "": self.work_out(argument.value) for argument in one.arguments}
        contract = self.catalog.flows[one.flow]
        self._look()
        child = self.run.begin(
            self.world.flows[one.flow], self.catalog, self.clock, self.run.shared, ("call", None), inputs,
            (*self.order, len(self.clock.trace.runs)), lambda: self.clock.joined(self.strand) if one.waits and self.strand else None,
        )  # fmt: skip
        if not one.waits:
            return
        yield Join(1)
        assert child.end is not None
        if child.end.how == "failed":
            raise Trouble("failed", f"The flow “{one.flow}” failed: {child.end.reason}", self.run.ids[id(one)])
        if one.result:
            self.let(one.result, child.end.value, contract.returns or UNKNOWN)


STATEMENTS: dict[type, Callable[[Lane, Any], Steps]] = {
    s.Do: Lane.do, s.Let: Lane.let_statement, s.Set: Lane.set, s.Wait: Lane.wait, s.WaitUntil: Lane.wait_until,
    s.WaitFor: Lane.wait_for, s.Sequence: Lane.sequence, s.If: Lane.if_statement, s.ForEach: Lane.for_each,
    s.Repeat: Lane.repeat, s.Try: Lane.try_statement, s.Stage: Lane.stage, s.Ask: Lane.ask, s.HandOff: Lane.hand_off,
    s.Say: Lane.say, s.Remember: Lane.remember, s.RunFlow: Lane.run_flow, s.Stop: Lane.stop, s.Skip: Lane.skip,
    s.Fail: Lane.fail, s.Return: Lane.give, s.Keep: Lane.keep, s.Off: Lane.nothing,
}  # fmt: skip
"""How each statement goes."""


def _holds(value: Any, record: dict[str, Any]) -> bool:
    if isinstance(value, list):
        return any(_holds(item, record) for item in value)
    return isinstance(value, dict) and (value.get("type"), value.get("id")) == (record.get("type"), record.get("id"))


def _key(item: Any, number: int, again: str) -> str:
    if isinstance(item, dict) and item.get("id") is not None:
        return f"{item['type']}:{item['id']}"
    return f"={item}" if again == "once" and not isinstance(item, dict) else str(number)

