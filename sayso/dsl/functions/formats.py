"""`format`: a value written after a pattern, or the way people write it.

Patterns: for dates and times letters as in `d MMMM yyyy`, `EEEE HH:mm`; for numbers digits as in `0.00`, `#,##0`.
Whatever else stands in a pattern stays as it is.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from sayso.dsl.calendar import local
from sayso.dsl.functions.shape import Function, FunctionParameter, Site
from sayso.dsl.render import MONTHS, number_words, render
from sayso.dsl.types import TEXT, UNKNOWN
from sayso.dsl.values import CONTEXT, MAX_TEXT, Money, Number, Percent

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOMENT: Final = r"'[^']*'|yyyy|yy|MMMM|MMM|MM|M|dd|d|EEEE|EEE|HH|H|hh|h|mm|ss|a"
_DIGITS: Final = r"[#0](?:[#0,]*[#0])?(?:\.0{1,10})?"


def _format(site: Site, value: object, pattern: str | None) -> str | None:
    if pattern is None:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return _grouped(value)
        return _shown(site, value)
    match value:
        case bool():
            return _shown(site, value)
        case int() | Decimal():
            return _number(value, pattern)
        case Money(amount, _):
            return _number(amount, pattern)
        case Percent(share):
            return _number(share, pattern)
        case datetime():
            return _moment(local(value, site.setting.zone), pattern)
        case date():
            return _moment(datetime.combine(value, time(0)), pattern)
        case time():
            return _moment(datetime.combine(date(2000, 1, 1), value), pattern)
    return _shown(site, value)


def _grouped(value: Number) -> str:
    whole, point, rest = number_words(value).partition(".")
    minus = "-" if whole.startswith("-") else ""
    return f"{minus}{int(whole.removeprefix('-')):,}{point}{rest}"


def _shown(site: Site, value: object) -> str | None:
    return render(value, site.types[0] or UNKNOWN, site.setting.zone, site.setting.titles)


def _number(value: Number, pattern: str) -> str:
    found = re.search(_DIGITS, pattern)
    if found is None:
        return pattern[:MAX_TEXT]
    places = len(found[0].partition(".")[2])
    exact = Decimal(value).quantize(Decimal((0, (1,), -places)), context=CONTEXT)
    exact = exact if exact.is_finite() else Decimal(value)
    digits = f"{exact:,.{places}f}" if "," in found[0] else f"{exact:.{places}f}"
    return (pattern[: found.start()] + digits + pattern[found.end() :])[:MAX_TEXT]


def _moment(clock: datetime, pattern: str) -> str:
    return re.sub(_MOMENT, lambda found: _piece(clock, found[0]), pattern[:1_000])


def _piece(clock: datetime, token: str) -> str:
    hour = clock.hour % 12 or 12
    pieces = {
        "yyyy": f"{clock.year:04}",
        "yy": f"{clock.year % 100:02}",
        "MMMM": MONTHS[clock.month - 1],
        "MMM": MONTHS[clock.month - 1][:3],
        "MM": f"{clock.month:02}",
        "M": str(clock.month),
        "dd": f"{clock.day:02}",
        "d": str(clock.day),
        "EEEE": WEEKDAYS[clock.weekday()],
        "EEE": WEEKDAYS[clock.weekday()][:3],
        "HH": f"{clock.hour:02}",
        "H": str(clock.hour),
        "hh": f"{hour:02}",
        "h": str(hour),
        "mm": f"{clock.minute:02}",
        "ss": f"{clock.second:02}",
        "a": "AM" if clock.hour < 12 else "PM",
    }
    return pieces.get(token, token[1:-1] or "'")


FORMATS: Final = (
    Function(
        "format",
        "the value as people write it, or after a pattern such as `d MMMM yyyy` or `#,##0.00`",
        (FunctionParameter("value", "anything"), FunctionParameter("pattern", "a text", required=False)),
        TEXT,
        _format,
        "format($50k)",
        "$50,000",
    ),
)
"""The function that writes values after a pattern."""
