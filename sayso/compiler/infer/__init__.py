"""Names and types: what every word of a flow stands for, and what every value is."""

from sayso.compiler.facts import Facts, Remembered
from sayso.compiler.infer.flows import infer_flow
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.flow import Flow

__all__ = ["infer"]


def infer(flow: Flow, catalog: Catalog, remembered: Remembered | None = None) -> tuple[Facts, list[Diagnostic]]:
    """What is known about a flow against a catalog, and the findings of group 1; the facts hold the findings too."""
    facts = infer_flow(flow, catalog, remembered)
    return facts, facts.findings
