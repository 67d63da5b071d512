"""Answers of the language services in the shapes of the protocol."""

import re
from collections.abc import Iterable, Iterator

from lsprotocol import types

from sayso.dsl.diagnostics import Diagnostic, Edit, Fix, Severity
from sayso.language import Completion, Completions, Hover, Piece, Symbol
from sayso.language.hovering import finding_lines
from sayso.language.shapes import PieceKind, SymbolKind
from sayso.language_server.places import Ruler

SOURCE = "sayso"
SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
COMPLETION_KINDS: dict[str, types.CompletionItemKind] = {
    "step": types.CompletionItemKind.Snippet,
    "tool": types.CompletionItemKind.Function,
    "parameter": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.Value,
    "data": types.CompletionItemKind.Variable,
    "field": types.CompletionItemKind.Field,
    "template": types.CompletionItemKind.File,
    "tag": types.CompletionItemKind.Constant,
    "stage": types.CompletionItemKind.Constant,
    "person": types.CompletionItemKind.Reference,
    "event": types.CompletionItemKind.Event,
    "flow": types.CompletionItemKind.Module,
    "word": types.CompletionItemKind.Keyword,
}
SYMBOL_KINDS: dict[SymbolKind, types.SymbolKind] = {
    "flow": types.SymbolKind.Module,
    "trigger": types.SymbolKind.Event,
    "permission": types.SymbolKind.Interface,
    "memory": types.SymbolKind.Object,
    "data": types.SymbolKind.Variable,
    "step": types.SymbolKind.Function,
    "frame": types.SymbolKind.Namespace,
    "test": types.SymbolKind.Method,
}
COLOURS: dict[PieceKind, types.SemanticTokenTypes] = {
    "keyword": types.SemanticTokenTypes.Keyword,
    "literal": types.SemanticTokenTypes.EnumMember,
    "unit": types.SemanticTokenTypes.Number,
    "operator": types.SemanticTokenTypes.Operator,
    "function": types.SemanticTokenTypes.Function,
    "kind": types.SemanticTokenTypes.Type,
    "data": types.SemanticTokenTypes.Variable,
    "tool": types.SemanticTokenTypes.Method,
    "parameter": types.SemanticTokenTypes.Parameter,
    "number": types.SemanticTokenTypes.Number,
    "text": types.SemanticTokenTypes.String,
    "comment": types.SemanticTokenTypes.Comment,
}
LEGEND = types.SemanticTokensLegend([one.value for one in dict.fromkeys(COLOURS.values())], [])
_MARKS = re.compile(r"(`[^`\n]*`)|([\\*_<>\[\]#~|])")
_SNIPPET_SIGNS = re.compile(r"([\\$}])")


def diagnostic(finding: Diagnostic, ruler: Ruler) -> types.Diagnostic:
    """A finding as the editor underlines it."""
    return types.Diagnostic(
        ruler.range(finding.span.start, finding.span.end), finding.sentence, SEVERITIES[finding.severity],
        finding.slug, source=SOURCE,
    )  # fmt: skip


def edits(changes: Iterable[Edit], ruler: Ruler) -> list[types.TextEdit]:
    """Edits of a text."""
    return [types.TextEdit(ruler.range(one.span.start, one.span.end), one.text) for one in changes]


def action(uri: str, fix: Fix, finding: Diagnostic, ruler: Ruler) -> types.CodeAction:
    """A fix as a click."""
    return types.CodeAction(
        fix.title, types.CodeActionKind.QuickFix, [diagnostic(finding, ruler)], fix is finding.fixes[0],
        edit=types.WorkspaceEdit({uri: edits(fix.edits, ruler)}),
    )  # fmt: skip


def completion_list(found: Completions, ruler: Ruler, snippets: bool) -> types.CompletionList:
    """What may stand at the caret. It is asked for again at every key: the editor leaves none out by itself."""
    place = ruler.range(found.start, found.end)
    typed = ruler.text[found.start : found.end]
    items = [_item(number, one, place, found.start, typed, ruler) for number, one in enumerate(found.items)]
    if snippets:
        for one, item in zip(found.items, items, strict=True):
            _as_snippet(item, one, found.start)
    return types.CompletionList(True, items)


def _item(
    number: int, one: Completion, place: types.Range, start: int, typed: str, ruler: Ruler
) -> types.CompletionItem:  # fmt: skip
    said = one.reason + (f"\nLast value: {one.last}" if one.last else "")
    return types.CompletionItem(
        one.label, kind=COMPLETION_KINDS[one.kind], detail=one.detail, documentation=said,
        sort_text=f"{number:03}", filter_text=typed or one.label, insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(place, one.text), additional_text_edits=edits(one.more, ruler) or None,
    )  # fmt: skip


def _as_snippet(item: types.CompletionItem, one: Completion, start: int) -> None:
    """Let the caret stand inside what is put in, where it belongs there."""
    before = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in one.more if edit.span.start < start)
    at = one.caret - start - before
    if 0 <= at < len(one.text) and isinstance(item.text_edit, types.TextEdit):
        head, tail = (_SNIPPET_SIGNS.sub(r"\\\1", part) for part in (one.text[:at], one.text[at:]))
        item.text_edit.new_text = f"{head}$0{tail}"
        item.insert_text_format = types.InsertTextFormat.Snippet


def hover(found: Hover, ruler: Ruler, markdown: bool) -> types.Hover:
    """What stands under the caret."""
    told = [line for finding in found.findings for line in finding_lines(finding)]
    rows = [*([found.title] if found.title else []), *found.lines]
    if not markdown:
        text, kind = "\n".join([*rows, *told]), types.MarkupKind.PlainText
    else:
        shown = [f"**{_escaped(found.title)}**"] if found.title else []
        parts = ["\n\n".join([*shown, *map(_escaped, found.lines)]), "\n\n".join(map(_escaped, told))]
        text, kind = "\n\n---\n\n".join(part for part in parts if part), types.MarkupKind.Markdown
    return types.Hover(types.MarkupContent(kind, text), ruler.range(found.start, found.end))


def _escaped(text: str) -> str:
    """Plain words for a page that knows Markdown; words in backticks stay as they are."""
    return _MARKS.sub(lambda found: found[1] or "\\" + found[2], text)


def symbols(found: Iterable[Symbol], ruler: Ruler) -> Iterator[types.DocumentSymbol]:
    """The outline."""
    for one in found:
        yield types.DocumentSymbol(
            one.name, SYMBOL_KINDS[one.kind], ruler.range(one.start, one.end), ruler.range(one.start, one.head),
            one.detail or None, children=list(symbols(one.inside, ruler)),
        )  # fmt: skip


def semantic_tokens(found: Iterable[Piece], ruler: Ruler) -> types.SemanticTokens:
    """The coloured pieces: five numbers for each, counted from the piece before; none goes over the end of a line."""
    data: list[int] = []
    line = character = 0
    for one in found:
        number = LEGEND.token_types.index(COLOURS[one.kind].value)
        for start, end in ruler.rows(one.start, one.end):
            at, length = ruler.position(start), ruler.length(start, end)
            data += [at.line - line, at.character - (character if at.line == line else 0), length, number, 0]
            line, character = at.line, at.character
    return types.SemanticTokens(data)
