"""Sheets: a panel over the page with the focus kept in it. Escape or a click beside it closes it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nicegui import context
from nicegui.element import Element

from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, box, said, theirs

if TYPE_CHECKING:
    from sayso.editor.view import View


class Veil(Element, component="sheet.js"):
    """What lies over the page while a sheet is open: keeps the keyboard inside, gives the focus back."""


class Sheet:
    """An open sheet."""

    def __init__(self, veil: Veil) -> None:
        self._veil = veil
        self.closed = asyncio.Event()

    def close(self, *_: Any) -> None:
        """Close it."""
        self.closed.set()
        if not self._veil.is_deleted:
            self._veil.delete()


@contextmanager
def sheet(view: "View", title: str, middle: bool = False) -> Iterator[Sheet]:
    """A sheet at the side, or in the middle, to be filled."""
    with context.client.content:
        veil = Veil()
    veil._props["label"] = title
    veil._props["middle"] = middle
    made = Sheet(veil)
    veil.on("close", made.close)
    with veil:
        with box("line apart"):
            said(title, "words", tag="h2")
            button("", made.close, "plain", "x", view.say("sheet.close"))
        yield made


async def ask(view: "View", title: str, sentences: Sequence[str], yes: str, danger: bool = False) -> bool:
    """Ask before something that can't be taken back, with its exact consequence."""
    said_yes = False

    def agree() -> None:
        nonlocal said_yes
        said_yes = True
        open_.close()

    with sheet(view, title, middle=True) as open_:
        with Tag("ul", look="stack tight"):
            for sentence in sentences:
                theirs(sentence, "words", tag="li")
        with box("line wrap"):
            button(yes, agree, "danger" if danger else "first")
            button(view.say("sheet.cancel"), open_.close)
    await open_.closed.wait()
    return said_yes
