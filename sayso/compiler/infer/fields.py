"""Fields of records and rows: `@contact.company.name`, `@contacts.email`, `@user.salesRep`."""

from collections.abc import Callable

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.inference import Inference, did_you_mean, tail
from sayso.compiler.infer.names import narrowed
from sayso.compiler.infer.state import State
from sayso.compiler.infer.words import shown, spoken
from sayso.dsl.catalog import RecordType
from sayso.dsl.diagnostics import Fix, replace
from sayso.dsl.expressions import Expression, Field, Name
from sayso.dsl.types import (
    PERSON,
    TEXT,
    UNKNOWN,
    ListOf,
    Optional,
    RecordOf,
    Row,
    Type,
    Unknown,
    optional,
    present,
)

TypeOf = Callable[[Expression, State], Type]


def field_type(inference: Inference, type_of: TypeOf, node: Field, state: State) -> Type:
    """The type of a field at this point; over a list, the list of what its elements have there."""
    if node.of == Name(name="user") and "user" not in state.names:
        return _role(inference, node)
    base = type_of(node.of, state)
    kind = _member(inference, base, node)
    if isinstance(base, Optional) and not isinstance(kind, Unknown):
        kind = optional(kind)
    return narrowed(node, kind, state)


def field_names(inference: Inference, kind: Type) -> dict[str, Type]:
    """The fields of a kind of value, by name; empty for what has none."""
    kind = present(kind)
    if isinstance(kind, Row):
        return dict(kind.fields)
    record = inference.catalog.record_of(kind)
    return {"id": TEXT} | {field.name: field.type for field in record.fields} if record else {}


def _named(inference: Inference, kind: RecordOf | Row, name: str) -> Type | None:
    """One of them, or None."""
    record = inference.catalog.record_of(kind)
    if record is None:
        return field_names(inference, kind).get(name)
    field = record.field(name)
    return field.type if field is not None else TEXT if name == "id" else None


def _role(inference: Inference, node: Field) -> Type:
    roles = inference.catalog.roles
    if node.name in roles:
        return PERSON
    known = ", ".join(f"`@user.{role}`" for role in roles) or "none yet"
    fixes = did_you_mean(node.name, list(roles), tail(node.span, len(node.name)))
    return inference.report(rules.UNKNOWN_ROLE, node.span, {"role": node.name, "known": known}, *fixes)


def _member(inference: Inference, base: Type, node: Field) -> Type:
    match present(base):
        case Unknown():
            return UNKNOWN
        case ListOf() as many:
            member = _member(inference, many.item, node)
            return member if isinstance(member, Unknown) else ListOf(present(member))
        case RecordOf() as kind if inference.catalog.record_of(kind) is None:
            return UNKNOWN
        case RecordOf() | Row() as kind:
            found = _named(inference, kind, node.name)
            return _no_such_field(inference, kind, node) if found is None else found
        case kind:
            data: dict[str, object] = {"path": shown(node.of), "given": spoken(kind), "name": node.name}
            return inference.report(rules.NO_FIELDS, node.span, data)


def _no_such_field(inference: Inference, kind: Type, node: Field) -> Type:
    known = field_names(inference, kind)
    place = tail(node.span, len(node.name))
    fixes = did_you_mean(node.name, list(known), place) or _one_step_away(inference, kind, node)
    owner = f"`{shown(node.of)}`" if shown(node.of) != "this" else f"{spoken(kind).capitalize()}"
    return inference.report(rules.UNKNOWN_FIELD, node.span, {"owner": owner, "name": node.name}, *fixes)


def _one_step_away(inference: Inference, kind: Type, node: Field) -> tuple[Fix, ...]:
    """The field of that name on a linked record, if there is one."""
    record = inference.catalog.record_of(kind)
    for field in record.fields if record else ():
        linked: RecordType | None = inference.catalog.record_of(present(field.type))
        if linked and linked.field(node.name):
            path = f"{field.name}.{node.name}"
            return (replace(f"Did you mean `{path}`?", tail(node.span, len(node.name)), path),)
    return ()
