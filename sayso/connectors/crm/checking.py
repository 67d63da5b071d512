"""Whether a value may stand in a field of a record, and the form in which it is kept."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from sayso.connectors.addresses import is_email
from sayso.connectors.shape import ToolError
from sayso.dsl.types import Choice, ListOf, RecordOf, Scalar, Type, may_be_missing, present
from sayso.dsl.values import Money, Percent, as_number, clean


def checked(name: str, kind: Type, value: object, currency: str) -> object:
    """The value as field `name` keeps it; raises `ToolError` in a plain sentence where it does not fit."""
    if value is None:
        if may_be_missing(kind):
            return None
        raise ToolError("invalid", f"`{name}` must not be empty.")
    match present(kind):
        case Scalar("money") if not isinstance(value, Money):
            return Money(Decimal(_number(name, value, "an amount")), currency)
        case Scalar(scalar):
            return SCALARS[scalar](name, value)
        case Choice(options):
            return _choice(name, value, options)
        case RecordOf(record):
            return _record(name, value, record)
        case ListOf():
            return _texts(name, value)
        case other:
            raise ToolError("invalid", f"`{name}` cannot hold {other}.")


def _wrong(name: str, wanted: str) -> ToolError:
    return ToolError("invalid", f"`{name}` needs {wanted}.")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "a text")
    return clean(value)


def _email(name: str, value: object) -> str:
    address = _text(name, value).strip()
    if not is_email(address):
        raise ToolError("invalid", f"Invalid email address: {address[:100]}")
    return address


def _number(name: str, value: object, wanted: str = "a number") -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(name, wanted)
    number = as_number(value)
    if number is None:
        raise _wrong(name, "a smaller number")
    return number


def _percent(name: str, value: object) -> Percent:
    if not isinstance(value, Percent):
        raise _wrong(name, "a percentage, like 10%")
    return value


def _money(name: str, value: object) -> Money:
    if not isinstance(value, Money):
        raise _wrong(name, "an amount of money")
    return value


def _boolean(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name, "true or false")
    return value


def _date(name: str, value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise _wrong(name, "a date")
    return value


def _moment(name: str, value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise _wrong(name, "a date with a time")
    return value


def _time(name: str, value: object) -> time:
    if not isinstance(value, time):
        raise _wrong(name, "a time of day")
    return value


def _choice(name: str, value: object, options: tuple[str, ...]) -> str:
    if value not in options:
        raise _wrong(name, "one of " + ", ".join(f'"{option}"' for option in options))
    return str(value)


def _record(name: str, value: object, record: str) -> dict[str, Any]:
    same = ("company", "customer") if record in ("company", "customer") else (record,)
    if not isinstance(value, dict) or value.get("type") not in same or not value.get("id"):
        raise _wrong(name, f"a {record}")
    return value


def _texts(name: str, value: object) -> list[str]:
    if not isinstance(value, list):
        raise _wrong(name, "a list of texts")
    return list(dict.fromkeys(_text(name, item) for item in value))


SCALARS: Final[dict[str, Callable[[str, object], object]]] = {
    "text": _text,
    "email": _email,
    "url": _text,
    "phone": _text,
    "number": _number,
    "percent": _percent,
    "money": _money,
    "boolean": _boolean,
    "date": _date,
    "datetime": _moment,
    "time": _time,
}
