"""The label of an expression: what its names, fields and texts bring along.

Fields of records are labelled by the catalog, plus whatever this flow itself writes into them; memory holds exactly
what this flow writes. A record picked by anything but an exact match with a stranger's value is the stranger's choice.
"""

from collections.abc import Iterator
from typing import assert_never

import msgspec

from sayso.compiler.facts import Facts
from sayso.compiler.trust.env import Env
from sayso.compiler.trust.label import CLEAN, LEVELS, MEMBER, NOBODY, Label, Owner, joined
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog, Field, RecordType
from sayso.dsl.expressions import Expression
from sayso.dsl.node import Node, children
from sayso.dsl.print_expression import print_expression
from sayso.dsl.types import ListOf, RecordOf, Row, Type, present

PERSON_FIELD = "email"
"""Records with this field are people (a member of the workspace is a `person`)."""


class Reader:
    """Labels expressions of one flow. `memory` and `written` grow while the flow is walked, until nothing is new."""

    def __init__(self, facts: Facts, catalog: Catalog) -> None:
        """Nothing has been written yet."""
        self.facts = facts
        self.catalog = catalog
        self.memory: dict[str, Label] = {}
        self.written: dict[tuple[str, str], Label] = {}
        self._known: dict[tuple[int, int], tuple[Env, Expression, Label]] = {}
        self._spoken: dict[tuple[int, int], Label] = {}

    def forget(self) -> None:
        """Look at everything anew: another statement begins, or something was written."""
        self._known.clear()
        self._spoken.clear()

    def label(self, expression: Expression, env: Env) -> Label:
        """The label of a value where `env` holds; asked for often, worked out once a statement."""
        known = self._known.get((id(env), id(expression)))
        if known is not None:
            return known[2]
        label = self._label(expression, env)
        if env.matches.paths or env.matches.fresh:
            label = label.matched() if env.is_matched(key_of(expression)) else label
        self._known[id(env), id(expression)] = env, expression, label
        return label

    def _label(self, expression: Expression, env: Env) -> Label:
        match expression:
            case e.Name(name=name):
                return self._name(name, env)
            case e.Field(of=of, name=name):
                return self._field(expression, of, name, env)
            case e.Index(of=of):
                return self.label(of, env)
            case e.Take(of=of, count=count):
                return _chosen(self.label(of, env), self.label(count, env).stranger)
            case e.Text(parts=parts):
                return joined(*(self.spoken(part, env) for part in parts if not isinstance(part, str)))
            case e.List(items=items):
                return self._all(items, env)
            case e.Range(low=low, high=high):
                return self._all((low, high), env)
            case e.Call(arguments=arguments):
                return self._pure(expression, arguments, env)
            case e.Record(arguments=arguments):
                return self._row(arguments, env)
            case e.Binary(operator="or", left=left, right=right):
                return self.label(left, env).join(self.label(right, env))
            case e.Binary(left=left, right=right):
                return self.spoken(left, env).as_words().join(self.spoken(right, env).as_words())
            case e.Not(value=value) | e.Negative(value=value) | e.Exists(value=value) | e.IsMissing(value=value):
                return self.label(value, env).as_words()
            case e.Where(of=of, condition=condition):
                return self._picked(self.label(of, env), condition, self.elements(expression), env)
            case e.Sorted(of=of, key=key):
                label = self.label(of, env)
                by = self.label(key, self.inside(env, label, self.elements(expression)))
                return _chosen(label, by.stranger)
            case (
                e.Number() | e.Percent() | e.Money() | e.Duration() | e.Date() | e.Time() | e.DateTime()
                | e.Boolean() | e.Missing() | e.TriggerIs() | e.Todo()
            ):  # fmt: skip
                return CLEAN
            case _ as never:
                assert_never(never)

    def spoken(self, expression: Expression, env: Env) -> Label:
        """The label of a value as it stands in a text: a record reads as its title."""
        known = self._spoken.get((id(env), id(expression)))
        if known is not None:
            return known
        label, record = self.label(expression, env), self.record_of(expression)
        if record is not None:
            label = self.field_of(label, record, record.title, spell(expression))
        self._spoken[id(env), id(expression)] = label
        return label

    def record_of(self, expression: Expression) -> RecordType | None:
        """The record type of a value, or of the items of a list."""
        return self.record_type(self.facts.type_of(expression))

    def record_type(self, kind: Type | None) -> RecordType | None:
        """The record type behind a type, or behind the items of a list type."""
        inner = present(kind) if kind is not None else None
        if isinstance(inner, ListOf):
            inner = present(inner.item)
        return self.catalog.records.get(inner.name) if isinstance(inner, RecordOf) else None

    def field_of(self, base: Label, record: RecordType, name: str, spelled: str) -> Label:
        """The label of one field of a record with this label."""
        field = record.field(name)
        written = self.written.get((record.name, name), CLEAN)
        if field is None:
            return Label(base.stranger or written.stranger, base.listed, owners=base.owners)
        own = self._own(base, record, field, spelled)
        if written is CLEAN:
            return own
        higher = written if LEVELS.index(written.privacy) > LEVELS.index(own.privacy) else own
        return msgspec.structs.replace(
            own,
            stranger=own.stranger or written.stranger,
            listed=own.listed or written.listed,
            privacy=higher.privacy,
            what=higher.what,
            about=own.about | written.about,
        )

    def _own(self, base: Label, record: RecordType, field: Field, spelled: str) -> Label:
        linked = self.record_type(field.type)
        path = f"{base.path}.{field.name}" if base.path and isinstance(present(field.type), RecordOf) else ""
        stranger = base.stranger or (f"`{spelled}`" if field.stranger else "")
        listed = base.listed if linked is None else self.listed(linked)
        about = base.owners or frozenset({NOBODY})
        return Label(
            stranger,
            listed,
            field.privacy,
            f"`{spelled}`",
            frozenset() if field.privacy == "card" else about,
            self.owners(linked, path) if linked is not None and _is_person(linked) else base.owners,
            path,
        )

    def owners(self, record: RecordType, path: str) -> frozenset[Owner]:
        """Whose a record is: a member of the workspace, a person, or whatever it belongs to."""
        if record.name == "person":
            return frozenset({MEMBER})
        return frozenset({Owner(path, _is_person(record)) if path else NOBODY})

    def listed(self, record: RecordType) -> str:
        """Why records of this type are no trusted list, if they are none."""
        return f"one of the {record.plural or record.name}" if record.outsiders else ""

    def named(self, label: Label, kind: Type | None, root: str) -> Label:
        """The label of a record under a name of its own; other values keep theirs."""
        inner = present(kind) if kind is not None else None
        record = self.record_type(inner)
        if record is None or not isinstance(inner, RecordOf) or label.path:
            return label
        return Label(label.stranger, label.listed or self.listed(record), owners=self.owners(record, root), path=root)

    def inside(self, env: Env, label: Label, elements: tuple[str, ...]) -> Env:
        """The place inside a condition over the elements of a list."""
        for name in elements:
            env = env.bind(name, label)
        return env

    def elements(self, expression: Expression) -> tuple[str, ...]:
        """What the element of a list form or a filter is called."""
        return self.facts.elements.get(id(expression), ("it",))

    def chosen_by(self, condition: Expression, item: Label, elements: tuple[str, ...], env: Env) -> str:
        """Which stranger's words pick elements by anything but an exact match with trusted data; "" if none do."""
        inside = self.inside(env, item, elements)

        def picks(part: Expression) -> str:
            match part:
                case e.Binary(operator="and", left=left, right=right):
                    return "" if is_exact(left) or is_exact(right) else picks(left) or picks(right)
                case e.Binary(operator="or", left=left, right=right):
                    return picks(left) or picks(right)
            return "" if is_exact(part) else foreign(part)

        def is_exact(part: Expression) -> bool:
            match part:
                case e.Binary(operator="and", left=left, right=right):
                    return is_exact(left) or is_exact(right)
                case e.Binary(operator="or", left=left, right=right):
                    return is_exact(left) and is_exact(right)
                case e.Binary(operator="==" | "in", left=left, right=right) if not isinstance(right, e.Range):
                    return any(own(a) and foreign(b) for a, b in ((left, right), (right, left)))
            return False

        def own(part: Expression) -> bool:
            label = self.label(part, inside)
            return root_of(part) in elements and not label.stranger and not label.listed

        def foreign(part: Node) -> str:
            outer = (path for path in paths_in(part) if root_of(path) not in elements)
            return next((found for path in outer if (found := self.label(path, inside).stranger)), "")

        return picks(condition)

    def _picked(self, label: Label, condition: Expression, elements: tuple[str, ...], env: Env) -> Label:
        return _chosen(label, self.chosen_by(condition, label, elements, env))

    def _name(self, name: str, env: Env) -> Label:
        if name in ("me", "user"):
            return Label(owners=frozenset({MEMBER}), path=name)
        return env.names.get(name, CLEAN)

    def _field(self, whole: Expression, of: Expression, name: str, env: Env) -> Label:
        if isinstance(of, e.Name) and of.name == "memory":
            return self.memory.get(name, CLEAN)
        base = self.label(of, env)
        record = self.record_of(of)
        if record is not None:
            return self.field_of(base, record, name, spell(whole))
        if isinstance(of, e.Field) and (owner := self.record_of(of.of)) is not None:
            written = self.written.get((owner.name, name), CLEAN)
            return base.part(name).join(written.as_words())
        if isinstance(present(self.facts.type_of(of)), Row) or base.parts:
            return base.part(name)
        return base

    def _all(self, values: tuple[Expression, ...], env: Env) -> Label:
        labels = [self.label(value, env) for value in values]
        result = labels[0] if labels else CLEAN
        for label in labels[1:]:
            result = result.join(label)
        return result

    def _pure(self, call: Expression, arguments: tuple[e.Argument, ...], env: Env) -> Label:
        values = tuple(argument.value for argument in arguments)
        label = self._all(values, env)
        return label if self.record_of(call) is not None or label.parts else label.as_words()

    def _row(self, arguments: tuple[e.Argument, ...], env: Env) -> Label:
        named = [(argument.name or "", self.label(argument.value, env)) for argument in arguments]
        whole = joined(*(self.spoken(argument.value, env) for argument in arguments))
        return msgspec.structs.replace(whole, parts=tuple(named))


def key_of(expression: Expression) -> str | None:
    """The path of a value as a key: "form.email"; None for what is no path."""
    match expression:
        case e.Name(name=name):
            return name
        case e.Field(of=of, name=name):
            before = key_of(of)
            return None if before is None else f"{before}.{name}"
        case e.Index(of=of, position=position):
            before = key_of(of)
            return None if before is None else f"{before}.{position}"
    return None


def paths_in(node: Node) -> Iterator[Expression]:
    """The longest paths inside an expression."""
    if isinstance(node, e.Name | e.Field | e.Index) and key_of(node) is not None:
        yield node
        return
    for child in children(node):
        yield from paths_in(child)


def root_of(expression: Expression) -> str | None:
    """The name a path begins with."""
    key = key_of(expression)
    return None if key is None else key.partition(".")[0]


def spell(expression: Expression) -> str:
    """A value as it is written."""
    words: list[str] = []
    inner = expression
    while isinstance(inner, e.Field):
        words.append(inner.name)
        inner = inner.of
    return ".".join([f"@{inner.name}", *reversed(words)]) if isinstance(inner, e.Name) else print_expression(expression)


def _is_person(record: RecordType) -> bool:
    return record.name == "person" or record.field(PERSON_FIELD) is not None


def _chosen(label: Label, stranger: str) -> Label:
    """The label of records that a stranger's words picked, if any did."""
    if not stranger or label.stranger:
        return label
    return msgspec.structs.replace(label, stranger=stranger)
