"""Where a name gets its value: the trigger, a `let`, an answer, a loop, an event, the flow's memory."""

import re
from collections.abc import Iterator

import msgspec

from sayso.compiler.facts import Facts
from sayso.dsl.blocks import Address, find, inner, statement_at, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow, OnCall, OnChat, OnEvent, OnForm, OnManual, OnWebhook
from sayso.dsl.node import Node, walk
from sayso.dsl.source import place
from sayso.dsl.span import Span
from sayso.dsl.statements import (
    Ask,
    EventPattern,
    ForEach,
    Let,
    RunFlow,
    Sequence,
    Statement,
    ToolCall,
    Try,
    WaitFor,
)

BUILT_IN: dict[str, str] = {
    "now": "The date and time at that moment.",
    "today": "The day at that moment.",
    "me": "The person this flow belongs to.",
    "user": "The people of your workspace by their roles.",
    "run": "This run of the flow.",
    "workspace": "Your workspace.",
    "trigger": "What started the run, and what came with it.",
    "memory": "What the flow remembers from one run to the next.",
    "it": "The element that is looked at.",
    "event": "What happened.",
    "error": "What went wrong.",
}
"""Names that are always there, or that no line gives a value."""
EVERYWHERE = -1
"""How deep a name stands that the trigger brings: outside every loop."""


class Source(msgspec.Struct, frozen=True):
    """The place where a name gets its value, a sentence about it, and in how many loops that stands."""

    start: int
    end: int
    sentence: str
    depth: int = EVERYWHERE


def source_of(text: str, flow: Flow, facts: Facts | None, catalog: Catalog, name: str, caret: int) -> Source | None:
    """Where the name that is read at the caret gets its value: in the innermost loop, the last time before."""
    if name == "memory":
        found = flow.memory
        return Source(found.span.start, found.span.start + 6, BUILT_IN[name]) if found is not None else None
    element = _element(flow, facts, name, caret)
    if element is not None:
        return element
    here = find(flow, caret) or ()
    sources = [*_brought(flow, catalog, name), *_said(text, flow, facts, name, here, caret)]
    before = [one for one in sources if one.start <= caret]
    if before:
        return max(before, key=lambda one: (one.depth, one.start))
    return min(sources, key=lambda one: one.start, default=None)


def _element(flow: Flow, facts: Facts | None, name: str, caret: int) -> Source | None:
    """The element of a `where`, a `sorted by` or a filter around the caret."""
    around = [
        node
        for node in walk(flow)
        if facts is not None and name in facts.elements.get(id(node), ()) and node.span.start <= caret < node.span.end
    ]
    if not around:
        return None
    span = around[-1].span
    return Source(span.start, span.end, "Each element of the list, one after another.")


def _brought(flow: Flow, catalog: Catalog, name: str) -> Iterator[Source]:
    """What the triggers bring."""
    for trigger in flow.triggers:
        start, end = trigger.span.start, trigger.span.end
        if isinstance(trigger, OnManual | OnCall | OnForm | OnWebhook):
            for given in trigger.inputs:
                if given.name == name:
                    at = given.span.start
                    yield Source(at, at + len(name), "It is given when the run starts.")
        elif isinstance(trigger, OnEvent):
            event = catalog.events.get(trigger.event)
            if event is not None and name in dict(event.binds):
                yield Source(start, end, f"It comes with what starts the run: {event.sentence}.")
        elif isinstance(trigger, OnChat) and name in ("visitor", "message"):
            yield Source(start, end, "It comes with the chat that starts the run.")


def _said(
    text: str, flow: Flow, facts: Facts | None, name: str, here: Address, caret: int
) -> Iterator[Source]:  # fmt: skip
    """The statements that give the name a value, as far as they can be seen from here."""
    for address, statement in statements(flow):
        loops = _loops(flow, address)
        if any(here[: len(loop)] != loop for loop in loops):
            continue
        told = inner(statement)
        for span, sentence, inside in _given(text, told, facts, name):
            if not inside:
                yield Source(span.start, span.end, sentence, len(loops))
            elif here[: len(address)] == address and caret > span.end:
                yield Source(span.start, span.end, sentence, len(loops) + 1)


def _loops(flow: Flow, address: Address) -> list[Address]:
    """The loops around a statement."""
    around = [address[:length] for length in range(1, len(address), 2)]
    return [one for one in around if isinstance(inner(statement_at(flow, one)), ForEach)]


def _given(text: str, told: Statement, facts: Facts | None, name: str) -> Iterator[tuple[Span, str, bool]]:
    """Where a statement gives the name a value, in which words, and whether it holds only inside the statement."""
    start = told.span.start
    match told:
        case Let(name=given, value=ToolCall(tool=tool)) if given == name:
            yield _at(text, start, name), f"It is what `{tool}` gave in line {_line(text, start)}.", False
        case Let(name=given) if given == name:
            yield _at(text, start, name), f"It is worked out in line {_line(text, start)}.", False
        case Ask(answer=given) if given == name:
            yield _at(text, told.question.span.end, name), f"The answer asked for in line {_line(text, start)}.", False
        case RunFlow(result=given, flow=called) if given == name:
            after = told.arguments[-1].span.end if told.arguments else start
            yield _at(text, after, name), f"What the flow “{called}” gave in line {_line(text, start)}.", False
        case ForEach(collect=given) if given == name:
            yield _at(text, told.items.span.end, name), f"What the loop in line {_line(text, start)} kept.", False
        case Try(error=given) if name in (given, "error"):
            yield _at(text, _end_of(told.body.statements, start), name), BUILT_IN["error"], True
    if isinstance(told, ForEach) and told.item == name:
        yield _at(text, start, name), f"One of the list in line {_line(text, start)}, each in turn.", True
    if isinstance(told, WaitFor | Sequence) and name in _event_names(told.event, facts):
        span = Span(told.event.span.start, told.event.span.start + len(told.event.event))
        yield span, f"What was waited for in line {_line(text, span.start)}: `{told.event.event}`.", True


def _event_names(pattern: EventPattern, facts: Facts | None) -> tuple[str, ...]:
    event = facts.events.get(id(pattern)) if facts is not None else None
    return ("event", event.short) if event is not None else ("event",)


def _at(text: str, start: int, name: str) -> Span:
    """The first `@name` from a place on."""
    found = re.compile(rf"@{re.escape(name)}\b").search(text, start)
    return Span(*found.span()) if found else Span(start, start)


def _end_of(held: tuple[Node, ...], start: int) -> int:
    return held[-1].span.end if held else start


def _line(text: str, offset: int) -> int:
    return place(text, offset)[0]
