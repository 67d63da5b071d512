"""The mends that findings about operators offer with one click."""

from sayso.compiler.infer.literals import plain
from sayso.compiler.infer.words import shown
from sayso.dsl.diagnostics import Edit, Fix, replace
from sayso.dsl.expressions import Binary, Expression, Number
from sayso.dsl.span import Span
from sayso.dsl.types import DATE, DATETIME, MONEY, NUMBER, Type, is_textlike


def at_end(span: Span) -> Span:
    """The empty place right after a span."""
    return Span(span.end, span.end)


def at_start(span: Span) -> Span:
    """The empty place right before a span."""
    return Span(span.start, span.start)


def asks_presence(condition: Expression) -> tuple[Fix, ...]:
    """Ask whether the value exists."""
    if shown(condition) == "this":
        return ()
    return (Fix(f"Ask whether `{shown(condition)}` exists", (Edit(at_end(condition.span), " exists"),)),)


def mends_of_perhaps(node: Binary) -> tuple[Fix, ...]:
    """The two things that `or` could mean where the first side may be missing."""
    path = shown(node.left)
    if path == "this":
        return ()
    between = Span(node.left.span.end, node.right.span.start)
    counts = (Edit(at_start(node.left.span), "default("), Edit(between, ", "), Edit(at_end(node.right.span), ")"))
    return (
        Fix(f"Count a missing `{path}` as yes", (Edit(at_start(node.left.span), f"{path} is missing or "),)),
        Fix("Take the second when the first is missing", counts),
    )


def parentheses(node: Binary) -> tuple[Fix, ...]:
    """Parentheses around the fallback: `(@a or 0) > 50`."""
    if not isinstance(node.right, Binary):
        return ()
    edits = (Edit(at_start(node.left.span), "("), Edit(at_end(node.right.left.span), ")"))
    return (Fix("Put the fallback in parentheses", edits),)


def as_percent(node: Binary) -> tuple[Fix, ...]:
    """The bare number as a percentage."""
    if not isinstance(node.right, Number):
        return ()
    return (Fix(f"Write `{node.right.value}%`", (Edit(at_end(node.right.span), "%"),)),)


def unquoted(value: Expression, beside: Type) -> tuple[Fix, ...]:
    """The literal without its quotes, where that gives a date, a number or an amount."""
    words = plain(value)
    if not words or beside not in (DATE, DATETIME, NUMBER, MONEY) or words.strip("$€£-.k0123456789"):
        return ()
    return (replace("Take the quotes away", value.span, words),)


def swapped(node: Binary, right: Type) -> tuple[Fix, ...]:
    """`"x" in @text` as `@text contains "x"`."""
    if shown(node.right) == "this" or not is_textlike(right) or plain(node.left) is None:
        return ()
    return (replace("Write it with `contains`", node.span, f'{shown(node.right)} contains "{plain(node.left)}"'),)
