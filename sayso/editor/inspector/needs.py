"""What the inspector needs of the page it stands on."""

from collections.abc import Awaitable
from typing import Protocol, runtime_checkable

from sayso.compiler import Compiled
from sayso.dsl.catalog import Catalog
from sayso.editor.catalogue import Words
from sayso.editor.view import View
from sayso.runtime.operations.flows import FlowLine


class Needs(Protocol):
    """The editor, as far as the inspector knows it."""

    read_only: bool
    selected: str

    @property
    def view(self) -> View:
        """The page."""

    @property
    def say(self) -> Words:
        """The words of the page."""

    @property
    def text(self) -> str:
        """The draft."""

    @property
    def compiled(self) -> Compiled:
        """What is known of the draft."""

    @property
    def catalog(self) -> Catalog:
        """What a flow of this workspace may name."""

    @property
    def flow(self) -> str:
        """The flow's id."""

    @property
    def line(self) -> FlowLine:
        """How the flow stands."""

    def last_value(self, path: str) -> str:
        """What a path was when the flow was last tried, or nothing."""

    async def change(self, text: str, what: str, select: str | None = None) -> None:
        """One step of the history: the draft says this now."""

    async def undo(self) -> None:
        """Take back the last step."""

    def select(self, address: str) -> None:
        """Choose something else."""


@runtime_checkable
class Counts(Protocol):
    """An editor that can tell of how many a condition holds now."""

    def count_matching(self, condition: str) -> Awaitable[str]:
        """In words, such as "true for 7 of your 40 contacts now"; "" where that cannot be told."""
