"""What the language services answer with. All places count code points from 0 in the text that was asked about."""

from typing import Literal

import msgspec

from sayso.compiler import Compiled
from sayso.copilot.suggesting.shapes import Kind
from sayso.dsl.diagnostics import Diagnostic, Edit

HoverKind = Literal[
    "tool", "parameter", "data", "function", "keyword", "value", "event", "template", "flow", "kind", "finding"
]
PieceKind = Literal[
    "keyword", "literal", "unit", "operator", "function", "kind", "data", "tool", "parameter", "number", "text",
    "comment",
]  # fmt: skip
SymbolKind = Literal["flow", "trigger", "permission", "memory", "data", "step", "frame", "test"]


class Analysis(msgspec.Struct, frozen=True):
    """What is known of a text. Its tree and facts are good until the next text is analysed, its findings for ever."""

    text: str
    compiled: Compiled
    findings: tuple[Diagnostic, ...]


class Completion(msgspec.Struct, frozen=True):
    """One thing that may stand at the caret.

    `text` goes from the list's `start` to its `end`; `more` are edits elsewhere (the header's line for a tool that is
    new to the flow). `caret` is where the caret stands then. `detail` says what it is, `reason` why it is offered,
    `last` what its value was when the flow was last tried.
    """

    kind: Kind
    label: str
    detail: str
    reason: str
    text: str
    caret: int
    more: tuple[Edit, ...] = ()
    last: str = ""


class Completions(msgspec.Struct, frozen=True):
    """What may stand from `start` to `end`, the likeliest first."""

    start: int
    end: int
    items: tuple[Completion, ...] = ()


class Hover(msgspec.Struct, frozen=True):
    """What stands from `start` to `end`: a title, sentences about it, and the findings about it. Words in backticks
    are the flow's own."""

    start: int
    end: int
    kind: HoverKind
    title: str
    lines: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


class Formatted(msgspec.Struct, frozen=True):
    """A text in its canonical form; where that would change its meaning, the same text and a sentence that says why."""

    text: str
    problem: str = ""


class HighlightWords(msgspec.Struct, frozen=True):
    """The words of the language by what they are, each in one group, in the order of the alphabet.

    `kinds` are the words after a colon in inputs and memory, those of the workspace's records included. `starts` are
    the keywords a line may begin with.
    """

    keywords: tuple[str, ...]
    literals: tuple[str, ...]
    units: tuple[str, ...]
    operators: tuple[str, ...]
    signs: tuple[str, ...]
    functions: tuple[str, ...]
    kinds: tuple[str, ...]
    starts: tuple[str, ...]


class Symbol(msgspec.Struct, frozen=True):
    """A line of the outline: its words, in `detail` a flow's goal, from where to where it goes, where its own first
    row ends, what is inside."""

    kind: SymbolKind
    name: str
    detail: str
    start: int
    end: int
    head: int
    inside: tuple["Symbol", ...] = ()


class Place(msgspec.Struct, frozen=True):
    """A stretch of the text, and what stands there in a sentence."""

    start: int
    end: int
    sentence: str = ""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A piece of a text that has a colour of its own."""

    kind: PieceKind
    start: int
    end: int
