"""Where statements lie in a text, in whole rows, and how rows are set at another depth without changing what they say.

The rows of a statement begin with its comments and end with the line break of its last line.
"""

import re
from bisect import bisect_right

from sayso.dsl.blocks import Address, block_at, blocks, statement_at
from sayso.dsl.diagnostics import Edit
from sayso.dsl.flow import Flow
from sayso.dsl.scan import Line, scan
from sayso.dsl.span import Span
from sayso.dsl.statements import Statement

STEP = "  "
_BLANK_ROWS = re.compile(r"(?:[ \t]*\n)*")
_LEAD = re.compile(r"[ \t]*")


class Rows:
    """The logical lines of a text, found by where they begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = list(scan(text).lines)
        self._starts = [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """The number of the logical line that holds a place, or of the last one before it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def after(self, number: int) -> int:
        """Where the row after a logical line begins; 0 before the first."""
        return 0 if number < 0 else self.text.index("\n", self.lines[number].end) + 1

    def within(self, span: Span) -> list[Line]:
        """The logical lines that begin in a span."""
        return [line for line in self.lines if span.start <= line.start < span.end]

    def own_lines(self, frame: Statement) -> list[Line]:
        """A frame's own lines: head, `otherwise if`, `otherwise`, …, `end`."""
        held = [one.span for _, block in blocks(frame) for one in block.statements]
        return [line for line in self.within(frame.span) if not any(one.start <= line.start < one.end for one in held)]

    def indent(self, span: Span) -> str:
        """The blanks before the line that begins at a span."""
        return self.text[self.lines[self.line_at(span.start)].row : span.start]

    def of_span(self, span: Span, first: bool = False) -> Span:
        """The rows of the line or block at a span, with the comments before it; `first` leaves blank rows out."""
        number = self.line_at(span.start)
        start = self.after(number - 1)
        if first:
            blank = _BLANK_ROWS.match(self.text, start)
            start = blank.end() if blank else start
        return Span(start, self.after(self.line_at(max(span.end - 1, span.start))))

    def of(self, flow: Flow, address: Address, count: int = 1) -> Span:
        """The rows of `count` neighbouring statements."""
        first = statement_at(flow, address)
        last = statement_at(flow, later(address, count - 1))
        rows = self.of_span(first.span, address[-1] == 0)
        return Span(rows.start, self.of_span(last.span).end)

    def place(self, flow: Flow, block: Address, index: int) -> tuple[int, str]:
        """Where rows go in to stand at `index` of a block, and how far they are indented."""
        held = block_at(flow, block)
        if not 0 <= index <= len(held.statements):
            index = len(held.statements)
        if index < len(held.statements):
            span = held.statements[index].span
            return self.of_span(span, index == 0).start, self.indent(span)
        if held.statements:
            return self.of_span(held.statements[-1].span).end, self.indent(held.statements[-1].span)
        if not block:
            return self._body_place(flow), ""
        frame = statement_at(flow, block[:-1])
        return self.after(self.line_at(held.span.start - 1)), self.indent(frame.span) + STEP

    def _body_place(self, flow: Flow) -> int:
        """The end of the header, for a flow that does nothing yet."""
        last = self.line_at(flow.tests[0].span.start) - 1 if flow.tests else len(self.lines) - 1
        return self.after(last)


def later(address: Address, by: int) -> Address:
    """The address of a later neighbour."""
    last = address[-1]
    assert isinstance(last, int)
    return (*address[:-1], last + by)


def reindented(rows: str, indent: str) -> str:
    """Rows set at another depth, all by the same width, so that long texts in them say the same."""
    written = rows.split("\n")
    held = [row for row in written if row.strip()]
    lead = _shared([_blanks(row) for row in held])
    return "\n".join(indent + row.removeprefix(lead) if row.strip() else row for row in written)


def _shared(leads: list[str]) -> str:
    """The longest beginning that all have in common."""
    low, high = min(leads, default=""), max(leads, default="")
    return low[: next((place for place, letter in enumerate(low) if letter != high[place]), len(low))]


def _blanks(row: str) -> str:
    found = _LEAD.match(row)
    return found.group() if found else ""


def spliced(text: str, edits: list[Edit]) -> str:
    """The text with edits made that do not overlap; of two at one place the first comes first."""
    ordered = sorted(enumerate(edits), key=lambda pair: (pair[1].span.start, pair[1].span.end, pair[0]), reverse=True)
    for _, edit in ordered:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
