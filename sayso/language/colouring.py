"""The pieces of a text by what they are, for colours: by their signs alone, so broken lines have them too."""

import re
from collections.abc import Iterator
from functools import cache

from sayso.dsl.catalog import Catalog
from sayso.language.highlight import highlight_words
from sayso.language.shapes import Piece, PieceKind

DEEPEST = 200
"""Texts and holes inside each other, beyond which everything is one text."""
_PATH = r"@[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*"
_CODE = re.compile(
    rf"""(?P<comment>\#[^\n]*) | (?P<opens>\"\"\"|") | (?P<data>(?<![A-Za-z0-9@]){_PATH})
    | (?P<hole>\{{) | (?P<closes>\}}) | (?P<parameter>[A-Za-z_]\w*(?=:)) | (?P<tool>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)
    | (?P<number>\d{{4}}-\d\d-\d\d | \d\d?:\d\d | [$€£]?\d[\d_]*(?:\.\d[\d_]*)?[km%]?) | (?P<word>[A-Za-z_]\w*)
    | (?P<sign>==|!=|<=|>=|[<>+*/=|?-])""",
    re.VERBOSE,
)
_TEXT = re.compile(rf'\\.|@@|\{{\{{|(?P<closes>"|\n)|(?P<hole>\{{)|(?P<data>(?<![A-Za-z0-9@]){_PATH})')
_LONG = re.compile(rf'\\.|@@|\{{\{{|(?P<closes>""")|(?P<hole>\{{)|(?P<data>(?<![A-Za-z0-9@]){_PATH})', re.DOTALL)
PIECES: dict[str, PieceKind] = {
    "comment": "comment", "data": "data", "parameter": "parameter", "tool": "tool", "number": "number",
    "sign": "operator",
}  # fmt: skip
"""What the named groups of the patterns are."""
_INSIDE = {'"': _TEXT, '"""': _LONG}


def pieces(text: str, catalog: Catalog) -> Iterator[Piece]:
    """The coloured pieces of a text, in order; none lie in each other."""
    kinds = _kinds_of_words(catalog)
    open_ = [""]
    place = since = 0
    while place <= len(text):
        inside = _INSIDE.get(open_[-1])
        found = (inside or _CODE).search(text, place)
        if found is None:
            break
        kind, at, place = found.lastgroup or "", found.start(), found.end()
        if inside is not None:
            if kind:
                yield from _piece("text", since, place if kind == "closes" else at)
            since = _in_text(kind, open_, since, place)
        elif kind == "opens" and len(open_) < DEEPEST:
            open_.append(found.group())
            since = at
        elif kind == "closes" and len(open_) > 1:
            open_.pop()
            since = place
        elif kind == "word":
            yield from _word(text, at, place, kinds)
        if kind not in ("opens", "closes", "hole", "word", ""):
            yield from _piece(PIECES[kind], at, place)
    if open_[-1] in _INSIDE:
        yield from _piece("text", since, len(text))


def _in_text(kind: str, open_: list[str], since: int, place: int) -> int:
    """What a sign in a text does to what is open; gives where the text goes on."""
    if kind == "closes":
        open_.pop()
    elif kind == "hole" and len(open_) < DEEPEST:
        open_.append("{")
    return place if kind else since


def _piece(kind: PieceKind, start: int, end: int) -> Iterator[Piece]:
    if end > start:
        yield Piece(kind, start, end)


def _word(text: str, start: int, end: int, kinds: dict[str, PieceKind]) -> Iterator[Piece]:
    """A bare word: a function before its bracket, a kind of value after a colon, else a word of the language."""
    word = text[start:end]
    before = text[max(0, start - 40) : start].rstrip(" \t")
    if text.startswith("(", end):
        yield Piece("function", start, end)
    elif before.endswith(":") and f"kind {word}" in kinds:
        yield Piece("kind", start, end)
    elif word in kinds:
        yield Piece(kinds[word], start, end)
    elif f"kind {word}" in kinds and before.endswith(" of"):
        yield Piece("kind", start, end)


@cache
def _language() -> dict[str, PieceKind]:
    """The words of the language by what they are."""
    words = highlight_words(Catalog())
    groups: dict[PieceKind, tuple[str, ...]] = {
        "keyword": words.keywords, "literal": words.literals, "unit": words.units, "operator": words.operators,
    }  # fmt: skip
    return {part: kind for kind, group in groups.items() for word in group for part in word.split()}


def _kinds_of_words(catalog: Catalog) -> dict[str, PieceKind]:
    return _language() | {f"kind {name}": "kind" for name in highlight_words(catalog).kinds}
