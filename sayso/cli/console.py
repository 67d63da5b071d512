"""What the command line prints: text in colour where somebody looks, plain where not, or one JSON document.

On a terminal lines are wrapped between words; in a pipe a line stays a line. Control characters, which could steer a
terminal, are never printed.
"""

import sys
from typing import Any, TextIO

import msgspec
from rich.cells import cell_len
from rich.console import Console as Rich
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

FORMAT = 1
"""The version of every JSON document's shape; see docs/json.md."""

_STEERING = [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SAFE = {**dict.fromkeys(_STEERING, "\N{REPLACEMENT CHARACTER}"), 0x09: " "}


class Problem(Exception):
    """Something the person must change before the command can do its work: one sentence, and the next step."""

    def __init__(self, sentence: str, slug: str = "usage") -> None:
        super().__init__(sentence)
        self.sentence, self.slug = sentence, slug


class _Rich(Rich):
    """Leaves a closed pipe to the command line's own end."""

    def on_broken_pipe(self) -> None:
        """Nobody reads on."""
        raise BrokenPipeError


class Console:
    """Text for people, or JSON for programs; never both."""

    def __init__(self, json: bool = False, colour: bool = True) -> None:
        """Colours only on a terminal."""
        self.json, self.colour = json, colour
        self.problems: list[Problem] = []
        self._out, self._errors = _rich(sys.stdout, colour), _rich(sys.stderr, colour)
        self._document: dict[str, Any] | None = None

    def aside(self) -> "Console":
        """The same, beside the result: for findings of a command whose text goes into a file or a pipe."""
        beside = Console(self.json, self.colour)
        beside._out = beside._errors
        return beside

    def say(self, text: str = "", style: str = "") -> None:
        """A line of text as it is."""
        self._put(Text(text.translate(_SAFE), style=style))

    def mark(self, markup: str, hang: int | None = None) -> None:
        """A line with rich's markup; whatever comes from people must be passed through `plain` first.

        On a terminal that is too narrow the line goes on below, `hang` columns in: as far as it is indented itself.
        """
        self._put(Text.from_markup(markup.translate(_SAFE), emoji=False), hang)

    def _put(self, text: Text, hang: int | None = None) -> None:
        if self.json:
            return
        for row in text.split("\n", allow_blank=True):
            indent = len(row.plain) - len(row.plain.lstrip()) if hang is None else hang
            if not self._out.is_terminal or row.cell_len <= self._out.width or self._out.width < indent + 20:
                self._out.print(row, soft_wrap=True)
                continue
            for number, part in enumerate(row[indent:].wrap(self._out, self._out.width - indent)):
                self._out.print((row[:indent] if number == 0 else Text(" " * indent)) + part, soft_wrap=True)

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None in a pipe, where lines have any length."""
        return self._out.width if self._out.is_terminal else None

    def write(self, text: str) -> None:
        """Text to the last byte, for files and pipes."""
        if not self.json:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.flush()

    def table(self, headings: list[str], rows: list[list[str]]) -> None:
        """A table of plain texts; cells are wrapped on a terminal, a row stays a line in a pipe."""
        safe = [[cell.translate(_SAFE) for cell in row] for row in rows]
        if self.json:
            return
        if self.width is None:
            self._columns([headings, *safe])
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for number, heading in enumerate(headings):
            table.add_column(heading, overflow="fold", no_wrap=number == 0)
        for row in safe:
            table.add_row(*[escape(cell) for cell in row])
        self._out.print(table)

    def _columns(self, rows: list[list[str]]) -> None:
        widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
            self._out.print(Text("  ".join(padded).rstrip()), soft_wrap=True)

    def progress(self) -> Progress:
        """A bar for long work; silent where nobody looks."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(
            *columns, console=self._errors, transient=True, disable=self.json or not self._errors.is_terminal
        )

    def document(self, command: str, body: dict[str, Any]) -> None:
        """The one JSON document of a command."""
        self._document = {"sayso": FORMAT, "command": command, **body}

    def flush(self) -> None:
        """Print the JSON document, if one was asked for."""
        if self.json and self._document is not None:
            if self.problems:
                self._document["problems"] = [_as_json(problem) for problem in self.problems]
            self._write_json(self._document)
        sys.stdout.flush()

    def aside_problem(self, problem: Problem) -> None:
        """One of several files cannot be taken; the others can. The command ends with 2."""
        self.problems.append(problem)
        if not self.json:
            self.problem(problem)

    def problem(self, problem: Problem) -> None:
        """One sentence, and nothing else."""
        if self.json:
            self._write_json({"sayso": FORMAT, "error": _as_json(problem)})
            return
        beside = self.aside()
        beside.mark(f"[red]✗[/red] {plain(problem.sentence)}", hang=2)

    def _write_json(self, document: dict[str, Any]) -> None:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        sys.stdout.flush()


def plain(text: str) -> str:
    """A text that markup cannot change."""
    return escape(text)


def _rich(file: TextIO, colour: bool) -> Rich:
    return _Rich(highlight=False, emoji=False, file=file, color_system="auto" if colour else None)


def _as_json(problem: Problem) -> dict[str, str]:
    return {"slug": problem.slug, "sentence": problem.sentence}
