"""The form of what is selected, from its slots: values in words, what is wrong with each, what is still to decide."""

import msgspec

from sayso.compiler import Compiled
from sayso.copilot.readback import readback
from sayso.copilot.readback_rules import trigger_sentence
from sayso.copilot.readback_steps import Steps
from sayso.dsl import expressions as e
from sayso.dsl.blocks import inner
from sayso.dsl.catalog import Catalog
from sayso.dsl.statements import Off
from sayso.dsl.types import TEXT
from sayso.editor.catalogue import Words
from sayso.editor.inspector.chips import pieces_of, pieces_of_text, shown_pieces
from sayso.editor.inspector.findings import findings_of
from sayso.editor.inspector.gaps import gaps_of, split
from sayso.editor.inspector.kinds import drawn
from sayso.editor.inspector.lines import Selected, known_of, selected, slots_of
from sayso.editor.inspector.places import RULES, words_of_address
from sayso.editor.inspector.shapes import Form, FormField, Kind, Piece, Where, Wrong
from sayso.editor.inspector.slots import Known, Slot
from sayso.editor.inspector.titles import title_of
from sayso.editor.inspector.triggers import trigger_kind


def form_of(compiled: Compiled, catalog: Catalog, where: Where, say: Words | None = None) -> Form:
    """The form of what is selected; raises FormProblem where there is nothing that could be read."""
    known = known_of(compiled, catalog, say)
    chosen = selected(known, where)
    slots = slots_of(chosen, known)
    found, rest = findings_of(compiled.diagnostics, chosen, slots, known)
    steps = Steps(known.flow, known.facts, catalog)
    fields = [_field(slot, known, found.get(slot.name, ()), steps) for slot in slots if not slot.hidden]
    fields.sort(key=lambda field: not field.todo or field.kind == "condition")
    here = words_of_address(chosen.where) if isinstance(chosen.where, tuple) else chosen.where or ""
    off = isinstance(chosen.step, Off)
    return Form(_title(chosen, known), _sentence(chosen, known), tuple(fields), rest, off, here)


def _title(chosen: Selected, known: Known) -> str:
    if chosen.step is not None:
        return title_of(inner(chosen.step), known)
    if chosen.where == RULES or chosen.where is None:
        return known.say("title.rules" if chosen.where else "title.flow")
    return known.say(f"title.on_{trigger_kind(chosen.trigger)}")


def _sentence(chosen: Selected, known: Known) -> str:
    """What it does, as the readback says it."""
    if chosen.step is not None:
        told = readback(known.flow, known.facts, known.catalog).sentences
        return next((one.text for one in told if one.address == chosen.where and one.kind == "step"), "")
    if chosen.where is None:
        return ""
    if chosen.where == RULES:
        return known.say("inspector.rules")
    alone = (chosen.trigger,) if chosen.trigger is not None else ()
    one = msgspec.structs.replace(known.flow, triggers=alone)
    return trigger_sentence(one, Steps(known.flow, known.facts, known.catalog)).rstrip(":") + "."


def _field(slot: Slot, known: Known, wrong: tuple[Wrong, ...], steps: Steps) -> FormField:
    """A slot as it is shown."""
    node = slot.node if isinstance(slot.node, e.Expression) else None
    main = split(slot, known)[0] if node is not None else None
    source = known.text[main.span.start : main.span.end] if main is not None else slot.source
    kind = drawn(slot.kind, main, slot.options, source)
    todo = main.question if isinstance(main, e.Todo) else ""
    pieces = () if todo else _pieces(main, source, kind, slot, steps)
    quoted = kind == "text" and (slot.reads in ("text", "title") or slot.wanted == TEXT)
    return FormField(
        slot.name, slot.label, kind, "" if todo else source, _shown(slot, main, source, pieces, kind, steps),
        pieces, slot.required, todo, tuple(one for one in wrong if not todo or one.fixes), slot.options, slot.note,
        tuple(gaps_of(slot, known, steps.phrases.hole)), slot.wanted, slot.many, slot.element, quoted,
        slot.reads in ("expression", "text"), slot.theirs, slot.group,
    )  # fmt: skip


def _pieces(main: e.Expression | None, source: str, kind: Kind, slot: Slot, steps: Steps) -> tuple[Piece, ...]:
    if isinstance(main, e.Text) and kind in ("text", "template", "stage", "choice"):
        return pieces_of_text(main, steps.phrases.hole)
    if main is not None:
        return pieces_of(main, source, main.span.start)
    if slot.reads == "title":
        plain = source[1:-1] if source.startswith('"') else source
        return (Piece("words", plain, plain),) if plain else ()
    return (Piece("words", source, source),) if source else ()


def _shown(
    slot: Slot, main: e.Expression | None, source: str, pieces: tuple[Piece, ...], kind: Kind, steps: Steps
) -> str:  # fmt: skip
    """The value in one row of words."""
    chosen = next((option.words for option in slot.options if option.value == source), None)
    if chosen is not None or main is None or isinstance(main, e.Todo):
        return chosen or ("" if main is not None else shown_pieces(pieces))
    if kind == "condition":
        names = steps.names.filtered(main, slot.element) if slot.element else frozenset[str]()
        return steps.conditions.filter(main, names) if slot.element else steps.conditions.clause(main)
    if isinstance(main, e.Binary | e.Call | e.Date | e.DateTime | e.Where | e.Sorted | e.Take):
        return steps.phrases.value(main)
    return shown_pieces(pieces)
