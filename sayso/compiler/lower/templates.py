"""Email templates to texts with holes: what a template's names stand for in this call was decided by inference."""

from sayso.compiler import ir
from sayso.compiler.facts import Resolved
from sayso.compiler.lower.expressions import Lowering

PARTS = ("subject", "text")
"""The arguments a template becomes, beside its own name."""


def template_texts(lower: Lowering, resolved: Resolved) -> list[tuple[str, ir.Expression]]:
    """The subject and the text of a call's template, those left out that the call gives itself."""
    given = zip(PARTS, resolved.texts, strict=True)
    return [(name, lower.core(text)) for name, text in given if name not in resolved.arguments]
