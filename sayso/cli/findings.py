"""Findings as people read them: the line, the guilty words underlined, the sentence, what to try; and as JSON."""

from typing import Any

from sayso.cli.console import Console, plain
from sayso.cli.pipe import columns
from sayso.cli.sources import Source
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.source import place

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def as_json(finding: Diagnostic, text: str) -> dict[str, Any]:
    """A finding for programs: lines and columns count from 1, offsets from 0 in the normalised text."""
    line, column = place(text, finding.span.start)
    end_line, end_column = place(text, finding.span.end)
    return {
        "slug": finding.slug,
        "severity": finding.severity,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "sentence": finding.sentence,
        "fix": _fix(finding, 0),
        "fixes": [_fix(finding, number) for number in range(len(finding.fixes))],
    }


def _fix(finding: Diagnostic, number: int) -> dict[str, Any] | None:
    if number >= len(finding.fixes):
        return None
    fix = finding.fixes[number]
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "edits": edits}


def show(console: Console, source: Source, finding: Diagnostic) -> None:
    """A finding on the terminal."""
    line, column = place(source.text, finding.span.start)
    end_line, end_column = place(source.text, finding.span.end)
    colour = COLOURS[finding.severity]
    row = source.text.split("\n")[line - 1]
    end = end_column - 1 if end_line == line else len(row)
    number = str(line)
    words, before, under = _shown(row, column - 1, max(end, column), console.width, len(number) + 3)
    console.mark(f"[bold {colour}]{finding.slug}[/]  [dim]{plain(source.name)}, line {line}[/]")
    console.mark(f"[dim]{number} |[/] {plain(words)}")
    console.mark(f"[dim]{' ' * len(number)} |[/] {' ' * before}[{colour}]{'^' * under}[/]")
    console.say(finding.sentence)
    for fix in finding.fixes[:3]:
        console.mark(f"[green]Try:[/] {plain(fix.title)}", hang=5)
    console.say()


def _shown(row: str, start: int, end: int, width: int | None, margin: int) -> tuple[str, int, int]:
    """A row with its guilty words, the columns before them and theirs; cut to a terminal that is too narrow for it."""
    row = row.replace("\t", " ")
    if width is not None and columns(row) > width - margin:
        from rich.cells import chop_cells

        room = max(width - margin - 2, 20)
        first = 0 if end <= room else max(min(start - 8, end - room), 0)
        cut = chop_cells(row[first:], room)[0]
        head, tail = "…" * (first > 0), "…" * (first + len(cut) < len(row))
        row, start, end = f"{head}{cut}{tail}", start - first + len(head), end - first + len(head)
    before = columns(row[:start])
    return row, before, max(columns(row[start:end]), 1)


def summary(findings: tuple[Diagnostic, ...]) -> str:
    """`2 errors, 1 warning`"""
    counted = [(kind, sum(finding.severity == kind for finding in findings)) for kind in COLOURS]
    told = [f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counted if count]
    return ", ".join(told) or "no findings"


def to_finish(count: int) -> str:
    """`2 things to finish first.`"""
    return f"{count} thing{'' if count == 1 else 's'} to finish first."
