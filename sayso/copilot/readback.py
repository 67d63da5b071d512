"""A flow in plain English, sentence by sentence, each with the step it tells of.

Deterministic: the same tree gives the same words. Facts and catalog make it better and are not needed. Conditions
and values are said in `conditions` and `phrases`, the lines above the body in `readback_rules`.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from sayso.compiler.facts import Facts
from sayso.copilot.english import plural, sentence
from sayso.copilot.readback_rules import goal_sentence, rules, trigger_sentence
from sayso.copilot.readback_steps import Steps
from sayso.dsl.blocks import Address, blocks, inner
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Todo
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children
from sayso.dsl.statements import Block, ForEach, Off, Statement

__all__ = ["Readback", "Sentence", "plural", "readback"]

Kind = Literal["goal", "trigger", "step", "undecided", "rule"]


class Sentence(msgspec.Struct, frozen=True):
    """One sentence. `step` and `address` name its box ("" and None above the body); `indent` counts levels. `written`
    is the sentence with its texts line by line, "" where it is `text`."""

    kind: Kind
    text: str
    indent: int = 0
    step: str = ""
    address: Address | None = None
    written: str = ""


class Readback(msgspec.Struct, frozen=True):
    """What happens, in order, and what the flow may do at all."""

    sentences: tuple[Sentence, ...]
    rules: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """Everything as indented rows, the rules at the end; the lines of a text stand below their sentence."""
        return "".join(_rows(one) for one in (*self.sentences, *self.rules))


def readback(flow: Flow, facts: Facts | None = None, catalog: Catalog | None = None) -> Readback:
    """The flow in English."""
    teller = _Teller(flow, Steps(flow, facts, catalog))
    return Readback(tuple(teller.tell()), tuple(_sentence("rule", rule) for rule in rules(flow, teller.steps)))


def _rows(told: Sentence) -> str:
    first, *others = (told.written or told.text).split("\n")
    inside = "  " * (told.indent + 1)
    return "".join(("  " * told.indent + first + "\n", *(f"{inside if row else ''}{row}\n" for row in others)))


def _sentence(kind: Kind, words: str, indent: int = 0, step: str = "", address: Address | None = None) -> Sentence:
    one_line = " ".join(words.split())
    return Sentence(kind, one_line, indent, step, address, "" if words == one_line else words)


class _Teller:
    """Walks the flow once, counting steps as the compiler does."""

    def __init__(self, flow: Flow, steps: Steps) -> None:
        self.flow = flow
        self.steps = steps
        self.count = 0

    def tell(self) -> Iterator[Sentence]:
        flow = self.flow
        if flow.goal:
            yield _sentence("goal", goal_sentence(flow.goal))
        yield _sentence("trigger", trigger_sentence(flow, self.steps))
        yield from self._block(flow.body, (), 1)

    def _block(self, block: Block, place: Address, indent: int) -> Iterator[Sentence]:
        for number, statement in enumerate(block.statements):
            self.steps.next = block.statements[number + 1] if number + 1 < len(block.statements) else None
            yield from self._statement(statement, (*place, number), indent)

    def _statement(self, statement: Statement, address: Address, indent: int) -> Iterator[Sentence]:
        step = f"s{self.count + 1}"
        self.count += 2 if isinstance(statement, Off) else 1
        told, off = inner(statement), isinstance(statement, Off)
        held = blocks(statement)
        words = self.steps.head(told) + (" (switched off)" if off else "")
        yield _sentence("step", sentence(words, ":" if held else "."), indent, step, address)
        yield from self._undecided(told, indent + 1, step, address)
        outer = self.steps.enter(told) if isinstance(told, ForEach) else None
        for number, (name, block) in enumerate(held):
            between = self.steps.between(told, name, number)
            if between:
                yield _sentence("step", sentence(between, ":"), indent, step, address)
            yield from self._block(block, (*address, name), indent + 1)
        if outer is not None:
            self.steps.leave(outer)

    def _undecided(self, told: Statement, indent: int, step: str, address: Address) -> Iterator[Sentence]:
        for hole in _holes(told):
            yield _sentence("undecided", sentence(f"Still to decide: {hole.question}"), indent, step, address)


def _holes(statement: Statement) -> Iterator[Todo]:
    """The holes of a statement's own lines."""
    pending: list[Node] = [statement]
    while pending:
        node = pending.pop(0)
        if isinstance(node, Todo):
            yield node
        pending[:0] = [child for child in children(node) if not isinstance(child, Block)]
