"""What the server answers: each feature of the protocol, and the call of the language services behind it."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from lsprotocol import types

from sayso.language.changing import edits_between
from sayso.language_server import answers
from sayso.language_server.documents import Document, Documents, ServicesOf
from sayso.language_server.protocol import Server

T = TypeVar("T")
Asking = types.CompletionParams | types.HoverParams | types.DefinitionParams | types.RenameParams
"""A question about a place."""
PAUSE = 0.08
"""Seconds without a key before findings are looked for."""
TRIGGERS = ["@", ".", "(", ",", '"', ":"]
"""Signs after which completion begins by itself."""


def make_server(services_of: ServicesOf, version: str) -> Server:
    """A server for one connection."""
    server = Server("sayso", version)
    desk = _Desk(server, Documents(services_of))
    for name, handler, options in desk.features():
        server.feature(name, options)(_plain(handler))
    return server


def _plain(handler: Callable[[Any], object]) -> Callable[[Any], object]:
    """The handler as a function, for the library writes its own marks on it."""

    def handled(params: Any) -> object:
        return handler(params)

    return handled


class _Desk:
    """The open documents of one editor, and what it asks about them."""

    def __init__(self, server: Server, documents: Documents) -> None:
        self.server, self.documents = server, documents
        self._due: dict[str, asyncio.TimerHandle] = {}

    def features(self) -> list[tuple[str, Callable[[Any], object], object]]:
        """What the protocol calls it, who answers, and what the editor is told of it beforehand."""
        fixes = types.CodeActionOptions([types.CodeActionKind.QuickFix])
        return [
            (types.INITIALIZED, self.initialized, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self.opened, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self.changed, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self.saved, types.SaveOptions(include_text=False)),
            (types.TEXT_DOCUMENT_DID_CLOSE, self.closed, None),
            (types.TEXT_DOCUMENT_COMPLETION, self.complete, types.CompletionOptions(trigger_characters=TRIGGERS)),
            (types.TEXT_DOCUMENT_HOVER, self.hover, None),
            (types.TEXT_DOCUMENT_CODE_ACTION, self.act, fixes),
            (types.TEXT_DOCUMENT_FORMATTING, self.format, None),
            (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self.symbols, None),
            (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, self.colour, answers.LEGEND),
            (types.TEXT_DOCUMENT_DEFINITION, self.define, None),
            (types.TEXT_DOCUMENT_RENAME, self.rename, None),
        ]

    # ------------------------------------------------------------------ documents

    def initialized(self, params: types.InitializedParams) -> None:
        """The editor and we have agreed how places are counted."""
        self._agree()

    def _agree(self) -> None:
        encoding = self.server.workspace.position_encoding
        if encoding is not None:
            self.documents.encoding = str(getattr(encoding, "value", encoding))

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A flow was opened: its findings are told at once."""
        self._agree()
        self.documents.open(params.text_document.uri, params.text_document.text, params.text_document.version)
        self._tell(params.text_document.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A flow was changed: its findings are told when the keys rest."""
        uri = params.text_document.uri
        document = self.documents.get(uri)
        if document is None:
            return
        document.change(params.content_changes, params.text_document.version)
        self._forget(uri)
        self._due[uri] = asyncio.get_running_loop().call_later(PAUSE, self._tell, uri)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """A flow was saved, so others may know it otherwise now."""
        for uri in self.documents.refresh():
            self._tell(uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A flow was closed: nothing is underlined any more."""
        uri = params.text_document.uri
        self._forget(uri)
        self.documents.close(uri)
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def _forget(self, uri: str) -> None:
        due = self._due.pop(uri, None)
        if due is not None:
            due.cancel()

    def _tell(self, uri: str) -> None:
        """Send the findings of a document as it is now."""
        self._forget(uri)
        document = self.documents.get(uri)
        if document is not None:
            found = document.services.analyse(document.text).findings
            told = [answers.diagnostic(one, document.ruler) for one in found]
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told, document.version))

    # ------------------------------------------------------------------ questions

    def _asked(self, params: Asking, ask: Callable[[Document, int], T]) -> T | None:
        """What a document answers about a place in it; nothing where it is not open."""
        document = self.documents.get(params.text_document.uri)
        return ask(document, document.ruler.offset(params.position)) if document is not None else None

    def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        """What may stand at the caret."""
        item = _of(_of(self.server.client_capabilities.text_document, "completion"), "completion_item")
        snippets = bool(_of(item, "snippet_support"))
        return self._asked(
            params,
            lambda one, at: answers.completion_list(one.services.complete(one.text, at), one.ruler, snippets),
        )

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What stands under the caret."""
        formats = _of(_of(self.server.client_capabilities.text_document, "hover"), "content_format")
        markdown = isinstance(formats, list | tuple) and types.MarkupKind.Markdown in formats

        def ask(document: Document, at: int) -> types.Hover | None:
            found = document.services.hover(document.text, at)
            return answers.hover(found, document.ruler, markdown) if found is not None else None

        return self._asked(params, ask)

    def act(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What one click would mend there."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return []
        ruler = document.ruler
        start, end = ruler.offset(params.range.start), ruler.offset(params.range.end)
        found = document.services.findings_in(document.text, start, end)
        return [answers.action(params.text_document.uri, fix, one, ruler) for one in found for fix in one.fixes]

    def format(self, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        """What must change for the canonical form."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return []
        return _changes(document, document.services.format(document.text).text)

    def symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        """The outline."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return []
        return list(answers.symbols(document.services.symbols(document.text), document.ruler))

    def colour(self, params: types.SemanticTokensParams) -> types.SemanticTokens:
        """What is coloured how."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return types.SemanticTokens([])
        return answers.semantic_tokens(document.services.pieces(document.text), document.ruler)

    def define(self, params: types.DefinitionParams) -> types.Location | None:
        """Where what stands under the caret is set."""

        def ask(document: Document, at: int) -> types.Location | None:
            found = document.services.definition(document.text, at)
            if found is None:
                return None
            return types.Location(params.text_document.uri, document.ruler.range(found.start, found.end))

        return self._asked(params, ask)

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """What must change for a name to be called otherwise; why it cannot be is shown."""

        def ask(document: Document, at: int) -> types.WorkspaceEdit | None:
            found = document.services.rename(document.text, at, params.new_name)
            if found.problem:
                shown = types.ShowMessageParams(types.MessageType.Warning, found.problem)
                self.server.window_show_message(shown)
                return None
            return types.WorkspaceEdit({params.text_document.uri: _changes(document, found.text)})

        return self._asked(params, ask)


def _changes(document: Document, new: str) -> list[types.TextEdit]:
    """What makes a new text of a document's, with the line ends the document has."""
    if "\r\n" in document.text:
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    return answers.edits(edits_between(document.text, new), document.ruler)


def _of(held: object, name: str) -> object:
    """A part of what the editor can do, None where it says nothing of it."""
    return getattr(held, name, None)
