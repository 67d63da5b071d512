"""Printing where nobody looks: in a pipe or a file a line stays a line, and markup leaves no trace."""

import re
from typing import TextIO

TAG = re.compile(r"(\\*)(\[[a-z#/@][^\[]*?\])")
"""Markup as `rich` reads it; an odd number of backslashes before it makes it plain text."""


class Pipe:
    """A stream that is read by another program."""

    width = None

    def __init__(self, file: TextIO) -> None:
        """Onto that stream."""
        self.file = file

    def say(self, text: str, style: str = "") -> None:
        """Lines of text as they are."""
        self.file.write(text + "\n")
        self.file.flush()

    def mark(self, markup: str, hang: int | None = None) -> None:
        """Lines without their markup."""
        self.say(unmarked(markup))

    def table(self, headings: list[str], rows: list[list[str]]) -> None:
        """Columns of plain text; a row stays a line."""
        whole = [headings, *rows]
        widths = [max(columns(cell) for cell in column) for column in zip(*whole, strict=True)]
        for row in whole:
            padded = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
            self.say("  ".join(padded).rstrip())


def columns(text: str) -> int:
    """How many columns a text takes; some signs take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def escaped(text: str) -> str:
    """A text that markup cannot change; a backslash at its end does not change what follows it."""
    text = TAG.sub(lambda found: found[1] * 2 + "\\" + found[2], text)
    return text + "\\" if text.endswith("\\") and not text.endswith("\\\\") else text


def unmarked(markup: str) -> str:
    """What a marked text says."""
    return TAG.sub(lambda found: "\\" * (len(found[1]) // 2) + (found[2] if len(found[1]) % 2 else ""), markup)
