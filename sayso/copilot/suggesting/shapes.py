"""What a suggestion is."""

from typing import Literal

import msgspec

Kind = Literal["step", "tool", "parameter", "value", "data", "field", "template", "tag", "stage", "person", "event",
               "flow", "word"]  # fmt: skip


class TextEdit(msgspec.Struct, frozen=True):
    """Put `text` in place of what stands from `start` to `end`, counted in characters from 0."""

    start: int
    end: int
    text: str


class Suggestion(msgspec.Struct, frozen=True):
    """One thing that may stand at the caret: its name, what it is, and why it is offered, all in words.

    `edits` put it there, the one at the caret first, another in the header where a tool is new to the flow; after them
    the text can be read. `caret` is where the caret stands then.
    """

    kind: Kind
    label: str
    detail: str
    reason: str
    edits: tuple[TextEdit, ...]
    caret: int


def applied(text: str, suggestion: Suggestion) -> str:
    """The text once a suggestion was taken."""
    for edit in sorted(suggestion.edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
