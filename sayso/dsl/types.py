"""The types a value can have, and the few questions asked of them: fits, joins, may be missing.

Shapes only; what a record's fields are is the catalog's to say.
"""

from typing import Literal

import msgspec

ScalarName = Literal[
    "text", "number", "percent", "money", "boolean", "date", "time", "datetime", "duration", "email", "url", "phone"
]


class Scalar(msgspec.Struct, frozen=True, tag=True, gc=False):
    """`text`, `number`, …"""

    name: ScalarName

    def __str__(self) -> str:
        return self.name


class Choice(msgspec.Struct, frozen=True, tag=True, gc=False):
    """`"free" | "pro"`"""

    options: tuple[str, ...]

    def __str__(self) -> str:
        return " | ".join(f'"{option}"' for option in self.options)


class RecordOf(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A record of a type the catalog knows: `contact`, `deal`, `person`, …"""

    name: str

    def __str__(self) -> str:
        return self.name


class Row(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A plain row made by `record(…)` or given by a tool: named fields, no identity."""

    fields: tuple[tuple[str, "Type"], ...]

    def __str__(self) -> str:
        return "record(" + ", ".join(f"{name}: {kind}" for name, kind in self.fields) + ")"


class ListOf(msgspec.Struct, frozen=True, tag=True, gc=False):
    """`list of text`; `item` is Unknown for an empty list"""

    item: "Type"

    def __str__(self) -> str:
        return f"list of {self.item}"


class Optional(msgspec.Struct, frozen=True, tag=True, gc=False):
    """`text?`: never nested"""

    of: "Type"

    def __str__(self) -> str:
        return f"{self.of}?"


class Unknown(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The type of what was already reported, of `[]` and of `missing`: fits everywhere, so no finding follows it."""

    def __str__(self) -> str:
        return "anything"


Type = Scalar | Choice | RecordOf | Row | ListOf | Optional | Unknown

TEXT, NUMBER, PERCENT, MONEY = Scalar("text"), Scalar("number"), Scalar("percent"), Scalar("money")
BOOLEAN, DATE, TIME, DATETIME = Scalar("boolean"), Scalar("date"), Scalar("time"), Scalar("datetime")
DURATION, EMAIL, URL, PHONE = Scalar("duration"), Scalar("email"), Scalar("url"), Scalar("phone")
PERSON = RecordOf("person")
UNKNOWN = Unknown()

TEXTLIKE = frozenset({"text", "email", "url", "phone"})
"""Scalars whose values are texts, so that each may be used where `text` is wanted."""


def optional(kind: Type) -> Type:
    """The type that may also be missing."""
    return kind if isinstance(kind, Optional | Unknown) else Optional(kind)


def present(kind: Type) -> Type:
    """The type once a value is known to be there."""
    return kind.of if isinstance(kind, Optional) else kind


def may_be_missing(kind: Type) -> bool:
    """Whether a value of this type can be missing."""
    return isinstance(kind, Optional)


def is_textlike(kind: Type) -> bool:
    """Whether a value of this type is a text of some sort: text, email, url, phone or a choice."""
    return isinstance(kind, Choice) or (isinstance(kind, Scalar) and kind.name in TEXTLIKE)


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of type `given` may stand where `wanted` is asked for. Says nothing about missing values."""
    given, wanted = present(given), present(wanted)
    if isinstance(given, Unknown) or isinstance(wanted, Unknown) or given == wanted:
        return True
    match given, wanted:
        case Choice(), Choice():
            return set(given.options) <= set(wanted.options)
        case _, Scalar("text"):
            return is_textlike(given)
        case Scalar("date"), Scalar("datetime"):
            return True
        case Scalar("text"), Scalar("email" | "url" | "phone"):
            return True
        case Scalar("email" | "url" | "phone"), Scalar("email" | "url" | "phone"):
            return False
        case ListOf(), ListOf():
            return fits(given.item, wanted.item)
        case Row(), Row():
            return _rows_fit(given, wanted)
    return False


def _rows_fit(given: Row, wanted: Row) -> bool:
    has = dict(given.fields)
    return all((name in has and fits(has[name], kind)) or may_be_missing(kind) for name, kind in wanted.fields)


def join(one: Type, other: Type) -> Type | None:
    """The type of a value that is one or the other, or None where they have nothing in common."""
    missing = may_be_missing(one) or may_be_missing(other)
    a, b = present(one), present(other)
    joined = _joined(a, b)
    return None if joined is None else (optional(joined) if missing else joined)


def _joined(a: Type, b: Type) -> Type | None:
    if isinstance(a, Unknown) or a == b:
        return b
    if isinstance(b, Unknown):
        return a
    match a, b:
        case Choice(), Choice():
            return Choice(tuple(dict.fromkeys(a.options + b.options)))
        case ListOf(), ListOf():
            item = join(a.item, b.item)
            return None if item is None else ListOf(item)
        case Scalar("date" | "datetime"), Scalar("date" | "datetime"):
            return DATETIME
    return TEXT if is_textlike(a) and is_textlike(b) else None
