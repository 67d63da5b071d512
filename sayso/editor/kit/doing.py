"""What happens when somebody clicks: it is done, or told why it was not. Nobody ever sees a stack trace."""

import inspect
import logging
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import context, ui
from nicegui.element import Element

from sayso.editor.kit.tags import Tag, drawn
from sayso.runtime.operations.door import Refused

Handler = Callable[..., Any]
MANY = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS
SHOWN = 8.0
"""Seconds for which something said in passing stays."""
_log = logging.getLogger("sayso.editor")


def button(
    words: str, do: Handler | None = None, look: str = "", drawing: str = "", said: str = "", off: bool = False
) -> Tag:  # fmt: skip
    """A button, with a drawing before its words. Without words it needs `said`, which is read out."""
    only = " only-icon" if drawing and not words else ""
    made = drawn(Tag("button", words, f"button {look}{only}".strip(), {"type": "button"}), drawing)
    if said:
        made.mark(aria_label=said, title=said)
    if off:
        made.mark(disabled=True)
    if do is not None:
        when(made, "click", do)
    return made


def when(element: Element, event: str, do: Handler, js: str = "() => emit()") -> None:
    """Do something at an event; `js` says what of the event is told."""
    element.on(event, doing(do), js_handler=js)


def doing(do: Handler) -> Handler:
    """A handler of an element's event: hears what the event told, if it wants to."""
    guarded_ = guarded(do)

    async def told(event: Any) -> None:
        await guarded_(event.args)

    async def done() -> None:
        await guarded_()

    return told if _takes(do) else done


def _takes(do: Handler) -> bool:
    """Whether a handler asks for what the event told; what has a value already asks for nothing."""
    plain = getattr(do, "__func__", do)
    if inspect.isfunction(plain) and not plain.__code__.co_flags & MANY:  # a signature takes longer than a button
        return plain.__code__.co_argcount - len(plain.__defaults__ or ()) > (plain is not do)
    known = inspect.signature(do).parameters.values()
    return any(one.default is one.empty and one.kind is not one.KEYWORD_ONLY for one in known)


def guarded(do: Handler) -> Handler:
    """Tells what was refused instead of raising; goes on when what was clicked is gone from the page meanwhile."""
    client = context.client

    async def done(*given: Any) -> None:
        with client.content:
            await tried(*given)

    async def tried(*given: Any) -> None:
        try:
            found = do(*given)
            if inspect.isawaitable(found):
                await found
        except Refused as problem:
            toast(problem.sentence)
        except Exception:
            number = note_problem("a page could not do this")
            toast(f"This could not be done, and nothing was changed by it. The log tells more, under {number}.")

    return done


def note_problem(words: str) -> str:
    """Write the problem at hand to the log; gives the number under which it stands there."""
    number = secrets.token_hex(4)
    _log.exception(f"{words}, {number}")
    return number


def toast(words: str, then: str = "", do: Handler | None = None) -> None:
    """Say something in passing; with a button, such as Undo."""
    holder = next((one for one in context.client.elements.values() if "toasts" in one.classes), None)
    if holder is None:
        return
    with holder:
        made = Tag("div", look="toast", attributes={"role": "status"})
        with made:
            Tag("span", words, "grow words")
            if then and do is not None:
                button(then, partial(_taken, made, do), "link")
        ui.timer(SHOWN, lambda: None if made.is_deleted else made.delete(), once=True)


def _taken(made: Tag, do: Handler) -> Any:
    """The toast's button was used: it goes, and what it promised is done."""
    made.delete()
    return do()
