"""Plain data from outside (world files, CSV cells, tools' answers, inputs) turned into values of the types declared.

What does not fit is refused with the place where it stands, never guessed; texts, lists and depth are bounded. An empty
cell counts as missing. Fields nobody uses are left out, or refused with the nearest name.
"""

from collections.abc import Mapping
from datetime import UTC, date, time, tzinfo
from decimal import Decimal
from typing import Any, Final

import msgspec

from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import RecordType
from sayso.dsl.diagnostics import nearest
from sayso.dsl.render import list_words
from sayso.dsl.scalars import SCALARS
from sayso.dsl.types import Choice, ListOf, Optional, RecordOf, Row, Scalar, Type, Unknown
from sayso.dsl.values import MAX_DEPTH, MAX_LIST, MAX_TEXT, Money, Percent, clean

MAX_VALUES: Final = 2_000_000
"""No piece of data holds more values than this."""
_SHOWN: Final = 40


class WrongType(ValueError):
    """Data that is not what its type says: where it stands, and why, in a plain sentence."""

    def __init__(self, where: str, sentence: str) -> None:
        """Keep both apart, for whoever shows them."""
        super().__init__(f"{where}: {sentence}" if where else sentence)
        self.where = where
        self.sentence = sentence


def coerce(
    value: object,
    type: Type,
    records: Mapping[str, RecordType],
    where: str = "",
    used: Mapping[str, set[str]] | None = None,
    currency: str = "USD",
    zone: tzinfo = UTC,
) -> Any:
    """The value of that type which plain data stands for; WrongType where it stands for none.

    `used` are the fields to keep of each record type (types not in it keep all): others are then dropped without a
    word, else a field the type lacks is refused. `currency` is that of bare amounts, `zone` of times without one.
    """
    return _Reader(records, used, currency, zone, where).read(value, type, where, 0)


class _Reader(msgspec.Struct):
    """One reading: what it needs to know, and how many values it has seen."""

    records: Mapping[str, RecordType]
    used: Mapping[str, set[str]] | None
    currency: str
    zone: tzinfo
    root: str
    seen: int = 0

    def read(self, value: object, type: Type, where: str, depth: int) -> object:
        """The value of that type."""
        self.seen += 1
        if depth > MAX_DEPTH:
            raise WrongType(where, f"this lies more than {MAX_DEPTH} levels deep")
        if self.seen > MAX_VALUES:
            raise WrongType(where, f"this holds more than {MAX_VALUES:,} values")
        if isinstance(type, Optional):
            return None if _is_absent(value, type.of) else self.read(value, type.of, where, depth)
        if isinstance(type, Unknown):
            return self.plain(value, where, depth)
        if _is_absent(value, type):
            raise WrongType(where, f"this needs {_wanted(type)} and is missing")
        match type:
            case Scalar():
                return self.scalar(value, type, where)
            case Choice():
                return _choice(value, type, where)
            case ListOf():
                items = _listed(value, type, where)
                return [self.read(item, type.item, f"{where}[{n}]", depth + 1) for n, item in enumerate(items)]
            case RecordOf():
                return self.record(_named(value, type, where), type, where, depth)
            case Row():
                return self.row(_named(value, type, where), type, where, depth)

    def scalar(self, value: object, type: Scalar, where: str) -> object:
        """One plain value."""
        read = SCALARS[type.name](value, self.currency, self.zone)
        if read is None:
            raise _refused(value, type, where)
        if isinstance(read, str) and len(read) > MAX_TEXT:
            raise WrongType(where, f"this text is longer than {MAX_TEXT:,} characters")
        return read

    def record(self, given: dict[str, object], type: RecordOf, where: str, depth: int) -> dict[str, object]:
        """A record with its `type` and `id`, and those of its fields that are there."""
        known = self.records.get(type.name)
        if known is None:
            raise WrongType(where, f"`{type.name}` is no kind of record here")
        if given.get("type", type.name) != type.name and known.field("type") is None:
            raise _refused(given["type"], type, _inside(where, "type"))
        identity = given.get("id")
        if identity is not None and (isinstance(identity, bool) or not isinstance(identity, str | int)):
            raise _refused(identity, Scalar("text"), _inside(where, "id"))
        result: dict[str, object] = {
            "type": type.name,
            "id": clean(str(identity)) if identity not in (None, "") else _new_id(self.root, where),
        }
        kept = self.kept(known)
        for name, value in given.items():
            field = known.field(name) if isinstance(name, str) else None
            if name in result:
                continue
            if field is None:
                self.refuse_field(name, [one.name for one in known.fields], type.name, where)
            elif (kept is None or name in kept) and not _is_absent(value, field.type):
                result[name] = self.read(value, field.type, _inside(where, name), depth + 1)
        return result

    def kept(self, known: RecordType) -> set[str] | None:
        """The fields to keep of a record type, None for all."""
        if self.used is None or known.name not in self.used:
            return None
        return {*self.used[known.name], known.title}

    def row(self, given: dict[str, object], type: Row, where: str, depth: int) -> dict[str, object]:
        """A row with every field its type names."""
        fields = dict(type.fields)
        for name in given:
            if name not in fields:
                self.refuse_field(name, list(fields), "row", where)
        return {
            name: self.read(given.get(name), kind, _inside(where, name), depth + 1) for name, kind in fields.items()
        }

    def refuse_field(self, name: object, known: list[str], of: str, where: str) -> None:
        """Say that a field is unknown, unless fields nobody uses are left out anyway."""
        if self.used is not None:
            return
        near = nearest(str(name), known)
        hint = f"; did you mean `{near}`?" if near else ""
        raise WrongType(_inside(where, str(name)), f"a {of} has no field `{_short(name)}`{hint}")

    def plain(self, value: object, where: str, depth: int) -> object:
        """Data of no declared type, as it is: texts, numbers, truths, lists and rows."""
        match value:
            case str():
                return self.scalar(value, Scalar("text"), where)
            case bool() | None:
                return value
            case int() | float() | Decimal():
                return self.scalar(value, Scalar("number"), where)
            case list():
                items = _listed(value, ListOf(Unknown()), where)
                return [self.read(item, Unknown(), f"{where}[{n}]", depth + 1) for n, item in enumerate(items)]
            case dict():
                row = _named(value, Row(()), where)
                return {name: self.read(one, Unknown(), _inside(where, name), depth + 1) for name, one in row.items()}
            case Money() | Percent() | Duration() | date() | time():
                return value
        raise WrongType(where, "this is nothing a flow can hold")


def _is_absent(value: object, type: Type) -> bool:
    return value is None or (value == "" and isinstance(value, str) and type != Scalar("text"))


def _inside(where: str, name: str) -> str:
    return f"{where}.{_short(name)}" if where else _short(name)


def _new_id(root: str, where: str) -> str:
    """An id made of the place: `contacts[3].company` gives "new-4-company", whatever the whole is called."""
    steps = _steps(where[len(root) :])
    start = [step for step in _steps(root) if step.isdigit()]
    start = start if start or (steps and steps[0].isdigit()) else ["0"]
    return "-".join(["new", *(str(int(step) + 1) if step.isdigit() else step for step in start + steps)])


def _steps(where: str) -> list[str]:
    return [step for step in where.replace("]", "").replace("[", ".").split(".") if step]


def _listed(value: object, type: ListOf, where: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise _refused(value, type, where)
    if len(value) > MAX_LIST:
        raise WrongType(where, f"this list has more than {MAX_LIST:,} items")
    return list(value)


def _named(value: object, type: Type, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _refused(value, type, where)
    if len(value) > MAX_LIST:
        raise WrongType(where, f"this has more than {MAX_LIST:,} fields")
    return {clean(str(name)): field for name, field in value.items()}


def _choice(value: object, type: Choice, where: str) -> str:
    text = clean(value).strip() if isinstance(value, str) else _short(value)
    for option in type.options:
        if text == option or text.casefold() == option.casefold():
            return option
    near = nearest(text, list(type.options))
    hint = f"; did you mean `{near}`?" if near else ""
    raise WrongType(where, f"this needs {_wanted(type)}; `{_short(text)}` isn't one{hint}")


def _refused(value: object, type: Type, where: str) -> WrongType:
    return WrongType(where, f"this needs {_wanted(type)}; {_told(value)} isn't one")


def _told(value: object) -> str:
    match value:
        case list() | tuple():
            return "a list"
        case dict():
            return "a row of fields"
    return f"`{_short(value)}`"


def _short(value: object) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else clean(str(value)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _wanted(type: Type) -> str:
    match type:
        case Scalar(name):
            return _NAMED[name]
        case Choice(options):
            quoted = [f"`{option}`" for option in options[:20]]
            return "one of " + list_words(quoted) if len(quoted) > 1 else "".join(quoted)
        case ListOf():
            return "a list"
        case RecordOf(name):
            return f"{'an' if name[:1] in 'aeiou' else 'a'} {name} with its fields"
    return "a row of fields"


_NAMED: Final[dict[str, str]] = {
    "text": "a text",
    "number": "a number",
    "percent": "a percent, as in `10%`",
    "money": "an amount of money, as in `$50k` or `EUR 120`",
    "boolean": "`true` or `false`",
    "date": "a date, as in `2026-03-01`",
    "time": "a time, as in `09:00`",
    "datetime": "a date and time, as in `2026-03-01 09:00`",
    "duration": "a length of time, as in `5 days`",
    "email": "an email address",
    "url": "a web address",
    "phone": "a phone number",
}
