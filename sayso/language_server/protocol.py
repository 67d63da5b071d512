"""The protocol as the library speaks it, but for two things: our own documents count lines as the protocol says, and
leaving ends a connection, not the process."""

import sys
from collections.abc import Generator
from threading import Event
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

Handed = Generator[Any, Any, None]
LONGEST_TOLD = 500
"""Characters of a line in the editor's log."""


class Protocol(LanguageServerProtocol):
    """Hands what happens to documents to the server as it comes."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Handed:
        """A document was opened."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Handed:
        """A document was changed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Handed:
        """A document was closed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: Any) -> Handed:
        """The editor leaves; what is read next is not waited for."""
        left: Event = self._server.left  # type: ignore[attr-defined]  # our own server, below
        left.set()
        yield _nothing, (), None

    @property
    def was_shut_down(self) -> bool:
        """Whether the editor said beforehand that it would leave."""
        return bool(self._shutdown)


def _nothing() -> None:
    """Nothing more is to be done."""


class Server(LanguageServer):
    """A server for one connection."""

    protocol: Protocol

    def __init__(self, name: str, version: str) -> None:
        """Nobody is connected yet."""
        super().__init__(name, version, protocol_cls=Protocol)
        self.left = Event()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Say what went wrong in the editor's log; its user can do nothing about it, so no window opens."""
        print(f"{type(error).__name__}: {error}"[:LONGEST_TOLD], file=sys.stderr, flush=True)
