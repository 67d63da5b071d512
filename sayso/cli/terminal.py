"""Printing where somebody looks: colours, tables, progress; lines too long for the terminal go on below."""

from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text


class Terminal:
    """A terminal."""

    def __init__(self, file: TextIO, colour: bool) -> None:
        """On that stream; `colour` lets it choose its colours."""
        self.rich = _console(file, colour)

    @property
    def width(self) -> int | None:
        """Its columns."""
        return self.rich.width

    def say(self, text: str, style: str = "") -> None:
        """Lines of text as they are."""
        self._put(Text(text, style=style), None)

    def mark(self, markup: str, hang: int | None = None) -> None:
        """Lines with markup; what is too long goes on `hang` columns in, or as far as its line is indented."""
        self._put(Text.from_markup(markup, emoji=False), hang)

    def _put(self, text: Text, hang: int | None) -> None:
        width = self.rich.width
        for row in text.split("\n", allow_blank=True):
            indent = len(row.plain) - len(row.plain.lstrip()) if hang is None else hang
            if row.cell_len <= width or width < indent + 20:
                self.rich.print(row, soft_wrap=True)
                continue
            for number, part in enumerate(row[indent:].wrap(self.rich, width - indent)):
                self.rich.print((row[:indent] if number == 0 else Text(" " * indent)) + part, soft_wrap=True)

    def table(self, headings: list[str], rows: list[list[str]]) -> None:
        """A table whose cells are wrapped."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for number, heading in enumerate(headings):
            table.add_column(heading, overflow="fold", no_wrap=number == 0)
        for row in rows:
            table.add_row(*[escape(cell) for cell in row])
        self.rich.print(table)


class _Console(Console):
    """Leaves a closed pipe to the command line's own end."""

    def on_broken_pipe(self) -> None:
        """Nobody reads on."""
        raise BrokenPipeError


def bar(file: TextIO, silent: bool) -> Progress:
    """A bar for long work."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=_console(file, True), transient=True, disable=silent)


def _console(file: TextIO, colour: bool) -> Console:
    return _Console(highlight=False, emoji=False, file=file, color_system="auto" if colour else None)
