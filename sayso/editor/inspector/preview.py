"""How a message will read: its subject and body in pieces, with the template's own names in place."""

from sayso.copilot.readback_steps import Steps
from sayso.dsl.blocks import inner
from sayso.dsl.expressions import Text
from sayso.dsl.statements import Do, HandOff, Let, Say, ToolCall
from sayso.editor.inspector.chips import pieces_of_text
from sayso.editor.inspector.lines import Selected
from sayso.editor.inspector.shapes import Piece
from sayso.editor.inspector.slots import Known

SAID = ("subject", "title", "text", "message", "note", "body")
"""Parameters that people read, in the order in which they read them."""


def previews(known: Known, chosen: Selected) -> tuple[tuple[Piece, ...], ...]:
    """The texts that somebody will read, the subject first; empty where this step says nothing."""
    phrase = Steps(known.flow, known.facts, known.catalog).phrases.hole
    step = inner(chosen.step) if chosen.step is not None else None
    if isinstance(step, HandOff | Say):
        return (pieces_of_text(step.message, phrase),)
    call = step.call if isinstance(step, Do) else step.value if isinstance(step, Let) else None
    resolved = known.facts.call_of(call) if isinstance(call, ToolCall) else None
    if resolved is None or not resolved.tool.sends:
        return ()
    texts = list(resolved.texts)
    texts += [value for name in SAID if isinstance(value := resolved.arguments.get(name), Text)]
    return tuple(pieces_of_text(text, phrase) for text in texts)
