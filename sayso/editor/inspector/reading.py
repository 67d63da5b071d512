"""Reads what stands in a field, by the language's own parser; what cannot be read is told in a sentence."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from sayso.compiler.infer.words import spoken
from sayso.dsl import expressions as e
from sayso.dsl.flow import Between, Input, OnManual, Quota
from sayso.dsl.parse import NotAnExpression, parse, parse_expression
from sayso.dsl.statements import TypeText
from sayso.dsl.types import present
from sayso.editor.catalogue import Words
from sayso.editor.inspector.shapes import FormProblem, Kind
from sayso.editor.inspector.slots import Reads, Slot

LONGEST = 160
LITERALS = (
    e.Text, e.Number, e.Percent, e.Money, e.Duration, e.Date, e.Time, e.DateTime, e.Boolean, e.List
)  # fmt: skip
ALLOWED: Mapping[Kind, tuple[type[e.Expression], ...]] = {
    "number": (e.Number, e.Percent, e.Money), "duration": (e.Duration,), "date": (e.Date, e.DateTime),
    "time": (e.Time,),
    "yes-no": (e.Boolean,), "data": (), "person": (), "text": (e.Text,), "list": (e.List,), "template": (e.Text,),
    "stage": (e.Text,),
}  # fmt: skip
"""The literals that may stand in a field of a kind; data and what is worked out may always."""
_WORD = re.compile(r"@?([A-Za-z_]\w*)\Z")
_CLOCK = r"(\d{1,2}:\d{2})"
_BETWEEN = re.compile(rf"{_CLOCK}\s+and\s+{_CLOCK}\Z")
_PER = re.compile(r"([\d_]+)\s*(credits|runs|steps)?\s*per\s+(run|hour|day|week|month)\Z")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read(slot: Slot, source: str, say: Words) -> Any:
    """The value that a text says in a slot; raises FormProblem."""
    value = READERS[slot.reads](slot, source.strip(), say)
    if value is None:
        raise needs(slot, source, say)
    return value


def needs(slot: Slot, source: str, say: Words) -> FormProblem:
    """ "This needs a date; 'soon' isn't one." """
    key = slot.kind.replace("-", "_") if slot.reads in ("expression", "text") else slot.reads
    what = say(f"needs.{key}")
    if key == "data" and slot.wanted is not None and not slot.many:
        what = spoken(present(slot.wanted))
    here = " ".join(source.split()).strip('"')
    return FormProblem(say("needs.sentence", what=what, here=here if len(here) <= LONGEST else f"{here[:LONGEST]}…"))


def _expression(slot: Slot, source: str, say: Words) -> Any:
    try:
        value = parse_expression(source)
    except NotAnExpression as problem:
        if slot.kind in ALLOWED:
            return None
        raise FormProblem(problem.diagnostic.sentence) from None
    allowed = ALLOWED.get(slot.kind)
    if slot.many and isinstance(value, e.List):
        return value
    if allowed is not None and isinstance(value, LITERALS) and not isinstance(value, allowed):
        return _mended(slot, value)
    return value


def _mended(slot: Slot, value: Any) -> Any:
    """A text that says a value of the right kind when its quotes are taken away."""
    match value:
        case e.Text(parts=(str(words),)) if slot.kind not in ("data", "person"):
            try:
                bare = parse_expression(words)
            except NotAnExpression:
                return None
            return bare if isinstance(bare, ALLOWED[slot.kind]) else None
        case e.Number() if slot.kind == "text":
            return e.Text((str(value.value),))
    return None


def _text(slot: Slot, source: str, say: Words) -> Any:
    value = _expression(slot, source, say)
    if isinstance(value, e.Name | e.Field | e.Index):
        return e.Text((value,))
    return value if isinstance(value, e.Text) else None


def _title(slot: Slot, source: str, say: Words) -> Any:
    value = _expression(slot, source, say)
    plain = value.parts if isinstance(value, e.Text) else ()
    return plain[0] if len(plain) == 1 and isinstance(plain[0], str) and plain[0].strip() else None


def _length(slot: Slot, source: str, say: Words) -> Any:
    value = _expression(slot, source, say)
    return value if isinstance(value, e.Duration) and value.count > 0 else None


def _count(slot: Slot, source: str, say: Words) -> int | None:
    digits = source.replace("_", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and 0 < int(digits) <= 1_000_000 else None


def _name(slot: Slot, source: str, say: Words) -> str | None:
    found = _WORD.match(source)
    return found.group(1) if found else None


def _kind(slot: Slot, source: str, say: Words) -> TypeText | None:
    read = read_input(f"x: {source}")
    return read.type if read is not None else None


def _input(slot: Slot, source: str, say: Words) -> Input | None:
    return read_input(source)


def read_input(source: str) -> Input | None:
    """`plan: text?` as a line of inputs."""
    parsed = parse(f'flow "A"\non manual with\n  {source}\nend\n') if "\n" not in source else None
    flow = parsed.flow if parsed is not None and not parsed.diagnostics else None
    trigger = flow.triggers[0] if flow is not None and len(flow.triggers) == 1 else None
    inputs = trigger.inputs if isinstance(trigger, OnManual) else ()
    return inputs[0] if len(inputs) == 1 else None


def _flag(slot: Slot, source: str, say: Words) -> bool | None:
    return {"true": True, "false": False}.get(source)


def _choice(slot: Slot, source: str, say: Words) -> str | None:
    return source if any(option.value == source for option in slot.options) else None


def _clock(words: str) -> time | None:
    try:
        return time.fromisoformat(words.zfill(5))
    except ValueError:
        return None


def _times(slot: Slot, source: str, say: Words) -> tuple[time, ...] | None:
    found = [_clock(part.strip()) for part in source.split(",") if part.strip()]
    known = [one for one in found if one is not None]
    return tuple(known) if known and len(known) == len(found) else None


def _date(slot: Slot, source: str, say: Words) -> date | None:
    try:
        return date.fromisoformat(source)
    except ValueError:
        return None


def _month_day(slot: Slot, source: str, say: Words) -> tuple[int, int] | None:
    found = _date(slot, f"2024-{source}", say)
    return (found.month, found.day) if found else None


def _day(slot: Slot, source: str, say: Words) -> int | None:
    found = _count(slot, source, say)
    return found if found is not None and found <= 31 else None


def _between(slot: Slot, source: str, say: Words) -> Between | None:
    found = _BETWEEN.match(source)
    start, end = (_clock(found.group(1)), _clock(found.group(2))) if found else (None, None)
    return Between(start, end) if start is not None and end is not None else None


def _quota(slot: Slot, source: str, say: Words) -> Any:
    found = _PER.match(source)
    return Quota(int(found[1].replace("_", "")), found[3]) if found and not found[2] else None  # type: ignore[arg-type]


def _limit(slot: Slot, source: str, say: Words) -> Any:
    found = _PER.match(source)
    return (int(found[1].replace("_", "")), found[2], found[3]) if found and found[2] else None


def _weekdays(slot: Slot, source: str, say: Words) -> tuple[str, ...] | None:
    days = [part.strip() for part in source.split(",") if part.strip()]
    return tuple(day for day in _DAYS if day in days) if days and set(days) <= set(_DAYS) else None


def _line(slot: Slot, source: str, say: Words) -> Any:
    """A whole step on one line, or a few, that stand in place of one that could not be read."""
    parsed = parse(f'flow "A"\non manual\n{source}\n')
    if parsed.flow is None or parsed.diagnostics:
        raise FormProblem(parsed.diagnostics[0].sentence if parsed.diagnostics else say("inspector.unread"))
    found = parsed.flow.body.statements
    return found[0] if len(found) == 1 else None


READERS: Mapping[Reads, Callable[[Slot, str, Words], Any]] = {
    "expression": _expression, "text": _text, "title": _title, "length": _length, "count": _count, "name": _name,
    "kind": _kind, "flag": _flag, "word": _choice, "times": _times, "date": _date, "day": _day, "between": _between,
    "quota": _quota, "limit": _limit, "input": _input, "weekdays": _weekdays, "month-day": _month_day,
    "line": _line,
}  # fmt: skip
"""How each slot is read; None where it says no such thing."""


def whole(value: e.Expression) -> bool:
    """Whether a value is a plain literal, so that it can never be empty."""
    return isinstance(value, LITERALS)


def number(value: int) -> e.Number:
    """A whole number as it stands in a flow."""
    return e.Number(Decimal(value))
