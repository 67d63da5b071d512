"""Values as JSON and back, losing nothing: what the journal keeps and other processes read.

A kind JSON lacks is an object with one `$` key: `{"$money": "12.50", "currency": "EUR"}`. A row of the user's own that
has such a key is wrapped, so nothing in it is ever taken for one. Bad input is refused with a CodecProblem.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

import msgspec

from sayso.dsl.values import SMALL, Duration, Filter, Money, Percent, Value


class CodecProblem(ValueError):
    """A value cannot be written as JSON, or bytes do not hold one; its text is a plain sentence."""


def to_json(value: object) -> bytes:
    """The value as JSON; CodecProblem where it lies too deep or is no value."""
    try:
        return _ENCODER.encode(to_plain(value))
    except RecursionError:
        raise CodecProblem("This value is nested too deeply to be kept.") from None
    except (TypeError, UnicodeError, OverflowError, msgspec.MsgspecError) as problem:
        raise CodecProblem("This value holds something that can't be kept.") from problem


def from_json(data: bytes | str) -> Value:
    """The value that `to_json` wrote; CodecProblem for anything it would not write."""
    try:
        return from_plain(_DECODER.decode(data))
    except RecursionError:
        raise CodecProblem("This value is nested too deeply to be read.") from None
    except CodecProblem:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, msgspec.MsgspecError) as problem:
        raise CodecProblem("This is not a value that was kept here.") from problem


def to_plain(value: object) -> object:
    """The value as what JSON knows: texts, whole numbers, truths, lists and objects."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    write = _WRITERS.get(kind)
    if write is None:
        raise TypeError(f"no value: {kind.__name__}")
    return write(value)


def from_plain(plain: Any) -> Value:
    """The value behind `to_plain`'s result."""
    kind = plain.__class__
    if kind is dict:
        name = next(iter(plain), "")
        if name.startswith("$"):
            return _READERS[name](plain)
        return {key: item if item.__class__ in _PLAIN else from_plain(item) for key, item in plain.items()}
    if kind is list:
        return [item if item.__class__ in _PLAIN else from_plain(item) for item in plain]
    if kind in _PLAIN:
        return plain  # type: ignore[no-any-return]
    if kind is Decimal:
        raise CodecProblem("Numbers that aren't whole are kept as `$number`.")
    raise TypeError


def _write_record(record: dict[str, object]) -> object:
    fields = {_name(name): to_plain(value) for name, value in record.items()}
    return {"$row": fields} if any(name.startswith("$") for name in record) else fields


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("a field's name is a text")
    return name


def _write_whole(number: int) -> object:
    if not -SMALL < number < SMALL:
        raise OverflowError
    return number


def _write_moment(moment: datetime) -> object:
    return {"$datetime": moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"}


def _write_duration(duration: Duration) -> object:
    return {"$duration": {name: amount for name, amount in msgspec.structs.asdict(duration).items() if amount}}


def _write_filter(condition: Filter) -> object:
    return {"$filter": condition.condition, "element": list(condition.element), "values": to_plain(condition.values)}


_LONGEST_NUMBER: Final = 64
_AS_THEY_ARE: Final = frozenset({str, bool, type(None)})
_PLAIN: Final = _AS_THEY_ARE | {int}
"""What JSON knows and is a value as it stands."""
_WRITERS: Final[dict[type, Callable[[Any], object]]] = {
    int: _write_whole,
    list: lambda items: [to_plain(item) for item in items],
    dict: _write_record,
    Decimal: lambda number: {"$number": str(number)},
    Money: lambda money: {"$money": str(money.amount), "currency": money.currency},
    Percent: lambda percent: {"$percent": str(percent.value)},
    datetime: _write_moment,
    date: lambda day: {"$date": day.isoformat()},
    time: lambda clock: {"$time": clock.isoformat()},
    Duration: _write_duration,
    Filter: _write_filter,
}
"""For every kind of value what stands for it in JSON."""


def _read_row(plain: dict[str, Any]) -> Value:
    return {name: from_plain(value) for name, value in plain["$row"].items()}


def _exact(text: object) -> Decimal:
    number = Decimal(text) if isinstance(text, str) and len(text) < _LONGEST_NUMBER else Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        raise ValueError("no number")
    return number


def _read_moment(plain: dict[str, Any]) -> Value:
    return _moment(plain["$datetime"])


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime:
    """An instant; a journal names each of its own several times."""
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def _read_filter(plain: dict[str, Any]) -> Value:
    condition, values, element = plain["$filter"], from_plain(plain["values"]), from_plain(plain["element"])
    if not isinstance(values, dict) or not isinstance(element, list) or not isinstance(condition, str):
        raise TypeError("no filter")
    return Filter(condition, tuple(str(name) for name in element), dict(values.items()))


_READERS: Final[dict[str, Callable[[dict[str, Any]], Value]]] = {
    "$row": _read_row,
    "$number": lambda plain: _exact(plain["$number"]),
    "$money": lambda plain: Money(_exact(plain["$money"]), plain["currency"]),
    "$percent": lambda plain: Percent(_exact(plain["$percent"])),
    "$datetime": _read_moment,
    "$date": lambda plain: date.fromisoformat(plain["$date"]),
    "$time": lambda plain: time.fromisoformat(plain["$time"]),
    "$duration": lambda plain: msgspec.convert(plain["$duration"], type=Duration),
    "$filter": _read_filter,
}
"""For every `$` key how its value is read."""
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(float_hook=Decimal)
