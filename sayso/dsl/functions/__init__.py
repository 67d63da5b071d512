"""The closed library of pure functions: one table, and how a call is typed and made ready to run."""

from collections.abc import Callable, Sequence
from typing import Final

from sayso.dsl.functions.dates import DATES
from sayso.dsl.functions.formats import FORMATS
from sayso.dsl.functions.lists import LISTS
from sayso.dsl.functions.numbers import NUMBERS
from sayso.dsl.functions.shape import Function, FunctionParameter, Problem, Setting, arrange, check, ready
from sayso.dsl.functions.texts import TEXTS
from sayso.dsl.types import Type

__all__ = ["FUNCTIONS", "Function", "FunctionParameter", "Problem", "Setting", "linked", "places", "signature"]

FUNCTIONS: Final[dict[str, Function]] = {
    function.name: function for function in (*TEXTS, *LISTS, *NUMBERS, *FORMATS, *DATES)
}
"""Every function a flow may call."""


def places(name: str, argument_names: Sequence[str | None]) -> tuple[int | None, ...] | Problem:
    """For every parameter the position of its argument (None: left out), from the names the call writes."""
    return arrange(FUNCTIONS[name], argument_names)


def signature(name: str, argument_types: Sequence[Type | None]) -> Type | Problem:
    """The type a call gives for these argument types, in the order of the parameters (None: left out)."""
    return check(FUNCTIONS[name], argument_types)


def linked(name: str, argument_types: Sequence[Type | None], setting: Setting) -> Callable[..., object]:
    """The function made ready for a call of these types: takes the values in order, None for those left out."""
    return ready(FUNCTIONS[name], argument_types, setting)
