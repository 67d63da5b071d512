"""Plain data read as the scalar types: a JSON number or a CSV cell as money, a date, an email address …

Each reading takes the value, the currency of bare amounts and the zone of times without one; None: it does not fit.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import Final

from sayso.dsl.calendar import Duration, local, parse_duration, start_of_day
from sayso.dsl.readings import read_boolean, read_date, read_datetime, read_money, read_number, read_percent, read_time
from sayso.dsl.values import CONTEXT, MAX_TEXT, Money, Percent, as_number, clean

_LONG: Final = 120
"""No date, number or amount is written with more characters."""
_SCRIPTS: Final = ("javascript:", "data:", "vbscript:", "file:")


def _text(value: object, currency: str, zone: tzinfo) -> object:
    match value:
        case str():
            return clean(value[: MAX_TEXT + 1])
        case bool():
            return None
        case int() | float() | Decimal():
            number = _exact(value)
            return None if number is None else f"{number:f}" if isinstance(number, Decimal) else str(number)
    return None


def _number(value: object, currency: str, zone: tzinfo) -> object:
    return _exact(value)


def _exact(value: object) -> int | Decimal | None:
    match value:
        case bool():
            return None
        case int():
            return as_number(value) if value.bit_length() < 100 else None
        case float():
            return as_number(CONTEXT.create_decimal(repr(value)))
        case Decimal():
            return as_number(value)
        case str():
            return read_number(value[:_LONG])
    return None


def _money(value: object, currency: str, zone: tzinfo) -> object:
    match value:
        case Money():
            return value
        case str():
            return read_money(value[:_LONG], currency)
        case {"amount": amount, **rest} if set(rest) <= {"currency"}:
            letters: object = rest.get("currency") or currency
            number = _exact(amount)
            known = isinstance(letters, str) and len(letters) == 3 and letters.isascii() and letters.isalpha()
            return Money(Decimal(number), str(letters).upper()) if number is not None and known else None
    number = _exact(value)
    return None if number is None else Money(Decimal(number), currency)


def _percent(value: object, currency: str, zone: tzinfo) -> object:
    if isinstance(value, Percent):
        return value
    if isinstance(value, str):
        return read_percent(value[:_LONG])
    number = _exact(value)
    return None if number is None else Percent(Decimal(number))


def _boolean(value: object, currency: str, zone: tzinfo) -> object:
    return read_boolean(value[:_LONG]) if isinstance(value, str) else value if isinstance(value, bool) else None


def _date(value: object, currency: str, zone: tzinfo) -> object:
    match value:
        case datetime():
            return local(_aware(value, zone), zone).date()
        case date():
            return value
        case str():
            return read_date(value[:_LONG], zone)
    return None


def _aware(value: datetime, zone: tzinfo) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _time(value: object, currency: str, zone: tzinfo) -> object:
    return read_time(value[:_LONG]) if isinstance(value, str) else value if isinstance(value, time) else None


def _datetime(value: object, currency: str, zone: tzinfo) -> object:
    match value:
        case datetime():
            return _aware(value, zone)
        case date():
            return start_of_day(value, zone)
        case str():
            return read_datetime(value[:_LONG], zone)
    return None


def _duration(value: object, currency: str, zone: tzinfo) -> object:
    if isinstance(value, str):
        return _parsed_duration(value[:_LONG])
    return value if isinstance(value, Duration) else None


def _parsed_duration(text: str) -> Duration | None:
    try:
        return parse_duration(text)
    except OverflowError:
        return None


def _email(value: object, currency: str, zone: tzinfo) -> object:
    text = clean(value).strip() if isinstance(value, str) and len(value) < 1_000 else ""
    name, at, domain = text.rpartition("@")
    return text if at and name and domain and not any(c.isspace() or c in "<>,;" for c in text) else None


def _url(value: object, currency: str, zone: tzinfo) -> object:
    text = clean(value).strip() if isinstance(value, str) and len(value) < 10_000 else ""
    bad = not text or any(c.isspace() or not c.isprintable() for c in text) or text.lower().startswith(_SCRIPTS)
    return None if bad else text


def _phone(value: object, currency: str, zone: tzinfo) -> object:
    text = clean(value).strip() if isinstance(value, str) and len(value) < 100 else ""
    return text if sum(c.isdigit() for c in text) >= 3 else None


SCALARS: Final[dict[str, Callable[[object, str, tzinfo], object]]] = {
    "text": _text, "number": _number, "percent": _percent, "money": _money, "boolean": _boolean, "date": _date,
    "time": _time, "datetime": _datetime, "duration": _duration, "email": _email, "url": _url, "phone": _phone,
}  # fmt: skip
"""For every scalar type its reading; None refuses."""
