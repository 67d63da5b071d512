"""Builders: what each rule of the grammar makes, keyed by the rule's name."""

from sayso.dsl.build import expressions, header, literals, statements
from sayso.dsl.lalr import Builder

BUILDERS: dict[str, Builder] = {
    **literals.BUILDERS,
    **expressions.BUILDERS,
    **statements.BUILDERS,
    **header.BUILDERS,
}
