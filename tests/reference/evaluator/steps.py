"""Every statement as the language's page tells it, one method each."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sayso.dsl import calendar
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.compare import comparer
from sayso.dsl.types import TEXT, UNKNOWN, Choice, ListOf, Row, Type
from sayso.dsl.values import Duration
from tests.reference.evaluator.calls import Calling
from tests.reference.evaluator.control import Cut, Ending, Guard, Trouble
from tests.reference.evaluator.kinds import item_kind, written
from tests.reference.evaluator.scheduling import Join, Steps
from tests.reference.evaluator.values import Inside, evaluate

LONGEST = Duration(days=400)
LATE = timedelta(days=1)
MOST_REMEMBERED = 10_000
ERROR = Row((("message", TEXT), ("kind", Choice(("failed", "rejected", "expired"))), ("step", TEXT)))


class Walking(Calling):
    """A lane on its way through a body."""

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
        length = self.work_out(wait.duration)
        if length is None:
            raise Ending("skipped" if self.parent else "stopped", None)
        until = calendar.after(self.now, length, self.zone)
        if not isinstance(wait.duration, e.Duration) and until > calendar.after(self.now, LONGEST, self.zone):
            raise Ending("skipped" if self.parent else "stopped", None)
        if until > self.now:
            yield from self.pause(until)
            self.grow_stale()

    def moment(self, expression: e.Expression, began: datetime) -> datetime:
        """A date's beginning, or the moment itself, as told by the clock when the wait began."""
        clock = {"now": began, "today": calendar.day_of(began, self.zone)}
        value = evaluate(expression, Inside(self, clock, {}))
        if value is None:
            raise Ending("skipped" if self.parent else "stopped", None)
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
        at_most = calendar.from_literal(stage.at_most) if stage.at_most else LONGEST
        moment = yield from self.sleep_until(stage.moment, at_most)
        late = calendar.after(moment, calendar.from_literal(stage.late), self.zone) if stage.late else moment + LATE
        if self.now <= late:
            yield from self.block(stage.body)

    def wait_for(self, wait: s.WaitFor) -> Steps:
        until, since = calendar.after(self.now, calendar.from_literal(wait.at_most), self.zone), self.since(wait.event)
        self.freshen(wait.event.where)
        memory, names = self.remembered(), self.event_names(wait.event.event)
        event = yield from self.pause(until, lambda one: self.matches(one, wait.event, since, memory, names))
        self.grow_stale()
        if event is not None:
            self.heard.add(event.id)
            yield from self.with_event_names(event, wait.body)
        elif wait.otherwise is not None:
            yield from self.block(wait.otherwise)

    def sequence(self, sequence: s.Sequence) -> Steps:
        self.freshen(sequence.event.where)
        names = self.event_names(sequence.event.event)
        guard = Guard(sequence.event, self.since(sequence.event), self.remembered(), names)
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
            lane = Walking(self.run, f"{path}/each[{key}]", (*self.order, number), self)
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

        lanes: dict[int, Walking] = {}
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

    def _close(self, lane: "Walking", ending: Ending) -> None:
        lane.trace.how, lane.trace.reason = ending.how, ending.reason
        self.run.failures += ending.how == "failed"

    # Other flows.

    def run_flow(self, one: s.RunFlow) -> Steps:
        inputs = {argument.name or "": self.work_out(argument.value) for argument in one.arguments}
        contract = self.catalog.flows[one.flow]
        self._look()
        order = (*self.order, len(self.clock.trace.runs))
        assert self.run.begin is not None
        assert self.strand is not None
        strand = self.strand
        over = (lambda: self.clock.joined(strand)) if one.waits else None
        flow = self.world.flows[one.flow]
        name = f"{self.run.trace.id}/{self.at(one)}/flow"
        child = self.run.begin(
            name, flow, self.catalog, self.clock, self.run.shared, ("call", None), inputs, order, over
        )
        if not one.waits:
            return
        yield Join(1)
        assert child.end is not None
        self.grow_stale()
        if child.end.how == "failed":
            raise Trouble("failed", f"The flow “{one.flow}” failed: {child.end.reason}", self.run.ids[id(one)])
        if one.result:
            self.let(one.result, child.end.value, contract.returns or UNKNOWN)


STATEMENTS: dict[type, Callable[[Walking, Any], Steps]] = {
    s.Do: Walking.do,
    s.Let: Walking.let_statement,
    s.Set: Walking.set,
    s.Wait: Walking.wait,
    s.WaitUntil: Walking.wait_until,
    s.WaitFor: Walking.wait_for,
    s.Sequence: Walking.sequence,
    s.If: Walking.if_statement,
    s.ForEach: Walking.for_each,
    s.Repeat: Walking.repeat,
    s.Try: Walking.try_statement,
    s.Stage: Walking.stage,
    s.Ask: Walking.ask,
    s.HandOff: Walking.hand_off,
    s.Say: Walking.say,
    s.Remember: Walking.remember,
    s.RunFlow: Walking.run_flow,
    s.Stop: Walking.stop,
    s.Skip: Walking.skip,
    s.Fail: Walking.fail,
    s.Return: Walking.give,
    s.Keep: Walking.keep,
    s.Off: Walking.nothing,
}
"""How each statement goes."""


def _key(item: Any, number: int, again: str) -> str:
    if isinstance(item, dict) and item.get("id") is not None:
        return f"{item['type']}:{item['id']}"
    return f"={item}" if again == "once" and not isinstance(item, dict) else str(number)
