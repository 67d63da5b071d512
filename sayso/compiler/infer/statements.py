"""Statements: what each needs, sets and teaches, in the order of the text."""

from abc import ABC, abstractmethod
from typing import assert_never

from sayso.compiler.infer import kind_rules, lane_rules, name_rules
from sayso.compiler.infer.calls import call_tool
from sayso.compiler.infer.declaring import declare
from sayso.compiler.infer.disturbing import stale_after_call
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.compiler.infer.names import in_reach
from sayso.compiler.infer.running import run_flow
from sayso.compiler.infer.state import Known, State
from sayso.compiler.infer.wants import expect, expect_person
from sayso.compiler.infer.words import spoken
from sayso.compiler.infer.written import written_type
from sayso.dsl.diagnostics import replace
from sayso.dsl.expressions import Binary, Expression, Missing
from sayso.dsl.span import Span
from sayso.dsl.statements import (
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
from sayso.dsl.types import DATETIME, DURATION, UNKNOWN, ListOf, Optional, Type, Unknown, may_be_missing, present


class Statements(ABC):
    """Judges the plain statements; blocks are judged by the subclass in `blocks`."""

    def __init__(self, inference: Inference) -> None:
        """For the flow on the workbench."""
        self.inference = inference
        self.typist = Typist(inference)

    def block(self, block: Block, state: State) -> State:
        """The point after a block."""
        for statement in block.statements:
            if state.ended:
                self.inference.facts.unreachable.add(id(statement))
            state = self.statement(statement, state)
        return state

    def statement(self, node: Statement, state: State) -> State:
        """The point after a statement."""
        self.inference.facts.names[id(node)] = in_reach(self.inference, state)
        match node:
            case Do():
                return self._called(node.call, state)
            case Let():
                return self._let(node, state)
            case Set():
                return self._set(node, state)
            case Wait():
                expect(self.typist, node.duration, state, DURATION)
                return self._waited(state)
            case WaitUntil():
                expect(self.typist, node.moment, state, DATETIME)
                return self._waited(state)
            case Ask():
                return self._ask(node, state)
            case HandOff():
                expect_person(self.typist, node.person, state)
                self.typist.type_of(node.message, state)
                return self._waited(state)
            case Say():
                return self._say(node, state)
            case Remember():
                return self._remember(node, state)
            case RunFlow():
                return self._run_flow(node, state)
            case Stop() | Skip() | Fail() | Return():
                return self._end(node, state)
            case Keep():
                return self._keep(node, state)
            case Off():
                return self._off(node, state)
            case Broken():
                return state
            case WaitFor() | Sequence() | If() | ForEach() | Repeat() | Try() | Stage():
                return self.compound(node, state)
            case _:
                assert_never(node)

    @abstractmethod
    def compound(self, node: WaitFor | Sequence | If | ForEach | Repeat | Try | Stage, state: State) -> State:
        """The point after a statement that holds blocks."""

    def _called(self, call: ToolCall, state: State) -> State:
        call_tool(self.typist, call, state)
        return state.stale(stale_after_call(self.inference, call))

    def _waited(self, state: State) -> State:
        return state.stale(self.inference.reread)

    def _let(self, node: Let, state: State) -> State:
        kind: Type | None
        if isinstance(node.value, ToolCall):
            kind = call_tool(self.typist, node.value, state)
            state = state.stale(stale_after_call(self.inference, node.value))
            if kind is None:
                place = Span(node.value.span.start, node.value.span.start + len(node.value.tool))
                kind = self.inference.report(kind_rules.GIVES_NOTHING, place, {"tool": node.value.tool})
        else:
            kind = self.typist.type_of(node.value, state)
            kind = Optional(UNKNOWN) if isinstance(node.value, Missing) else kind
        return declare(self.inference, state, node.name, kind, node)

    def _memory(self, name: str, span: Span) -> Type:
        memory = self.inference.facts.memory
        if name in memory:
            return memory[name]
        fixes = did_you_mean(f"@memory.{name}", [f"@memory.{one}" for one in memory], span)
        return self.inference.report(name_rules.UNKNOWN_MEMORY, span, {"name": name}, *fixes)

    def _set(self, node: Set, state: State) -> State:
        start = node.span.start + len("set ")
        wanted = self._memory(node.name, Span(start, start + len(f"@memory.{node.name}")))
        kind = expect(self.typist, node.value, state, wanted)
        there = not may_be_missing(kind) and not isinstance(node.value, Missing)
        state = state.forgetting(("memory", node.name))
        return state.learning({("there", ("memory", node.name)): Known(True)}) if there else state

    def _ask(self, node: Ask, state: State) -> State:
        expect_person(self.typist, node.person, state, visitors=True)
        self.typist.type_of(node.question, state)
        kind = written_type(self.inference, node.type)
        if node.otherwise is not None:
            expect(self.typist, node.otherwise, state, kind)
        return declare(self.inference, self._waited(state), node.answer, kind, node)

    def _say(self, node: Say, state: State) -> State:
        self.typist.type_of(node.message, state)
        if not self.inference.has_visitor:
            self.inference.report(lane_rules.SAY_OUTSIDE_CHAT, Span(node.span.start, node.span.start + len("say")))
        return state

    def _remember(self, node: Remember, state: State) -> State:
        kind = present(self._memory(node.name, _place_of_memory(node)))
        if isinstance(kind, ListOf):
            expect(self.typist, node.value, state, kind.item)
        else:
            self.typist.type_of(node.value, state)
            if not isinstance(kind, Unknown):
                self.inference.report(kind_rules.NOT_A_LIST, node.span, {"given": spoken(kind)})
        if node.reason is not None:
            self.typist.type_of(node.reason, state)
            self._end_rules(node, "skip" if node.skip else "stop", state)
        return state

    def _run_flow(self, node: RunFlow, state: State) -> State:
        kind = run_flow(self.typist, node, state)
        if node.waits:
            state = self._waited(state)
        return state if node.result is None else declare(self.inference, state, node.result, kind, node)

    def _end(self, node: Stop | Skip | Fail | Return, state: State) -> State:
        words: dict[type, str] = {Stop: "stop", Skip: "skip", Fail: "fail", Return: "return"}
        value: Expression | None = node.value if isinstance(node, Return) else node.reason
        kind = UNKNOWN if value is None else self.typist.type_of(value, state)
        self._end_rules(node, words[type(node)], state)
        if isinstance(node, Return) and state.lane.parent is None:
            self.inference.returned.append((kind, node.value.span))
        self.inference.stops = self.inference.stops or isinstance(node, Stop)
        return state.over()

    def _end_rules(self, node: Statement, word: str, state: State) -> None:
        """`skip` belongs to items, `stop` and `return` to the flow's body."""
        inside = state.lane.parent is not None
        start = node.span.start
        place = Span(start, start + len(word)) if not isinstance(node, Remember) else node.span
        if word == "skip" and not inside:
            fixes = () if isinstance(node, Remember) else (replace("Write `stop`", place, "stop"),)
            self.inference.report(lane_rules.SKIP_OUTSIDE_LOOP, place, None, *fixes)
        if word == "stop" and inside:
            fixes = () if isinstance(node, Remember) else (replace("Write `skip`", place, "skip"),)
            self.inference.report(lane_rules.STOP_INSIDE_ITEM, place, None, *fixes)
        if word == "return" and inside:
            self.inference.report(lane_rules.RETURN_INSIDE_ITEM, place)

    def _keep(self, node: Keep, state: State) -> State:
        kind = self.typist.type_of(node.value, state)
        collector = state.lane.collector()
        if collector is None:
            place = Span(node.span.start, node.span.start + len("keep"))
            self.inference.report(lane_rules.KEEP_WITHOUT_COLLECT, place)
        else:
            collector.kept.append((kind, node.value.span))
        return state

    def _off(self, node: Off, state: State) -> State:
        """Checked as if it stood there, but nothing it does counts."""
        returned, stops = list(self.inference.returned), self.inference.stops
        self.statement(node.statement, state)
        self.inference.returned, self.inference.stops = returned, stops
        return state


def _place_of_memory(node: Remember) -> Span:
    """Where a `remember` says `@memory.seen`: at its end, or after the value if it goes on with `otherwise`."""
    words = len(f"@memory.{node.name}")
    if node.reason is None:
        return Span(node.span.end - words, node.span.end)
    start = node.value.span.end + len(" in ") + (1 if isinstance(node.value, Binary) else 0)
    return Span(start, start + words)
