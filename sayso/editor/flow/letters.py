"""The messages of a flow as they are written in it: also those that nobody is sent today are read."""

from collections.abc import Iterator

import msgspec

from sayso.compiler import Compiled
from sayso.copilot.readback import readback
from sayso.copilot.readback_steps import Steps
from sayso.dsl.blocks import statement_at
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.expressions import Expression
from sayso.dsl.node import Node, children
from sayso.dsl.statements import Block, Statement, ToolCall

SAYS = ("subject", "text", "message", "note")
"""What of a call is read by whoever gets it."""


class Letter(msgspec.Struct, frozen=True):
    """One message: its step, its sentence, and its words with the data in them named: "Hi [contact's first name],"."""

    step: str
    sentence: str
    words: tuple[str, ...]


def letters_of(compiled: Compiled, catalog: Catalog) -> list[Letter]:
    """Every message that a flow may send, in the order of its steps."""
    flow, facts = compiled.flow, compiled.facts
    if flow is None or facts is None:
        return []
    says, found, seen = Steps(flow, facts, catalog).conditions.phrases, list[Letter](), set[int]()
    for sentence in readback(flow, facts, catalog).sentences:
        step = statement_at(flow, sentence.address) if sentence.address is not None else None
        for call in _calls(step) if step is not None else ():
            known = facts.call_of(call)
            if id(call) in seen or known is None or not reaches(known.tool):
                continue
            seen.add(id(call))
            told: list[Expression] = [
                *known.texts,
                *(known.arguments[name] for name in SAYS if name in known.arguments),
            ]
            words = tuple(says.value(one).removeprefix('"').removesuffix('"') for one in told)
            found.append(Letter(sentence.step, sentence.text, words))
    return found


def reaches(tool: Tool) -> bool:
    """Whether a tool's calls are read by somebody outside."""
    return tool.sends or tool.by_hand


def _calls(statement: Statement) -> Iterator[ToolCall]:
    """The calls of a statement's own lines, without those of the steps inside."""
    pending: list[Node] = [statement]
    while pending:
        node = pending.pop(0)
        if isinstance(node, ToolCall):
            yield node
        pending[:0] = [child for child in children(node) if not isinstance(child, Block)]
