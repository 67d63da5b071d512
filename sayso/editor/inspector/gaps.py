""" "or …": what stands in the place of a value that can be empty."""

from collections.abc import Iterator

from sayso.dsl import expressions as e
from sayso.dsl.types import BOOLEAN, Unknown, may_be_missing, present
from sayso.editor.inspector.chips import Phrase, chip_words
from sayso.editor.inspector.shapes import Gap
from sayso.editor.inspector.slots import Known, Slot

NEVER = frozenset({"condition", "choice", "yes-no"})
"""Kinds of fields in which `or` joins conditions, or nothing can be empty."""


def main_of(value: e.Expression, known: Known) -> tuple[e.Expression, e.Expression | None]:
    """A value, and what stands in its place where it is empty."""
    if isinstance(value, e.Binary) and value.operator == "or" and present(known.facts.type_of(value.left)) != BOOLEAN:
        return value.left, value.right
    return value, None


def split(slot: Slot, known: Known) -> tuple[e.Expression, e.Expression | None]:
    """The same for a slot; conditions are left whole."""
    assert isinstance(slot.node, e.Expression)
    return (slot.node, None) if slot.kind in NEVER else main_of(slot.node, known)


def shown_source(slot: Slot, known: Known) -> str:
    """What a slot says as it is written, without its "or …"."""
    if not isinstance(slot.node, e.Expression):
        return slot.source
    main, _ = split(slot, known)
    return known.text[main.span.start : main.span.end]


def gaps_of(slot: Slot, known: Known, phrase: Phrase) -> Iterator[Gap]:
    """The "or …" of a slot's value, or of each hole of its text."""
    if not isinstance(slot.node, e.Expression) or slot.kind in NEVER:
        return
    if isinstance(slot.node, e.Text):
        holes = [part for part in slot.node.parts if not isinstance(part, str)]
        for number, hole in enumerate(holes):
            yield from _gap(f"{slot.name}#{number}", hole, known, True, phrase)
        return
    yield from _gap(f"{slot.name}#", slot.node, known, slot.required, phrase)


def _gap(name: str, value: e.Expression, known: Known, needed: bool, phrase: Phrase) -> Iterator[Gap]:
    main, other = main_of(value, known)
    if other is not None:
        source = known.text[other.span.start : other.span.end]
        yield Gap(name, chip_words(main, phrase), source, _words(other))
        return
    kind = known.facts.type_of(main)
    if may_be_missing(kind) and not isinstance(kind, Unknown) and not isinstance(main, e.Missing | e.Todo):
        yield Gap(name, chip_words(main, phrase), needed=needed)


def _words(value: e.Expression) -> str:
    if isinstance(value, e.Text) and all(isinstance(part, str) for part in value.parts):
        return "".join(str(part) for part in value.parts)
    return chip_words(value)
