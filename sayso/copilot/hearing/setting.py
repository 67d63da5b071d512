"""Which field of a record is set, and to what."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.copilot.hearing.reach import quoted
from sayso.copilot.hearing.text import Line, as_typed
from sayso.copilot.hearing.words import Word
from sayso.dsl.catalog import RecordType
from sayso.dsl.types import Row

if TYPE_CHECKING:
    from sayso.copilot.hearing.bringing import Bringing


def field_and_value(
    writer: "Bringing", words: list[Word], path: str, member: Callable[[str], str]
) -> tuple[str, str] | None:
    """ "set the next step to 'Send contract'": the field and its value, in the language; `member` finds somebody."""
    record = path.removeprefix("@").split(".")[-1]
    declared = writer.catalog.records.get(record if record in writer.catalog.records else "contact")
    line = Line(words)
    quotes = [word.value for word in words if word.kind == "quote"]
    match = re.search(r"(?<!\S)(?:to|as|=|:|with|it is|is now) (?P<value>\S.*)$", line.norm)
    if declared is None:
        return None
    value = (
        quotes[-1]
        if quotes and (match is None or "Q" in match["value"])
        else as_typed(line.of(match, "value").words[:4], writer.request)
        if match
        else None
    )
    named = next(
        (
            field
            for field in _fields(declared)
            if any(re.search(rf"(?<!\S){re.escape(word.lower())}(?!\S)", line.norm) for word in (field[0], *field[2]))
            or field[0] in quotes
        ),
        None,
    )
    if named is None and re.match(r"(?:\S+ )?(?:mark|set|flag|put|tag|update|change|switch) ", line.norm):
        named = next((field for field in _fields(declared) if field[0] == "status"), None)
        writer.assume("it is the status that changes", [], "")
    if named is None or value is None:
        return None
    if named[1].removesuffix("?") == "person":
        return named[0], member(value)
    return named[0], quoted(value) if named[1] in ("text", "text?") or not re.fullmatch(r"[\d.]+", value) else value


def _fields(declared: RecordType) -> list[tuple[str, str, tuple[str, ...]]]:
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for field in declared.fields:
        if field.name == "custom" and isinstance(field.type, Row):
            found.extend((name, str(kind), ()) for name, kind in field.type.fields)
        elif field.writable:
            found.append((field.name, str(field.type), field.words))
    return sorted(found, key=lambda one: -len(one[0]))
