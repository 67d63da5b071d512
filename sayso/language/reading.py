"""Any text an editor may hold, made readable without moving a single place in it."""

import re

from sayso.compiler import Compiled
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.source import SourceProblem, normalise
from sayso.dsl.span import Span

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def readable(text: str) -> str:
    """The text with plain line ends and no byte order mark, as long as before.

    A carriage return before a newline becomes a blank, which says nothing at the end of a line.
    """
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def problem_of(text: str) -> Diagnostic | None:
    """Why a text cannot be read at all, or None."""
    try:
        normalise(text)
    except SourceProblem as problem:
        found = _NO_TEXT.search(text)
        at = found.start() if found else 0
        end = at + 1 if found else max(text.find("\n"), min(len(text), 1))
        return Diagnostic(problem.slug, "error", problem.sentence, Span(at, end))
    return None


def unread(text: str, problem: Diagnostic) -> Compiled:
    """What is known of a text that cannot be read at all."""
    return Compiled(text, None, None, None, None, (problem,))
