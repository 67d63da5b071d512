"""Lay the traces of the two sides side by side and name the first difference."""

from dataclasses import dataclass
from functools import cache

from sayso.compiler import compile
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.interpreter import Linked, link
from tests.properties.generating.catalog import CALLED, catalog, programs
from tests.properties.generating.flows import make_text
from tests.reference.adapter import machine_trace
from tests.reference.evaluator.running import play
from tests.reference.evaluator.world import Made, RunTrace, Trace
from tests.reference.plain import plain
from tests.reference.script import Script


@cache
def called_flows() -> dict[str, Flow]:
    """The flows that generated ones run, as trees."""
    flows = [parse(text).flow for text in CALLED]
    return {flow.name: flow for flow in flows if flow is not None}


@dataclass(frozen=True)
class Case:
    """One flow in one world. A `steady` world's records are the same at every instant."""

    text: str
    world: str
    steady: bool = True
    trouble: int = 5


def case(seed: int) -> Case:
    """The flow and the world of a seed."""
    return Case(make_text(seed, seed % 7 + 2), str(seed), seed % 3 > 0, (0, 5, 20)[seed % 5 % 3])


def difference(case: Case) -> str | None:
    """Where the two sides part; None where they agree. `NotAFlow` where the text does not compile."""
    compiled = compile(case.text, catalog())
    flow = parse(case.text).flow
    if compiled.program is None or flow is None:
        raise NotAFlow([finding.sentence for finding in compiled.errors])
    linked = link(compiled.program)
    mine = play(flow, catalog(), _script(case, flow, linked))
    theirs = machine_trace(linked, _script(case, flow, linked), catalog(), programs(), case.text)
    return first_difference(mine, theirs)


def _script(case: Case, flow: Flow, linked: Linked) -> Script:
    loaded = {one.program.flow: one.loads for one in (*programs().values(), linked)}
    return Script(case.world, catalog(), flow, called_flows(), loaded, case.trouble, case.steady)


class NotAFlow(Exception):
    """The text does not compile."""


def first_difference(mine: Trace, theirs: Trace) -> str | None:
    """The first place where two traces differ, in words."""
    ours, other = ({run.id: run for run in trace.runs} for trace in (mine, theirs))
    if sorted(ours) != sorted(other):
        return f"runs: {sorted(ours)} / machine {sorted(other)}"
    for id in sorted(ours):
        found = _runs_differ(ours[id], other[id])
        if found:
            return f"{id} ({ours[id].flow}): {found}"
    for flow, held in mine.memory.items():
        for name, value in held.items():
            there = theirs.memory.get(flow, {}).get(name)
            if (plain(value) or None) != (plain(there) or None):
                return f"memory {flow}.{name}: {plain(value)} / machine {plain(there)}"
    return None


def _runs_differ(one: RunTrace, other: RunTrace) -> str | None:
    for path in one.lanes.keys() | other.lanes.keys():
        if path not in one.lanes or path not in other.lanes:
            lanes = (sorted(one.lanes), sorted(other.lanes))
            return f"lane {path!r} only {'here' if path in one.lanes else 'in the machine'}: {lanes}"
    for path in sorted(one.lanes, key=lambda path: (path.count("/"), path)):
        mine, theirs = one.lanes[path], other.lanes[path]
        for number in range(max(len(mine.calls), len(theirs.calls))):
            a = mine.calls[number] if number < len(mine.calls) else None
            b = theirs.calls[number] if number < len(theirs.calls) else None
            if _call(a) != _call(b):
                return f"lane {path!r} call {number}:\n  here    {_call(a)}\n  machine {_call(b)}"
        if mine.how != theirs.how or (mine.reason is not None and mine.reason != theirs.reason):
            return f"lane {path!r} ended {mine.how} {mine.reason!r} / machine {theirs.how} {theirs.reason!r}"
    if one.state != other.state or plain(one.value) != plain(other.value):
        return f"state {one.state} {plain(one.value)} / machine {other.state} {plain(other.value)}"
    return None


def _call(made: Made | None) -> object:
    return None if made is None else (made.tool, made.path, made.at.isoformat(), plain(made.arguments))
