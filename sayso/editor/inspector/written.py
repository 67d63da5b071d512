"""From what stands in a field to how it is written."""

from collections.abc import Iterable, Sequence

from sayso.dsl import expressions as e
from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.editor.inspector.chips import source_of_text
from sayso.editor.inspector.kinds import quoted
from sayso.editor.inspector.shapes import FormField, Piece


def source_from(field: FormField, pieces: Sequence[Piece]) -> str:
    """What somebody left in a field, as it is written; "" where nothing stands there."""
    kept = [piece for piece in pieces if piece.source]
    plain = "".join(piece.source for piece in kept)
    if not plain.strip():
        return ""
    alone = [piece for piece in kept if piece.kind == "data" or piece.source.strip()]
    if field.kind == "text" and not field.data:
        return quoted(plain.strip())
    if field.kind == "text" and (field.quoted or len(alone) != 1 or alone[0].kind == "words"):
        return source_of_text(_trimmed(kept))
    return " ".join(plain.split()) if "\n" not in plain else plain.strip()


def _trimmed(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """Without blanks at the very end, where a line of typing leaves some."""
    last = pieces[-1]
    if last.kind == "words" and len(pieces) == 1:
        return (Piece("words", last.words.strip(), last.source.strip()),)
    return pieces


def items_from(source: str) -> tuple[str, ...]:
    """The plain texts of a list as it is written."""
    try:
        value = parse_expression(source) if source else e.List()
    except NotAnExpression:
        return ()
    items = value.items if isinstance(value, e.List) else ()
    return tuple("".join(str(part) for part in one.parts) for one in items if isinstance(one, e.Text))


def list_of(items: Iterable[str]) -> str:
    """Plain texts as a list; "" for none."""
    written = ", ".join(quoted(one) for one in dict.fromkeys(items) if one)
    return f"[{written}]" if written else ""
