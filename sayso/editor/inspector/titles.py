"""What a step is called at the head of its form."""

from sayso.copilot.readback_rules import permission
from sayso.copilot.readback_steps import Steps
from sayso.dsl.statements import Do, Let, Statement, ToolCall
from sayso.editor.inspector.slots import Known


def title_of(step: Statement, known: Known) -> str:
    """A tool's words for a call, else the kind of step in words."""
    call = step.call if isinstance(step, Do) else step.value if isinstance(step, Let) else None
    if isinstance(call, ToolCall):
        said = permission(call.tool, Steps(known.flow, known.facts, known.catalog))
        return said[:1].upper() + said[1:]
    return known.say(f"title.{type(step).__name__.lower()}")
