"""Values in one plain form, so that both sides' traces can be laid side by side: a record is its type and id."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sayso.dsl.calendar import Duration, duration_words
from sayso.dsl.render import money_words, number_words
from sayso.dsl.values import Filter, Money, Percent


def plain(value: Any) -> Any:
    """The value in letters, lists and rows."""
    match value:
        case None | bool() | str():
            return value
        case int() | Decimal():
            return f"number {number_words(value)}"
        case Money():
            return f"{money_words(value)} ({number_words(value.amount)})"
        case Percent():
            return f"{number_words(value.value)}%"
        case datetime() | date() | time():
            return f"{type(value).__name__} {value.isoformat()}"
        case Duration():
            return f"for {duration_words(value)}"
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return _record(value)
        case Filter():
            return "a condition"
    return "a condition" if callable(value) else repr(value)


def _record(value: dict[str, Any]) -> Any:
    if "type" in value and "id" in value:
        return f"{value['type']}:{value['id']}"
    return {name: shown for name, item in sorted(value.items()) if (shown := plain(item)) is not None}
