"""Rows while somebody works on them: every change gives other rows, the old ones stay as they were."""

import msgspec

from sayso.dsl.types import Type
from sayso.editor.inspector.chips import path_words
from sayso.editor.inspector.operators import NO_VALUE, Operator, operators_of
from sayso.editor.inspector.rows import Row, Rows
from sayso.editor.inspector.slots import replaced

Place = tuple[int, ...]
"""Where a row or group stands: its number in the outer group, then in the next."""
EMPTY = Row("", "", "==")


def at(rows: Rows, place: Place) -> Row | Rows:
    """What stands at a place; the outermost group at ()."""
    found: Row | Rows = rows
    for number in place:
        assert isinstance(found, Rows)
        found = found.rows[number]
    return found


def put(rows: Rows, place: Place, new: Row | Rows | None) -> Rows:
    """With something else at a place, or nothing; a group that lost its last row goes with it."""
    if not place:
        return new if isinstance(new, Rows) else Rows("and")
    number, deeper = place[0], place[1:]
    old = rows.rows[number] if number < len(rows.rows) else None
    if deeper:
        assert isinstance(old, Rows)
        inner = put(old, deeper, new)
        new = inner if inner.rows else None
    return msgspec.structs.replace(rows, rows=replaced(rows.rows, number, new))


def added(rows: Rows, place: Place, new: Row | Rows = EMPTY) -> Rows:
    """With one more row, or group, at the end of a group."""
    group = at(rows, place)
    assert isinstance(group, Rows)
    return put(rows, place, msgspec.structs.replace(group, rows=(*group.rows, new)))


def joined(rows: Rows, place: Place, join: str) -> Rows:
    """With all, or any, of a group's rows."""
    group = at(rows, place)
    assert isinstance(group, Rows)
    return put(rows, place, msgspec.structs.replace(group, join="or" if join == "or" else "and"))


def about(row: Row, path: str, kind: Type | None) -> Row:
    """A row about another field: the operator and the value stay where the field takes them."""
    operators = operators_of(kind)
    same = row.path and row.kind == kind and row.operator in operators
    operator: Operator = row.operator if same else operators[0]
    return Row(path, path_words(path), operator, row.values if same else (), kind)


def asking(row: Row, operator: Operator) -> Row:
    """A row that asks something else; a value stays where one is asked for."""
    return msgspec.structs.replace(row, operator=operator, values=() if operator in NO_VALUE else row.values)
