"""Which records may have changed: after a wait all in reach, after a call those it changes and what hangs on them."""

from sayso.compiler.facts import Resolved
from sayso.compiler.lower.expressions import BUILT_IN, Lowering
from sayso.dsl.node import Node
from sayso.dsl.statements import Return, RunFlow
from sayso.dsl.types import ListOf, RecordOf, Type, present


def records_in_reach(lower: Lowering, statement: Node) -> tuple[str, ...]:
    """Every name that stands for records which can be read again: those in reach, and those another name hides."""
    return tuple(_records(lower, statement))


def _records(lower: Lowering, statement: Node) -> dict[str, Type]:
    names = _names(lower, statement)
    return {name: kind for name, kind in names.items() if name not in BUILT_IN and lower.can_be_reread(kind)}


def brought(lower: Lowering, statement: Node, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names an event gets that stand for records which can be read again."""
    bound = lower.facts.bound.get(id(statement), {})
    return tuple(lower.called(name) for name in names if name in bound and lower.can_be_reread(bound[name]))


def changed_by(lower: Lowering, statement: Node, resolved: Resolved) -> tuple[str, ...]:
    """The names in reach whose records a call may change, directly or through a linked record."""
    changing = (p.name for p in resolved.tool.parameters if p.changes and p.name in resolved.arguments)
    kinds = {name_of(lower.kind(resolved.arguments[name])) for name in changing} - {""}
    if not kinds:
        return ()
    records = _records(lower, statement)
    return tuple(name for name, kind in records.items() if kinds & _holds(lower, name_of(kind)))


def loaded_fields(lower: Lowering) -> dict[str, set[str]]:
    """The fields a run keeps of each record: those the flow uses, and all of a record it hands to another flow."""
    found = {kind: set(fields) for kind, fields in lower.facts.used_fields.items()}
    handed = [argument.value for node in lower.facts.of(RunFlow) for argument in node.arguments]
    handed += [node.value for node in lower.facts.of(Return)]
    pending, whole = [name_of(lower.kind(value)) for value in handed], set[str]()
    while pending:
        record = lower.catalog.records.get(kind := pending.pop())
        if record is not None and kind not in whole:
            whole.add(kind)
            found[kind] = {field.name for field in record.fields} | found.get(kind, set())
            pending += [name_of(field.type) for field in record.fields]
    return found


def name_of(kind: Type) -> str:
    """The record type behind a type or a list of it, or nothing."""
    kind = present(kind)
    kind = present(kind.item) if isinstance(kind, ListOf) else kind
    return kind.name if isinstance(kind, RecordOf) else ""


def _names(lower: Lowering, statement: Node) -> dict[str, Type]:
    """The names in reach before the statement, and those that only one of the triggers brings: `if @trigger is …`
    reaches them later. What the statement itself sets is fresh.
    """
    reach = {**lower.begun, **lower.facts.names.get(id(statement), {})}
    if not lower.aliases:
        return reach
    return {**lower.hidden, **{lower.called(name): kind for name, kind in reach.items()}}


def _holds(lower: Lowering, kind: str) -> frozenset[str]:
    """The record types that a record of this type holds, through the fields the flow uses."""
    if kind not in lower.held:
        lower.held[kind] = _held(lower, kind)
    return lower.held[kind]


def _held(lower: Lowering, kind: str) -> frozenset[str]:
    found, pending = set[str](), [kind]
    while pending:
        kind = pending.pop()
        record = lower.catalog.records.get(kind)
        if kind in found or record is None:
            continue
        found.add(kind)
        used = {path.partition(".")[0] for path in lower.facts.used_fields.get(kind, ())}
        pending += [name_of(field.type) for field in record.fields if field.name in used]
    return frozenset(found - {""})
