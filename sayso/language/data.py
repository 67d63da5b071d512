"""A piece of data under the caret: its kind in words, where it comes from, who may see it."""

import re

import msgspec

from sayso.compiler.facts import Facts
from sayso.compiler.infer.words import spoken
from sayso.copilot.english import words_of
from sayso.dsl.blocks import NoSuchPlace, find, inner, statement_at
from sayso.dsl.catalog import Catalog, Field, Privacy
from sayso.dsl.expressions import Field as FieldNode
from sayso.dsl.expressions import Index, Name
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, walk
from sayso.dsl.types import DATE, DATETIME, PERSON, UNKNOWN, ListOf, RecordOf, Row, Type, Unknown, optional, present
from sayso.language.naming import BUILT_IN, source_of
from sayso.language.shapes import Analysis, Place
from sayso.language.tokens import Token

BUILT_IN_KINDS: dict[str, Type] = {"me": PERSON, "now": DATETIME, "today": DATE}
PRIVACY: dict[Privacy, str] = {
    "card": "",
    "internal": "It stays in your workspace, unless you send it to the person it is about.",
    "private": "Private: only your workspace and that person may see it.",
}
"""Who may see a field."""
_SEGMENT = re.compile(r"@?\w+|\.\w+|\[\d+\]")


class Data(msgspec.Struct, frozen=True):
    """A path up to the caret's word, where that ends, its kind in words, and sentences about it."""

    path: str
    end: int
    kind: str
    lines: tuple[str, ...]


def told_path(analysis: Analysis, token: Token, caret: int, catalog: Catalog) -> Data | None:
    """What a path says up to the word under the caret; None where nothing is known of it."""
    segments = _segments(token, caret)
    end = token.start + sum(map(len, segments))
    path = "".join(segments)
    kinds = _kinds(analysis, token, segments, caret, catalog)
    kind = kinds[-1]
    lines: list[str] = []
    if len(segments) == 1:
        lines += [_origin(analysis, segments[0][1:], caret, catalog)]
    else:
        lines += _field_lines(kinds[-2], segments[-1], catalog)
    lines = [line for line in lines if line]
    if isinstance(kind, Unknown) and not lines:
        return None
    said = words_of(segments[-1].strip("@.")) if isinstance(kind, Unknown) else spoken(kind)
    return Data(path, end, said, tuple(lines))


def defined_at(analysis: Analysis, token: Token, caret: int, catalog: Catalog) -> Place | None:
    """Where the name a path begins with gets its value; of `@memory.seen`, the line that declares it."""
    flow = analysis.compiled.flow
    segments = _segments(token, caret)
    name = segments[0][1:]
    if flow is None:
        return None
    if name == "memory" and len(segments) > 1 and flow.memory is not None:
        for field in flow.memory.fields:
            if field.name == segments[1][1:]:
                return Place(field.span.start, field.span.start + len(field.name), BUILT_IN["memory"])
    found = source_of(analysis.text, flow, analysis.compiled.facts, catalog, name, caret)
    return Place(found.start, found.end, found.sentence) if found is not None else None


def _segments(token: Token, caret: int) -> list[str]:
    """The words of a path as far as the caret."""
    found: list[str] = []
    at = token.start
    for segment in _SEGMENT.findall(token.words):
        if found and caret < at + 1:
            break
        found.append(segment)
        at += len(segment)
    return found


def _origin(analysis: Analysis, name: str, caret: int, catalog: Catalog) -> str:
    flow = analysis.compiled.flow
    if flow is not None:
        found = source_of(analysis.text, flow, analysis.compiled.facts, catalog, name, caret)
        if found is not None:
            return found.sentence
    return BUILT_IN.get(name, "")


def _field_lines(of: Type, segment: str, catalog: Catalog) -> list[str]:
    """What is known of a record's field."""
    held = present(of)
    owner = held.item if isinstance(held, ListOf) else held
    record = catalog.record_of(present(owner))
    field = record.field(segment[1:]) if record is not None and segment[0] == "." else None
    if record is None or field is None:
        return []
    each = "each" if isinstance(held, ListOf) else "the"
    return [f"A field of {each} {words_of(record.name)}.", PRIVACY[field.privacy], *_stranger(field)]


def _stranger(field: Field) -> list[str]:
    return ["A stranger wrote it: it may not decide at what a step aims."] if field.stranger else []


# ---------------------------------------------------------------------- kinds


def _kinds(analysis: Analysis, token: Token, segments: list[str], caret: int, catalog: Catalog) -> list[Type]:
    """The kind of value of each piece of a path: as inference found it, else as the record's fields say."""
    flow, facts = analysis.compiled.flow, analysis.compiled.facts
    known: dict[int, Type] = {}
    names: dict[str, Type] = dict(BUILT_IN_KINDS)
    if flow is not None and facts is not None:
        known = _known(flow, facts, token.start)
        names |= facts.inputs | _names(flow, facts, caret)
        for brought in facts.brought.values():
            names = dict(brought) | names
    kinds: list[Type] = []
    end = token.start
    for segment in segments:
        end += len(segment)
        guess = names.get(segment[1:], UNKNOWN) if not kinds else _below(kinds[-1], segment, catalog)
        kinds.append(known.get(end, guess))
    return kinds


def _known(flow: Flow, facts: Facts, start: int) -> dict[int, Type]:
    """What inference found of paths that begin at a place, by where they end."""
    paths: list[Node] = [
        node for node in walk(flow) if isinstance(node, Name | FieldNode | Index) and node.span.start == start
    ]
    found = {node.span.end: facts.types.get(id(node), UNKNOWN) for node in paths}
    return {end: kind for end, kind in found.items() if not isinstance(kind, Unknown)}


def _names(flow: Flow, facts: Facts, caret: int) -> dict[str, Type]:
    """The names in reach of the statement around the caret, and those it sets."""
    address = find(flow, caret)
    if address is None:
        return {}
    try:
        statement = statement_at(flow, address)
    except NoSuchPlace:
        return {}
    found: dict[str, Type] = {}
    for one in (statement, inner(statement)):
        found |= facts.names.get(id(one), {})
        found |= facts.bound.get(id(one), {})
    return found


def _below(kind: Type, segment: str, catalog: Catalog) -> Type:
    """The kind of a field or an element, going by the catalog alone."""
    held = present(kind)
    if segment[0] == "[":
        return optional(held.item) if isinstance(held, ListOf) else UNKNOWN
    if isinstance(held, ListOf):
        return ListOf(present(_below(held.item, segment, catalog)))
    if isinstance(held, Row):
        return dict(held.fields).get(segment[1:], UNKNOWN)
    record = catalog.record_of(held) if isinstance(held, RecordOf) else None
    field = record.field(segment[1:]) if record is not None else None
    return field.type if field is not None else UNKNOWN
