"""Values in pieces: plain words, and data as chips in words ("Contact › First name"); and back to the language."""

import re
from collections.abc import Callable, Iterable, Iterator

from sayso.copilot.english import nth, words_of
from sayso.dsl import expressions as e
from sayso.dsl.node import Node, children
from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.dsl.print import print_expression
from sayso.editor.inspector.shapes import Piece

SEPARATOR = " › "
_PATH = re.compile(r"@[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*")
_QUOTED = re.compile(r"`(@[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*)`")
_SEGMENT = re.compile(r"[A-Za-z_]\w*|\[\d+\]")
SAID = {"me": "Me", "today": "Today", "now": "Now", "it": "It"}
HOMES = frozenset({"user", "custom"})
"""Segments that say nothing to people."""
Path = e.Name | e.Field | e.Index
Phrase = Callable[[e.Expression], str]


def path_words(path: str) -> str:
    """`@contact.firstName` as "Contact › First name"."""
    segments = _SEGMENT.findall(path)
    kept = [one for one in segments if one not in HOMES] or segments
    return SEPARATOR.join(_segment(one) for one in kept)


def _segment(segment: str) -> str:
    if segment.startswith("["):
        return nth(int(segment[1:-1]) + 1).capitalize()
    words = SAID.get(segment) or words_of(segment)
    return words[:1].upper() + words[1:]


def in_words(sentence: str) -> str:
    """A sentence of the engine with its paths as people read them."""
    return _QUOTED.sub(lambda found: path_words(found.group(1)), sentence)


def is_path(value: e.Expression | None) -> bool:
    """Whether a value is a name followed by fields and positions only."""
    while isinstance(value, e.Field | e.Index):
        value = value.of
    return isinstance(value, e.Name)


def chip_words(value: e.Expression, phrase: Phrase | None = None) -> str:
    """What a hole of a text is called: the path, with what stands in its place where it is empty; what is worked out
    in the words of `phrase`."""
    match value:
        case e.Binary(operator="or", left=left, right=right):
            return f"{chip_words(left, phrase)} or {chip_words(right, phrase)}"
        case e.Text(parts=parts) if all(isinstance(part, str) for part in parts):
            return "“" + "".join(str(part) for part in parts) + "”"
        case e.Name() | e.Field() | e.Index() if is_path(value):
            return path_words(print_expression(value))
        case _:
            said = phrase(value) if phrase is not None else shown_source(print_expression(value))
            return said[:1].upper() + said[1:]


def shown_source(source: str) -> str:
    """A value as it is written, with its paths in words."""
    return _PATH.sub(lambda found: path_words(found.group()), source)


def shown_pieces(pieces: Iterable[Piece]) -> str:
    """Pieces in one row of words."""
    return "".join(piece.words for piece in pieces)


def pieces_of_text(text: e.Text, phrase: Phrase | None = None) -> tuple[Piece, ...]:
    """A text without its quotes: its words, and each hole as a chip."""
    return tuple(
        Piece("words", part, part)
        if isinstance(part, str)
        else Piece("data", chip_words(part, phrase), print_expression(part))
        for part in text.parts
    )


def pieces_of(value: Node, source: str, at: int) -> tuple[Piece, ...]:
    """A value as it is written from the place `at` on, each path in it as a chip."""
    pieces: list[Piece] = []
    start = 0
    for node in _paths(value):
        begin, end = node.span.start - at, node.span.end - at
        if begin < start or end > len(source) or not source.startswith("@", begin):
            continue
        if begin > start:
            pieces.append(Piece("words", source[start:begin], source[start:begin]))
        pieces.append(Piece("data", path_words(source[begin:end]), source[begin:end]))
        start = end
    if start < len(source):
        pieces.append(Piece("words", source[start:], source[start:]))
    return tuple(pieces)


def _paths(node: Node) -> Iterator[Node]:
    """The longest paths in a value, in the order of the text."""
    if isinstance(node, Path) and is_path(node):
        yield node
        return
    for child in children(node):
        yield from _paths(child)


def text_of(pieces: Iterable[Piece]) -> e.Text:
    """The text that pieces say; a chip that cannot be read stands as its words."""
    parts: list[str | e.Expression] = []
    for piece in pieces:
        part = _hole(piece) if piece.kind == "data" else piece.source
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part != "":
            parts.append(part)
    return e.Text(tuple(parts))


def _hole(piece: Piece) -> "str | e.Expression":
    try:
        value = parse_expression(piece.source)
    except NotAnExpression:
        return piece.words
    if isinstance(value, e.Text) and all(isinstance(part, str) for part in value.parts):
        return "".join(str(part) for part in value.parts)
    return value


def source_of_text(pieces: Iterable[Piece]) -> str:
    """The same as it is written, with its quotes."""
    return print_expression(text_of(pieces))
