"""The walk that counts: every statement's worst case, composed along paths, branches, loops and waits.

Loops multiply, branches take the greater side per tool, `try` may do its block and its handler, `sequence` its body up
to the last look at the event and then its `unless`. What follows a certain end counts nothing. Nothing is guessed from
data, so a greedy world reaches the result wherever no condition depends on data.
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from sayso.compiler.bounds import waits
from sayso.compiler.bounds.amounts import NONE, NOTHING, Amount, Clock, Cost, Part, Way, Ways, either
from sayso.compiler.bounds.lengths import UNLIMITED, lengths_of
from sayso.compiler.bounds.pace import WEEK_DAYS, Pace
from sayso.compiler.facts import Facts
from sayso.compiler.header import approval_of, uses_of
from sayso.dsl.calendar import Duration, times
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children
from sayso.dsl.statements import (
    Approval,
    Ask,
    Block,
    Broken,
    Do,
    Fail,
    ForEach,
    HandOff,
    If,
    Keep,
    Let,
    Off,
    Remember,
    Repeat,
    Return,
    RunFlow,
    Say,
    Sequence,
    Set,
    Skip,
    Stage,
    Statement,
    Stop,
    ToolCall,
    Try,
    Wait,
    WaitFor,
    WaitUntil,
)
from sayso.dsl.types import ListOf, RecordOf, present

SENDS = "*sends"
"""Under this name stands what the workspace's limit of mails a day holds back, whatever the tool."""
STEP = Cost(steps=1)
WAITING_STEP = Cost(steps=1, lanes=1)
PEOPLE: dict[type[Statement], str] = {Ask: "people.ask", HandOff: "people.hand_off", Say: "people.say"}
FAILS = (ToolCall, Ask, HandOff, Say, RunFlow)
LOOKS = (Wait, WaitUntil, WaitFor, Ask, HandOff, Stage)


class Counting:
    """One count of one flow; `held` says how many days each tool's quota holds a run back."""

    def __init__(self, flow: Flow, facts: Facts, catalog: Catalog, pace: Pace, held: dict[str, int]) -> None:
        """Nothing is counted before `block` is asked."""
        self.flow = flow
        self.facts = facts
        self.catalog = catalog
        self.pace = pace
        self.held = held
        self.lengths = lengths_of(facts, catalog)
        self.items: list[tuple[str, tuple[Part, ...]]] = []
        self.turns: dict[tuple[int, frozenset[str]], tuple[int, int]] = {}
        self.sequences: dict[tuple[int, Clock], Ways] = {}

    def block(self, block: Block | None, clock: Clock) -> Ways:
        """The worst case of statements that follow each other."""
        return self._statements(block.statements if block else (), clock)

    def _statements(self, statements: tuple[Statement, ...], clock: Clock) -> Ways:
        going, ended = Way(NOTHING, clock), None
        for statement in statements:
            ways = self._statement(statement, going.clock).after(going.cost)
            ended = either(ended, ways.ended)
            if ways.going is None:
                return Ways(None, ended)
            going = ways.going
        return Ways(going, ended)

    def _statement(self, statement: Statement, clock: Clock) -> Ways:
        match statement:
            case Off() | Broken():
                return _on(NOTHING, clock)
            case Do(call=ToolCall() as call) | Let(value=ToolCall() as call):
                return self._call(call, clock)
            case Let() | Set() | Keep() | Remember(reason=None):
                return _on(STEP, clock)
            case Remember():
                return _perhaps(STEP, clock)
            case Wait(duration=duration):
                return _on(WAITING_STEP, waits.of_expression(duration).on(clock, "waiting"))
            case WaitUntil(at_most=at_most):
                return _perhaps(WAITING_STEP, waits.up_to(at_most).on(clock, "waiting for a date"))
            case WaitFor():
                return self._wait_for(statement, clock)
            case Sequence():
                return self._once_counted(statement, clock)
            case If():
                return self._if(statement, clock)
            case ForEach():
                return self._for_each(statement, clock)
            case Repeat():
                return self._repeat(statement, clock)
            case Try():
                return self._try(statement, clock)
            case Stage():
                return self._stage(statement, clock)
            case Ask() | HandOff() | Say():
                return self._people(statement, clock)
            case RunFlow():
                return self._run_flow(statement, clock)
            case Stop() | Skip() | Fail() | Return():
                return Ways(None, Way(STEP, clock))
            case _ as never:
                assert_never(never)

    def _stage(self, stage: Stage, clock: Clock) -> Ways:
        there = waits.up_to(stage.at_most).on(clock, f'waiting for the stage "{stage.title}"')
        return self.block(stage.body, there).or_most(_on(NOTHING, there)).after(WAITING_STEP)

    def _people(self, statement: Ask | HandOff | Say, clock: Clock) -> Ways:
        """A person is told before the wait for an answer begins; an `ask` with `otherwise` always goes on."""
        cost = self._tool(PEOPLE[type(statement)], clock)
        if isinstance(statement, Say):
            return _on(cost.plus(STEP), clock)
        why = "for an answer" if isinstance(statement, Ask) else "for a hand-off"
        there = waits.up_to(statement.within).on(clock, why)
        sure = isinstance(statement, Ask) and statement.otherwise is not None
        return (_on if sure else _perhaps)(cost.plus(WAITING_STEP), there)

    def _call(self, call: ToolCall, clock: Clock) -> Ways:
        lanes = 0
        approval = approval_of(self.flow, call)
        if approval is not None:
            clock = _approved(approval, clock)
            lanes = 1
        clock, waited = self._held_back(call.tool, clock)
        tool = self.catalog.tools.get(call.tool)
        there = clock
        if tool is not None and tool.waits:
            there, lanes = self._within(call).on(clock, "for an answer"), 1
        cost = self._tool(call.tool, clock).plus(Cost(steps=1, lanes=max(lanes, waited)))
        return _on(cost, there) if approval is None else _perhaps(cost, there)

    def _within(self, call: ToolCall) -> waits.Span:
        resolved = self.facts.call_of(call)
        given = resolved.arguments.get("within") if resolved is not None else None
        return waits.Span(0, waits.of_expression(given).high, waits.of_expression(given).most) if given else DEFAULT

    def _held_back(self, tool: str, clock: Clock) -> tuple[Clock, int]:
        """The clock once the tool's hours and quota let the call through; a quota holds a lane back once."""
        lanes = 0
        for use in uses_of(self.flow, tool):
            closed = waits.outside_window(use)
            if closed is not None and closed.high:
                clock, lanes = closed.on(clock, f"until the hours of `{tool}`"), 1
        if self.held.get(tool) and tool not in clock.held:
            clock, lanes = waits.for_quota(tool, self.held[tool], clock, f"for the quota of `{tool}`"), 1
        known = self.catalog.tools.get(tool)
        if self.held.get(SENDS) and known is not None and known.sends and SENDS not in clock.held:
            why = "for the workspace's limit of emails a day"
            clock, lanes = waits.for_quota(SENDS, self.held[SENDS], clock, why), 1
        return clock, lanes

    def _tool(self, name: str, clock: Clock) -> Cost:
        tool = self.catalog.tools.get(name) or Tool(name, "", "write")
        amount = self._amount(clock)
        return Cost({name: amount}, _scaled(amount, tool.credits))

    def _amount(self, clock: Clock) -> Amount:
        return Amount(1, self.pace.within(1, clock), self.pace.within(WEEK_DAYS, clock), (((), 1),))

    def _run_flow(self, statement: RunFlow, clock: Clock) -> Ways:
        contract = self.catalog.flows.get(statement.flow)
        if contract is None:
            return _on(STEP, clock)
        inside = clock.later(0, contract.longest)
        amount = self._amount(inside)
        noun = f'run of "{statement.flow}"'
        calls = {tool: _scaled(amount, count).times(1, noun) for tool, count in contract.calls}
        cost = Cost(calls, _scaled(amount, contract.credits).times(1, noun), 1 + contract.steps)
        if not statement.waits:
            return _on(cost, clock)
        there = clock.later(
            0, contract.longest, Part(Duration(seconds=contract.longest), f'in the flow "{statement.flow}"')
        )
        return _on(cost.plus(Cost(lanes=1 if contract.longest else 0)), there)

    def _wait_for(self, statement: WaitFor, clock: Clock) -> Ways:
        wait = waits.up_to(statement.at_most)
        came = self.block(statement.body, wait.on(clock, "waiting for an answer"))
        timed_out = waits.Span(wait.high, wait.high, wait.most).on(clock, "waiting for an answer")
        return came.or_most(self.block(statement.otherwise, timed_out)).after(WAITING_STEP)

    def _once_counted(self, statement: Sequence, clock: Clock) -> Ways:
        """A sequence looks at its body twice; one inside another is still counted once."""
        key = (id(statement), clock)
        if key not in self.sequences:
            self.sequences[key] = self._sequence(statement, clock)
        return self.sequences[key]

    def _sequence(self, statement: Sequence, clock: Clock) -> Ways:
        body = self.block(statement.body, clock)
        before = self._before_last_look(statement.body.statements, clock)
        if before is None:
            return body.after(STEP)
        there = Clock(clock.soonest, before.clock.latest, before.clock.parts, clock.held)
        return body.or_most(self.block(statement.unless, there).after(before.cost)).after(STEP)

    def _before_last_look(self, statements: tuple[Statement, ...], clock: Clock) -> Way | None:
        """What a sequence has done at most when it looks at its event for the last time; None if it never looks."""
        looking = [number for number, statement in enumerate(statements) if self._looks(statement)]
        if not looking:
            return None
        last = statements[looking[-1]]
        simple = isinstance(last, Do | Let)
        ways = self._statements(statements[: looking[-1] + (not simple)], clock)
        if simple and ways.going is not None and isinstance(last, Do | Let):
            return self._waited(last, ways.going)
        return ways.all

    def _waited(self, last: Do | Let, way: Way) -> Way:
        """The lane at a call that has not been made: its approval, hours and quota are over, its effect is not."""
        through = self._statement(last, way.clock).all
        return way if through is None else Way(way.cost.plus(Cost(lanes=through.cost.lanes)), through.clock)

    def _looks(self, statement: Statement) -> bool:
        return any(isinstance(node, LOOKS) or self._changes(node) for node in _in_lane(statement))

    def _changes(self, node: object) -> bool:
        if isinstance(node, Say | RunFlow | Set | Remember):
            return True
        if not isinstance(node, ToolCall):
            return False
        tool = self.catalog.tools.get(node.tool)
        return tool is None or tool.effect == "write" or approval_of(self.flow, node) is not None

    def _if(self, statement: If, clock: Clock) -> Ways:
        ways = self.block(statement.otherwise, clock)
        for branch in statement.branches:
            ways = ways.or_most(self.block(branch.body, clock))
        return ways.after(STEP)

    def _for_each(self, loop: ForEach, clock: Clock) -> Ways:
        turns = self.lengths.turns(loop)
        count = UNLIMITED if turns is None else turns
        in_turn = loop.one_at_a_time or loop.stop_on_error
        begin = self._any_turn(loop, clock, count) if in_turn else clock
        one = self.block(loop.body, begin).all
        if one is None or not count:
            return _on(STEP, clock)
        noun = self.noun_of(loop)
        self.items.append((noun, one.clock.parts[len(clock.parts) :]))
        cost = one.cost.times(count, noun, 1 if in_turn else count)
        return _on(cost.plus(STEP), _after_turns(clock, one.clock, 0, count if in_turn else 1))

    def noun_of(self, loop: ForEach) -> str:
        """What one item of a loop is called: its record type where it has one, else the loop's name for it."""
        kind = present(self.facts.type_of(loop.items))
        item = present(kind.item) if isinstance(kind, ListOf) else kind
        return item.name if isinstance(item, RecordOf) else loop.item

    def _repeat(self, statement: Repeat, clock: Clock) -> Ways:
        count = statement.at_most
        if not count:
            return self.block(statement.otherwise, clock).after(STEP)
        turn = self.block(statement.body, self._any_turn(statement, clock, count))
        done, ended = NOTHING, turn.ended
        if turn.going is not None:
            done = turn.going.cost.times(count, "turn")
            last = ended and ended.after(turn.going.cost.times(count - 1, "turn"))
            ended = last and Way(last.cost, _in_last_turn(clock, turn.going.clock, last.clock, count - 1))
        if turn.going is None:
            return Ways(None, ended).after(STEP)
        used_up = _after_turns(clock, turn.going.clock, count, count)
        vain = self.block(statement.otherwise, used_up).after(done)
        if statement.until is None:
            return Ways(None, ended).or_most(vain).after(STEP)
        early = _after_turns(clock, turn.going.clock, 1, count)
        return Ways(Way(done, early), ended).or_most(vain).after(STEP)

    def _any_turn(self, loop: ForEach | Repeat, clock: Clock, turns: int) -> Clock:
        """The clock of any of several turns after each other, as far as their lengths can differ."""
        key = (id(loop), clock.held)
        if key not in self.turns:
            way = self.block(loop.body, clock).all
            self.turns[key] = _vagueness(clock, way.clock) if way is not None else (0, 0)
        vague, once = self.turns[key]
        more = vague * (turns - 1) + (once if turns > 1 else 0)
        return Clock(clock.soonest, clock.latest + more, clock.parts, clock.held)

    def _try(self, statement: Try, clock: Clock) -> Ways:
        """Whatever comes after the last statement that may fail is not done where it has failed."""
        body = self.block(statement.body, clock)
        inside = statement.body.statements
        failing = [number for number, one in enumerate(inside) if any(isinstance(n, FAILS) for n in _in_lane(one))]
        before = self._statements(inside[: failing[-1] + 1], clock).all if failing else None
        if before is None:
            return body.after(STEP)
        failed = Clock(clock.soonest, before.clock.latest, before.clock.parts, clock.held)
        return body.or_most(self.block(statement.handler, failed).after(before.cost)).after(STEP)


DEFAULT = waits.up_to(None, waits.APPROVAL)


def _on(cost: Cost, clock: Clock) -> Ways:
    return Ways(Way(cost, clock))


def _perhaps(cost: Cost, clock: Clock) -> Ways:
    """Goes on or ends: rejected, expired, seen before, taken over."""
    return Ways(Way(cost, clock), Way(cost, clock))


def _approved(approval: Approval, clock: Clock) -> Clock:
    return waits.up_to(approval.within, waits.APPROVAL).on(clock, "for approval")


def _in_lane(statement: Node) -> Iterator[Node]:
    """What a statement does in its own lane: nothing that is switched off, and no item's doings."""
    pending = [statement]
    while pending:
        node = pending.pop()
        if not isinstance(node, Off):
            yield node
            pending.extend(() if isinstance(node, ForEach) else children(node))


def _scaled(amount: Amount, factor: int) -> Amount:
    if not factor:
        return NONE
    terms = tuple((factors, count * factor) for factors, count in amount.terms)
    return Amount(amount.run * factor, amount.day * factor, amount.week * factor, terms)


def _vagueness(start: Clock, end: Clock) -> tuple[int, int]:
    """By how many seconds the length of a turn can differ, and how long quotas hold it back once."""
    once = _seconds(part for part in end.parts[len(start.parts) :] if part.once)
    return max((end.latest - start.latest) - (end.soonest - start.soonest) - once, 0), once


def _after_turns(start: Clock, end: Clock, fewest: int, most: int) -> Clock:
    """The clock after several turns, each as long as the one from `start` to `end`."""
    own = tuple(
        part if part.once else Part(times(part.length, most), part.why) for part in end.parts[len(start.parts) :]
    )
    soonest = start.soonest + max(end.soonest - start.soonest, 0) * fewest
    latest = start.latest + _seconds(own)
    return Clock(soonest, latest, start.parts + own, end.held)


def _in_last_turn(start: Clock, turn: Clock, end: Clock, before: int) -> Clock:
    """The clock of a way that ends in a turn, the waits of so many turns before it included."""
    size = len(start.parts)
    earlier = tuple(part if part.once else Part(times(part.length, before), part.why) for part in turn.parts[size:])
    own = (*(earlier if before else ()), *end.parts[size:])
    return Clock(end.soonest, max(end.latest, start.latest + _seconds(own)), start.parts + own, end.held)


def _seconds(parts: Iterable[Part]) -> int:
    return sum(waits.latest(part.length) for part in parts)
