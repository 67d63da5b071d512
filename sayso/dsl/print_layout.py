"""Lays out one line of a flow: flat where it fits, else broken inside its brackets, outermost first.

A line is made of pieces. The layout knows widths and indentation and nothing of the language.
"""

from collections.abc import Iterator

import msgspec

WIDTH = 110
INDENT = "  "


class Bracket(msgspec.Struct, frozen=True):
    """`open`, items, `close`; broken, each item stands on a row of its own.

    Items of a list have commas between them, and broken also after the last; those of a chain (`comma` False) have
    none. `shown` False hides the brackets while the line is flat.
    """

    open: str
    items: tuple["Line", ...]
    close: str
    comma: bool = True
    shown: bool = True


class TextBlock(msgspec.Struct, frozen=True):
    """A long text between triple quotes; each of its lines is set one level deeper than the line it begins on."""

    lines: tuple[str, ...]


Piece = str | Bracket | TextBlock
Line = tuple[Piece, ...]


def lay_out(line: Line, depth: int = 0) -> str:
    """The line as text, indented by `depth` levels from its second row on; it begins where the caller puts it."""
    return "".join(_Layout(depth).run(line))


def flat(line: Line) -> str:
    """The line on one row; long texts keep their rows, unindented."""
    return "".join(_block(piece) if isinstance(piece, TextBlock) else piece for piece in _flat_pieces(line))


def _block(text: TextBlock) -> str:
    return "\n".join(('"""', *text.lines, '"""'))


class _Layout:
    """Walks a line once, remembering the column it has reached."""

    def __init__(self, depth: int) -> None:
        self.column = len(INDENT) * depth
        self.depth = depth

    def run(self, line: Line) -> Iterator[str]:
        for place, piece in enumerate(line):
            match piece:
                case str():
                    yield self._moved(piece)
                case TextBlock():
                    yield from self._text(piece)
                case Bracket() if piece.items and not self._fits((piece,), line[place + 1 :]):
                    yield from self._broken(piece)
                case Bracket():
                    yield from self._kept(piece)

    def _moved(self, text: str) -> str:
        self.column += len(text)
        return text

    def _row(self) -> str:
        self.column = len(INDENT) * self.depth
        return "\n" + INDENT * self.depth

    def _text(self, block: TextBlock) -> Iterator[str]:
        yield '"""'
        self.depth += 1
        for row in block.lines:
            yield self._row() + row if row else "\n"
        self.depth -= 1
        yield self._row() + self._moved('"""')

    def _kept(self, bracket: Bracket) -> Iterator[str]:
        for piece in _pieces(bracket):
            if isinstance(piece, TextBlock):
                yield from self._text(piece)
            else:
                yield self._moved(piece)

    def _broken(self, bracket: Bracket) -> Iterator[str]:
        yield self._moved(bracket.open)
        self.depth += 1
        for item in bracket.items:
            yield self._row()
            yield from self.run(item)
            if bracket.comma:
                yield self._moved(",")
        self.depth -= 1
        yield self._row()
        yield self._moved(bracket.close)

    def _fits(self, now: Line, then: Line) -> bool:
        """Whether `now` stays within the width laid flat, together with what must follow it on the same row."""
        column = self.column
        for piece in _flat_pieces(now):
            column = len(INDENT) * self.depth + 3 if isinstance(piece, TextBlock) else column + len(piece)
            if column > WIDTH:
                return False
        return column + _until_break(then) <= WIDTH


def _flat_pieces(line: Line) -> Iterator[str | TextBlock]:
    for piece in line:
        if isinstance(piece, Bracket):
            yield from _pieces(piece)
        else:
            yield piece


def _pieces(bracket: Bracket) -> Iterator[str | TextBlock]:
    yield bracket.open if bracket.shown else ""
    for number, item in enumerate(bracket.items):
        if number:
            yield ", " if bracket.comma else " "
        yield from _flat_pieces(item)
    yield bracket.close if bracket.shown else ""


def _until_break(line: Line) -> int:
    """The width of what stands before the first place where the rest of the line may break."""
    width = 0
    for piece in line:
        match piece:
            case str():
                width += len(piece)
            case TextBlock():
                return width + 3
            case Bracket():
                return width + (len(piece.open) if piece.items else len(flat((piece,))))
    return width
