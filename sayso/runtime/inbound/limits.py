"""Reads bodies within limits: JSON and form fields, of one exact content type, never a file.

Size, nesting, lists, numbers and doubled names are bounded, and what a database cannot hold is replaced.
"""

import json
from math import isfinite
from typing import Final
from urllib.parse import parse_qsl

from sayso.dsl.values import MAX_DEPTH, MAX_LIST, clean
from sayso.runtime.inbound.delivery import MAX_BODY, Delivery, Refused

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MAX_FIELDS: Final = 1_000
"""No form has more fields."""
_LONGEST_NUMBER: Final = 64
"""Characters of a number."""
_LARGEST: Final = 10**28


class Unreadable(ValueError):
    """A body that is not taken; the sentence says why."""


def kind_of(delivery: Delivery) -> str:
    """The content type without its parameters, in small letters; "" where there is none, or the text is not UTF-8."""
    kind, _, rest = delivery.headers.get("content-type", "").partition(";")
    for parameter in filter(None, (one.strip().lower() for one in rest.split(";"))):
        if parameter not in ("charset=utf-8", 'charset="utf-8"', "charset=utf8"):
            return ""
    return kind.strip().lower()


def unfit(delivery: Delivery, kinds: tuple[str, ...]) -> Refused | None:
    """Why a body is not even read: too long, compressed, or of another content type."""
    if len(delivery.body) > MAX_BODY:
        return Refused(413, "too-large", f"The body is longer than {MAX_BODY:,} bytes. Nothing of it was kept.")
    if delivery.headers.get("content-encoding", "identity").strip().lower() != "identity":
        return Refused(415, "compressed", "The body is compressed. Send it as it is.")
    if kinds and kind_of(delivery) not in kinds:
        return Refused(415, "content-type", f"Send the body as {' or '.join(kinds)}, in UTF-8.")
    return None


def read_body(delivery: Delivery) -> object:
    """The body as plain data, by its content type; raises `Unreadable`."""
    text = _decoded(delivery.body)
    return read_form(text) if kind_of(delivery) == FORM else read_json(text)


def read_json(text: str) -> object:
    """JSON as plain data: no doubled names, no numbers without end, 64 levels deep at most; raises `Unreadable`."""
    try:
        value = json.loads(
            text, object_pairs_hook=_named, parse_int=_whole, parse_float=_broken, parse_constant=_no_number
        )
    except json.JSONDecodeError as problem:
        raise Unreadable(f"The body is no JSON: line {problem.lineno}, character {problem.colno}.") from problem
    except RecursionError as problem:
        raise Unreadable(_DEEP) from problem
    return _held(value, 1)


def read_form(text: str) -> dict[str, object]:
    """The fields of a form; a name that comes several times gives a list. Raises `Unreadable`."""
    fields: dict[str, object] = {}
    for name, value in pairs(text):
        name, given = _text(name), _text(value)
        before = fields.get(name)
        if name not in fields:
            fields[name] = given
        elif isinstance(before, list):
            before.append(given)
        else:
            fields[name] = [before, given]
    return fields


def pairs(text: str) -> list[tuple[str, str]]:
    """The fields of a form in their order, as they were sent; raises `Unreadable`."""
    if text.count("&") >= MAX_FIELDS:
        raise Unreadable(f"The form has more than {MAX_FIELDS:,} fields.")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as problem:
        raise Unreadable("The fields of the form are not in UTF-8.") from problem


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Unreadable("The body is not in UTF-8.") from problem


def _named(given: list[tuple[str, object]]) -> dict[str, object]:
    if len(given) > MAX_LIST:
        raise Unreadable(f"The body has an object with more than {MAX_LIST:,} fields.")
    fields = {_text(name): value for name, value in given}
    if len(fields) < len(given):
        raise Unreadable("The body has an object that names a field twice.")
    return fields


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER or abs(int(digits)) >= _LARGEST:
        raise Unreadable("The body has a number that is too large.")
    return int(digits)


def _broken(digits: str) -> float:
    value = float(digits) if len(digits) <= _LONGEST_NUMBER else float("inf")
    if not isfinite(value) or abs(value) >= _LARGEST:
        raise Unreadable("The body has a number that is too large or too long.")
    return value


def _no_number(word: str) -> float:
    raise Unreadable(f"The body has `{word}`, which is no JSON.")


def _held(value: object, depth: int) -> object:
    """The value as it can be stored; refuses what lies too deep and lists that are too long."""
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, list | dict):
        return value
    if depth > MAX_DEPTH:
        raise Unreadable(_DEEP)
    if isinstance(value, dict):
        return {name: _held(one, depth + 1) for name, one in value.items()}
    if len(value) > MAX_LIST:
        raise Unreadable(f"The body has a list with more than {MAX_LIST:,} items.")
    return [_held(one, depth + 1) for one in value]


def _text(text: str) -> str:
    """Texts as values hold them; no database column takes the character with the number 0."""
    return clean(text).replace("\0", "\ufffd")


_DEEP: Final = f"The body is nested more than {MAX_DEPTH} levels deep."
