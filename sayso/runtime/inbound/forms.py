"""A form's or webhook's data fitted to the names its trigger binds: a sentence for each field that does not fit.

The same function serves both: `on form "…" with` and `on webhook "…" with`. Nobody's word becomes a record's id: a form
takes plain values and lists of them, nothing else.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Final

import msgspec

from sayso.compiler.ir import Program, Start
from sayso.dsl.catalog import RecordType
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import Choice, ListOf, Optional, Scalar, Type, may_be_missing, present
from sayso.runtime.inbound.delivery import Delivery, Refused
from sayso.runtime.inbound.limits import FORM, JSON, Unreadable, read_body, unfit

TRAP: Final = "sayso-leave-empty"
"""A field people do not see. Whoever fills it in is a machine. No flow can have a field of that name."""
SUBMISSION: Final = "sayso-submission"
"""The field with the submission's own id: a second click sends the same."""
MAX_TEXT: Final = 20_000
"""No field of a form holds more characters."""
_TOLD: Final = 20
_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with one field."""

    field: str
    sentence: str


class Submission(msgspec.Struct, frozen=True):
    """What a run can be started with: a value for every name bound. `dropped` are fields the flow does not have."""

    id: str
    inputs: dict[str, object]
    dropped: tuple[str, ...] = ()


class Unfit(msgspec.Struct, frozen=True):
    """Why no run can be started, field by field."""

    problems: tuple[Problem, ...]
    dropped: tuple[str, ...] = ()


class Trapped(msgspec.Struct, frozen=True):
    """A machine filled in what nobody sees: to be thanked like anybody, and forgotten."""


class Entry(msgspec.Struct, frozen=True):
    """One field as a form shows it. `kind` is the type's name, "choice" with its options, or "list"."""

    name: str
    label: str
    kind: str
    required: bool
    options: tuple[str, ...] = ()


def start_of(program: Program, kind: str, name: str) -> Start | None:
    """The flow's trigger of that kind and name ("webhook", "inbound-lead")."""
    return next((start for start in program.starts if (start.kind, start.name) == (kind, name)), None)


def entries_of(start: Start) -> tuple[Entry, ...]:
    """The fields a form shows, in the order of the flow."""
    return tuple(_entry(name, kind) for name, kind in start.binds if _plain(kind))


def read_submission(delivery: Delivery) -> tuple[str, dict[str, object]] | Refused:
    """A submission's id and fields, as sent. Without an id of its own it is known by its body."""
    problem = unfit(delivery, (FORM, JSON))
    if problem is not None:
        return problem
    try:
        data = read_body(delivery)
    except Unreadable as unreadable:
        return Refused(400, "body", str(unreadable))
    if not isinstance(data, dict):
        return Refused(400, "body", "Send the form as an object with its fields.")
    given = data.pop(SUBMISSION, None)
    own = isinstance(given, str) and _ID.fullmatch(given)
    return (str(given) if own else hashlib.sha256(delivery.body).hexdigest()), data


def fill(
    start: Start,
    data: Mapping[str, object],
    records: Mapping[str, RecordType],
    id: str,
    currency: str = "USD",
    zone: tzinfo = UTC,
) -> Submission | Unfit | Trapped:
    """The values of the names a form or webhook binds, from plain data; `id` is the submission's or delivery's."""
    public = start.kind == "form"
    if public and data.get(TRAP) not in (None, "", []):
        return Trapped()
    inputs: dict[str, object] = {}
    problems = []
    for name, kind in start.binds:
        try:
            given = _from_public(data.get(name), kind, name) if public else data.get(name)
            inputs[name] = coerce(given, kind, records, name, {}, currency, zone)
        except WrongType as wrong:
            problems.append(Problem(wrong.where or name, _sentence(wrong)))
    known = {name for name, _ in start.binds} | {TRAP, SUBMISSION}
    dropped = tuple(str(name)[:100] for name in data if name not in known)[:_TOLD]
    return Unfit(tuple(problems), dropped) if problems else Submission(id, inputs, dropped)


def _entry(name: str, kind: Type) -> Entry:
    label = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", name).strip()
    label, inner, needed = label[:1].upper() + label[1:].lower(), present(kind), not may_be_missing(kind)
    match inner:
        case Choice(options):
            return Entry(name, label, "choice", needed, options)
        case Scalar(named):
            return Entry(name, label, named, needed)
    return Entry(name, label, "list", needed)


def _plain(kind: Type) -> bool:
    inner = present(kind)
    return isinstance(inner, Scalar | Choice) or (isinstance(inner, ListOf) and isinstance(inner.item, Scalar | Choice))


def _from_public(value: object, kind: Type, name: str) -> object:
    """What a stranger typed: blanks count as missing, one line each makes a list, rows and records are not taken."""
    if not _plain(kind):
        if isinstance(kind, Optional):
            return None
        raise WrongType(name, "this cannot be filled in by a form")
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise WrongType(name, f"this is longer than {MAX_TEXT:,} characters")
        value = value.replace("\r\n", "\n")
        if isinstance(present(kind), ListOf):
            return [line.strip() for line in value.split("\n") if line.strip()] or None
        return value if value.strip() else None
    if isinstance(value, list) and isinstance(present(kind), ListOf):
        return [one for one in value if one not in (None, "")] or None
    return value


def _sentence(wrong: WrongType) -> str:
    if wrong.sentence.endswith(" and is missing"):
        return f"This is missing: it {wrong.sentence.removeprefix('this ').removesuffix(' and is missing')}."
    return wrong.sentence[:1].upper() + wrong.sentence[1:] + "."
