"""What stands above the body: triggers with their inputs and conditions, `use` lines, memory."""

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.calls import find_tool
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.compiler.infer.names import in_reach
from sayso.compiler.infer.state import State
from sayso.compiler.infer.triggers import binds
from sayso.compiler.infer.wants import expect_person
from sayso.compiler.infer.written import written_type
from sayso.dsl.calendar import zone_named
from sayso.dsl.flow import Input, MemoryField, OnCall, OnEvent, OnForm, OnManual, OnSchedule, OnWebhook, Trigger, Use
from sayso.dsl.node import Node
from sayso.dsl.span import Span
from sayso.dsl.statements import Broken, ToolCall
from sayso.dsl.types import ListOf, Type, optional

WELL_KNOWN = (
    "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto", "America/Vancouver",
    "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jerusalem", "Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Melbourne", "Australia/Sydney", "Europe/Amsterdam", "Europe/Berlin", "Europe/Dublin", "Europe/Lisbon",
    "Europe/London", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Rome", "Europe/Vienna", "Europe/Zurich",
    "Pacific/Auckland", "UTC",
)  # fmt: skip
"""Zones to choose the nearest from when one is misspelled; every zone of the tz database may be written."""


def judge_header(typist: Typist, state: State) -> None:
    """Fill in what triggers bind and what memory holds, then judge conditions and `use` lines."""
    inference = typist.inference
    flow = inference.flow
    _memory(inference)
    for position, trigger in enumerate(flow.triggers):
        names = binds(trigger, _inputs(inference, trigger), inference.catalog)
        inference.trigger_names[position] = inference.facts.brought[id(trigger)] = names
    inference.facts.inputs = _all_inputs(inference, state)
    for position, trigger in enumerate(flow.triggers):
        if isinstance(trigger, OnEvent):
            _event(typist, trigger, State(state.lane, kinds=frozenset({position})))
        elif isinstance(trigger, OnSchedule):
            _zone(inference, trigger)
    for use in flow.uses:
        _use(typist, use, state)


def is_read(line: Node) -> bool:
    """Whether a line could be read; one that could not stands as it was written among those that could."""
    return not isinstance(line, Broken)


def _memory(inference: Inference) -> None:
    """Memory starts empty: lists hold nothing yet, anything else may be missing until it was set."""
    memory = inference.facts.memory
    lines = inference.flow.memory.fields if inference.flow.memory else ()
    for field in (line for line in lines if is_read(line)):
        kind = written_type(inference, field.type)
        if field.name in memory:
            inference.report(rules.NAME_TWICE, _name(field), {"name": field.name})
        memory[field.name] = kind if isinstance(kind, ListOf) else optional(kind)


def _inputs(inference: Inference, trigger: Trigger) -> dict[str, Type]:
    found: dict[str, Type] = {}
    if isinstance(trigger, OnManual | OnCall | OnWebhook | OnForm):
        for one in (line for line in trigger.inputs if is_read(line)):
            if one.name in found:
                inference.report(rules.NAME_TWICE, _name(one), {"name": one.name})
            found[one.name] = written_type(inference, one.type)
    return found


def _name(line: Input | MemoryField) -> Span:
    return Span(line.span.start, line.span.start + len(line.name))


def _all_inputs(inference: Inference, state: State) -> dict[str, Type]:
    """Every name that a trigger can bring; one that not every trigger brings may be missing."""
    everywhere = in_reach(inference, state)
    brought = {name: kind for names in inference.trigger_names for name, kind in names.items()}
    return {name: everywhere.get(name, optional(kind)) for name, kind in brought.items()}


def _event(typist: Typist, trigger: OnEvent, state: State) -> None:
    inference = typist.inference
    event = inference.catalog.events.get(trigger.event)
    if event is None:
        start = trigger.span.start + len("on ")
        place = Span(start, start + len(trigger.event))
        fixes = did_you_mean(trigger.event, list(inference.catalog.events), place)
        inference.report(rules.UNKNOWN_EVENT, place, {"name": trigger.event}, *fixes)
        return
    inference.facts.events[id(trigger)] = event
    if trigger.where is not None:
        names = {"event": event.binds[0][1]} if event.binds else {}
        typist.condition(trigger.where, state.having(names))


def _zone(inference: Inference, trigger: OnSchedule) -> None:
    if trigger.zone is not None and zone_named(trigger.zone) is None:
        place = Span(trigger.span.end - len(trigger.zone) - 2, trigger.span.end)
        fixes = did_you_mean(trigger.zone, [*WELL_KNOWN, inference.catalog.zone], place, '"', '"')
        inference.report(rules.UNKNOWN_ZONE, place, {"name": trigger.zone}, *fixes)


def _use(typist: Typist, use: Use, state: State) -> None:
    start = use.span.start + len("use ")
    called = {node.tool for node in typist.inference.facts.of(ToolCall)}
    for tool in use.tools:
        if tool not in called:
            find_tool(typist.inference, tool, Span(start, use.span.end))
        start += len(tool) + len(", ")
    if use.approval is not None and use.approval.by is not None:
        expect_person(typist, use.approval.by, state)
