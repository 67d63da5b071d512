"""Findings: one struct for every mistake, and the rule that gives it its words.

Each check keeps its rules in a table beside its code; `compiler.rules` and `dsl.mistakes.rules` gather them. The same
table feeds the command line, the editor, the API, the copilot's repair and `docs/diagnostics.md`.
"""

from functools import lru_cache
from typing import Literal

import msgspec

from sayso.dsl.span import Span

MOST_COMPARED = 1_000
"""Names among which the nearest is looked for."""
Severity = Literal["error", "warning", "note"]
"""An error keeps the flow from running; a warning does not; a note is only worth knowing."""


class Edit(msgspec.Struct, frozen=True, gc=False):
    """Replace what stands at `span` with `text`; an empty span inserts."""

    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True, gc=False):
    """A mend that one click applies: its button's words, and edits that do not overlap."""

    title: str
    edits: tuple[Edit, ...]


class Diagnostic(msgspec.Struct, frozen=True, gc=False):
    """One finding: what is wrong, where, and how it may be mended."""

    slug: str
    severity: Severity
    sentence: str
    span: Span
    fixes: tuple[Fix, ...] = ()


def moved(finding: Diagnostic, by: int) -> Diagnostic:
    """The finding, with all it mends, when so many code points were put before it."""
    if not by:
        return finding
    fixes = tuple(
        Fix(fix.title, tuple(Edit(edit.span.shifted(by), edit.text) for edit in fix.edits)) for fix in finding.fixes
    )
    return msgspec.structs.replace(finding, span=finding.span.shifted(by), fixes=fixes)


def stands_in(finding: Diagnostic, span: Span) -> bool:
    """Whether the finding and all its mends stand inside a stretch of the text."""
    spans = [finding.span, *(edit.span for fix in finding.fixes for edit in fix.edits)]
    return all(span.start <= one.start and one.end <= span.end for one in spans)


class Rule(msgspec.Struct, frozen=True):
    """The words of one kind of finding.

    `sentence` has `{name}` places filled from the finding's data. `bad` is a whole small flow that gets the finding,
    `good` the same flow mended; tests compile both.
    """

    slug: str
    sentence: str
    why: str
    next: str
    bad: str
    good: str
    severity: Severity = "error"

    def at(self, span: Span, data: dict[str, object] | None = None, *fixes: Fix) -> Diagnostic:
        """The finding at a place, its sentence filled from `data`."""
        return Diagnostic(self.slug, self.severity, self.sentence.format(**(data or {})), span, fixes)


def replace(title: str, span: Span, text: str) -> Fix:
    """A fix that puts `text` in place of what stands at `span`."""
    return Fix(title, (Edit(span, text),))


def apply_fix(text: str, fix: Fix) -> str:
    """The text with a fix's edits made, last first so that places stay right."""
    for edit in sorted(fix.edits, key=lambda edit: edit.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def nearest(word: str, known: list[str]) -> str | None:
    """The known name most like `word`, if any is like enough to be meant; among too many none is looked for."""
    if len(known) > MOST_COMPARED:
        return None
    lowered = {name.lower(): name for name in known}
    found = _nearest(word.lower(), tuple(lowered))
    return lowered[found] if found else None


@lru_cache(1_000)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Kept, because a file that has a mistake has it often."""
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.6)), None)
