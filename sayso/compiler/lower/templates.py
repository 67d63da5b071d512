"""Email templates to texts with holes: what a template's names stand for in this call was decided by inference."""

from sayso.compiler import ir
from sayso.compiler.facts import Resolved
from sayso.compiler.infer.template_texts import texts
from sayso.compiler.lower.expressions import Lowering
from sayso.dsl import expressions as e
from sayso.dsl.node import Node, rebuild

PARTS = ("subject", "text")
"""The arguments a template becomes, beside its own name."""


def template_texts(lower: Lowering, resolved: Resolved) -> list[tuple[str, ir.Core]]:
    """The subject and the text of a call's template, those left out that the call gives itself."""
    template = lower.catalog.templates[resolved.template or ""]
    filled = [_filled(text, resolved.variables) for text in texts(template)]
    given = zip(PARTS, filled, strict=True)
    return [(name, lower.core(text)) for name, text in given if name not in resolved.arguments]


def _filled(text: e.Text, variables: dict[str, e.Expression]) -> e.Text:
    def fill(node: Node) -> Node:
        if isinstance(node, e.Name) and node.name in variables:
            return variables[node.name]
        return rebuild(node, fill)

    return rebuild(text, fill)
