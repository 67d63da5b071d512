"""The mends for a value that may be missing: say what stands in for it, or do the step only when it is there."""

from sayso.compiler.infer.words import shown
from sayso.dsl.diagnostics import Edit, Fix
from sayso.dsl.expressions import Binary, Expression, Text
from sayso.dsl.span import Span
from sayso.dsl.statements import Line
from sayso.dsl.types import BOOLEAN, ListOf, RecordOf, Scalar, Type, present

ASK = 'todo "what to say instead?"'
GREETED, COMPANY = "firstname", "company.name"
FALLBACKS = {
    "number": "0",
    "percent": "0%",
    "money": "$0",
    "date": "@today",
    "datetime": "@now",
    "duration": "1 day",
}
"""What may stand in for a missing value of a kind."""


def fallback_for(kind: Type, path: str) -> str:
    """What stands in for a missing value, as it is written; a hole where nothing can be guessed."""
    kind = present(kind)
    if isinstance(kind, Scalar) and kind.name == "text":
        return _words_for(path.lower())
    if isinstance(kind, Scalar) and kind.name in FALLBACKS:
        return FALLBACKS[kind.name]
    if isinstance(kind, ListOf):
        return "[]"
    return "@me" if kind == RecordOf("person") else 'todo "what else?"'


def _words_for(path: str) -> str:
    """What a text can say where one is missing: "there" for whom it greets; what else, only its writer knows."""
    if path.endswith(GREETED):
        return '"there"'
    return '"your company"' if path.endswith(COMPANY) else ASK


def _label(other: str) -> str:
    return 'Say `or "…"`' if other == ASK else f"Say `or {other}`"


def mends(guilty: Expression, kind: Type, around: Line | None) -> tuple[Fix, ...]:
    """The mends for a value that stands outside a text."""
    start, end = Span(guilty.span.start, guilty.span.start), Span(guilty.span.end, guilty.span.end)
    other = fallback_for(kind, shown(guilty))
    if present(kind) == BOOLEAN:
        said = Fix("Count a missing one as no", (Edit(start, "default("), Edit(end, ", false)")))
    else:
        said = Fix(_label(other), _bracketed(guilty, start, end, other))
    return (said, *_wrapped(guilty, around))


def mends_of_person(guilty: Expression, around: Line | None) -> tuple[Fix, ...]:
    """The mends for somebody who may be missing."""
    end = Span(guilty.span.end, guilty.span.end)
    return (Fix("Say `or @me`", (Edit(end, " or @me"),)), *_wrapped(guilty, around))


def _bracketed(guilty: Expression, start: Span, end: Span, other: str) -> tuple[Edit, ...]:
    """A path takes its fallback in parentheses, in case arithmetic stands around it."""
    if isinstance(guilty, Binary) and guilty.operator == "or":
        return (Edit(end, f" or {other}"),)
    return (Edit(start, "("), Edit(end, f" or {other})"))


def mends_in_text(text: Text, hole: Expression, kind: Type, around: Line | None) -> tuple[Fix, ...]:
    """The mends for a hole of a text."""
    other = fallback_for(kind, shown(hole))
    start, end = Span(hole.span.start, hole.span.start), Span(hole.span.end, hole.span.end)
    in_braces = _is_in_braces(text, hole)
    if in_braces is None or present(kind) == BOOLEAN:
        return _wrapped(hole, around)
    inside = (Edit(end, f" or {other}"),)
    whole = inside if in_braces else (Edit(start, "{"), Edit(end, f" or {other}}}"))
    return (Fix(_label(other), whole), *_wrapped(hole, around))


def _is_in_braces(text: Text, hole: Expression) -> bool | None:
    """Whether a hole is written `{@a}` and not `@a`; None where escapes keep it from being told."""
    if shown(hole) == "this":
        return True
    at: int | None = text.span.start + 1
    for part in text.parts:
        if isinstance(part, str):
            at = None if at is None or set(part) & set('@{"\\\n') else at + len(part)
            continue
        braces = None if at is None else {at: False, at + 1: True}.get(part.span.start)
        if part is hole:
            return braces
        at = None if braces is None else part.span.end + braces
    return None


def _wrapped(guilty: Expression, around: Line | None) -> tuple[Fix, ...]:
    """The step put into `if … exists`."""
    if around is None or shown(guilty) == "this":
        return ()
    before = Edit(Span(around.span.start, around.span.start), f"if {shown(guilty)} exists\n  ")
    after = Edit(Span(around.span.end, around.span.end), "\nend")
    return (Fix(f"Do it only if `{shown(guilty)}` exists", (before, after)),)
