"""Group 7: flows that can start themselves again, directly or through others, with the whole cycle in words.

`run flow` and `start flow` in a circle do not compile. A circle through events is a warning, since data may end it: it
is not reported where the trigger's own condition excludes what the step writes, or where `remember … otherwise` stands
before the step and lets each record through once.
"""

import itertools
from collections.abc import Iterator

import msgspec

from sayso.compiler.facts import Facts, Resolved
from sayso.compiler.header import name_span
from sayso.dsl.catalog import Catalog, Contract, Tool
from sayso.dsl.diagnostics import Diagnostic, Rule
from sayso.dsl.expressions import Binary, Expression, Field, IsMissing, Missing, Name, Number, Text
from sayso.dsl.flow import Flow, OnEvent
from sayso.dsl.node import Node, children
from sayso.dsl.span import Span
from sayso.dsl.statements import Block, Branch, Line, Off, Remember, RunFlow, ToolCall
from sayso.dsl.types import ListOf, RecordOf, present

RUN_CYCLE = Rule(
    slug="flows-run-each-other",
    sentence="{cycle}, so this would never end.",
    why="A flow that runs itself, directly or through another, has no most it can do.",
    next='Take the step out, or put what both need into a third flow. To do something again, use "repeat".',
    bad='flow "A"\n\non call\n\nrun flow "A"\n',
    good='flow "A"\n\non call\n\nstop "done"\n',
)
STARTS_ITSELF = Rule(
    slug="starts-itself",
    sentence="This flow can start itself again: {cycle}.",
    why="Each run could cause the next, until the limit of runs per day stops them all.",
    next="Add a condition to the trigger that is no longer true once the step is done; in a loop, "
    "`remember … otherwise skip` before the step lets each record through once.",
    bad='flow "A"\n\non contact.created\n\nuse crm.create_contact\n\ncrm.create_contact(firstName: "Ann")\n',
    good='flow "A"\n\non contact.created\n\nuse crm.add_tags\n\ncrm.add_tags(@contact, ["new"])\n',
    severity="warning",
)
RULES: tuple[Rule, ...] = (RUN_CYCLE, STARTS_ITSELF)


CHANGED = "_changed"


class Deed(msgspec.Struct, frozen=True):
    """Something a flow does that may begin other runs: where it stands, in words, and the flow or events it begins."""

    span: Span
    words: str
    flow: str = ""
    events: tuple[str, ...] = ()
    call: ToolCall | None = None


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about flows that come back to themselves."""
    if not (catalog.flows or facts.of(RunFlow) or any(isinstance(trigger, OnEvent) for trigger in flow.triggers)):
        return
    for deed in _deeds(flow, facts, catalog):
        yield from _run_cycle(flow, catalog, deed)
        yield from _event_cycle(flow, facts, catalog, deed)


def caused(call: Resolved, facts: Facts, catalog: Catalog) -> tuple[str, ...]:
    """The events a call brings about: of those its tool can cause, the ones about the records in its hands."""
    values = [value for parameter, _, value in call.given() if parameter is not None and parameter.changes]
    kinds = [present(facts.type_of(value)) for value in values] or ([present(call.returns)] if call.returns else [])
    kinds = [present(kind.item) if isinstance(kind, ListOf) else kind for kind in kinds]
    names = {kind.name for kind in kinds if isinstance(kind, RecordOf) and kind.name != "*"}
    return tuple(event for event in call.tool.causes if _can_cause(call, event, names, catalog))


def _can_cause(call: Resolved, event: str, changed: set[str], catalog: Catalog) -> bool:
    """Whether the event is about a record the call changes and, if it is named after a field, about one it writes."""
    short, _, what = event.partition(".")
    record = catalog.records.get(short)
    if record is None or not changed:
        return True
    field = record.field(what.removesuffix(CHANGED)) if what.endswith(CHANGED) else None
    written = call.tool.keywords_of is None or field is None or field.name in call.keywords
    return short in changed and written


def _deeds(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Deed]:
    for node, guarded in _running(flow.body, guarded=False):
        if isinstance(node, RunFlow):
            events = () if guarded else _events_of(catalog.flows.get(node.flow), catalog)
            yield Deed(node.span, f'"{flow.name}" runs "{node.flow}"', node.flow, events)
        elif isinstance(node, ToolCall) and (call := facts.call_of(node)) is not None and not guarded:
            events = caused(call, facts, catalog)
            yield Deed(name_span(node), f'"{flow.name}" calls `{node.tool}`', events=events, call=node)


def _running(node: Node, guarded: bool) -> Iterator[tuple[Node, bool]]:
    """Every step that can run, in the order of the text, and whether `remember … otherwise` stands before it."""
    if isinstance(node, Off):
        return
    yield node, guarded
    for child in children(node) if isinstance(node, Line | Block | Branch) else ():
        yield from _running(child, guarded)
        guarded = guarded or (isinstance(child, Remember) and child.reason is not None)


def _events_of(contract: Contract | None, catalog: Catalog) -> tuple[str, ...]:
    """The events that the tools of another flow can cause."""
    tools = [catalog.tools.get(tool) for tool, _ in contract.calls] if contract is not None else []
    return tuple(dict.fromkeys(event for tool in tools if isinstance(tool, Tool) for event in tool.causes))


def _run_cycle(flow: Flow, catalog: Catalog, deed: Deed) -> Iterator[Diagnostic]:
    if not deed.flow:
        return
    if deed.flow == flow.name:
        yield RUN_CYCLE.at(deed.span, {"cycle": f'"{flow.name}" runs itself'})
        return
    path = _chain(catalog, deed.flow, flow.name)
    if path is not None:
        links = [f'"{one}" runs "{other}"' for one, other in itertools.pairwise(path)]
        yield RUN_CYCLE.at(deed.span, {"cycle": ", ".join([deed.words, *links])})


def _chain(catalog: Catalog, begin: str, goal: str) -> list[str] | None:
    """The flows from one to another along `run flow` and `start flow`; None where no way leads there."""
    ways, seen = [[begin]], {begin}
    while ways:
        way = ways.pop(0)
        contract = catalog.flows.get(way[-1])
        for name in contract.starts if contract is not None else ():
            if name == goal:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return None


def _event_cycle(flow: Flow, facts: Facts, catalog: Catalog, deed: Deed) -> Iterator[Diagnostic]:
    triggers = {trigger.event: trigger for trigger in flow.triggers if isinstance(trigger, OnEvent)}
    for event in deed.events:
        trigger = triggers.get(event)
        if trigger is not None:
            if not _is_excluded(trigger, deed, facts):
                yield STARTS_ITSELF.at(deed.span, {"cycle": f"{deed.words}, which causes `{event}`, which starts it"})
                return
        elif (links := _through_others(catalog, event, set(triggers), flow.name)) is not None:
            yield STARTS_ITSELF.at(deed.span, {"cycle": ", ".join([f"{deed.words}, which causes `{event}`", *links])})
            return


def _through_others(catalog: Catalog, event: str, wanted: set[str], goal: str) -> list[str] | None:
    """How an event leads back over other flows, a phrase a link; None where it does not."""
    ways: list[tuple[str, list[str]]] = [(event, [])]
    seen: set[str] = set()
    while ways:
        current, links = ways.pop(0)
        for contract in catalog.flows.values():
            if current not in contract.on or contract.name in seen:
                continue
            seen.add(contract.name)
            started = [*links, f'which starts "{contract.name}"']
            if _chain(catalog, contract.name, goal) is not None:
                return [*started, f'which runs "{goal}"']
            for name in contract.calls:
                tool = catalog.tools.get(name[0])
                for next_event in tool.causes if tool is not None else ():
                    onward = [*started, f"which calls `{name[0]}` and causes `{next_event}`"]
                    if next_event in wanted:
                        return [*onward, "which starts this flow"]
                    ways.append((next_event, onward))
    return None


def _is_excluded(trigger: OnEvent, deed: Deed, facts: Facts) -> bool:
    """Whether the trigger's condition is false after the step: it asks for another value than the step writes."""
    call = facts.call_of(deed.call) if deed.call is not None else None
    if call is None or trigger.where is None:
        return False
    writing = {name: value for parameter, name, value in call.given() if parameter is None or not parameter.changes}
    changed = [value for parameter, _, value in call.given() if parameter is not None and parameter.changes]
    short = trigger.event.partition(".")[0]
    if not any(isinstance(value, Name) and value.name == short for value in changed):
        return False
    return any(_is_false_after(part, short, writing) for part in _parts(trigger.where))


def _parts(condition: Expression) -> Iterator[Expression]:
    if isinstance(condition, Binary) and condition.operator == "and":
        yield from _parts(condition.left)
        yield from _parts(condition.right)
    else:
        yield condition


def _is_false_after(part: Expression, short: str, writing: dict[str, Expression]) -> bool:
    match part:
        case Binary(operator="!=", left=Field(of=Name(name=name), name=field), right=right) if name == short:
            return field in writing and _is_written(right) and writing[field] == right
        case Binary(operator="==", left=Field(of=Name(name=name), name=field), right=right) if name == short:
            return field in writing and all(map(_is_written, (right, writing[field]))) and writing[field] != right
        case IsMissing(value=Field(of=Name(name=name), name=field)) if name == short:
            return field in writing and _is_written(writing[field]) and not isinstance(writing[field], Missing)
    return False


def _is_written(value: Expression) -> bool:
    return isinstance(value, Number | Missing) or (
        isinstance(value, Text) and all(isinstance(part, str) for part in value.parts)
    )
