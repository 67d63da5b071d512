"""Lowering: a flow that was found right, to the program the interpreter runs. A version is named by its hash."""

import msgspec

from sayso.compiler import ir
from sayso.compiler.facts import Facts
from sayso.compiler.lower.expressions import Lowering
from sayso.compiler.lower.records import loaded_fields
from sayso.compiler.lower.statements import Emitting
from sayso.dsl import flow as f
from sayso.dsl.catalog import Catalog
from sayso.dsl.node import NO_NOTES, Node, rebuild
from sayso.dsl.span import NOWHERE
from sayso.dsl.types import Type


def lower(facts: Facts, catalog: Catalog, tainted: dict[int, tuple[str, ...]]) -> ir.Program:
    """The program of a flow without errors, named by the hash of itself and of the catalog entries it used.

    `tainted` says which parameters of which call carry strangers' words; it is checked again at the call.
    """
    lowering = Lowering(facts, catalog, tainted)
    starts = tuple(_start(lowering, trigger) for trigger in facts.flow.triggers)
    lowering.begun = {name: kind for start in starts for name, kind in start.binds}
    out = Emitting(lowering)
    out.block(facts.flow.body)
    out.emit(ir.End(step="end", how="done"))
    program = ir.Program(
        flow=facts.flow.name,
        goal=facts.flow.goal.text if facts.flow.goal else "",
        starts=starts,
        operations=tuple(out.operations),
        permits=tuple(permit for use in facts.flow.uses for permit in _permits(use)),
        limits=tuple((limit.of, limit.count, limit.per) for limit in facts.flow.limits),
        memory=tuple(facts.memory.items()),
        uses=tuple((kind, tuple(sorted(fields))) for kind, fields in sorted(loaded_fields(lowering).items())),
        marks=_marks(out.operations),
        titles=tuple((name, record.title) for name, record in sorted(catalog.records.items())),
        zone=lowering.zone,
        currency=catalog.currency,
        returns=facts.returns,
        catalog=_used_entries(facts, catalog),
    )
    return msgspec.structs.replace(program, version=ir.fingerprint(program))


def _start(lower: Lowering, trigger: f.Trigger) -> ir.Start:
    match trigger:
        case f.OnEvent():
            event = lower.facts.events.get(id(trigger)) or lower.catalog.events[trigger.event]
            where = lower.core(trigger.where) if trigger.where else None
            return ir.Start("event", trigger.event, event.binds, where)
        case f.OnSchedule():
            return ir.Start("schedule", schedule=_placeless(trigger))
        case f.OnWebhook() | f.OnForm():
            kind = "webhook" if isinstance(trigger, f.OnWebhook) else "form"
            return ir.Start(kind, trigger.name, _inputs(lower, trigger))
        case f.OnChat():
            known = ((name, lower.facts.inputs.get(name)) for name in ("visitor", "message"))
            return ir.Start("chat", trigger.name, tuple((name, kind) for name, kind in known if kind is not None))
        case f.OnManual() | f.OnCall():
            kind = "manual" if isinstance(trigger, f.OnManual) else "call"
            return ir.Start(kind, "", _inputs(lower, trigger))


def _inputs(lower: Lowering, trigger: f.OnWebhook | f.OnForm | f.OnManual | f.OnCall) -> tuple[tuple[str, Type], ...]:
    """What this trigger brings: whether it must is not softened by another trigger that does not bring it."""
    brought = lower.facts.brought[id(trigger)]
    return tuple((entry.name, brought[entry.name]) for entry in trigger.inputs)


def _placeless(trigger: f.OnSchedule) -> f.OnSchedule:
    """The schedule alone: neither its place in the file nor its comments are part of what it says."""

    def strip(node: Node) -> Node:
        return msgspec.structs.replace(node, span=NOWHERE)

    return msgspec.structs.replace(rebuild(trigger, strip), span=NOWHERE, notes=NO_NOTES)


def _permits(use: f.Use) -> list[ir.Permit]:
    quota, between = use.quota, use.between
    return [
        ir.Permit(
            tool,
            quota.count if quota else None,
            quota.per if quota else None,
            between.start.strftime("%H:%M") if between else None,
            between.end.strftime("%H:%M") if between else None,
            use.private,
        )
        for tool in use.tools
    ]


def _marks(operations: list[ir.Operation]) -> tuple[str, ...]:
    """The tools and steps whose last call is remembered, because an event is listened for as its answer."""
    listens = [op.listen for op in operations if isinstance(op, ir.Hear | ir.Guard) and op.listen]
    return tuple(sorted({t for listen in listens for t in (*listen.after_tools, listen.after_step or "")} - {""}))


def _used_entries(facts: Facts, catalog: Catalog) -> str:
    tools = sorted({resolved.tool.name for resolved in facts.calls.values()})
    events = sorted({event.name for event in facts.events.values()})
    return ir.fingerprint(
        [
            [catalog.tools[name] for name in tools if name in catalog.tools],
            [catalog.events[name] for name in events],
            [catalog.records[name] for name in sorted(facts.used_fields) if name in catalog.records],
            [catalog.templates[r.template] for r in facts.calls.values() if r.template in catalog.templates],
        ]
    )
