"""One field changed: the new text, in which only the bytes of that line are other ones."""

from typing import Any

from sayso.compiler import Compiled
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog
from sayso.dsl.edit import EditProblem, replace_expression
from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.editor.catalogue import Words, words
from sayso.editor.inspector.gaps import main_of, shown_source, split
from sayso.editor.inspector.lines import checked, known_of, put_back, selected, slots_of
from sayso.editor.inspector.reading import read, whole
from sayso.editor.inspector.shapes import FormProblem, Where
from sayso.editor.inspector.slots import Known, Slot

GAP = "#"
"""Between a field's name and its "or …": `note#` of the value, `note#0` of the first hole of a text."""


def changed(
    text: str, compiled: Compiled, where: Where, field_name: str, new_source: str, catalog: Catalog | None = None,
    say: Words | None = None,
) -> str:  # fmt: skip
    """The text with a field of the selected line changed; "" takes the value away. Raises FormProblem.

    Without a catalog what only the catalog knows (other tools, inputs of flows) cannot be changed.
    """
    said = say if say is not None else words()
    if text != compiled.text:
        raise FormProblem(said("inspector.gone"))
    known = known_of(compiled, catalog if catalog is not None else Catalog(), said)
    chosen = selected(known, where)
    name, gap, hole = field_name.partition(GAP)
    slot = next((one for one in slots_of(chosen, known) if one.name == name), None)
    if slot is None:
        raise FormProblem(said("inspector.gone"))
    if not gap and new_source == shown_source(slot, known):
        return text
    try:
        after = _gap_changed(known, slot, hole, new_source) if gap else _value_changed(known, slot, new_source)
        if after is not None:
            return after
        return checked(text, put_back(known, chosen, _new(slot, new_source, said)), said)
    except EditProblem as problem:
        raise FormProblem(problem.sentence) from None
    except (TypeError, AttributeError):
        raise FormProblem(said("inspector.cannot")) from None


def _new(slot: Slot, source: str, say: Words) -> Any:
    """The line with another value, or without one; what a tool needs is then still to be decided."""
    if source.strip():
        return slot.put(read(slot, source, say))
    if slot.required and not slot.theirs:
        raise FormProblem(say("inspector.needed"))
    return slot.put(None)


def _value_changed(known: Known, slot: Slot, source: str) -> str | None:
    """The expression replaced where it stands, with its "or …" unless nothing can be missing any more."""
    if not isinstance(slot.node, e.Expression) or not source.strip():
        return None
    value = read(slot, source, known.say)
    if not isinstance(value, e.Expression):
        return None
    main, other = split(slot, known)
    if other is None or whole(value) or (isinstance(value, e.Binary) and value.operator == "or"):
        return replace_expression(known.text, known.flow, slot.node, value)
    return replace_expression(known.text, known.flow, main, value)


def _gap_changed(known: Known, slot: Slot, hole: str, source: str) -> str:
    """What stands in the place of a value that is empty."""
    if not isinstance(slot.node, e.Expression):
        raise FormProblem(known.say("inspector.gone"))
    value = _hole(slot.node, hole, known.say) if hole else slot.node
    main, other = main_of(value, known) if hole else split(slot, known)
    if not source.strip():
        return replace_expression(known.text, known.flow, value, main)
    new = _fallback(source)
    if other is not None:
        return replace_expression(known.text, known.flow, other, new)
    return replace_expression(known.text, known.flow, main, e.Binary("or", main, new))


def _hole(text: e.Expression, hole: str, say: Words) -> e.Expression:
    holes = [part for part in text.parts if not isinstance(part, str)] if isinstance(text, e.Text) else []
    if not hole.isdecimal() or int(hole) >= len(holes):
        raise FormProblem(say("inspector.gone"))
    return holes[int(hole)]


def _fallback(source: str) -> e.Expression:
    """A value as it is written, else plain words."""
    try:
        return parse_expression(source.strip())
    except NotAnExpression:
        return e.Text((source.strip(),))
