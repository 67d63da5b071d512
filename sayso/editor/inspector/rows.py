"""Conditions as rows of field, operator and value in groups of all or any, and back to the language.

`parse(source_of(rows_of(e))) == e` for every condition that rows can show; what they cannot is None, never an error.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from sayso.compiler.facts import Facts
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.dsl.print import print_expression
from sayso.dsl.types import Type, Unknown
from sayso.editor.inspector.chips import is_path, path_words
from sayso.editor.inspector.operators import MANY, NO_VALUE, TWO, Operator
from sayso.editor.inspector.reach import kind_of

NEGATED: Mapping[str, Operator] = {
    "contains": "not contains", "starts with": "not starts with", "ends with": "not ends with",
    "matches": "not matches", "in": "not in",
}  # fmt: skip
DEEPEST = 3
"""So many groups in one another; deeper ones are one expression."""


class Row(msgspec.Struct, frozen=True):
    """A field (`path` as it is written, `words` for people, its type), what is asked of it, and the value as it is
    written: one, two of "between", or several of "is one of"."""

    path: str
    words: str
    operator: Operator
    values: tuple[str, ...] = ()
    kind: Type | None = None


class Rows(msgspec.Struct, frozen=True):
    """Conditions of which all, or any, must hold."""

    join: Literal["and", "or"]
    rows: tuple["Row | Rows", ...] = ()


def rows_of(
    condition: e.Expression | None, facts: Facts | None, catalog: Catalog, names: Mapping[str, Type] | None = None
) -> Rows | None:  # fmt: skip
    """A condition in rows; None where rows cannot show it. `names` tell the types of what facts do not know."""
    if condition is None or isinstance(condition, e.Todo):
        return Rows("and")
    reader = _Reader(facts, catalog, names or {})
    found = reader.group(condition, 1)
    if found is None:
        return None
    return found if isinstance(found, Rows) else Rows("and", (found,))


class _Reader:
    """Reads one condition."""

    def __init__(self, facts: Facts | None, catalog: Catalog, names: Mapping[str, Type]) -> None:
        self.facts, self.catalog, self.names = facts, catalog, names

    def group(self, condition: e.Expression, depth: int) -> Row | Rows | None:
        if not (isinstance(condition, e.Binary) and condition.operator in ("and", "or")):
            return self.row(condition)
        if depth > DEEPEST:
            return None
        links: list[Row | Rows] = []
        for link in _chain(condition):
            found = self.group(link, depth + 1)
            if found is None:
                return None
            links.append(found)
        return Rows("and" if condition.operator == "and" else "or", tuple(links))

    def row(self, condition: e.Expression) -> Row | None:
        match condition:
            case e.Name() | e.Field() | e.Index():
                return self._made(condition, "yes")
            case e.Exists(value=value):
                return self._made(value, "exists")
            case e.IsMissing(value=value):
                return self._made(value, "missing")
            case e.Not(value=e.Binary(operator=operator) as inside) if operator in NEGATED:
                return self._compared(inside, negated=True)
            case e.Not(value=e.Name() | e.Field() | e.Index() as value):
                return self._made(value, "no")
            case e.Binary():
                return self._compared(condition, negated=False)
            case _:
                return None

    def _compared(self, condition: e.Binary, *, negated: bool) -> Row | None:
        right = condition.right
        if condition.operator == "in" and isinstance(right, e.Range):
            values = (print_expression(right.low), print_expression(right.high))
            return self._made(condition.left, "not between" if negated else "between", values)
        if condition.operator == "in" and isinstance(right, e.List) and right.items:
            listed = tuple(print_expression(item) for item in right.items)
            return self._made(condition.left, "not in" if negated else "in", listed)
        if condition.operator in ("in", "and", "or", "+", "-", "*", "/") or isinstance(right, e.Todo | e.Range):
            return None
        operator = NEGATED[condition.operator] if negated else condition.operator
        return self._made(condition.left, operator, (print_expression(right),))  # type: ignore[arg-type]

    def _made(self, path: e.Expression, operator: Operator, values: tuple[str, ...] = ()) -> Row | None:
        if not is_path(path) or any("\n" in value for value in values):
            return None
        source = print_expression(path)
        return Row(source, path_words(source), operator, values, self._kind(path))

    def _kind(self, path: e.Expression) -> Type | None:
        found = self.facts.types.get(id(path)) if self.facts is not None else None
        if found is None or isinstance(found, Unknown):
            return kind_of(path, self.names, self.catalog)
        return found


def _chain(condition: e.Binary) -> list[e.Expression]:
    """What one `and` or `or` joins; chains lean to the left."""
    links: list[e.Expression] = []
    current: e.Expression = condition
    while isinstance(current, e.Binary) and current.operator == condition.operator:
        links.append(current.right)
        current = current.left
    return [current, *reversed(links)]


def source_of(rows: Rows) -> str:
    """Rows as they are written; "" where there is none that is filled in."""
    links = [_in_group(row) for row in rows.rows]
    return f" {rows.join} ".join(link for link in links if link)


def _in_group(row: Row | Rows) -> str:
    if isinstance(row, Row):
        return row_source(row)
    inside = source_of(row)
    return f"({inside})" if len(row.rows) > 1 and inside else inside


def row_source(row: Row) -> str:
    """One row as it is written; "" where its value is still lacking."""
    if row.operator in NO_VALUE:
        return {
            "exists": f"{row.path} exists", "missing": f"{row.path} is missing", "yes": row.path,
            "no": f"not {row.path}",
        }[row.operator]  # fmt: skip
    values = [value for value in row.values if value.strip()]
    if not row.path or not values or (row.operator in TWO and len(values) < 2):
        return ""
    no = "not " if row.operator.startswith("not ") else ""
    if row.operator in TWO:
        return f"{row.path} {no}in {values[0]} to {values[1]}"
    if row.operator in MANY:
        return f"{row.path} {no}in [{', '.join(values)}]"
    return f"{row.path} {row.operator} {_held(values[0])}"


def _held(value: str) -> str:
    """A value that is an `or` or a comparison of its own is held together."""
    try:
        read = parse_expression(value)
    except NotAnExpression:
        return value
    loose = (e.Not, e.Exists, e.IsMissing, e.TriggerIs, e.Where, e.Sorted, e.Take)
    together = isinstance(read, loose) or (isinstance(read, e.Binary) and read.operator not in "+-*/")
    return f"({value})" if together else value
