"""What differs between two texts, line by line, as edits: so carets and marks stay where nothing changed."""

from difflib import SequenceMatcher

from sayso.dsl.diagnostics import Edit
from sayso.dsl.span import Span

MOST_LINES = 20_000
"""In a longer text everything is replaced at once."""


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """The edits that make the new text of the old one; none where they are the same."""
    if old == new:
        return ()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if max(len(before), len(after)) > MOST_LINES:
        return (Edit(Span(0, len(old)), new),)
    starts = [0]
    for row in before:
        starts.append(starts[-1] + len(row))
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(
        Edit(Span(starts[first], starts[last]), "".join(after[start:end]))
        for kind, first, last, start, end in changes
        if kind != "equal"
    )
