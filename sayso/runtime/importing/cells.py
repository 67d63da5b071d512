"""What one cell of a CSV file means, given the type of the field it goes to and how its column is to be read."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec

from sayso.connectors.addresses import is_email
from sayso.dsl.calendar import at_local
from sayso.dsl.types import Choice, ListOf, Scalar, Type, present
from sayso.dsl.values import Money, Percent, as_number, clean

SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
CODES: Final = frozenset(
    "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS INR JPY KRW MXN NOK NZD PLN SEK SGD TRY USD ZAR".split()  # noqa: SIM905
)
YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "wahr"})
NO: Final = frozenset({"no", "n", "false", "0", "nein", "non", "falsch", "-"})
SHORT_DATE: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
DATE_FORMS: Final = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d. %B %Y", "%Y/%m/%d", "%Y.%m.%d")
MULTIPLES: Final = {"k": 1_000, "m": 1_000_000}


class CellProblem(Exception):
    """A cell does not hold what its field needs."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Manner(msgspec.Struct, frozen=True):
    """How a column is to be read: `fraction` (0.2 is 20%), `month_first`, `comma` (1.250,5), and its currency."""

    fraction: bool = False
    month_first: bool = False
    comma: bool = False
    currency: str = "USD"
    zone: tzinfo = UTC


def cell_value(text: str, kind: Type, manner: Manner) -> object:
    """The value a filled cell holds; raises `CellProblem`."""
    match present(kind):
        case Scalar(name):
            return READERS[name](text, manner)
        case ListOf():
            return [part for part in (clean(piece.strip()) for piece in re.split(r"[;,|]", text)) if part]
        case Choice(options):
            return _choice(text, options)
        case other:
            raise CellProblem(f"A cell cannot hold {other}.")


def _text(text: str, manner: Manner) -> object:
    return clean(text)


def _email(text: str, manner: Manner) -> object:
    address = text.removeprefix("mailto:").strip()
    if not is_email(address):
        raise CellProblem(f"`{text[:80]}` is not an email address.")
    return address


def number_in(text: str, manner: Manner) -> Decimal:
    """The number a cell shows, with its thousands marks and a `k` or `m` read as they are meant."""
    bare = re.sub(r"[\s\u00a0\u202f'’_]", "", text)
    factor = MULTIPLES.get(bare[-1:].casefold(), 1)
    bare = bare[:-1] if factor > 1 else bare
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare.strip("()")
    bare = bare.replace(".", "").replace(",", ".") if manner.comma else bare.replace(",", "")
    try:
        number = Decimal(bare) * factor
    except InvalidOperation as problem:
        raise CellProblem(f"`{text[:80]}` is not a number.") from problem
    if not number.is_finite():
        raise CellProblem(f"`{text[:80]}` is not a number.")
    return -number if negative else number


def _number(text: str, manner: Manner) -> object:
    number = as_number(number_in(text, manner))
    if number is None:
        raise CellProblem(f"`{text[:80]}` is too large a number.")
    return number


def _percent(text: str, manner: Manner) -> object:
    signed = text.endswith("%")
    number = number_in(text.rstrip("% "), manner)
    return Percent(number * 100 if manner.fraction and not signed else number)


def currency_in(text: str) -> str | None:
    """The currency that a cell or header names, by its sign or its code."""
    sign = next((code for mark, code in SIGNS.items() if mark in text), None)
    words = re.findall(r"[A-Za-z]{3,}", text)
    return sign or next((word.upper() for word in words if word.upper() in CODES), None)


def _money(text: str, manner: Manner) -> object:
    currency = currency_in(text) or manner.currency
    bare = re.sub(r"[€$£¥₹]|\b[A-Za-z]{3}\b", "", text).strip()
    return Money(number_in(bare, manner), currency)


def _boolean(text: str, manner: Manner) -> object:
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    raise CellProblem(f"`{text[:80]}` is neither yes nor no.")


def date_in(text: str, manner: Manner) -> date:
    """The day a cell shows."""
    short = SHORT_DATE.match(text)
    try:
        if short:
            one, two, year = (int(part) for part in short.groups())
            return date(year, one, two) if manner.month_first else date(year, two, one)
        return date.fromisoformat(text[:10])
    except ValueError:
        for form in DATE_FORMS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
    raise CellProblem(f"`{text[:80]}` is not a date.")


def _date(text: str, manner: Manner) -> object:
    return date_in(text, manner)


def _moment(text: str, manner: Manner) -> object:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.combine(date_in(text, manner), _clock_in(text))
    return moment.astimezone(UTC) if moment.tzinfo else at_local(moment, manner.zone)


def _clock_in(text: str) -> time:
    found = re.search(r"\b(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?", text)
    if not found:
        return time(0)
    hour, minute = int(found[1]), int(found[2])
    half = (found[3] or "").casefold()
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else time(0)


def _time(text: str, manner: Manner) -> object:
    return _clock_in(text)


def _choice(text: str, options: tuple[str, ...]) -> str:
    found = next((option for option in options if option.casefold() == text.casefold()), None)
    if found is None:
        raise CellProblem(f"`{text[:80]}` is none of {', '.join(options)}.")
    return found


READERS: Final[dict[str, Callable[[str, Manner], object]]] = {
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
"""How a cell of each scalar type is read."""
