"""Blocks while they are open: their sections and comments, and the nodes they become at their `end`."""

from collections.abc import Callable
from typing import Any

from sayso.dsl.build.parts import Head
from sayso.dsl.node import Notes
from sayso.dsl.scan import Line
from sayso.dsl.span import Span
from sayso.dsl.statements import Block, Branch, ForEach, If, Repeat, Sequence, Stage, Try, WaitFor


class Section:
    """A stretch of statements between the lines of one block."""

    def __init__(self, kind: str, value: Any, place: int) -> None:
        self.kind = kind
        self.value = value
        self.place = place
        self.items: list[Any] = []
        self.tail: list[str] = []

    def block(self) -> Block:
        """The section as a block."""
        if not self.items:
            return Block((), trimmed(self.tail), span=Span(self.place, self.place))
        span = Span(self.items[0].span.start, self.items[-1].span.end)
        return Block(tuple(self.items), without_end(self.tail), span=span)


class Frame:
    """A block that is still open."""

    def __init__(self, kind: str, head: Head | None, line: Line, notes: Notes) -> None:
        self.kind = kind
        self.head = head
        self.line = line
        self.notes = notes
        self.broken = head is None
        self.sections = [Section("", None, line.end)]


def _make_if(frame: Frame, span: Span, notes: Notes) -> If:
    assert frame.head is not None
    conditions = [frame.head.fields["condition"], *(s.value for s in frame.sections[1:] if s.kind == "otherwise if")]
    heads = [frame.head.span.start, *(s.value.span.start for s in frame.sections[1:] if s.kind == "otherwise if")]
    branches = []
    for condition, section, start in zip(conditions, frame.sections, heads, strict=False):
        block = section.block()
        branches.append(Branch(condition, block, span=Span(start, max(block.span.end, condition.span.end))))
    return If(tuple(branches), _last(frame, "otherwise"), span=span, notes=notes)


def _last(frame: Frame, kind: str) -> Block | None:
    return frame.sections[-1].block() if frame.sections[-1].kind == kind else None


def _make_sequence(frame: Frame, span: Span, notes: Notes) -> Sequence:
    body, unless = frame.sections
    return Sequence(body.block(), unless.value, unless.block(), span=span, notes=notes)


def _make_try(frame: Frame, span: Span, notes: Notes) -> Try:
    body, handler = frame.sections
    return Try(body.block(), handler.value, handler.block(), span=span, notes=notes)


def _plain(node: Callable[..., Any], *others: str) -> Callable[[Frame, Span, Notes], Any]:
    """The maker of a block whose head's fields are the node's fields."""

    def make(frame: Frame, span: Span, notes: Notes) -> Any:
        assert frame.head is not None
        more = {kind: _last(frame, kind) for kind in others}
        return node(**frame.head.fields, body=frame.sections[0].block(), **more, span=span, notes=notes)

    return make


BLOCKS: dict[str, Callable[[Frame, Span, Notes], Any]] = {
    "if": _make_if,
    "for each": _plain(ForEach),
    "repeat": _plain(Repeat, "otherwise"),
    "wait for": _plain(WaitFor, "otherwise"),
    "sequence": _make_sequence,
    "try": _make_try,
    "stage": _plain(Stage),
}


def without_start(comments: tuple[str, ...]) -> tuple[str, ...]:
    """Comment lines without a blank one at their start."""
    return comments[1:] if comments and not comments[0] else comments


def single_spaced(comments: tuple[str, ...]) -> tuple[str, ...]:
    """Comment lines with never two blank ones in a row."""
    return tuple(comment for place, comment in enumerate(comments) if comment or not place or comments[place - 1])


def without_end(comments: list[str]) -> tuple[str, ...]:
    """Comment lines without blank ones at their end, and never two in a row."""
    found = [comment for place, comment in enumerate(comments) if comment or (place and comments[place - 1])]
    found = found if not comments or comments[0] else ["", *found]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def trimmed(comments: list[str]) -> tuple[str, ...]:
    """Comment lines without blank ones around them."""
    return without_start(without_end(comments))
