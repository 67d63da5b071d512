"""Group 1: names and types. Inference finds them while it types a flow; here they join the other checks."""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.infer.kind_rules import KIND_RULES
from sayso.compiler.infer.lane_rules import LANE_RULES
from sayso.compiler.infer.name_rules import NAME_RULES
from sayso.compiler.infer.trial_rules import TRIAL_RULES
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Rule
from sayso.dsl.flow import Flow

RULES: tuple[Rule, ...] = (*NAME_RULES, *KIND_RULES, *LANE_RULES, *TRIAL_RULES)


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """What inference found."""
    yield from facts.findings
