"""Group 6: a tool that the workspace marks sensitive runs only after a person said yes.

The approval stands on the call or on the tool's `use` line. Steps that are switched off are checked too.
"""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.header import add_condition, approval_of, calls, name_span
from sayso.dsl.catalog import Catalog, Policy
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix, Rule
from sayso.dsl.flow import Flow
from sayso.dsl.span import Span
from sayso.dsl.statements import ToolCall

NEEDS_APPROVAL = Rule(
    slug="needs-approval",
    sentence="Your workspace wants a person to approve `{tool}` before it runs.",
    why="The workspace's owner marked this tool as sensitive.",
    next="Write `with approval` after the call, or on the tool's `use` line; the flow's owner is asked.",
    bad='flow "A"\n\non manual with\n  contact: contact\nend\n\nuse gmail.send\n\n'
    'gmail.send(to: @contact, template: "Intro")\n',
    good='flow "A"\n\non manual with\n  contact: contact\nend\n\nuse gmail.send\n\n'
    'gmail.send(to: @contact, template: "Intro") with approval\n',
)
RULES: tuple[Rule, ...] = (NEEDS_APPROVAL,)

POLICIES: dict[str, Policy] = {"needs-approval": Policy(sensitive=("gmail.send",))}
"""The workspaces that the samples of these rules are about."""


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about sensitive tools that nobody approves."""
    for call in calls(facts):
        if call.tool in catalog.policy.sensitive and approval_of(flow, call) is None:
            everywhere = add_condition(flow, call.tool, "with approval", f"Ask me before every `{call.tool}`")
            yield NEEDS_APPROVAL.at(
                name_span(call), {"tool": call.tool}, ask_each_time(call), *([everywhere] if everywhere else [])
            )


def ask_each_time(call: ToolCall) -> Fix:
    """The fix that puts `with approval` on one call."""
    return Fix("Ask me each time", (Edit(Span(call.span.end, call.span.end), " with approval"),))
