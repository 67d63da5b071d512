"""Literals of every type, with the odd ones among them."""

from datetime import date, time
from decimal import Decimal

from sayso.dsl import expressions as e
from sayso.dsl.types import Choice, Scalar, Type, present
from tests.properties.generating.chance import Chance

WORDS = (
    "CEO", "VP of Sales", "Ann", "it's", "hot", "no-reply", "", "  two  words ", "Grüße", "日本", "100%", "a}b", "a@b",
    "ends with a dot.", "{", "@", 'say "hi"', "back\\slash", "# no comment", "line\nbreak",
)  # fmt: skip
ADDRESSES = ("c1@acme.example", "c2@acme.example", "C3@Acme.example", "sales@elsewhere.example")
UNITS: tuple[e.Unit, ...] = ("minutes", "hours", "days", "business days", "weeks", "months", "years")
DAYS = (date(2026, 3, 1), date(2024, 2, 29), date(2026, 12, 31), date(2027, 10, 31))
TIMES = (time(9), time(0), time(23, 59), time(14, 30))
AMOUNTS = ("0", "1", "2", "7", "10", "50", "0.5", "1250.50", "1000", "250000")


def literal(chance: Chance, kind: Type) -> e.Expression | None:
    """A literal of the type; None where there is none."""
    here = present(kind)
    if isinstance(here, Choice):
        return text(chance.one(here.options))
    return _SCALARS[here.name](chance) if isinstance(here, Scalar) and here.name in _SCALARS else None


def text(words: str) -> e.Text:
    """A plain text."""
    return e.Text(parts=(words,) if words else ())


def decimal(chance: Chance) -> Decimal:
    """A number as flows write it."""
    return Decimal(chance.one(AMOUNTS))


def length(chance: Chance, most_days: int = 60) -> e.Duration:
    """A duration that is not too long."""
    unit = chance.one(UNITS)
    days = {"minutes": 0, "hours": 0, "days": 1, "business days": 2, "weeks": 7, "months": 31, "years": 366}[unit]
    most = 90 if not days else most_days // days
    return (
        e.Duration(count=Decimal(chance.number(1, most)), unit=unit)
        if most
        else e.Duration(count=Decimal(1), unit="days")
    )


def moment(chance: Chance) -> e.DateTime:
    """A date with a time."""
    return e.DateTime(date=chance.one(DAYS), time=chance.one(TIMES))


_SCALARS = {
    "text": lambda chance: text(chance.one(WORDS)),
    "email": lambda chance: text(chance.one(ADDRESSES)),
    "url": lambda chance: text(chance.one(("https://acme.example", "https://acme.example/a?b=c"))),
    "phone": lambda chance: text(chance.one(("+49 30 123456", "+1 202 555 0100"))),
    "number": lambda chance: e.Number(value=decimal(chance)),
    "percent": lambda chance: e.Percent(value=decimal(chance)),
    "money": lambda chance: e.Money(amount=decimal(chance), currency=chance.one(("USD", "USD", "EUR", "GBP"))),
    "boolean": lambda chance: e.Boolean(value=chance.yes()),
    "date": lambda chance: e.Date(value=chance.one(DAYS)),
    "time": lambda chance: e.Time(value=chance.one(TIMES)),
    "datetime": moment,
    "duration": length,
}
