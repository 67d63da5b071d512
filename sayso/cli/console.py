"""What the command line prints: text in colour where somebody looks, plain where not, or one JSON document."""

import sys
from typing import Any

import msgspec
from rich.console import Console as Rich
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

FORMAT = 1
"""The version of every JSON document's shape; see docs/json.md."""


class Problem(Exception):
    """Something the person must change before the command can do its work: one sentence, and the next step."""

    def __init__(self, sentence: str, slug: str = "usage") -> None:
        super().__init__(sentence)
        self.sentence, self.slug = sentence, slug


class Console:
    """Text for people, or JSON for programs; never both."""

    def __init__(self, json: bool = False, colour: bool = True) -> None:
        """Colours only on a terminal."""
        self.json = json
        self._rich = Rich(highlight=False, no_color=not colour, soft_wrap=True)
        self._errors = Rich(highlight=False, no_color=not colour, stderr=True, soft_wrap=True)
        self._document: dict[str, Any] | None = None

    def say(self, text: str = "", style: str = "") -> None:
        """A line of text as it is."""
        if not self.json:
            self._rich.print(escape(text), style=style or None)

    def mark(self, markup: str) -> None:
        """A line with rich's markup; whatever comes from people must be passed through `plain` first."""
        if not self.json:
            self._rich.print(markup)

    def write(self, text: str) -> None:
        """Text to the last byte, for files and pipes."""
        if not self.json:
            sys.stdout.write(text)

    def table(self, headings: list[str], rows: list[list[str]], title: str = "") -> None:
        """A table of plain texts."""
        if self.json:
            return
        table = Table(
            *headings, title=title or None, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0)
        )
        for row in rows:
            table.add_row(*[escape(cell) for cell in row])
        self._rich.print(table)

    def progress(self) -> Progress:
        """A bar for long work; silent where nobody looks."""
        return Progress(console=self._errors, transient=True, disable=self.json or not self._errors.is_terminal)

    def document(self, command: str, body: dict[str, Any]) -> None:
        """The one JSON document of a command."""
        self._document = {"sayso": FORMAT, "command": command, **body}

    def flush(self) -> None:
        """Print the JSON document, if one was asked for."""
        if self.json and self._document is not None:
            sys.stdout.write(msgspec.json.format(msgspec.json.encode(self._document), indent=2).decode() + "\n")

    def problem(self, problem: Problem) -> None:
        """One sentence, and nothing else."""
        if self.json:
            error = {"slug": problem.slug, "sentence": problem.sentence}
            sys.stdout.write(msgspec.json.encode({"sayso": FORMAT, "error": error}).decode() + "\n")
        else:
            self._errors.print(f"[red]✗[/red] {escape(problem.sentence)}")


def plain(text: str) -> str:
    """A text that markup cannot change."""
    return escape(text)
