"""What a function of the library is: its words, its parameters, its types, and how a call is checked and made ready.

A function acts on nothing and knows no clock. It is given values of the types its call was checked with, and never
raises: a missing argument gives missing, unless the function says it takes those.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Final

import msgspec

from sayso.dsl.compare import comparable
from sayso.dsl.types import (
    NUMBER,
    TEXT,
    UNKNOWN,
    ListOf,
    Scalar,
    Type,
    Unknown,
    fits,
    is_textlike,
    may_be_missing,
    optional,
    present,
)


class Setting(msgspec.Struct, frozen=True):
    """What a workspace adds to a call: its zone, its currency, where its phones are, and its records' title fields."""

    zone: tzinfo = UTC
    currency: str = "USD"
    country: str = "US"
    titles: Mapping[str, str] = {}


class Site(msgspec.Struct, frozen=True):
    """One call in a flow: the workspace's setting and the types of the arguments, None for those left out."""

    setting: Setting
    types: tuple[Type | None, ...]

    def item(self, position: int = 0) -> Type:
        """The type of the items of the list given there."""
        kind = self.types[position] if position < len(self.types) else None
        kind = present(kind) if kind is not None else UNKNOWN
        return kind.item if isinstance(kind, ListOf) else UNKNOWN


class FunctionParameter(msgspec.Struct, frozen=True):
    """`wants` is a key of WANTS: which types may stand there."""

    name: str
    wants: str
    required: bool = True


class Problem(msgspec.Struct, frozen=True):
    """Why a call does not fit, and which argument is to blame (0 where it is the call as a whole)."""

    sentence: str
    argument_index: int = 0


Returns = Type | Callable[[Sequence[Type | None]], Type | Problem]
"""The type a function gives, or how it follows from its arguments' types (None for those left out)."""


class Function(msgspec.Struct, frozen=True):
    """`sentence` says what it gives, `example` is a call as a flow writes it, `gives` its result as a text shows it.

    `run` takes the call's site, then a value or None for every parameter. `takes_missing`: it makes sense of missing
    values itself.
    """

    name: str
    sentence: str
    parameters: tuple[FunctionParameter, ...]
    returns: Returns
    run: Callable[..., object]
    example: str
    gives: str
    takes_missing: bool = False

    @property
    def words(self) -> str:
        """How it is called: `replace(text, old, new)`, `join(list, separator?)`."""
        names = (parameter.name + ("" if parameter.required else "?") for parameter in self.parameters)
        return f"{self.name}({', '.join(names)})"


def arrange(function: Function, names: Sequence[str | None]) -> tuple[int | None, ...] | Problem:
    """Which argument belongs to which parameter, given the arguments' names (None for one without a name)."""
    places: list[int | None] = [None] * len(function.parameters)
    known = [parameter.name for parameter in function.parameters]
    for index, name in enumerate(names):
        if name is not None and name not in known:
            return Problem(f"`{function.name}` has no `{name}`; it is `{function.words}`.", index)
        place = index if name is None else known.index(name)
        if place >= len(places):
            return Problem(f"This is more than `{function.words}` takes.", index)
        if places[place] is not None:
            return Problem(f"`{known[place]}` is given twice.", index)
        places[place] = index
    for parameter, at in zip(function.parameters, places, strict=True):
        if parameter.required and at is None:
            return Problem(f"`{function.words}` needs `{parameter.name}`.", max(len(names) - 1, 0))
    return tuple(places)


def check(function: Function, given: Sequence[Type | None]) -> Type | Problem:
    """The type a call gives for these argument types, in the order of the parameters (None: left out)."""
    types = list(given)
    while len(types) > len(function.parameters) and types[-1] is None:
        types.pop()
    if len(types) > len(function.parameters):
        return Problem(f"This is more than `{function.words}` takes.", len(function.parameters))
    types += [None] * (len(function.parameters) - len(types))
    for index, (parameter, kind) in enumerate(zip(function.parameters, types, strict=True)):
        if kind is None and parameter.required:
            return Problem(f"`{function.words}` needs `{parameter.name}`.", min(index, max(len(given) - 1, 0)))
        if kind is not None and not WANTS[parameter.wants](present(kind)):
            return Problem(f"`{function.name}` needs {parameter.wants} here; this is {type_words(kind)}.", index)
    result = function.returns(types) if callable(function.returns) else function.returns
    if (
        isinstance(result, Problem)
        or function.takes_missing
        or not any(kind is not None and may_be_missing(kind) for kind in types)
    ):
        return result
    return optional(result)


def ready(function: Function, types: Sequence[Type | None], setting: Setting) -> Callable[..., object]:
    """The function made ready for one call of these types: takes the values in order, None for those left out."""
    known = tuple(types) + (None,) * (len(function.parameters) - len(types))
    site, run = Site(setting, known), function.run
    given = () if function.takes_missing else tuple(i for i, kind in enumerate(known) if kind is not None)
    absent = len(known)

    def call(*values: object) -> object:
        for index in given:
            if values[index] is None:
                return None
        try:
            return run(site, *values, *(None,) * (absent - len(values)))
        except (ArithmeticError, ValueError, TypeError, AttributeError, IndexError):
            return None

    return call


def type_words(kind: Type) -> str:
    """A type as a finding names it: "a number", "a list of text"."""
    kind = present(kind)
    if is_textlike(kind) and not isinstance(kind, Scalar):
        return "a choice"
    word = str(kind)
    if word.startswith("record("):
        return "a row of fields"
    return word if word in ("money", "anything") else f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _scalar(*names: str) -> Callable[[Type], bool]:
    wanted = frozenset(names)
    return lambda kind: isinstance(kind, Unknown) or (isinstance(kind, Scalar) and kind.name in wanted)


def _list_of(item: Callable[[Type], bool]) -> Callable[[Type], bool]:
    return lambda kind: isinstance(kind, Unknown) or (isinstance(kind, ListOf) and item(present(kind.item)))


def _anything(kind: Type) -> bool:
    return True


def _text(kind: Type) -> bool:
    return fits(kind, TEXT)


def _ordered(kind: Type) -> bool:
    return isinstance(kind, Unknown) or comparable("<", kind, kind)


def _sortable(kind: Type) -> bool:
    return fits(kind, NUMBER) or _scalar("money")(kind)


WANTS: Final[dict[str, Callable[[Type], bool]]] = {
    "anything": _anything,
    "a text": _text,
    "a number": _scalar("number"),
    "a number or money": _sortable,
    "a number, money, percent or duration": _scalar("number", "money", "percent", "duration"),
    "a date": _scalar("date", "datetime"),
    "a time": _scalar("time"),
    "a date or a text": lambda kind: _scalar("date", "datetime")(kind) or _text(kind),
    "a time or a text": lambda kind: _scalar("time", "datetime")(kind) or _text(kind),
    "a date with a time": _scalar("datetime"),
    "a value a text can hold as a number": lambda kind: _scalar("number", "money", "percent")(kind) or _text(kind),
    "a list": _list_of(_anything),
    "a text or a list": lambda kind: _text(kind) or _list_of(_anything)(kind),
    "a list of numbers, money, percents or durations": _list_of(_scalar("number", "money", "percent", "duration")),
    "a list of things that have an order": _list_of(_ordered),
}
"""What a parameter wants, in the words of the finding: does a type fit?"""
