"""Flows as JSON and YAML, for other programs: the tree, node by node, without places in the text.

Everything that comes in is a stranger's: sizes are capped, unknown fields refused, and a tree is taken only if it
reads back the same from its own text. Nothing here touches a file.
"""

import json
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal

import msgspec

from sayso.dsl.exchange_problem import DEEPEST, LARGEST, LEVELS, ExchangeProblem
from sayso.dsl.exchange_yaml import read_yaml, write_yaml
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, Notes
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from sayso.dsl.source import SourceProblem, normalise

__all__ = ["ExchangeProblem", "from_json", "from_plain", "from_yaml", "plain", "to_json", "to_yaml"]

VERSION = 1
_WORDS = {
    "`int`": "a whole number",
    "`str`": "a text",
    "`bool`": "true or false",
    "`null`": "nothing",
    "`array`": "a list",
    "`object`": "a group of named values",
    "`decimal`": "a number written as a text",
    "`date`": "a date",
    "`time`": "a time",
    "`float`": "a broken number",
}


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file holds: the version of this form, and the flow."""

    sayso: Literal[1]
    flow: Flow


def to_json(flow: Flow) -> str:
    """The flow as JSON with the version of the form; ends with a line break. A deep flow is not indented: the blanks
    would be many times the flow, and more than is read back.
    """
    written = msgspec.json.encode(_document(flow))
    told = msgspec.json.format(written, indent=2)
    return (told if len(told) < LARGEST else written).decode() + "\n"


def to_yaml(flow: Flow) -> str:
    """The flow as YAML, the same tree as in JSON."""
    return write_yaml(_document(flow))


def from_json(raw: str | bytes) -> Flow:
    """The flow in a JSON text; raises ExchangeProblem."""
    check_size(raw)
    try:
        document = json.loads(raw, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except ExchangeProblem:
        raise
    except ValueError as problem:
        raise ExchangeProblem(f"This is not JSON: {_lowered(str(problem))}.") from None
    except RecursionError:
        raise ExchangeProblem(f"This goes deeper than {DEEPEST} levels.") from None
    return from_plain(document)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group = dict(pairs)
    if len(group) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ExchangeProblem(f"`{twice}` stands twice in one group.")
    return group


def _no_constant(word: str) -> Any:
    raise ExchangeProblem(f"`{word}` is no value.")


def from_yaml(raw: str | bytes) -> Flow:
    """The flow in a YAML text; raises ExchangeProblem. Tags, anchors, aliases and double keys are refused."""
    check_size(raw)
    return from_plain(read_yaml(raw))


def check_size(raw: str | bytes) -> None:
    """Refuse what is larger than a flow can be."""
    if len(raw) > LARGEST or (isinstance(raw, str) and len(raw.encode("utf-8", "replace")) > LARGEST):
        raise ExchangeProblem("This is larger than one megabyte.")


def _document(flow: Flow) -> dict[str, Any]:
    return {"sayso": VERSION, "flow": plain(flow)}


def plain(value: Any) -> Any:
    """A node as plain lists, names and texts; fields that hold their default are left out, and so are places."""
    match value:
        case Node():
            return {"node": type(value).__name__, **_fields(value)}
        case Notes():
            return _fields(value)
        case tuple():
            return [plain(item) for item in value]
        case Decimal():
            return f"{value:f}"
        case date() | time():
            return value.isoformat()
        case _:
            return value


def _fields(struct: msgspec.Struct) -> dict[str, Any]:
    known = msgspec.structs.fields(type(struct))
    values = [(field, getattr(struct, field.name)) for field in known if field.name != "span"]
    return {field.name: plain(value) for field, value in values if value != field.default}


def from_plain(document: Any) -> Flow:
    """The flow in a document read from JSON or YAML; raises ExchangeProblem."""
    check_shape(document)
    try:
        flow = msgspec.convert(document, Document, strict=True).flow
    except msgspec.ValidationError as problem:
        raise _explained(str(problem)) from None
    except RecursionError:
        raise ExchangeProblem(f"This goes deeper than {DEEPEST} levels.") from None
    _check_readable(flow)
    return flow


def check_shape(document: Any) -> None:
    """Refuse what is nested too deeply, and fields that no node of that name has."""
    pending = [("$", document, 1)]
    while pending:
        place, value, depth = pending.pop()
        if depth > LEVELS:
            raise ExchangeProblem(f"This goes deeper than {DEEPEST} levels.", place)
        if isinstance(value, dict):
            _check_fields(place, value)
            pending += [(f"{place}.{name}", item, depth + 1) for name, item in value.items()]
        elif isinstance(value, list):
            pending += [(f"{place}[{number}]", item, depth + 1) for number, item in enumerate(value)]


def _check_fields(place: str, value: dict[Any, Any]) -> None:
    if place == "$":
        return
    name = value.get("node", "Notes")
    known = _KNOWN.get(name) if isinstance(name, str) else None
    if known is None:
        raise ExchangeProblem(f"There is no part of a flow called `{name}`.", place)
    for field in value:
        if field not in known:
            raise ExchangeProblem(f"`{name}` has no field `{field}`.", place)


def _known_fields() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {"Notes": frozenset(Notes.__struct_fields__)}
    pending: list[type[Node]] = [Node]
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        found[kind.__name__] = frozenset({"node", *kind.__struct_fields__} - {"span"})
    return found


_KNOWN = _known_fields()
"""The fields of every node by its name, for saying which one is not known."""


def _explained(problem: str) -> ExchangeProblem:
    sentence, _, place = problem.partition(" - at `")
    for word, plainly in _WORDS.items():
        sentence = sentence.replace(word, plainly)
    return ExchangeProblem(f"Something does not belong here: {_lowered(sentence)}.", place.rstrip("`") or "$")


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _check_readable(flow: Flow) -> None:
    """A tree that cannot be written and read again says something no flow can say."""
    try:
        same = parse(normalise(print_flow(flow))).flow == flow
    except (SourceProblem, ArithmeticError, KeyError, TypeError, ValueError, RecursionError):
        same = False
    if not same:
        raise ExchangeProblem("This flow holds something that cannot be written as text.")
