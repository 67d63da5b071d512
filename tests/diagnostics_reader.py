"""Reads the chunks of `tests/diagnostics/*.flow`: small flows whose guilty lines name the finding they get.

Chunks are parted by a line `---`. A guilty line ends with `### slug "underlined text"`, once for each finding; the
marks are taken away before the chunk is read.
"""

import re
from pathlib import Path
from typing import NamedTuple

from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.source import place

FOLDER = Path(__file__).parent / "diagnostics"
_MARK = re.compile(r'[ \t]*### ([a-z-]+) "(.*?)"(?=[ \t]*(?:###|$))')


class Chunk(NamedTuple):
    """A small flow, where it begins in its file, and its findings as (line in the flow, slug, underlined text)."""

    name: str
    text: str
    findings: tuple[tuple[int, str, str], ...]


def read_chunks(file: str) -> list[Chunk]:
    """The chunks of one file of the folder."""
    chunks, row = [], 1
    for raw in re.split(r"^---\n", (FOLDER / file).read_text("utf-8"), flags=re.MULTILINE):
        rows = raw.split("\n")
        marks = [(n, *mark) for n, line in enumerate(rows, 1) for mark in _MARK.findall(line)]
        text = "\n".join(_MARK.sub("", line) for line in rows)
        chunks.append(Chunk(f"{file}:{row}", text, tuple(marks)))
        row += len(rows)
    return chunks


def told(text: str, findings: tuple[Diagnostic, ...]) -> tuple[tuple[int, str, str], ...]:
    """Findings in the form of `Chunk.findings`; an underlining that spans rows is cut at the first."""
    return tuple(
        (place(text, d.span.start)[0], d.slug, text[d.span.start : d.span.end].split("\n")[0]) for d in findings
    )
