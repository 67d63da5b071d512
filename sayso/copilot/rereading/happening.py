"""Events read back, by the sentences that the catalog has for them."""

from sayso.copilot.readback_words import EVENTS
from sayso.copilot.waiting import happened, happening
from sayso.dsl.catalog import Catalog


class Happening:
    """Knows each event by what is told of it."""

    def __init__(self, catalog: Catalog) -> None:
        self._now = {happening(name, catalog): name for name in catalog.events}
        self._then = {happened(name, catalog): name for name in catalog.events}
        self.awaited = {said: name for name, said in EVENTS.items()}

    def happens(self, words: str) -> str | None:
        """The event that a clause tells: "a deal moves to another stage"."""
        return self._now.get(words)

    def happened(self, words: str) -> str | None:
        """The same of one that is over."""
        return self._then.get(words)
