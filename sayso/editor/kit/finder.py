"""A list that is found in by typing, such as everything that can be done, or every step that can be put in."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
from nicegui.element import Element

from sayso.editor.kit.doing import doing

SHOWN = 60
"""So many entries are shown at once; whoever wants others types."""


Does = Callable[[], Awaitable[None] | None]


class Entry(msgspec.Struct, frozen=True):
    """One thing to take: its group, its words, what it does; more about it, its key, and what else it is found by."""

    group: str
    words: str
    do: Does
    key: str = ""
    detail: str = ""
    known_by: str = ""

    def told(self) -> dict[str, str]:
        """What the page is told of it."""
        searched = f"{self.words} {self.detail} {self.group} {self.known_by}".lower()
        return {
            "group": self.group, "words": self.words, "detail": self.detail, "key": self.key, "searched": searched,
        }  # fmt: skip


class Finder(Element, component="finder.js"):
    """A field, and below it what fits what is typed; Enter or a click takes one."""

    def __init__(
        self, label: str, entries: Sequence[Entry], before: Callable[[], None], hint: str = "", nothing: str = ""
    ) -> None:
        """`before` happens before what the entry does, such as closing what the list stands in."""
        super().__init__()
        self._entries, self._before = tuple(entries), before
        given: dict[str, Any] = {
            "label": label, "hint": hint, "nothing": nothing, "shown": SHOWN,
            "entries": [one.told() for one in entries],
        }  # fmt: skip
        for name, value in given.items():
            self._props[name] = value
        self.on("take", doing(self._take))

    def _take(self, place: int) -> Awaitable[None] | None:
        self._before()
        return self._entries[place].do()
