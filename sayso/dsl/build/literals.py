"""Builders of literals: texts and their holes, numbers, money, durations, dates."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Any

from sayso.dsl.build.parts import Refused
from sayso.dsl.expressions import (
    Boolean,
    Date,
    DateTime,
    Duration,
    Expression,
    Field,
    Index,
    Missing,
    Money,
    Name,
    Number,
    Percent,
    Text,
    Time,
    Todo,
    Unit,
)
from sayso.dsl.lalr import Builder
from sayso.dsl.span import Span

MOST_DIGITS = 28
_ESCAPE = re.compile(r'@@|\{\{|\\"|\\\\')
_STEP = re.compile(r"@(\w+)|\.(\w+)|\[(\d+)\]")
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
_SCALES = {"k": 1_000, "m": 1_000_000}
_UNITS: dict[str, Unit] = {
    "minute": "minutes", "hour": "hours", "day": "days", "business day": "business days",
    "week": "weeks", "month": "months", "year": "years",
}  # fmt: skip

_LONGEST = 1_000_000_000
"""Of any unit: longer than the calendar, and short enough to be counted with."""


def text(pieces: list[Any], start: int, end: int) -> Text:
    """A text on one line: raw pieces (str) and holes (lists)."""
    return Text(_joined(pieces), span=Span(start, end))


def long_text(pieces: list[Any], start: int, end: int) -> Text:
    """A text between triple quotes, its common indentation taken away."""
    return Text(_joined(_dedented(pieces)), span=Span(start, end))


def plain(pieces: list[str], start: int, end: int) -> str:
    """A title or a name: a text that cannot hold data."""
    return unescaped(pieces[0]) if pieces else ""


def long_plain(pieces: list[str], start: int, end: int) -> str:
    """A plain text between triple quotes."""
    return unescaped("".join(_dedented(["".join(pieces)])))


def unescaped(raw: str) -> str:
    """The characters that raw text stands for."""
    if "@@" in raw or "{{" in raw or "\\" in raw:
        return _ESCAPE.sub(lambda found: found[0][-1], raw)
    return raw


def _joined(pieces: list[Any]) -> tuple[str | Expression, ...]:
    """Parts of a text: raw pieces unescaped, plain texts in holes folded in, neighbours merged, empty ones dropped."""
    parts: list[Any] = []
    for piece in pieces:
        for part in (unescaped(piece),) if isinstance(piece, str) else _unfolded(piece):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
    return tuple(parts)


def _unfolded(hole: list[Any]) -> list[Any]:
    found: list[Any] = []
    for part in hole:
        if isinstance(part, Text) and all(isinstance(inner, str) for inner in part.parts):
            found.extend(part.parts)
        else:
            found.append(part)
    return found


def path_in_text(children: list[str], start: int, end: int) -> list[Any]:
    """`@contact.company` in a text as a hole, with the plain `@` that may follow it directly."""
    raw = children[0]
    value: Any = None
    for step in _STEP.finditer(raw):
        span = Span(start, start + step.end())
        name, field, position = step.groups()
        if name:
            value = Name(name, span=span)
        else:
            value = Field(value, field, span=span) if field else Index(value, whole(position, span), span=span)
    return [value, "@"] if raw.endswith("@") else [value]


def hole(children: list[Any], start: int, end: int) -> list[Any]:
    """`{expression}` in a text."""
    return children


def quote_mark(children: list[Any], start: int, end: int) -> str:
    """A lone quote between triple quotes."""
    return '"'


def _dedented(pieces: list[Any]) -> list[Any]:
    """Pieces of a long text without the first line break, the last blank line and the common indentation."""
    pieces = list(pieces) or [""]
    opened = isinstance(pieces[0], str) and re.match(r"[ \t]*\n", pieces[0])
    if opened:
        pieces[0] = pieces[0][opened.end() :]
    if isinstance(pieces[-1], str):
        closing = r"(?:\A|\n)[ \t]*\Z" if opened and len(pieces) == 1 else r"\n[ \t]*\Z"
        pieces[-1] = re.sub(closing, "", pieces[-1])
    rows = [piece.split("\n") if isinstance(piece, str) else piece for piece in _touching(pieces)]
    margin = _common([lead for _, _, lead in _leads(rows, bool(opened))])
    for number, at, _ in _leads(rows, bool(opened), blank=True):
        row = rows[number][at]
        rows[number][at] = row[margin:] if row.strip() or _before_hole(rows, number, at) else ""
    return [
        "\n".join(row) if not isinstance(piece, list) else row
        for row, piece in zip(rows, _touching(pieces), strict=False)
    ]


def _common(leads: list[str]) -> int:
    """How many blanks all rows begin with."""
    first, last = min(leads, default=""), max(leads, default="")
    return next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))


def _touching(pieces: list[Any]) -> list[Any]:
    """Neighbouring raw pieces made one, so that a lone quote does not part a row."""
    merged: list[Any] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def _leads(rows: list[Any], opened: bool, blank: bool = False) -> list[tuple[int, int, str]]:
    """Each row that begins in a raw piece: piece, row, and the blanks it begins with; blank rows only if asked for."""
    found = []
    for number, piece in enumerate(rows):
        if not piece or not isinstance(piece[0], str):
            continue
        for at, row in enumerate(piece):
            if at == 0 and not (number == 0 and opened):
                continue
            if blank or row.strip() or _before_hole(rows, number, at):
                found.append((number, at, row[: len(row) - len(row.lstrip(" \t"))]))
    return found


def _before_hole(rows: list[Any], number: int, at: int) -> bool:
    return at == len(rows[number]) - 1 and number < len(rows) - 1


def whole(digits: str, span: Span) -> int:
    """A whole number, however it is grouped."""
    return int(amount(digits, span))


def amount(digits: str, span: Span) -> Decimal:
    """The value of digits with `_` between them and perhaps a `k` or `m` behind."""
    scale = _SCALES.get(digits[-1:])
    if scale:
        digits = digits[:-1]
    if len(digits) > MOST_DIGITS and len(re.sub(r"[_.]", "", digits)) > MOST_DIGITS:
        raise Refused("number-too-long", span)
    value = Decimal(digits.replace("_", ""))
    if not scale:
        return value
    value *= scale
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def number(children: list[str], start: int, end: int) -> Number:
    """`42`"""
    span = Span(start, end)
    return Number(amount(children[0], span), span=span)


def percent(children: list[str], start: int, end: int) -> Percent:
    """`10%`"""
    span = Span(start, end)
    return Percent(amount(children[0][:-1], span), span=span)


def money(children: list[str], start: int, end: int) -> Money:
    """`$50k`"""
    span = Span(start, end)
    return Money(amount(children[0][1:], span), _CURRENCIES[children[0][0]], span=span)


def duration(children: list[str], start: int, end: int) -> Duration:
    """`5 days`"""
    span = Span(start, end)
    unit = " ".join(children[1].split()).removesuffix("s")
    count = amount(children[0], span)
    if count > _LONGEST:
        raise Refused("duration-too-long", span)
    return Duration(count, _UNITS[unit], span=span)


def day_of(raw: str, span: Span) -> date:
    """A date of the calendar, or a refusal."""
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Refused("no-such-date", span, date=raw) from None


def time_of(raw: str, span: Span) -> time:
    """A time of the day, or a refusal."""
    hour, minute = raw.split(":")
    if int(hour) > 23 or int(minute) > 59:
        raise Refused("no-such-time", span, time=raw)
    return time(int(hour), int(minute))


def a_date(children: list[str], start: int, end: int) -> Date:
    """`2026-03-01`"""
    span = Span(start, end)
    return Date(day_of(children[0], span), span=span)


def a_time(children: list[str], start: int, end: int) -> Time:
    """`09:00`"""
    span = Span(start, end)
    return Time(time_of(children[0], span), span=span)


def moment(children: list[str], start: int, end: int) -> DateTime:
    """`2026-03-01 09:00`"""
    span = Span(start, end)
    return DateTime(day_of(children[0], span), time_of(children[1], span), span=span)


BUILDERS: dict[str, Builder] = {
    "text": text,
    "long_text": long_text,
    "plain": plain,
    "long_plain": long_plain,
    "path_in_text": path_in_text,
    "hole": hole,
    "quote_mark": quote_mark,
    "number": number,
    "percent": percent,
    "money": money,
    "duration": duration,
    "date": a_date,
    "time": a_time,
    "moment": moment,
    "true": lambda _, start, end: Boolean(True, span=Span(start, end)),
    "false": lambda _, start, end: Boolean(False, span=Span(start, end)),
    "missing": lambda _, start, end: Missing(span=Span(start, end)),
    "todo": lambda children, start, end: Todo(children[0], span=Span(start, end)),
}
