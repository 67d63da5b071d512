"""What the builders hand to each other and to the parser besides nodes: clauses, heads of blocks, refusals."""

from typing import Any, NamedTuple

import msgspec

from sayso.dsl.span import Span


class Clause(NamedTuple):
    """One optional part of a line: the field it fills, and with what."""

    field: str
    value: Any
    span: Span


class Head(msgspec.Struct, frozen=True, gc=False):
    """A line that opens a block: the kind of block, and what the line itself says of it."""

    kind: str
    fields: dict[str, Any]
    span: Span
    off: bool = False


class Part(msgspec.Struct, frozen=True, gc=False):
    """A line that goes on with a block or closes it: `otherwise`, `unless …`, `on error @error`, `end`."""

    kind: str
    value: Any
    span: Span


class Refused(Exception):
    """What the grammar lets through and still says nothing sensible: `2026-13-45`. Names the rule it breaks."""

    def __init__(self, slug: str, span: Span, **data: object) -> None:
        super().__init__(slug)
        self.slug = slug
        self.span = span
        self.data = data


def fields_of(clauses: list[Clause]) -> dict[str, Any]:
    """The clauses as fields; saying one of them twice is refused."""
    fields: dict[str, Any] = {}
    for clause in clauses:
        if clause.field in fields:
            raise Refused("said-twice", clause.span)
        fields[clause.field] = clause.value
    return fields
