"""Statements that hold blocks: branches, loops, waits for events, `try`, stages. Only `for each` opens a lane."""

from typing import assert_never

from sayso.compiler.infer import lane_rules, name_rules
from sayso.compiler.infer.deciding import decide
from sayso.compiler.infer.declaring import bind_event, declare, event_names
from sayso.compiler.infer.disturbing import unsettled, widened
from sayso.compiler.infer.inference import did_you_mean
from sayso.compiler.infer.names import RESERVED
from sayso.compiler.infer.state import Lane, State, meet
from sayso.compiler.infer.statements import Statements
from sayso.compiler.infer.wants import expect
from sayso.compiler.infer.words import spoken
from sayso.dsl.expressions import Expression
from sayso.dsl.span import Span
from sayso.dsl.statements import EventPattern, ForEach, If, Repeat, Sequence, Stage, Try, WaitFor
from sayso.dsl.types import DATETIME, TEXT, UNKNOWN, Choice, ListOf, Row, Type, join

ERROR = Row((("message", TEXT), ("kind", Choice(("failed", "rejected", "expired"))), ("step", TEXT)))
"""What `@error` is: what was said, and what became of the call or question."""


class Blocks(Statements):
    """Judges all statements."""

    def compound(self, node: WaitFor | Sequence | If | ForEach | Repeat | Try | Stage, state: State) -> State:
        """The point after a statement that holds blocks."""
        match node:
            case If():
                return self._if(node, state)
            case ForEach():
                return self._for_each(node, state)
            case Repeat():
                return self._repeat(node, state)
            case Try():
                return self._try(node, state)
            case Stage():
                return self._stage(node, state)
            case WaitFor():
                return self._wait_for(node, state)
            case Sequence():
                return self._sequence(node, state)
            case _:
                assert_never(node)

    def _condition(self, condition: Expression, state: State) -> None:
        self.typist.condition(condition, state)
        verdict = decide(self.inference, condition, state)
        if verdict is not None and not state.ended:
            self.inference.facts.always[id(condition)] = verdict
        else:
            self.inference.facts.always[id(condition)] = None

    def _if(self, node: If, state: State) -> State:
        after: State | None = None
        for branch in node.branches:
            self._condition(branch.condition, state)
            met = self.block(branch.body, self.inference.learn(state, branch.condition, "true"))
            after = met if after is None else meet(after, met)
            state = self.inference.learn(state, branch.condition, "not true")
        otherwise = state if node.otherwise is None else self.block(node.otherwise, state)
        return otherwise if after is None else meet(after, otherwise)

    def _for_each(self, node: ForEach, state: State) -> State:
        item = self.typist.list_of(node.items, state)
        self._check_item_name(node, state)
        lane = Lane(parent=state.lane, declared={node.item: item}, collects=node.collect is not None)
        outside = unsettled(self.inference, state, node.body)
        inside = State(lane, outside.names, outside.known, outside.kinds, outside.ended).having({node.item: item})
        self.inference.facts.bound.setdefault(id(node), {})[node.item] = item
        self.block(node.body, inside)
        self.inference.inner_names |= lane.declared
        if node.collect is None:
            return outside
        return declare(self.inference, outside, node.collect, self._kept(lane), node)

    def _check_item_name(self, node: ForEach, state: State) -> None:
        start = node.span.start + len("for each ")
        place = Span(start, start + len(node.item) + 1)
        brought = any(node.item in names for names in self.inference.trigger_names)
        if node.item in RESERVED:
            self.inference.report(name_rules.RESERVED_NAME, place, {"name": node.item})
        elif state.lane.holds(node.item) or brought:
            self.inference.report(name_rules.ITEM_NAME_TAKEN, place, {"name": node.item})

    def _kept(self, lane: Lane) -> Type:
        kept: Type = UNKNOWN
        for kind, span in lane.kept:
            joined = join(kept, kind)
            if joined is None:
                data: dict[str, object] = {"first": spoken(kept), "other": spoken(kind)}
                self.inference.report(lane_rules.KEPT_DIFFER, span, data)
                return ListOf(UNKNOWN)
            kept = joined
        return ListOf(kept)

    def _repeat(self, node: Repeat, state: State) -> State:
        begin = unsettled(self.inference, state, node.body)
        end = self.block(node.body, begin)
        wider = widened(self.inference.facts, begin, node.body)
        if wider is not begin:
            end = self.block(node.body, wider)
        if node.until is None:
            return end if node.otherwise is None else self.block(node.otherwise, end)
        self._condition(node.until, end)
        met = self.inference.learn(end, node.until, "true")
        if node.otherwise is None:
            return meet(met, self.inference.learn(end, node.until, "not true"))
        return meet(met, self.block(node.otherwise, self.inference.learn(end, node.until, "not true")))

    def _try(self, node: Try, state: State) -> State:
        end = self.block(node.body, state)
        begin = widened(self.inference.facts, unsettled(self.inference, state, node.body), node.body)
        if node.error is not None:
            begin = declare(self.inference, begin, node.error, ERROR, node)
        return meet(end, self.block(node.handler, begin))

    def _stage(self, node: Stage, state: State) -> State:
        expect(self.typist, node.moment, state, DATETIME)
        waited = state.stale(self.inference.reread)
        return meet(self.block(node.body, waited), waited)

    def _wait_for(self, node: WaitFor, state: State) -> State:
        names = self._event(node.event, state)
        waited = state.stale(self.inference.reread)
        if node.event.where is not None:
            lesson = self.inference.lesson(node.event.where, "true")
            told = {key: fact for key, fact in lesson.facts.items() if key[1][0] in names}
        else:
            told = {}
        came = self.block(node.body, bind_event(self.inference, waited, names, node).learning(told))
        return meet(came, waited if node.otherwise is None else self.block(node.otherwise, waited))

    def _sequence(self, node: Sequence, state: State) -> State:
        names = self._event(node.event, unsettled(self.inference, state, node.body))
        end = self.block(node.body, state)
        begin = widened(self.inference.facts, unsettled(self.inference, state, node.body), node.body)
        begin = begin.stale(self.inference.reread)
        return meet(end, self.block(node.unless, bind_event(self.inference, begin, names, node)))

    def _event(self, pattern: EventPattern, state: State) -> dict[str, Type]:
        """The names of an event that is waited for, its condition typed."""
        inference = self.inference
        if pattern.since is not None:
            self.typist.type_of(pattern.since, state)
        event = inference.catalog.events.get(pattern.event)
        if event is None:
            place = Span(pattern.span.start, pattern.span.start + len(pattern.event))
            fixes = did_you_mean(pattern.event, list(inference.catalog.events), place)
            inference.report(name_rules.UNKNOWN_EVENT, place, {"name": pattern.event}, *fixes)
            names: dict[str, Type] = {"event": UNKNOWN, pattern.event.partition(".")[0]: UNKNOWN}
        else:
            inference.facts.events[id(pattern)] = event
            names = event_names(inference, event, state)
        if pattern.where is not None:
            self._condition(pattern.where, state.having(names))
        return names
