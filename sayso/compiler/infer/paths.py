"""Paths of data: `@contact.company.name` as a tuple of its words, and the kinds of records it leads through."""

from sayso.compiler.facts import Facts
from sayso.compiler.infer.state import Path
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Expression, Field, Index, Name
from sayso.dsl.types import RecordOf, present

SNAPSHOTS = frozenset({"previous"})
"""Names that stay as they were: their records are never read again."""


def path_of(expression: Expression) -> Path | None:
    """The words of a path, None for any other expression."""
    words: list[str] = []
    while not isinstance(expression, Name):
        if isinstance(expression, Field):
            words.append(expression.name)
        elif isinstance(expression, Index):
            words.append(f"[{expression.position}]")
        else:
            return None
        expression = expression.of
    return (expression.name, *reversed(words))


def prefixes(expression: Expression) -> list[Expression]:
    """The path and every shorter path it begins with, the longest first."""
    found = [expression]
    while isinstance(expression, Field | Index):
        expression = expression.of
        found.append(expression)
    return found


def through(expression: Expression, facts: Facts, catalog: Catalog) -> frozenset[str]:
    """The kinds of records that the path reads fields of and that can be read again under it."""
    path = path_of(expression)
    if path is None or path[0] in SNAPSHOTS:
        return frozenset()
    kinds = [present(facts.type_of(node.of)) for node in prefixes(expression) if isinstance(node, Field)]
    return frozenset(kind.name for kind in kinds if isinstance(kind, RecordOf) and is_read_again(kind, catalog))


def is_read_again(kind: RecordOf, catalog: Catalog) -> bool:
    """Whether records of this kind are read again after a wait."""
    record = catalog.record_of(kind)
    return record is not None and record.reader is not None
