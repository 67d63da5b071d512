"""Prints texts: escapes, holes as bare paths where they read back the same, long texts between triple quotes.

Whatever could be read in two ways is put into a hole as a text of its own, `{"…"}`, which reading folds away.
"""

import re
from collections.abc import Callable

from sayso.dsl.expressions import Expression, Field, Index, Name, Text
from sayso.dsl.print_layout import Piece, TextBlock

Render = Callable[[Expression], str]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "{": "{{"}
_GOES_ON = re.compile(r"[A-Za-z0-9_@]|\.[A-Za-z_]|\[[0-9]+\]")
_BLANKS = re.compile(r"\s*")


def quoted(words: str) -> str:
    """A text that cannot have holes: a title, a name, a goal; on one row unless it has line breaks itself."""
    if "\n" in words:
        return '"""\n' + _plain_in_block(words, "") + '\n"""'
    return f'"{_plain(words, "")}"'


def text_piece(text: Text, render: Render) -> Piece:
    """A text as a piece of a line; one with a line break becomes a block. `render` prints the holes."""
    if any(isinstance(part, str) and "\n" in part for part in text.parts):
        return TextBlock(_rows(_content(text, render, _plain_in_block)))
    return f'"{_content(text, render, _plain)}"'


def _content(text: Text, render: Render, plain: Callable[[str, str], str]) -> str:
    """Everything between the quotes."""
    written = ""
    for place, part in enumerate(text.parts):
        if isinstance(part, str):
            written += plain(part, written[-1:])
        else:
            written += _hole(part, written[-1:], text.parts[place + 1 : place + 2], render)
    return written


def _hole(hole: Expression, before: str, after: tuple["str | Expression", ...], render: Render) -> str:
    bare = is_path(hole) and not _sticks(before) and not any(_continues(part) for part in after)
    return render(hole) if bare else "{" + render(hole) + "}"


def is_path(expression: Expression) -> bool:
    """Whether it is a name followed by fields and positions only: `@news[0].title`."""
    while isinstance(expression, Field | Index):
        expression = expression.of
    return isinstance(expression, Name)


def _sticks(before: str) -> bool:
    """Whether an `@` after this character would be plain text."""
    return before == "@" or (before.isascii() and before.isalnum())


def _continues(part: "str | Expression") -> bool:
    """Whether what follows a bare path would be read as more of it; a hole that follows may begin with `@`."""
    return _GOES_ON.match(part) is not None if isinstance(part, str) else is_path(part)


def _plain(words: str, before: str) -> str:
    """Plain characters escaped, when `before` was written just before them."""
    written = ""
    for letter, following in zip(words, f"{words[1:]} ", strict=False):
        if letter == "@":
            written += "@" if _is_plain_at(written[-1:] or before, following) else "@@"
        else:
            written += _ESCAPES.get(letter, letter)
    return written


def _is_plain_at(before: str, following: str) -> bool:
    """Whether an `@` needs no doubling: right after a letter or digit, and no other `@` right behind."""
    return before.isascii() and before.isalnum() and following != "@"


def _plain_in_block(words: str, before: str) -> str:
    """As `_plain`, but a lone quote needs no escape between triple quotes."""
    pieces = []
    for letters in re.split(r'("+)', words):
        lone = letters == '"' and before != '"'
        pieces.append(letters if lone else _plain(letters, before))
        before = (pieces[-1] or before)[-1:]
    return "".join(pieces)


def _rows(content: str) -> tuple[str, ...]:
    """The rows of a block, such that taking away their common indentation gives the content back."""
    rows = [_safe(row) for row in content.split("\n")]
    written = [place for place, row in enumerate(rows) if row]
    if written and all(rows[place][0] == " " for place in written):
        rows[written[0]] = _in_hole(rows[written[0]])
    return tuple(rows)


def _safe(row: str) -> str:
    """A row whose leading blanks survive dedenting: only-blank rows and odd blanks go into a hole."""
    blanks = _BLANKS.match(row)
    lead = blanks.group() if blanks else ""
    return _in_hole(row) if lead and (lead == row or lead.strip(" ")) else row


def _in_hole(row: str) -> str:
    stripped = row.lstrip()
    return '{"' + row[: len(row) - len(stripped)] + '"}' + stripped
