"""Tool calls to operations: arguments by parameter, filters as data, templates as texts, approvals and fresh data."""

from sayso.compiler import ir
from sayso.compiler.facts import Facts, Resolved
from sayso.compiler.lower.expressions import Lowering, condition, constant, duration
from sayso.compiler.lower.records import changed_by, records_in_reach
from sayso.compiler.lower.templates import template_texts
from sayso.dsl import expressions as e
from sayso.dsl.calendar import Duration
from sayso.dsl.node import Node
from sayso.dsl.statements import Approval, ToolCall

APPROVAL = Duration(days=7)
"""How long an approval waits, unless the flow says otherwise."""


def call_operation(
    lower: Lowering, call: ToolCall, resolved: Resolved, step: str, statement: Node, into: str | None
) -> ir.Call:
    """The operation of a tool call."""
    tool = resolved.tool
    approval = call.approval or _approval_in_header(lower.facts, tool.name)
    variables = resolved.variables.values()
    given = [*variables, *resolved.arguments.values(), *resolved.keywords.values()]
    waits = approval is not None or tool.waits
    stales = records_in_reach(lower, statement) if waits else changed_by(lower, statement, resolved)
    return ir.Call(
        step=step,
        reads=lower.records_in(*given, approval.by if approval else None),
        tool=tool.name,
        effect=tool.effect,
        arguments=_arguments(lower, resolved),
        into=into,
        approval=_approval(lower, approval),
        needs=tuple((p.name, field) for p in tool.parameters if p.name in resolved.arguments for field in p.needs),
        stales=stales,
        tainted=lower.tainted.get(id(call), ()),
        returns=resolved.returns,
    )


def _arguments(lower: Lowering, resolved: Resolved) -> tuple[tuple[str, ir.Expression], ...]:
    given: list[tuple[str, ir.Expression]] = []
    for parameter, name, value in resolved.given():
        if parameter is not None and parameter.filter:
            given.append((name, condition(lower, value)))
        elif parameter is not None:
            given.append((name, lower.core(value)))
        else:
            given.append((name, lower.core(value)))
    if resolved.template is not None:
        given += template_texts(lower, resolved)
    return tuple(given)


def _approval_in_header(facts: Facts, tool: str) -> Approval | None:
    return next((use.approval for use in facts.flow.uses if tool in use.tools and use.approval), None)


def _approval(lower: Lowering, approval: Approval | None) -> ir.Approval | None:
    if approval is None:
        return None
    by = lower.core(approval.by) if approval.by is not None else lower.core(e.Name("me"))
    return ir.Approval(by=by, within=duration(approval.within) if approval.within else constant(APPROVAL))
