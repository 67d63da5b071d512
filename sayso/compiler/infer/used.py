"""The fields a flow reads of each kind of record, so that the step that brings a record loads them."""

from sayso.compiler.facts import Facts, Resolved
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Expression, Field, Index, Name
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children
from sayso.dsl.types import ListOf, RecordOf, Type, present

Used = dict[str, set[str]]


def used_fields(flow: Flow, facts: Facts, catalog: Catalog) -> Used:
    """By kind of record, every field and dotted path of fields that the flow reads, templates and tools included."""
    used: Used = {}
    _collect(flow, facts, used)
    for call in facts.calls.values():
        _of_call(call, facts, catalog, used)
    return used


def _collect(node: Node, facts: Facts, used: Used) -> None:
    pending: list[Node] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, Field):
            pending.extend(_path(current, facts, used))
        else:
            pending.extend(children(current))


def _path(path: Field, facts: Facts, used: Used) -> list[Node]:
    """Note a whole path once for every record it leads through; what it begins with is looked at by the caller."""
    words: list[str] = []
    node: Expression = path
    while isinstance(node, Field | Index):
        if isinstance(node, Field):
            words.insert(0, node.name)
        node = node.of
        _note(facts.type_of(node), words, used)
    return [] if isinstance(node, Name) else [node]


def _note(kind: Type, words: list[str], used: Used) -> None:
    kind = _element(kind)
    if isinstance(kind, RecordOf) and words:
        used.setdefault(kind.name, set()).add(".".join(words))


def _element(kind: Type) -> Type:
    kind = present(kind)
    return _element(kind.item) if isinstance(kind, ListOf) else kind


def _of_call(call: Resolved, facts: Facts, catalog: Catalog, used: Used) -> None:
    """What a tool needs of the records it is given, and what the template it names reads."""
    for parameter, _, value in call.given():
        for field in parameter.needs if parameter is not None else ():
            _note_through(value, (field,), facts, catalog, used)
    for text in call.texts:
        _collect(text, facts, used)


def _note_through(value: Expression, words: tuple[str, ...], facts: Facts, catalog: Catalog, used: Used) -> None:
    """Note the path from a value on, for the value's record, those it leads through and those it was reached by."""
    kind = _element(facts.type_of(value))
    rest = list(words)
    while isinstance(kind, RecordOf) and rest:
        _note(kind, rest, used)
        record = catalog.record_of(kind)
        field = record.field(rest.pop(0)) if record else None
        kind = _element(field.type) if field else kind
        if field is None:
            break
    before = list(words)
    while isinstance(value, Field | Index):
        if isinstance(value, Field):
            before.insert(0, value.name)
        value = value.of
        _note(facts.type_of(value), before, used)
