"""What flows promise to their callers, worked out from their texts: inputs, what they return, what they can do at most.

A flow that is called by none of the others comes first; in a circle nobody does, so its members promise what can be
known without the others, and the check for circles reports it.
"""

import msgspec

from sayso.compiler import trust
from sayso.compiler.bounds import bound
from sayso.compiler.facts import Facts
from sayso.compiler.infer import infer
from sayso.dsl.catalog import Catalog, Contract
from sayso.dsl.flow import Flow, OnCall, OnEvent
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.statements import RunFlow


def contracts(texts: list[str], catalog: Catalog) -> dict[str, Contract]:
    """The contract of every flow that others can start: by calling it, or by causing its event."""
    return contracts_of([flow for text in texts if (flow := parse(text).flow) is not None], catalog)


def contracts_of(flows: list[Flow], catalog: Catalog) -> dict[str, Contract]:
    """The same for flows that were read already."""
    callable_ = {flow.name: flow for flow in flows if any(isinstance(t, OnCall | OnEvent) for t in flow.triggers)}
    found: dict[str, Contract] = {}
    for name in _in_order(callable_):
        known = msgspec.structs.replace(catalog, flows={**catalog.flows, **found})
        facts, _ = infer(callable_[name], known)
        found[name] = _contract(callable_[name], facts, known)
    return found


def calls(flow: Flow) -> tuple[str, ...]:
    """The flows that a flow runs or starts."""
    return tuple(dict.fromkeys(node.flow for node in walk(flow.body) if isinstance(node, RunFlow)))


def _in_order(flows: dict[str, Flow]) -> list[str]:
    """The called before their callers; a circle is entered where it is first met."""
    ordered: dict[str, None] = {}
    for name in flows:
        _after_called(name, flows, ordered, set())
    return list(ordered)


def _after_called(name: str, flows: dict[str, Flow], ordered: dict[str, None], open_: set[str]) -> None:
    if name in ordered or name in open_ or name not in flows:
        return
    for called in calls(flows[name]):
        _after_called(called, flows, ordered, open_ | {name})
    ordered[name] = None


def _contract(flow: Flow, facts: Facts, catalog: Catalog) -> Contract:
    entries = next((trigger.inputs for trigger in flow.triggers if isinstance(trigger, OnCall)), ())
    inputs = tuple((entry.name, facts.inputs[entry.name]) for entry in entries if entry.name in facts.inputs)
    bounds = bound(flow, facts, catalog)
    stranger, privacy = trust.result(flow, facts, catalog)
    return Contract(
        name=flow.name,
        inputs=inputs,
        returns=facts.returns,
        calls=tuple((name, count.per_run) for name, count in bounds.tools.items()),
        starts=calls(flow),
        on=tuple(trigger.event for trigger in flow.triggers if isinstance(trigger, OnEvent)),
        stranger=stranger,
        privacy=privacy,
        credits=bounds.credits_per_run,
        steps=bounds.steps,
        longest=bounds.longest,
    )
