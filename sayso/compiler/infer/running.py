"""`run flow` and `start flow`: the inputs of another flow, by its contract."""

from sayso.compiler.infer import lane_rules, name_rules
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.compiler.infer.records import name_mends
from sayso.compiler.infer.state import State
from sayso.compiler.infer.wants import expect
from sayso.compiler.infer.words import listed
from sayso.dsl.catalog import Contract
from sayso.dsl.span import Span
from sayso.dsl.statements import RunFlow
from sayso.dsl.types import UNKNOWN, Type, may_be_missing


def run_flow(typist: Typist, node: RunFlow, state: State) -> Type:
    """Judge the call of another flow; gives what it returns."""
    inference = typist.inference
    contract = find_contract(inference, node.flow, node.span, len("run flow " if node.waits else "start flow "))
    inputs = dict(contract.inputs) if contract else {}
    for argument in node.arguments:
        wanted = inputs.get(argument.name or "")
        if wanted is not None:
            expect(typist, argument.value, state, wanted)
            continue
        typist.type_of(argument.value, state)
        if contract is not None:
            data: dict[str, object] = {"tool": node.flow, "name": argument.name, "known": listed(list(inputs))}
            inference.report(name_rules.UNKNOWN_PARAMETER, argument.span, data, *name_mends(argument, list(inputs)))
    return UNKNOWN if contract is None else _result(inference, node, contract)


def find_contract(inference: Inference, name: str, span: Span, skip: int) -> Contract | None:
    """The contract of the flow of that name, reported where there is none; its name stands `skip` into the span."""
    contract = inference.catalog.flows.get(name)
    if contract is None:
        place = Span(span.start + skip, span.start + skip + len(name) + 2)
        fixes = did_you_mean(name, list(inference.catalog.flows), place, '"', '"')
        inference.report(name_rules.UNKNOWN_FLOW, place, {"name": name}, *fixes)
    return contract


def _result(inference: Inference, node: RunFlow, contract: Contract) -> Type:
    given = {argument.name for argument in node.arguments}
    place = Span(node.span.start, node.span.start + len("run flow" if node.waits else "start flow"))
    for name, kind in contract.inputs:
        if name not in given and not may_be_missing(kind):
            inference.report(name_rules.MISSING_PARAMETER, place, {"tool": node.flow, "name": name})
            break
    if node.result is None:
        return UNKNOWN
    if contract.returns is None or not node.waits:
        return inference.report(lane_rules.FLOW_GIVES_NOTHING, place, {"flow": node.flow})
    return contract.returns
