"""The flows that are open in an editor: their texts as it changes them, and the language services of each."""

from collections.abc import Callable, Sequence

from lsprotocol import types

from sayso.language import Services
from sayso.language_server.places import Ruler

ServicesOf = Callable[[str], Services]
"""Gives services for a new document, by its address."""


class Document:
    """One open flow."""

    def __init__(self, text: str, version: int | None, services: Services, encoding: str) -> None:
        """As it was opened."""
        self.version, self.services = version, services
        self._encoding = encoding
        self.ruler = Ruler(text, encoding)

    @property
    def text(self) -> str:
        """The text as it is now, its places as the editor has them."""
        return self.ruler.text

    def change(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Make the editor's changes, one after the other."""
        for change in changes:
            text = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = self.ruler.offset(change.range.start), self.ruler.offset(change.range.end)
                text = self.text[:start] + text + self.text[max(start, end) :]
            self.ruler = Ruler(text, self._encoding)
        self.version = version


class Documents:
    """All open flows of one editor, by their addresses."""

    def __init__(self, services_of: ServicesOf) -> None:
        """Nothing is open yet."""
        self.encoding = "utf-16"
        self._services_of = services_of
        self._open: dict[str, Document] = {}

    def open(self, uri: str, text: str, version: int | None) -> Document:
        """A document that was opened."""
        self._open[uri] = Document(text, version, self._services_of(uri), self.encoding)
        return self._open[uri]

    def get(self, uri: str) -> Document | None:
        """The open document at an address."""
        return self._open.get(uri)

    def close(self, uri: str) -> None:
        """It is open no more."""
        self._open.pop(uri, None)

    def refresh(self) -> list[str]:
        """Look again at what flows may name; gives the addresses of the documents for which that changed."""
        changed = []
        for uri, document in self._open.items():
            services = self._services_of(uri)
            if services.catalog != document.services.catalog:
                document.services = services
                changed.append(uri)
        return changed
