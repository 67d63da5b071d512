"""What a flow's `use` lines say about a tool, and the exact edits that make them say more.

Edits touch only the line they are about; a line that names several tools is split before it gets a condition.
"""

from sayso.compiler.facts import Facts
from sayso.dsl.diagnostics import Edit, Fix
from sayso.dsl.flow import Flow, Quota, Use
from sayso.dsl.span import Span
from sayso.dsl.statements import Approval, ToolCall


def calls(facts: Facts) -> list[ToolCall]:
    """Every tool call of the body in the order of the text, those switched off too."""
    return facts.of(ToolCall)


def name_span(call: ToolCall) -> Span:
    """Where the tool's name stands."""
    return Span(call.span.start, call.span.start + len(call.tool))


def use_of(flow: Flow, tool: str) -> Use | None:
    """The first `use` line that names the tool."""
    return next((use for use in flow.uses if tool in use.tools), None)


def uses_of(flow: Flow, tool: str) -> list[Use]:
    """All `use` lines that name the tool; each one's conditions hold."""
    return [use for use in flow.uses if tool in use.tools]


def quotas_of(flow: Flow, tool: str) -> list[Quota]:
    """The `at most N per …` conditions of the tool."""
    return [use.quota for use in uses_of(flow, tool) if use.quota is not None]


def approval_of(flow: Flow, call: ToolCall) -> Approval | None:
    """The approval a call waits for: its own, else that of its `use` line."""
    lines = (use.approval for use in uses_of(flow, call.tool) if use.approval is not None)
    return call.approval or next(lines, None)


def may_take_private(flow: Flow, tool: str) -> bool:
    """Whether a `use` line of the tool says `with private data`."""
    return any(use.private for use in uses_of(flow, tool))


def list_tool(flow: Flow, tool: str) -> Fix | None:
    """Put a tool on the header: at the end of a plain `use` line, else on a line of its own."""
    plain = [use for use in flow.uses if _is_plain(use)]
    if plain:
        return _insert(f"Add `{tool}` to the flow's tools", plain[-1].span.end, f", {tool}")
    title = f"Add `use {tool}`"
    if flow.uses:
        return _insert(title, flow.uses[-1].span.end, f"\nuse {tool}")
    above = [*([flow.goal] if flow.goal else []), *flow.triggers]
    if above:
        return _insert(title, above[-1].span.end, f"\n\nuse {tool}")
    below = [*flow.limits, *([flow.memory] if flow.memory else []), *flow.body.statements]
    return _insert(title, below[0].span.start, f"use {tool}\n\n") if below else None


def add_condition(flow: Flow, tool: str, words: str, title: str) -> Fix | None:
    """Put a condition (`with approval`, `with private data`) on a tool's `use` line."""
    use = use_of(flow, tool)
    if use is None:
        return None
    if len(use.tools) == 1:
        return _insert(title, use.span.end, f" {words}")
    others = ", ".join(name for name in use.tools if name != tool)
    return Fix(title, (Edit(use.span, f"use {others}\nuse {tool} {words}"),))


def _is_plain(use: Use) -> bool:
    return use.quota is None and use.between is None and use.approval is None and not use.private


def _insert(title: str, at: int, text: str) -> Fix:
    return Fix(title, (Edit(Span(at, at), text),))
