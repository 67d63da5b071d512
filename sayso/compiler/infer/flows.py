"""One flow from top to bottom: header, body, tests, and the fields it turned out to use."""

from sayso.compiler.facts import Facts, Remembered
from sayso.compiler.infer import lane_rules
from sayso.compiler.infer.blocks import Blocks
from sayso.compiler.infer.header import judge_header
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.records import check_record
from sayso.compiler.infer.remembering import Remembering
from sayso.compiler.infer.trials import judge_test
from sayso.compiler.infer.used import used_fields
from sayso.compiler.infer.words import spoken
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.types import Type, join, optional


def infer_flow(flow: Flow, catalog: Catalog, remembered: Remembered | None = None) -> Facts:
    """Everything that is known about a flow."""
    inference = Inference(flow, catalog, remembered)
    statements = Blocks(inference) if remembered is None else _remembering(inference, remembered)
    start = inference.start()
    judge_header(statements.typist, start)
    end = statements.block(flow.body, start)
    inference.facts.returns = _returned(inference, falls_through=not end.ended or inference.stops)
    for test in flow.tests:
        judge_test(statements.typist, test, start)
    for record in inference.records:
        check_record(inference, record)
    inference.facts.used_fields = used_fields(flow, inference.facts, catalog)
    inference.facts.always = {place: met for place, met in inference.facts.always.items() if met is not None}
    inference.facts.findings.sort(key=lambda finding: finding.span.start)
    return inference.facts


def _remembering(inference: Inference, remembered: Remembered) -> Remembering:
    """What every statement can depend on is the catalog and the lines above the body."""
    flow = inference.flow
    header = (flow.name, flow.triggers, flow.uses, flow.limits, flow.memory)
    remembered.begin(inference.catalog, *header)
    return Remembering(inference, remembered.learned)


def _returned(inference: Inference, falls_through: bool) -> Type | None:
    """What the flow returns: nothing without a `return`, perhaps missing where a way ends without one."""
    found: Type | None = None
    for kind, span in inference.returned:
        joined = kind if found is None else join(found, kind)
        if joined is None:
            data: dict[str, object] = {"first": spoken(found or kind), "other": spoken(kind)}
            inference.report(lane_rules.RETURNS_DIFFER, span, data)
        else:
            found = joined
    return optional(found) if found is not None and falls_through else found
