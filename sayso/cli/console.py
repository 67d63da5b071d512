"""What the command line prints: text in colour where somebody looks, plain where not, or one JSON document.

`terminal` prints where somebody looks, `pipe` where not. Control characters, which could steer a terminal, are never
printed.
"""

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from sayso.cli.pipe import Pipe, escaped

if TYPE_CHECKING:
    from rich.progress import Progress

    from sayso.cli.terminal import Terminal

FORMAT = 1
"""The version of every JSON document's shape; see docs/json.md."""

_STEERING = [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SAFE = {**dict.fromkeys(_STEERING, "\N{REPLACEMENT CHARACTER}"), 0x09: " "}


class Problem(Exception):
    """Something the person must change before the command can do its work: one sentence, and the next step."""

    def __init__(self, sentence: str, slug: str = "usage") -> None:
        super().__init__(sentence)
        self.sentence, self.slug = sentence, slug


class Console:
    """Text for people, or JSON for programs; never both."""

    def __init__(self, json: bool = False, colour: bool = True) -> None:
        """Colours only on a terminal."""
        self.json, self.colour = json, colour
        self.problems: list[Problem] = []
        self._out, self._errors = _writer(sys.stdout, colour), _writer(sys.stderr, colour)
        self._document: dict[str, Any] | None = None

    def aside(self) -> "Console":
        """The same, beside the result: for findings of a command whose text goes into a file or a pipe."""
        beside = Console(self.json, self.colour)
        beside._out = beside._errors
        return beside

    def say(self, text: str = "", style: str = "") -> None:
        """A line of text as it is."""
        if not self.json:
            self._out.say(text.translate(_SAFE), style)

    def mark(self, markup: str, hang: int | None = None) -> None:
        """A line with markup such as `[red]✗[/]`; whatever comes from people must be passed through `plain` first.

        On a terminal that is too narrow the line goes on below, `hang` columns in: as far as it is indented itself.
        """
        if not self.json:
            self._out.mark(markup.translate(_SAFE), hang)

    @property
    def width(self) -> int | None:
        """Columns of the terminal; None in a pipe, where lines have any length."""
        return self._out.width

    def write(self, text: str) -> None:
        """Text to the last byte, for files and pipes."""
        if not self.json:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
            sys.stdout.flush()

    def table(self, headings: list[str], rows: list[list[str]]) -> None:
        """A table of plain texts; cells are wrapped on a terminal, a row stays a line in a pipe."""
        if not self.json:
            self._out.table(headings, [[cell.translate(_SAFE) for cell in row] for row in rows])

    def progress(self) -> "Progress":
        """A bar for long work; silent where nobody looks."""
        from sayso.cli.terminal import bar

        return bar(sys.stderr, silent=self.json or self._errors.width is None)

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
    return escaped(text)


def _writer(file: TextIO, colour: bool) -> "Pipe | Terminal":
    if not (file.isatty() or os.environ.get("FORCE_COLOR")):
        return Pipe(file)
    from sayso.cli.terminal import Terminal

    return Terminal(file, colour)


def _as_json(problem: Problem) -> dict[str, str]:
    return {"slug": problem.slug, "sentence": problem.sentence}
