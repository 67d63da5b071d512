"""The tests in a file: what they take for granted and demand must be things of this flow."""

from collections.abc import Iterable
from typing import assert_never

from sayso.compiler.infer import name_rules, trial_rules
from sayso.compiler.infer.calls import find_tool, writable_fields
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.fields import field_names
from sayso.compiler.infer.header import is_read
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.compiler.infer.records import name_mends
from sayso.compiler.infer.state import State
from sayso.compiler.infer.wants import expect
from sayso.compiler.infer.words import listed
from sayso.dsl.catalog import Event, Tool
from sayso.dsl.expressions import Argument, Missing
from sayso.dsl.flow import (
    ExpectEnd,
    ExpectReturn,
    ExpectTool,
    GivenAnswer,
    GivenData,
    GivenEvent,
    GivenFlow,
    GivenNow,
    GivenTool,
    Test,
    TestLine,
)
from sayso.dsl.span import Span
from sayso.dsl.statements import Ask, EventPattern, HandOff, RunFlow, Say, ToolCall
from sayso.dsl.types import PERSON, TEXT, UNKNOWN, Type

SPOKEN_TOOLS: dict[str, type[Ask | HandOff | Say]] = {"people.hand_off": HandOff, "people.ask": Ask, "people.say": Say}
"""Statements that tests name like tools."""
SPOKEN_FIELDS: dict[str, dict[str, Type]] = {
    "people.hand_off": {"person": PERSON, "to": PERSON, "message": TEXT},
    "people.ask": {"person": PERSON, "question": TEXT},
    "people.say": {"message": TEXT, "text": TEXT},
}


def judge_test(typist: Typist, test: Test, state: State) -> None:
    """Judge every line of one test."""
    for line in (one for one in test.lines if is_read(one)):
        _line(typist, line, state)


def _line(typist: Typist, line: TestLine, state: State) -> None:
    match line:
        case GivenTool():
            _given_tool(typist, line, state)
        case GivenFlow():
            _given_flow(typist, line, state)
        case GivenData():
            _given_data(typist, line, state)
        case GivenNow():
            return
        case GivenEvent():
            _given_event(typist, line, state)
        case GivenAnswer():
            _given_answer(typist, line, state)
        case ExpectTool():
            _expect_tool(typist, line, state)
        case ExpectEnd():
            if line.reason is not None:
                typist.type_of(line.reason, state)
        case ExpectReturn():
            expect(typist, line.value, state, typist.inference.facts.returns or UNKNOWN)
        case _:
            assert_never(line)


def _given_tool(typist: Typist, line: GivenTool, state: State) -> None:
    place = _after(line.span, "given ", len(line.tool))
    tool = _called(typist.inference, line.tool, place)
    if line.value is None:
        return
    returns = _returns(typist.inference, line.tool) if tool is not None else None
    if returns is None or line.outcome != "returns" or isinstance(line.value, Missing):
        typist.type_of(line.value, state)
    else:
        expect(typist, line.value, state, returns)


def _returns(inference: Inference, tool: str) -> Type | None:
    found = [call.returns for call in inference.facts.calls.values() if call.tool.name == tool]
    return found[0] if found and all(kind == found[0] for kind in found) else None


def _called(inference: Inference, name: str, place: Span) -> Tool | None:
    """The tool a test speaks of, which the flow must call."""
    if name in SPOKEN_TOOLS:
        if not inference.facts.of(SPOKEN_TOOLS[name]):
            inference.report(trial_rules.TOOL_NOT_CALLED, place, {"tool": name})
        return None
    tool = find_tool(inference, name, place)
    called = [node.tool for node in inference.facts.of(ToolCall)]
    if tool is not None and name not in called:
        fixes = did_you_mean(name, called, place)
        inference.report(trial_rules.TOOL_NOT_CALLED, place, {"tool": name}, *fixes)
    return tool


def _given_flow(typist: Typist, line: GivenFlow, state: State) -> None:
    inference = typist.inference
    runs = [node.flow for node in inference.facts.of(RunFlow)]
    place = _after(line.span, "given flow ", len(line.flow) + 2)
    contract = inference.catalog.flows.get(line.flow)
    if line.flow not in runs:
        fixes = did_you_mean(line.flow, runs, place, '"', '"')
        inference.report(trial_rules.FLOW_NOT_RUN, place, {"flow": line.flow}, *fixes)
    expect(typist, line.value, state, contract.returns if contract and contract.returns else UNKNOWN)


def _given_data(typist: Typist, line: GivenData, state: State) -> None:
    inference = typist.inference
    names = {**inference.facts.inputs}
    known: dict[str, Type] = {f"memory.{name}": kind for name, kind in inference.facts.memory.items()} | names
    known |= {f"trigger.{name}": kind for name, kind in names.items()}
    path = ".".join(line.path)
    place = _after(line.span, "given ", len(path) + 1)
    if path not in known:
        fixes = did_you_mean(path, list(known), place, "@")
        inference.report(trial_rules.DATA_NOT_GIVEN, place, {"path": path}, *fixes)
    expect(typist, line.value, state, known.get(path, UNKNOWN))


def _given_event(typist: Typist, line: GivenEvent, state: State) -> None:
    inference = typist.inference
    place = _after(line.span, "given ", len(line.event))
    event = inference.catalog.events.get(line.event)
    awaited = [node.event for node in inference.facts.of(EventPattern)]
    if event is None:
        fixes = did_you_mean(line.event, awaited or list(inference.catalog.events), place)
        inference.report(name_rules.UNKNOWN_EVENT, place, {"name": line.event}, *fixes)
    elif line.event not in awaited:
        inference.report(
            trial_rules.EVENT_NOT_AWAITED, place, {"event": line.event}, *did_you_mean(line.event, awaited, place)
        )
    known = _event_fields(inference, event) if event else {}
    _fields(typist, line.fields, state, known, line.event)


def _event_fields(inference: Inference, event: Event) -> dict[str, Type]:
    return field_names(inference, event.binds[0][1]) | dict(event.binds[1:]) if event.binds else {}


def _given_answer(typist: Typist, line: GivenAnswer, state: State) -> None:
    inference = typist.inference
    asked = {node.answer: node for node in inference.facts.of(Ask)}
    words = "given answer " if line.value is not None else "given no answer "
    place = _after(line.span, words, len(line.name) + 1)
    kind: Type = UNKNOWN
    if line.name in asked:
        kind = inference.facts.bound.get(id(asked[line.name]), {}).get(line.name, UNKNOWN)
    else:
        fixes = did_you_mean(line.name, list(asked), place, "@")
        inference.report(trial_rules.ANSWER_NOT_ASKED, place, {"name": line.name}, *fixes)
    if line.value is not None:
        expect(typist, line.value, state, kind)


def _expect_tool(typist: Typist, line: ExpectTool, state: State) -> None:
    place = _after(line.span, "expect ", len(line.tool))
    tool = _called(typist.inference, line.tool, place)
    known = _spoken_fields(typist.inference, line.tool) if tool is None else _parameters(typist.inference, tool)
    _fields(typist, line.fields, state, known, line.tool)


def _spoken_fields(inference: Inference, name: str) -> dict[str, Type]:
    tool = inference.catalog.tools.get(name)
    taken: dict[str, Type] = {p.name: UNKNOWN for p in tool.parameters} if tool else {}
    return taken | SPOKEN_FIELDS.get(name, {})


def _parameters(inference: Inference, tool: Tool) -> dict[str, Type]:
    """What calls of a tool may be asked for: parameters, and writable fields of the records it is called with.

    A parameter that takes records too is asked for by whatever stands for it.
    """
    known: dict[str, Type] = {p.name: UNKNOWN if p.records or p.filter else p.type for p in tool.parameters}
    for call in inference.facts.calls.values():
        record = call.arguments.get(tool.keywords_of or "") if call.tool.name == tool.name else None
        if record is not None:
            known = writable_fields(inference, inference.facts.type_of(record)) | known
    return known


def _fields(typist: Typist, fields: Iterable[Argument], state: State, known: dict[str, Type], of: str) -> None:
    for argument in fields:
        expect(typist, argument.value, state, known.get(argument.name or "", UNKNOWN))
        if known and argument.name not in known:
            data: dict[str, object] = {"tool": of, "name": argument.name, "known": listed(list(known))}
            place = Span(argument.span.start, argument.span.start + len(argument.name or ""))
            typist.inference.report(name_rules.UNKNOWN_PARAMETER, place, data, *name_mends(argument, list(known)))


def _after(span: Span, words: str, length: int) -> Span:
    start = span.start + len(words)
    return Span(start, start + length)
