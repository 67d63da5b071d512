"""The fields a flow reads of each kind of record, so that the step that brings a record loads them."""

from collections.abc import Iterable

from sayso.compiler.facts import Facts, Resolved, Sorted
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Expression, Field, Index
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children, walk
from sayso.dsl.statements import ToolCall
from sayso.dsl.types import ListOf, RecordOf, Type, present

Used = dict[str, set[str]]


def used_fields(flow: Flow, facts: Facts, catalog: Catalog) -> Used:
    """By kind of record, every field and dotted path of fields that the flow reads, templates and tools included."""
    used: Used = {}
    for part in children(flow):
        if part is not flow.body:
            _collect(walk(part), facts, used)
    for statement in facts.parts:
        for kind, fields in _of_statement(statement, facts, catalog).items():
            used.setdefault(kind, set()).update(fields)
    return used


def _of_statement(part: Sorted, facts: Facts, catalog: Catalog) -> Used:
    """What one statement of the body reads; what taught inference the same reads the same."""
    remembered = facts.remembered
    if remembered is None:
        return _read_in(part, facts, catalog)
    statement = id(part.nodes[0])
    learned = remembered.learned.get(statement)
    known: tuple[object, Used] | None = remembered.used.get(statement)
    if known is None or learned is None or known[0] is not learned:
        known = remembered.used[statement] = learned, _read_in(part, facts, catalog)
    return known[1]


def _read_in(nodes: Sorted, facts: Facts, catalog: Catalog) -> Used:
    used: Used = {}
    _collect(nodes.kinds.get(Field, ()), facts, used)
    for node in nodes.kinds.get(ToolCall, ()):
        call = facts.calls.get(id(node))
        if call is not None:
            for text in call.texts:
                _collect(walk(text), facts, used)
            _of_call(call, facts, catalog, used)
    return used


def _collect(nodes: Iterable[Node], facts: Facts, used: Used) -> None:
    """Note every path once, at its longest; a path comes before the shorter ones it begins with."""
    noted: set[int] = set()
    for node in nodes:
        if isinstance(node, Field) and id(node) not in noted:
            _path(node, facts, used, noted)


def _path(path: Field, facts: Facts, used: Used, noted: set[int]) -> None:
    """Note a path for every record it leads through."""
    words: list[str] = []
    node: Expression = path
    while isinstance(node, Field | Index):
        noted.add(id(node))
        if isinstance(node, Field):
            words.insert(0, node.name)
        node = node.of
        _note(facts.type_of(node), words, used)


def _note(kind: Type, words: list[str], used: Used) -> None:
    kind = _element(kind)
    if isinstance(kind, RecordOf) and words:
        used.setdefault(kind.name, set()).add(".".join(words))


def _element(kind: Type) -> Type:
    kind = present(kind)
    return _element(kind.item) if isinstance(kind, ListOf) else kind


def _of_call(call: Resolved, facts: Facts, catalog: Catalog, used: Used) -> None:
    """What a tool needs of the records it is given."""
    for parameter, _, value in call.given():
        for field in parameter.needs if parameter is not None else ():
            _note_through(value, (field,), facts, catalog, used)


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
