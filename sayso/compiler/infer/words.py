"""How kinds of values and pieces of a flow are called in a sentence for people."""

from typing import assert_never

from sayso.dsl.expressions import Expression, Field, Index, Name
from sayso.dsl.types import Choice, ListOf, Optional, RecordOf, Row, Scalar, Type, Unknown

SPOKEN = {
    "text": "a text",
    "number": "a number",
    "percent": "a percentage",
    "money": "an amount of money",
    "boolean": "a yes or no",
    "date": "a date",
    "time": "a time of day",
    "datetime": "a date with a time",
    "duration": "a length of time such as `5 days`",
    "email": "an email address",
    "url": "a web address",
    "phone": "a phone number",
}
MANY = {
    "text": "texts",
    "number": "numbers",
    "percent": "percentages",
    "money": "amounts of money",
    "boolean": "yes-or-no values",
    "date": "dates",
    "time": "times of day",
    "datetime": "dates with times",
    "duration": "lengths of time",
    "email": "email addresses",
    "url": "web addresses",
    "phone": "phone numbers",
}
PLURALS = {"company": "companies", "person": "people", "activity": "activities"}


def spoken(kind: Type) -> str:
    """The kind of value as it is named in a sentence: "a date", "a list of contacts"."""
    match kind:
        case Scalar():
            return SPOKEN[kind.name]
        case Choice():
            return "one of " + ", ".join(f'"{option}"' for option in kind.options)
        case RecordOf():
            return f"{_article(kind.name)} {kind.name}" if kind.name != "*" else "a record"
        case Row():
            return "a row of values"
        case ListOf():
            return f"a list of {_many(kind.item)}"
        case Optional():
            return f"{spoken(kind.of)} that may be missing"
        case Unknown():
            return "something not understood"
        case _:
            assert_never(kind)


def _many(kind: Type) -> str:
    if isinstance(kind, Scalar):
        return MANY[kind.name]
    if isinstance(kind, RecordOf):
        return PLURALS.get(kind.name, f"{kind.name}s") if kind.name != "*" else "records"
    if isinstance(kind, ListOf):
        return "lists"
    return "rows" if isinstance(kind, Row) else "values"


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"


def shown(expression: Expression) -> str:
    """A path as it was written, `@contact.company`; other expressions are called `this`."""
    match expression:
        case Name():
            return f"@{expression.name}"
        case Field():
            inner = shown(expression.of)
            return f"{inner}.{expression.name}" if inner != "this" else "this"
        case Index():
            inner = shown(expression.of)
            return f"{inner}[{expression.position}]" if inner != "this" else "this"
        case _:
            return "this"


def listed(names: list[str], most: int = 8) -> str:
    """Names for a sentence: "`to`, `template` and `text`", the first few of many."""
    quoted = [f"`{name}`" for name in names[:most]]
    if len(names) > most:
        return ", ".join(quoted) + " and others"
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted) or "nothing"
