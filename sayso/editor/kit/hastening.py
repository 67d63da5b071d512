"""What the library of the pages works out for every element anew, and is the same for all of them."""

from collections.abc import Callable
from typing import Any

from nicegui import helpers


def hasten() -> None:
    """Ask once for each method whether it expects arguments: a page has hundreds of elements, and reading a signature
    takes longer than making one."""
    asked, known = helpers.expects_arguments, dict[object, bool]()

    def expects_arguments(func: Callable[..., Any]) -> bool:
        method = getattr(func, "__func__", None)
        if method is None:
            return asked(func)
        if method not in known:
            known[method] = asked(func)
        return known[method]

    helpers.expects_arguments = expects_arguments
