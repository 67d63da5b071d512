"""Setting names: a name keeps its kind, items cannot change names outside, built-in names stay built in."""

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.names import RESERVED, is_free
from sayso.compiler.infer.state import State
from sayso.compiler.infer.words import spoken
from sayso.dsl.catalog import Event
from sayso.dsl.node import Node
from sayso.dsl.span import Span
from sayso.dsl.types import UNKNOWN, Type, Unknown, fits, join, may_be_missing, optional, present


def declare(inference: Inference, state: State, name: str, kind: Type, node: Node) -> State:
    """The point after a statement set a name; reported where it may not."""
    place = place_of_name(node, name)
    if name in RESERVED:
        inference.report(rules.RESERVED_NAME, place, {"name": name})
        return state
    old = _declared(inference, state, name)
    if old is None:
        state.lane.declared[name] = kind
    elif name not in state.lane.declared and state.lane.parent is not None:
        inference.report(rules.NAME_OF_OUTER, place, {"name": name})
        return state
    else:
        kind = _same_kind(inference, place, name, old, kind)
        state.lane.declared[name] = present(kind)
    inference.facts.bound.setdefault(id(node), {})[name] = kind
    return state.having({name: kind})


def _declared(inference: Inference, state: State, name: str) -> Type | None:
    if name in state.lane.declared:
        return state.lane.declared[name]
    if state.lane.holds(name):
        return UNKNOWN
    return next((names[name] for names in inference.trigger_names if name in names), None)


def _same_kind(inference: Inference, place: Span, name: str, old: Type, new: Type) -> Type:
    """The kind a name has after it was set again; what may be missing comes from the new value."""
    was, now = present(old), present(new)
    joined = join(was, now)
    if joined is None or not (fits(now, was) or isinstance(was, Unknown)):
        data: dict[str, object] = {"name": name, "old": spoken(was), "new": spoken(now)}
        inference.report(rules.OTHER_KIND_OF_VALUE, place, data)
        return old
    return optional(joined) if may_be_missing(new) else joined


def place_of_name(node: Node, name: str) -> Span:
    """Where a statement names what it sets: right after `let `, else the statement's first line cannot be told."""
    if type(node).__name__ == "Let":
        start = node.span.start + len("let ")
        return Span(start, start + len(name) + 1)
    return node.span


def event_names(inference: Inference, event: Event, state: State) -> dict[str, Type]:
    """What an event is called where it is waited for: `@event`, and its short name if that is free."""
    if not event.binds:
        return {"event": UNKNOWN}
    short, kind = event.binds[0]
    free = is_free(inference, short, state) or short in state.lane.events
    return {"event": kind} | ({short: kind} if free else {})


def bind_event(inference: Inference, state: State, names: dict[str, Type], node: Node) -> State:
    """The point where an event has come in."""
    inference.facts.bound.setdefault(id(node), {}).update(names)
    for name, kind in names.items():
        if name != "event":
            state.lane.events.add(name)
            state.lane.declared.setdefault(name, kind)
    return state.having(names)
