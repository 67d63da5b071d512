"""Plain texts read as values: "$50k", "1,250.50", "10%", "2026-03-01", "9:00".

Each reading gives None where the text does not say such a value; nothing is guessed from a locale.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Final, TypeVar

from sayso.dsl.calendar import EARLIEST, LATEST, at_local, local, start_of_day
from sayso.dsl.values import CONTEXT, Money, Number, Percent, as_number

T = TypeVar("T")
# Compiled by `re` when first met, and kept by it: whoever only checks a flow meets none of them.
_NUMBER: Final = r"(?a)([-+]?)\s*(\d{1,3}(?:[,_]\d{3})+|\d{1,40})?(\.\d{1,40})?(?:[eE]([-+]?\d{1,3}))?\s*([kKmMbB]?)"
_SCALES: Final = {"": 0, "k": 3, "m": 6, "b": 9}
_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "US$": "USD"}
_MONEY: Final = r"(-?)\s*([A-Za-z]{3}|US\$|[$€£¥₹])?\s*([^A-Za-z$€£¥₹]+[kKmMbB]?)\s*([A-Za-z]{3}|[$€£¥₹])?"
_DATE: Final = r"(?a)(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME: Final = r"(?a)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
_ZONE: Final = r"(?ai)\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})$"
_TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def read_number(text: str) -> Number | None:
    """ "42", "-1.5", "1,250.50", "1_000", "50k" """
    found = re.fullmatch(_NUMBER, text.strip())
    if found is None or not (found[2] or found[3]):
        return None
    sign, whole, part, exponent, scale = found.groups()
    digits = (whole or "0").replace(",", "").replace("_", "") + (part or "")
    power = int(exponent or 0) + _SCALES[scale.lower()]
    value = CONTEXT.create_decimal(f"{sign}{digits}E{power}")
    return as_number(value)


def read_money(text: str, currency: str) -> Money | None:
    """ "$50k", "EUR 120", "120 EUR", "-€1,250.50", "50000" (in the currency given)"""
    found = re.fullmatch(_MONEY, text.strip())
    if found is None or (found[2] and found[4]):
        return None
    amount, named = read_number(found[1] + found[3].strip()), found[2] or found[4]
    if amount is None or (found[1] and found[3].strip().startswith(("-", "+"))):
        return None
    return Money(Decimal(amount), _SIGNS.get(named, named.upper()) if named else currency)


def read_percent(text: str) -> Percent | None:
    """ "10%", "12.5 %", "10" """
    amount = read_number(text.strip().removesuffix("%"))
    return None if amount is None else Percent(Decimal(amount))


def read_boolean(text: str) -> bool | None:
    """ "true", "yes", "1" and their opposites"""
    return _TRUTHS.get(text.strip().lower())


def read_date(text: str, zone: tzinfo = UTC) -> date | None:
    """ "2026-03-01"; of a date with a time, the day it falls on in the zone"""
    found = re.fullmatch(_DATE, text.strip())
    if found is None:
        moment = read_datetime(text, zone)
        return None if moment is None else local(moment, zone).date()
    return _or_none(lambda: date(int(found[1]), int(found[2]), int(found[3])))


def read_time(text: str) -> time | None:
    """ "09:00", "9:00", "09:00:30" """
    found = re.fullmatch(_TIME, text.strip())
    return None if found is None else _or_none(lambda: time(int(found[1]), int(found[2]), int(found[3] or 0)))


def read_datetime(text: str, zone: tzinfo = UTC) -> datetime | None:
    """ "2026-03-01 09:00", "2026-03-01T09:00:00Z", "2026-03-01" (its beginning); without an offset, in the zone"""
    text = text.strip()
    if re.fullmatch(_DATE, text):
        day = read_date(text)
        return None if day is None else start_of_day(day, zone)
    offset = re.search(_ZONE, text) if len(text) > 10 else None
    clock = _clock(text[: offset.start()] if offset else text)
    if clock is None:
        return None
    if offset is None:
        return at_local(clock, zone)
    moment = clock.replace(tzinfo=UTC) - _offset(offset[1])
    return moment if EARLIEST < moment < LATEST else None


def _clock(text: str) -> datetime | None:
    day, _, rest = text.replace("T", " ").replace("t", " ").partition(" ")
    found, at = re.fullmatch(_DATE, day), read_time(rest)
    if found is None or at is None:
        return None
    on = read_date(day)
    micro = rest.partition(".")[2][:6].ljust(6, "0")
    if on is None or not EARLIEST.date() < on < LATEST.date():
        return None
    return datetime.combine(on, at.replace(microsecond=int(micro)))


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta()
    digits = text[1:].replace(":", "").ljust(4, "0")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -length if text.startswith("-") else length


def _or_none(make: Callable[[], T]) -> T | None:
    try:
        return make()
    except ValueError:
        return None
